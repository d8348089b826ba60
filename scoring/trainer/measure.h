// How well graders agree with the adjudicated levels of labelled replies, with intervals that respect that replies to
// one situation are alike: whole situations are drawn again with replacement (cluster bootstrap, Field & Welsh 2007),
// `bootstrap_draws` times, and the 2.5th and 97.5th percentiles are the interval. Seeded: the same figures every time.
// Doubles: for reports on graders, never for grades.
#pragma once

#include "scoring/learning/agreement.h"
#include "sim/base/language.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rapport::scoring {

inline constexpr int bootstrap_draws = 1000;

struct Interval {
    double value = 0, low = 0, high = 0;
};

// What one grader gave, per situation and id. An abstention is entered as 0.
class GraderTables {
public:
    void add(const std::string& situation, const Labels& truth, const Labels& given);
    LevelTable all(Behaviour b) const;
    const std::map<std::string, std::array<LevelTable, behaviour_count>>& situations() const { return by_situation_; }

private:
    std::map<std::string, std::array<LevelTable, behaviour_count>> by_situation_;
};

// One draw: per id, what came out of it.
struct Drawn {
    std::array<std::optional<double>, behaviour_count> kappa, f1;
    std::optional<double> mean_kappa(std::size_t from, std::size_t to) const; // over ids [from, to) that have one
    std::optional<double> mean_f1(std::size_t from, std::size_t to) const;
};

struct Agreement {
    Drawn whole;              // of all situations
    std::vector<Drawn> draws; // `bootstrap_draws` of them
};
Agreement agreement_of(const GraderTables& tables, std::uint64_t seed);

// `get` reads one figure of a draw; draws without it are left out. None where the whole has none.
template <class Get>
std::optional<Interval> interval_of(const Agreement& a, Get get);
// Of the difference of two independent samples, draw by draw.
template <class Get>
std::optional<Interval> difference_of(const Agreement& a, const Agreement& b, Get get);

// Standardised mean difference: (mean given − mean true) / standard deviation, pooled (Williamson, Xi & Breyer 2012).
// None where nothing varies.
std::optional<double> mean_difference(const LevelTable& table);

std::optional<Interval> percentiles(double value, std::vector<double> draws);

template <class Get>
std::optional<Interval> interval_of(const Agreement& a, Get get) {
    const std::optional<double> whole = get(a.whole);
    if (!whole) return std::nullopt;
    std::vector<double> values;
    for (const Drawn& d : a.draws)
        if (const std::optional<double> v = get(d)) values.push_back(*v);
    return percentiles(*whole, std::move(values));
}

template <class Get>
std::optional<Interval> difference_of(const Agreement& a, const Agreement& b, Get get) {
    const std::optional<double> x = get(a.whole), y = get(b.whole);
    if (!x || !y) return std::nullopt;
    std::vector<double> values;
    for (std::size_t i = 0; i < a.draws.size() && i < b.draws.size(); ++i) {
        const std::optional<double> v = get(a.draws[i]), w = get(b.draws[i]);
        if (v && w) values.push_back(*v - *w);
    }
    return percentiles(*x - *y, std::move(values));
}

} // namespace rapport::scoring
