#include "sim/analysis/best_path.h"

#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;
using enum scoring::Behaviour;

namespace {

Path search(const std::shared_ptr<const dialogue::Scenario>& scenario, Objective objective, const Budget& budget = {}) {
    return find_path(scenario, mood_table(), {}, objective, budget);
}

using Ids = std::vector<std::string>;

// Two moments; listening first opens a better second moment.
S late_parcel() {
    return {.grades = {restate, offer_options},
            .nodes = {{.id = "opening",
                       .calls_for = {restate},
                       .replies = {{.id = "rule", .shows = {{hide_behind_policy, 1}}, .to = "refused"},
                                   {.id = "half", .shows = {{restate, 1}}, .to = "heard"},
                                   {.id = "full", .shows = {{restate, 2}}, .to = "heard", .check = true}},
                       .silence = "refused"},
                      {.id = "refused", .replies = {{.id = "bye", .shows = {{dismiss_or_blame, 2}}, .to = "!lost"}}},
                      {.id = "heard",
                       .calls_for = {offer_options},
                       .replies = {{.id = "one", .shows = {{offer_options, 1}}, .to = "!resolved"},
                                   {.id = "two",
                                    .shows = {{offer_options, 2}},
                                    .to = "!resolved",
                                    .when = "shown(restate) == 2"}}}},
            .endings = {{"resolved", scoring::Outcome::resolved}, {"lost", scoring::Outcome::lost}}};
}

// `turns` moments with four replies each that remember what was said: nothing can be merged away for free.
S long_talk(int turns) {
    S s{.grades = {restate, acknowledge_feeling, apologise, take_ownership, offer_options, explain_steps}};
    for (int i = 0; i < turns; ++i) {
        std::string name = "m";
        name += std::to_string(i);
        std::string next = "m";
        next += std::to_string(i + 1);
        if (i + 1 == turns) next = "!resolved";
        N n{.id = name};
        for (int k = 0; k < 3; ++k) n.calls_for.push_back(s.grades[static_cast<std::size_t>((i + k) % 6)]);
        for (int r = 0; r < 4; ++r) {
            R reply{.id = std::string(1, static_cast<char>('a' + r)), .to = next};
            // Each reply is good at one thing: no reply is the best one for everything, so the bounds are loose.
            reply.shows.emplace_back(n.calls_for[static_cast<std::size_t>(r % 3)], 2);
            if (r == 3) reply.shows.emplace_back(n.calls_for[1], 1);
            if (r == 3) reply.when = "anger < " + std::to_string(75 - 3 * i);
            n.replies.push_back(reply);
        }
        s.nodes.push_back(n);
    }
    return s;
}

} // namespace

TEST_CASE("A greeting counts in the first moment that waits for one, also where the story moves there by itself",
          "[analysis][search]") {
    const S s{.grades = {open_contact},
              .nodes = {{.id = "ring", .otherwise = "hello"},
                        {.id = "hello",
                         .calls_for = {open_contact},
                         .replies = {{.id = "nothing", .to = "!resolved"},
                                     {.id = "greet", .shows = {{open_contact, 2}}, .to = "!resolved"}}}}};
    const Path path = search(make(s), Objective::best);
    CHECK(path.replies == Ids{"greet"});
    CHECK(path.total_hundredths == 10000);
    CHECK(path.proven);
}

TEST_CASE("The best and the worst contact of a small scenario", "[analysis][search]") {
    const auto scenario = make(late_parcel());
    const Path best = search(scenario, Objective::best);
    CHECK(best.replies == Ids{"full", "two"});
    CHECK(best.total_hundredths == 10000);
    CHECK(best.proven);
    CHECK(best.bound_hundredths == 10000);
    REQUIRE(best.ending.has_value());
    CHECK(scenario->endings[*best.ending].id == "resolved");

    const Path worst = search(scenario, Objective::worst);
    CHECK(worst.replies.back() == "bye");
    CHECK(worst.total_hundredths == 0);
    CHECK(worst.proven);
    CHECK(scenario->endings[*worst.ending].id == "lost");
}

TEST_CASE("A silence may be the worst one can do", "[analysis][search]") {
    auto s = late_parcel();
    s.nodes[0].replies = {s.nodes[0].replies[2]};
    s.nodes[1].replies[0].shows = {};
    CHECK(search(make(s), Objective::worst).replies == Ids{"silence", "bye"});
    CHECK(search(make(s), Objective::best).replies == Ids{"full", "two"});
}

TEST_CASE("Conditions hold: what cannot be offered is not found", "[analysis][search]") {
    auto s = late_parcel();
    s.nodes[2].replies[1].when = "shown(apologise) == 2"; // never
    const Path best = search(make(s), Objective::best);
    CHECK(best.replies == Ids{"full", "one"});
    CHECK(best.total_hundredths == 8333); // listening 100, understanding 100, solution 50
    CHECK(best.proven);
}

TEST_CASE("A detour is taken where it pays", "[analysis][search]") {
    // "now" is severe haste as long as the customer is very angry; one round of listening makes it harmless.
    const auto scenario =
        make({.grades = {offer_options},
              .nodes = {{.id = "opening",
                         .calls_for = {offer_options},
                         .replies = {{.id = "now", .shows = {{offer_options, 2}}, .to = "!resolved", .solution = true},
                                     {.id = "listen", .shows = {{let_speak, 2}}, .to = "opening", .once = true}}}}});
    CHECK(search(scenario, Objective::best).replies == Ids{"listen", "now"});
    CHECK(search(scenario, Objective::best).total_hundredths == 10000);
    CHECK(search(scenario, Objective::worst).replies == Ids{"now"});
    CHECK(search(scenario, Objective::worst).total_hundredths == 9600);
}

TEST_CASE("Circles end", "[analysis][search]") {
    const auto scenario = make({.grades = {restate},
                                .nodes = {{.id = "round",
                                           .calls_for = {restate},
                                           .replies = {{.id = "again", .to = "about"},
                                                       {.id = "out", .shows = {{restate, 1}}, .to = "!resolved"}}},
                                          {.id = "about", .replies = {{.id = "back", .to = "round"}}}}});
    const Path best = search(scenario, Objective::best);
    CHECK(best.replies == Ids{"out"});
    CHECK(best.total_hundredths == 5000);
    CHECK(best.proven);
    // Each round is another miss. The total sinks towards 0 and, rounded, only gets there after thousands of turns:
    // so the worst is a long way round and not proven.
    const Path worst = search(scenario, Objective::worst, {.turns = 41});
    CHECK(worst.replies.size() == 41);
    CHECK(worst.total_hundredths == 238); // listening and understanding 50 / 21 each
    CHECK_FALSE(worst.proven);
    CHECK(worst.bound_hundredths == 0);
}

TEST_CASE("Where nothing ends there is no path, and that is proven", "[analysis][search]") {
    const auto scenario =
        make({.grades = {restate}, .nodes = {{.id = "round", .replies = {{.id = "a", .to = "round"}}}}});
    for (const Objective objective : {Objective::best, Objective::worst}) {
        const Path path = search(scenario, objective);
        CHECK_FALSE(path.ending);
        CHECK(path.replies.empty());
        CHECK(path.proven);
    }
}

TEST_CASE("A dead end is no ending", "[analysis][search]") {
    auto s = late_parcel();
    s.nodes[2].replies = {};
    const Path best = search(make(s), Objective::best);
    CHECK(best.replies.back() == "bye");
    CHECK(best.proven);
}

TEST_CASE("A scenario that grades nothing has a way through and no total", "[analysis][search]") {
    auto s = late_parcel();
    s.grades = {};
    const Path best = search(make(s), Objective::best);
    CHECK(best.ending.has_value());
    CHECK(best.total_hundredths == 0);
    CHECK(best.proven);
}

TEST_CASE("Beyond the budget there is a witness and a bound", "[analysis][search]") {
    const auto scenario = make(long_talk(14));
    const Path full = search(scenario, Objective::best);
    const Path little = search(scenario, Objective::best, {.states = 400});
    CHECK_FALSE(little.proven);
    CHECK(little.states <= 400);
    REQUIRE(little.ending.has_value());
    CHECK(graded(played(scenario, {}, little.replies)) == little.total_hundredths);
    CHECK(little.total_hundredths <= full.total_hundredths);
    CHECK(little.bound_hundredths >= full.total_hundredths);
    CHECK(full.states <= Budget{}.states);
}

TEST_CASE("Searching twice finds the same", "[analysis][search]") {
    const auto scenario = make(long_talk(10));
    for (const Objective objective : {Objective::best, Objective::worst}) {
        const Path one = search(scenario, objective), two = search(scenario, objective);
        CHECK(one.replies == two.replies);
        CHECK(one.states == two.states);
        CHECK(one.total_hundredths == graded(played(scenario, {}, one.replies)));
    }
}
