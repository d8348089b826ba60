#include "sim/base/catalogue.h"

#include "sim/base/text.h"

namespace rapport {

void Catalogue::set(Language language, std::string key, std::string text) {
    texts_[static_cast<std::size_t>(language)].insert_or_assign(std::move(key), std::move(text));
}

bool Catalogue::has(Language language, std::string_view key) const { return all(language).contains(key); }

const std::map<std::string, std::string, std::less<>>& Catalogue::all(Language language) const {
    return texts_[static_cast<std::size_t>(language)];
}

std::string_view Catalogue::text(Language language, std::string_view key) const {
    const auto& table = all(language);
    if (const auto it = table.find(key); it != table.end()) return it->second;
    return missing_.try_emplace(std::string(key), "\u2039" + std::string(key) + "\u203A").first->second;
}

namespace {

int count(std::string_view text, std::string_view part) {
    int n = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

enum class Marks : std::uint8_t { as_they_are, nested };

std::string filled(std::string_view pattern, const TextArgs& args, Marks marks) {
    std::string out;
    int open_quotes = 0; // of the pattern itself
    for (std::size_t pos = 0; pos < pattern.size();) {
        const auto open = pattern.find('{', pos);
        const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) {
            out += pattern.substr(pos);
            break;
        }
        const auto before = pattern.substr(pos, open - pos);
        open_quotes += count(before, "“") - count(before, "”");
        out += before;
        const auto name = pattern.substr(open + 1, close - open - 1);
        const std::string* value = nullptr;
        for (const auto& [n, v] : args)
            if (n == name) value = &v;
        if (value == nullptr)
            out += pattern.substr(open, close - open + 1);
        else if (marks == Marks::nested && open_quotes > 0)
            out += quoted_inside(*value);
        else
            out += *value;
        pos = close + 1;
    }
    return out;
}

} // namespace

std::string fill_in(std::string_view pattern, const TextArgs& args) {
    return filled(pattern, args, Marks::as_they_are);
}

std::string Catalogue::format(Language language, std::string_view key, const TextArgs& args) const {
    return filled(text(language, key), args, Marks::nested);
}

DiagnosticWords words_of(const Diagnostic& diagnostic, const Catalogue& catalogue, Language language) {
    const std::string base = "diagnostic." + diagnostic.code;
    // What a diagnostic quotes is looked for in a file: to the letter.
    TextArgs args = diagnostic.args;
    // A reason of our own is a key; one of the system's is words already.
    for (auto& [name, value] : args)
        if (const std::string key = "cause." + value; name == "reason" && catalogue.has(language, key))
            value = catalogue.text(language, key);
    const auto say = [&](std::string_view key) { return fill_in(catalogue.text(language, key), args); };
    DiagnosticWords words;
    words.message = say(base + ".message");
    // A suggestion found by the reader makes the better hint.
    if (!diagnostic.arg("suggestion").empty() && catalogue.has(language, "diagnostic.did_you_mean"))
        words.hint = say("diagnostic.did_you_mean");
    else if (catalogue.has(language, base + ".hint"))
        words.hint = say(base + ".hint");
    return words;
}

} // namespace rapport
