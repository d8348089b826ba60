#include "scoring/learning/thresholds.h"

#include "scoring/learning/agreement.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rapport::scoring {
namespace {

using ScoreField = std::int32_t ScoredLevel::*;

// Those that reach the first threshold, where there is one to reach, by falling score.
std::vector<ScoredLevel> by_falling(std::span<const ScoredLevel> unseen, ScoreField score,
                                    std::optional<std::int32_t> first) {
    std::vector<ScoredLevel> found;
    for (const ScoredLevel& s : unseen)
        if (!first || s.first >= *first) found.push_back(s);
    std::ranges::stable_sort(found, std::ranges::greater{}, score);
    return found;
}

// what(i, threshold) for every i after which the scores can be cut: the i + 1 highest reach the threshold.
template <class What>
void each_cut(const std::vector<ScoredLevel>& falling, ScoreField score, What what) {
    for (std::size_t i = 0; i < falling.size(); ++i) {
        const std::int32_t here = falling[i].*score;
        if (i + 1 == falling.size()) {
            what(i, here);
        } else if (const std::int32_t next = falling[i + 1].*score; next < here) {
            what(i, static_cast<std::int32_t>(here - (std::int64_t{here} - next) / 2));
        }
    }
}

} // namespace

std::optional<std::int32_t> threshold_for_1(std::span<const ScoredLevel> unseen) {
    const auto falling = by_falling(unseen, &ScoredLevel::first, std::nullopt);
    std::vector<int> hits; // among the i + 1 highest
    for (const ScoredLevel& s : falling) hits.push_back((hits.empty() ? 0 : hits.back()) + (s.truth > 0 ? 1 : 0));
    if (hits.empty() || hits.back() == 0) return std::nullopt;
    std::optional<std::int32_t> best;
    double best_f1 = 0;
    each_cut(falling, &ScoredLevel::first, [&](std::size_t i, std::int32_t threshold) {
        const double f1 = 2.0 * hits[i] / static_cast<double>(static_cast<std::size_t>(hits.back()) + i + 1);
        if (f1 <= best_f1) return;
        best_f1 = f1;
        best = threshold;
    });
    return best;
}

std::optional<std::int32_t> threshold_for_2(std::span<const ScoredLevel> unseen, std::optional<std::int32_t> first) {
    if (!first) return std::nullopt;
    LevelTable table;
    for (const ScoredLevel& s : unseen) table.add(s.truth, s.first >= *first ? Level{1} : Level{0});
    double best_kappa = table.quadratic_kappa().value_or(0);
    std::optional<std::int32_t> best;
    const auto falling = by_falling(unseen, &ScoredLevel::second, first);
    std::size_t moved = 0;
    each_cut(falling, &ScoredLevel::second, [&](std::size_t i, std::int32_t threshold) {
        for (; moved <= i; ++moved) table.move(falling[moved].truth, 1, 2);
        const double kappa = table.quadratic_kappa().value_or(0);
        if (kappa <= best_kappa) return;
        best_kappa = kappa;
        best = threshold;
    });
    return best;
}

std::optional<std::int32_t> threshold_for_severe(std::span<const ScoredLevel> unseen,
                                                 std::optional<std::int32_t> first) {
    if (!first) return std::nullopt;
    const auto falling = by_falling(unseen, &ScoredLevel::second, first);
    std::optional<std::int32_t> best;
    int right = 0;
    std::size_t counted = 0;
    each_cut(falling, &ScoredLevel::second, [&](std::size_t i, std::int32_t threshold) {
        for (; counted <= i; ++counted) right += falling[counted].truth == 2 ? 1 : 0;
        if (static_cast<int>(i) + 1 >= severe_least && right >= severe_precision * static_cast<double>(i + 1))
            best = threshold;
    });
    return best;
}

std::optional<ChanceTable> tabulated(const PlattScale& scale) {
    constexpr double widest = largest_setting / 2;
    if (!(scale.slope < 0)) return std::nullopt;
    const auto score_of = [&](double chance) { // in units
        return (std::log(1 / chance - 1) - scale.offset) / scale.slope * score_unit;
    };
    const double from = score_of(0.01);
    const double to = score_of(0.99);
    if (!(std::abs(from) <= widest && std::abs(to) <= widest)) return std::nullopt; // as good as flat
    ChanceTable table;
    table.start = static_cast<std::int32_t>(std::floor(from));
    table.step = std::max(1, static_cast<std::int32_t>(std::ceil((to - from) / (ChanceTable::points - 1))));
    for (std::size_t i = 0; i < ChanceTable::points; ++i) {
        const double score = (table.start + static_cast<double>(i) * table.step) / score_unit;
        const double chance = 1 / (1 + std::exp(scale.slope * score + scale.offset));
        table.per_mille[i] = static_cast<std::uint16_t>(std::lround(1000 * chance));
    }
    return table;
}

} // namespace rapport::scoring
