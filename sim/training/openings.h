// What the customer put into words and nobody took up: a direct question (checklist rule 19), a feeling, a want, or
// facts. Nobody: neither this reply nor the next one, by the slots of the node (scoring/recogniser/slots.h).
//
// Said sparingly. A feeling counts only where the moment called for acknowledge_feeling, wants and facts only where it
// called for restate; nothing is said where one of the two replies was a 2 on that behaviour (facts: a 1, since not
// every fact needs telling back), nothing twice in an attempt, and at most `most_left_open` a turn: the question first,
// then feeling, want, facts.
#pragma once

#include "sim/dialogue/session.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

enum class OpeningKind : std::uint8_t { question, feeling, want, fact };
std::string_view id(OpeningKind kind); // also the end of the key of its words: "opening.question"

inline constexpr std::size_t most_left_open = 2;

struct LeftOpen {
    OpeningKind kind{};
    // The customer's words, by language: where in the line (code points), and what stands there.
    struct Words {
        std::size_t start = 0, length = 0;
        std::string quote;
    };
    std::array<Words, 2> words;
    const Words& in(Language l) const { return words[static_cast<std::size_t>(l)]; }
};

// One list a record of the log.
std::vector<std::vector<LeftOpen>> left_open(const dialogue::Session& session);

} // namespace rapport::training
