// The cuts of the learned layer (assets/models/replies.cuts.json; scoring/recogniser/cuts_text.h writes and describes
// them).
#pragma once

#include "scoring/learning/cuts.h"
#include "sim/base/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>

namespace rapport::scenario_files {

struct CutsResult {
    std::optional<scoring::FusionTable> table; // none where there are errors
    Diagnostics diagnostics;
};

// model: the bytes of the model file the cuts lie beside. Besides the findings of any data file: cuts_newer (version,
// ours), cuts_other_model (found, expected), cuts_rise (id): more from the rules would count for less.
CutsResult read_cuts(std::string bytes, std::string file_name, std::string_view model);

} // namespace rapport::scenario_files
