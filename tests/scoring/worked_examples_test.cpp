// Whole attempts graded by hand.
#include "tests/scoring/transcripts.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using namespace rapport::scoring::test;
using enum Behaviour;

TEST_CASE("A late parcel, handled well but for one wait-and-see", "[scoring][example]") {
    const auto t = contact(
        {restate, acknowledge_feeling, apologise, take_ownership, offer_options, explain_steps, check_satisfaction},
        {
            // "Three days with no word would worry anyone. So order 1184 should have come on Monday, right?"
            {.calls_for = {acknowledge_feeling, restate}, .shows = {{acknowledge_feeling, 2}, {restate, 1}}},
            // "I'm sorry we left you without an answer. You'd like it sent again before Friday – is that right?"
            {.calls_for = {restate, apologise}, .shows = {{apologise, 2}, {restate, 2}}, .check = true},
            // "We will look into it. We can send it again or refund it, whichever you prefer."
            {.calls_for = {take_ownership, offer_options}, .shows = {{take_ownership, 1}, {offer_options, 2}}},
            // "It leaves today and is with you on Thursday."
            {.calls_for = {explain_steps, take_ownership}, .shows = {{explain_steps, 1}}},
            // "Does that settle it for you?"
            {.calls_for = {check_satisfaction}, .shows = {{check_satisfaction, 2}}},
        });
    const Report report = grade(t);
    // restate: turns 1–2 are one opportunity, best 2 → 50 × 2 / 1 = 100; alone in listening
    CHECK(question(report, Question::listening) == 10000);
    // that opportunity reached 2 with a check → 100
    CHECK(question(report, Question::understanding) == 10000);
    // acknowledge_feeling 100, apologise 100
    CHECK(question(report, Question::empathy) == 10000);
    // take_ownership: turns 3–4, best 1 → 50; offer_options 100; explain_steps 50 → 200 / 3 = 66.666…
    CHECK(question(report, Question::solution) == 6667);
    CHECK(question(report, Question::satisfaction) == 10000);
    // (100 + 100 + 100 + 66.666… + 100) / 5 = 93.333…
    CHECK(report.total == 9333);
}

TEST_CASE("The same parcel, told off", "[scoring][example]") {
    const auto t = contact(
        {open_contact, restate, acknowledge_feeling, apologise, offer_options, check_satisfaction, speak_plainly},
        {
            // "Hello." to a furious customer, "You'll have to fill in the form."
            {.calls_for = {open_contact, acknowledge_feeling, restate},
             .shows = {{open_contact, 1}, {premature_solution, 1}}},
            // "We have a lot of orders right now. Sorry for any inconvenience."
            {.calls_for = {apologise}, .shows = {{self_centred, 2}, {apologise, 1}}},
            // "Calm down. I guarantee it arrives tomorrow."
            {.calls_for = {acknowledge_feeling, offer_options, speak_plainly},
             .shows = {{dismiss_or_blame, 1}, {over_promise, 2}, {speak_plainly, 2}}},
        },
        Outcome::lost);
    const Report report = grade(t);
    CHECK(question(report, Question::listening) == 0);     // restate missed
    CHECK(question(report, Question::understanding) == 0); // 0
    CHECK(question(report, Question::empathy) == 2500);    // acknowledge_feeling 0 of two, apologise 50 → 25
    CHECK(question(report, Question::solution) == 0);      // offer_options missed
    CHECK(question(report, Question::satisfaction) == 0);  // never reached
    // mean 25 / 5 = 5; manner (50 + 100) / 2 = 75; (95 × 5 + 5 × 75) / 100 = 4.75 + 3.75 = 8.5
    CHECK(report.before_faults == 850);
    // 4 + 10 + 4 + 10 = 28; 8.5 − 28 < 0
    CHECK(report.fault_points == 28);
    CHECK(report.total == 0);
    CHECK_FALSE(report.capped); // nothing to hold
    CHECK(result(report, acknowledge_feeling).opportunities.size() == 2);
    CHECK(result(report, check_satisfaction).standing == Standing::never_reached);
}

TEST_CASE("Abuse, a limit and a good hand-over", "[scoring][example]") {
    const auto t = contact(
        {let_speak, restate, ask_open, acknowledge_feeling, take_ownership, hand_over, close_with_follow_up, set_limit},
        {
            {.calls_for = {let_speak, set_limit}, .shows = {{let_speak, 2}}},
            {.calls_for = {set_limit}, .shows = {{set_limit, 2}}},
            {.calls_for = {restate, ask_open}, .shows = {{restate, 2}, {ask_open, 1}}},
            {.kind = ReplyKind::silence}, // nothing was called for here: it only breaks runs
            {.calls_for = {acknowledge_feeling, ask_open}, .shows = {{acknowledge_feeling, 1}, {misinform, 1}}},
            {.calls_for = {take_ownership, hand_over, close_with_follow_up},
             .shows = {{take_ownership, 2}, {hand_over, 2}, {close_with_follow_up, 1}}},
        },
        Outcome::escalated);
    const Report report = grade(t);
    // let_speak 100; restate 100; ask_open: turn 3 at 1, turn 5 at 0 → 50 × 1 / 2 = 25; (100 + 100 + 25) / 3 = 75
    CHECK(question(report, Question::listening) == 7500);
    CHECK(question(report, Question::understanding) == 7500); // 2 without a check
    CHECK(question(report, Question::empathy) == 5000);
    CHECK(question(report, Question::solution) == 10000); // take_ownership and hand_over
    CHECK(question(report, Question::satisfaction) == 5000);
    // mean (75 + 75 + 50 + 100 + 50) / 5 = 70; set_limit: turns 1–2 best 2 → 100
    // (95 × 70 + 5 × 100) / 100 = 66.5 + 5 = 71.5, less 4
    CHECK(report.before_faults == 7150);
    CHECK(report.total == 6750);
}

TEST_CASE("Uneven denominators are summed exactly", "[scoring][example]") {
    // restate 3 opportunities (2, 1, 0 → 50), ask_open 2 (1, 0 → 25), let_speak 1 (0)
    const auto t = contact({let_speak, restate, ask_open},
                           {{.calls_for = {restate, ask_open}, .shows = {{restate, 2}, {ask_open, 1}}},
                            {.calls_for = {let_speak}},
                            {.calls_for = {restate, ask_open}, .shows = {{restate, 1}}},
                            {},
                            {.calls_for = {restate}}});
    const Report report = grade(t);
    CHECK(question(report, Question::listening) == 2500);     // (0 + 50 + 25) / 3
    CHECK(question(report, Question::understanding) == 4167); // (75 + 50 + 0) / 3 = 41.666…
    CHECK(report.total == 3333);                              // (25 + 41.666…) / 2 = 33.333…
}
