// Rules and the learned layer together. For each id, the rules' level says which chances per mille the learned layer
// must reach for level 1 or more and for level 2:
//
//   level  2 where chance₂ ≥ two[rules' level], else 1 where chance₁ ≥ one[rules' level], else 0
//
// Monotone: the cuts never rise with the rules' level, so more from the rules, or a higher chance, never gives less.
#pragma once

#include "scoring/checklist.h"

#include <array>
#include <cstdint>
#include <span>

namespace rapport::scoring {

inline constexpr std::uint16_t always = 0;
inline constexpr std::uint16_t never = 1001;

struct FusionCuts {
    std::array<std::uint16_t, 3> one = {never, always, always}; // as the rules say
    std::array<std::uint16_t, 3> two = {never, never, always};

    Level level(Level rules, const std::array<std::uint16_t, 2>& chance) const;
    bool monotone() const;
    bool operator==(const FusionCuts&) const = default;
};

// By language and id.
struct FusionTable {
    std::array<std::array<FusionCuts, behaviour_count>, 2> cuts{};

    bool operator==(const FusionTable&) const = default;
};

// One reply as the fit sees it.
struct FusionExample {
    Level truth = 0;
    Level rules = 0;
    std::array<std::uint16_t, 2> chance{};
};
// The cuts with the highest quadratic weighted kappa, or the rules alone where that is less than .02 better:
//
//   - what no rule sees needs a chance of 500 for a 1 and of 700 for a 2
//   - a 2 of the rules stays one from a chance of 200, and is at least a 1
//
// and, whatever is best for kappa: what no rule sees is a 1 only from a chance of 800, and a 2 of the rules stays one
// from 100. Of the 1s that no rule saw, newcomers found two of three given for words that do not show it; of the 2s one
// of ten.
//
// For a fault, by the F_β of "level > 0" with β² = ½ (being right counts twice as much as finding all):
//
//   - one that no rule sees is given from the chance, 800 or more, at which the learned layer by itself does best: among
//     honest replies faults are a quarter as common as in the corpus, so that a chance of 500 there is one of 800 here
//     (the odds times four)
//   - misinform, which words alone cannot show, is never given where no rule sees it
//   - one of the rules is doubted where that is at least .02 better; a severe one stays at least a 1
//   - level 2 only where the rules give it and right ≥ .95 · (given + 1) on these examples: 19 of 19, 38 of 39 …
FusionCuts fit_cuts(std::span<const FusionExample> examples, Behaviour b);

} // namespace rapport::scoring
