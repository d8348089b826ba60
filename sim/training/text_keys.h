// Under which key the faces find the words for things with stable ids (assets/i18n).
#pragma once

#include "scoring/report.h"
#include "sim/dialogue/mood.h"
#include "sim/dialogue/scenario.h"
#include "sim/dialogue/topics.h"

#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

// Appended rather than added up: g++ 12 takes "literal" + string for an overlapping copy (GCC bug 105651).
inline std::string text_key(std::string_view prefix, std::string_view id) { return std::string(prefix).append(id); }

inline std::string text_key(scoring::Behaviour b) { return text_key("name.behaviour.", id(b)); }
inline std::string text_key(scoring::Question q) { return text_key("name.question.", id(q)); }
inline std::string text_key(scoring::Outcome o) { return text_key("name.outcome.", id(o)); }
inline std::string text_key(dialogue::Channel c) { return text_key("name.channel.", id(c)); }
inline std::string text_key(dialogue::Upset u) { return text_key("name.upset.", id(u)); }

// "reason.shows.restate.2", "reason.option_fits.3", "reason.waited"; for the end of a scale see ends_of_scale
inline std::string text_key(const dialogue::Reason& r) {
    std::string key = text_key("reason.", id(r.code));
    if (r.code == dialogue::ReasonCode::shows) key += text_key(".", id(r.behaviour));
    if (r.code == dialogue::ReasonCode::shows || r.code == dialogue::ReasonCode::option_fits)
        key += text_key(".", std::to_string(r.level));
    return key;
}

// What the trainee reads where a topic can be turned to (argument topic: its title).
inline std::string_view text_key(const dialogue::Threads& threads, dialogue::Place place) {
    if (place == dialogue::main_thread) return "topic.back_to_main";
    return threads.parked_at(place) != nullptr ? "topic.back_to" : "topic.talk_about";
}

// What a scale that has ended took back (ReasonCode::limit), in words with the argument points: a plus before "anger"
// would read as a step towards anger.
struct EndOfScale {
    std::string_view key;
    int points; // > 0
};
inline std::vector<EndOfScale> ends_of_scale(const dialogue::Delta& taken_back) {
    std::vector<EndOfScale> ends;
    const auto say = [&](int points, std::string_view at_most, std::string_view at_least) {
        if (points != 0) ends.push_back({points < 0 ? at_most : at_least, points < 0 ? -points : points});
    };
    say(taken_back.anger, "reason.limit.anger_most", "reason.limit.anger_least");
    say(taken_back.trust, "reason.limit.trust_most", "reason.limit.trust_least");
    return ends;
}

} // namespace rapport::training
