// Plays a transcript test: the contact it writes down, step by step, and whether everything it expects comes true.
#pragma once

#include "sim/analysis/coverage.h"
#include "sim/dialogue/session.h"
#include "sim/scenario_files/test_plan.h"
#include "sim/training/typed_moment.h"

#include <expected>
#include <functional>
#include <memory>

namespace rapport::training {

struct PlanOutcome {
    // What did not come true, in the order of the plan, of the first seed and language where something did not; or why
    // the plan does not fit its scenario. Codes: scenario_files/plan_codes.h. Failures of a contact carry, beside what
    // the table says, the arguments way ("opening → a → probe"), node, line_id, customer (the words), reply (the last
    // one's id), seed, language and persona.
    Diagnostics failures;
    int contacts = 0; // played: one for each seed and language
    bool passed() const { return failures.empty(); }
};

// The plan must be without mistakes. Steps take the scripted time (analysis/best_path.h) where it does not say.
// coverage: what the contacts visited is added; may be null. grader: reads what is said in words that are not exactly
// those of a reply offered (made when the first such words are met); empty: only exact words can be said.
PlanOutcome run_plan(const scenario_files::TestPlan& plan, const std::shared_ptr<const dialogue::Scenario>& scenario,
                     const std::shared_ptr<const dialogue::MoodTable>& table, analysis::Coverage* coverage = nullptr,
                     const std::function<std::expected<ReplyGrader, Diagnostic>()>& grader = {});

} // namespace rapport::training
