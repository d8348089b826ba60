#include "sim/scenario_files/check.h"
#include "sim/scenario_files/paths.h"

namespace rapport::scenario_files {
namespace {

using dialogue::Place;
using dialogue::Scenario;
using dialogue::Target;

void check_topic_starts(const Scenario& s, const Binder& at, const Paths& paths, Findings& findings) {
    const Marks closing = paths.topics_closing();
    for (std::size_t k = 0; k < s.topics.size(); ++k) {
        const auto& topic = s.topics[k];
        if (s.place_of(topic.start) != k + 1)
            findings.at(at.tree, at.tree.member(at.topic_at[k], "start"), "topic_start_elsewhere",
                        {{"id", topic.id}, {"node", s.nodes[topic.start].id}});
        else if (!closing[k])
            findings.at(at.tree, at.topic_at[k], "topic_never_done", {{"id", topic.id}});
    }
}

void check_topic_ends(const Scenario& s, const Binder& at, std::uint32_t node, bool needs_then, Findings& findings) {
    const auto& n = s.nodes[node];
    const bool discussed = s.place_of(node) != dialogue::main_thread;
    for (std::uint32_t k = 0; k < n.replies.count; ++k) {
        const auto& reply = s.replies[n.replies.first + k];
        if (reply.to.kind != Target::Kind::topic_done || reply.passage != dialogue::none) continue;
        const ValueIndex to = at.tree.member(at.reply_at[n.replies.first + k], "to");
        if (!discussed)
            findings.at(at.tree, to, "topic_done_outside", {{"node", n.id}});
        else if (needs_then && reply.then.kind == Target::Kind::nowhere)
            findings.at(at.tree, to, "topic_done_without_then", {{"node", n.id}});
    }
}

} // namespace

void check_topics(const Scenario& s, const Binder& at, Findings& findings) {
    if (!at.story_complete()) return;
    if (s.topics.empty()) {
        for (std::uint32_t i = 0; i < s.nodes.size(); ++i) check_topic_ends(s, at, i, false, findings);
        return;
    }
    const Paths paths(s);
    check_topic_starts(s, at, paths, findings);
    const Marks inside = paths.inside_passages();
    const bool needs_then = paths.main_can_be_left();
    for (std::uint32_t i = 0; i < s.nodes.size(); ++i) {
        if (inside[i] && s.place_of(i) != dialogue::main_thread)
            findings.at(at.tree, at.tree.member(at.node_at[i], "topic"), "topic_in_passage",
                        {{"node", s.nodes[i].id}, {"topic", s.nodes[i].topic}});
        check_topic_ends(s, at, i, needs_then, findings);
    }
}

} // namespace rapport::scenario_files
