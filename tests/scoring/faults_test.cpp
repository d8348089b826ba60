#include "tests/scoring/transcripts.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using namespace rapport::scoring::test;
using enum Behaviour;

namespace {

// A perfect attempt at the one graded behaviour, with these faults in turns of their own.
Report perfect_but(const std::vector<std::vector<std::pair<Behaviour, int>>>& faults) {
    std::vector<Said> turns{{.calls_for = {apologise}, .shows = {{apologise, 2}}}};
    for (const auto& shows : faults) turns.push_back({.shows = shows});
    return grade(contact({apologise}, turns));
}

std::vector<int> points(const Report& report) {
    std::vector<int> p;
    for (const FaultResult& f : report.faults) p.push_back(f.points);
    return p;
}

} // namespace

TEST_CASE("A fault costs 4, a severe one 10", "[scoring][faults]") {
    CHECK(perfect_but({}).total == 10000);
    CHECK(perfect_but({{{misinform, 1}}}).total == 9600);
    CHECK(perfect_but({{{misinform, 2}}}).total == 9000);
    CHECK(perfect_but({{{misinform, 2}}}).before_faults == 10000);
}

TEST_CASE("Faults cost although no scenario grades them", "[scoring][faults]") {
    CHECK(perfect_but({{{self_centred, 1}, {premature_solution, 1}}}).total == 9200);
}

TEST_CASE("Each fault counts at most twice: the two worst", "[scoring][faults]") {
    const Report alike = perfect_but({{{misinform, 1}}, {{misinform, 1}}, {{misinform, 1}}});
    CHECK(alike.fault_points == 8);
    CHECK(points(alike) == std::vector{4, 4, 0}); // of equals the earlier ones

    const Report worst_last = perfect_but({{{misinform, 1}}, {{misinform, 1}}, {{misinform, 2}}});
    CHECK(worst_last.fault_points == 14);
    CHECK(points(worst_last) == std::vector{4, 0, 10}); // of the two lesser ones the earlier counts
    CHECK(points(perfect_but({{{misinform, 1}}, {{misinform, 2}}, {{misinform, 2}}})) == std::vector{0, 10, 10});
}

TEST_CASE("No more than 30 points are lost", "[scoring][faults]") {
    const Report report = perfect_but({{{misinform, 2}, {self_centred, 1}},
                                       {{misinform, 2}, {self_centred, 1}},
                                       {{hide_behind_policy, 1}},
                                       {{premature_solution, 1}}});
    // in the order of the turns: 4 + 10, 4 + 10, then 2 of 4 are left, then none
    CHECK(points(report) == std::vector{4, 10, 4, 10, 2, 0});
    CHECK(report.fault_points == 30);
    CHECK(report.total == 7000);
    CHECK_FALSE(report.capped);
}

TEST_CASE("The faults are listed in the order of the turns with where they were", "[scoring][faults]") {
    const Report report = perfect_but({{{misinform, 1}}, {}, {{self_centred, 2}}});
    REQUIRE(report.faults.size() == 2);
    CHECK(report.faults[0].behaviour == misinform);
    CHECK(report.faults[0].turn == 2);
    CHECK(report.faults[1].behaviour == self_centred);
    CHECK(report.faults[1].turn == 4);
    CHECK(report.faults[1].level == 2);
}

TEST_CASE("Contempt and a forbidden promise hold the total at 60", "[scoring][faults]") {
    CHECK(perfect_but({{{dismiss_or_blame, 2}}}).total == 6000);
    CHECK(perfect_but({{{over_promise, 2}}}).total == 6000);
    CHECK(perfect_but({{{over_promise, 2}}}).capped);

    SECTION("only when severe") {
        CHECK(perfect_but({{{dismiss_or_blame, 1}}}).total == 9600);
        CHECK_FALSE(perfect_but({{{dismiss_or_blame, 1}, {over_promise, 1}}}).capped);
        CHECK(perfect_but({{{misinform, 2}, {hide_behind_policy, 2}}}).total == 8000);
    }
    SECTION("and only where it would be above") {
        auto t = contact({apologise}, {{.calls_for = {apologise}, .shows = {{apologise, 1}, {over_promise, 2}}}});
        CHECK(grade(t).total == 4000); // 50 − 10
        CHECK_FALSE(grade(t).capped);
    }
    SECTION("also where the points no longer count") {
        const Report report =
            perfect_but({{{misinform, 2}, {self_centred, 2}, {premature_solution, 2}}, {{over_promise, 2}}});
        CHECK(report.faults.back().points == 0);
        CHECK(report.total == 6000);
    }
}

TEST_CASE("The total never falls below zero", "[scoring][faults]") {
    const Report report = grade(contact({apologise}, {{.calls_for = {apologise}, .shows = {{misinform, 2}}}}));
    CHECK(report.before_faults == 0);
    CHECK(report.total == 0);
}

TEST_CASE("What the story did by itself is nobody's fault", "[scoring][faults]") {
    const auto t = contact({apologise}, {{.calls_for = {apologise}, .shows = {{apologise, 2}}},
                                         {.shows = {{misinform, 2}}, .kind = ReplyKind::none}});
    CHECK(grade(t).total == 10000);
    CHECK(grade(t).faults.empty());
}
