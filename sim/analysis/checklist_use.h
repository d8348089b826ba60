// Which behaviours of the checklist a scenario trains: called for where, and how well they can be shown there; which
// faults can be made.
#pragma once

#include "sim/analysis/reach.h"

#include <vector>

namespace rapport::analysis {

struct ChecklistUse {
    scoring::Behaviour behaviour{};
    bool graded = false;
    // Nodes that can be reached (or are not known to be out of reach) and
    std::size_t called_at = 0;     // call for it,
    std::size_t full_marks_at = 0; // and there have a reply that shows it at level 2;
    std::size_t shown_at = 0; // have a reply that shows it at all, called for or not; of premature_solution: one that
                              // may be premature, depending on the mood.
};

// All twenty, in the order of the checklist.
std::vector<ChecklistUse> checklist_use(const dialogue::Scenario& scenario, const Reach& reach);

} // namespace rapport::analysis
