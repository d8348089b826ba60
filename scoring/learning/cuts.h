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
// The cuts with the highest quadratic weighted kappa, or the rules alone where that is less than .02 better. For a
// fault those with the highest F_β of "level > 0", β² = ½ (being right counts twice as much as finding all), likewise:
//
//   - a severe one of the rules stays at least a 1
//   - one that no rule sees needs a chance of 600
//   - misinform, which words alone cannot show, is never given where no rule sees it
//   - level 2 only where right ≥ .95 · (given + 1) on these examples: 19 of 19, 38 of 39 …
FusionCuts fit_cuts(std::span<const FusionExample> examples, Behaviour b);

} // namespace rapport::scoring
