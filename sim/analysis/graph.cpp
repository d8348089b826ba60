#include "sim/analysis/graph.h"

#include <algorithm>
#include <deque>

namespace rapport::analysis {
namespace {

using dialogue::Node;
using dialogue::none;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Target;

void add_exit(std::vector<Graph::Exit>& exits, std::uint32_t reply, const Target& target,
              const std::vector<Target>& continuations) {
    switch (target.kind) {
    case Target::Kind::nowhere:
    case Target::Kind::topic_done: // Turning::closed
        break;
    case Target::Kind::node:
        exits.push_back({reply, target.index});
        break;
    case Target::Kind::ending:
        exits.push_back({reply, none});
        break;
    case Target::Kind::back:
        for (const Target& t : continuations)
            if (t.kind != Target::Kind::back) add_exit(exits, reply, t, continuations);
        break;
    }
}

std::vector<Target> continuations_of(const Scenario& scenario) {
    std::vector<Target> found;
    for (const Reply& reply : scenario.replies)
        if (reply.passage != none) found.push_back(reply.then);
    std::ranges::sort(found, {}, [](const Target& t) { return std::pair(t.kind, t.index); });
    const auto again = std::ranges::unique(found);
    found.erase(again.begin(), again.end());
    return found;
}

constexpr std::size_t most_listed = 400;       // nodes of a scenario with topics: beyond, n² ways back are too many
constexpr std::size_t most_ways_back = 20'000; // from passages: every return to wherever some call goes on

// What turning to topics and closing them adds.
class Turning {
public:
    Turning(const Scenario& scenario, bool loose) : s_(scenario), loose_(loose) {}

    void turns(std::uint32_t node, std::vector<Graph::Exit>& exits) const {
        const dialogue::Place here = s_.place_of(node);
        for (std::size_t k = 0; k < s_.topics.size(); ++k)
            if (here != k + 1) exits.push_back({Graph::Exit::turn, s_.topics[k].start});
        back(Graph::Exit::turn, here, exits);
    }
    void closed(std::uint32_t node, std::uint32_t reply, std::vector<Graph::Exit>& exits) const {
        const dialogue::Place here = s_.place_of(node);
        for (std::size_t k = 0; k < s_.topics.size(); ++k)
            if (here != k + 1 && !s_.topics[k].optional) exits.push_back({reply, s_.topics[k].start});
        back(reply, here, exits);
    }

private:
    void back(std::uint32_t reply, dialogue::Place here, std::vector<Graph::Exit>& exits) const {
        for (std::uint32_t node = 0; !loose_ && node < s_.nodes.size(); ++node)
            if (s_.place_of(node) != here && !s_.nodes[node].replies.empty()) exits.push_back({reply, node, true});
    }

    const Scenario& s_;
    bool loose_;
};

void measure(Graph& graph) {
    const std::size_t n = graph.exits.size();
    std::vector<std::vector<std::uint32_t>> into(n);
    graph.turns_to_ending.assign(n, none);
    std::deque<std::uint32_t> reached;
    for (std::uint32_t from = 0; from < n; ++from)
        for (const Graph::Exit& exit : graph.exits[from]) {
            if (exit.to != none)
                into[exit.to].push_back(from);
            else if (graph.turns_to_ending[from] == none) {
                graph.turns_to_ending[from] = 1;
                reached.push_back(from);
            }
        }
    while (!reached.empty()) {
        const std::uint32_t to = reached.front();
        reached.pop_front();
        for (const std::uint32_t from : into[to]) {
            if (graph.turns_to_ending[from] != none) continue;
            graph.turns_to_ending[from] = graph.turns_to_ending[to] + 1;
            reached.push_back(from);
        }
    }
}

// Depth first without recursion: a scenario may be a chain of a hundred thousand nodes.
void order(Graph& graph, std::uint32_t start) {
    const std::size_t n = graph.exits.size();
    std::vector<bool> found(n, false);
    std::vector<std::pair<std::uint32_t, std::size_t>> stack;
    const auto visit = [&](std::uint32_t root) {
        if (root >= n || found[root]) return;
        found[root] = true;
        stack.emplace_back(root, 0);
        while (!stack.empty()) {
            auto& [node, next] = stack.back();
            if (next == graph.exits[node].size()) {
                graph.backwards.push_back(node);
                stack.pop_back();
                continue;
            }
            const std::uint32_t to = graph.exits[node][next++].to;
            if (to == none || found[to]) continue;
            found[to] = true;
            stack.emplace_back(to, 0);
        }
    };
    visit(start);
    for (std::uint32_t i = 0; i < n; ++i) visit(i);
}

} // namespace

Graph graph_of(const Scenario& scenario) {
    Graph graph;
    graph.exits.resize(scenario.nodes.size());
    std::vector<Target> continuations = continuations_of(scenario);
    const auto returns =
        std::ranges::count(scenario.replies, Target::Kind::back, [](const Reply& r) { return r.to.kind; });
    const bool many_ways_back = static_cast<std::size_t>(returns) * continuations.size() > most_ways_back;
    graph.loose = many_ways_back || (!scenario.topics.empty() && scenario.nodes.size() > most_listed);
    if (many_ways_back) continuations.clear();
    const Turning turning(scenario, graph.loose);
    for (std::uint32_t i = 0; i < scenario.nodes.size(); ++i) {
        const Node& node = scenario.nodes[i];
        auto& exits = graph.exits[i];
        std::uint32_t index = 0;
        for (const Reply& reply : scenario.replies_of(node)) {
            if (reply.passage != none) {
                exits.push_back({index, scenario.passages[reply.passage].start});
                // Then nobody asks which return it is that leads on from here, only where the story may get to.
                if (many_ways_back) add_exit(exits, index, reply.then, continuations);
            } else {
                add_exit(exits, index, reply.to, continuations);
            }
            if (reply.passage == none && reply.to.kind == Target::Kind::topic_done) {
                turning.closed(i, index, exits);
                add_exit(exits, index, reply.then, continuations);
            }
            ++index;
        }
        add_exit(exits, Graph::Exit::silence, node.silence_to, continuations);
        add_exit(exits, Graph::Exit::otherwise, node.otherwise, continuations);
        if (!scenario.topics.empty()) turning.turns(i, exits);
    }
    measure(graph);
    if (graph.loose) graph.turns_to_ending.assign(scenario.nodes.size(), 1);
    order(graph, scenario.start);
    return graph;
}

} // namespace rapport::analysis
