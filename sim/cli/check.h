// rapport check PATH…: diagnostics for scenario files or folders of them.
#pragma once

#include "sim/cli/context.h"

#include <string>
#include <vector>

namespace rapport::cli {

Exit check(const Context& context, const std::vector<std::string>& paths);

} // namespace rapport::cli
