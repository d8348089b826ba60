// Going on with a drill under another version of its scenario: while the story is being written, or where the file has
// changed since a drill was left. Practice only. What was said stands as it was recorded (records/carry_over.h).
//
// The record is honest about it: the header names the version it goes on under, whose bytes lie beside the journal, and
// in earlier_versions how many turns were played under which one before.
#pragma once

#include "sim/scenario_files/read.h"
#include "sim/training/drill.h"

namespace rapport::training {

struct Reopened {
    Drill drill;
    Diagnostics notes; // what changed without standing in the way: carry_choice_gone, carry_shows_changed …
};

// A new attempt under the scenario as the file is now, with what was said so far carried over, standing where `played`
// stood. `played` itself is left as it is: its journal, and the version it began with, stay.
// Errors: reopen_practice_only (an exam, in either version), attempt_over, the reader's, carry_* (records/carry_over.h:
// everything that changed and stands in the way), those of Journal::create and append.
std::expected<Reopened, Diagnostics> reopen_under(const Services& services, const PlayedAttempt& played,
                                                  const std::filesystem::path& scenario, std::int64_t now);
std::expected<Reopened, Diagnostics> reopen_under(const Services& services, const PlayedAttempt& played,
                                                  const scenario_files::ReadResult& scenario, std::int64_t now);

// The same for a running drill, which goes on in its place: once the new journal is whole on disk the old one is
// removed, so that at every moment all that was answered is kept; a death in between leaves both, and recover() keeps
// one. Returns the notes. Errors as above, and the drill's own problem() while it has one; `drill` is then as it was.
std::expected<Diagnostics, Diagnostics> go_on_under(const Services& services, Drill& drill,
                                                    const scenario_files::ReadResult& scenario, std::int64_t now);

// What go_on_under would answer, without doing anything.
std::expected<Diagnostics, Diagnostics> would_go_on_under(const Services& services, const PlayedAttempt& played,
                                                          const scenario_files::ReadResult& scenario);

// Whether notes say that turns already played count differently now: then going on as before is the better guess.
bool touches_what_was_said(const Diagnostics& notes);

} // namespace rapport::training
