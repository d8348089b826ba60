// The drill as a conversation in the terminal: for people without a display, with a screen reader, or over a remote
// shell.
#pragma once

#include "sim/cli/context.h"
#include "sim/cli/play.h"
#include "sim/training/drill.h"

namespace rapport::cli {

Exit play_in_terminal(const Context& context, const training::Services& services, const PlayOptions& options);

} // namespace rapport::cli
