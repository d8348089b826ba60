// Clues in the words that give the best reply away. Internal to flaws.
#pragma once

#include "sim/analysis/flaws.h"

namespace rapport::analysis {

struct FlawList {
    std::vector<Flaw> list;
    std::size_t left_out = 0; // beyond most_flaws
};
inline void add(FlawList& flaws, Flaw flaw) {
    if (flaws.list.size() < most_flaws)
        flaws.list.push_back(std::move(flaw));
    else
        ++flaws.left_out;
}

void find_clues(const dialogue::Scenario& scenario, const WordLists& kind_words, FlawList& flaws);

} // namespace rapport::analysis
