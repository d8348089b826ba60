// From the session to what the grader reads: the words that show each level, as the moment left them.
#include "sim/dialogue/transcript.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;
using scoring::Behaviour;
using story::node;

namespace {

const scoring::Evidence* find(const scoring::Turn& turn, Behaviour b) {
    const auto it = std::ranges::find(turn.evidence, b, &scoring::Evidence::behaviour);
    return it == turn.evidence.end() ? nullptr : &*it;
}

} // namespace

TEST_CASE("Every level has its words, with their place in code points", "[dialogue][transcript]") {
    auto s = story::start(
        story::of(node("a",
                       R"({"id":"x","text":{"en":"“Three days” is far too long. I'm checking."},)"
                       R"("shows":{"restate":{"level":1,"en":"Three days"},"take_ownership":2},"to":"good"})",
                       R"("calls_for":["restate"],)"),
                  R"("grades":["restate"],)"));
    REQUIRE(s.choose("x", 12000));
    const auto t = transcript(s);
    REQUIRE(t.turns.size() == 1);
    const auto& turn = t.turns[0];
    CHECK(turn.node == "a");
    CHECK(turn.reply == "x");
    CHECK(turn.response_ms == 12000);
    CHECK(turn.calls_for.has(Behaviour::restate));
    CHECK(t.grades.has(Behaviour::restate));
    CHECK(t.outcome == scoring::Outcome::resolved);
    const auto* quoted = find(turn, Behaviour::restate);
    REQUIRE(quoted);
    CHECK(quoted->quote == "Three days");
    CHECK(quoted->start == 1);
    CHECK(quoted->length == 10);
    const auto* whole = find(turn, Behaviour::take_ownership);
    REQUIRE(whole); // a level without a quote: the whole reply is the evidence
    CHECK(whole->quote == turn.reply_text);
}

TEST_CASE("What the moment takes away earns nothing and shows nothing; what it adds says by which rule",
          "[dialogue][transcript]") {
    auto s = story::start(story::of(
        node("a", R"({"id":"x","text":{"en":"Take the coupon."},"shows":{},"solution":true,"to":"b"})") + "," +
        node("b",
             R"({"id":"y","text":{"en":"Hello, I'm Li. I'll ring on Monday."},)"
             R"("shows":{"open_contact":2,"close_with_follow_up":{"level":2,"en":"I'll ring on Monday"}},"to":"c"})") +
        "," + node("c", story::reply("z", "good"))));
    REQUIRE(s.choose("x", 0));
    REQUIRE(s.choose("y", 0));
    const auto t = transcript(s);
    const auto* early = find(t.turns[0], Behaviour::premature_solution);
    REQUIRE(early);
    CHECK(early->reason == "rule_13");
    CHECK(find(t.turns[1], Behaviour::open_contact) == nullptr); // not the first turn
    const auto* follow = find(t.turns[1], Behaviour::close_with_follow_up);
    REQUIRE(follow);
    CHECK(follow->level == 1); // not the close
    CHECK(follow->reason == "moment");
}

TEST_CASE("A transcript for searches has labels and no texts", "[dialogue][transcript]") {
    auto s = story::start(story::of(node("a", story::reply("x", "good", R"("shows":{"restate":1})"))));
    REQUIRE(s.choose("x", 0));
    const auto t = transcript(s, Detail::labels_only);
    CHECK(t.turns[0].labels[Behaviour::restate] == 1);
    CHECK(t.turns[0].reply_text.empty());
    CHECK(t.turns[0].evidence.empty());
}
