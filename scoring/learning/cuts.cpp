#include "scoring/learning/cuts.h"

#include "scoring/learning/agreement.h"

#include <algorithm>
#include <vector>

namespace rapport::scoring {
namespace {

constexpr std::uint16_t cut_step = 50;
constexpr double least_gain = 0.02;
constexpr double severe_right = 0.95;
constexpr int severe_given = 10;

double kappa_of(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    LevelTable table;
    for (const FusionExample& e : examples) table.add(e.truth, cuts.level(e.rules, e.chance));
    return table.quadratic_kappa().value_or(0);
}

bool severe_enough(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    LevelTable table;
    for (const FusionExample& e : examples) table.add(e.truth, cuts.level(e.rules, e.chance));
    return table.given(2) == 0 ||
           (table.given(2) >= severe_given && table.precision_of_2().value_or(0) >= severe_right);
}

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

FusionCuts fit_cuts(std::span<const FusionExample> examples, bool severe_proven) {
    const std::vector<std::uint16_t> grid = steps();
    FusionCuts plain;
    if (severe_proven && !severe_enough(examples, plain)) plain.two = {never, never, never};
    if (severe_proven) return plain;
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
                    const double kappa = kappa_of(examples, tried);
                    if (kappa <= best_kappa) continue;
                    best = tried;
                    best_kappa = kappa;
                }
        }
    return best_kappa >= least ? best : plain;
}

} // namespace rapport::scoring
