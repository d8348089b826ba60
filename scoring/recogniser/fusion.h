// The learned layer beside the rules (cuts.h says how the two are weighed). So that words keep what they are worth
// wherever they stand,
//   behaviours  are learned from the sentences without a fault's sign (evidence.h)
//   faults      take the highest chance of any one sentence: adding another never lowers it
#pragma once

#include "scoring/learning/cuts.h"
#include "scoring/learning/linear_model.h"
#include "scoring/recogniser/evidence.h"

#include <array>
#include <cstdint>

namespace rapport::scoring {

using Chances = std::array<std::array<std::uint16_t, 2>, behaviour_count>;

Chances chances_of(const LinearModel& model, Language language, const LearnedEvidence& evidence,
                   const Reading& reading);
// The words of the reply that spoke most for a level; its first sentence where none did; empty where it has none.
TextRange strongest_words(const LinearModel& model, Language language, const Reading& reading, Behaviour b,
                          Level level);

} // namespace rapport::scoring
