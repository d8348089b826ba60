// Whether a transcript test fits its scenario: a name that exists nowhere can never be met, so that expecting it not to
// come would always hold.
#pragma once

#include "sim/dialogue/scenario.h"
#include "sim/scenario_files/test_plan.h"

namespace rapport::training {

// Each with its place in the plan: plan_language_not_spoken, plan_persona_unknown, plan_node_unknown,
// plan_line_unknown, plan_reply_unknown, plan_ending_unknown, plan_variable_unknown.
Diagnostics check_plan(const scenario_files::TestPlan& plan, const dialogue::Scenario& scenario);

// The index of the persona a plan names ("plain": 0, the customer as written); dialogue::none if there is none.
std::uint32_t persona_named(const dialogue::Scenario& scenario, std::string_view name);
// The other way round.
std::string persona_name(const dialogue::Persona& persona);

} // namespace rapport::training
