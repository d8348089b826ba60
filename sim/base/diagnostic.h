// What went wrong, where, without words: the faces look the words up by code (assets/i18n, "diagnostic.<code>.message"
// and ".hint") and fill in the arguments by name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport {

enum class Severity : std::uint8_t { note, warning, error };

// A place in a file. Line and column count from 1 (columns in Unicode code points); 0 means "the file as a whole".
struct Location {
    std::string file;
    int line = 0;
    int column = 0;
    std::string pointer; // RFC 6901 JSON pointer, empty for the whole document

    bool operator==(const Location&) const = default;
};

struct Diagnostic {
    std::string code; // stable, lower case with underscores
    Severity severity = Severity::error;
    std::vector<std::pair<std::string, std::string>> args;
    Location where;

    // Convenience for building: Diagnostic::error("unknown_key").with("key", k).at(location)
    static Diagnostic error(std::string_view code) { return {std::string(code), Severity::error, {}, {}}; }
    static Diagnostic warning(std::string_view code) { return {std::string(code), Severity::warning, {}, {}}; }
    static Diagnostic note(std::string_view code) { return {std::string(code), Severity::note, {}, {}}; }
    Diagnostic&& with(std::string_view name, std::string_view value) && {
        args.emplace_back(std::string(name), std::string(value));
        return std::move(*this);
    }
    Diagnostic&& at(Location l) && {
        where = std::move(l);
        return std::move(*this);
    }
    // The value of an argument, empty if there is none of that name.
    std::string_view arg(std::string_view name) const {
        for (const auto& [n, v] : args)
            if (n == name) return v;
        return {};
    }
    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

} // namespace rapport
