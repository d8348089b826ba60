// The parts of training that can be checked by hand.
#include "scoring/learning/agreement.h"
#include "scoring/learning/logistic.h"
#include "scoring/learning/thresholds.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rapport::scoring;

namespace {

struct SmallProblem {
    std::vector<std::vector<std::uint16_t>> places{{0, 1}, {0}, {1, 2}, {2}, {0, 2}, {1}};
    std::vector<bool> positive{true, true, false, false, true, false};
    double cost = 2;

    std::vector<LogisticRow> rows() const {
        std::vector<LogisticRow> found;
        for (std::size_t i = 0; i < places.size(); ++i) found.push_back({places[i], 0.7, positive[i], cost});
        return found;
    }
    double margin(const LogisticFit& fit, std::size_t i) const {
        double sum = 0;
        for (const auto place : places[i]) sum += fit.weights[place];
        return (positive[i] ? 1 : -1) * (sum * 0.7 + fit.bias);
    }
    // What the regression is to make as small as possible.
    double objective(const LogisticFit& fit) const {
        double sum = fit.bias * fit.bias / 2;
        for (const double w : fit.weights) sum += w * w / 2;
        for (std::size_t i = 0; i < places.size(); ++i) sum += cost * std::log1p(std::exp(-margin(fit, i)));
        return sum;
    }
};

LevelTable table_of(const std::array<std::array<int, 3>, 3>& counts) {
    LevelTable table;
    for (Level t = 0; t < 3; ++t)
        for (Level g = 0; g < 3; ++g)
            for (int i = 0; i < counts[t][g]; ++i) table.add(t, g);
    return table;
}

} // namespace

TEST_CASE("The regression finds the lowest point of its objective", "[scoring][learning]") {
    const SmallProblem problem;
    const auto rows = problem.rows();
    const LogisticFit fit = fit_logistic(rows, 3, {1e-6, 1000});
    const double lowest = problem.objective(fit);
    for (std::size_t place = 0; place < 3; ++place)
        for (const double step : {-0.01, 0.01}) {
            LogisticFit moved = fit;
            moved.weights[place] += step;
            CHECK(problem.objective(moved) > lowest);
        }
    for (const double step : {-0.01, 0.01}) {
        LogisticFit moved = fit;
        moved.bias += step;
        CHECK(problem.objective(moved) > lowest);
    }
    CHECK(fit.weights[0] > 0); // only positives but for none have it
    CHECK(fit.weights[2] < fit.weights[0]);
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(problem.margin(fit, i) > 0);
}

TEST_CASE("The same rows give the same weights to the last bit, and few rounds are enough", "[scoring][learning]") {
    const SmallProblem problem;
    const auto rows = problem.rows();
    const LogisticFit fit = fit_logistic(rows, 3);
    CHECK(fit.weights == fit_logistic(rows, 3).weights);
    CHECK(fit.rounds < 100);
    CHECK(fit_logistic({}, 3).weights == std::vector<double>(3, 0));
}

TEST_CASE("Marks have a value of their own, whatever the words'", "[scoring][learning]") {
    const std::vector<std::uint16_t> mark{0};
    std::vector<LogisticRow> rows;
    for (int i = 0; i < 40; ++i)
        rows.push_back({{}, 0.1, i % 2 == 0, 2, i % 2 == 0 ? std::span(mark) : std::span<const std::uint16_t>{}, 0.5});
    const LogisticFit fit = fit_logistic(rows, 1, {1e-6, 1000});
    CHECK(fit.weights[0] > 1);
    // At the lowest point the weight is the sum of what every row still pulls at it.
    double pull = 0;
    for (int i = 0; i < 40; i += 2) pull += 2 * 0.5 / (1 + std::exp(fit.weights[0] * 0.5 + fit.bias));
    CHECK(fit.weights[0] == Approx(pull).epsilon(0.01));
}

TEST_CASE("Platt's sigmoid follows the frequencies", "[scoring][learning]") {
    std::vector<ScoredExample> examples;
    for (int i = 0; i < 400; ++i) {
        examples.push_back({-1, i % 4 == 0}); // a quarter
        examples.push_back({1, i % 4 != 0});  // three quarters
    }
    const PlattScale scale = fit_platt(examples);
    const auto chance = [&](double score) { return 1 / (1 + std::exp(scale.slope * score + scale.offset)); };
    CHECK(chance(-1) == Approx(0.25).margin(0.01));
    CHECK(chance(1) == Approx(0.75).margin(0.01));
    CHECK(chance(0) == Approx(0.5).margin(0.01));

    // Even where scores part the examples cleanly, nothing becomes certain.
    const PlattScale clean = fit_platt(std::vector<ScoredExample>{{-1, false}, {-1, false}, {1, true}, {1, true}});
    CHECK(1 / (1 + std::exp(clean.slope + clean.offset)) == Approx(0.75).margin(0.01)); // (2 + 1) / (2 + 2)
}

TEST_CASE("A score that tells nothing, or the contrary, gets no table", "[scoring][learning]") {
    CHECK_FALSE(tabulated(fit_platt(std::vector<ScoredExample>{{1, false}, {1, false}, {-1, true}, {-1, true}})));
    CHECK_FALSE(tabulated({0, 1}));
    CHECK_FALSE(tabulated({-1e-9, 1}));
    CHECK_FALSE(tabulated({std::nan(""), 1}));
    const auto table = tabulated({-2, 1}); // chance 1/2 at a score of 1/2
    REQUIRE(table);
    CHECK(table->at(score_unit / 2) == Approx(500).margin(5));
    CHECK(std::ranges::is_sorted(table->per_mille));
    CHECK(table->per_mille.front() == Approx(10).margin(1));
    CHECK(table->per_mille.back() == Approx(990).margin(3));
}

TEST_CASE("Thresholds lie half way between what reaches them and what does not", "[scoring][learning]") {
    // first, second, truth
    const std::vector<ScoredLevel> unseen{{900, 800, 2}, {800, 700, 2}, {700, 100, 1}, {600, 200, 1},
                                          {100, 0, 0},   {50, 0, 0},    {0, 0, 0},     {-100, 0, 0}};
    CHECK(threshold_for_1(unseen) == 350);
    CHECK(threshold_for_2(unseen, 350) == 450);
    CHECK_FALSE(threshold_for_2(unseen, std::nullopt));
    CHECK_FALSE(threshold_for_1(std::vector<ScoredLevel>{{5, 5, 0}, {4, 4, 0}}));
    CHECK_FALSE(threshold_for_1({}));
    // Equal scores are never cut apart.
    CHECK(threshold_for_1(std::vector<ScoredLevel>{{5, 0, 1}, {5, 0, 0}, {4, 0, 1}}) == 4);
    // No second threshold where it would only do harm.
    CHECK_FALSE(threshold_for_2(std::vector<ScoredLevel>{{5, 9, 1}, {5, 8, 1}, {0, 0, 0}}, 3));
}

TEST_CASE("A severe fault needs 95 of a hundred right, on ten at least", "[scoring][learning]") {
    std::vector<ScoredLevel> unseen;
    for (int i = 0; i < 9; ++i) unseen.push_back({100, 1000 - i, 2});
    CHECK_FALSE(threshold_for_severe(unseen, 0)); // all right, but nine
    unseen.push_back({100, 500, 2});
    CHECK(threshold_for_severe(unseen, 0) == 500);
    unseen.push_back({100, 400, 1}); // 10 of 11
    CHECK(threshold_for_severe(unseen, 0) == 450);
    for (int i = 0; i < 9; ++i) unseen.push_back({100, 300 - i, 2}); // 19 of 20: enough again
    CHECK(threshold_for_severe(unseen, 0) == 292);
    unseen.front().truth = 1;
    CHECK_FALSE(threshold_for_severe(unseen, 0));
    CHECK_FALSE(threshold_for_severe(unseen, std::nullopt));
}

TEST_CASE("Quadratic weighted kappa, by hand", "[scoring][learning]") {
    // Rows: truth. Observed disagreement 1·2 + 4·1 + 1·1 = 7 of 20; by chance, from the margins (10 6 4) and (11 5 4):
    // (1·(10·5 + 6·11 + 6·4 + 4·5) + 4·(10·4 + 4·11)) / 20 = 24.8
    const LevelTable table = table_of({{{9, 1, 0}, {1, 4, 1}, {1, 0, 3}}});
    CHECK(table.total() == 20);
    CHECK(table.truth_of(1) == 10);
    CHECK(table.given(2) == 4);
    CHECK(*table.quadratic_kappa() == Approx(1 - 7 / 24.8));
    CHECK(*table.f1() == Approx(2 * 8.0 / (10 + 9)));
    CHECK(*table.precision_of_2() == Approx(0.75));

    CHECK(*table_of({{{5, 0, 0}, {0, 3, 0}, {0, 0, 2}}}).quadratic_kappa() == Approx(1));
    CHECK(*table_of({{{5, 5, 0}, {5, 5, 0}, {0, 0, 0}}}).quadratic_kappa() == Approx(0)); // no better than chance
    CHECK_FALSE(table_of({{{9, 0, 0}, {0, 0, 0}, {0, 0, 0}}}).quadratic_kappa());         // nothing to disagree on
    CHECK_FALSE(LevelTable().f1());
    CHECK_FALSE(LevelTable().precision_of_2());
}
