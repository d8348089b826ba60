// Which attempts an export takes.
#pragma once

#include "sim/training/services.h"

#include <expected>
#include <set>
#include <string>
#include <vector>

namespace rapport::cli {

struct Selection {
    std::string since, until; // UTC, ISO 8601, both included; empty: open
    std::string scenario;     // id; empty: all
    bool all = false;         // false: only people's own tries from the start
};

struct Selected {
    std::vector<records::AttemptRow> rows; // oldest first
    std::set<std::string> overruled;       // attempts of which a level was changed
    int left_out = 0;                      // only because `all` is not set
    Diagnostics unreadable;
};

// A day, "2026-03-02", or a moment, "2026-03-02T09:00:00Z", as the first and as the last moment it means; empty stays
// empty. Error: export_bad_date (value).
std::expected<std::string, Diagnostic> day_begins(const std::string& date);
std::expected<std::string, Diagnostic> day_ends(const std::string& date);

// The ids people mean (what_if.h). Errors: attempt_not_found, attempt_ambiguous, attempt_unfinished.
std::expected<std::set<std::string>, Diagnostic> named_attempts(const training::Services& services,
                                                                const std::vector<std::string>& words);

// Attempts that are named are taken whatever they are. Errors: those of the database.
std::expected<Selected, Diagnostic> select_attempts(const training::Services& services, const Selection& selection,
                                                    const std::set<std::string>& named);

} // namespace rapport::cli
