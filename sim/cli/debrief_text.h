// The debrief in words: what was done well before what was not, every point on the trainee's own words.
#pragma once

#include "sim/cli/context.h"
#include "sim/cli/self_rating.h"
#include "sim/training/debrief.h"

#include <string>

namespace rapport::cli {

// What was done well and what to try again; then the figures, with one's own view beside them.
std::string debrief_opening_text(const Context& context, const training::Debrief& debrief, Language language);
std::string debrief_figures_text(const Context& context, const training::Debrief& debrief, Language language,
                                 const SelfRating& self);
// Both.
std::string debrief_text(const Context& context, const training::Debrief& debrief, Language language);
// "Restate: 0 → 1, changed by Ana: …"
std::string overruled_words(const Context& context, const records::Overrule& change);
// "anger −12 (72 → 60), trust +6 (20 → 26)" and a line per reason.
std::string mood_text(const Context& context, const dialogue::Mood& before, const dialogue::Mood& after,
                      std::span<const dialogue::Reason> reasons, std::string_view indent);

} // namespace rapport::cli
