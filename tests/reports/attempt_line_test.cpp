// An attempt as one line of JSON.
#include "sim/reports/attempt_line.h"
#include "tests/records/small_attempt.h"
#include "tests/reports/exported_attempt.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace rapport;
using namespace rapport::reports;
using namespace rapport::tests;
using Json = nlohmann::ordered_json;

namespace {

std::string line(const Kept& attempt) { return attempt_line(attempt.exported, attempt.log, attempt.session).value(); }

std::vector<std::string> names(const Json& object) {
    std::vector<std::string> found;
    for (const auto& [name, value] : object.items()) found.push_back(name);
    return found;
}

} // namespace

TEST_CASE("The line holds the whole log, the words and the grade", "[reports][jsonl]") {
    const auto attempt = kept({"a", "a"});
    const auto json = Json::parse(line(attempt));
    CHECK(names(json) == std::vector<std::string>{"header", "turns", "end", "grade", "overrules", "total_overruled"});
    const auto log = Json::parse(attempt.log);
    CHECK(json["header"] == log["header"]);
    CHECK(json["end"] == log["end"]);
    REQUIRE(json["turns"].size() == 2);
    const Json& turn = json["turns"][0];
    for (const auto& [name, value] : log["turns"][0].items()) CHECK(turn[name] == value);
    CHECK(turn["customer"] == "Three days!");
    CHECK(turn["words"] == "Three days is long.");
    REQUIRE(turn["evidence"].size() == 1);
    CHECK(turn["evidence"][0] == Json{{"behaviour", "acknowledge_feeling"},
                                      {"level", 2},
                                      {"text", "Three days is long."},
                                      {"start", 0},
                                      {"end", 19},
                                      {"reason", "authored"}});
    CHECK(json["grade"]["scores"]["total"] == 100);
    CHECK(json["grade"]["scores"]["solution"].is_null());
    CHECK(json["grade"]["behaviours"]["restate"] == Json{{"points", 100}, {"opportunities", 1}, {"levels", 2}});
    CHECK_FALSE(json["grade"]["behaviours"].contains("over_promise"));
    CHECK(json["grade"]["outcome"] == "resolved");
    CHECK(json["grade"]["simulated"]["fcr"] == true);
    CHECK(json["overrules"].empty());
    CHECK(json["total_overruled"].is_null());
}

TEST_CASE("The words are those of the language spoken", "[reports][jsonl]") {
    auto header = small_header();
    header.language = Language::zh;
    auto attempt = kept({"a", "a"}, header);
    // The small session speaks English; the record says so.
    CHECK(Json::parse(line(attempt))["turns"][0]["customer"] == "Three days!");
}

TEST_CASE("One line, the same bytes for the same attempt", "[reports][jsonl]") {
    const auto text = line(kept({"b", "a"}));
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text == line(kept({"b", "a"})));
}

TEST_CASE("Silence has no words; an abandoned attempt has no grade", "[reports][jsonl]") {
    const auto json = Json::parse(line(kept({"silence"})));
    CHECK(json["turns"][0]["reply"] == "silence");
    CHECK(json["turns"][0]["words"] == "");
    CHECK(json["grade"].is_null());
    CHECK(json["end"]["status"] == "abandoned");
}

TEST_CASE("A level that was changed stands there with its reason, the total beside the old one", "[reports][jsonl]") {
    auto attempt = kept({"a", "a"});
    attempt.exported.overrules.push_back(
        {1, scoring::Behaviour::acknowledge_feeling, 2, 1, "too general", "Ms Chen", "2026-03-03T08:00:00Z"});
    attempt.exported.total_overruled = 7550;
    const auto json = Json::parse(line(attempt));
    CHECK(json["overrules"][0]["reason"] == "too general");
    CHECK(json["overrules"][0]["to"] == 1);
    CHECK(json["total_overruled"] == 75.5);
    CHECK(json["grade"]["scores"]["total"] == 100);
}

TEST_CASE("A log that is not that of the session is said to be damaged", "[reports][jsonl]") {
    const auto attempt = kept({"a", "a"});
    for (const std::string log : {"", "{", "[]", "{}", R"({"turns":{}})", R"({"turns":[]})", R"({"turns":[1,2]})"}) {
        const auto made = attempt_line(attempt.exported, log, attempt.session);
        REQUIRE_FALSE(made);
        CHECK(made.error().code == "log_damaged");
        CHECK(made.error().arg("attempt") == small_id);
    }
}
