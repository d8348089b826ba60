#include "tests/scoring/transcripts.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using namespace rapport::scoring::test;
using enum Behaviour;

TEST_CASE("A scenario that grades nothing has no total", "[scoring][grader]") {
    const Report report = grade(contact({}, {{.calls_for = {restate}, .shows = {{restate, 2}}}}));
    CHECK_FALSE(report.total);
    for (const auto& q : report.questions) CHECK_FALSE(q);
}

TEST_CASE("A fault among the graded ids grades nothing", "[scoring][grader]") {
    CHECK_FALSE(grade(contact({misinform}, {{.calls_for = {misinform}}})).total);
}

TEST_CASE("Nothing said at all is zero, not nothing", "[scoring][grader]") {
    const Report report = grade(contact({restate, apologise}, {}));
    CHECK(report.total == 0);
    CHECK(question(report, Question::listening) == 0);
    CHECK(question(report, Question::empathy) == 0);
    CHECK_FALSE(question(report, Question::solution));
    CHECK(report.faults.empty());
}

TEST_CASE("A question with nothing graded is empty and leaves the mean", "[scoring][grader]") {
    const Report report = grade(contact({apologise}, {{.calls_for = {apologise}, .shows = {{apologise, 2}}}}));
    CHECK_FALSE(question(report, Question::listening));
    CHECK_FALSE(question(report, Question::understanding));
    CHECK(question(report, Question::empathy) == 10000);
    CHECK_FALSE(question(report, Question::solution));
    CHECK_FALSE(question(report, Question::satisfaction));
    CHECK(report.total == 10000); // 100 × the one question: the opening, plain speech and the limit are not graded
}

TEST_CASE("Handing over belongs to the solution only where it is graded", "[scoring][grader]") {
    const Said offered{.calls_for = {offer_options, hand_over}, .shows = {{offer_options, 2}}};
    CHECK(question(grade(contact({offer_options}, {offered})), Question::solution) == 10000);
    CHECK(question(grade(contact({offer_options, hand_over}, {offered})), Question::solution) == 5000);
}

TEST_CASE("The manner of speaking is worth five in a hundred", "[scoring][grader]") {
    const Said turn{.calls_for = {apologise, open_contact, speak_plainly}, .shows = {{apologise, 2}}};
    const auto grades = std::vector{apologise, open_contact, speak_plainly};
    CHECK(grade(contact(grades, {turn})).total == 9500); // 95 × 100 + 5 × 0
    auto half = turn;
    half.shows.push_back({open_contact, 1});
    CHECK(grade(contact(grades, {half})).total == 9625); // 95 + 5 × mean(50, 0) / 100 = 95 + 1.25
}

TEST_CASE("Where only the manner is graded it stands for the whole", "[scoring][grader]") {
    const Report report = grade(contact({set_limit}, {{.calls_for = {set_limit}, .shows = {{set_limit, 1}}}}));
    CHECK(report.total == 5000);
    for (const auto& q : report.questions) CHECK_FALSE(q);
}

TEST_CASE("An attempt that was broken off is graded over what happened", "[scoring][grader]") {
    const auto t =
        contact({apologise, check_satisfaction}, {{.calls_for = {apologise}, .shows = {{apologise, 2}}}}, std::nullopt);
    const Report report = grade(t);
    CHECK(question(report, Question::empathy) == 10000);
    CHECK(question(report, Question::satisfaction) == 0); // never reached
    CHECK(report.total == 5000);
    CHECK_FALSE(report.kpi.csat);
}

TEST_CASE("Figures are rounded half up, once, at the end", "[scoring][grader]") {
    // 16 opportunities, one of them at 1: 50 × 1 / 16 = 3.125, a half: up to 3.13.
    std::vector<Said> turns;
    for (int i = 0; i < 16; ++i) {
        turns.push_back({.calls_for = {apologise}, .shows = {{apologise, i == 0 ? 1 : 0}}});
        turns.push_back({});
    }
    const Report sixteenth = grade(contact({apologise}, turns));
    CHECK(result(sixteenth, apologise).opportunities.size() == 16);
    CHECK(sixteenth.total == 313);

    // With the other half of the question at 0 the mean is 1.5625: 1.56, where rounding twice would have made
    // 3.13 / 2 = 1.565 into 1.57.
    CHECK(grade(contact({apologise, acknowledge_feeling}, turns)).total == 156);
}

TEST_CASE("Grading twice gives the same report", "[scoring][grader]") {
    const auto t =
        contact({restate, ask_open}, {{.calls_for = {restate, ask_open}, .shows = {{restate, 1}, {misinform, 1}}}});
    CHECK(grade(t).total == grade(t).total);
    CHECK(grade(t).faults.size() == 1);
}
