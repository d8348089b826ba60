// How well two graders agree on levels 0, 1, 2. Doubles: for reports on models, never for grades.
#pragma once

#include "scoring/checklist.h"

#include <array>
#include <optional>

namespace rapport::scoring {

// counts[truth][given]
class LevelTable {
public:
    void add(Level truth, Level given) { ++counts_[truth][given]; }
    void add(const LevelTable& other);
    void move(Level truth, Level from, Level to) { --counts_[truth][from], ++counts_[truth][to]; }
    int count(Level truth, Level given) const { return counts_[truth][given]; }
    int total() const;
    int truth_of(Level at_least) const; // how many truly reach this level
    int given(Level at_least) const;    // how many were given it

    // Cohen's kappa with quadratic weights (Cohen, Weighted kappa, Psychological Bulletin 70 (1968)):
    // 1 − Σ (i−j)² observed / Σ (i−j)² expected by chance. None where chance leaves nothing to disagree on: both always
    // gave the same one level, or there is nothing at all.
    std::optional<double> quadratic_kappa() const;
    // Cohen's kappa (1960), levels as kinds: every disagreement counts the same.
    std::optional<double> plain_kappa() const;
    // Of "level > 0": 2 · both / (true + given). None where neither ever is.
    std::optional<double> f1() const;
    // Of the level-2 grades given, how many are true. None where none was given.
    std::optional<double> precision_of_2() const;

private:
    template <class Weight>
    std::optional<double> kappa(Weight weight) const;

    std::array<std::array<int, 3>, 3> counts_{};
};

} // namespace rapport::scoring
