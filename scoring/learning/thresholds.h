// Where to cut scores into levels, and what a score says, decided on replies the weights have not seen (train.h says by
// which rule).
#pragma once

#include "scoring/learning/linear_model.h"
#include "scoring/learning/logistic.h"

#include <optional>
#include <span>

namespace rapport::scoring {

struct ScoredLevel {
    std::int32_t first = 0;  // the score for "level 1 or more"
    std::int32_t second = 0; // the score for "level 2"
    Level truth = 0;
};

// A threshold lies half way between the lowest score that reaches it and the next below.
// The highest F1 of "level > 0"; none where no reply has the level.
std::optional<std::int32_t> threshold_for_1(std::span<const ScoredLevel> unseen);
// The highest quadratic weighted kappa, the first threshold given; none where level 1 throughout is no worse.
std::optional<std::int32_t> threshold_for_2(std::span<const ScoredLevel> unseen, std::optional<std::int32_t> first);
// The lowest with severe_precision on at least severe_least given; none where there is none.
inline constexpr double severe_precision = 0.95;
inline constexpr int severe_least = 10;
std::optional<std::int32_t> threshold_for_severe(std::span<const ScoredLevel> unseen,
                                                 std::optional<std::int32_t> first);

// A sigmoid as a table from its 1 % to its 99 %; none where a higher score does not mean a higher chance.
std::optional<ChanceTable> tabulated(const PlattScale& scale);

} // namespace rapport::scoring
