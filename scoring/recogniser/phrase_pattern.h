// A pattern (phrases.h) as its parts, and which words it needs. Private to scoring/recogniser.
#pragma once

#include "scoring/recogniser/phrase_keys.h"
#include "scoring/recogniser/phrases.h"

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

struct PatternFailure {
    const char* code;
    std::size_t at;
    std::string name;
};

struct PatternPart {
    std::size_t from, to; // without the brackets
    enum class Form : std::uint8_t { word, prefix, choice, gap, named } form;
};

std::u32string pattern_text(std::string_view pattern);
// The parts of text[from, to) in their order. Errors: phrase_bracket, phrase_empty.
std::expected<std::vector<PatternPart>, PatternFailure> pattern_parts(std::u32string_view text, std::size_t from,
                                                                      std::size_t to);
// The ways of a choice: ranges of the text.
std::vector<TextRange> pattern_ways(std::u32string_view text, const PatternPart& choice);

// Which words must be in a text, and with which a match begins. For patterns that compile.
class PatternKeys {
public:
    using Keys = std::vector<std::uint16_t>; // one of them is there

    explicit PatternKeys(const PhraseClasses& classes) : classes_(&classes) {}

    // Of each part that has to be there, those with the fewest keys first; at most `most`.
    std::vector<Keys> needed(std::u32string_view pattern, std::size_t most);
    Keys beginnings(std::u32string_view pattern);

private:
    std::optional<Keys> needed_by(std::u32string_view text, const PatternPart& part);
    std::optional<Keys> needed_by_first(std::u32string_view text, TextRange range);
    bool begin(std::u32string_view text, TextRange range, Keys& keys); // false: it may be over at once

    const PhraseClasses* classes_;
    struct OfClass {
        std::optional<Keys> needed;
        Keys beginnings;
        bool empty = false; // one of its phrases may be nothing
    };
    const OfClass& of_class(std::u32string_view name);
    std::map<std::u32string, OfClass, std::less<>> of_classes_;
};

} // namespace rapport::scoring
