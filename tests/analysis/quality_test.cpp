// How good a reply is, and what simulated trainees make of a scenario.
#include "sim/analysis/quality.h"
#include "sim/analysis/trainees.h"
#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

Quality quality(const std::shared_ptr<const dialogue::Scenario>& s, std::size_t reply) {
    return quality_of(*s, s->nodes[0], s->replies_of(s->nodes[0])[reply]);
}

const TraineeResult& of(const std::vector<TraineeResult>& results, Trainee t) {
    return results[static_cast<std::size_t>(t)];
}

} // namespace

TEST_CASE("A reply is marked 1 to 5 by what was called for and by its faults", "[analysis][quality]") {
    using enum Behaviour;
    const auto s =
        make({.grades = {restate, apologise, acknowledge_feeling},
              .nodes = {{.id = "n",
                         .calls_for = {restate, apologise, acknowledge_feeling, ask_open},
                         .replies = {{.id = "full", .shows = {{restate, 2}, {apologise, 2}}},
                                     {.id = "half", .shows = {{restate, 1}, {apologise, 2}}},
                                     {.id = "three", .shows = {{restate, 2}, {apologise, 2}, {acknowledge_feeling, 1}}},
                                     {.id = "other", .shows = {{let_speak, 2}, {ask_open, 2}}},
                                     {.id = "rude", .shows = {{restate, 2}, {dismiss_or_blame, 2}}},
                                     {.id = "checked", .shows = {{restate, 2}, {apologise, 2}}, .check = true}}}}});
    CHECK(quality(s, 0).overall == 5);
    CHECK(quality(s, 1).overall == 4);
    CHECK(quality(s, 2).overall == 5);
    CHECK(quality(s, 3).overall == 1); // not called for, or not graded
    CHECK(quality(s, 4).overall == 1); // 1 + 2 − 2
    CHECK(quality(s, 2) > quality(s, 0));
    CHECK(quality(s, 5) > quality(s, 0));
    CHECK(clear_best(*s, s->nodes[0]) == 2U);
}

TEST_CASE("A lone called-for behaviour counts twice; where nothing is called for, everything counts",
          "[analysis][quality]") {
    using enum Behaviour;
    const auto lone =
        make({.grades = {restate},
              .nodes = {{.id = "n",
                         .calls_for = {restate},
                         .replies = {{.id = "a", .shows = {{restate, 2}}}, {.id = "b", .shows = {{restate, 2}}}}}}});
    CHECK(quality(lone, 0).overall == 5);
    CHECK_FALSE(clear_best(*lone, lone->nodes[0]).has_value()); // two as good
    const auto any =
        make({.grades = {restate},
              .nodes = {{.id = "n", .replies = {{.id = "a", .shows = {{let_speak, 2}, {apologise, 1}}}}}}});
    CHECK(quality(any, 0).overall == 4);
    CHECK_FALSE(clear_best(*any, any->nodes[0]).has_value()); // no choice, no best
}

TEST_CASE("Each trainee follows its rule", "[analysis][trainees]") {
    using enum Behaviour;
    // One moment, a reply after every taste. Totals by hand: apology and feeling are the only question.
    const auto s = make(
        {.grades = {apologise, acknowledge_feeling},
         .nodes =
             {{.id = "n",
               .calls_for = {apologise, acknowledge_feeling},
               .replies = {{.id = "expert",
                            .shows = {{apologise, 2}, {acknowledge_feeling, 2}, {restate, 2}},
                            .to = "!resolved"},
                           {.id = "script", .shows = {{open_contact, 1}, {apologise, 1}}, .to = "!resolved"},
                           {.id = "greets", .shows = {{open_contact, 1}}, .to = "!resolved"},
                           {.id = "warm", .shows = {{acknowledge_feeling, 2}, {let_speak, 2}}, .to = "!lost"},
                           {.id = "novice", .shows = {{take_ownership, 1}}, .to = "!resolved", .solution = true}}}},
         .endings = {{"resolved", scoring::Outcome::resolved}, {"lost", scoring::Outcome::lost}},
         .anger = 50});
    const auto results = simulate(s, mood_table(), {}, 400);
    REQUIRE(results.size() == 5);
    CHECK(of(results, Trainee::expert).totals->min == 10000);
    CHECK(of(results, Trainee::expert).totals->max == 10000);
    CHECK(of(results, Trainee::script_reader).totals->median == 2500);
    CHECK(of(results, Trainee::script_reader).totals->mean > 2300); // a greeting alone is not enough for it
    CHECK(of(results, Trainee::warm_but_vague).totals->median == 5000);
    CHECK(of(results, Trainee::novice).totals->median == 0);
    // Any of the five: a fifth of (100 + 25 + 0 + 50 + 0).
    CHECK(of(results, Trainee::random).totals->mean > 3000);
    CHECK(of(results, Trainee::random).totals->mean < 4000);
    CHECK(of(results, Trainee::random).totals->min == 0);
    CHECK(of(results, Trainee::expert).resolved == 400);
    CHECK(of(results, Trainee::warm_but_vague).resolved < 60);
    CHECK(of(results, Trainee::warm_but_vague).finished == 400);
    CHECK(expert_above(results, Trainee::script_reader) == 7500);
    CHECK(expert_above(results, Trainee::expert) == 0);

    SECTION("the same numbers every time, others with another seed") {
        const auto again = simulate(s, mood_table(), {}, 400);
        const auto other = simulate(s, mood_table(), {.seed = 99'999}, 400);
        CHECK(of(again, Trainee::random).totals->mean == of(results, Trainee::random).totals->mean);
        CHECK(of(again, Trainee::random).resolved == of(results, Trainee::random).resolved);
        CHECK(of(other, Trainee::random).totals->mean != of(results, Trainee::random).totals->mean);
    }
    SECTION("no runs, no figures") { CHECK_FALSE(of(simulate(s, mood_table(), {}, 0), Trainee::expert).totals); }
}

TEST_CASE("The median and the mean are those of the totals, rounded half up", "[analysis][trainees]") {
    using enum Behaviour;
    // Two customers, two totals: the expert says the same to both, who do not hear it the same.
    const auto plain =
        make({.grades = {restate},
              .nodes = {{.id = "n",
                         .calls_for = {restate},
                         .replies = {{.id = "a", .shows = {{restate, 2}}, .to = "!resolved", .when = "anger < 50"},
                                     {.id = "b", .shows = {{restate, 1}}, .to = "!resolved"}}}},
              .anger = 40});
    auto s = std::make_shared<dialogue::Scenario>(*plain);
    s->personas = {{}, {.id = "cross", .temper = {}, .anger = 80, .trust = 20}};
    const auto result = of(simulate(s, mood_table(), {}, 100), Trainee::expert);
    // Graded listening 100 and understanding 75 (no check), or 50 and 50.
    CHECK(result.totals->max == 8750);
    CHECK(result.totals->min == 5000);
    std::size_t calm = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed)
        calm += dialogue::Session(s, mood_table(), {.seed = seed}).persona().id.empty() ? 1 : 0;
    CHECK(result.totals->mean == static_cast<std::int32_t>((2 * (8750 * calm + 5000 * (100 - calm)) + 100) / 200));
    CHECK(result.totals->median == (calm > 50 ? 8750 : calm < 50 ? 5000 : 6875));
}

TEST_CASE("A contact without an end is graded as it stands; a scenario that grades nothing has no totals",
          "[analysis][trainees]") {
    const auto circle =
        make({.grades = {Behaviour::restate},
              .nodes = {{.id = "n", .calls_for = {Behaviour::restate}, .replies = {{.id = "a", .to = "n"}}}}});
    const auto results = simulate(circle, mood_table(), {}, 3);
    CHECK(of(results, Trainee::expert).runs == 3);
    CHECK(of(results, Trainee::expert).finished == 0);
    CHECK(of(results, Trainee::expert).totals->max == 0);
    const auto nothing = make({.nodes = {{.id = "n", .replies = {{.id = "a", .to = "!resolved"}}}}});
    CHECK_FALSE(of(simulate(nothing, mood_table(), {}, 3), Trainee::expert).totals);
}
