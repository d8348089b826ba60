// The lowest and the highest total a scenario can lead to, over all of its personas and at any pace.
#pragma once

#include "sim/analysis/best_path.h"

namespace rapport::analysis {

struct RangeEnd {
    Path path;                 // its bound, `proven` and states are those of all personas together
    std::uint32_t persona = 0; // index into Scenario::personas
    std::uint64_t seed = 0;    // a seed that draws this persona: with it the path can be played
};

struct ScoreRange {
    RangeEnd min, max;
};

// settings.seed: where the search for seeds that draw each persona begins. An exam has one persona, as written. The
// budget is for each end and persona. Personas that a thousand seeds do not draw are left out, and nothing is proven.
struct Ground;
ScoreRange score_range(const Ground& ground, const Bounds& worst, const Bounds& best, const Budget& budget = {});
ScoreRange score_range(const std::shared_ptr<const dialogue::Scenario>& scenario,
                       const std::shared_ptr<const dialogue::MoodTable>& table, const dialogue::Settings& settings,
                       const Budget& budget = {});

} // namespace rapport::analysis
