#include "sim/scenario_files/before.h"

#include <algorithm>

namespace rapport::scenario_files {

using dialogue::none;
using dialogue::Op;
using dialogue::Reply;
using dialogue::Target;

Before::Before(const dialogue::Scenario& scenario) : s_(scenario) {
    for (const Reply& reply : s_.replies)
        if (reply.passage != none) returns_.push_back(reply.then);
}

template <class Visit>
void Before::take(const Reply& reply, Visit&& visit) const {
    if (reply.passage != none) {
        visit(Target{Target::Kind::node, s_.passages[reply.passage].start});
        visit(reply.then);
    } else {
        visit(reply.to.kind == Target::Kind::topic_done ? reply.then : reply.to);
    }
}

template <class Visit>
void Before::leave(std::uint32_t node, Visit&& visit) const {
    const auto& n = s_.nodes[node];
    for (const Reply& reply : s_.replies_of(n)) take(reply, visit);
    visit(n.silence_to);
    visit(n.otherwise);
}

// What was parked before may be turned back to afterwards, but for the place where it happened; and a topic may begin.
// Inside a passage nobody knows which place that is.
template <class Enter>
void Before::turn(Op op, std::int32_t operand, Enter&& enter) const {
    const auto happened_at = [&](std::uint32_t node) {
        const auto& replies = s_.nodes[node].replies;
        const auto which = static_cast<std::uint32_t>(operand);
        return op == Op::seen ? node == which : which - replies.first < replies.count;
    };
    dialogue::Place place = dialogue::main_thread;
    for (std::uint32_t node = 0; node < s_.nodes.size(); ++node)
        if (happened_at(node)) place = s_.place_of(node);
    for (std::uint32_t node = 0; node < s_.nodes.size(); ++node)
        if (!s_.passages.empty() || s_.place_of(node) != place) enter({Target::Kind::node, node});
    for (const auto& topic : s_.topics) enter({Target::Kind::node, topic.start});
}

const Marks& Before::after(Op op, std::int32_t operand) {
    const auto [entry, fresh] = known_.try_emplace({op, operand});
    Marks& reached = entry->second;
    if (!fresh) return reached;
    const std::size_t effort = s_.nodes.size() + s_.replies.size();
    if (effort > effort_left_) return not_worked_out_;
    effort_left_ -= effort;
    reached.assign(s_.nodes.size(), false);
    std::vector<std::uint32_t> open;
    bool returned = false;
    const auto enter = [&](Target to) {
        if (to.kind != Target::Kind::node || reached[to.index]) return;
        reached[to.index] = true;
        open.push_back(to.index);
    };
    const auto visit = [&](Target to) {
        if (to.kind != Target::Kind::back) return enter(to);
        if (!returned)
            for (const Target& back : returns_) enter(back);
        returned = true;
    };
    if (!s_.topics.empty()) turn(op, operand, enter);
    if (op == Op::seen)
        leave(static_cast<std::uint32_t>(operand), visit);
    else
        take(s_.replies[static_cast<std::size_t>(operand)], visit);
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        leave(node, visit);
    }
    return reached;
}

Interval Before::bounds_at(std::uint32_t node, Op op, std::int32_t operand) {
    if (op != Op::seen && op != Op::chosen) return bounds_anywhere(s_, op, operand);
    if (op == Op::seen && static_cast<std::uint32_t>(operand) == s_.start && node != s_.start) return {1, 1};
    const Marks& reached = after(op, operand);
    return {0, reached.empty() || reached[node] ? 1 : 0};
}

} // namespace rapport::scenario_files
