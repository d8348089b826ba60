// The lengths of time that make a difference to a contact: in time, each step of lost patience, silence, and whatever a
// condition compares `seconds` with. Between two of them nothing changes, so trying these is trying all.
#pragma once

#include "sim/analysis/best_path.h"

#include <vector>

namespace rapport::analysis {

class Times {
public:
    Times(const dialogue::Scenario& scenario, const dialogue::MoodTable& table, const dialogue::Settings& settings);

    // Milliseconds: the scripted time first, then one of each other kind, shortest first. Whole seconds wherever one is
    // of that kind.
    const std::vector<std::uint32_t>& replies(bool first_turn) const { return replies_[first_turn ? 1 : 0]; }
    // The same for silences, whose length counts only where a condition reads it.
    std::vector<std::uint32_t> silences(const dialogue::Scenario& scenario, const dialogue::Node& node) const;

    // Some condition or effect reads `seconds`.
    bool read() const { return read_; }
    // False where `seconds` enters a calculation or is compared with very many numbers, so that other lengths of time
    // may lead elsewhere.
    bool complete() const { return complete_; }

private:
    void find_breaks(const dialogue::Scenario& scenario);

    std::vector<std::uint32_t> breaks_; // where a comparison with `seconds` changes, milliseconds
    std::vector<std::uint32_t> replies_[2];
    bool read_ = false, complete_ = true;
};

} // namespace rapport::analysis
