// The journal file as bytes: names, lines, what of it counts. Used inside this module only.
#pragma once

#include "sim/records/journal.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace rapport::records {

inline constexpr std::string_view journal_suffix = ".jsonl";
inline constexpr std::string_view scenario_suffix = ".scenario";

// A line as it lies on the disk: a JSON object whose last key, "sum", is made of all bytes before it (the first 16
// digits of their SHA-256), so that a bit that turned over is noticed. The reader takes it off again.
std::string with_sum(std::string_view line);
enum class Sum : std::uint8_t { right, wrong, none }; // none: written before lines had one
Sum take_sum(std::string_view line, std::string& object);

std::filesystem::path journal_path(const std::filesystem::path& folder, const std::string& attempt);
std::filesystem::path kept_scenario_path(const std::filesystem::path& journal);

struct ReadJournal {
    JournalText text;              // without scenario_bytes
    std::string database;          // the one it is for; may be empty
    std::int64_t acknowledged = 0; // bytes of whole lines
    std::size_t turns = 0;
};
// Reads by descriptor, not moving it. A torn last line is left out. Errors: journal_empty (no whole header: no turn was
// ever acknowledged; argument path), log_damaged, log_newer, system trouble.
std::expected<ReadJournal, Diagnostic> read_journal(int descriptor, const std::filesystem::path& path);

} // namespace rapport::records
