// What the moment makes of the words. A scenario says what a reply's words contain; whether a greeting opens, a promise
// closes or a solution comes too early depends on when it is said (checklist rules 1, 12, 13 and 19).
#pragma once

#include "scoring/checklist.h"

#include <array>
#include <cstdint>

namespace rapport::dialogue {

struct Circumstances {
    bool first_turn = false;       // of this agent
    bool at_the_close = false;     // the reply ends the contact, or the node calls for the follow-up
    bool solution = false;         // the reply offers a solution, a rule or a decision
    bool question_asked = false;   // the customer has just asked directly
    bool asked_for_action = false; // namely what will be done, and this reply answers it
    bool urgent = false;
    bool grants_demand = false;                                         // an option that fits fully (3)
    int anger = 0;                                                      // before the reply
    std::array<scoring::Level, scoring::behaviour_count> best_before{}; // in the agent's earlier turns
};

// Rule 1: open_contact only in the first turn. Rule 12: close_with_follow_up 2 only at the close, else 1.
// Rule 13: premature_solution is decided here alone: anger ≥ 70 and no listening so far or in this reply; 2 where the
// reply also hides behind policy. Rule 19: let_speak is 0 in answer to a direct question.
scoring::Labels at_the_moment(scoring::Labels said, const Circumstances& when);

inline constexpr int very_angry = 70;

// Sympathy (feeling named, apology, room to speak) and nothing that moves the matter on.
bool only_sympathy(const scoring::Labels& labels);

} // namespace rapport::dialogue
