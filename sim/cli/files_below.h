// The files a command is to work on, from the paths it was given.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::cli {

// Files as given; of folders, every file below with this ending (".json"), sorted, but no
// "….schema.json". Errors: folder_unreadable (path,
// reason); where a folder holds none, if_none (path).
std::expected<std::vector<std::string>, Diagnostic> files_below(const std::vector<std::string>& paths,
                                                                std::string_view ending, std::string_view if_none);

// Is this finding trouble with the file itself (exit 2), not with what is in it (exit 1)?
bool is_unreadable(const Diagnostic& finding);

} // namespace rapport::cli
