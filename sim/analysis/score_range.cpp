#include "sim/analysis/score_range.h"

#include "sim/analysis/bounds.h"
#include "sim/analysis/ground.h"

namespace rapport::analysis {

using dialogue::Scenario;
using dialogue::Settings;

ScoreRange score_range(const Ground& ground, const Bounds& worst, const Bounds& best, const Budget& budget) {
    const Personas& personas = ground.personas;

    const auto end = [&](Objective objective) {
        const Bounds& bounds = objective == Objective::best ? best : worst;
        const auto better = [&](std::int32_t a, std::int32_t b) {
            return objective == Objective::best ? a > b : a < b;
        };
        RangeEnd found;
        bool any = false, proven = personas.all;
        std::int32_t bound = 0;
        std::uint64_t states = 0;
        for (const auto& [persona, seed] : personas.seeds) {
            Path path = find_path(ground, bounds, seed, objective, budget, Pace::any);
            proven = proven && path.proven;
            states += path.states;
            if (!any || better(path.bound_hundredths, bound)) bound = path.bound_hundredths;
            // A path that ends comes before one that does not.
            const bool ends_first = path.ending.has_value() && !found.path.ending.has_value();
            const bool alike = path.ending.has_value() == found.path.ending.has_value();
            if (!any || ends_first || (alike && better(path.total_hundredths, found.path.total_hundredths)))
                found = {std::move(path), persona, seed};
            any = true;
        }
        found.path.proven = proven;
        found.path.states = states;
        found.path.bound_hundredths = proven ? found.path.total_hundredths : bound;
        return found;
    };
    return {end(Objective::worst), end(Objective::best)};
}

ScoreRange score_range(const std::shared_ptr<const Scenario>& scenario,
                       const std::shared_ptr<const dialogue::MoodTable>& table, const Settings& settings,
                       const Budget& budget) {
    const Ground ground(scenario, table, settings);
    return score_range(ground, Bounds(*scenario, ground.graph, Objective::worst),
                       Bounds(*scenario, ground.graph, Objective::best), budget);
}

} // namespace rapport::analysis
