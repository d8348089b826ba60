#include "sim/analysis/score_range.h"

#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

// A full apology is open only with a customer who is not too angry; haste is a fault only with one who is.
std::shared_ptr<const dialogue::Scenario> with_personas(dialogue::Use use) {
    const auto plain = make(
        {.grades = {Behaviour::apologise},
         .nodes =
             {{.id = "opening",
               .calls_for = {Behaviour::apologise},
               .replies =
                   {{.id = "stock", .shows = {{Behaviour::apologise, 1}}, .to = "!resolved", .solution = true},
                    {.id = "full", .shows = {{Behaviour::apologise, 2}}, .to = "!resolved", .when = "anger < 40"}}}},
         .anger = 60});
    auto scenario = std::make_shared<dialogue::Scenario>(*plain);
    scenario->use = use;
    scenario->personas = {{},
                          {.id = "tired", .temper = {}, .anger = 30, .trust = 30},
                          {.id = "furious", .temper = {}, .anger = 90, .trust = 10}};
    return scenario;
}

} // namespace

TEST_CASE("The range is over all personas and says whose it is", "[analysis][range]") {
    const auto scenario = with_personas(dialogue::Use::practice);
    const ScoreRange range = score_range(scenario, mood_table(), {});
    CHECK(range.max.path.total_hundredths == 10000);
    CHECK(scenario->personas[range.max.persona].id == "tired");
    CHECK(range.max.path.replies == std::vector<std::string>{"full"});
    CHECK(range.min.path.total_hundredths == 4600); // 50, less 4 for haste with the furious one
    CHECK(scenario->personas[range.min.persona].id == "furious");
    CHECK(range.min.path.proven);
    CHECK(range.max.path.proven);

    SECTION("and the seed plays it") {
        CHECK(graded(played(scenario, {.seed = range.max.seed}, range.max.path.replies)) == 10000);
        CHECK(graded(played(scenario, {.seed = range.min.seed}, range.min.path.replies)) == 4600);
    }
}

TEST_CASE("An exam has one persona: the customer as written", "[analysis][range]") {
    const ScoreRange range = score_range(with_personas(dialogue::Use::exam), mood_table(), {});
    CHECK(range.max.path.total_hundredths == 5000);
    CHECK(range.min.path.total_hundredths == 5000);
    CHECK(range.max.persona == 0);
    CHECK(range.max.path.proven);
}
