// Reads a scenario file: everything that is wrong with it in one run, each finding with its place.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/scenario.h"
#include "sim/scenario_files/limits.h"
#include "sim/scenario_files/source_map.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace rapport::scenario_files {

struct ReadResult {
    std::shared_ptr<const dialogue::Scenario> scenario; // null where there are errors
    Diagnostics diagnostics;                            // in the order of the file
    SourceMap sources;                                  // empty where there is no scenario
    std::shared_ptr<const Storage> storage;             // the bytes as they were read; null if they could not be

    // What keeps it from being played; the rest can wait until then.
    Diagnostics errors() const;
    std::string_view bytes() const { return storage == nullptr ? std::string_view{} : storage->bytes; }
};

// file_name: as it is to stand in the diagnostics. Never throws for any bytes.
ReadResult read_scenario(std::string_view bytes, std::string file_name, const Limits& limits = {});
ReadResult read_scenario_owned(std::string bytes, std::string file_name, const Limits& limits = {});
ReadResult read_scenario_file(const std::filesystem::path& path, const Limits& limits = {});

} // namespace rapport::scenario_files
