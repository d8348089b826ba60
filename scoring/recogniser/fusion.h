// The learned layer beside the rules (cuts.h says how the two are weighed). So that words keep what they are worth
// wherever they stand,
//   behaviours  are learned from the sentences without a fault (evidence.h)
//   faults      take the highest chance of any one sentence
#pragma once

#include "scoring/learning/cuts.h"
#include "scoring/learning/linear_model.h"
#include "scoring/recogniser/evidence.h"

#include <array>
#include <cstdint>

namespace rapport::scoring {

using Chances = std::array<std::array<std::uint16_t, 2>, behaviour_count>;

// Each fills the places of its own kind.
Chances fault_chances(const LinearModel& model, Language language, const std::vector<SentenceEvidence>& sentences);
Chances behaviour_chances(const LinearModel& model, Language language, const LearnedEvidence& evidence);
// The words that spoke most for a level in the sentence that speaks most for it; that sentence whole where none did;
// empty where there is none.
TextRange strongest_words(const LinearModel& model, Language language, const LearnedEvidence& evidence, Behaviour b,
                          Level level);

} // namespace rapport::scoring
