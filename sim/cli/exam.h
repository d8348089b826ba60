// Exam scenarios are for trainers, and who wanted to see one is written down either way.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/scenario.h"

#include <expected>
#include <string>
#include <string_view>

namespace rapport::cli {

// Nothing for practice scenarios. Errors: exam_needs_trainer; and what kept the exposure from being logged: what cannot
// be logged is not shown.
std::expected<void, Diagnostics> admit(const dialogue::Scenario& scenario, const std::string& scenario_hash,
                                       std::string_view command, const std::string& trainee, bool trainer);

} // namespace rapport::cli
