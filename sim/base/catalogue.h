// Words for people, looked up by key and filled in by name. Loading the JSON files is the reader's work
// (sim/scenario_files/catalogue_file.h); this is only the table.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/base/language.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport {

using TextArgs = std::vector<std::pair<std::string, std::string>>;

class Catalogue {
public:
    void set(Language language, std::string key, std::string text);
    bool has(Language language, std::string_view key) const;
    // The text, or the key itself in angle quotes where it is missing (the tests fail on that; a user still sees
    // something).
    std::string_view text(Language language, std::string_view key) const;
    // Replaces {name} by the argument of that name; unknown names stay as they are. Inserted values are not expanded
    // again. Quotation marks in a value that comes to stand between “ and ” change to the inner kind.
    std::string format(Language language, std::string_view key, const TextArgs& args) const;
    const std::map<std::string, std::string, std::less<>>& all(Language language) const;

private:
    std::array<std::map<std::string, std::string, std::less<>>, 2> texts_;
    mutable std::map<std::string, std::string, std::less<>> missing_;
};

// The same with every value to the letter.
std::string fill_in(std::string_view pattern, const TextArgs& args);

// One diagnostic in words: "file:line:column: message" pieces for the faces to arrange.
struct DiagnosticWords {
    std::string message;
    std::string hint;
};
DiagnosticWords words_of(const Diagnostic& diagnostic, const Catalogue& catalogue, Language language);

} // namespace rapport
