// The scenario as a plain graph of nodes: every way the story may take from one to another, whatever the conditions, by
// its own course or because the trainee turns to another topic. Where one may turn back to depends on what was left
// where; here it may be any node of another place.
#pragma once

#include "sim/dialogue/scenario.h"

#include <vector>

namespace rapport::analysis {

struct Graph {
    // One way out of a node. A return from a passage leads to wherever some call of a passage continues.
    struct Exit {
        static constexpr std::uint32_t turn = 0xFFFF'FFFD; // to another topic
        static constexpr std::uint32_t silence = 0xFFFF'FFFE;
        static constexpr std::uint32_t otherwise = 0xFFFF'FFFF;
        std::uint32_t reply = 0;           // index within the node, or one of the above
        std::uint32_t to = dialogue::none; // node; none: an ending
        bool back = false;                 // only where that node has been left before
    };
    std::vector<std::vector<Exit>> exits;       // of each node
    std::vector<std::uint32_t> turns_to_ending; // at least; dialogue::none where no ending can be reached
    // Every node after those it leads to, as far as circles allow: a good order for working backwards.
    std::vector<std::uint32_t> backwards;
    // Too many ways back to list: to where a topic was left in a large scenario, or from passages that many call. What
    // can be reached stands, turns are not counted, and a call leads to where it goes on as well.
    bool loose = false;
};

Graph graph_of(const dialogue::Scenario& scenario);

} // namespace rapport::analysis
