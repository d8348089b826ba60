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

class Walk {
public:
    Walk(const Scenario& scenario, const std::vector<bool>& returns) : s_(scenario), returns_(returns) {
        ways_.nodes.assign(s_.nodes.size(), false);
        ways_.endings.assign(s_.endings.size(), false);
    }

    void from(std::uint32_t start) {
        go({Target::Kind::node, start});
        while (!open_.empty()) {
            const std::uint32_t node = open_.back();
            open_.pop_back();
            leave(s_.nodes[node]);
        }
    }
    const OpenWays& ways() const { return ways_; }
    bool came_back() const { return came_back_; }

private:
    void leave(const Node& node) {
        bool waits = node.otherwise.kind == Target::Kind::nowhere;
        for (const Reply& reply : s_.replies_of(node)) {
            if (!always(reply)) continue;
            waits = true;
            if (reply.passage == none) {
                go(reply.to);
                continue;
            }
            go({Target::Kind::node, s_.passages[reply.passage].start});
            if (returns_[reply.passage]) go(reply.then);
        }
        if (waits) go(node.silence_to);
    }

    void go(Target to) {
        if (to.kind == Target::Kind::back) came_back_ = true;
        // Nodes that offer nothing are passed through, as far as nobody has been before.
        while (to.kind == Target::Kind::node && !ways_.nodes[to.index]) {
            ways_.nodes[to.index] = true;
            const Node& node = s_.nodes[to.index];
            if (!node.replies.empty() || node.otherwise.kind == Target::Kind::nowhere) {
                open_.push_back(to.index);
                return;
            }
            to = node.otherwise;
        }
        if (to.kind == Target::Kind::ending) ways_.endings[to.index] = true;
    }

    const Scenario& s_;
    const std::vector<bool>& returns_;
    OpenWays ways_;
    std::vector<std::uint32_t> open_;
    bool came_back_ = false;
};

} // namespace

OpenWays open_ways(const Scenario& scenario) {
    std::vector<bool> returns(scenario.passages.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t p = 0; p < returns.size(); ++p) {
            if (returns[p]) continue;
            Walk walk(scenario, returns);
            walk.from(scenario.passages[p].start);
            returns[p] = walk.came_back();
            changed = changed || returns[p];
        }
    }
    Walk walk(scenario, returns);
    walk.from(scenario.start);
    return walk.ways();
}

bool always_ends(const Scenario& scenario) {
    std::vector<bool> ends(scenario.nodes.size(), false);
    std::vector<Target> continuations;
    for (const Reply& reply : scenario.replies)
        if (reply.passage != none && reply.then.kind != Target::Kind::back) continuations.push_back(reply.then);
    const auto simply = [&](const Target& to) {
        return to.kind == Target::Kind::ending || (to.kind == Target::Kind::node && ends[to.index]);
    };
    bool returns_end = false; // wherever calls go on
    const auto leads_to_end = [&](const Target& to) {
        return to.kind == Target::Kind::back ? returns_end : simply(to);
    };
    // A topic that is closed goes on where something was left, so all of the main thread must end by itself, or with
    // `then`. Whatever other topic it goes on with ends in the same way: each closing leaves less to come back to.
    bool main_ends = false;
    const auto closing_ends = [&](const Reply& reply) {
        return main_ends && (reply.then.kind == Target::Kind::nowhere || simply(reply.then));
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
    for (bool changed = true; changed;) {
        changed = false;
        returns_end = std::ranges::all_of(continuations, simply);
        main_ends = true;
        for (std::uint32_t i = 0; i < ends.size(); ++i)
            main_ends = main_ends && (ends[i] || scenario.place_of(i) != dialogue::main_thread);
        for (std::size_t i = scenario.nodes.size(); i-- > 0;)
            if (!ends[i] && node_ends(scenario.nodes[i])) changed = ends[i] = true;
    }
    return std::ranges::all_of(ends, [](bool e) { return e; });
}

} // namespace rapport::analysis
