#include "sim/analysis/progress.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

using scoring::behaviour_at;
using scoring::first_fault;

constexpr int steps_of_value = 25; // 0, 50, 75 and 100 are 0, 2, 3 and 4 steps

// Per opportunity: with as many in the sum and no more opportunities, or as little lost with no fewer, the share is as
// high now and stays so when both take the same further opportunities.
bool share_as_high(int sum, int n, int other_sum, int other_n, int full) {
    return (n <= other_n && sum >= other_sum) || (n >= other_n && full * n - sum <= full * other_n - other_sum);
}

bool as_high(const Taken& a, const Taken& b, bool understanding) {
    // Where both face the same moment, both have an open opportunity or neither.
    if (a.open != b.open) return false;
    const int closed_a = a.opportunities - (a.open ? 1 : 0);
    const int closed_b = b.opportunities - (b.open ? 1 : 0);
    return a.open_level >= b.open_level && a.open_value >= b.open_value &&
           share_as_high(a.levels, closed_a, b.levels, closed_b, 2) &&
           (!understanding || share_as_high(a.values, closed_a, b.values, closed_b, 100 / steps_of_value));
}

} // namespace

void Progress::face(BehaviourSet calls_for) {
    for (std::size_t i = 0; i < first_fault; ++i) {
        const Behaviour b = behaviour_at(i);
        if (!grades_.has(b)) continue;
        Taken& t = taken_[i];
        if (calls_for.has(b)) {
            if (!t.open) ++t.opportunities;
            t.open = true;
        } else if (t.open) {
            t.levels = static_cast<std::uint16_t>(t.levels + t.open_level);
            t.values = static_cast<std::uint16_t>(t.values + t.open_value);
            t.open = false;
            t.open_level = t.open_value = 0;
        }
    }
}

void Progress::take(const scoring::Labels& labels, bool correction_check) {
    for (std::size_t i = 0; i < first_fault; ++i) {
        Taken& t = taken_[i];
        if (!t.open) continue;
        const Level level = labels[behaviour_at(i)];
        t.open_level = std::max(t.open_level, level);
        if (behaviour_at(i) == Behaviour::restate) {
            const int value = scoring::understanding_value(level, correction_check) / steps_of_value;
            t.open_value = std::max(t.open_value, static_cast<std::uint8_t>(value));
        }
    }
    for (std::size_t f = 0; f < faults; ++f) {
        const Behaviour b = behaviour_at(first_fault + f);
        const Level level = labels[b];
        auto& [worst, second] = worst_[f];
        if (level > worst) {
            second = worst;
            worst = level;
        } else {
            second = std::max(second, level);
        }
        critical_ = critical_ || scoring::is_critical(b, level);
    }
}

bool Progress::as_good_as(const Progress& o) const {
    if (critical_ && !o.critical_) return false;
    // Where all that can be lost is lost already, further faults make no difference.
    if (o.fault_points() < scoring::most_fault_points)
        for (std::size_t f = 0; f < faults; ++f)
            if (worst_[f][0] > o.worst_[f][0] || worst_[f][1] > o.worst_[f][1]) return false;
    for (std::size_t i = 0; i < first_fault; ++i)
        if (grades_.has(behaviour_at(i)) && !as_high(taken_[i], o.taken_[i], behaviour_at(i) == Behaviour::restate))
            return false;
    return true;
}

int Progress::fault_points() const {
    int points = 0;
    for (const auto& [worst, second] : worst_)
        points += scoring::points_of_fault(worst) + scoring::points_of_fault(second);
    return std::min(points, scoring::most_fault_points);
}

scoring::Tally Progress::tally() const {
    scoring::Tally tally;
    for (std::size_t i = 0; i < first_fault; ++i) {
        const Taken& t = taken_[i];
        tally.behaviours[i] = {t.opportunities, t.levels + t.open_level, steps_of_value * (t.values + t.open_value)};
    }
    tally.fault_points = fault_points();
    tally.critical = critical_;
    return tally;
}

} // namespace rapport::analysis
