// Clues in the words that give the best reply away. Internal to flaws.
#pragma once

#include "sim/analysis/flaws.h"

namespace rapport::analysis {

void find_clues(const dialogue::Scenario& scenario, const WordLists& kind_words, std::vector<Flaw>& flaws);

} // namespace rapport::analysis
