// Going on with a drill under another version of its scenario, while the story is being written.
#pragma once

#include "sim/training/drill.h"

namespace rapport::training {

struct Reopened {
    Drill drill;
    Diagnostics notes; // what changed without standing in the way: carry_choice_gone, carry_shows_changed …
};

// A new attempt under the scenario as the file is now, with what was said so far carried over, standing where `played`
// stood. `played` itself is left as it is: its journal, and the version it began with, stay until it is abandoned or
// finished. Plain resuming never does this: Drill::resume goes on under the version an attempt began with.
// Errors: reopen_practice_only (an exam, in either version), attempt_over, the reader's, carry_* (records/carry_over.h:
// everything that changed and stands in the way), those of Journal::create and append.
std::expected<Reopened, Diagnostics> reopen_under(const Services& services, const PlayedAttempt& played,
                                                  const std::filesystem::path& scenario, std::int64_t now);

} // namespace rapport::training
