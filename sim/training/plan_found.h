// What a plan expects beside what the contact shows, and the words of replies compared. Used by plan_run only.
#pragma once

#include "sim/dialogue/session.h"
#include "sim/scenario_files/test_plan.h"

#include <string>
#include <vector>

namespace rapport::training {

struct Finding {
    bool holds = false;
    std::string found; // in the words of a plan: "anger 72", "not ready", "ending lost"
};

// Not for PlanSubject::reply.
Finding look(const dialogue::Session& session, const scenario_files::Expectation& expectation);

// Positions among the replies offered whose words these are, and the one whose words are closest (0 if none is
// offered).
struct OfferedWords {
    std::vector<std::size_t> same;
    std::size_t closest = 0;
};
OfferedWords offered_words(const dialogue::Session& session, std::string_view words);

// "opening → a → probe": nodes and replies up to where the contact stands, or its ending.
std::string way_of(const dialogue::Session& session);
std::string_view last_reply(const dialogue::Session& session); // id, "silence", "otherwise"; empty before the first

} // namespace rapport::training
