// Phrases people write, with room for how they vary, and where they occur in a reply.
//
//   i [am|'m] [so|very|] sorry ... keep* you waiting        [真的|非常|] 抱歉 ... 久等
//
//   word        the word whole: no letter before or behind it
//   word*       every word that begins so
//   [a|b c|]    one of these; an empty one: or nothing
//   ...         up to 4 words or 8 Chinese characters of anything within the sentence
//   <name>      one of the phrases of a class
//
// Between two parts there may be spaces, commas, quotation marks and dashes, never the end of a sentence; Chinese parts
// follow each other without anything between. Texts are folded first (lower case, half width, simplified characters).
// Finding takes time in proportion to the text and to the phrases that begin with its characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/recogniser/phrase_keys.h"
#include "sim/base/diagnostic.h"

namespace rapport::scoring {

struct Phrase {
    std::string id; // what it is a sign of; several phrases may share one
    std::string pattern;
};

struct PhraseMatch {
    std::uint32_t phrase = 0;         // its place in the list that was compiled
    std::uint32_t begin = 0, end = 0; // code points of the text; begin < end
    bool operator==(const PhraseMatch&) const = default;
};

using PhraseClasses = std::map<std::string, std::vector<std::string>, std::less<>>;

class PhraseTable {
public:
    // `phrase_empty`: it would match nothing, or everything (a pattern of optional parts, or with "..." at an end);
    // `phrase_bracket`: a bracket without its other half; `phrase_class`: a class that is not there, or contains
    // itself; `phrase_long`: more than 4,000 steps. Arguments: id, pattern, at (code point, from 1), and name for a
    // class.
    static std::expected<PhraseTable, Diagnostic> compile(const std::vector<Phrase>& phrases,
                                                          const PhraseClasses& classes = {});

    // All matches by where they begin, then by phrase. Each is the longest of its phrase from there; matches of one
    // phrase do not overlap.
    std::vector<PhraseMatch> find(std::u32string_view folded) const;

    std::size_t size() const { return starts_.size(); }

    // A step of the machine that follows a pattern. Public for the compiler only.
    struct Step {
        enum class Kind : std::uint8_t { letter, word_start, word_end, word_tail, between, gap, choice, accept };
        Kind kind = Kind::accept;
        char32_t letter = 0;
        std::uint32_t next = 0; // of a choice: its place in the list of choices
    };
    // The ways a choice offers, by the character they begin with, rising; `open`: those that may begin with any, or
    // with none.
    struct Choice {
        std::vector<std::pair<char32_t, std::uint32_t>> by_letter;
        std::vector<std::uint32_t> open;
    };

private:
    static constexpr std::uint32_t most_needed = 8; // parts of a phrase looked for before it is followed

    std::vector<Step> steps_; // phrase by phrase
    std::vector<Choice> choices_;
    std::vector<std::uint32_t> starts_, ends_; // of each phrase: where to start, and the end of its steps
    KeyIndex beginning_;                       // phrases by the words they may begin with
    KeyIndex needed_;                          // most_needed × phrase + part, by the words one of which the part needs
    std::vector<std::uint8_t> all_needed_;     // of each phrase: a bit for each part
};

} // namespace rapport::scoring
