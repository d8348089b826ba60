#include "sim/scenario_files/check.h"
#include "sim/scenario_files/paths.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

using dialogue::none;
using dialogue::Scenario;
using scoring::Behaviour;

// The item of a list of ids that names this behaviour, else the list.
ValueIndex item_of(const Tree& tree, ValueIndex list, Behaviour b) {
    for (const ValueIndex item : tree.inside(list))
        if (tree.kind(item) == Kind::string && tree.text(item) == scoring::id(b)) return item;
    return list;
}

// "opening → probe → close", long ways shortened in the middle.
std::string way(const Scenario& s, const Paths::Reached& reached, std::uint32_t ending) {
    std::vector<std::string_view> ids{s.endings[ending].id};
    for (std::uint32_t node = reached.ending_before[ending]; node != none; node = reached.before[node])
        ids.push_back(s.nodes[node].id);
    std::reverse(ids.begin(), ids.end());
    constexpr std::size_t most = 8;
    std::string out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids.size() > most && i == most / 2) {
            out += " → …";
            i = ids.size() - most / 2;
        }
        if (!out.empty()) out += " → ";
        out += ids[i];
    }
    return out;
}

void check_called(const Scenario& s, const Binder& at, Findings& findings) {
    for (std::uint32_t i = 0; i < s.nodes.size(); ++i) {
        const auto& node = s.nodes[i];
        if (node.calls_for.empty()) continue;
        scoring::BehaviourSet shown;
        bool all_known = at.node_sound[i];
        for (std::uint32_t k = 0; k < node.replies.count; ++k) {
            all_known = all_known && at.sound_reply(node.replies.first + k, Binder::shows_part);
            for (const auto& part : s.shown_by(s.replies[node.replies.first + k])) shown.add(part.behaviour);
        }
        const ValueIndex list = at.tree.member(at.node_at[i], "calls_for");
        for (std::size_t b = 0; b < scoring::first_fault; ++b) {
            const Behaviour behaviour = scoring::behaviour_at(b);
            if (!node.calls_for.has(behaviour)) continue;
            const ValueIndex item = item_of(at.tree, list, behaviour);
            if (!s.grades.has(behaviour) && at.sound().grades)
                findings.at(at.tree, item, "called_not_graded", {{"id", scoring::id(behaviour)}});
            if (!shown.has(behaviour) && all_known)
                findings.at(at.tree, item, "called_not_shown", {{"id", scoring::id(behaviour)}, {"node", node.id}});
        }
    }
}

// Every way to a resolved ending must pass a node that calls for the behaviour: if the nodes that do are taken out, no
// resolved ending may be reached any more.
void check_graded(const Scenario& s, const Binder& at, Findings& findings) {
    if (!at.sound().calls_for) return;
    // A way that was found stays one whatever else could not be read; but when topics are through, all ways decide.
    const bool ways = at.sound().names && at.sound().outcomes && (at.sound().ways || s.topics.empty());
    for (std::size_t b = 0; b < scoring::first_fault; ++b) {
        const Behaviour behaviour = scoring::behaviour_at(b);
        if (!s.grades.has(behaviour)) continue;
        const ValueIndex item = item_of(at.tree, at.grades_at, behaviour);
        Marks calling(s.nodes.size(), false);
        // A node that only moves on gives nobody the chance to answer the call.
        for (std::size_t i = 0; i < s.nodes.size(); ++i)
            calling[i] = s.nodes[i].calls_for.has(behaviour) && !s.nodes[i].replies.empty();
        if (std::none_of(calling.begin(), calling.end(), [](bool c) { return c; })) {
            findings.at(at.tree, item, "graded_never_called", {{"id", scoring::id(behaviour)}});
            continue;
        }
        if (!ways) continue;
        const auto reached = Paths(s).from(s.start, calling, Paths::Passages::into);
        for (std::uint32_t e = 0; e < s.endings.size(); ++e) {
            if (!reached.endings[e] || s.endings[e].outcome != scoring::Outcome::resolved) continue;
            findings.at(at.tree, item, "graded_not_on_every_path",
                        {{"id", scoring::id(behaviour)}, {"path", way(s, reached, e)}});
            break;
        }
    }
}

} // namespace

void check_grading(const Scenario& scenario, const Binder& at, Findings& findings) {
    check_called(scenario, at, findings);
    check_graded(scenario, at, findings);
}

} // namespace rapport::scenario_files
