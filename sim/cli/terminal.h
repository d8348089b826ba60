// The drill as a conversation in the terminal: for people without a display, with a screen reader, or over a remote
// shell.
#pragma once

#include "sim/cli/context.h"
#include "sim/cli/play.h"
#include "sim/training/drill.h"

namespace rapport::cli {

// A reply for which there is no room on the disk is told as reply_not_saved (path, reason) and can be chosen again. At
// the end the debrief comes first; 2 where the drill could not be stored yet and waits in its journal. Whoever leaves
// before a word was said leaves nothing behind.
Exit play_in_terminal(const Context& context, const training::Services& services, const PlayOptions& options);

} // namespace rapport::cli
