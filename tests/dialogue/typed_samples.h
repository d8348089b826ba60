// Typed replies for tests: as read by nobody, but sound.
#pragma once

#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/dialogue/session.h"

#include <array>
#include <string>

namespace rapport::story {

// These words with these labels, each shown by the whole of them.
inline dialogue::TypedReply typed(std::string text, const scoring::Labels& labels,
                                  std::uint8_t branch = dialogue::otherwise_branch) {
    dialogue::TypedReply reply;
    reply.text = std::move(text);
    reply.labels = labels;
    labels.each([&](scoring::Behaviour b, scoring::Level level) {
        reply.evidence.push_back(
            {b, level, reply.text, 0, code_points(reply.text), "test", level < 2 ? "specific" : ""});
    });
    reply.branch = branch;
    reply.matched =
        branch == dialogue::otherwise_branch ? dialogue::Matched::nothing_fits : dialogue::Matched::by_reading;
    return reply;
}

// Anything a recogniser could have made of anything that can be typed here.
inline dialogue::TypedReply random_typed(const dialogue::Session& session, Random& random) {
    static const std::array<std::string, 6> texts{"Three days with no word would worry anyone, I am sorry.",
                                                  "您等了三天，换谁都会着急。😀",
                                                  "x",
                                                  "\"{}\"\\",
                                                  "It's\nyour own fault",
                                                  "我马上查。I will check it now."};
    dialogue::TypedReply reply;
    reply.text = texts[random.below(texts.size())];
    const std::size_t length = code_points(reply.text);
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const auto b = scoring::behaviour_at(i);
        const std::uint32_t what = random.below(8);
        if (what == 7) reply.unsure.add(b);
        if (what == 0 || what > 2) continue;
        const auto level = static_cast<scoring::Level>(what);
        reply.labels.set(b, level);
        const std::size_t start = random.below(static_cast<std::uint32_t>(length));
        const std::size_t count = 1 + random.below(static_cast<std::uint32_t>(length - start));
        reply.evidence.push_back({b, level, std::string(code_point_slice(reply.text, start, count)), start, count,
                                  "restate.facts", level < 2 ? "want" : ""});
    }
    reply.correction_check = random.below(2) == 0;
    if (random.below(6) == 0) reply.not_scorable = "keywords";
    const auto offered = session.now().replies();
    if (offered.empty() || random.below(4) == 0) return reply;
    reply.branch = offered[random.below(static_cast<std::uint32_t>(offered.size()))];
    reply.matched = static_cast<dialogue::Matched>(random.below(3));
    return reply;
}

// One random step, chosen, typed or silent, at any speed.
inline bool mixed_step(dialogue::Session& s, Random& random) {
    const std::uint32_t ms = random.below(90000);
    const std::uint32_t how = random.below(8);
    if (how == 0 && s.node().silence_to.kind != dialogue::Target::Kind::nowhere) return s.keep_silent(ms).has_value();
    if (how < 5) return s.say(random_typed(s, random), ms).has_value();
    return s.choose_at(random.below(s.now().offered_count), ms).has_value();
}

} // namespace rapport::story
