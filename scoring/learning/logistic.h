// Logistic regression for training (never for grading: doubles).
//
// fit_logistic minimises  ½ |w|² + Σ c_i log(1 + exp(−y_i w·x_i))  over w, y_i = ±1: L2-regularised logistic regression
// as in Fan, Chang, Hsieh, Wang and Lin, LIBLINEAR: A library for large linear classification, JMLR 9 (2008), solved in
// its dual one coordinate at a time (Yu, Huang and Lin, Dual coordinate descent methods for logistic regression and
// maximum entropy models, Machine Learning 85 (2011)):
//
//   min over 0 < α_i < c_i   ½ |Σ α_i y_i x_i|² + Σ α_i log α_i + (c_i − α_i) log(c_i − α_i),   w = Σ α_i y_i x_i
//
// In t = log(α / (c − α)) the condition for one coordinate is  t + y w·x = 0, whose left side rises with a slope of at
// least 1, so that Newton's method inside a bracket finds it. Coordinates are taken in the order given, sums are taken
// in the order given, no chance is involved: the same rows give the same weights.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rapport::scoring {

// One example: `value` at each of its places, `mark_value` at each of its marks (places, too, and none of the others),
// and a last feature, always 1, for the bias.
struct LogisticRow {
    std::span<const std::uint16_t> places; // rising
    double value = 0;
    bool positive = false;
    double cost = 1; // c_i > 0
    std::span<const std::uint16_t> marks = {};
    double mark_value = 0;
};

struct LogisticFit {
    std::vector<double> weights;
    double bias = 0;
    int rounds = 0; // over all rows
};

struct LogisticLimits {
    double tolerance = 0.1; // of |t + y w·x|, in log odds, for every row
    int rounds = 300;
};

// places: how many there are, each row's below it.
LogisticFit fit_logistic(std::span<const LogisticRow> rows, std::size_t places, const LogisticLimits& limits = {});

// Platt scaling: chance = 1 / (1 + exp(slope · score + offset)), fitted by Newton's method to scores of examples the
// weights have not seen. Targets (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2) instead of 1 and 0, so that few examples never
// make certainty (Platt 1999; the algorithm of Lin, Lin and Weng, A note on Platt's probabilistic outputs for support
// vector machines, Machine Learning 68 (2007)). A slope that is not negative says that the score tells nothing.
struct PlattScale {
    double slope = 0;
    double offset = 0;
};
struct ScoredExample {
    double score = 0;
    bool positive = false;
};
PlattScale fit_platt(std::span<const ScoredExample> examples);

} // namespace rapport::scoring
