// What topics add to the ways of a story.
#include "sim/scenario_files/paths_steps.h"

#include <algorithm>

namespace rapport::scenario_files {

using dialogue::main_thread;
using dialogue::Place;
using dialogue::Target;

Paths::Discussion::Discussion(const Paths& paths, const std::vector<std::uint32_t>& starts)
    : paths_(paths), closed_(paths.s_.topics.size(), false) {
    for (const std::uint32_t start : starts)
        left_ = left_ || (start < paths.s_.nodes.size() && paths.s_.place_of(start) != main_thread);
}

void Paths::Discussion::close(std::uint32_t node, const Target& then) {
    const Place place = paths_.s_.place_of(node);
    if (place != main_thread) closed_[place - 1U] = true;
    waiting_.emplace_back(node, then);
}

bool Paths::Discussion::all_closed() const {
    const auto& topics = paths_.s_.topics;
    for (std::size_t k = 0; k < topics.size(); ++k)
        if (!topics[k].optional && topics[k].when.empty() && !closed_[k]) return false;
    return true;
}

// Whether the story itself leads from this node of the main thread into a topic.
bool Paths::turns_into_topic(std::uint32_t node) const {
    if (s_.place_of(node) != main_thread) return false;
    bool into = false;
    steps(node, [&](const Step& step) {
        into = into || (step.to.kind == Target::Kind::node && s_.place_of(step.to.index) != main_thread);
    });
    return into;
}

bool Paths::main_can_be_left() const {
    if (s_.start < s_.nodes.size() && s_.place_of(s_.start) != main_thread) return true;
    for (std::uint32_t node = 0; node < s_.nodes.size(); ++node)
        if (turns_into_topic(node)) return true;
    return false;
}

// Whether a topic can be left without being closed, so that it may begin anew.
Marks Paths::topics_broken_off() const {
    Marks broken_off(s_.topics.size(), false);
    for (std::uint32_t node = 0; node < s_.nodes.size(); ++node) {
        const Place place = s_.place_of(node);
        if (place == main_thread) continue;
        steps(node, [&](const Step& step) {
            if (!step.closes && step.to.kind == Target::Kind::node && s_.place_of(step.to.index) != place)
                broken_off[place - 1U] = true;
        });
    }
    return broken_off;
}

Marks Paths::inside_passages() const {
    Marks inside(s_.nodes.size(), false);
    const Marks returns = returning({});
    for (const auto& passage : s_.passages) {
        const Marks nodes = walk({passage.start}, {}, returns, Passages::into, Turns::no).nodes;
        for (std::size_t i = 0; i < inside.size(); ++i)
            if (nodes[i]) inside[i] = true;
    }
    return inside;
}

Marks Paths::topics_closing() const {
    Marks closing(s_.topics.size(), false);
    const Marks returns = returning({});
    for (std::size_t k = 0; k < closing.size(); ++k) {
        const Marks nodes = walk({s_.topics[k].start}, {}, returns, Passages::over, Turns::no).nodes;
        for (std::uint32_t node = 0; node < nodes.size(); ++node) {
            if (!nodes[node] || s_.place_of(node) != k + 1) continue;
            steps(node, [&](const Step& step) { closing[k] = closing[k] || step.closes; });
        }
    }
    return closing;
}

// A topic that is closed goes on where the story was parked: where that can end, so can the topic. Not the other way
// round: what was parked gets nowhere by a topic that only comes back to it.
void Paths::end_through_topics(Marks& can_end) const {
    const Marks inside = inside_passages();
    const auto count = static_cast<std::uint32_t>(s_.nodes.size());
    const auto comes_back = [&] {
        return std::any_of(s_.replies.begin(), s_.replies.end(), [&](const auto& reply) {
            return reply.passage != dialogue::none && reply.then.kind == Target::Kind::node &&
                   can_end[reply.then.index];
        });
    };
    const auto discussed = [&](std::uint32_t node) { return s_.place_of(node) != main_thread || inside[node]; };
    Marks closing(s_.topics.size() + 1, false);
    for (std::uint32_t node = 0; node < count; ++node)
        if (can_end[node])
            for (Place k = 1; k <= s_.topics.size(); ++k) closing[k] = closing[k] || s_.place_of(node) != k;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t node = 0; node < count; ++node) {
            if (can_end[node] || !discussed(node)) continue;
            bool ends = false;
            steps(node, [&](const Step& step) {
                if (step.closes) ends = ends || closing[s_.place_of(node)];
                if (step.to.kind == Target::Kind::node && !step.closes) ends = ends || can_end[step.to.index];
                if (step.passage != dialogue::none) ends = ends || can_end[s_.passages[step.passage].start];
                // Back to whichever topic called the passage.
                if (step.to.kind == Target::Kind::back && inside[node]) ends = ends || comes_back();
            });
            if (ends) changed = can_end[node] = true;
        }
    }
}

} // namespace rapport::scenario_files
