// The files a command is to work on, from the paths it was given.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::cli {

// Files as given; of folders, every file below with this ending (".json"), sorted. Errors: folder_unreadable (path,
// reason); where a folder holds none, if_none (path).
std::expected<std::vector<std::string>, Diagnostic> files_below(const std::vector<std::string>& paths,
                                                                std::string_view ending, std::string_view if_none);

} // namespace rapport::cli
