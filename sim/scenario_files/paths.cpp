#include "sim/scenario_files/paths_steps.h"

#include <algorithm>

namespace rapport::scenario_files {

using dialogue::none;
using dialogue::Target;

Paths::Paths(const dialogue::Scenario& scenario) : s_(scenario) {}

Paths::Reached Paths::walk(const std::vector<std::uint32_t>& starts, const Marks& blocked, const Marks& returns,
                           Passages passages, Turns turns) const {
    Reached r;
    r.nodes.assign(s_.nodes.size(), false);
    r.endings.assign(s_.endings.size(), false);
    r.before.assign(s_.nodes.size(), none);
    r.ending_before.assign(s_.endings.size(), none);
    std::vector<std::uint32_t> open;
    const auto enter = [&](std::uint32_t node, std::uint32_t from) {
        if (node >= s_.nodes.size() || r.nodes[node] || (!blocked.empty() && blocked[node])) return;
        r.nodes[node] = true;
        r.before[node] = from;
        open.push_back(node);
    };
    for (const std::uint32_t start : starts) enter(start, none);
    Discussion discussion(*this, starts);
    if (turns == Turns::yes && !starts.empty())
        for (const auto& topic : s_.topics) enter(topic.start, starts.front());
    const auto go = [&](const Target& to, std::uint32_t from) {
        if (to.kind == Target::Kind::node) enter(to.index, from);
        if (to.kind == Target::Kind::ending && !r.endings[to.index]) {
            r.endings[to.index] = true;
            r.ending_before[to.index] = from;
        }
    };
    for (std::size_t i = 0; i < open.size(); ++i) { // breadth first: the first way found is a shortest one
        const std::uint32_t node = open[i];
        steps(node, [&](const Step& step) {
            if (step.passage != none) {
                if (passages == Passages::into) enter(s_.passages[step.passage].start, node);
                if (!returns[step.passage]) return;
            }
            if (step.closes)
                discussion.close(node, step.to);
            else
                go(step.to, node);
        });
        if (!s_.topics.empty()) discussion.follow(node, go);
    }
    return r;
}

// Backwards from the nodes that return, each once. A call leads on only where its passage comes back, so the ones that
// are met before that is known wait for it.
Marks Paths::returning(const Marks& blocked) const {
    Marks returns(s_.passages.size(), false);
    if (returns.empty()) return returns;
    struct Way {
        std::uint32_t from, passage;
    };
    std::vector<std::vector<Way>> into(s_.nodes.size());
    std::vector<std::vector<std::uint32_t>> waiting(s_.passages.size());
    Marks comes_back(s_.nodes.size(), false);
    std::vector<std::uint32_t> open;
    const auto found = [&](std::uint32_t node) {
        if (comes_back[node] || (!blocked.empty() && blocked[node])) return;
        comes_back[node] = true;
        open.push_back(node);
    };
    for (std::uint32_t node = 0; node < s_.nodes.size(); ++node)
        steps(node, [&](const Step& step) {
            if (step.to.kind == Target::Kind::back) found(node);
            if (step.to.kind == Target::Kind::node) into[step.to.index].push_back({node, step.passage});
        });
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        for (std::size_t p = 0; p < returns.size(); ++p) {
            if (returns[p] || s_.passages[p].start != node) continue;
            returns[p] = true;
            for (const std::uint32_t caller : waiting[p]) found(caller);
        }
        for (const Way& way : into[node]) {
            if (way.passage == none || returns[way.passage])
                found(way.from);
            else
                waiting[way.passage].push_back(way.from);
        }
    }
    return returns;
}

Paths::Reached Paths::from(std::uint32_t start, const Marks& blocked, Passages passages) const {
    return walk({start}, blocked, returning(blocked), passages);
}

// Backwards from the endings. A way back out of a passage may end wherever one of the calls goes on.
Marks Paths::can_end(const Marks& open_ended) const {
    const auto count = static_cast<std::uint32_t>(s_.nodes.size());
    const bool left = main_can_be_left();
    const Marks inside = s_.topics.empty() ? Marks(count, false) : inside_passages();
    const std::uint32_t way_back = count; // one more vertex: "@return"
    const std::uint32_t finish = count + 1;
    std::vector<std::uint32_t> first(count + 3, 0);
    std::vector<std::uint32_t> sources;
    const auto edges = [&](auto&& edge) {
        for (std::uint32_t node = 0; node < count; ++node) {
            if (!open_ended.empty() && open_ended[node]) edge(node, finish), edge(way_back, finish);
            for (dialogue::Place k = 1; k <= s_.topics.size(); ++k)
                if (!inside[node] && s_.place_of(node) != k) edge(node, s_.topics[k - 1U].start);
            steps(node, [&](const Step& step) {
                if (step.closes && !left) return;
                const std::uint32_t to = step.to.kind == Target::Kind::node     ? step.to.index
                                         : step.to.kind == Target::Kind::ending ? finish
                                         : step.to.kind == Target::Kind::back   ? way_back
                                                                                : none;
                if (step.passage != none && s_.passages[step.passage].start < count) {
                    edge(node, s_.passages[step.passage].start);
                    if (to != none) edge(way_back, to);
                }
                if (to != none) edge(node, to);
            });
        }
    };
    edges([&](std::uint32_t, std::uint32_t to) { ++first[to + 1]; });
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    sources.resize(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    edges([&](std::uint32_t from, std::uint32_t to) { sources[next[to]++] = from; });

    Marks reached(count + 2, false);
    std::vector<std::uint32_t> open{finish};
    reached[finish] = true;
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        for (std::uint32_t i = first[at]; i < first[at + 1]; ++i)
            if (!reached[sources[i]]) {
                reached[sources[i]] = true;
                open.push_back(sources[i]);
            }
    }
    reached.resize(count);
    if (!s_.topics.empty()) end_through_topics(reached);
    return reached;
}

Marks Paths::revisitable() const {
    Marks again = on_a_circle();
    if (!s_.passages.empty()) mark_passages_taken_again(again);
    return again;
}

// A passage is gone through again where, after a call that takes it, another one follows.
void Paths::mark_passages_taken_again(Marks& again) const {
    const std::size_t count = s_.passages.size();
    const Marks returns = returning({});
    struct Call {
        std::uint32_t node, passage;
        Target then;
    };
    std::vector<Call> calls;
    for (std::uint32_t node = 0; node < s_.nodes.size(); ++node)
        steps(node, [&](const Step& step) {
            if (step.passage != none) calls.push_back({node, step.passage, step.to});
        });
    std::vector<Marks> inside, takes(count, Marks(count, false)); // takes[p][q]: p calls q, itself or through others
    for (std::size_t p = 0; p < count; ++p) {
        inside.push_back(walk({s_.passages[p].start}, {}, returns, Passages::over, Turns::no).nodes);
        for (const Call& call : calls)
            if (inside[p][call.node]) takes[p][call.passage] = true;
    }
    for (std::size_t via = 0; via < count; ++via)
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t q = 0; q < count; ++q)
                if (takes[p][via] && takes[via][q]) takes[p][q] = true;
    for (std::size_t p = 0; p < count; ++p) {
        const auto takes_it = [&](const Call& call) { return call.passage == p || takes[call.passage][p]; };
        std::vector<std::uint32_t> after;
        for (const Call& call : calls)
            if (takes_it(call) && call.then.kind == Target::Kind::node) {
                after.push_back(call.then.index);
                // With topics anything may be turned back to.
                for (std::uint32_t node = 0; !s_.topics.empty() && node < s_.nodes.size(); ++node)
                    after.push_back(node);
            }
        const Reached reached = walk(after, {}, returns, Passages::over);
        const bool taken_again = takes[p][p] || std::any_of(calls.begin(), calls.end(), [&](const Call& call) {
                                     return takes_it(call) && reached.nodes[call.node];
                                 });
        if (!taken_again) continue;
        for (std::uint32_t node = 0; node < s_.nodes.size(); ++node)
            if (inside[p][node]) again[node] = true;
    }
}

// Tarjan's strongly connected components, without recursion: stories may be long.
Marks Paths::on_a_circle() const {
    const auto count = static_cast<std::uint32_t>(s_.nodes.size());
    std::vector<std::vector<std::uint32_t>> out(count);
    for (std::uint32_t node = 0; node < count; ++node)
        steps(node, [&](const Step& step) {
            if (step.passage != none && s_.passages[step.passage].start < count)
                out[node].push_back(s_.passages[step.passage].start);
            if (step.to.kind == Target::Kind::node) out[node].push_back(step.to.index);
        });
    // A topic that was left by another way than "@topic_done" begins anew.
    const Marks broken_off = topics_broken_off();
    for (dialogue::Place k = 1; k <= s_.topics.size(); ++k) {
        if (!broken_off[k - 1U] || s_.topics[k - 1U].start >= count) continue;
        for (std::uint32_t node = 0; node < count; ++node)
            if (s_.place_of(node) != k) out[node].push_back(s_.topics[k - 1U].start);
    }
    Marks circle(count, false);
    std::vector<std::uint32_t> number(count, 0), low(count, 0), stack;
    Marks on_stack(count, false);
    struct Frame {
        std::uint32_t node;
        std::size_t edge;
    };
    std::vector<Frame> frames;
    std::uint32_t counter = 0;
    const auto open = [&](std::uint32_t node) {
        number[node] = low[node] = ++counter;
        stack.push_back(node);
        on_stack[node] = true;
        frames.push_back({node, 0});
    };
    for (std::uint32_t root = 0; root < count; ++root) {
        if (number[root] != 0) continue;
        open(root);
        while (!frames.empty()) {
            const std::uint32_t node = frames.back().node;
            if (frames.back().edge < out[node].size()) {
                const std::uint32_t to = out[node][frames.back().edge++];
                if (to == node) circle[node] = true;
                if (number[to] == 0)
                    open(to);
                else if (on_stack[to])
                    low[node] = std::min(low[node], number[to]);
                continue;
            }
            frames.pop_back();
            if (!frames.empty()) low[frames.back().node] = std::min(low[frames.back().node], low[node]);
            if (low[node] != number[node]) continue;
            const bool several = stack.back() != node;
            for (std::uint32_t member = none; member != node;) {
                member = stack.back();
                stack.pop_back();
                on_stack[member] = false;
                if (several) circle[member] = true;
            }
        }
    }
    return circle;
}

} // namespace rapport::scenario_files
