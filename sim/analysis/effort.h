// What the analysis may spend and what things cost: counted in units of work and never in seconds, so that every
// machine does the same and finds the same. A unit is a move in a small scenario, about three microseconds. Far into a
// long contact a move costs more, because the whole log goes with it; so it does in a scenario that keeps much (nodes,
// replies, variables), and at a node with many conditions.
#pragma once

#include "sim/dialogue/session.h"

#include <cstdint>
#include <vector>

namespace rapport::analysis {

// Two seconds' work, for everything together.
inline constexpr std::uint64_t standard_work = 600'000;
// Steps through a table of some nanoseconds each that make a unit.
inline constexpr std::uint64_t steps_a_unit = 1000;

// Of that, for one preparation (relevance.h, bounds.h): it is given up where it would take longer.
inline constexpr std::uint64_t most_preparing = standard_work / 8;

class Work {
public:
    explicit Work(std::uint64_t units) : most_(units * steps_a_unit) {}
    // False where it would be too much; then it stays so.
    bool steps(std::uint64_t n) {
        used_ = n > most_ - used_ ? most_ : used_ + n;
        return used_ < most_;
    }
    std::uint64_t units() const { return (used_ + steps_a_unit - 1) / steps_a_unit; } // used

private:
    std::uint64_t most_, used_ = 0;
};

class Effort {
public:
    // key_bits: how much the key of a state may hold (relevance.h).
    Effort(const dialogue::Scenario& scenario, std::size_t key_bits);

    // Of copying a session with so many records and calls of passages that wait, its key included. At least 1.
    std::uint64_t of_copy(std::size_t records, std::size_t calls = 0) const {
        return 1 + (records + calls) / records_a_unit + kept_;
    }
    // Of what was done in it since it had so many records: entering the nodes behind them, changing variables.
    std::uint64_t since(const dialogue::Session& session, std::size_t records) const;
    // What a session keeps beside its log, in records of the log.
    std::size_t kept_records() const { return kept_ * records_a_unit; }

private:
    static constexpr std::size_t records_a_unit = 25;
    const dialogue::Scenario* scenario_;
    std::uint64_t kept_ = 0;
    bool heavy_ = false;                             // some node or reply costs a unit or more by itself
    std::vector<std::uint16_t> entering_, choosing_; // by node, by reply; saturated
};

} // namespace rapport::analysis
