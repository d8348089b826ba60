// A table of signs (assets/signs/en.json, zh.json): {"classes": {name: [pattern]}, "signs": {id: [pattern]}}. What a
// pattern may say: scoring/recogniser/phrases.h.
#pragma once

#include "scoring/recogniser/signs.h"
#include "sim/base/diagnostic.h"

#include <optional>
#include <string>

namespace rapport::scenario_files {

struct SignResult {
    std::optional<scoring::SignTable> table; // none where there are errors
    Diagnostics diagnostics;                 // those of any data file, and phrase_… at the pattern they are about
};

SignResult read_signs(std::string bytes, std::string file_name);

} // namespace rapport::scenario_files
