// rapport records overrule | export-overruled.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace rapport::tests::cli;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

std::string kept_drill(const Desk& desk) {
    desk.run({"play", library(chat), "--policy", "best", "--record", "--name", "小周", "--seed", "4"});
    return desk.json({"records", "list"})["attempts"][0]["attempt"];
}

// The first turn with a restatement at 2.
int restated_turn(const Json& shown) {
    for (std::size_t i = 0; i < shown["turns"].size(); ++i)
        if (shown["turns"][i]["labels"]["restate"] == 2) return static_cast<int>(i) + 1;
    return 0;
}

} // namespace

TEST_CASE("A level changed by a trainer, key by key", "[cli][overrule]") {
    const Desk desk;
    const auto attempt = kept_drill(desk);
    const auto before = desk.json({"records", "show", attempt});
    CHECK(before["overrules"].empty());
    CHECK(before["scores_overruled"].is_null());
    const std::string turn = std::to_string(restated_turn(before));
    REQUIRE(turn != "0");
    const auto answer = desk.json(
        {"records", "overrule", "last", turn, "restate", "0", "--reason", "read off the screen", "--by", "Ana"});
    CHECK(keys(answer) == Names{"attempt", "overrule", "scores", "scores_overruled"});
    CHECK(keys(answer["overrule"]) == Names{"turn", "behaviour", "from", "to", "reason", "by", "at"});
    CHECK(answer["overrule"]["from"] == 2);
    CHECK(answer["overrule"]["by"] == "Ana");
    CHECK(answer["scores"] == before["scores"]);
    CHECK(answer["scores_overruled"]["total"].get<double>() < answer["scores"]["total"].get<double>());

    auto after = desk.json({"records", "show", attempt});
    CHECK(after["overrules"].size() == 1);
    CHECK(after["overrules"][0] == answer["overrule"]);
    CHECK(after["scores_overruled"] == answer["scores_overruled"]);
    CHECK(after["turns"] == before["turns"]);
    CHECK(after["scores"] == before["scores"]);
    for (const auto& [language, words] : {std::pair{"en", "2 → 0, changed by Ana: read off the screen"},
                                          {"zh", "2 → 0，由Ana更改：read off the screen"}})
        CHECK(desk.run({"records", "show", attempt, "--lang", language}).out.find(words) != std::string::npos);
}

TEST_CASE("Changed replies as lines of a corpus, without the trainee", "[cli][overrule]") {
    const Desk desk;
    CHECK(desk.run({"records", "export-overruled"}).out.empty());
    const auto attempt = kept_drill(desk);
    CHECK(desk.run({"records", "export-overruled"}).out.empty());
    const auto shown = desk.json({"records", "show", attempt});
    const int turn = restated_turn(shown);
    REQUIRE(turn > 0);
    desk.json({"records", "overrule", attempt, std::to_string(turn), "restate", "1", "--reason", "only one fact",
               "--by", "Ana"});
    const auto exported = desk.run({"records", "export-overruled"});
    CHECK(exported.exit == 0);
    std::vector<Json> lines;
    std::istringstream in(exported.out);
    for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
    REQUIRE(lines.size() == 1);
    const Json& line = lines[0];
    const auto& said = shown["turns"][static_cast<std::size_t>(turn - 1)];
    CHECK(line["reply"] == said["reply"]);
    CHECK(line["customer"] == said["customer"]);
    CHECK(line["labels"]["restate"] == 1);
    CHECK(line["first"]["restate"] == 2);
    for (const auto& [id, level] : line["first"].items()) CHECK(said["labels"][id] == level);
    CHECK(line["overrules"][0]["reason"] == "only one fact");
    CHECK(line["history"].size() == 2 * static_cast<std::size_t>(turn - 1));
    CHECK(line["card"].contains("policy"));
    // The grader takes it as it is.
    const auto graded = desk.run({"grade"}, exported.out);
    CHECK(graded.exit == 0);
    const auto answer = Json::parse(graded.out);
    CHECK(answer["id"] == line["id"]);
    CHECK(answer["slots"] == "given");
    CHECK(exported.out.find("小周") == std::string::npos);
    CHECK(exported.out.find("Ana") == std::string::npos);
}

TEST_CASE("What a change of a level is refused for, by the code", "[cli][overrule]") {
    const Desk desk;
    CHECK(desk.trouble({"records", "overrule", "last", "1", "restate", "1", "--reason", "x"}) == "attempt_not_found");
    kept_drill(desk);
    CHECK(desk.trouble({"records", "overrule", "abcdef12", "1", "restate", "1", "--reason", "x"}) ==
          "attempt_not_found");
    CHECK(desk.trouble({"records", "overrule", "last", "99", "restate", "1", "--reason", "x"}) ==
          "overrule_no_such_turn");
    CHECK(desk.trouble({"records", "overrule", "last", "1", "restatement", "1", "--reason", "x"}) ==
          "unknown_behaviour");
    CHECK(desk.trouble({"records", "overrule", "last", "1", "restate", "3", "--reason", "x"}) == "overrule_level");
    CHECK(desk.trouble({"records", "overrule", "last", "1", "restate", "1"}) == "overrule_no_reason");
    CHECK(desk.json({"records", "show", "last"})["overrules"].empty());
}
