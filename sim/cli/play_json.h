// The attempt as one JSON object (the contract of `rapport play --json`). Nothing in it depends on when or where it was
// played: the same seed and script give the same bytes.
//
// Of a turn: `spans` (behaviour, level, text, start and end in code points of `reply`, reason, reason_text; below 2
// also missing, the code, and missing_text: what would have made it a 2), `unsure` (ids not judged), `missed` (ids
// called for and not shown), `openings` (kind, text, start and end in code points of `customer`: what the customer said
// and nobody took up), `typed` (matched, not_scorable) where the reply was typed and `model` (reply, text) where the
// author has an answer to set beside it; null where not.
#pragma once

#include "sim/cli/context.h"
#include "sim/training/debrief.h"

#include <nlohmann/json_fwd.hpp>

namespace rapport::cli {

nlohmann::ordered_json play_json(const Context& context, const training::Debrief& debrief, Language language);

// {"listening": …, …, "total": …}
nlohmann::ordered_json scores_json(const scoring::Report& report);

// Hundredths as a number: 8750 → 87.5, 9000 → 90; null where there is none.
nlohmann::ordered_json score_json(const std::optional<std::int32_t>& hundredths);

} // namespace rapport::cli
