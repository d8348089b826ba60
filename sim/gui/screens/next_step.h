// What to practise next: an unplayed scenario while there is little to go by, then the one that trains what came out
// weakest lately.
#pragma once

#include "sim/training/library.h"

#include <optional>
#include <span>

namespace rapport::gui {

// How often a behaviour was asked for in the latest attempts and what came of it.
struct Strength {
    int opportunities = 0;
    int levels = 0; // sum of the best levels, at most twice the opportunities
};
using Strengths = std::array<Strength, scoring::behaviour_count>;

// From the latest finished attempts (at most `most`; without what began in the middle of another). Trouble with the
// database: nothing known.
Strengths recent_strengths(const training::Services& services, int most = 8);

struct NextStep {
    const training::LibraryEntry* entry = nullptr;
    std::optional<scoring::Behaviour> trains; // the weakest behaviour it calls for; empty: suggested for another reason
};

// The weakest behaviour is the one with the smallest share of its levels, asked for at least twice and below three
// quarters; earlier in the checklist among equals. Of the practice scenarios that grade it: an unplayed one, else the
// one with the lowest best result. Without such a behaviour, or with nothing played: the first unplayed, else the
// lowest best result. Null entry: nothing to play.
NextStep next_step(std::span<const training::LibraryEntry> entries, const Strengths& strengths);

bool can_practise(const training::LibraryEntry& entry);

} // namespace rapport::gui
