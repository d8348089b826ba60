#include "scoring/checklist.h"

#include "scoring/report.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;

TEST_CASE("Every behaviour has one id, and the id leads back to it", "[scoring][checklist]") {
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        CHECK(behaviour_ids()[i] == id(b));
        REQUIRE(behaviour_from(id(b)).has_value());
        CHECK(*behaviour_from(id(b)) == b);
    }
}

TEST_CASE("Fourteen behaviours come first, then the six faults", "[scoring][checklist]") {
    CHECK(id(behaviour_at(first_fault - 1)) == "set_limit");
    CHECK_FALSE(is_fault(Behaviour::set_limit));
    CHECK(id(behaviour_at(first_fault)) == "premature_solution");
    CHECK(is_fault(Behaviour::premature_solution));
    CHECK(id(behaviour_at(behaviour_count - 1)) == "misinform");
}

TEST_CASE("An id is spelled exactly so", "[scoring][checklist]") {
    CHECK_FALSE(behaviour_from("Restate"));
    CHECK_FALSE(behaviour_from("apologize"));
    CHECK_FALSE(behaviour_from(""));
    CHECK_FALSE(outcome_from("solved"));
    CHECK(outcome_from("lost") == Outcome::lost);
    CHECK(id(Question::understanding) == "understanding");
}

TEST_CASE("A level above 2 is taken as 2, and raising never lowers", "[scoring][checklist]") {
    Labels labels;
    CHECK(labels.none());
    labels.set(Behaviour::restate, 7);
    CHECK(labels[Behaviour::restate] == 2);
    labels.raise(Behaviour::restate, 1);
    CHECK(labels[Behaviour::restate] == 2);
    CHECK_FALSE(labels.none());
}

TEST_CASE("What a reply shows is told in the order of the checklist", "[scoring][checklist]") {
    Labels labels;
    labels.set(Behaviour::misinform, 1);
    labels.set(Behaviour::open_contact, 2);
    labels.set(Behaviour::hand_over, 1);
    labels.set(Behaviour::apologise, 2);
    labels.set(Behaviour::apologise, 0);
    std::vector<std::pair<Behaviour, Level>> told;
    labels.each([&](Behaviour b, Level level) { told.emplace_back(b, level); });
    const std::vector<std::pair<Behaviour, Level>> expected{
        {Behaviour::open_contact, Level{2}}, {Behaviour::hand_over, Level{1}}, {Behaviour::misinform, Level{1}}};
    CHECK(told == expected);
    CHECK(Labels::of_bits(labels.bits()) == labels);
    Labels().each([](Behaviour, Level) { FAIL("nothing is shown"); });
}
