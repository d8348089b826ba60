// A running conversation: lines and replies, effects, passages, silence, endings, and what it refuses.
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace rapport;
using namespace rapport::dialogue;
using story::node;
using story::reply;

namespace {

std::set<std::string> offered(const Session& s) {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < s.now().offered_count; ++i) ids.emplace(s.offered_reply(i).id);
    return ids;
}

} // namespace

TEST_CASE("A conversation goes from line to reply to line until an ending", "[dialogue][session]") {
    auto s = story::start(story::of(node("a", reply("x", "b")) + "," + node("b", reply("y", "good"))));
    CHECK(s.node().id == "a");
    CHECK(s.now().turn == 1);
    CHECK_FALSE(s.over());
    REQUIRE(s.choose("x", 5000));
    CHECK(s.node().id == "b");
    CHECK(s.now().turn == 2);
    REQUIRE(s.choose("y", 5000));
    REQUIRE(s.over());
    CHECK(s.ending()->id == "good");
    CHECK(s.log().size() == 2);
}

TEST_CASE("Only offered replies can be chosen, and nothing after the end", "[dialogue][session]") {
    auto s = story::start(story::of(node("a", reply("x", "good") + "," + reply("y", "bad", R"("when":"anger > 99")"))));
    CHECK(offered(s) == std::set<std::string>{"x"});
    const auto hidden = s.choose("y", 0);
    REQUIRE_FALSE(hidden);
    CHECK(hidden.error().code == "reply_not_offered");
    CHECK(hidden.error().arg("reply") == "y");
    CHECK(s.choose("nobody", 0).error().code == "reply_not_offered");
    CHECK(s.choose_at(7, 0).error().code == "reply_not_offered");
    CHECK(s.keep_silent(0).error().code == "silence_has_no_consequence");
    CHECK(s.log().empty()); // a refusal leaves no trace
    REQUIRE(s.choose("x", 0));
    CHECK(s.choose("x", 0).error().code == "attempt_over");
    CHECK(s.keep_silent(0).error().code == "attempt_over");
}

TEST_CASE("A line whose condition holds outranks the unconditional one", "[dialogue][session]") {
    const std::string lines = R"({"id":"a","says":[{"id":"calm","text":{"en":"Fine."}},)"
                              R"({"id":"hot","when":"anger >= 70","text":{"en":"Now!"}},)"
                              R"({"id":"cold","when":"anger < 10","text":{"en":"Mm."}}],"replies":[)" +
                              reply("x", "good") + "]}";
    CHECK(story::start(story::of(lines)).line().id == "hot");
}

TEST_CASE("Among equal lines the seed draws, the same one each time, and all of them sooner or later",
          "[dialogue][session]") {
    const std::string lines = R"({"id":"a","says":[{"id":"one","text":{"en":"1"}},{"id":"two","text":{"en":"2"}},)"
                              R"({"id":"three","text":{"en":"3"}}],"replies":[)" +
                              reply("x", "good") + "]}";
    const auto scenario = story::of(lines);
    std::set<std::string> drawn;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const std::string id(story::start(scenario, seed).line().id);
        CHECK(id == story::start(scenario, seed).line().id);
        drawn.insert(id);
    }
    CHECK(drawn.size() == 3);
}

TEST_CASE("The order of replies is drawn by the seed", "[dialogue][session]") {
    const auto scenario = story::of(node("a", reply("x", "good") + "," + reply("y", "bad") + "," + reply("z", "bad")));
    std::set<std::string_view> first;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto s = story::start(scenario, seed);
        CHECK(offered(s) == std::set<std::string>{"x", "y", "z"});
        first.insert(s.offered_reply(0).id);
    }
    CHECK(first.size() == 3);
}

TEST_CASE("Effects run left to right and variables stay within their bounds", "[dialogue][session]") {
    const std::string variables =
        R"("variables":{"n":{"type":"int","min":0,"max":3,"start":2},"m":{"type":"int","min":0,"max":9,"start":0},)"
        R"("told":{"type":"bool","start":false}},)";
    auto s = story::start(story::of(node("a", reply("x", "b", R"("do":["n = n + 5","m = n","told = n == 3"])")) + "," +
                                        node("b", reply("y", "good")),
                                    variables));
    REQUIRE(s.choose("x", 0));
    CHECK(s.variable(0) == 3); // 7 clamped to 3
    CHECK(s.variable(1) == 3); // sees the clamped value
    CHECK(s.variable(2) == 1);
}

TEST_CASE("A once-only reply is not offered again; seen and chosen remember", "[dialogue][session]") {
    auto s = story::start(
        story::of(node("a", reply("x", "b", R"("once":true)") + "," + reply("again", "b", R"j("when":"seen(b)")j") +
                                "," + reply("end", "good")) +
                  "," + node("b", reply("back", "a") + "," + reply("late", "good", R"j("when":"chosen(a.again)")j"))));
    CHECK(offered(s) == std::set<std::string>{"x", "end"});
    REQUIRE(s.choose("x", 0));
    CHECK(offered(s) == std::set<std::string>{"back"});
    REQUIRE(s.choose("back", 0));
    CHECK(offered(s) == std::set<std::string>{"again", "end"});
    REQUIRE(s.choose("again", 0));
    CHECK(offered(s) == std::set<std::string>{"back", "late"});
}

TEST_CASE("A passage is called and returns to where its caller says", "[dialogue][session]") {
    const auto scenario = story::of(
        node("a", R"({"id":"x","text":{"en":"One check first."},"shows":{},"call":"verify","then":"b"})") + "," +
            node("b", R"({"id":"y","text":{"en":"And another."},"shows":{},"call":"verify","then":"good"})") + "," +
            node("v", reply("back", "@return")),
        R"("passages":[{"id":"verify","start":"v"}],)");
    auto s = story::start(scenario);
    REQUIRE(s.choose("x", 0));
    CHECK(s.node().id == "v");
    REQUIRE(s.choose("back", 0));
    CHECK(s.node().id == "b");
    REQUIRE(s.choose("y", 0));
    REQUIRE(s.choose("back", 0));
    CHECK(s.over());
}

TEST_CASE("Where no reply is available the story moves on by itself, and that is in the log", "[dialogue][session]") {
    auto s = story::start(story::of(node("a", reply("x", "b")) + "," +
                                    node("b", reply("never", "bad", R"("when":"anger > 99")"), R"("otherwise":"c",)") +
                                    "," + node("c", reply("y", "good"))));
    const auto added = s.choose("x", 1000);
    REQUIRE(added);
    CHECK(*added == 2);
    CHECK(s.node().id == "c");
    CHECK(s.log()[1].kind == scoring::ReplyKind::none);
    CHECK(s.log()[1].after == s.log()[0].after); // it earns and costs nothing
}

TEST_CASE("Moves of the story before the first reply are nobody's turn", "[dialogue][session]") {
    const std::string greets = R"("shows":{"open_contact":2})";
    auto s = story::start(story::of(node("a", "", R"("otherwise":"b",)") + "," +
                                        node("b", reply("x", "c", greets), R"("silence":{"after_s":20,"to":"c"},)") +
                                        "," + node("c", reply("y", "good", greets)),
                                    R"("norms":{"first_response_s":10,"response_s":60},)"));
    CHECK(s.node().id == "b");
    CHECK(s.first_turn());
    auto silent = s;
    REQUIRE(s.choose("x", 11000));
    CHECK_FALSE(s.first_turn());
    CHECK(s.log()[1].labels[scoring::Behaviour::open_contact] == 2);
    CHECK(std::ranges::any_of(s.log()[1].reasons.all(), [](const Reason& r) { return r.code == ReasonCode::waited; }));
    REQUIRE(s.choose("y", 11000));
    CHECK(s.log()[2].labels[scoring::Behaviour::open_contact] == 0);
    // A silence is a turn: who answers later opens no contact.
    REQUIRE(silent.keep_silent(20000));
    REQUIRE(silent.choose("y", 0));
    CHECK(silent.log()[2].labels[scoring::Behaviour::open_contact] == 0);
}

TEST_CASE("Silence is an answer with a place to go and a price", "[dialogue][session]") {
    auto s = story::start(story::of(node("a", reply("x", "good"), R"("silence":{"after_s":20,"to":"b"},)") + "," +
                                    node("b", reply("y", "bad"))));
    REQUIRE(s.keep_silent(20000));
    CHECK(s.node().id == "b");
    CHECK(s.mood().anger > 80);
    CHECK(s.log()[0].kind == scoring::ReplyKind::silence);
    CHECK(s.log()[0].labels.none());
}

TEST_CASE("The persona is drawn by the seed in practice, the plain one included, and fixed in exams",
          "[dialogue][session]") {
    const std::string customer =
        R"("customer":{"state":"angry","mood":{"anger":80,"trust":20},"temper":100,"patience_s":20,)"
        R"("personas":[{"id":"tired","temper":50,"mood":{"anger":55,"trust":25}}]},)";
    const auto practice = story::of(node("a", reply("x", "good")), customer);
    std::set<std::string_view> drawn;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto s = story::start(practice, seed);
        drawn.insert(s.persona().id);
        CHECK(s.mood().anger == (s.persona().id == "tired" ? 55 : 80));
    }
    CHECK(drawn == std::set<std::string_view>{"", "tired"});
    const auto exam = story::of(node("a", reply("x", "good")), customer + R"("use":"exam",)");
    for (std::uint64_t seed = 0; seed < 40; ++seed) CHECK(story::start(exam, seed).persona().id.empty());
}

TEST_CASE("A hidden need is found out once", "[dialogue][session]") {
    const std::string customer =
        R"("customer":{"state":"angry","mood":{"anger":80,"trust":20},"temper":100,"patience_s":20,)"
        R"("hidden_need":{"id":"trip","text":{"en":"She travels tomorrow."}}},)";
    auto s = story::start(
        story::of(node("a", reply("ask", "a", R"("reveals":"trip")") + "," + reply("x", "good")), customer));
    const auto found = [](const TurnRecord& r) {
        return std::ranges::any_of(r.reasons.all(),
                                   [](const Reason& reason) { return reason.code == ReasonCode::need_revealed; });
    };
    CHECK_FALSE(s.need_revealed());
    REQUIRE(s.choose("ask", 0));
    CHECK(s.need_revealed());
    CHECK(found(s.log()[0]));
    REQUIRE(s.choose("ask", 0));
    CHECK_FALSE(found(s.log()[1]));
}

TEST_CASE("Sympathy without progress costs patience from the third turn on", "[dialogue][session]") {
    auto s = story::start(
        story::of(node("a", reply("sorry", "a", R"("shows":{"acknowledge_feeling":1})") + "," + reply("x", "good"))));
    const auto charged = [&](std::size_t turn) {
        return std::ranges::any_of(s.log()[turn].reasons.all(),
                                   [](const Reason& r) { return r.code == ReasonCode::sympathy_without_progress; });
    };
    for (int i = 0; i < 3; ++i) REQUIRE(s.choose("sorry", 0));
    CHECK_FALSE(charged(0));
    CHECK_FALSE(charged(1));
    CHECK(charged(2));
}

TEST_CASE("Only a question about what will be done invites a solution", "[dialogue][session]") {
    const auto after = [](const std::string& asks, const std::string& answer) {
        auto s = story::start(story::of(node("a", reply("x", "good", R"("solution":true)" + answer), asks)));
        REQUIRE(s.choose("x", 5000));
        return s.log()[0];
    };
    const auto early = [](const TurnRecord& r) { return r.labels[scoring::Behaviour::premature_solution]; };
    CHECK(early(after("", "")) == 1);
    const auto invited = after(R"("asks":{"id":"q","en":["what now"]},)", "");
    CHECK(early(invited) == 0);
    CHECK(early(after(R"("asks":{"id":"q","en":["what now"],"action":true},)", "")) == 0);
    CHECK(early(after(R"("asks":{"id":"q","en":["what now"]},)", R"(,"answers":false)")) == 1);
    // About something else: answered, so that it costs no patience, but the solution still comes before any listening.
    const auto other = after(R"("asks":{"id":"q","en":["do you know how long I waited"],"action":false},)", "");
    CHECK(early(other) == 1);
    CHECK(other.after.anger > invited.after.anger);
    CHECK(other.after.anger == after("", "").after.anger);
}
