#include "sim/analysis/checklist_use.h"

#include "sim/analysis/quality.h"

#include <algorithm>

namespace rapport::analysis {

std::vector<ChecklistUse> checklist_use(const dialogue::Scenario& scenario, const Reach& reach) {
    std::vector<ChecklistUse> uses;
    for (std::size_t b = 0; b < scoring::behaviour_count; ++b)
        uses.push_back(
            {.behaviour = scoring::behaviour_at(b), .graded = scenario.grades.has(scoring::behaviour_at(b))});
    for (std::size_t i = 0; i < scenario.nodes.size(); ++i) {
        if (reach.nodes[i] == Reached::no) continue;
        const dialogue::Node& node = scenario.nodes[i];
        std::array<scoring::Level, scoring::behaviour_count> best{};
        for (std::uint32_t k = 0; k < node.replies.count; ++k) {
            if (reach.replies[node.replies.first + k] == Reached::no) continue;
            // Not in the words: the engine decides it where a solution comes too soon (rule 13).
            if (scenario.replies[node.replies.first + k].solution && !node.urgent)
                best[scoring::index(scoring::Behaviour::premature_solution)] = 1;
            for (const dialogue::Shown& shown : scenario.shown_by(scenario.replies[node.replies.first + k])) {
                auto& level = best[scoring::index(shown.behaviour)];
                level = std::max(level, shown.level);
            }
        }
        for (ChecklistUse& use : uses) {
            const scoring::Level level = best[scoring::index(use.behaviour)];
            const bool called = node.calls_for.has(use.behaviour);
            use.called_at += called ? 1 : 0;
            use.full_marks_at += called && level == 2 ? 1 : 0;
            use.shown_at += level > 0 ? 1 : 0;
        }
    }
    return uses;
}

} // namespace rapport::analysis
