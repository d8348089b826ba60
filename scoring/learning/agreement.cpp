#include "scoring/learning/agreement.h"

namespace rapport::scoring {

void LevelTable::add(const LevelTable& other) {
    for (std::size_t t = 0; t < 3; ++t)
        for (std::size_t g = 0; g < 3; ++g) counts_[t][g] += other.counts_[t][g];
}

int LevelTable::total() const { return truth_of(0); }

int LevelTable::truth_of(Level at_least) const {
    int sum = 0;
    for (std::size_t t = at_least; t < 3; ++t)
        for (const int count : counts_[t]) sum += count;
    return sum;
}

int LevelTable::given(Level at_least) const {
    int sum = 0;
    for (const auto& row : counts_)
        for (std::size_t g = at_least; g < 3; ++g) sum += row[g];
    return sum;
}

// 1 − Σ weight · observed / Σ weight · expected by chance.
template <class Weight>
std::optional<double> LevelTable::kappa(Weight weight) const {
    std::array<double, 3> truth{};
    std::array<double, 3> given{};
    for (std::size_t t = 0; t < 3; ++t)
        for (std::size_t g = 0; g < 3; ++g) {
            truth[t] += counts_[t][g];
            given[g] += counts_[t][g];
        }
    double observed = 0;
    double expected = 0;
    for (std::size_t t = 0; t < 3; ++t)
        for (std::size_t g = 0; g < 3; ++g) {
            observed += weight(t, g) * counts_[t][g];
            expected += weight(t, g) * truth[t] * given[g];
        }
    if (expected == 0) return std::nullopt;
    return 1 - observed * total() / expected;
}

std::optional<double> LevelTable::quadratic_kappa() const {
    return kappa([](std::size_t t, std::size_t g) {
        const double apart = static_cast<double>(t) - static_cast<double>(g);
        return apart * apart;
    });
}

std::optional<double> LevelTable::plain_kappa() const {
    return kappa([](std::size_t t, std::size_t g) { return t == g ? 0.0 : 1.0; });
}

std::optional<double> LevelTable::f1() const {
    const int either = truth_of(1) + given(1);
    if (either == 0) return std::nullopt;
    const int both = counts_[1][1] + counts_[1][2] + counts_[2][1] + counts_[2][2];
    return 2.0 * both / either;
}

std::optional<double> LevelTable::precision_of_2() const {
    if (given(2) == 0) return std::nullopt;
    return static_cast<double>(counts_[2][2]) / given(2);
}

} // namespace rapport::scoring
