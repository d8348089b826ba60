#include "tests/scoring/transcripts.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using namespace rapport::scoring::test;
using enum Behaviour;

TEST_CASE("Consecutive turns that call for a behaviour are one opportunity, taken at its best",
          "[scoring][opportunity]") {
    const auto t = contact({apologise}, {{.calls_for = {apologise}},
                                         {.calls_for = {apologise}, .shows = {{apologise, 1}}},
                                         {.calls_for = {apologise}, .shows = {{apologise, 2}}},
                                         {.calls_for = {apologise}, .shows = {{apologise, 2}}}});
    const auto found = opportunities(t, apologise);
    REQUIRE(found.size() == 1);
    CHECK(found[0].first_turn == 1);
    CHECK(found[0].last_turn == 4);
    CHECK(found[0].best == 2);
    CHECK(found[0].best_turn == 3); // the first turn that got there
    CHECK(result(grade(t), apologise).score == 10000);
}

TEST_CASE("A turn that calls for something else ends the opportunity", "[scoring][opportunity]") {
    const auto t = contact(
        {apologise},
        {{.calls_for = {apologise}, .shows = {{apologise, 2}}}, {.calls_for = {restate}}, {.calls_for = {apologise}}});
    const auto found = opportunities(t, apologise);
    REQUIRE(found.size() == 2);
    CHECK(found[0].best == 2);
    CHECK(found[1].best == 0);
    CHECK(found[1].best_turn == 0);
    CHECK(result(grade(t), apologise).score == 5000); // 50 × (2 + 0) / 2
}

TEST_CASE("Where the story moves on by itself a run goes on", "[scoring][opportunity]") {
    auto t = contact({apologise}, {{.calls_for = {apologise}, .shows = {{apologise, 1}}},
                                   {.kind = ReplyKind::none},
                                   {.calls_for = {apologise}, .shows = {{apologise, 2}}}});
    REQUIRE(opportunities(t, apologise).size() == 1);
    CHECK(opportunities(t, apologise)[0].last_turn == 3);

    // and such a turn calls for nothing, whatever its node says
    t.turns[1].calls_for.add(apologise);
    CHECK(opportunities(t, apologise).size() == 1);
    const auto alone = contact({apologise}, {{.calls_for = {apologise}, .kind = ReplyKind::none}});
    CHECK(opportunities(alone, apologise).empty());
    CHECK(result(grade(alone), apologise).standing == Standing::never_reached);
}

TEST_CASE("Silence is a turn: what the moment called for was not taken", "[scoring][opportunity]") {
    const auto t = contact({apologise}, {{.calls_for = {apologise}, .kind = ReplyKind::silence}});
    REQUIRE(opportunities(t, apologise).size() == 1);
    CHECK(result(grade(t), apologise).standing == Standing::missed);

    SECTION("and one that does not call for it breaks a run like any other") {
        const auto broken = contact(
            {apologise}, {{.calls_for = {apologise}}, {.kind = ReplyKind::silence}, {.calls_for = {apologise}}});
        CHECK(opportunities(broken, apologise).size() == 2);
    }
}

TEST_CASE("What nobody called for neither earns nor costs", "[scoring][opportunity]") {
    const auto without = contact({apologise, restate}, {{.calls_for = {apologise}, .shows = {{apologise, 1}}},
                                                        {.calls_for = {restate}, .shows = {{restate, 1}}}});
    auto with = without;
    with.turns[1].labels.set(apologise, 2);
    CHECK(grade(with).total == grade(without).total);
    CHECK(result(grade(with), apologise).score == 5000);
}

TEST_CASE("How a behaviour stands", "[scoring][opportunity]") {
    const auto t = contact({let_speak, restate, ask_open, apologise},
                           {{.calls_for = {let_speak, restate, ask_open}, .shows = {{restate, 1}, {ask_open, 2}}}});
    const Report report = grade(t);
    CHECK(result(report, let_speak).standing == Standing::missed);
    CHECK(result(report, restate).standing == Standing::partly);
    CHECK(result(report, ask_open).standing == Standing::taken);
    CHECK(result(report, apologise).standing == Standing::never_reached);
    CHECK(result(report, apologise).score == 0);
    CHECK(result(report, offer_options).standing == Standing::not_graded);
    CHECK_FALSE(result(report, offer_options).score);
}

TEST_CASE("A check counts for the opportunity of its own turn", "[scoring][opportunity]") {
    const auto restated = [](int level, bool check) {
        return contact({restate}, {{.calls_for = {restate}, .shows = {{restate, level}}, .check = check}});
    };
    CHECK(question(grade(restated(0, true)), Question::understanding) == 0);
    CHECK(question(grade(restated(1, false)), Question::understanding) == 5000);
    CHECK(question(grade(restated(1, true)), Question::understanding) == 5000);
    CHECK(question(grade(restated(2, false)), Question::understanding) == 7500);
    CHECK(question(grade(restated(2, true)), Question::understanding) == 10000);

    SECTION("the check may come with the second restatement of the run, never with a lesser one") {
        const auto second = contact({restate}, {{.calls_for = {restate}, .shows = {{restate, 2}}},
                                                {.calls_for = {restate}, .shows = {{restate, 2}}, .check = true}});
        CHECK(question(grade(second), Question::understanding) == 10000);
        CHECK(opportunities(second, restate)[0].best_turn == 1);
        const auto lesser = contact({restate}, {{.calls_for = {restate}, .shows = {{restate, 2}}},
                                                {.calls_for = {restate}, .shows = {{restate, 1}}, .check = true}});
        CHECK(question(grade(lesser), Question::understanding) == 7500);
    }
    SECTION("listening does not look at the check") {
        CHECK(question(grade(restated(2, false)), Question::listening) == 10000);
    }
}

TEST_CASE("What could not be judged is neither earned nor missed", "[scoring][opportunity][typed]") {
    const Said unsure{.calls_for = {apologise}, .kind = ReplyKind::typed, .unsure = {apologise}};
    const Said missed{.calls_for = {apologise}, .kind = ReplyKind::typed};
    const Said taken{.calls_for = {apologise}, .shows = {{apologise, 2}}};
    const Said other{.calls_for = {restate}, .shows = {{restate, 2}}};

    SECTION("its opportunity leaves the mean, the others stand") {
        const auto report = grade(contact({apologise}, {unsure, other, taken, other, missed}));
        CHECK(result(report, apologise).score == 5000); // 2 of 4 levels, in two opportunities
        CHECK(result(report, apologise).standing == Standing::partly);
        REQUIRE(result(report, apologise).not_judged.size() == 1);
        CHECK(result(report, apologise).not_judged[0].first_turn == 1);
        CHECK(result(report, apologise).opportunities.size() == 2);
    }
    SECTION("a behaviour with nothing else leaves every mean") {
        const auto report =
            grade(contact({apologise, acknowledge_feeling},
                          {unsure, {.calls_for = {acknowledge_feeling}, .shows = {{acknowledge_feeling, 2}}}}));
        CHECK(result(report, apologise).standing == Standing::not_judged);
        CHECK_FALSE(result(report, apologise).score.has_value());
        CHECK(question(report, Question::empathy) == 10000);
        CHECK(report.total == 10000);
        const auto nothing_left = grade(contact({apologise}, {unsure}));
        CHECK_FALSE(question(nothing_left, Question::empathy).has_value());
        CHECK_FALSE(nothing_left.total.has_value());
    }
    SECTION("within one opportunity what is certain counts") {
        for (const auto& turns : {std::vector<Said>{unsure, taken}, std::vector<Said>{taken, unsure}}) {
            const auto report = grade(contact({apologise}, turns));
            CHECK(result(report, apologise).score == 10000);
            CHECK(result(report, apologise).not_judged.empty());
        }
        CHECK(result(grade(contact({apologise}, {missed, unsure, missed})), apologise).standing ==
              Standing::not_judged);
    }
    SECTION("confirms understanding likewise") {
        const Said puzzling{.calls_for = {restate}, .kind = ReplyKind::typed, .unsure = {restate}};
        const auto report = grade(contact({restate, let_speak}, {puzzling}));
        CHECK_FALSE(question(report, Question::understanding).has_value());
        CHECK(question(report, Question::listening) == 0); // let_speak was never reached
    }
}
