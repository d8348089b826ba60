// Whose chain (chain.h) a program stores into when it keeps records on a server: its data folder's.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <filesystem>
#include <string>

namespace rapport::records {

// A UUID made once per data folder, in its file `desk`. Where that is gone or unreadable, a new one is made: what was
// stored stays in the chain of the old one. Two programs that start at once get the same. Errors: folder_unwritable,
// disk_full (arguments path, reason).
std::expected<std::string, Diagnostic> desk_id(const std::filesystem::path& data);

} // namespace rapport::records
