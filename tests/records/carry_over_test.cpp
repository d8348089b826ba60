// One log, two versions of its scenario: what may change, and what is said when it may not.
//
//   opening: a (tries + 1, offered) → close, b through the passage verify → close, c (if not offered) → lost
//   close:   a → done
#include "sim/records/carry_over.h"
#include "tests/records/small_attempt.h"
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;
using rapport::tests::small_table;
namespace files = rapport::scenario_files;
using files::test::with;

namespace {

const std::string story(files::test::small_scenario);

std::shared_ptr<const dialogue::Scenario> version(const std::string& text) {
    const auto read = files::read_scenario(text, "story.json");
    INFO(files::test::listed(read.diagnostics));
    REQUIRE(read.scenario != nullptr);
    return read.scenario;
}

AttemptLog played(const std::shared_ptr<const dialogue::Scenario>& scenario, const std::vector<std::string>& replies,
                  std::uint64_t seed = 7) {
    dialogue::Session session(scenario, small_table(), {.seed = seed});
    for (const std::string_view reply : replies)
        REQUIRE((reply == "silence"            ? session.keep_silent(20'000)
                 : reply.starts_with("topic:") ? session.turn_to(reply.substr(6), 1'500)
                                               : session.choose(reply, 1'500))
                    .has_value());
    AttemptLog log;
    log.header.id = "11111111-2222-4333-8444-555555555555";
    log.header.scenario_id = scenario->id;
    log.header.scenario_hash = "old";
    log.header.seed = seed;
    log.header.persona = session.persona().id;
    const auto turns = session.log();
    log.turns.assign(turns.begin(), turns.end());
    if (session.over())
        log.end = AttemptEnd{"2026-03-02T09:05:00Z", Status::finished, std::string(session.ending()->id)};
    return log;
}

std::expected<CarriedOver, Diagnostics> carried(const std::string& before, const std::string& after,
                                                const std::vector<std::string>& replies) {
    const auto from = version(before);
    return carry_over(played(from, replies), from, {version(after), "new"}, small_table());
}

CarriedOver fine(const std::string& after, const std::vector<std::string>& replies, const std::string& before = story) {
    auto result = carried(before, after, replies);
    INFO((result ? std::string() : files::test::listed(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

Diagnostics refused(const std::string& after, const std::vector<std::string>& replies,
                    const std::string& before = story) {
    const auto result = carried(before, after, replies);
    REQUIRE_FALSE(result.has_value());
    return result.error();
}

// The one thing that stands in the way.
Diagnostic only(const std::string& after, const std::vector<std::string>& replies, const std::string& before = story) {
    const auto all = refused(after, replies, before);
    INFO(files::test::listed(all));
    REQUIRE(all.size() == 1);
    CHECK(all[0].severity == Severity::error);
    return all[0];
}

std::string without(const std::string& text, const std::string& part) { return with(text, part, ""); }

const std::string reply_b =
    R"(        {"id": "b", "call": "verify", "then": "close", "text": {"en": "Your number, please."}},)";
const std::string verify_node = R"(,
    {
      "id": "verify-1",
      "says": [{"id": "l1", "text": {"en": "Six, oh, four."}}],
      "replies": [{"id": "a", "text": {"en": "Found it."}, "to": "@return"}]
    })";
const std::string passages = R"(  "passages": [{"id": "verify", "start": "verify-1"}],)";
const std::string no_passage = without(without(without(story, reply_b), verify_node), passages);

} // namespace

TEST_CASE("the same version carries everything over", "[records][carry_over]") {
    for (const auto& replies :
         std::vector<std::vector<std::string>>{{}, {"a"}, {"a", "a"}, {"b"}, {"b", "a", "a"}, {"c"}, {"silence"}}) {
        const auto from = version(story);
        const auto log = played(from, replies);
        const auto result = carry_over(log, from, {version(story), "new"}, small_table());
        REQUIRE(result.has_value());
        CHECK(result->notes.empty());
        CHECK(result->log.turns == log.turns);
        CHECK(result->log.end == log.end);
        CHECK(result->log.header.scenario_hash == "new");
        const auto replayed =
            dialogue::Session::replay(from, small_table(), settings_of(log.header), std::span(log.turns));
        CHECK(result->session.state_bytes() == replayed->state_bytes());
    }
}

TEST_CASE("other words carry over", "[records][carry_over]") {
    auto text = with(story, "So it is late. Here is a refund", "Oh, it is late indeed. Take a refund");
    text = with(with(text, "Where is my parcel?", "My parcel!"), R"("version": 1)", R"("version": 2)");
    text = with(with(text, "Thank you.", "Thanks."), R"({"en": "Small"})", R"({"en": "Smaller"})");
    const auto result = fine(text, {"a"});
    CHECK(result.notes.empty());
    CHECK(result.log.header.scenario_version == 2);
    CHECK(result.log.header.scenario_title[0] == "Smaller");
    CHECK(result.session.line().text[Language::en] == "Thanks.");
}

TEST_CASE("added nodes, replies and another order carry over, by id", "[records][carry_over]") {
    auto text = with(story, R"("nodes": [)", R"("nodes": [
    {"id": "new", "says": [{"id": "l1", "text": {"en": "New."}}],
     "replies": [{"id": "x", "text": {"en": "X"}, "to": "close"}]},)");
    text = with(text, R"("replies": [
        {)",
                R"("replies": [{"id": "z", "text": {"en": "Z"}, "to": "new"},
        {)");
    const auto before = played(version(story), {"b", "a"});
    const auto result = fine(text, {"b", "a"});
    CHECK(result.notes.empty());
    CHECK(result.log.turns[0].node == before.turns[0].node + 1);
    CHECK(result.log.turns[0].reply == before.turns[0].reply + 1);
    CHECK(result.session.node().id == "close");
    // Written by id, the log is the same.
    auto same = result.log;
    same.header = before.header;
    CHECK(log_json(result.session.scenario(), same) == log_json(*version(story), before));
}

TEST_CASE("what was removed beside the path is no obstacle", "[records][carry_over]") {
    const auto result = fine(no_passage, {"a"});
    REQUIRE(result.notes.size() == 1);
    CHECK(result.notes[0].code == "carry_choice_gone");
    CHECK(result.notes[0].severity == Severity::note);
    CHECK(result.notes[0].arg("reply") == "b");
    CHECK(result.notes[0].arg("turn") == "1");
    CHECK(result.log.turns[0].offered_count == 2);
}

TEST_CASE("what was removed on the path is named, turn by turn", "[records][carry_over]") {
    const auto all = refused(no_passage, {"b", "a"});
    REQUIRE(all.size() == 2);
    CHECK(all[0].code == "carry_reply_gone");
    CHECK(all[0].arg("node") == "opening");
    CHECK(all[0].arg("reply") == "b");
    CHECK(all[0].arg("turn") == "1");
    CHECK(all[1].code == "carry_node_gone");
    CHECK(all[1].arg("node") == "verify-1");
    CHECK(all[1].arg("turn") == "2");
    // The node that is being faced counts, too.
    const auto faced = refused(no_passage, {"b"});
    CHECK(faced.back().code == "carry_reply_gone");
    CHECK(faced.front().code == "carry_node_gone");
}

TEST_CASE("a line, a reply or an ending under another id is not the same", "[records][carry_over]") {
    auto d = only(with(story, R"({"id": "l1", "feeling")", R"({"id": "l3", "feeling")"), {"a"});
    CHECK(d.code == "carry_line_gone");
    CHECK(d.arg("line") == "l1");
    d = only(with(story, R"("id": "a",)", R"("id": "give",)"), {"a"});
    CHECK(d.code == "carry_reply_renamed");
    CHECK(d.arg("was") == "a");
    CHECK(d.arg("now") == "give");
    const auto all = refused(
        with(with(story, R"("to": "done")", R"("to": "fine")"), R"("id": "done")", R"("id": "fine")"), {"a", "a"});
    REQUIRE(all.size() == 2);
    CHECK(all[0].code == "carry_ending_gone");
    CHECK(all[0].arg("ending") == "done");
    CHECK(all[1].code == "carry_target_changed");
}

TEST_CASE("another target is named with both", "[records][carry_over]") {
    auto d = only(with(story, R"("to": "close")", R"("to": "lost")"), {"a"});
    CHECK(d.code == "carry_target_changed");
    CHECK(d.arg("node") == "opening");
    CHECK(d.arg("reply") == "a");
    CHECK(d.arg("was") == "close");
    CHECK(d.arg("now") == "lost");
    CHECK(d.arg("turn") == "1");
    d = only(with(story, R"("silence": {"after_s": 20, "to": "lost"})", R"("silence": {"after_s": 20, "to": "close"})"),
             {"silence"});
    CHECK(d.arg("reply") == "silence");
    CHECK(d.arg("now") == "close");
    // Where a passage comes back to is part of the way.
    d = only(with(story, R"("then": "close")", R"("then": "lost")"), {"b", "a"});
    CHECK(d.arg("node") == "verify-1");
    CHECK(d.arg("was") == "close");
    CHECK(d.arg("now") == "lost");
    CHECK(d.arg("turn") == "2");
    // Before it has come back nothing has changed yet.
    fine(with(story, R"("then": "close")", R"("then": "lost")"), {"b"});
    // Not taken, no obstacle.
    fine(with(story, R"("then": "close")", R"("then": "lost")"), {"a"});
}

TEST_CASE("a reply that would no longer be on offer", "[records][carry_over]") {
    auto d = only(with(story, "not offered and tries < 3", "tries > 2"), {"c"});
    CHECK(d.code == "carry_reply_not_offered");
    CHECK(d.arg("reply") == "c");
    CHECK(d.arg("turn") == "1");
    fine(with(story, "not offered and tries < 3", "tries == 0"), {"c"});
    // Used up: the second time it is no longer there.
    const auto again = with(story, R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"})",
                            R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"},
                               {"id": "r", "text": {"en": "Again."}, "to": "opening"})");
    d = only(with(again, R"({"id": "b", "call")", R"({"id": "b", "once": true, "call")"), {"b", "a", "r", "b"}, again);
    CHECK(d.code == "carry_reply_not_offered");
    CHECK(d.arg("turn") == "4");
}

TEST_CASE("what the story remembers must come out the same", "[records][carry_over]") {
    auto d = only(with(story, "tries = tries + 1", "tries = tries + 2"), {"a"});
    CHECK(d.code == "carry_variable_changed");
    CHECK(d.arg("variable") == "tries");
    CHECK(d.arg("was") == "1");
    CHECK(d.arg("now") == "2");
    fine(with(story, "tries = tries + 1", "tries = tries + 2"), {"b"});
    auto text = with(story, R"(, "offered": {"type": "bool"})", "");
    text = with(with(text, R"(, "offered = true")", ""), "not offered and tries < 3", "tries < 3");
    d = only(text, {"a"});
    CHECK(d.code == "carry_variable_gone");
    CHECK(d.arg("variable") == "offered");
    fine(text, {"b"});
}

TEST_CASE("the customer, the beginning, the language, the outcome, the scenario itself", "[records][carry_over]") {
    // With this seed the persona is drawn, so taking it away changes who is met.
    const auto from = version(story);
    std::uint64_t tired = 1;
    while (dialogue::Session(from, small_table(), {.seed = tired}).persona().id != "tired") ++tired;
    const auto alone = version(without(story, R"(
    "personas": [{"id": "tired", "temper": 80}],)"));
    auto result = carry_over(played(from, {"a"}, tired), from, {alone, "new"}, small_table());
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error()[0].code == "carry_persona_changed");
    CHECK(result.error()[0].arg("was") == "tired");
    // Before the first turn nobody has been met.
    result = carry_over(played(from, {}, tired), from, {alone, "new"}, small_table());
    CHECK(result.has_value());

    auto d = only(with(story, R"("start": "opening")", R"("start": "close")"), {"a"});
    CHECK(d.code == "carry_start_changed");
    CHECK(d.arg("now") == "close");
    std::string chinese = story;
    for (auto at = chinese.find("\"en\""); at != std::string::npos; at = chinese.find("\"en\"", at))
        chinese.replace(at, 4, "\"zh\"");
    d = only(chinese, {"a"});
    CHECK(d.code == "carry_language_gone");
    CHECK(d.arg("language") == "en");
    d = only(with(story, R"("outcome": "lost")", R"("outcome": "partial")"), {"c"});
    CHECK(d.code == "carry_ending_changed");
    CHECK(d.arg("was") == "lost");
    CHECK(d.arg("now") == "partial");
    d = only(with(story, R"("id": "small")", R"("id": "large")"), {"a"});
    CHECK(d.code == "carry_other_scenario");
}

TEST_CASE("what is rated differently is noted; the record stays", "[records][carry_over]") {
    auto text = with(story, R"("level": 2)", R"("level": 1)");
    text = with(text, R"("calls_for": ["restate"])", R"("calls_for": ["restate", "apologise"])");
    text = with(text, R"("anger": 70)", R"("anger": 60)");
    const auto result = fine(text, {"a"});
    REQUIRE(result.notes.size() == 3);
    CHECK(result.notes[0].code == "carry_calls_changed");
    CHECK(result.notes[1].code == "carry_shows_changed");
    CHECK(result.notes[1].arg("reply") == "a");
    CHECK(result.notes[2].code == "carry_mood_changed");
    CHECK(result.notes[2].arg("was") == "70/30");
    CHECK(result.notes[2].arg("now") == "60/30");
    CHECK(result.log.turns == played(version(story), {"a"}).turns);
    CHECK(result.session.mood() == result.log.turns[0].after);
}

TEST_CASE("everything that stands in the way comes at once", "[records][carry_over]") {
    auto text = with(story, R"("start": "opening")", R"("start": "close")");
    text = with(text, R"("id": "a",)", R"("id": "give",)");
    text = with(text, R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"})",
                R"({"id": "a", "text": {"en": "Goodbye."}, "to": "lost"})");
    const auto all = refused(text, {"a", "a"});
    REQUIRE(all.size() == 3);
    CHECK(all[0].code == "carry_start_changed");
    CHECK(all[1].code == "carry_reply_renamed");
    CHECK(all[2].code == "carry_target_changed");
    CHECK(all[2].arg("turn") == "2");
}

namespace {

// The story with a topic of two nodes that need not be discussed.
const std::string trip = with(with(story, R"("topics": [{"id": "delay"}])", R"("topics": [{"id": "delay"},
    {"id": "trip", "title": {"en": "The trip"}, "start": "trip-1", "optional": true}])"),
                              R"(    {
      "id": "verify-1",)",
                              R"(    {
      "id": "trip-1", "topic": "trip",
      "says": [{"id": "l1", "text": {"en": "I travel tomorrow."}}],
      "replies": [{"id": "more", "text": {"en": "Where to?"}, "to": "trip-2"},
                  {"id": "done", "text": {"en": "Have a good trip."}, "to": "@topic_done"}]
    },
    {
      "id": "trip-2", "topic": "trip",
      "says": [{"id": "l1", "text": {"en": "Home."}}],
      "replies": [{"id": "done", "text": {"en": "How nice."}, "to": "@topic_done"}]
    },
    {
      "id": "verify-1",)");

} // namespace

TEST_CASE("an attempt in which topics were turned to is written and read back, and carries over",
          "[records][attempt][carry_over][topics]") {
    const auto scenario = version(trip);
    for (const auto& replies : std::vector<std::vector<std::string>>{
             {"topic:trip"}, {"topic:trip", "more", "topic:main", "a", "topic:trip", "done", "a"}}) {
        const auto log = played(scenario, replies);
        const std::string json = log_json(*scenario, log);
        CHECK(json.find(R"("kind":"turned","reply":"topic:trip")") != std::string::npos);
        const auto read = parse_log(json, *scenario);
        REQUIRE(read.has_value());
        CHECK(read->turns == log.turns);
        CHECK(log_json(*scenario, *read) == json);
        const auto result = fine(trip, replies, trip);
        CHECK(result.notes.empty());
        CHECK(result.log.turns == log.turns);
    }
    const std::string json = log_json(*scenario, played(scenario, {"topic:trip"}));
    CHECK(parse_log(with(json, "topic:trip", "topic:gone"), *scenario).error().code == "log_mismatch");
    CHECK(parse_log(with(json, "topic:trip", "trip"), *scenario).error().code == "log_damaged");
}

TEST_CASE("a topic that is gone, closed or begins elsewhere stands in the way", "[records][carry_over][topics]") {
    const auto gone = with(trip, R"(, "start": "trip-1", "optional": true})", "}");
    CHECK(refused(with(with(gone, R"({"en": "Have a good trip."}, "to": "@topic_done")",
                            R"({"en": "Have a good trip."}, "to": "done")"),
                       R"({"en": "How nice."}, "to": "@topic_done")", R"({"en": "How nice."}, "to": "done")"),
                  {"topic:trip"}, trip)[0]
              .code == "carry_topic_gone");
    const auto closed =
        only(with(trip, R"("optional": true})", R"("optional": true, "when": "tries > 1"})"), {"topic:trip"}, trip);
    CHECK(closed.code == "carry_topic_not_open");
    CHECK(closed.arg("topic") == "trip");
    CHECK(closed.arg("turn") == "1");
    const auto elsewhere = only(with(trip, R"("start": "trip-1")", R"("start": "trip-2")"), {"topic:trip"}, trip);
    CHECK(elsewhere.code == "carry_target_changed");
    CHECK(elsewhere.arg("was") == "trip-1");
    CHECK(elsewhere.arg("now") == "trip-2");
}

TEST_CASE("Typed words keep their reading and follow their reply to its new place", "[records][carry_over][typed]") {
    const auto from = version(story);
    dialogue::Session session(from, small_table(), {.seed = 7});
    const auto place = position_of(from->replies_of(session.node()), "b");
    dialogue::TypedReply words;
    words.text = "Could you tell me your number?";
    words.labels.set(scoring::Behaviour::ask_open, 1);
    words.evidence.push_back(
        {scoring::Behaviour::ask_open, 1, "your number", 18, 11, "closed_question", "open_question"});
    words.branch = static_cast<std::uint8_t>(place);
    REQUIRE(session.say(words, 1'500));
    dialogue::TypedReply nothing;
    nothing.text = "?!";
    nothing.not_scorable = "symbols_only";
    REQUIRE(session.say(nothing, 1'500)); // no otherwise there: the customer waits
    auto log = played(from, {});
    log.turns = session.log().records();

    const auto moved = version(with(story, R"({"id": "b", "call")",
                                    R"({"id": "x", "text": {"en": "Hm."}, "to": "close"}, {"id": "b", "call")"));
    const auto result = carry_over(log, from, {moved, "new"}, small_table());
    INFO((result ? std::string() : files::test::listed(result.error())));
    REQUIRE(result.has_value());
    const auto& turns = result->log.turns;
    REQUIRE(turns.size() == 2);
    CHECK(turns[0].reply == place + 1);
    CHECK(turns[0].typed->branch == place + 1);
    CHECK(turns[0].typed->text == words.text);
    CHECK(turns[0].typed->evidence == words.evidence);
    CHECK(turns[0].after == log.turns[0].after);
    CHECK(turns[1].reply == dialogue::otherwise_branch);
    CHECK(turns[1].branch == log.turns[1].branch);

    // The reply they follow is gone: so is the way.
    const auto gone = version(no_passage);
    const auto refused_now = carry_over(log, from, {gone, "new"}, small_table());
    REQUIRE_FALSE(refused_now.has_value());
    CHECK(refused_now.error().front().code == "carry_reply_gone");
}
