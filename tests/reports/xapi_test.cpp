// Statements for learning record stores. A published validator and the rules of cmi5 look at them too
// (tests/reports/xapi_validate); here is what they mean.
#include "sim/reports/uuid5.h"
#include "sim/reports/xapi.h"
#include "tests/records/small_attempt.h"
#include "tests/reports/exported_attempt.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace rapport;
using namespace rapport::reports;
using namespace rapport::tests;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

std::vector<Json> statements(const Kept& attempt, const XapiOptions& options = {}) {
    std::vector<Json> list;
    for (const auto& text : xapi_statements(attempt.exported, attempt.session, options, product_words()))
        list.push_back(Json::parse(text));
    return list;
}

Names verbs(const std::vector<Json>& list) {
    Names found;
    for (const Json& s : list) {
        const std::string id = s["verb"]["id"];
        found.push_back(id.substr(id.rfind('/') + 1));
    }
    return found;
}

std::string ours(const std::string& name) { return "https://rapport.invalid/extensions/" + name; }

} // namespace

TEST_CASE("A drill that went well, from beginning to end", "[reports][xapi]") {
    const auto list = statements(kept({"a", "a"}));
    CHECK(verbs(list) == Names{"initialized", "answered", "answered", "completed", "passed", "terminated"});
    for (const Json& s : list) {
        CHECK(s["context"]["registration"] == small_id);
        CHECK(s["actor"] ==
              Json{{"objectType", "Agent"},
                   {"account", {{"homePage", "https://rapport.invalid/people"}, {"name", "小李 \"Li\""}}}});
    }
    CHECK(list[0]["object"]["id"] == "https://rapport.invalid/drills/small");
    CHECK(list[0]["object"]["definition"]["name"] == Json{{"en-US", "A small matter"}, {"zh-CN", "一件小事"}});
    CHECK(list[0]["verb"]["display"] == Json{{"en-US", "initialized"}, {"zh-CN", "开始了"}});
    const Json& result = list[4]["result"];
    CHECK(result["score"] == Json{{"scaled", 1.0}, {"raw", 10000}, {"min", 0}, {"max", 10000}});
    CHECK(result["success"] == true);
    CHECK(result["duration"].get<std::string>().starts_with("PT300")); // 09:00 to 09:05
    CHECK(result["extensions"][ours("questions")]["listening"] == 10000);
    CHECK(result["extensions"][ours("behaviours")]["restate"] == Json{{"score", 10000}, {"opportunities", 1}});
    CHECK(list[3]["result"]["completion"] == true);
    CHECK_FALSE(list[3]["result"].contains("score"));
}

TEST_CASE("An answer is the choice, with everything there was to choose from, and what it showed", "[reports][xapi]") {
    const Json s = statements(kept({"a", "a"}))[1];
    const Json& definition = s["object"]["definition"];
    CHECK(s["object"]["id"] == "https://rapport.invalid/drills/small/moments/opening");
    CHECK(definition["interactionType"] == "choice");
    CHECK(definition["description"] == Json{{"en-US", "Three days!"}, {"zh-CN", "三天了!"}});
    Names choices;
    for (const Json& choice : definition["choices"]) choices.push_back(choice["id"]);
    CHECK(choices == Names{"a", "b", "c", "silence"});
    CHECK(definition["choices"][0]["description"] ==
          Json{{"en-US", "Three days is long."}, {"zh-CN", "三天确实太久了。"}});
    CHECK(s["result"]["response"] == "a");
    CHECK_FALSE(s["result"].contains("score"));
    CHECK(s["result"]["extensions"][ours("behaviours")] == Json{{"acknowledge_feeling", 2}});
    CHECK(s["result"]["extensions"][ours("words")] == "Three days is long.");
    CHECK(s["context"]["extensions"][ours("turn")] == 1);
    CHECK(s["context"]["extensions"][ours("customer")] == "Three days!");
    CHECK(s["context"]["language"] == "en-US");
}

TEST_CASE("Silence is an answer; a move of the story is none", "[reports][xapi]") {
    const auto silent = statements(kept({"silence", "a", "a"}));
    CHECK(silent[1]["result"]["response"] == "silence");
    CHECK_FALSE(silent[1]["result"]["extensions"].contains(ours("words")));
    const auto moved = statements(kept({"b", "a"})); // three records, two answers
    CHECK(verbs(moved) == Names{"initialized", "answered", "answered", "completed", "passed", "terminated"});
    CHECK(moved[2]["context"]["extensions"][ours("turn")] == 3);
}

TEST_CASE("Typed words are the response, in an activity of their own", "[reports][xapi]") {
    auto session = small_session();
    REQUIRE(session.say({.text = "三天没消息，换谁都着急。",
                         .labels = {},
                         .evidence = {},
                         .unsure = {},
                         .correction_check = false,
                         .not_scorable = {},
                         .branch = 0,
                         .matched = dialogue::Matched::by_reading},
                        1500));
    auto attempt = kept({"a"});
    const Json s = statements({attempt.exported, attempt.log, session})[1];
    CHECK(s["object"]["id"] == "https://rapport.invalid/drills/small/moments/opening/own-words");
    CHECK(s["object"]["definition"]["interactionType"] == "long-fill-in");
    CHECK_FALSE(s["object"]["definition"].contains("choices"));
    CHECK(s["result"]["response"] == "三天没消息，换谁都着急。");
    CHECK(s["result"]["extensions"][ours("followed")] == "a");
}

TEST_CASE("Passed or failed is a question of the mark", "[reports][xapi]") {
    const auto attempt = kept({"b", "a"});
    REQUIRE(attempt.exported.row.total.value() == 6667);
    CHECK(verbs(statements(attempt, {.pass = 66}))[4] == "passed");
    CHECK(verbs(statements(attempt))[4] == "passed"); // 60
    const Json s = statements(attempt, {.pass = 67})[4];
    CHECK(verbs({s}) == Names{"failed"});
    CHECK(s["result"]["score"]["scaled"] == 0.6667);
    CHECK(s["result"]["success"] == false);
    CHECK(s["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] == 0.67);
}

TEST_CASE("Stopped early: terminated, neither completed nor judged", "[reports][xapi]") {
    const auto list = statements(kept({"a"}));
    CHECK(verbs(list) == Names{"initialized", "answered", "terminated"});
    CHECK(list.back()["result"]["duration"] == "PT60S");
}

TEST_CASE("Where nothing is graded there is no score to pass", "[reports][xapi]") {
    auto attempt = kept({"a", "a"});
    attempt.exported.row.total.reset();
    CHECK(verbs(statements(attempt)) == Names{"initialized", "answered", "answered", "completed", "terminated"});
}

TEST_CASE("The same attempt gives the same statements, with ids that follow from it", "[reports][xapi]") {
    const auto attempt = kept({"a", "a"});
    const auto first = xapi_statements(attempt.exported, attempt.session, {}, product_words());
    CHECK(first == xapi_statements(attempt.exported, attempt.session, {}, product_words()));
    CHECK(Json::parse(first[0])["id"] == uuid5(small_id, "initialized"));
    CHECK(Json::parse(first[2])["id"] == uuid5(small_id, "answered/2"));
    // A level changed since does not alter what has been stated.
    auto changed = attempt;
    changed.exported.overrules.push_back({1, scoring::Behaviour::restate, 0, 2, "x", "", ""});
    changed.exported.total_overruled = 0;
    CHECK(first == xapi_statements(changed.exported, changed.session, {}, product_words()));
}

TEST_CASE("Moments go forward from the start and never past the end", "[reports][xapi]") {
    auto attempt = kept({"a", "a"});
    const auto times = [](const Kept& of) {
        Names found;
        for (const Json& s : statements(of)) found.push_back(s["timestamp"]);
        return found;
    };
    const auto far = times(attempt);
    CHECK(std::ranges::is_sorted(far));
    CHECK(far.front() == "2026-03-02T09:00:00.000Z");
    // Two words to read at 0.3 s each, then 1.75 s to the answer.
    CHECK(far[1] == "2026-03-02T09:00:02.350Z");
    CHECK(far.back() == "2026-03-02T09:05:00.002Z"); // completed and passed came just before
    // As good as no time at all: what was answered is stated at the end, one millisecond after the other.
    attempt.exported.row.end.ended_at = "2026-03-02T09:00:01Z";
    CHECK(times(attempt) == Names{"2026-03-02T09:00:00.000Z", "2026-03-02T09:00:01.000Z", "2026-03-02T09:00:01.001Z",
                                  "2026-03-02T09:00:01.002Z", "2026-03-02T09:00:01.003Z", "2026-03-02T09:00:01.004Z"});
    // A clock that went back.
    attempt.exported.row.end.ended_at = "2026-03-02T08:00:00Z";
    CHECK(times(attempt).back() == "2026-03-02T09:00:00.005Z");
}

TEST_CASE("An attempt without a name is an account of its own", "[reports][xapi]") {
    auto header = small_header();
    header.trainee.clear();
    const auto list = statements(kept({"a"}, header), {.pass = 60, .home_page = "https://lms.example.com"});
    CHECK(list[0]["actor"]["account"] ==
          Json{{"homePage", "https://lms.example.com"}, {"name", "unnamed-" + small_id}});
}

TEST_CASE("A what if says where it began", "[reports][xapi]") {
    auto header = small_header();
    header.branched_from = {"99999999-2222-4333-8444-555555555555", 2};
    for (const Json& s : statements(kept({"a", "a"}, header)))
        CHECK(s["context"]["extensions"][ours("what-if")]["turn"] == 2);
}

TEST_CASE("Statements make one JSON array, a line each", "[reports][xapi]") {
    CHECK(xapi_array({}) == "[\n]\n");
    const std::vector<std::string> two{R"({"id":1})", R"({"id":2})"};
    CHECK(xapi_array(two) == "[\n{\"id\":1},\n{\"id\":2}\n]\n");
}

TEST_CASE("A home page is a whole address", "[reports][xapi]") {
    for (const char* good : {"https://lms.example.com", "http://lms/users", "https://例子.中国/人"})
        CHECK(xapi_home_page(good));
    for (const char* bad : {"", "https://", "https:///x", "lms.example.com", "ftp://x", "https://a b", "https://a\"b",
                            "https://a\nb", "javascript:alert(1)"})
        CHECK_FALSE(xapi_home_page(bad));
}
