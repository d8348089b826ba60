// Everything the analysis can say about a scenario, in one call.
#pragma once

#include "sim/analysis/checklist_use.h"
#include "sim/analysis/flaws.h"

namespace rapport::analysis {

struct Depth {
    // Work for everything together (effort.h): the preparations get up to an eighth each, the simulated trainees up to
    // a sixth, and the searches (reach, best and worst, each for every persona) what is left.
    std::uint64_t work = standard_work;
    std::size_t runs = 200; // of each simulated trainee
};

struct Analysis {
    Reach reach;
    ScoreRange range;
    std::vector<ChecklistUse> checklist;
    std::vector<TraineeResult> trainees;
    std::vector<Flaw> flaws;  // those of the scenario as a whole first, then by node
    std::uint64_t states = 0; // moves tried by the searches, counted as work
    std::uint64_t work = 0;   // in all
};

// settings.seed: the first of the seeds used. Deterministic: no clock is looked at. What the work is not enough for is
// told as it is: a bound instead of a total, unknown instead of reached, fewer runs.
Analysis analyse(const std::shared_ptr<const dialogue::Scenario>& scenario,
                 const std::shared_ptr<const dialogue::MoodTable>& table, const WordLists& kind_words,
                 const dialogue::Settings& settings = {}, const Depth& depth = {});

// What can be reached alone, within the same work.
Reach reachable(const std::shared_ptr<const dialogue::Scenario>& scenario,
                const std::shared_ptr<const dialogue::MoodTable>& table, const dialogue::Settings& settings = {},
                std::uint64_t work = standard_work);

// Whether there is nothing an author should look at: everything can be reached, nothing is stuck, no flaws. What is not
// known counts as fine.
bool clean(const Analysis& analysis);

} // namespace rapport::analysis
