// Reading and writing whole files, with diagnostics a person can act on.
#pragma once

#include "sim/base/diagnostic.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace rapport::scenario_files {

// Errors: file_missing, file_is_folder, file_unreadable, file_too_large; arguments "path", and "reason" or "bytes" and
// "limit".
std::expected<std::string, Diagnostic> read_file(const std::filesystem::path& path, std::size_t most_bytes);

// Either the old content stays or the new one is there in full, also when the power fails: written beside the file,
// flushed, renamed. Errors: folder_missing, folder_unwritable, file_is_folder, disk_full, file_unwritable. For
// everybody: a file that is replaced keeps its permissions. For the owner: nobody else may read it, whatever it was
// before.
enum class Readers : std::uint8_t { everybody, owner };
std::expected<void, Diagnostic> write_file(const std::filesystem::path& path, std::string_view bytes,
                                           Readers readers = Readers::everybody);

} // namespace rapport::scenario_files
