// The attempt as one JSON object (the contract of `rapport play --json`).
#pragma once

#include "sim/cli/context.h"
#include "sim/training/debrief.h"

#include <nlohmann/json_fwd.hpp>

namespace rapport::cli {

nlohmann::ordered_json play_json(const Context& context, const training::Debrief& debrief, Language language);

} // namespace rapport::cli
