#include "sim/analysis/coverage.h"
#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

using Names = std::vector<std::string>;

// A main thread and two topics; the fee can be settled or dropped.
std::shared_ptr<const dialogue::Scenario> about_two_things() {
    return make(
        {.nodes = {{.id = "n", .replies = {{.id = "a", .to = "m"}, {.id = "b", .to = "fee"}}},
                   {.id = "m", .replies = {{.id = "a", .to = "!resolved"}, {.id = "b", .to = "m"}}},
                   {.id = "fee",
                    .replies = {{.id = "a", .to = "@topic_done", .then = "m"}, {.id = "b", .to = "m"}},
                    .topic = "fee"},
                   {.id = "address", .replies = {{.id = "a", .to = "@topic_done", .then = "m"}}, .topic = "address"}},
         .topics = {{.id = "fee", .start = "fee", .optional = true},
                    {.id = "address", .start = "address", .optional = true}}});
}

Covered after(const std::shared_ptr<const dialogue::Scenario>& scenario, std::initializer_list<const char*> steps) {
    dialogue::Session session(scenario, mood_table(), {});
    for (const std::string_view step : steps) {
        if (step.starts_with(dialogue::turn_prefix))
            REQUIRE(session.turn_to(step.substr(dialogue::turn_prefix.size()), 1000));
        else
            REQUIRE(session.choose(step, 1000));
    }
    Coverage coverage(scenario);
    coverage.add(session);
    return coverage.covered();
}

} // namespace

TEST_CASE("Which topics were taken up and which were finished", "[analysis][topics]") {
    const auto scenario = about_two_things();
    auto covered = after(scenario, {"a"});
    CHECK(covered.topics.all == 2);
    CHECK(covered.topics.missing == Names{"fee", "address"});
    CHECK(covered.topics_done.missing == Names{"fee", "address"});
    covered = after(scenario, {"topic:fee"}); // begun and no more
    CHECK(covered.topics.missing == Names{"address"});
    CHECK(covered.topics_done.visited == 0);
    covered = after(scenario, {"topic:fee", "a", "topic:address", "a", "a"});
    CHECK(covered.topics.missing.empty());
    CHECK(covered.topics_done.missing.empty());
    covered = after(scenario, {"b", "b", "a"}); // the story led there, and away again
    CHECK(covered.topics.missing == Names{"address"});
    CHECK(covered.topics_done.missing == Names{"fee", "address"});
}

TEST_CASE("What several contacts came to is one coverage", "[analysis][topics]") {
    const auto scenario = about_two_things();
    Coverage coverage(scenario);
    for (const char* topic : {"fee", "address"}) {
        dialogue::Session session(scenario, mood_table(), {});
        REQUIRE(session.turn_to(topic, 1000));
        REQUIRE(session.choose("a", 1000));
        coverage.add(session);
    }
    CHECK(coverage.covered().topics.visited == 2);
    CHECK(coverage.covered().topics_done.visited == 2);
}
