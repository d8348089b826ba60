// rapport demo: a whole drill played by the program itself, with its debrief, for a first look without display or
// terminal. With --json: what `play --policy best --json` prints.
#pragma once

#include "sim/cli/context.h"

namespace rapport::cli {

Exit demo(const Context& context, std::uint64_t seed);

} // namespace rapport::cli
