// Attempts in words of one's own, as if read by a recogniser: for whatever looks at an attempt afterwards.
#pragma once

#include "sim/training/attempt.h"
#include "tests/dialogue/typed_samples.h"
#include "tests/training/training_desk.h"

#include <initializer_list>

namespace rapport::tests {

// The short drill with an opening in which the customer says something: three days (fact), worried (feeling), send it
// again (want), and asks what happened.
inline std::filesystem::path telling_drill(Desk& desk) {
    return desk.scenario(
        "telling.json",
        R"("says": [{"id": "l1", "text": {"en": "Three days! What happened?", "zh": "三天了!到底怎么回事?"}}],
      "calls_for": ["acknowledge_feeling"],)",
        R"("slots": {"facts": [{"id": "three-days", "en": ["three days", "three days with no word"], "zh": ["三天", "三天没消息"]}],
                "feelings": [{"id": "worried", "en": ["worried", "worry"], "zh": ["着急", "急坏"]}],
                "wants": [{"id": "again", "en": ["send it again", "sent again"], "zh": ["补发"]}]},
      "says": [{"id": "l1", "text": {"en": "Three days with no word, I am so worried! I want it sent again. What happened?", "zh": "三天没消息,我都急坏了!给我补发。到底怎么回事?"}}],
      "calls_for": ["acknowledge_feeling", "restate"],)");
}

// Played under the short drill's settings, in English: a typed reply, or a reply of the author's by id.
struct OwnWords {
    dialogue::TypedReply typed{};
    std::string chosen{};
};

inline training::PlayedAttempt played_with(training::Drill& drill, const std::vector<OwnWords>& story) {
    training::PlayedAttempt attempt = drill.attempt();
    for (const OwnWords& said : story) {
        const auto step =
            said.chosen.empty() ? attempt.session.say(said.typed, 4000) : attempt.session.choose(said.chosen, 4000);
        if (!step) throw std::runtime_error(step.error().code);
    }
    attempt.log.turns.assign(attempt.session.log().begin(), attempt.session.log().end());
    return attempt;
}

} // namespace rapport::tests
