// The single steps paths are made of. Internal to paths*.cpp.
#pragma once

#include "sim/scenario_files/paths.h"

#include <utility>

namespace rapport::scenario_files {

template <class F>
void Paths::steps(std::uint32_t node, F&& each) const {
    using dialogue::none;
    const auto& n = s_.nodes[node];
    for (const auto& reply : s_.replies_of(n)) {
        if (reply.passage != none)
            each(Step{reply.then, reply.passage});
        else if (reply.to.kind == dialogue::Target::Kind::topic_done)
            each(Step{reply.then, none, true});
        else
            each(Step{reply.to, none});
    }
    each(Step{n.otherwise, none});
    each(Step{n.silence_to, none});
}

// Collects, while paths are followed, whether a topic's end can find nothing parked and nothing else that must be
// discussed; only then the story goes on with `then`.
class Paths::Discussion {
public:
    Discussion(const Paths& paths, const std::vector<std::uint32_t>& starts);
    void close(std::uint32_t node, const dialogue::Target& then);
    // After the steps of a node. go(target, from) for what can be gone to now.
    template <class Go>
    void follow(std::uint32_t node, Go&& go) {
        left_ = left_ || paths_.turns_into_topic(node);
        if (!left_ || !all_closed()) return;
        const auto ready = std::exchange(waiting_, {});
        for (const auto& [from, then] : ready) go(then, from);
    }

private:
    bool all_closed() const;

    const Paths& paths_;
    bool left_ = false;                                               // the main thread
    Marks closed_;                                                    // of each topic
    std::vector<std::pair<std::uint32_t, dialogue::Target>> waiting_; // (node, then)
};

} // namespace rapport::scenario_files
