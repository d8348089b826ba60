// How long words are kept. Where the keys of a month are destroyed, what was said in it cannot be read any more by
// anybody, in any copy; the figures stay, and so does whose they are.
//
// Diagnostics: retention_months (args: least, most).
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/database.h"

#include <expected>
#include <string>

namespace rapport::records {

inline constexpr int longest_retention = 1200; // months

struct Retention {
    std::string before; // "2026-01": words from before this month go
    int attempts = 0;   // whose words go now
    int people = 0;     // of whom
    int plain = 0;      // attempts of before, which belong to nobody and are not sealed: they stay readable
};

// Keeps the words of this month and of `months` before it. today: UTC, ISO 8601. Changes nothing.
std::expected<Retention, Diagnostic> retention_preview(const Database& database, int months, const std::string& today);
// The same, done. Also in the keys of what restores have put aside.
std::expected<Retention, Diagnostic> retain(Database& database, int months, const std::string& today);

} // namespace rapport::records
