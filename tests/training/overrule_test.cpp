// A trainer changes a level: beside the original, with a reason, and with a second grade beside the first.
#include "sim/training/debrief.h"
#include "sim/training/overrule.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using scoring::Behaviour;
using training::Drill;
using training::OverruleRequest;

namespace {

std::string stored_drill(Desk& desk, const std::vector<std::string>& story = good_story) {
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    REQUIRE(drill.has_value());
    say(*drill, story);
    REQUIRE(drill->stored());
    return drill->header().id;
}

std::string refusal_of(Desk& desk, const std::string& attempt, const OverruleRequest& request) {
    const auto change = training::overrule(desk.services(), attempt, request);
    REQUIRE_FALSE(change.has_value());
    CHECK(training::load_attempt(desk.services(), attempt)->overrules.empty()); // nothing was kept
    return change.error().code;
}

} // namespace

TEST_CASE("A changed level stands beside the original, with a second grade beside the first", "[training][overrule]") {
    Desk desk;
    const auto id = stored_drill(desk);
    const auto before = training::debrief_of(*training::load_attempt(desk.services(), id));
    REQUIRE(before.report.total == 10000);
    CHECK_FALSE(before.overruled.has_value());

    const auto change = training::overrule(desk.services(), id, {3, "restate", 1, " only half of it \n", "Ana"});
    REQUIRE(change.has_value());
    CHECK(change->from == 2);
    CHECK(change->to == 1);
    CHECK(change->reason == "only half of it");
    CHECK(change->at == desk.services().utc_now());

    desk.restart();
    const auto after = training::debrief_of(*training::load_attempt(desk.services(), id));
    CHECK(after.report.total == 10000); // the original never changes
    CHECK(after.turns[2].labels == before.turns[2].labels);
    REQUIRE(after.turns[2].overrules.size() == 1);
    CHECK(after.turns[2].overrules[0] == *change);
    REQUIRE(after.overruled.has_value());
    CHECK(*after.overruled->total < 10000);
    CHECK(after.overruled->questions[1] == 5000); // understanding: a restatement at 1

    // Changed back: two changes are kept, and the grades agree again.
    const auto back = training::overrule(desk.services(), id, {3, "restate", 2, "on second thoughts", ""});
    REQUIRE(back.has_value());
    CHECK(back->from == 1);
    const auto again = training::debrief_of(*training::load_attempt(desk.services(), id));
    CHECK(again.turns[2].overrules.size() == 2);
    CHECK(again.overruled->total == 10000);
}

TEST_CASE("A fault that a trainer sees costs in the second grade only", "[training][overrule]") {
    Desk desk;
    const auto id = stored_drill(desk);
    REQUIRE(training::overrule(desk.services(), id, {1, "dismiss_or_blame", 2, "the tone", "Ana"}).has_value());
    const auto d = training::debrief_of(*training::load_attempt(desk.services(), id));
    CHECK(d.report.faults.empty());
    REQUIRE(d.overruled->faults.size() == 1);
    CHECK(d.overruled->capped);
    CHECK(d.overruled->total == 6000);
}

TEST_CASE("What a change is refused for", "[training][overrule]") {
    Desk desk;
    const auto id = stored_drill(desk, {"silence", "a", "a", "a"});
    CHECK(training::overrule(desk.services(), "none", {1, "restate", 1, "why", ""}).error().code ==
          "attempt_not_found");
    CHECK(refusal_of(desk, id, {2, "restate", 1, "", ""}) == "overrule_no_reason");
    CHECK(refusal_of(desk, id, {2, "restate", 1, " \t\n", "Ana"}) == "overrule_no_reason");
    CHECK(refusal_of(desk, id, {2, "restate", 1, std::string(2001, 'x'), ""}) == "overrule_too_long");
    CHECK(refusal_of(desk, id, {2, "restate", 1, "why", std::string(201, 'x')}) == "overrule_too_long");
    CHECK(refusal_of(desk, id, {2, "no_such_id", 1, "why", ""}) == "unknown_behaviour");
    CHECK(refusal_of(desk, id, {2, "restate", 3, "why", ""}) == "overrule_level");
    CHECK(refusal_of(desk, id, {2, "restate", -1, "why", ""}) == "overrule_level");
    CHECK(refusal_of(desk, id, {0, "restate", 1, "why", ""}) == "overrule_no_such_turn");
    CHECK(refusal_of(desk, id, {99, "restate", 1, "why", ""}) == "overrule_no_such_turn");
    CHECK(refusal_of(desk, id, {1, "restate", 1, "why", ""}) == "overrule_no_reply"); // silence
    CHECK(refusal_of(desk, id, {2, "restate", 0, "why", ""}) == "overrule_same_level");
}

TEST_CASE("Where the grader was unsure, a person may confirm that there was nothing", "[training][overrule]") {
    scoring::Transcript t;
    t.grades.add(Behaviour::restate);
    t.turns.resize(1);
    t.turns[0].number = 1;
    t.turns[0].calls_for.add(Behaviour::restate);
    t.turns[0].unsure.add(Behaviour::restate);
    const std::vector<records::Overrule> changes{{1, Behaviour::restate, 0, 0, "nothing there", "", ""}};
    const auto judged = training::overruled(t, changes);
    CHECK_FALSE(judged.turns[0].unsure.has(Behaviour::restate));
    CHECK(t.turns[0].unsure.has(Behaviour::restate));
}
