#include "sim/analysis/quality.h"

#include <algorithm>

namespace rapport::analysis {

using dialogue::Node;
using dialogue::Reply;
using dialogue::Scenario;
using scoring::Behaviour;
using scoring::BehaviourSet;
using scoring::Level;

Level level_shown(const Scenario& scenario, const Reply& reply, Behaviour b) {
    Level level = 0;
    for (const dialogue::Shown& shown : scenario.shown_by(reply))
        if (shown.behaviour == b) level = std::max(level, shown.level);
    return level;
}

Quality quality_of(const Scenario& scenario, const Node& node, const Reply& reply) {
    const BehaviourSet graded = BehaviourSet::of_bits(node.calls_for.bits() & scenario.grades.bits());
    int best = 0, second = 0, asked = 0, faults = 0;
    Quality quality;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        const int level = level_shown(scenario, reply, b);
        if (scoring::is_fault(b)) {
            faults += level;
            continue;
        }
        if (!graded.empty() && !graded.has(b)) continue;
        ++asked;
        quality.called += 2 * level;
        second = std::max(second, std::min(level, best));
        best = std::max(best, level);
    }
    if (asked == 1) second = best;
    for (const dialogue::Shown& shown : scenario.shown_by(reply))
        if (shown.check && (graded.empty() || graded.has(shown.behaviour))) quality.called += 1;
    quality.overall = std::clamp(1 + best + second - faults, 1, 5);
    return quality;
}

std::optional<std::uint32_t> clear_best(const Scenario& scenario, const Node& node) {
    if (node.replies.count < 2) return std::nullopt;
    std::uint32_t best = 0;
    Quality highest;
    bool alone = false;
    for (std::uint32_t i = 0; i < node.replies.count; ++i) {
        const Quality quality = quality_of(scenario, node, scenario.replies_of(node)[i]);
        if (i > 0 && quality < highest) continue;
        alone = i == 0 || quality > highest;
        if (!alone) continue;
        best = i;
        highest = quality;
    }
    return alone ? std::optional(best) : std::nullopt;
}

} // namespace rapport::analysis
