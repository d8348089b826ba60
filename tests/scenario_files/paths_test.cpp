// Reachability on small graphs that can be checked by eye.
#include "sim/scenario_files/paths.h"

#include <catch2/catch.hpp>

using namespace rapport::dialogue;
using namespace rapport::scenario_files;

namespace {

// Nodes are numbers; each gets its replies in order.
struct Story {
    struct Way {
        Target to;
        std::uint32_t passage = none;
    };
    static Target node(std::uint32_t i) { return {Target::Kind::node, i}; }
    static Target ending(std::uint32_t i) { return {Target::Kind::ending, i}; }
    static Target back() { return {Target::Kind::back, none}; }

    Story(std::vector<std::vector<Way>> nodes, std::size_t endings, std::vector<std::uint32_t> passages = {}) {
        for (const auto& ways : nodes) {
            Node n;
            n.replies = {static_cast<std::uint32_t>(s.replies.size()), static_cast<std::uint32_t>(ways.size())};
            for (const Way& way : ways) {
                Reply r;
                r.passage = way.passage;
                (way.passage == none ? r.to : r.then) = way.to;
                s.replies.push_back(r);
            }
            s.nodes.push_back(n);
        }
        s.endings.resize(endings);
        for (const std::uint32_t start : passages) s.passages.push_back({"", start});
    }
    Scenario s;
};

} // namespace

TEST_CASE("what can be reached and what can end", "[scenario_files][paths]") {
    // 0 → 1 → ending 0; 2 is an island; 3 is a trap behind 1.
    const Story story(
        {{{Story::node(1)}}, {{Story::ending(0)}, {Story::node(3)}}, {{Story::ending(1)}}, {{Story::node(3)}}}, 2);
    const Paths paths(story.s);
    const auto reached = paths.from(0, {}, Paths::Passages::into);
    CHECK(reached.nodes == Marks{true, true, false, true});
    CHECK(reached.endings == Marks{true, false});
    CHECK(reached.before[1] == 0);
    CHECK(reached.ending_before[0] == 1);
    CHECK(paths.can_end() == Marks{true, true, true, false});
    CHECK(paths.revisitable() == Marks{false, false, false, true});
    CHECK(paths.from(0, {false, true, false, false}, Paths::Passages::into).endings == Marks{false, false});
}

TEST_CASE("a passage comes back where it was called", "[scenario_files][paths]") {
    // 0 calls 2 and goes on at 1; 3 calls 2 and goes on at 4. Only 0 is reachable, so 4 is not.
    const Story story(
        {{{Story::node(1), 0}}, {{Story::ending(0)}}, {{Story::back()}}, {{Story::node(4), 0}}, {{Story::ending(0)}}},
        1, {2});
    const Paths paths(story.s);
    CHECK(paths.returning({}) == Marks{true});
    CHECK(paths.from(0, {}, Paths::Passages::into).nodes == Marks{true, true, true, false, false});
    CHECK(paths.from(0, {}, Paths::Passages::over).nodes == Marks{true, true, false, false, false});
    // With the inside of the passage blocked nothing comes back.
    CHECK(paths.returning({false, false, true, false, false}) == Marks{false});
    CHECK(paths.from(0, {false, false, true, false, false}, Paths::Passages::into).endings == Marks{false});
}

TEST_CASE("passages inside passages", "[scenario_files][paths]") {
    // 0 calls A (2), which calls B (3) and then returns from 4; B may also end the story.
    const Story story({{{Story::node(1), 0}},
                       {{Story::ending(0)}},
                       {{Story::node(4), 1}},
                       {{Story::back()}, {Story::ending(1)}},
                       {{Story::back()}}},
                      2, {2, 3});
    const Paths paths(story.s);
    CHECK(paths.returning({}) == Marks{true, true});
    CHECK(paths.from(0, {}, Paths::Passages::into).endings == Marks{true, true});
    CHECK(paths.can_end() == Marks(5, true));
    CHECK(paths.revisitable() == Marks(5, false));
}

TEST_CASE("a circle through several nodes, and a node beside it", "[scenario_files][paths]") {
    const Story story({{{Story::node(1)}}, {{Story::node(2)}}, {{Story::node(1)}, {Story::ending(0)}}}, 1);
    CHECK(Paths(story.s).revisitable() == Marks{false, true, true});
}

TEST_CASE("a passage taken twice visits its nodes again", "[scenario_files][paths]") {
    SECTION("called from two places, one after the other") {
        const Story story({{{Story::node(1), 0}}, {{Story::ending(0), 0}}, {{Story::back()}}}, 1, {2});
        CHECK(Paths(story.s).revisitable() == Marks{false, false, true});
    }
    SECTION("called in a circle") {
        const Story story({{{Story::node(1), 0}, {Story::ending(0)}}, {{Story::node(0)}}, {{Story::back()}}}, 1, {2});
        CHECK(Paths(story.s).revisitable() == Marks{true, true, true});
    }
    SECTION("not where only one of the calls can be made") {
        const Story story({{{Story::ending(0), 0}, {Story::node(1)}}, {{Story::ending(0), 0}}, {{Story::back()}}}, 1,
                          {2});
        CHECK(Paths(story.s).revisitable() == Marks(3, false));
    }
    SECTION("once by itself, once through another passage") { // 2 is the one taken twice; 3 calls it
        const Story story({{{Story::node(1), 0}},
                           {{Story::ending(0), 1}},
                           {{Story::back()}},
                           {{Story::node(4), 0}},
                           {{Story::back()}}},
                          1, {2, 3});
        CHECK(Paths(story.s).revisitable() == Marks{false, false, true, false, false});
    }
    SECTION("a passage that calls itself") {
        const Story story({{{Story::ending(0), 0}}, {{Story::node(2), 0}, {Story::back()}}, {{Story::back()}}}, 1, {1});
        CHECK(Paths(story.s).revisitable() == Marks{false, true, true});
    }
}

TEST_CASE("long stories need no deep stack", "[scenario_files][paths]") {
    std::vector<std::vector<Story::Way>> chain;
    const std::uint32_t length = 200'000;
    for (std::uint32_t i = 0; i + 1 < length; ++i) chain.push_back({{Story::node(i + 1)}});
    chain.push_back({{Story::ending(0)}});
    const Story story(chain, 1);
    const Paths paths(story.s);
    CHECK(paths.from(0, {}, Paths::Passages::into).endings == Marks{true});
    CHECK(paths.can_end() == Marks(length, true));
    CHECK(paths.revisitable() == Marks(length, false));
}
