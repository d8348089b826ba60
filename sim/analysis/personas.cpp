#include "sim/analysis/personas.h"

namespace rapport::analysis {
namespace {

constexpr std::uint64_t most_seeds = 1000;

} // namespace

Personas personas_of(const std::shared_ptr<const dialogue::Scenario>& scenario,
                     const std::shared_ptr<const dialogue::MoodTable>& table, dialogue::Settings settings) {
    const bool drawn = scenario->use == dialogue::Use::practice && scenario->personas.size() > 1;
    const std::size_t wanted = drawn ? scenario->personas.size() : 1;
    Personas found;
    for (std::uint64_t i = 0; i < most_seeds && found.seeds.size() < wanted; ++i, ++settings.seed) {
        const dialogue::Session session(scenario, table, settings);
        const auto index = scenario->personas.empty()
                               ? std::uint32_t{0}
                               : static_cast<std::uint32_t>(&session.persona() - scenario->personas.data());
        found.seeds.emplace(index, settings.seed);
    }
    found.all = found.seeds.size() == wanted;
    return found;
}

} // namespace rapport::analysis
