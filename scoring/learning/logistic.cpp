#include "scoring/learning/logistic.h"

#include <algorithm>
#include <cmath>

namespace rapport::scoring {
namespace {

double sigmoid(double t) { return t >= 0 ? 1 / (1 + std::exp(-t)) : std::exp(t) / (1 + std::exp(t)); }

constexpr double first_t = -4; // every example starts with a small say
constexpr int newton_steps = 50;

// The t with  t + margin + square · (cost · sigmoid(t) − alpha) = 0; at `from` its left side is `excess`.
double solve_coordinate(double from, double excess, double margin, double square, double cost, double alpha) {
    double low = std::min(from, from - excess);
    double high = std::max(from, from - excess);
    double t = from;
    for (int i = 0; i < newton_steps; ++i) {
        const double s = sigmoid(t);
        const double f = t + margin + square * (cost * s - alpha);
        if (std::abs(f) < 1e-9) break;
        (f > 0 ? high : low) = t;
        t -= f / (1 + square * cost * s * (1 - s));
        if (t <= low || t >= high) t = (low + high) / 2;
    }
    return t;
}

// log(1 + exp(x))
double softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

} // namespace

LogisticFit fit_logistic(std::span<const LogisticRow> rows, std::size_t places, const LogisticLimits& limits) {
    LogisticFit fit;
    fit.weights.assign(places, 0);
    std::vector<double> ts(rows.size(), first_t);
    const auto move = [&](const LogisticRow& row, double by) {
        const double signed_by = row.positive ? by : -by;
        const double each = signed_by * row.value;
        for (const std::uint16_t place : row.places) fit.weights[place] += each;
        for (const std::uint16_t mark : row.marks) fit.weights[mark] += signed_by * row.mark_value;
        fit.bias += signed_by;
    };
    for (const LogisticRow& row : rows) move(row, row.cost * sigmoid(first_t));
    for (double worst = limits.tolerance; worst >= limits.tolerance && fit.rounds < limits.rounds; ++fit.rounds) {
        worst = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const LogisticRow& row = rows[i];
            double sum = 0, marked = 0;
            for (const std::uint16_t place : row.places) sum += fit.weights[place];
            for (const std::uint16_t mark : row.marks) marked += fit.weights[mark];
            const double margin = (row.positive ? 1 : -1) * (sum * row.value + marked * row.mark_value + fit.bias);
            const double excess = ts[i] + margin;
            worst = std::max(worst, std::abs(excess));
            if (std::abs(excess) < limits.tolerance / 10) continue;
            const double square = row.value * row.value * static_cast<double>(row.places.size()) +
                                  row.mark_value * row.mark_value * static_cast<double>(row.marks.size()) + 1;
            const double alpha = row.cost * sigmoid(ts[i]);
            ts[i] = solve_coordinate(ts[i], excess, margin, square, row.cost, alpha);
            move(row, row.cost * sigmoid(ts[i]) - alpha);
        }
    }
    return fit;
}

PlattScale fit_platt(std::span<const ScoredExample> examples) {
    const auto positives = static_cast<double>(std::ranges::count(examples, true, &ScoredExample::positive));
    const auto negatives = static_cast<double>(examples.size()) - positives;
    const double high = (positives + 1) / (positives + 2);
    const double low = 1 / (negatives + 2);
    PlattScale scale{0, std::log((negatives + 1) / (positives + 1))};
    // Cross entropy: for p = 1 / (1 + exp(z)) it is target · z + log(1 + exp(−z)).
    const auto loss = [&](const PlattScale& s) {
        double sum = 0;
        for (const auto& e : examples) {
            const double z = s.slope * e.score + s.offset;
            sum += (e.positive ? high : low) * z + softplus(-z);
        }
        return sum;
    };
    double now = loss(scale);
    for (int round = 0; round < 100; ++round) {
        // Gradient and Hessian; a little on the diagonal keeps it invertible.
        double h11 = 1e-12, h22 = 1e-12, h12 = 0, g1 = 0, g2 = 0;
        for (const auto& e : examples) {
            const double p = sigmoid(-(scale.slope * e.score + scale.offset));
            const double weight = p * (1 - p);
            h11 += e.score * e.score * weight;
            h12 += e.score * weight;
            h22 += weight;
            const double d = (e.positive ? high : low) - p;
            g1 += e.score * d;
            g2 += d;
        }
        if (std::abs(g1) < 1e-5 && std::abs(g2) < 1e-5) break;
        const double determinant = h11 * h22 - h12 * h12;
        const double d_slope = -(h22 * g1 - h12 * g2) / determinant;
        const double d_offset = -(h11 * g2 - h12 * g1) / determinant;
        const double descent = g1 * d_slope + g2 * d_offset;
        double step = 1;
        for (; step >= 1e-10; step /= 2) {
            const PlattScale next{scale.slope + step * d_slope, scale.offset + step * d_offset};
            const double then = loss(next);
            if (then < now + 1e-4 * step * descent) {
                scale = next;
                now = then;
                break;
            }
        }
        if (step < 1e-10) break;
    }
    return scale;
}

} // namespace rapport::scoring
