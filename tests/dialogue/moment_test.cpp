// What the moment makes of the words: checklist rules 1, 12, 13 and 19.
#include "sim/dialogue/moment.h"

#include <catch2/catch.hpp>

using namespace rapport;
using dialogue::at_the_moment;
using dialogue::Circumstances;
using scoring::Behaviour;
using scoring::Labels;

namespace {

Labels saying(Behaviour b, scoring::Level level) {
    Labels labels;
    labels.set(b, level);
    return labels;
}

const Circumstances cold_solution_to_a_shouting_customer{.solution = true, .anger = 80};

} // namespace

TEST_CASE("Rule 1: a greeting opens the contact in the first turn only", "[dialogue][moment]") {
    const auto said = saying(Behaviour::open_contact, 2);
    CHECK(at_the_moment(said, {.first_turn = true})[Behaviour::open_contact] == 2);
    CHECK(at_the_moment(said, {.first_turn = false})[Behaviour::open_contact] == 0);
}

TEST_CASE("Rule 12: a dated next contact is a 2 at the close and a 1 in mid-handling", "[dialogue][moment]") {
    const auto said = saying(Behaviour::close_with_follow_up, 2);
    CHECK(at_the_moment(said, {.at_the_close = true})[Behaviour::close_with_follow_up] == 2);
    CHECK(at_the_moment(said, {.at_the_close = false})[Behaviour::close_with_follow_up] == 1);
}

TEST_CASE("Rule 19: room to speak is no answer to a direct question", "[dialogue][moment]") {
    const auto said = saying(Behaviour::let_speak, 2);
    CHECK(at_the_moment(said, {.question_asked = true})[Behaviour::let_speak] == 0);
    CHECK(at_the_moment(said, {})[Behaviour::let_speak] == 2);
}

TEST_CASE("Rule 13: a solution before any listening, to a very angry customer, is premature", "[dialogue][moment]") {
    auto when = cold_solution_to_a_shouting_customer;
    const auto level = [&](const Labels& said) { return at_the_moment(said, when)[Behaviour::premature_solution]; };
    CHECK(level({}) == 1);
    CHECK(level(saying(Behaviour::hide_behind_policy, 1)) == 2); // a cold rule

    SECTION("not below anger 70") {
        when.anger = 69;
        CHECK(level({}) == 0);
    }
    SECTION("not where the reply itself listens") {
        CHECK(level(saying(Behaviour::acknowledge_feeling, 1)) == 0);
        CHECK(level(saying(Behaviour::restate, 1)) == 0);
        CHECK(level(saying(Behaviour::apologise, 2)) == 0);
        CHECK(level(saying(Behaviour::apologise, 1)) == 1); // a formula is no listening
    }
    SECTION("not where an earlier turn listened") {
        when.best_before[scoring::index(Behaviour::ask_open)] = 1;
        CHECK(level({}) == 0);
    }
    SECTION("not in answer to 'so what will you do?', in an emergency, or where it grants what was demanded") {
        auto asked = when, urgent = when, granted = when;
        asked.question_asked = asked.asked_for_action = urgent.urgent = granted.grants_demand = true;
        for (const auto& c : {asked, urgent, granted}) CHECK(at_the_moment({}, c)[Behaviour::premature_solution] == 0);
    }
    SECTION("but a solution beside the question asked is still premature") {
        when.question_asked = true;
        CHECK(level({}) == 1);
    }
    SECTION("never for words that offer no solution, whatever the author wrote") {
        when.solution = false;
        CHECK(level(saying(Behaviour::premature_solution, 2)) == 0);
    }
}
