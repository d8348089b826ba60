#include "scoring/trainer/measure.h"

#include "sim/base/random.h"

#include <algorithm>
#include <cmath>

namespace rapport::scoring {
namespace {

using SituationTables = std::array<LevelTable, behaviour_count>;

Drawn figures_of(const SituationTables& sums) {
    Drawn out;
    for (std::size_t b = 0; b < behaviour_count; ++b) {
        out.kappa[b] = sums[b].quadratic_kappa();
        out.f1[b] = sums[b].f1();
    }
    return out;
}

std::optional<double> mean_of(const std::array<std::optional<double>, behaviour_count>& of, std::size_t from,
                              std::size_t to) {
    double sum = 0;
    int n = 0;
    for (std::size_t i = from; i < to; ++i)
        if (of[i]) sum += *of[i], ++n;
    return n > 0 ? std::optional(sum / n) : std::nullopt;
}

} // namespace

void GraderTables::add(const std::string& situation, const Labels& truth, const Labels& given) {
    SituationTables& tables = by_situation_[situation];
    for (std::size_t b = 0; b < behaviour_count; ++b) tables[b].add(truth[behaviour_at(b)], given[behaviour_at(b)]);
}

LevelTable GraderTables::all(Behaviour b) const {
    LevelTable sum;
    for (const auto& [situation, tables] : by_situation_) sum.add(tables[index(b)]);
    return sum;
}

std::optional<double> Drawn::mean_kappa(std::size_t from, std::size_t to) const { return mean_of(kappa, from, to); }
std::optional<double> Drawn::mean_f1(std::size_t from, std::size_t to) const { return mean_of(f1, from, to); }

Agreement agreement_of(const GraderTables& tables, std::uint64_t seed) {
    std::vector<const SituationTables*> situations;
    for (const auto& [name, t] : tables.situations()) situations.push_back(&t);
    const auto summed = [&](auto pick) {
        SituationTables sums{};
        for (std::size_t i = 0; i < situations.size(); ++i) {
            const SituationTables& one = *situations[pick(i)];
            for (std::size_t b = 0; b < behaviour_count; ++b) sums[b].add(one[b]);
        }
        return figures_of(sums);
    };
    Agreement out;
    out.whole = summed([](std::size_t i) { return i; });
    for (int draw = 0; draw < bootstrap_draws; ++draw) {
        Random random(seed, Purpose::test, static_cast<std::uint64_t>(draw));
        out.draws.push_back(
            summed([&](std::size_t) { return random.below(static_cast<std::uint32_t>(situations.size())); }));
    }
    return out;
}

std::optional<double> mean_difference(const LevelTable& table) {
    const double n = table.total();
    if (n < 2) return std::nullopt;
    double truth = 0, given = 0, truth_squares = 0, given_squares = 0;
    for (Level t = 0; t <= 2; ++t)
        for (Level g = 0; g <= 2; ++g) {
            const double count = table.count(t, g);
            truth += count * t, given += count * g;
            truth_squares += count * t * t, given_squares += count * g * g;
        }
    const double variance = ((truth_squares - truth * truth / n) + (given_squares - given * given / n)) / (2 * (n - 1));
    if (variance <= 0) return std::nullopt;
    return (given - truth) / n / std::sqrt(variance);
}

std::optional<Interval> percentiles(double value, std::vector<double> draws) {
    if (draws.empty()) return std::nullopt;
    std::ranges::sort(draws);
    // The nearest rank.
    const auto at = [&](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(draws.size())));
        return draws[std::clamp<std::size_t>(rank, 1, draws.size()) - 1];
    };
    return Interval{value, at(.025), at(.975)};
}

} // namespace rapport::scoring
