// The attempt as one JSON object (the contract of `rapport play --json`). Nothing in it depends on when or where it was
// played: the same seed and script give the same bytes.
#pragma once

#include "sim/cli/context.h"
#include "sim/training/debrief.h"

#include <nlohmann/json_fwd.hpp>

namespace rapport::cli {

nlohmann::ordered_json play_json(const Context& context, const training::Debrief& debrief, Language language);

// Hundredths as a number: 8750 → 87.5, 9000 → 90; null where there is none.
nlohmann::ordered_json score_json(const std::optional<std::int32_t>& hundredths);

} // namespace rapport::cli
