#include "sim/analysis/analysis.h"
#include "sim/analysis/bounds.h"
#include "sim/analysis/ground.h"
#include "sim/analysis/open_ways.h"
#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

std::string named(std::size_t i) { return "n" + std::to_string(i); }

// n nodes, each leading on, one back and somewhere else, so that what is known at one end needs many rounds to get to
// the other.
S there_and_back(std::size_t n) {
    S story{.grades = {Behaviour::restate, Behaviour::apologise, Behaviour::take_ownership}};
    for (std::size_t i = 0; i < n; ++i)
        story.nodes.push_back(
            {.id = named(i),
             .calls_for = {i % 2 == 0 ? Behaviour::restate : Behaviour::apologise},
             .replies = {{.id = "on", .shows = {{Behaviour::restate, 1}}, .to = i + 1 < n ? named(i + 1) : "!resolved"},
                         {.id = "back", .shows = {{Behaviour::apologise, 1}}, .to = named(i > 0 ? i - 1 : 0)},
                         {.id = "over", .to = named(i * 37 % n), .when = "anger > 20", .solution = true}}});
    return story;
}

// Every one of n nodes calls the same passage of n nodes, each with several ways back.
S calls_and_returns(std::size_t n) {
    S story{.grades = {Behaviour::restate}};
    for (std::size_t i = 0; i < n; ++i)
        story.nodes.push_back({.id = named(i),
                               .calls_for = {Behaviour::restate},
                               .replies = {{.id = "call",
                                            .shows = {{Behaviour::restate, 2}},
                                            .to = i + 1 < n ? named(i + 1) : "!resolved",
                                            .call = "p0"}}});
    for (std::size_t i = 0; i < n; ++i) {
        N node{.id = "p" + std::to_string(i)};
        node.replies.push_back({.id = "on", .to = i + 1 < n ? "p" + std::to_string(i + 1) : "@return"});
        for (int k = 0; k < 5; ++k) node.replies.push_back({.id = "back" + std::to_string(k), .to = "@return"});
        story.nodes.push_back(std::move(node));
    }
    return story;
}

Analysis all_of(const std::shared_ptr<const dialogue::Scenario>& scenario, std::uint64_t work) {
    return analyse(scenario, mood_table(), {}, {}, {.work = work});
}

} // namespace

TEST_CASE("Whatever its shape, a scenario is analysed within the work there is", "[analysis][effort]") {
    const std::uint64_t work = 20'000;
    // What is begun is ended: a move, and the few searches, each for each persona.
    const std::uint64_t last_ones = 2'000;
    S remembers = there_and_back(300);
    for (std::size_t i = 0; i < remembers.nodes.size(); ++i)
        remembers.nodes[i].replies[2].when =
            "not seen(" + named(i * 17 % 300) + ") and not chosen(" + named(i * 29 % 300) + ".on)";
    S lines = there_and_back(40);
    for (int i = 0; i < 40; ++i) lines.variables.push_back("v" + std::to_string(i));
    for (N& node : lines.nodes)
        for (R& reply : node.replies) {
            reply.when.clear();
            for (int i = 0; i < 40; ++i) {
                const std::string v = "v" + std::to_string(i);
                reply.effects.push_back(v + " = " + v + " + v" + std::to_string((i + 1) % 40));
                reply.when += (i > 0 ? " or " : "") + v + " >= 0";
            }
        }
    for (const S& story : {there_and_back(1500), calls_and_returns(40), calls_and_returns(400), remembers, lines}) {
        const auto scenario = make(story);
        const Analysis found = all_of(scenario, work);
        CHECK(found.work <= work + last_ones);
        CHECK(found.work >= found.states);
        CHECK(found.flaws.size() <= most_flaws + 2 * trainee_ids.size());
        // What is said is proven, or told as open.
        CHECK(found.range.max.path.total_hundredths <= found.range.max.path.bound_hundredths);
        CHECK(found.range.min.path.total_hundredths >= found.range.min.path.bound_hundredths);
        const Analysis again = all_of(scenario, work);
        CHECK(again.work == found.work);
        CHECK(again.range.max.path.replies == found.range.max.path.replies);
    }
}

TEST_CASE("A circle of very many nodes, and very many customers", "[analysis][effort]") {
    S circle{.grades = {Behaviour::restate}};
    const std::size_t n = 50'000;
    for (std::size_t i = 0; i < n; ++i)
        circle.nodes.push_back({.id = named(i),
                                .calls_for = {Behaviour::restate},
                                .replies = {{.id = "on", .shows = {{Behaviour::restate, 1}}, .to = named((i + 1) % n)},
                                            {.id = "far", .to = named((i * 7 + 3) % n)}}});
    circle.nodes.back().replies.push_back({.id = "out", .to = "!resolved"});
    const auto large = make(circle);
    const Analysis found = all_of(large, 20'000);
    CHECK(found.work <= 22'000);
    CHECK(found.reach.nodes.back() == Reached::yes);
    CHECK(found.reach.endings[0] == Reached::yes); // on a way that nothing bars
    CHECK_FALSE(found.range.max.path.proven);

    auto many = std::make_shared<dialogue::Scenario>(*make(there_and_back(30)));
    for (std::int16_t i = 0; i < 200; ++i) many->personas.push_back({.id = "p", .temper = i, .anger = 60, .trust = 30});
    CHECK(all_of(many, 20'000).work <= 22'000);
    CHECK(reachable(many, mood_table(), {}, 20'000).states <= 22'000);
}

TEST_CASE("Preparations that take too long are given up, and nothing wrong is said", "[analysis][effort]") {
    const auto scenario = make(there_and_back(60));
    const Graph graph = graph_of(*scenario);
    Progress progress(scenario->grades);
    progress.face(scenario->nodes[0].calls_for);
    for (const Objective objective : {Objective::best, Objective::worst}) {
        const Bounds full(*scenario, graph, objective), none(*scenario, graph, objective, 0);
        CHECK(full.work() > 0);
        CHECK(none.work() == 0);
        const auto narrow = full.total(progress, 0), wide = none.total(progress, 0);
        CHECK((objective == Objective::best ? wide >= narrow : wide <= narrow));
    }
    // Less is merged where nothing is known of what counts where: never more.
    const Relevance full(*scenario, *mood_table(), graph), none(*scenario, *mood_table(), graph, 0);
    CHECK(full.work() > 0);
    CHECK(none.work() == 0);
    const dialogue::Session session(scenario, mood_table(), {});
    Past past = none.start();
    none.follow(past, session);
    if (full.mood_counts(session, past)) CHECK(none.mood_counts(session, past));

    const Path exact = find_path(scenario, mood_table(), {}, Objective::best);
    const Ground ground(scenario, mood_table(), {}, 0);
    const Path found =
        find_path(ground, Bounds(*scenario, ground.graph, Objective::best, 0), 1, Objective::best, {.states = 3000});
    CHECK(found.bound_hundredths >= exact.total_hundredths);
    CHECK(found.total_hundredths <= exact.bound_hundredths);
}

TEST_CASE("A move costs what it takes", "[analysis][effort]") {
    const auto small = make(there_and_back(3)), large = make(there_and_back(8000));
    const Effort of_small(*small, 8), of_large(*large, 8);
    CHECK(of_small.of_copy(0) == 1);
    CHECK(of_small.of_copy(24) == 1);
    CHECK(of_small.of_copy(50) == 3);
    CHECK(of_small.of_copy(0, 50) == 3);
    CHECK(of_large.of_copy(0) > 1);
    dialogue::Session session(small, mood_table(), {});
    const std::size_t before = session.log().size();
    REQUIRE(session.choose("on", 1000));
    CHECK(of_small.since(session, before) == 0);

    S heavy{.nodes = {{.id = "n", .replies = {{.id = "a", .to = "m"}}},
                      {.id = "m", .replies = {{.id = "b", .to = "!resolved"}}}},
            .variables = {"v"}};
    R asks{.id = "c", .to = "!resolved", .when = "v == 0"};
    for (int i = 0; i < 500; ++i) asks.when += " or v == 1";
    heavy.nodes[1].replies.push_back(asks);
    const auto scenario = make(heavy);
    dialogue::Session there(scenario, mood_table(), {});
    REQUIRE(there.choose("a", 1000));
    CHECK(Effort(*scenario, 8).since(there, 0) >= 5);
}

TEST_CASE("The moves of the story count as well", "[analysis][effort]") {
    S story{.nodes = {{.id = "n", .replies = {{.id = "a", .to = "m0"}}}}};
    for (int i = 0; i < 100; ++i)
        story.nodes.push_back(
            {.id = "m" + std::to_string(i), .otherwise = i < 99 ? "m" + std::to_string(i + 1) : "!resolved"});
    const auto scenario = make(story);
    dialogue::Session session(scenario, mood_table(), {});
    REQUIRE(session.choose("a", 1000));
    CHECK(Effort(*scenario, 8).since(session, 0) >= 10);
}

TEST_CASE("Simulated trainees play fewer contacts where these are long", "[analysis][effort]") {
    const auto circle =
        make({.grades = {Behaviour::restate}, .nodes = {{.id = "n", .replies = {{.id = "a", .to = "n"}}}}});
    const Ground ground(circle, mood_table(), {});
    const auto results = simulate(ground, 200, 10'000); // 2,000 units each: one contact of 1,000 turns, not two
    for (const TraineeResult& result : results) {
        CHECK(result.runs == 1);
        CHECK(result.finished == 0);
        CHECK(result.work <= 2'001);
    }
    CHECK(simulate(ground, 200, 100)[0].runs == 0); // and none of it is made up
    CHECK_FALSE(simulate(ground, 200, 100)[0].totals);
}

TEST_CASE("A passage that is called and comes back does not make its caller come back", "[analysis][effort]") {
    // p calls q and then never leaves b; what follows calls of p is not reached on an open way.
    const S story{.nodes = {{.id = "n", .replies = {{.id = "a", .to = "after", .call = "p"}}},
                            {.id = "after", .replies = {{.id = "a", .to = "!resolved"}}},
                            {.id = "p", .replies = {{.id = "a", .to = "b", .call = "q"}}},
                            {.id = "b", .replies = {{.id = "a", .to = "b"}}},
                            {.id = "q", .replies = {{.id = "a", .to = "@return"}}}}};
    const auto scenario = make(story);
    CHECK(open_ways(*scenario).nodes == std::vector{true, false, true, true, true});
    CHECK(open_ways(*scenario).endings == std::vector{false});
    CHECK(reach_of(scenario, mood_table(), {}).nodes[1] == Reached::no);
}

TEST_CASE("So many findings are listed, and the others counted", "[analysis][effort]") {
    S story{.grades = {Behaviour::restate}};
    for (std::size_t i = 0; i < 700; ++i)
        story.nodes.push_back({.id = named(i),
                               .replies = {{.id = "a", .to = i < 699 ? named(i + 1) : "!resolved"},
                                           {.id = "b", .to = i < 699 ? named(i + 1) : "!resolved"}}});
    const auto scenario = make(story);
    const auto found = flaws_of(*scenario, reach_of(scenario, mood_table(), {}), {});
    REQUIRE(found.size() == most_flaws + 1);
    CHECK(found.back().what.code == "more_findings");
    CHECK(std::stoul(std::string(found.back().what.arg("count"))) > 0);
}

TEST_CASE("Of three replies of a kind two are found, each beside the first", "[analysis][effort]") {
    const S story{.grades = {Behaviour::restate},
                  .nodes = {{.id = "n",
                             .replies = {{.id = "a", .to = "!resolved"},
                                         {.id = "b", .to = "!resolved"},
                                         {.id = "c", .to = "!resolved"}}}}};
    const auto scenario = make(story);
    std::vector<std::string> pairs;
    for (const Flaw& flaw : flaws_of(*scenario, reach_of(scenario, mood_table(), {}), {}))
        if (flaw.what.code == "replies_equivalent")
            pairs.push_back(std::string(flaw.what.arg("first")) + std::string(flaw.what.arg("second")));
    CHECK(pairs == std::vector<std::string>{"ab", "ac"});
}
