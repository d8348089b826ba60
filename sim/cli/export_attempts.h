// rapport export attempts: what is kept, as a table, for a gradebook, for programs or for a learning record store.
#pragma once

#include "sim/cli/context.h"

#include <string>
#include <vector>

namespace rapport::cli {

struct ExportAttemptsOptions {
    std::string format = "csv"; // csv, moodle, jsonl, xapi
    std::string out;            // empty or "-": standard output
    bool force = false;
    // Which: begun on these days (UTC, "2026-03-02", both included; or a moment, "2026-03-02T09:00:00Z"), of this
    // scenario, only these.
    std::string since, until, scenario;
    std::vector<std::string> attempts;
    bool all = false;     // also what the program played and what began in the middle of another attempt
    bool trainer = false; // words of exam scenarios may be seen (jsonl, xapi)
    std::string grade = "best", user = "username"; // moodle
    int pass = 60;                                 // xapi: points, 0–100
    std::string home_page;                         // xapi: where the names are accounts; empty: a made-up address
};

// Oldest first. Attempts that cannot be read are named and left out, and so are those of exams without --trainer: the
// answer is then 2, and the rest is there. With --json one object: {"format","file","attempts","left_out","content",
// "diagnostics"}, where `content` is the text itself if it goes to no file.
// Errors: export_unknown (what, value, possible), export_bad_date (value), export_bad_home_page (value), file_exists,
// attempt_not_found, attempt_ambiguous, attempt_unfinished.
Exit export_attempts(const Context& context, const ExportAttemptsOptions& options);

} // namespace rapport::cli
