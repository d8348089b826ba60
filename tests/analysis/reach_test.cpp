// What a contact can get to: small stories where the answer is plain, and random ones against trying everything.
#include "sim/analysis/open_ways.h"
#include "sim/analysis/reach.h"
#include "sim/analysis/times.h"
#include "sim/base/random.h"
#include "tests/analysis/scenarios.h"
#include "tests/sanitized.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

using Scenarios = std::shared_ptr<const dialogue::Scenario>;

Reached node(const Scenarios& s, const Reach& reach, std::string_view id) { return reach.nodes[s->node_named(id)]; }
bool dead_end(const Scenarios& s, const Reach& reach, std::string_view id) {
    return reach.dead_ends[s->node_named(id)];
}

const S locked{.nodes = {{.id = "opening",
                          .replies = {{.id = "a", .to = "probe"},
                                      {.id = "b", .to = "secret", .when = "trust > 100"},
                                      {.id = "c", .to = "late", .when = "turn > 1"}}},
                         {.id = "probe", .replies = {{.id = "a", .to = "opening"}, {.id = "b", .to = "!resolved"}}},
                         {.id = "secret", .replies = {{.id = "a", .to = "!lost"}}},
                         {.id = "late", .replies = {{.id = "a", .to = "!resolved"}}}},
               .endings = {{"resolved", scoring::Outcome::resolved}, {"lost", scoring::Outcome::lost}}};

} // namespace

TEST_CASE("What a condition forbids for good is out of reach, and that is proven", "[analysis][reach]") {
    // Without turn, which would make the states endless.
    S story = locked;
    story.nodes[0].replies[2].when = "chosen(probe.a)";
    const auto s = make(story);
    const Reach reach = reach_of(s, mood_table(), {});
    CHECK(reach.exact);
    CHECK(node(s, reach, "opening") == Reached::yes);
    CHECK(node(s, reach, "late") == Reached::yes); // the second time round
    CHECK(node(s, reach, "secret") == Reached::no);
    CHECK(reach.endings == std::vector{Reached::yes, Reached::no});
    CHECK(reach.replies ==
          std::vector{Reached::yes, Reached::no, Reached::yes, Reached::yes, Reached::yes, Reached::no, Reached::yes});
    CHECK(reach.dead_ends == std::vector(4, false));
}

TEST_CASE("What was not tried to the end is not known, unless no way leads there at all", "[analysis][reach]") {
    S story = locked;
    story.nodes.push_back({.id = "island", .replies = {{.id = "a", .to = "!lost"}}});
    const auto s = make(story);
    const Reach reach = reach_of(s, mood_table(), {}, {.states = 1});
    CHECK_FALSE(reach.exact);
    CHECK(node(s, reach, "secret") == Reached::unknown);
    CHECK(node(s, reach, "late") == Reached::unknown);
    CHECK(node(s, reach, "probe") == Reached::yes); // an open way
    CHECK(node(s, reach, "island") == Reached::no); // no way
    CHECK(reach.endings == std::vector{Reached::yes, Reached::unknown});
}

TEST_CASE("A dead end is where an answer can no longer help", "[analysis][reach]") {
    const auto s = make(
        {.nodes = {
             {.id = "opening", .replies = {{.id = "a", .to = "corridor"}, {.id = "b", .to = "fork"}}},
             {.id = "corridor", .replies = {{.id = "a", .to = "cell"}}},
             {.id = "cell", .replies = {{.id = "a", .to = "!resolved", .when = "trust > 100"}}, .otherwise = "cell"},
             {.id = "fork", .replies = {{.id = "a", .to = "corridor"}, {.id = "b", .to = "!resolved"}}}}});
    CHECK_FALSE(always_ends(*s));
    const Reach reach = reach_of(s, mood_table(), {});
    CHECK(reach.exact);
    CHECK(dead_end(s, reach, "corridor"));
    CHECK(dead_end(s, reach, "cell"));
    CHECK_FALSE(dead_end(s, reach, "opening"));
    CHECK_FALSE(dead_end(s, reach, "fork"));
}

TEST_CASE("Slow answers and impatience open ways that haste does not", "[analysis][reach]") {
    const S story{.nodes = {{.id = "opening", .replies = {{.id = "a", .to = "next"}}},
                            {.id = "next",
                             .replies = {{.id = "slow", .to = "!slow", .when = "seconds >= 90"},
                                         {.id = "cross", .to = "!cross", .when = "anger > 85"},
                                         {.id = "plain", .to = "!resolved"}}}},
                  .endings = {{"resolved", scoring::Outcome::resolved},
                              {"slow", scoring::Outcome::lost},
                              {"cross", scoring::Outcome::lost}}};
    const auto s = make(story); // anger 80; one step of waiting adds 2, nothing offered 3
    const Reach reach = reach_of(s, mood_table(), {});
    CHECK(reach.exact);
    CHECK(reach.endings == std::vector(3, Reached::yes));
    SECTION("which cannot be where the customer does not mind waiting") {
        const Reach patient = reach_of(s, mood_table(), {.leniency = 0});
        CHECK(patient.endings == std::vector{Reached::yes, Reached::yes, Reached::no});
    }
}

TEST_CASE("Only a length of time that makes a difference is tried", "[analysis][times]") {
    auto s = std::make_shared<dialogue::Scenario>(
        *make({.nodes = {{.id = "n", .replies = {{.id = "a", .to = "!resolved"}}}}}));
    s->first_response_s = 20;
    s->response_s = 30;
    s->patience_s = 10;
    const Times times(*s, *mood_table(), {});
    // In time (half of 30 s), and one, two and three steps of patience lost.
    CHECK(times.replies(false) == std::vector<std::uint32_t>{15'000, 31'000, 40'000, 50'000});
    CHECK(times.replies(true) == std::vector<std::uint32_t>{15'000, 21'000, 30'000, 40'000});
    CHECK(times.silences(*s, s->nodes[0]).size() == 1);
    CHECK(Times(*s, *mood_table(), {.leniency = 0}).replies(false) == std::vector<std::uint32_t>{15'000});
    CHECK(path_item("a", 15'000, 15'000) == "a");
    CHECK(path_item("a", 31'000, 15'000) == "a@31");
    CHECK(path_item("a", 20'050, 15'000) == "a@20.05");
}

TEST_CASE("Lengths of time that conditions ask about are tried; calculations with them cannot be",
          "[analysis][times]") {
    S story{.nodes = {{.id = "n",
                       .replies = {{.id = "a", .to = "!resolved", .when = "seconds > 70 or 5 == seconds"},
                                   {.id = "b", .to = "!resolved"}}}}};
    const auto s = make(story);
    const Times times(*s, *mood_table(), {.leniency = 0});
    CHECK(times.read());
    CHECK(times.complete());
    CHECK(times.replies(false) == std::vector<std::uint32_t>{30'000, 0, 5'000, 70'000, 71'000});
    CHECK(times.silences(*s, s->nodes[0]).size() == 5);
    story.nodes[0].replies[0].when = "seconds + 1 > 70";
    CHECK_FALSE(Times(*make(story), *mood_table(), {}).complete());
}

TEST_CASE("A long chain without conditions is decided without being walked", "[analysis][reach]") {
    S story;
    for (int i = 0; i < 5000; ++i) {
        std::string id = "n";
        std::string next = "n";
        story.nodes.push_back(
            {.id = id.append(std::to_string(i)),
             .replies = {{.id = "a", .to = i < 4999 ? next.append(std::to_string(i + 1)) : "!resolved"}}});
    }
    const Reach reach = reach_of(make(story), mood_table(), {}, {.states = 100});
    CHECK(reach.exact);
    CHECK(reach.nodes == std::vector(5000, Reached::yes));
    CHECK(reach.endings[0] == Reached::yes);
}

TEST_CASE("An open way leads through a passage only where the passage comes back", "[analysis][reach]") {
    S story{.nodes = {{.id = "opening", .replies = {{.id = "a", .to = "after", .call = "verify"}}},
                      {.id = "verify", .replies = {{.id = "a", .to = "@return"}}},
                      {.id = "after", .replies = {{.id = "a", .to = "!resolved"}}}}};
    CHECK(open_ways(*make(story)).nodes == std::vector{true, true, true});
    CHECK(always_ends(*make(story)));
    story.nodes[1].replies[0].when = "trust > 100";
    story.nodes[1].otherwise = "!resolved";
    CHECK(open_ways(*make(story)).nodes == std::vector{true, true, false});
    const auto s = make(story);
    const Reach reach = reach_of(s, mood_table(), {});
    CHECK(reach.exact);
    CHECK(node(s, reach, "after") == Reached::no);
}

namespace {

// Everything there is, at the lengths of time the analysis takes. Returns whether an ending can be reached.
struct Everything {
    std::vector<bool> nodes, endings, replies, dead_ends;
    std::uint64_t moves = 0, most = 1'000'000'000; // beyond, it is given up

    explicit Everything(const dialogue::Scenario& s)
        : nodes(s.nodes.size()), endings(s.endings.size()), replies(s.replies.size()), dead_ends(s.nodes.size()) {}

    bool explore(const dialogue::Session& session, const Times& times) {
        const dialogue::Scenario& s = session.scenario();
        if (++moves > most) return true;
        for (const auto& record : session.log()) nodes[record.node] = true;
        if (session.over()) {
            endings[static_cast<std::size_t>(session.ending() - s.endings.data())] = true;
            return true;
        }
        nodes[session.now().node] = true;
        bool ends = false;
        for (std::size_t i = 0; i < session.now().offered_count; ++i) {
            replies[session.node().replies.first + session.now().offered[i]] = true;
            for (const std::uint32_t ms : times.replies(session.first_turn())) {
                dialogue::Session next = session;
                REQUIRE(next.choose_at(i, ms));
                ends |= explore(next, times);
            }
        }
        for (const dialogue::Place place : dialogue::places_in(session.places())) {
            dialogue::Session next = session;
            REQUIRE(next.turn_to(place, times.replies(false).back()));
            ends |= explore(next, times);
        }
        for (const std::uint32_t ms : times.silences(s, session.node())) {
            dialogue::Session next = session;
            if (next.keep_silent(ms)) ends |= explore(next, times);
        }
        if (!ends) dead_ends[session.now().node] = true;
        return ends;
    }
};

std::vector<bool> yes(const std::vector<Reached>& list) {
    std::vector<bool> out;
    for (const Reached r : list) out.push_back(r == Reached::yes);
    return out;
}

// Short norms, so that time matters, and here and there nothing that catches who has nothing to say.
Scenarios impatient(std::uint64_t index, std::uint32_t nodes, bool topics = false) {
    auto s = std::make_shared<dialogue::Scenario>(*random_scenario(index, nodes, false, topics));
    Random random(7, Purpose::test, index);
    s->patience_s = 2;
    s->first_response_s = 3;
    for (auto& n : s->nodes) {
        if (random.below(3) > 0) continue;
        n.otherwise = {};
        s->replies[n.replies.first].when = s->replies[n.replies.first + n.replies.count - 1].when;
    }
    return s;
}

} // namespace

TEST_CASE("Reach finds what trying everything finds, dead ends included", "[analysis][reach]") {
    std::uint64_t moves = 0, stuck = 0, out_of_reach = 0;
    for (std::uint64_t i = 0; i < tests::enough(400); ++i) {
        const auto s = impatient(20'000 + i, 6);
        const dialogue::Settings settings{.seed = i};
        const Times times(*s, *mood_table(), settings);
        Everything all(*s);
        all.explore(dialogue::Session(s, mood_table(), settings), times);
        const Reach reach = reach_of(s, mood_table(), settings);
        INFO("scenario " << i);
        REQUIRE(reach.exact);
        REQUIRE(yes(reach.nodes) == all.nodes);
        REQUIRE(yes(reach.endings) == all.endings);
        REQUIRE(yes(reach.replies) == all.replies);
        REQUIRE(reach.dead_ends == all.dead_ends);
        if (always_ends(*s)) REQUIRE(all.dead_ends == std::vector(s->nodes.size(), false));
        const OpenWays open = open_ways(*s);
        for (std::size_t n = 0; n < open.nodes.size(); ++n) REQUIRE((!open.nodes[n] || all.nodes[n]));
        moves += all.moves;
        stuck += static_cast<std::uint64_t>(std::count(all.dead_ends.begin(), all.dead_ends.end(), true));
        out_of_reach += static_cast<std::uint64_t>(std::count(all.replies.begin(), all.replies.end(), false));
    }
    CHECK(moves > tests::enough(20'000)); // the scenarios are not all trivial
    CHECK(stuck > tests::enough(20));
    CHECK(out_of_reach > tests::enough(200));
}

TEST_CASE("Reach finds what trying everything finds where topics can be turned to", "[analysis][reach][topics]") {
    std::uint64_t moves = 0, out_of_reach = 0, given_up = 0;
    for (std::uint64_t i = 0; i < 150; ++i) {
        const auto s = impatient(50'000 + i, 3, true);
        const dialogue::Settings settings{.seed = i, .leniency = i % 2 == 0 ? 100 : 0};
        const Times times(*s, *mood_table(), settings);
        Everything all(*s);
        all.most = 20'000;
        all.explore(dialogue::Session(s, mood_table(), settings), times);
        if (all.moves > all.most) {
            ++given_up;
            continue;
        }
        const Reach reach = reach_of(s, mood_table(), settings);
        INFO("scenario " << i);
        REQUIRE(reach.exact);
        REQUIRE(yes(reach.nodes) == all.nodes);
        REQUIRE(yes(reach.endings) == all.endings);
        REQUIRE(yes(reach.replies) == all.replies);
        REQUIRE(reach.dead_ends == all.dead_ends);
        moves += all.moves;
        out_of_reach += static_cast<std::uint64_t>(std::count(all.replies.begin(), all.replies.end(), false));
    }
    CHECK(given_up < 75);
    CHECK(moves > 20'000);
    CHECK(out_of_reach > 25);
}
