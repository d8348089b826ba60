// Which parts of a scenario can be reached from which, conditions left aside: what a condition forbids today it may
// allow tomorrow. Passages are followed as calls, so that no path enters at one call and returns at another. Topics are
// taken up from anywhere outside passages; what a topic leads to once it is done ("@topic_done" with `then`) is
// followed only where nothing can be left to come back to and every topic that must be discussed can be.
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

    // Whether the main thread can be left other than by turning to a topic, so that a topic's end may find nothing
    // parked and needs its `then`.
    bool main_can_be_left() const;
    // The nodes a called passage can get to.
    Marks inside_passages() const;
    // Whether a topic can be closed once it was begun, one mark a topic.
    Marks topics_closing() const;

    // The nodes from which some ending can be reached. open: nodes that may lead to one whatever is known of them
    // (empty: none).
    Marks can_end(const Marks& open = {}) const;
    // The nodes that can be visited again: on a circle, or inside a passage that can be gone through more than once.
    Marks revisitable() const;

private:
    struct Step { // out of a node
        dialogue::Target to;
        std::uint32_t passage; // entered on the way; `to` is then where it comes back to
        bool closes = false;   // a topic: `to` is then where the story goes if nothing else is left to discuss
    };
    enum class Turns : bool { no, yes }; // whether topics can be taken up on the way
    template <class F>
    void steps(std::uint32_t node, F&& each) const;
    Reached walk(const std::vector<std::uint32_t>& starts, const Marks& blocked, const Marks& returns,
                 Passages passages, Turns turns = Turns::yes) const;
    class Discussion;
    bool turns_into_topic(std::uint32_t node) const;
    Marks topics_broken_off() const;
    void end_through_topics(Marks& can_end) const;
    Marks on_a_circle() const;
    void mark_passages_taken_again(Marks& again) const;

    const dialogue::Scenario& s_;
};

} // namespace rapport::scenario_files
