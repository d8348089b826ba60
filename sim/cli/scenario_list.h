// What there is to choose from, told where a command lacks its scenario.
#pragma once

#include "sim/cli/context.h"

namespace rapport::cli {

// As fail() (exit code 2); below it, or with --json beside it under "scenarios", the scenarios of the library: path,
// title, channel and difficulty, those marked that are exams or that cannot be played as they are.
Exit fail_listing_scenarios(const Context& context, const Diagnostic& diagnostic);

} // namespace rapport::cli
