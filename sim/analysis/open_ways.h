// What can be reached on ways that no condition bars. Internal to reach.
#pragma once

#include "sim/dialogue/scenario.h"

#include <vector>

namespace rapport::analysis {

struct OpenWays {
    std::vector<bool> nodes, endings;
};
// Follows replies without `when` and `once`, silences, and the moves of nodes that offer nothing. Passages are followed
// as calls: what comes after one counts only where an open way leads through it.
OpenWays open_ways(const dialogue::Scenario& scenario);

// True where no contact can ever stand with no ending ahead: from every node an open way leads to an ending, or every
// way at all does. False: it is not that simple.
bool always_ends(const dialogue::Scenario& scenario);

} // namespace rapport::analysis
