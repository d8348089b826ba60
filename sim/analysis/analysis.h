// Everything the analysis can say about a scenario, in one call.
#pragma once

#include "sim/analysis/checklist_use.h"
#include "sim/analysis/flaws.h"

namespace rapport::analysis {

struct Depth {
    // Moves tried by all searches together (reach, best and worst, each for every persona): about two seconds' work.
    std::uint64_t states = 600'000;
    std::size_t runs = 200; // of each simulated trainee
};

struct Analysis {
    Reach reach;
    ScoreRange range;
    std::vector<ChecklistUse> checklist;
    std::vector<TraineeResult> trainees;
    std::vector<Flaw> flaws; // those of the scenario as a whole first, then by node
    std::uint64_t states = 0;
};

// settings.seed: the first of the seeds used. Deterministic: no clock is looked at.
Analysis analyse(const std::shared_ptr<const dialogue::Scenario>& scenario,
                 const std::shared_ptr<const dialogue::MoodTable>& table, const WordLists& kind_words,
                 const dialogue::Settings& settings = {}, const Depth& depth = {});

// Whether there is nothing an author should look at: everything can be reached, nothing is stuck, no flaws. What is not
// known counts as fine.
bool clean(const Analysis& analysis);

} // namespace rapport::analysis
