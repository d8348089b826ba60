#include "sim/analysis/score_range.h"

#include <algorithm>
#include <map>

namespace rapport::analysis {
namespace {

using dialogue::Scenario;
using dialogue::Session;
using dialogue::Settings;

constexpr std::uint64_t most_seeds = 1000;

// Each persona that can be drawn, with the first seed that draws it.
std::map<std::uint32_t, std::uint64_t> seeds_of(const std::shared_ptr<const Scenario>& scenario,
                                                const std::shared_ptr<const dialogue::MoodTable>& table,
                                                Settings settings, std::size_t wanted) {
    std::map<std::uint32_t, std::uint64_t> seeds;
    for (std::uint64_t i = 0; i < most_seeds && seeds.size() < wanted; ++i, ++settings.seed) {
        const Session session(scenario, table, settings);
        const auto index = scenario->personas.empty()
                               ? std::uint32_t{0}
                               : static_cast<std::uint32_t>(&session.persona() - scenario->personas.data());
        seeds.emplace(index, settings.seed);
    }
    return seeds;
}

} // namespace

ScoreRange score_range(const std::shared_ptr<const Scenario>& scenario,
                       const std::shared_ptr<const dialogue::MoodTable>& table, const Settings& settings,
                       const Budget& budget) {
    const bool drawn = scenario->use == dialogue::Use::practice && scenario->personas.size() > 1;
    const std::size_t personas = drawn ? scenario->personas.size() : 1;
    const auto seeds = seeds_of(scenario, table, settings, personas);

    const auto end = [&](Objective objective) {
        const auto better = [&](std::int32_t a, std::int32_t b) {
            return objective == Objective::best ? a > b : a < b;
        };
        RangeEnd found;
        bool any = false, proven = seeds.size() == personas;
        std::int32_t bound = 0;
        for (const auto& [persona, seed] : seeds) {
            Settings with = settings;
            with.seed = seed;
            Path path = find_path(scenario, table, with, objective, budget);
            proven = proven && path.proven;
            if (!any || better(path.bound_hundredths, bound)) bound = path.bound_hundredths;
            // A path that ends comes before one that does not.
            const bool ends_first = path.ending.has_value() && !found.path.ending.has_value();
            const bool alike = path.ending.has_value() == found.path.ending.has_value();
            if (!any || ends_first || (alike && better(path.total_hundredths, found.path.total_hundredths)))
                found = {std::move(path), persona, seed};
            any = true;
        }
        found.path.proven = proven;
        found.path.bound_hundredths = proven ? found.path.total_hundredths : bound;
        return found;
    };
    return {end(Objective::worst), end(Objective::best)};
}

} // namespace rapport::analysis
