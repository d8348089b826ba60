// rapport records retention: how long people's words are kept.
#pragma once

#include "sim/cli/context.h"

namespace rapport::cli {

struct RetentionOptions {
    int months = 0;
    bool preview = false, yes = false; // neither: refused, with what would be done (retention_needs_yes)
};

Exit records_retention(const Context& context, const RetentionOptions& options);

} // namespace rapport::cli
