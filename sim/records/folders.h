// Where a person's own files lie: RAPPORT_DATA, else $XDG_DATA_HOME/rapport, else ~/.local/share/rapport.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <filesystem>

namespace rapport::records {

// Only names it. Errors: folder_unknown (none of the variables is set).
std::expected<std::filesystem::path, Diagnostic> data_folder();
// Makes it and what leads there, readable by its owner alone (0700), and makes sure it can be written to. Errors:
// folder_unwritable, disk_full (arguments path, reason).
std::expected<void, Diagnostic> make_folder(const std::filesystem::path& folder);

inline std::filesystem::path journal_folder(const std::filesystem::path& data) { return data / "journal"; }
inline std::filesystem::path default_database(const std::filesystem::path& data) { return data / "rapport.db"; }

} // namespace rapport::records
