// Which parts of a scenario can be reached from which, conditions left aside: what a condition forbids today it may
// allow tomorrow. Passages are followed as calls, so that no path enters at one call and returns at another.
#pragma once

#include "sim/dialogue/scenario.h"

#include <cstdint>
#include <vector>

namespace rapport::scenario_files {

using Marks = std::vector<bool>;

class Paths {
public:
    explicit Paths(const dialogue::Scenario& scenario);

    struct Reached {
        Marks nodes, endings;
        std::vector<std::uint32_t> before;        // the node from which a node was first reached; none
        std::vector<std::uint32_t> ending_before; // the same for endings
    };
    // From a node on, never entering a blocked one (empty: none is). Into: also through the insides of called
    // passages; otherwise only over them.
    enum class Passages : bool { over, into };
    Reached from(std::uint32_t start, const Marks& blocked, Passages passages) const;

    // Whether a called passage can come back, one mark a passage.
    Marks returning(const Marks& blocked) const;

    // The nodes from which some ending can be reached.
    Marks can_end() const;
    // The nodes that can be visited again: on a circle, or inside a passage that can be gone through more than once.
    Marks revisitable() const;

private:
    struct Step { // out of a node
        dialogue::Target to;
        std::uint32_t passage; // entered on the way; `to` is then where it comes back to
    };
    template <class F>
    void steps(std::uint32_t node, F&& each) const;
    Reached walk(const std::vector<std::uint32_t>& starts, const Marks& blocked, const Marks& returns,
                 Passages passages) const;
    Marks on_a_circle() const;
    void mark_passages_taken_again(Marks& again) const;

    const dialogue::Scenario& s_;
};

} // namespace rapport::scenario_files
