#include "sim/analysis/open_ways.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

using dialogue::Node;
using dialogue::none;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Target;

bool always(const Reply& reply) { return reply.when.empty() && !reply.once; }

// The open ways on from a node: go(to), and call(passage, then) through a passage.
template <class Go, class Call>
void ways_on(const Scenario& s, const Node& node, Go&& go, Call&& call) {
    if (node.replies.empty() && node.otherwise.kind != Target::Kind::nowhere) return go(node.otherwise);
    bool waits = node.otherwise.kind == Target::Kind::nowhere;
    for (const Reply& reply : s.replies_of(node)) {
        if (!always(reply)) continue;
        waits = true;
        if (reply.passage == none)
            go(reply.to);
        else
            call(s.passages[reply.passage].start, reply.then);
    }
    if (waits) go(node.silence_to);
}

// From which nodes an open way leads to @return, calls on the way passed through.
std::vector<bool> coming_back(const Scenario& s) {
    std::vector<std::vector<std::uint32_t>> asked_by(s.nodes.size()); // which nodes look at this one
    const auto n = static_cast<std::uint32_t>(s.nodes.size());
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = n; i-- > 0;) {
        const auto ask = [&](const Target& to) {
            if (to.kind == Target::Kind::node) asked_by[to.index].push_back(i);
        };
        ways_on(s, s.nodes[i], ask, [&](std::uint32_t start, const Target& then) {
            asked_by[start].push_back(i);
            ask(then);
        });
        open.push_back(i);
    }
    std::vector<bool> back(s.nodes.size(), false);
    const auto leads_back = [&](const Target& to) {
        return to.kind == Target::Kind::back || (to.kind == Target::Kind::node && back[to.index]);
    };
    while (!open.empty()) {
        const std::uint32_t i = open.back();
        open.pop_back();
        if (back[i]) continue;
        bool found = false;
        ways_on(
            s, s.nodes[i], [&](const Target& to) { found = found || leads_back(to); },
            [&](std::uint32_t start, const Target& then) { found = found || (back[start] && leads_back(then)); });
        if (!found) continue;
        back[i] = true;
        open.insert(open.end(), asked_by[i].begin(), asked_by[i].end());
    }
    return back;
}

} // namespace

OpenWays open_ways(const Scenario& scenario) {
    const std::vector<bool> back = coming_back(scenario);
    OpenWays ways{.nodes = std::vector<bool>(scenario.nodes.size(), false),
                  .endings = std::vector<bool>(scenario.endings.size(), false)};
    std::vector<std::uint32_t> open;
    const auto go = [&](const Target& to) {
        if (to.kind == Target::Kind::ending) ways.endings[to.index] = true;
        if (to.kind != Target::Kind::node || ways.nodes[to.index]) return;
        ways.nodes[to.index] = true;
        open.push_back(to.index);
    };
    go({Target::Kind::node, scenario.start});
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        ways_on(scenario, scenario.nodes[node], go, [&](std::uint32_t start, const Target& then) {
            go({Target::Kind::node, start});
            if (back[start]) go(then);
        });
    }
    return ways;
}

bool always_ends(const Scenario& scenario) {
    const auto n = static_cast<std::uint32_t>(scenario.nodes.size());
    std::vector<bool> ends(n, false);
    // What is still in the way of "wherever calls go on, it ends", and of "all of the main thread ends by itself".
    std::vector<std::uint32_t> continued(n, 0);
    std::size_t calls_open = 0, main_open = 0;
    for (const Reply& reply : scenario.replies) {
        if (reply.passage == none || reply.then.kind == Target::Kind::back) continue;
        calls_open += reply.then.kind == Target::Kind::ending ? 0U : 1U;
        if (reply.then.kind == Target::Kind::node) ++continued[reply.then.index];
    }
    for (std::uint32_t i = 0; i < n; ++i) main_open += scenario.place_of(i) == dialogue::main_thread ? 1U : 0U;
    const auto simply = [&](const Target& to) {
        return to.kind == Target::Kind::ending || (to.kind == Target::Kind::node && ends[to.index]);
    };
    const auto leads_to_end = [&](const Target& to) {
        return to.kind == Target::Kind::back ? calls_open == 0 : simply(to);
    };
    // A topic that is closed goes on where something was left, so all of the main thread must end by itself, or with
    // `then`. Whatever other topic it goes on with ends in the same way: each closing leaves less to come back to.
    const auto closing_ends = [&](const Reply& reply) {
        return main_open == 0 && (reply.then.kind == Target::Kind::nowhere || simply(reply.then));
    };
    const auto reply_ends = [&](const Reply& reply) {
        if (reply.passage == none && reply.to.kind == Target::Kind::topic_done) return closing_ends(reply);
        return reply.passage == none ? leads_to_end(reply.to) : ends[scenario.passages[reply.passage].start];
    };
    const auto node_ends = [&](const Node& node) {
        const auto replies = scenario.replies_of(node);
        if (std::ranges::any_of(replies, [&](const Reply& r) { return always(r) && reply_ends(r); })) return true;
        return node.otherwise.kind != Target::Kind::nowhere && leads_to_end(node.otherwise) &&
               std::ranges::all_of(replies, reply_ends);
    };

    std::vector<std::vector<std::uint32_t>> asked_by(n);
    std::vector<std::uint32_t> open;
    const auto look_at_all = [&] {
        for (std::uint32_t i = 0; i < n; ++i)
            if (!ends[i]) open.push_back(i);
    };
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto ask = [&](const Target& to) {
            if (to.kind == Target::Kind::node) asked_by[to.index].push_back(i);
        };
        for (const Reply& reply : scenario.replies_of(scenario.nodes[i])) {
            if (reply.passage != none) asked_by[scenario.passages[reply.passage].start].push_back(i);
            ask(reply.to), ask(reply.then);
        }
        ask(scenario.nodes[i].otherwise);
    }
    look_at_all();
    std::size_t still = n;
    while (!open.empty()) {
        const std::uint32_t i = open.back();
        open.pop_back();
        if (ends[i] || !node_ends(scenario.nodes[i])) continue;
        ends[i] = true;
        --still;
        open.insert(open.end(), asked_by[i].begin(), asked_by[i].end());
        const bool last_call = continued[i] > 0 && calls_open == continued[i];
        calls_open -= continued[i];
        const bool last_of_main = scenario.place_of(i) == dialogue::main_thread && --main_open == 0;
        if (last_call || last_of_main) look_at_all();
    }
    return still == 0;
}

} // namespace rapport::analysis
