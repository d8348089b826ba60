// The table by which the customer's mood moves (assets/models/mood.json), every number of which must be there.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/mood.h"

#include <filesystem>
#include <memory>
#include <string>

namespace rapport::scenario_files {

struct MoodResult {
    std::shared_ptr<const dialogue::MoodTable> table; // null where there are errors
    Diagnostics diagnostics;
};

MoodResult read_mood_table(std::string bytes, std::string file_name);
// folder: the product folder.
MoodResult read_mood_file(const std::filesystem::path& folder);

} // namespace rapport::scenario_files
