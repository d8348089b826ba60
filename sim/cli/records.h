// rapport records: past attempts, the debrief of one, deleting, and who saw exams.
#pragma once

#include "sim/cli/context.h"

#include <string>
#include <vector>

namespace rapport::cli {

struct RecordsOptions {
    std::string scenario;
    int limit = 20;
    std::string search;               // words, training/attempt_search.h
    std::vector<std::string> outcome; // any of these: outcomes, abandoned, unfinished
    std::string mode;                 // records::PlayedAs
    std::string since, until;         // a day or a moment, both included
};

// An attempt is named by its id, the beginning of it (6 characters or more; attempt_ambiguous, argument start) or
// `last`. An unfinished one has no debrief (attempt_unfinished); deleting it removes its journal. Where nothing was
// ever kept, nothing is made either.
// Of the list: records_bad_outcome, records_bad_mode (value), export_bad_date. With --json {"attempts", "unfinished",
// "more", "looked", "kept"}: rows looked at, of so many kept.
Exit records_list(const Context& context, const RecordsOptions& options);
Exit records_show(const Context& context, const std::string& word, bool trainer); // trainer: exams may be seen
Exit records_delete(const Context& context, const std::string& word, bool confirmed);
Exit records_exposures(const Context& context);

// Shared by all that look at what is kept. Nothing was ever kept here: a question then makes no folder and no file.
// False also where that cannot be told, and where no folder could be made: opening says why.
bool nothing_kept(const Context& context);
// Whether --db names a file that is not there: for questions that must not call a mistyped path all well. Error:
// records_missing (args path).
std::expected<void, Diagnostic> named_records_exist(const Context& context);
std::expected<training::Services, Exit> services_with_database(const Context& context);
// --db, or the file in the data folder. Error: folder_unwritable, where there is none.
std::expected<std::string, Diagnostic> kept_at(const Context& context);

// "2026-03-16 10:49" where the person is, from UTC ISO 8601.
std::string local_time(const std::string& utc);

} // namespace rapport::cli
