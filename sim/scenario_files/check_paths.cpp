#include "sim/scenario_files/check.h"
#include "sim/scenario_files/paths.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

using dialogue::none;
using dialogue::Scenario;
using dialogue::Target;

void check_passages(const Scenario& s, const Binder& at, const Paths& paths, const Paths::Reached& reached,
                    Findings& findings) {
    Marks called(s.passages.size(), false);
    for (const auto& reply : s.replies)
        if (reply.passage != none) called[reply.passage] = true;
    const Marks returns = paths.returning({});
    for (std::size_t p = 0; p < s.passages.size(); ++p) {
        if (!at.sound().ways) continue;
        if (!called[p])
            findings.at(at.tree, at.passage_at[p], "passage_unused", {{"id", s.passages[p].id}});
        else if (!returns[p])
            findings.at(at.tree, at.passage_at[p], "passage_never_returns", {{"id", s.passages[p].id}});
    }
    // Reached without a call around it, "@return" has nowhere to go.
    const Marks outside = s.passages.empty() ? reached.nodes : paths.from(s.start, {}, Paths::Passages::over).nodes;
    for (std::uint32_t i = 0; i < s.nodes.size(); ++i) {
        const auto& node = s.nodes[i];
        if (!outside[i]) continue;
        for (std::uint32_t k = 0; k < node.replies.count; ++k) {
            if (s.replies[node.replies.first + k].to.kind != Target::Kind::back) continue;
            const ValueIndex reply = at.reply_at[node.replies.first + k];
            findings.at(at.tree, at.tree.member(reply, "to"), "return_outside_passage", {{"node", node.id}});
        }
    }
}

} // namespace

void check_paths(const Scenario& s, const Binder& at, Findings& findings) {
    if (at.personas_at != no_value && s.use == dialogue::Use::exam && s.personas.size() > 1)
        findings.at_key(at.tree, at.personas_at, "exam_has_personas");
    const bool resolved = std::any_of(s.endings.begin(), s.endings.end(),
                                      [](const auto& ending) { return ending.outcome == scoring::Outcome::resolved; });
    if (!s.endings.empty() && !resolved && at.sound().names && at.sound().outcomes)
        findings.at(at.tree, at.endings_at, "no_resolved_ending");
    if (!at.sound().names || (!at.sound().ways && !s.topics.empty())) return;

    const Paths paths(s);
    const auto reached = paths.from(s.start, {}, Paths::Passages::into);
    Marks open(s.nodes.size(), false); // may lead anywhere
    bool all_known = true;             // of where one may get to from the start
    for (std::size_t i = 0; i < open.size(); ++i) {
        open[i] = !at.ways_known[i];
        all_known = all_known && !(open[i] && reached.nodes[i]);
    }
    const Marks can_end = paths.can_end(open);
    for (std::uint32_t i = 0; i < s.nodes.size(); ++i) {
        if (!reached.nodes[i] && all_known)
            findings.at(at.tree, at.node_at[i], "unreachable_node", {{"node", s.nodes[i].id}});
        else if (reached.nodes[i] && !can_end[i])
            findings.at(at.tree, at.node_at[i], "node_cannot_end", {{"node", s.nodes[i].id}});
    }
    for (std::uint32_t e = 0; e < s.endings.size(); ++e)
        if (!reached.endings[e] && all_known)
            findings.at(at.tree, at.ending_at[e], "unreachable_ending", {{"ending", s.endings[e].id}});
    check_passages(s, at, paths, reached, findings);
}

} // namespace rapport::scenario_files
