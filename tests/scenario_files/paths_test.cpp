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

namespace {

// Gives the nodes from `first` on to a topic that begins there.
Story with_topic(Story story, std::uint32_t first, bool optional = true) {
    story.s.topics.push_back({.id = "t", .title = {}, .start = first, .when = {}, .optional = optional});
    for (std::uint32_t i = 0; i < story.s.nodes.size(); ++i)
        story.s.places.push_back(i >= first ? Place{1} : main_thread);
    return story;
}

Reply& reply_of(Story& story, std::uint32_t node) { return story.s.replies[story.s.nodes[node].replies.first]; }

constexpr Target topic_done_target{Target::Kind::topic_done, none};

} // namespace

TEST_CASE("a topic is reached by turning to it, and only comes back", "[scenario_files][paths][topics]") {
    // 0 → 1 → ending 0; 2 → 3 → done, then ending 1, which nothing can lead to: the main thread is always parked.
    Story story({{{Story::node(1)}}, {{Story::ending(0)}}, {{Story::node(3)}}, {{topic_done_target}}}, 2);
    reply_of(story, 3).then = Story::ending(1);
    story = with_topic(story, 2);
    const Paths paths(story.s);
    CHECK_FALSE(paths.main_can_be_left());
    CHECK(paths.topics_closing() == Marks{true});
    const auto reached = paths.from(0, {}, Paths::Passages::into);
    CHECK(reached.nodes == Marks{true, true, true, true});
    CHECK(reached.endings == Marks{true, false});
    CHECK(paths.can_end() == Marks{true, true, true, true});
    CHECK(paths.revisitable() == Marks{false, false, false, false});
    // Who may not answer at 1 cannot end: the topic only comes back there.
    CHECK(paths.from(0, {false, true, false, false}, Paths::Passages::into).endings == Marks{false, false});
}

TEST_CASE("an ending within a topic is a way past the main thread", "[scenario_files][paths][topics]") {
    // 0 → 0, for ever; 1, the topic, → ending 0.
    const Story story = with_topic(Story({{{Story::node(0)}}, {{Story::ending(0)}}}, 1), 1);
    const Paths paths(story.s);
    CHECK(paths.topics_closing() == Marks{false});
    CHECK(paths.can_end() == Marks{true, true});
    // Turning away is no answer: what node 0 calls for is never asked.
    CHECK(paths.from(0, {true, false}, Paths::Passages::into).endings == Marks{true});
    // Where the topic only comes back, both are stuck.
    const Story stuck = with_topic(Story({{{Story::node(0)}}, {{topic_done_target}}}, 1), 1);
    CHECK(Paths(stuck.s).can_end() == Marks{false, false});
}

TEST_CASE("what follows the last topic is reached when what must be discussed can be closed",
          "[scenario_files][paths][topics]") {
    // 0, a topic of its own, → done, then 1 → ending 0; 2 must be discussed, too.
    const auto story = [](bool closes) {
        Story made({{{topic_done_target}}, {{Story::ending(0)}}, {{closes ? topic_done_target : Story::node(2)}}}, 1);
        reply_of(made, 0).then = Story::node(1);
        if (closes) reply_of(made, 2).then = Story::node(1);
        made.s.topics = {{.id = "delay", .title = {}, .start = 0, .when = {}, .optional = true},
                         {.id = "bill", .title = {}, .start = 2, .when = {}, .optional = false}};
        made.s.places = {1, 0, 2};
        made.s.start = 0;
        return made;
    };
    const Story good = story(true);
    CHECK(Paths(good.s).main_can_be_left()); // it was never there
    CHECK(Paths(good.s).from(0, {}, Paths::Passages::into).endings == Marks{true});
    // Whoever may not answer at 2 leaves the bill undiscussed, so the end is not reached.
    CHECK(Paths(good.s).from(0, {false, false, true}, Paths::Passages::into).endings == Marks{false});
    const Story endless = story(false);
    CHECK(Paths(endless.s).from(0, {}, Paths::Passages::into).endings == Marks{false});
}

TEST_CASE("a topic that is broken off may begin again", "[scenario_files][paths][topics]") {
    // 0 → 1 → ending 0; 2, the topic, leads to 1 instead of being closed.
    const Story story = with_topic(Story({{{Story::node(1)}}, {{Story::ending(0)}}, {{Story::node(1)}}}, 1), 2);
    CHECK(Paths(story.s).revisitable() == Marks{false, true, true});
}
