#include "scoring/kpi.h"

#include "tests/scoring/transcripts.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using namespace rapport::scoring::test;

namespace {

Transcript ended(Outcome outcome, int anger, int trust) {
    Transcript t;
    t.outcome = outcome;
    t.anger = anger;
    t.trust = trust;
    return t;
}

Turn spoken(ReplyKind kind, std::int64_t response_ms, std::string customer = {}) {
    Turn turn;
    turn.kind = kind;
    turn.response_ms = response_ms;
    turn.customer_text = std::move(customer);
    return turn;
}

} // namespace

TEST_CASE("Satisfaction comes from how the customer feels and how it ended", "[scoring][kpi]") {
    // s = 100 − 0 + 100 + 100 = 300
    CHECK(kpi(ended(Outcome::resolved, 0, 100)).csat == 5);
    CHECK(kpi(ended(Outcome::resolved, 0, 100)).nps == 10);
    // s = 100 − 100 + 0 + 0 = 0
    CHECK(kpi(ended(Outcome::lost, 100, 0)).csat == 1);
    CHECK(kpi(ended(Outcome::lost, 100, 0)).nps == 0);
    // s = 100 − 30 + 60 + 60 = 190: 1 + round(760 / 300 = 2.53) = 4, round(1900 / 300 = 6.33) = 6
    CHECK(kpi(ended(Outcome::partial, 30, 60)).csat == 4);
    CHECK(kpi(ended(Outcome::partial, 30, 60)).nps == 6);
    // s = 100 − 60 + 40 + 20 = 100: 1 + round(1.33) = 2, round(3.33) = 3
    CHECK(kpi(ended(Outcome::unresolved, 60, 40)).csat == 2);
    CHECK(kpi(ended(Outcome::unresolved, 60, 40)).nps == 3);
}

TEST_CASE("What an outcome is worth", "[scoring][kpi]") {
    CHECK(contentment(ended(Outcome::resolved, 100, 0)) == 100);
    CHECK(contentment(ended(Outcome::partial, 100, 0)) == 60);
    CHECK(contentment(ended(Outcome::escalated, 100, 0)) == 20);
    CHECK(contentment(ended(Outcome::unresolved, 100, 0)) == 20);
    CHECK(contentment(ended(Outcome::lost, 100, 0)) == 0);
}

TEST_CASE("Halves go up", "[scoring][kpi]") {
    // 4 × 187.5 / 300 would be 2.5; integers get nearest with s = 187 (2.493) and 188 (2.507)
    CHECK(kpi(ended(Outcome::lost, 13, 100)).csat == 3); // s = 187
    CHECK(kpi(ended(Outcome::lost, 12, 100)).csat == 4); // s = 188
    // 10 × 45 / 300 = 1.5 exactly
    CHECK(contentment(ended(Outcome::lost, 75, 20)) == 45);
    CHECK(kpi(ended(Outcome::lost, 75, 20)).nps == 2);
}

TEST_CASE("An escalation is worth more where it was handed over well", "[scoring][kpi]") {
    auto t = ended(Outcome::escalated, 50, 50);
    CHECK(contentment(t) == 120);
    Turn turn;
    turn.labels.set(Behaviour::hand_over, 1);
    t.turns.push_back(turn);
    CHECK(contentment(t) == 120);
    t.turns[0].labels.set(Behaviour::hand_over, 2);
    CHECK(contentment(t) == 150);
}

TEST_CASE("Only what is resolved counts as settled in this contact", "[scoring][kpi]") {
    CHECK(kpi(ended(Outcome::resolved, 90, 0)).fcr == true);
    for (const Outcome o : {Outcome::partial, Outcome::unresolved, Outcome::escalated, Outcome::lost})
        CHECK(kpi(ended(o, 0, 100)).fcr == false);
}

TEST_CASE("Handling time is talk, hold and wrap-up", "[scoring][kpi]") {
    auto t = ended(Outcome::resolved, 0, 100);
    t.turns = {spoken(ReplyKind::chosen, 8000, "Where is my parcel?"), // four words: 1,200 ms to listen
               spoken(ReplyKind::typed, 12000, "我等了三天")};         // five characters: 1,250 ms
    t.hold_ms = 30000;
    t.wrap_up_ms = 10000;
    CHECK(kpi(t).aht_ms == 8000 + 1200 + 12000 + 1250 + 30000 + 10000);
}

TEST_CASE("The first response ends the first wait, the mean is over replies", "[scoring][kpi]") {
    auto t = ended(Outcome::resolved, 0, 100);
    SECTION("a reply at once") {
        t.turns = {spoken(ReplyKind::chosen, 4000), spoken(ReplyKind::typed, 9001)};
        CHECK(kpi(t).first_response_ms == 4000);
        CHECK(kpi(t).mean_response_ms == 6501); // 6,500.5
    }
    SECTION("a silence before it is part of the wait and no response of its own") {
        t.turns = {spoken(ReplyKind::silence, 20000), spoken(ReplyKind::none, 0), spoken(ReplyKind::chosen, 5000),
                   spoken(ReplyKind::chosen, 3000)};
        CHECK(kpi(t).first_response_ms == 25000);
        CHECK(kpi(t).mean_response_ms == 4000);
    }
    SECTION("who never answered has neither") {
        t.turns = {spoken(ReplyKind::silence, 20000)};
        CHECK_FALSE(kpi(t).first_response_ms);
        CHECK_FALSE(kpi(t).mean_response_ms);
    }
}

TEST_CASE("A contact that was broken off has response times and nothing else", "[scoring][kpi]") {
    Transcript t;
    t.turns = {spoken(ReplyKind::chosen, 4000)};
    const Kpi k = kpi(t);
    CHECK_FALSE(k.csat);
    CHECK_FALSE(k.nps);
    CHECK_FALSE(k.fcr);
    CHECK_FALSE(k.aht_ms);
    CHECK(k.first_response_ms == 4000);
}

TEST_CASE("The whole scale is used and never left", "[scoring][kpi]") {
    for (int anger = 0; anger <= 100; ++anger)
        for (int trust = 0; trust <= 100; trust += 5)
            for (const Outcome o : {Outcome::resolved, Outcome::partial, Outcome::unresolved, Outcome::lost}) {
                const Kpi k = kpi(ended(o, anger, trust));
                if (*k.csat < 1 || *k.csat > 5 || *k.nps < 0 || *k.nps > 10) FAIL("out of range at " << anger);
            }
    SUCCEED();
}
