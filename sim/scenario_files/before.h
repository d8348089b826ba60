// What can have happened before a node is entered, conditions left aside. Internal to this module.
#pragma once

#include "sim/scenario_files/paths.h"
#include "sim/scenario_files/satisfiable.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace rapport::scenario_files {

class Before {
public:
    explicit Before(const dialogue::Scenario& scenario);

    // The bounds where a node is entered: seen and chosen are certain where the story leaves no other way.
    Interval bounds_at(std::uint32_t node, dialogue::Op op, std::int32_t operand);

private:
    // The nodes that can come after a node was left (by one reply or by any way); empty: not worked out.
    const Marks& after(dialogue::Op op, std::int32_t operand);
    template <class Enter>
    void turn(dialogue::Op op, std::int32_t operand, Enter&& enter) const;
    template <class Visit>
    void leave(std::uint32_t node, Visit&& visit) const;
    template <class Visit>
    void take(const dialogue::Reply& reply, Visit&& visit) const;

    const dialogue::Scenario& s_;
    std::vector<dialogue::Target> returns_; // where passages come back to: any of them
    std::map<std::pair<dialogue::Op, std::int32_t>, Marks> known_;
    std::size_t effort_left_ = 20'000'000; // steps
    const Marks not_worked_out_;
};

} // namespace rapport::scenario_files
