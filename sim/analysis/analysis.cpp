#include "sim/analysis/analysis.h"

#include "sim/analysis/bounds.h"
#include "sim/analysis/ground.h"

#include <algorithm>

namespace rapport::analysis {

Analysis analyse(const std::shared_ptr<const dialogue::Scenario>& scenario,
                 const std::shared_ptr<const dialogue::MoodTable>& table, const WordLists& kind_words,
                 const dialogue::Settings& settings, const Depth& depth) {
    const Ground ground(scenario, table, settings, depth.work / 8);
    const std::uint64_t personas = std::max<std::size_t>(1, ground.personas.seeds.size());
    Analysis found;
    found.trainees = simulate(ground, depth.runs, depth.work / 6);
    found.work = ground.relevance.work();
    for (const TraineeResult& result : found.trainees) found.work += result.work;
    const Bounds worst(*scenario, ground.graph, Objective::worst, depth.work / 8);
    const Bounds best(*scenario, ground.graph, Objective::best, depth.work / 8);
    found.work += worst.work() + best.work();
    // The worst, the best, and reach: a third each.
    const std::uint64_t searching = depth.work - std::min(depth.work, found.work);
    found.range = score_range(ground, worst, best, {.states = searching / (3 * personas)});
    found.states = found.range.min.path.states + found.range.max.path.states;
    found.work += found.states;
    // The searches for totals leave most out that cannot decide anything: what they did not use goes to the one that
    // tries everything.
    const std::uint64_t left = depth.work - std::min(depth.work, found.work);
    found.reach = reach_of(ground, {.states = left / personas});
    found.states += found.reach.states;
    found.work += found.reach.states;
    found.checklist = checklist_use(*scenario, found.reach);
    found.flaws = score_flaws(*scenario, found.range, found.trainees);
    for (Flaw& flaw : flaws_of(*scenario, found.reach, kind_words)) found.flaws.push_back(std::move(flaw));
    return found;
}

Reach reachable(const std::shared_ptr<const dialogue::Scenario>& scenario,
                const std::shared_ptr<const dialogue::MoodTable>& table, const dialogue::Settings& settings,
                std::uint64_t work) {
    const Ground ground(scenario, table, settings, work / 8);
    const std::uint64_t left = work - std::min(work, ground.relevance.work());
    return reach_of(ground, {.states = left / std::max<std::size_t>(1, ground.personas.seeds.size())});
}

bool clean(const Analysis& analysis) {
    const auto none_out = [](const std::vector<Reached>& list) {
        return std::ranges::find(list, Reached::no) == list.end();
    };
    return analysis.flaws.empty() && none_out(analysis.reach.nodes) && none_out(analysis.reach.endings) &&
           std::ranges::find(analysis.reach.dead_ends, true) == analysis.reach.dead_ends.end();
}

} // namespace rapport::analysis
