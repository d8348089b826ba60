// Attempts as a table that opens in a spreadsheet: UTF-8 with a byte order mark, one line an attempt (csv.h). Column
// names are ids and the same in every language and version; new columns come at the end.
//
//   attempt, started_utc, ended_utc  id; moments as "2026-03-02 09:00:00"
//   status                           finished or abandoned; abandoned ones have no grade
//   scenario … title                 id, version, SHA-256 of its file, title in the language played
//   trainee, language, input_mode    as kept (records/attempt.h)
//   played_by, what_if_of            person or program; ATTEMPT:TURN it began at, empty for a try from the start
//   scorer_version … persona         what graded it, what drew; seeds have up to 20 digits
//   listening … satisfaction, total  points, 0–100.00; empty: nothing graded
//   total_overruled, levels_changed  the total with the levels people changed since; how often they did
//   restate, restate_of …            points of each behaviour; out of so many opportunities. Points are empty where
//                                    the scenario does not grade it or the grader was unsure
//   faults, severe_faults, capped    how many; 1 where a severe fault held the total at 60
//   outcome, ending                  ids
//   simulated_csat, _nps, _fcr       1–5, 0–10, 1 or 0: from the customer's mood, no independent measure
//   turns                            records of the log
#pragma once

#include "sim/reports/csv.h"
#include "sim/reports/exported.h"

namespace rapport::reports {

// The byte order mark and the line of names.
std::string attempts_csv_head();
std::string attempts_csv_line(const Exported& attempt);

} // namespace rapport::reports
