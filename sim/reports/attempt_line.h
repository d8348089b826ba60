// An attempt as one line of JSON, for programs: everything that is known about it. Keys always in this order, no
// blanks, the same attempt always the same bytes (until a level is changed).
//
//   header, end   as in the log (records/attempt.h)
//   turns         each record as in the log, followed by
//     customer    what the customer said, in the language of the turn
//     words       the reply chosen or typed, in that language; empty for silence and where the story moved on
//     evidence    behaviour, level, text, start and end in code points of `words`, reason; missing below level 2
//   grade         null for abandoned attempts; else scores (points, or null), behaviours (points, opportunities,
//   levels:
//                 the sum of the best ones), faults, severe_faults, capped, outcome, simulated (csat, nps, fcr)
//   overrules     levels people changed since: turn, behaviour, from, to, reason, by, at
//   total_overruled  points with these levels in place; null where none was changed
#pragma once

#include "sim/dialogue/session.h"
#include "sim/reports/exported.h"

#include <expected>
#include <string>
#include <string_view>

namespace rapport::reports {

// log: as the records keep it; session: what it leads to. Without the line end. Error: log_damaged (args: attempt,
// what, turn) where the log is not that of the session.
std::expected<std::string, Diagnostic> attempt_line(const Exported& attempt, std::string_view log,
                                                    const dialogue::Session& session);

} // namespace rapport::reports
