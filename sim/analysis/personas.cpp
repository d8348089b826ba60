#include "sim/analysis/personas.h"

namespace rapport::analysis {
namespace {

constexpr std::uint64_t most_seeds = 1000;

} // namespace

Personas personas_of(const dialogue::Scenario& scenario, const dialogue::Settings& settings) {
    const bool drawn = scenario.use == dialogue::Use::practice && scenario.personas.size() > 1;
    const std::size_t wanted = drawn ? scenario.personas.size() : 1;
    Personas found;
    for (std::uint64_t i = 0; i < most_seeds && found.seeds.size() < wanted; ++i)
        found.seeds.emplace(dialogue::drawn_persona(scenario, settings.seed + i), settings.seed + i);
    found.all = found.seeds.size() == wanted;
    return found;
}

} // namespace rapport::analysis
