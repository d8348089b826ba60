// Which moments and endings a contact can really get to, conditions and all, for every persona and at any pace.
//
// Three findings, each only where it is proven. A place is reached where a contact was found that gets there, or where
// an open way leads there: replies that are always offered, silences, moves of the story. It is out of reach where no
// way leads there whatever the conditions, or where every state of the contact has been tried. Otherwise nobody knows.
// States are merged when nothing that can still happen tells them apart (relevance.h), and time is taken in the lengths
// that make a difference (times.h).
#pragma once

#include "sim/analysis/best_path.h"

#include <vector>

namespace rapport::analysis {

enum class Reached : std::uint8_t { yes, no, unknown };

struct Reach {
    std::vector<Reached> nodes, endings; // by index
    std::vector<Reached> replies;        // offered, ever; by index in Scenario::replies
    // Nodes at which a contact can stand with no ending ahead of it, whatever is answered. All that were found; all
    // there are where `exact`.
    std::vector<bool> dead_ends;
    bool exact = true;        // nothing is left open: every state was tried, or all there is was found before
    std::uint64_t states = 0; // moves tried, counted as in the budget
};

// The budget is for each persona. budget.turns is not used; contacts of more than 2,000 turns are not followed.
struct Ground;
Reach reach_of(const Ground& ground, const Budget& budget = {});
Reach reach_of(const std::shared_ptr<const dialogue::Scenario>& scenario,
               const std::shared_ptr<const dialogue::MoodTable>& table, const dialogue::Settings& settings,
               const Budget& budget = {});

} // namespace rapport::analysis
