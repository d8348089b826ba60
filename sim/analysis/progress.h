// What the grade of an unfinished contact depends on: a few counts instead of the turns (scoring/grader.h).
#pragma once

#include "scoring/grader.h"

#include <array>
#include <cstdint>

namespace rapport::analysis {

using scoring::Behaviour;
using scoring::BehaviourSet;
using scoring::Level;

// The opportunities of one behaviour. The one that is open belongs to the moment now faced: it is counted, its level is
// not yet in the sums.
struct Taken {
    std::uint16_t opportunities = 0;
    std::uint16_t levels = 0; // Σ best level of the closed ones
    std::uint16_t values = 0; // restate: Σ 0/50/75/100 of the closed ones, in steps of 25
    std::uint8_t open_level = 0, open_value = 0;
    bool open = false;
    bool operator==(const Taken&) const = default;
};

class Progress {
public:
    explicit Progress(BehaviourSet grades) : grades_(grades) {}

    // A moment that waits for a reply: what it does not call for is closed, what it newly calls for opened.
    void face(BehaviourSet calls_for);
    // The reply to that moment, or a silence (no labels).
    void take(const scoring::Labels& labels, bool correction_check);
    // The contact is over.
    void close() { face({}); }

    // Whether this one, in the same place, ends at least as well (badly) as the other whatever follows.
    bool as_good_as(const Progress& o) const;
    bool as_bad_as(const Progress& o) const { return o.as_good_as(*this); }

    BehaviourSet grades() const { return grades_; }
    const Taken& of(Behaviour b) const { return taken_[scoring::index(b)]; }
    // The two worst levels of a fault so far.
    std::array<Level, 2> worst(std::size_t fault) const { return {worst_[fault][0], worst_[fault][1]}; }
    bool critical() const { return critical_; }
    int fault_points() const; // limited to 30
    // As if it ended now.
    scoring::Tally tally() const;
    bool operator==(const Progress&) const = default;

private:
    static constexpr std::size_t faults = scoring::behaviour_count - scoring::first_fault;
    BehaviourSet grades_;
    std::array<Taken, scoring::first_fault> taken_{};
    std::array<std::array<Level, 2>, faults> worst_{};
    bool critical_ = false;
};

} // namespace rapport::analysis
