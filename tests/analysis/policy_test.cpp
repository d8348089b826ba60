#include "sim/analysis/policy.h"

#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

std::vector<std::string> script(const std::shared_ptr<const dialogue::Scenario>& scenario, std::uint64_t seed,
                                Policy policy, const Budget& budget = {}) {
    return scripted_replies(scenario, mood_table(), {.seed = seed}, policy, budget);
}

} // namespace

TEST_CASE("Policies are called by name", "[analysis][policy]") {
    CHECK(policy_from("worst") == Policy::worst);
    for (std::size_t i = 0; i < policy_ids.size(); ++i) CHECK(policy_from(policy_ids[i]) == static_cast<Policy>(i));
    CHECK_FALSE(policy_from("Best"));
    CHECK_FALSE(policy_from(""));
}

TEST_CASE("Every policy leads to an ending, again and again the same way", "[analysis][policy]") {
    for (std::uint64_t i = 0; i < 60; ++i) {
        const auto scenario = random_scenario(i, 10, false);
        for (const Policy policy : {Policy::first, Policy::best, Policy::worst, Policy::random}) {
            const auto replies = script(scenario, i, policy);
            INFO("scenario " << i << ", policy " << policy_ids[static_cast<std::size_t>(policy)]);
            REQUIRE(played(scenario, {.seed = i}, replies).over());
            REQUIRE(script(scenario, i, policy) == replies);
        }
    }
}

TEST_CASE("Best is not below first or random, worst not above", "[analysis][policy]") {
    for (std::uint64_t i = 0; i < 60; ++i) {
        const auto scenario = random_scenario(i, 10, false);
        const auto total = [&](Policy policy) {
            return graded(played(scenario, {.seed = i}, script(scenario, i, policy)));
        };
        INFO("scenario " << i);
        for (const Policy policy : {Policy::first, Policy::random}) {
            REQUIRE(total(Policy::best) >= total(policy));
            REQUIRE(total(Policy::worst) <= total(policy));
        }
    }
}

TEST_CASE("First takes what is shown first", "[analysis][policy]") {
    const auto scenario = random_scenario(3, 10, false);
    dialogue::Session session(scenario, mood_table(), {.seed = 3});
    for (const std::string& id : script(scenario, 3, Policy::first)) {
        REQUIRE(session.now().offered_count > 0);
        CHECK(session.offered_reply(0).id == id);
        REQUIRE(session.choose(id, scripted_response_ms(*scenario)));
    }
    CHECK(session.over());
}

TEST_CASE("Random differs by seed", "[analysis][policy]") {
    const auto scenario =
        make({.grades = {Behaviour::restate},
              .nodes = {{.id = "one", .replies = {{.id = "a", .to = "two"}, {.id = "b", .to = "two"}}},
                        {.id = "two", .replies = {{.id = "a", .to = "!resolved"}, {.id = "b", .to = "!resolved"}}}}});
    std::set<std::vector<std::string>> seen;
    for (std::uint64_t seed = 0; seed < 40; ++seed) seen.insert(script(scenario, seed, Policy::random));
    CHECK(seen.size() == 4);
}

TEST_CASE("Where nothing is offered silence is the answer, if it leads on", "[analysis][policy]") {
    const auto waiting = make({.nodes = {{.id = "wait", .silence = "!resolved"}}});
    CHECK(script(waiting, 1, Policy::first) == std::vector<std::string>{"silence"});
    const auto stuck = make({.nodes = {{.id = "stuck"}}});
    CHECK(script(stuck, 1, Policy::first).empty());
}

TEST_CASE("In a circle a policy gives up in time", "[analysis][policy]") {
    const auto scenario = make({.nodes = {{.id = "round", .replies = {{.id = "a", .to = "round"}}}}});
    CHECK(script(scenario, 1, Policy::random, {.turns = 25}).size() == 25);
}

TEST_CASE("Scripted replies take half the norm, silences as long as the moment waits", "[analysis][policy]") {
    dialogue::Scenario scenario;
    scenario.response_s = 45;
    CHECK(scripted_response_ms(scenario) == 22'500);
    dialogue::Node node;
    CHECK(scripted_silence_ms(scenario, node) == 45'000);
    node.silence_after_s = 20;
    CHECK(scripted_silence_ms(scenario, node) == 20'000);
}
