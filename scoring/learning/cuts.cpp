#include "scoring/learning/cuts.h"

#include "scoring/learning/agreement.h"

#include <algorithm>
#include <vector>

namespace rapport::scoring {
namespace {

constexpr std::uint16_t cut_step = 50;
constexpr double least_gain = 0.02;
constexpr double severe_right = 0.95;
// Replies with faults are far commoner in the corpus than at work.
constexpr std::uint16_t suspicion = 800;
// What no rule sees must be likely, or the words that are shown for it convince nobody.
constexpr std::uint16_t sure_1 = 800, hardly_2 = 100;
constexpr std::uint16_t likely_1 = 500, likely_2 = 700;
// What a rule calls a 2, by words it can name, is doubted only where hardly any such reply is one.
constexpr std::uint16_t doubt = 200;

LevelTable table_of(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    LevelTable table;
    for (const FusionExample& e : examples) table.add(e.truth, cuts.level(e.rules, e.chance));
    return table;
}

double kappa_of(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    return table_of(examples, cuts).quadratic_kappa().value_or(0);
}

// F_β of "level > 0" with β² = ½ (van Rijsbergen, Information Retrieval, 1979): being right counts twice as much as
// finding all. Whoever is told of a fault that is none stops listening.
double right_and_found(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    const LevelTable table = table_of(examples, cuts);
    const int right = table.count(1, 1) + table.count(1, 2) + table.count(2, 1) + table.count(2, 2);
    const double of = table.given(1) + 0.5 * table.truth_of(1);
    return of > 0 ? 1.5 * right / of : 0;
}

// One more that were wrong would not make it less: what is chosen for being right looks better than it is.
bool severe_enough(const LevelTable& table) { return table.count(2, 2) >= severe_right * (table.given(2) + 1); }

std::vector<std::uint16_t> steps() {
    std::vector<std::uint16_t> out;
    for (std::uint16_t at = 0; at <= 950; at = static_cast<std::uint16_t>(at + cut_step)) out.push_back(at);
    out.push_back(never);
    return out;
}

} // namespace

Level FusionCuts::level(Level rules, const std::array<std::uint16_t, 2>& chance) const {
    if (chance[1] >= two[rules]) return 2;
    return chance[0] >= one[rules] ? 1 : 0;
}

bool FusionCuts::monotone() const {
    return one[0] >= one[1] && one[1] >= one[2] && two[0] >= two[1] && two[1] >= two[2];
}

namespace {

// From which chance the learned layer alone is right and finds most. Rules are made with the corpus in sight and look
// better on it than they are: beside them it would seem to have little to add.
std::uint16_t trusted_alone(std::span<const FusionExample> examples) {
    std::uint16_t best = never;
    double best_worth = 0;
    for (const std::uint16_t at : steps()) {
        if (at < suspicion) continue;
        FusionCuts tried;
        tried.one = {at, at, at};
        tried.two = {never, never, never};
        const double worth = right_and_found(examples, tried);
        if (worth <= best_worth) continue;
        best = at;
        best_worth = worth;
    }
    return best;
}

FusionCuts fit_fault(std::span<const FusionExample> examples, bool by_words) {
    const std::vector<std::uint16_t> grid = steps();
    FusionCuts best;
    best.one = {by_words ? trusted_alone(examples) : never, always, always};
    best.two = {never, never, never};
    double best_worth = right_and_found(examples, best);
    const double least = best_worth + least_gain;
    FusionCuts doubting = best;
    for (const std::uint16_t seen : grid) {
        if (seen > best.one[0] || seen == never) break;
        FusionCuts tried = best;
        tried.one[1] = seen;
        const double worth = right_and_found(examples, tried);
        if (worth <= best_worth) continue;
        doubting = tried;
        best_worth = worth;
    }
    if (best_worth >= least) best = doubting;

    FusionCuts severe = best;
    int most = 0;
    for (const std::uint16_t by_rules : grid) { // only what rules call severe
        FusionCuts tried = best;
        tried.two[2] = by_rules;
        const LevelTable table = table_of(examples, tried);
        if (table.given(2) <= most || !severe_enough(table)) continue;
        severe = tried;
        most = table.given(2);
    }
    return severe;
}

bool fair(const FusionCuts& cuts) {
    return cuts.one[0] >= likely_1 && cuts.two[0] >= likely_2 && cuts.two[2] <= doubt && cuts.one[2] == always;
}

FusionCuts fit_behaviour(std::span<const FusionExample> examples) {
    const std::vector<std::uint16_t> grid = steps();
    const FusionCuts plain;
    FusionCuts best = plain;
    double best_kappa = kappa_of(examples, best);
    const double least = best_kappa + least_gain;
    for (int round = 0; round < 2; ++round)
        for (std::size_t rules = 0; rules < 3; ++rules) {
            const FusionCuts from = best;
            for (const std::uint16_t one : grid)
                for (const std::uint16_t two : grid) {
                    FusionCuts tried = from;
                    for (std::size_t r = 0; r < 3; ++r) { // the others give way
                        const auto bound = [&](std::uint16_t old, std::uint16_t now) {
                            return r == rules ? now : r > rules ? std::min(old, now) : std::max(old, now);
                        };
                        tried.one[r] = bound(from.one[r], one);
                        tried.two[r] = bound(from.two[r], two);
                    }
                    if (!fair(tried)) continue;
                    const double kappa = kappa_of(examples, tried);
                    if (kappa <= best_kappa) continue;
                    best = tried;
                    best_kappa = kappa;
                }
        }
    if (best_kappa < least) return plain;
    best.one[0] = std::max(best.one[0], sure_1);
    best.two[2] = std::min(best.two[2], hardly_2);
    return best;
}

} // namespace

FusionCuts fit_cuts(std::span<const FusionExample> examples, Behaviour b) {
    return is_fault(b) ? fit_fault(examples, b != Behaviour::misinform) : fit_behaviour(examples);
}

} // namespace rapport::scoring
