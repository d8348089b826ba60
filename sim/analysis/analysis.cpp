#include "sim/analysis/analysis.h"

#include "sim/analysis/personas.h"

#include <algorithm>

namespace rapport::analysis {

Analysis analyse(const std::shared_ptr<const dialogue::Scenario>& scenario,
                 const std::shared_ptr<const dialogue::MoodTable>& table, const WordLists& kind_words,
                 const dialogue::Settings& settings, const Depth& depth) {
    const std::uint64_t personas = std::max<std::size_t>(1, personas_of(scenario, table, settings).seeds.size());
    Analysis found;
    found.range = score_range(scenario, table, settings, {.states = depth.states / (3 * personas)});
    found.states = found.range.min.path.states + found.range.max.path.states;
    // The searches for totals leave most out that cannot decide anything: what they did not use goes to the one that
    // tries everything.
    const std::uint64_t left = depth.states - std::min(depth.states * 2 / 3, found.states);
    found.reach = reach_of(scenario, table, settings, {.states = left / personas});
    found.states += found.reach.states;
    found.checklist = checklist_use(*scenario, found.reach);
    found.trainees = simulate(scenario, table, settings, depth.runs);
    found.flaws = score_flaws(*scenario, found.range, found.trainees);
    for (Flaw& flaw : flaws_of(*scenario, found.reach, kind_words)) found.flaws.push_back(std::move(flaw));
    return found;
}

bool clean(const Analysis& analysis) {
    const auto none_out = [](const std::vector<Reached>& list) {
        return std::ranges::find(list, Reached::no) == list.end();
    };
    return analysis.flaws.empty() && none_out(analysis.reach.nodes) && none_out(analysis.reach.endings) &&
           std::ranges::find(analysis.reach.dead_ends, true) == analysis.reach.dead_ends.end();
}

} // namespace rapport::analysis
