// Topics: taken up, left, come back to, done; in the log, in saves, on any path.
#include "sim/base/random.h"
#include "sim/dialogue/condition.h"
#include "sim/dialogue/save.h"
#include "sim/dialogue/transcript.h"
#include "tests/analysis/scenarios.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;
using story::node;
using story::reply;

namespace {

std::string topic_node(const std::string& id, const std::string& topic, const std::string& replies) {
    return node(id, replies, R"("topic":")" + topic + R"(",)");
}

std::string topic(const std::string& id, const std::string& start, const std::string& more = "") {
    return R"({"id":")" + id + R"(","title":{"en":"The )" + id + R"("},"start":")" + start + R"(")" + more + "}";
}

std::string topics(const std::string& list) { return R"("topics":[)" + list + "],"; }

// A main thread of two nodes, an optional topic of two, and one that opens with the second reply.
std::shared_ptr<const Scenario> two_topics() {
    return story::of(node("a", reply("on", "b") + "," + reply("again", "a")) + "," +
                         node("b", reply("end", "good") + "," + reply("back", "a")) + "," +
                         topic_node("r1", "refund", reply("more", "r2") + "," + reply("enough", "@topic_done")) + "," +
                         topic_node("r2", "refund", reply("done", "@topic_done")) + "," +
                         topic_node("d1", "address", reply("done", "@topic_done")),
                     topics(topic("refund", "r1", R"(,"optional":true)") + "," +
                            topic("address", "d1", R"j(,"when":"chosen(a.on)","optional":true)j")));
}

std::vector<std::string> open(const Session& s) {
    std::vector<std::string> ids;
    for (const Place place : places_in(s.places())) ids.emplace_back(place_id(s.scenario(), place));
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("A topic is taken up, and once it is done the story goes on where it was left", "[dialogue][topics]") {
    auto s = story::start(two_topics());
    CHECK(open(s) == Ids{"refund"}); // the other one is not open yet
    REQUIRE(s.turn_to("refund", 4000));
    CHECK(s.node().id == "r1");
    CHECK(s.threads().here == 1);
    REQUIRE(s.choose("more", 1000));
    CHECK(s.node().id == "r2");
    REQUIRE(s.choose("done", 1000));
    CHECK(s.node().id == "a");
    CHECK(s.threads().here == main_thread);
    CHECK(open(s).empty()); // done is done
    REQUIRE(s.choose("on", 1000));
    CHECK(open(s) == Ids{"address"});
}

TEST_CASE("A topic that was left is come back to where it was left", "[dialogue][topics]") {
    auto s = story::start(two_topics());
    REQUIRE(s.turn_to("refund", 0));
    REQUIRE(s.choose("more", 0));
    CHECK(open(s) == Ids{"main"});
    REQUIRE(s.turn_to("main", 0));
    CHECK(s.node().id == "a");
    REQUIRE(s.choose("on", 0));
    CHECK(open(s) == Ids{"refund", "address"});
    REQUIRE(s.turn_to("refund", 0));
    CHECK(s.node().id == "r2");
    REQUIRE(s.choose("done", 0));
    CHECK(s.node().id == "b");
}

TEST_CASE("What was parked last comes first when a topic is done", "[dialogue][topics]") {
    auto s = story::start(two_topics());
    REQUIRE(s.choose("on", 0));
    REQUIRE(s.turn_to("refund", 0)); // parks main at b
    REQUIRE(s.choose("more", 0));
    REQUIRE(s.turn_to("address", 0)); // parks the refund at r2
    REQUIRE(s.choose("done", 0));
    CHECK(s.node().id == "r2");
    REQUIRE(s.choose("done", 0));
    CHECK(s.node().id == "b");
}

TEST_CASE("Nobody turns twice without an answer in between", "[dialogue][topics]") {
    auto s = story::start(two_topics());
    REQUIRE(s.turn_to("refund", 0));
    CHECK(open(s).empty());
    const auto refused = s.turn_to("main", 0);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "topic_not_open");
    CHECK(refused.error().arg("topic") == "main");
    CHECK(refused.error().arg("node") == "r1");
    CHECK(s.log().size() == 1); // a refusal leaves no trace
    CHECK(s.turn_to("nobody", 0).error().code == "topic_not_open");
    CHECK(s.turn_to(Place{9}, 0).error().code == "topic_not_open");
    REQUIRE(s.choose("more", 0));
    CHECK(s.turn_to("main", 0));
}

TEST_CASE("Turning is logged, earns and costs nothing, and is no answer", "[dialogue][topics]") {
    auto s = story::start(two_topics());
    REQUIRE(s.turn_to("refund", 700'000)); // far beyond any norm
    const TurnRecord record = s.log()[0];
    CHECK(record.kind == scoring::ReplyKind::none);
    CHECK(turned_to(record) == Place{1});
    CHECK(record.response_ms == 700'000);
    CHECK(record.after == s.mood_at_start());
    CHECK(record.reasons.all().empty());
    CHECK(s.first_turn()); // of the agent's replies
    CHECK(transcript(s).turns[0].reply == "topic:refund");
}

TEST_CASE("The moment that is graded is the one in which the reply is given", "[dialogue][topics]") {
    const auto scenario =
        story::of(node("a", reply("on", "good", R"("shows":{"ask_open":2})"), R"("calls_for":["ask_open"],)") + "," +
                      node("r1", reply("done", "@topic_done", R"("shows":{"apologise":2})"),
                           R"("topic":"refund","calls_for":["apologise"],)"),
                  topics(topic("refund", "r1", R"(,"optional":true)")) + R"("grades":["ask_open","apologise"],)");
    auto s = story::start(scenario);
    REQUIRE(s.turn_to("refund", 0));
    REQUIRE(s.choose("done", 0));
    REQUIRE(s.choose("on", 0));
    const auto t = transcript(s);
    REQUIRE(t.turns.size() == 3);
    CHECK(t.turns[0].kind == scoring::ReplyKind::none);
    CHECK(rapport::analysis::test::graded(s) == 10000); // one opportunity each, both taken in full
}

TEST_CASE("What must be discussed is taken up by itself, in the order of the file, and then the story goes on",
          "[dialogue][topics]") {
    const std::string done = R"("to":"@topic_done","then":"close")";
    const auto ends = [&](const std::string& id) {
        return R"({"id":")" + id + R"(","text":{"en":"Fine )" + id + R"("},"shows":{},)" + done + "}";
    };
    const auto scenario = story::of(
        topic_node("a", "delay", ends("x")) + "," + topic_node("b1", "bill", ends("y")) + "," +
            topic_node("c1", "gift", ends("z")) + "," + topic_node("n1", "never", ends("n")) + "," +
            node("close", reply("end", "good")),
        topics(topic("gift", "c1", R"(,"optional":true)") + "," + topic("never", "n1", R"(,"when":"anger < 1")") + "," +
               topic("bill", "b1") + "," + topic("delay", "a")));
    auto s = story::start(scenario);
    CHECK(s.threads().here == 4); // entered by the story itself
    REQUIRE(s.choose("x", 0));
    CHECK(s.node().id == "b1"); // not the optional one, not the one that is not open
    REQUIRE(s.choose("y", 0));
    CHECK(s.node().id == "close");
    CHECK(open(s) == Ids{"gift"});
}

TEST_CASE("A place is never parked and under discussion at once", "[dialogue][topics]") {
    // The topic leads back to the main thread by itself: what was parked there is overtaken.
    const auto scenario =
        story::of(node("a", reply("on", "b")) + "," + node("b", reply("end", "good")) + "," +
                      topic_node("r1", "refund", reply("leave", "b") + "," + reply("done", "@topic_done")),
                  topics(topic("refund", "r1", R"(,"optional":true)")));
    auto s = story::start(scenario);
    REQUIRE(s.turn_to("refund", 0));
    REQUIRE(s.choose("leave", 0));
    CHECK(s.node().id == "b");
    CHECK(s.threads().parked.empty());
    CHECK(open(s) == Ids{"refund"}); // not done, so it begins anew
    REQUIRE(s.turn_to("refund", 0));
    REQUIRE(s.choose("done", 0));
    CHECK(s.node().id == "b");
}

TEST_CASE("Inside a called passage there is nowhere to turn to", "[dialogue][topics]") {
    const auto scenario = story::of(
        node("a", R"({"id":"x","text":{"en":"One check."},"shows":{},"call":"verify","then":"b"})") + "," +
            node("b", reply("end", "good")) + "," + node("v", reply("back", "@return")) + "," +
            topic_node("r1", "refund",
                       R"({"id":"check","text":{"en":"A check."},"shows":{},"call":"verify","then":"r2"})") +
            "," + topic_node("r2", "refund", reply("done", "@topic_done")),
        R"("passages":[{"id":"verify","start":"v"}],)" + topics(topic("refund", "r1", R"(,"optional":true)")));
    auto s = story::start(scenario);
    REQUIRE(s.choose("x", 0));
    CHECK(s.node().id == "v");
    CHECK(open(s).empty());
    REQUIRE(s.choose("back", 0));
    CHECK(open(s) == Ids{"refund"});
    REQUIRE(s.turn_to("refund", 0));
    REQUIRE(s.choose("check", 0)); // called from the topic, the passage belongs to it
    CHECK(s.threads().here == 1);
    CHECK(open(s).empty());
    REQUIRE(s.choose("back", 0));
    CHECK(open(s) == Ids{"main"});
    REQUIRE(s.choose("done", 0));
    CHECK(s.node().id == "b");
}

TEST_CASE("A log with a turn that cannot have been made is refused", "[dialogue][topics]") {
    const auto scenario = two_topics();
    auto s = story::start(scenario);
    REQUIRE(s.turn_to("refund", 0));
    REQUIRE(s.choose("more", 0));
    REQUIRE(s.turn_to("main", 0));
    REQUIRE(s.choose("on", 0));
    const std::vector<TurnRecord> log = s.log().records();
    const auto refused_at = [&](auto spoil) {
        auto spoilt = log;
        spoil(spoilt);
        const auto replayed = Session::replay(scenario, story::mood_table(), s.settings(), spoilt);
        return replayed ? std::string("not at all") : std::string(replayed.error().arg("turn"));
    };
    CHECK(refused_at([](auto&) {}) == "not at all");
    CHECK(refused_at([](auto& l) { l[0].reply = 1; }) == "1");        // main is where it is
    CHECK(refused_at([](auto& l) { l[0].reply = 9; }) == "1");        // no such topic
    CHECK(refused_at([](auto& l) { l[0].branch.index = 1; }) == "1"); // the topic begins elsewhere
    CHECK(refused_at([](auto& l) { l[2].branch.index = 1; }) == "3"); // it was left elsewhere
    CHECK(refused_at([](auto& l) { l[2].reply = 2; }) == "3");        // under discussion
    CHECK(refused_at([](auto& l) { l.erase(l.begin() + 1), l[1].node = l[0].branch.index; }) == "2"); // twice in a row
}

namespace {

// A turn, a reply or a silence, at any speed.
void step_or_turn(Session& s, Random& random) {
    const std::uint32_t ms = random.below(90000);
    const auto places = places_in(s.places());
    if (!places.empty() && random.below(3) == 0)
        REQUIRE(s.turn_to(places[random.below(static_cast<std::uint32_t>(places.size()))], ms));
    else if (s.node().silence_to.kind != Target::Kind::nowhere && random.below(8) == 0)
        REQUIRE(s.keep_silent(ms));
    else
        REQUIRE(s.choose_at(random.below(s.now().offered_count), ms));
}

void repeat(Session& s, const TurnRecord& r) {
    if (const auto place = turned_to(r))
        REQUIRE(s.turn_to(*place, r.response_ms));
    else if (r.kind == scoring::ReplyKind::silence)
        REQUIRE(s.keep_silent(r.response_ms));
    else
        REQUIRE(s.choose(s.scenario().replies_of(s.node())[r.reply].id, r.response_ms));
}

// The places as the rules say, worked out from the log alone.
PlaceSet expected_places(const Session& s) {
    const Scenario& scenario = s.scenario();
    std::vector<std::pair<Place, std::uint32_t>> parked;
    PlaceSet done = 0;
    bool turned = false;
    std::size_t depth = 0;
    Place here = scenario.place_of(scenario.start);
    const auto arrive = [&](std::uint32_t at) {
        if (depth > 0) return;
        here = scenario.place_of(at);
        std::erase_if(parked, [&](const auto& p) { return p.first == here; });
    };
    for (const TurnRecord& r : s.log()) {
        if (r.kind != scoring::ReplyKind::none) turned = false;
        if (turned_to(r)) turned = true, parked.emplace_back(here, r.node);
        if (r.kind == scoring::ReplyKind::chosen) {
            const Reply& reply = scenario.replies_of(scenario.nodes[r.node])[r.reply];
            if (reply.passage != none) ++depth;
            if (reply.to.kind == Target::Kind::back && depth > 0) --depth;
            if (reply.to.kind == Target::Kind::topic_done && here != main_thread) done |= place_bit(here);
        }
        if (r.branch.kind == Target::Kind::node) arrive(r.branch.index);
    }
    if (turned || depth > 0) return 0;
    PlaceSet places = 0;
    for (const auto& [place, at] : parked) places |= place_bit(place);
    for (std::size_t k = 0; k < scenario.topics.size(); ++k) {
        const auto place = static_cast<Place>(k + 1);
        if (has_place(s.now().open_topics, place) && !has_place(done, place)) places |= place_bit(place);
    }
    return places & static_cast<PlaceSet>(~place_bit(here));
}

} // namespace

TEST_CASE("On any path through any story with topics: replay, save, rewind, and nothing offered that is not open",
          "[dialogue][topics][property]") {
    std::size_t turns = 0, closings = 0, conditional = 0;
    for (std::uint64_t i = 0; i < 600; ++i) {
        INFO("scenario " << i);
        const auto scenario = analysis::test::random_scenario(60'000 + i, 8, i % 2 == 0, true);
        Session s(scenario, story::mood_table(), {.seed = i});
        Random random(i, Purpose::test, 17);
        for (int n = 0; n < 40 && !s.over() && s.now().offered_count > 0; ++n) {
            REQUIRE(s.places() == expected_places(s));
            for (std::size_t k = 0; k < scenario->topics.size(); ++k)
                if (!scenario->topics[k].when.empty()) ++conditional;
            for (const std::uint8_t offered : s.now().replies()) REQUIRE(offered < s.node().replies.count);
            step_or_turn(s, random);
        }
        if (!s.over() && s.now().offered_count == 0) continue; // moving in a circle by itself
        for (const TurnRecord& r : s.log()) {
            turns += turned_to(r) ? 1 : 0;
            closings +=
                r.kind == scoring::ReplyKind::chosen &&
                        scenario->replies_of(scenario->nodes[r.node])[r.reply].to.kind == Target::Kind::topic_done
                    ? 1
                    : 0;
        }
        const auto replayed = Session::replay(scenario, story::mood_table(), s.settings(), s.log());
        REQUIRE(replayed);
        REQUIRE(replayed->state_bytes() == s.state_bytes());
        const std::string bytes = save(s);
        const auto restored = restore(bytes, scenario, story::mood_table());
        REQUIRE(restored);
        REQUIRE(restored->state_bytes() == s.state_bytes());
        REQUIRE(save(*restored) == bytes);
        if (s.log().empty()) continue;
        // From any place that somebody acted at.
        std::size_t from = random.below(static_cast<std::uint32_t>(s.log().size()));
        const auto by_itself = [&](const TurnRecord& r) { return r.kind == scoring::ReplyKind::none && !turned_to(r); };
        while (from < s.log().size() && by_itself(s.log()[from])) ++from;
        auto branch = s.rewound(from);
        while (branch.log().size() < s.log().size()) repeat(branch, s.log()[branch.log().size()]);
        REQUIRE(branch.state_bytes() == s.state_bytes());
    }
    CHECK(turns > 400);
    CHECK(closings > 200);
    CHECK(conditional > 500);
}

TEST_CASE("Whether a topic is open is asked when a node is entered, as of a reply", "[dialogue][topics]") {
    const auto scenario =
        story::of(node("a", reply("on", "b", R"("do":["n = 1"])") + "," + reply("stay", "a")) + "," +
                      node("b", reply("end", "good") + "," + reply("less", "a", R"("do":["n = 0"])")) + "," +
                      topic_node("r1", "refund", reply("done", "@topic_done")),
                  R"("variables":{"n":{"type":"int","min":0,"max":3}},)" +
                      topics(topic("refund", "r1", R"(,"when":"n == 1","optional":true)")));
    auto s = story::start(scenario);
    CHECK(open(s).empty());
    REQUIRE(s.choose("on", 0));
    CHECK(open(s) == Ids{"refund"});
    REQUIRE(s.choose("less", 0));
    CHECK(open(s).empty());
    REQUIRE(s.choose("on", 0));
    REQUIRE(s.turn_to("refund", 0));
    CHECK(s.node().id == "r1");
}
