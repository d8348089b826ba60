// rapport records list | show | delete.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

std::string keep_one(const Desk& desk) {
    desk.run({"play", library(chat), "--policy", "best", "--record", "--name", "小周", "--seed", "4"});
    return desk.json({"records", "list"})["attempts"][0]["attempt"];
}

} // namespace

TEST_CASE("An empty desk lists nothing", "[cli][records]") {
    const Desk desk;
    const auto answer = desk.json({"records", "list"});
    CHECK(keys(answer) == Names{"attempts", "unfinished", "more"});
    CHECK(answer["attempts"].empty());
    CHECK(answer["unfinished"].empty());
    CHECK(answer["more"] == false);
    CHECK(desk.run({"records", "list"}).out == "No attempts yet. Play one: rapport play\n");
    CHECK(desk.run({"records", "list", "--lang", "zh"}).out == "还没有记录。开始练习：rapport play\n");
}

TEST_CASE("A kept attempt, key by key", "[cli][records]") {
    const Desk desk;
    keep_one(desk);
    const auto rows = desk.json({"records", "list"})["attempts"];
    REQUIRE(rows.size() == 1);
    const Json& row = rows[0];
    CHECK(keys(row) == Names{"attempt", "scenario", "version", "started_at", "ended_at", "status", "ending", "outcome",
                             "turns", "total", "csat", "trainee"});
    CHECK(row["scenario"] == chat);
    CHECK(row["status"] == "finished");
    CHECK(row["outcome"] == "resolved");
    CHECK(row["trainee"] == "小周");
    CHECK(row["started_at"].get<std::string>().ends_with("Z"));
    const auto played = desk.json({"play", library(chat), "--policy", "best", "--seed", "4"});
    CHECK(row["total"] == played["scores"]["total"]);
    CHECK(row["turns"] == played["turns"].size());
}

TEST_CASE("Showing one gives what playing gave", "[cli][records]") {
    const Desk desk;
    const auto attempt = keep_one(desk);
    auto shown = desk.json({"records", "show", attempt});
    CHECK(shown["attempt"] == attempt);
    CHECK(shown["trainee"] == "小周");
    for (const char* own : {"attempt", "started_at", "trainee"}) shown.erase(own);
    CHECK(shown == desk.json({"play", library(chat), "--policy", "best", "--seed", "4"}));
    for (const char* language : {"en", "zh"}) {
        const auto words = desk.run({"records", "show", attempt, "--lang", language});
        CHECK(words.exit == 0);
        CHECK(words.out ==
              desk.run({"play", library(chat), "--policy", "best", "--seed", "4", "--lang", language}).out);
    }
}

TEST_CASE("Deleting needs a yes and is for good", "[cli][records]") {
    const Desk desk;
    const auto attempt = keep_one(desk);
    CHECK(desk.trouble({"records", "delete", attempt}) == "delete_needs_yes");
    CHECK(desk.json({"records", "delete", attempt, "--yes"}) == Json{{"deleted", attempt}});
    CHECK(desk.json({"records", "list"})["attempts"].empty());
    CHECK(desk.trouble({"records", "show", attempt}) == "attempt_not_found");
    CHECK(desk.trouble({"records", "delete", attempt, "--yes"}) == "attempt_not_found");
}

TEST_CASE("Lists are newest first, limited, and say when there is more", "[cli][records]") {
    const Desk desk;
    for (int i = 0; i < 3; ++i) desk.run({"play", library(chat), "--choose", "a"});
    const auto two = desk.json({"records", "list", "--limit", "2"});
    CHECK(two["attempts"].size() == 2);
    CHECK(two["more"] == true);
    CHECK(desk.run({"records", "list", "--limit", "2"}).out.find("--limit 0") != std::string::npos);
    const auto all = desk.json({"records", "list", "--limit", "0"});
    CHECK(all["attempts"].size() == 3);
    CHECK(all["more"] == false);
    CHECK(desk.json({"records", "list", "--scenario", "another"})["attempts"].empty());
    CHECK(desk.json({"records", "list", "--scenario", chat})["attempts"].size() == 3);
    for (const Json& row : all["attempts"]) {
        CHECK(row["status"] == "abandoned");
        CHECK(row["total"].is_null());
    }
}

TEST_CASE("--db keeps records in a file of their own", "[cli][records]") {
    const Desk desk;
    const auto other = (desk / "team.db").string();
    desk.run({"play", library(chat), "--choose", "a", "--db", other});
    CHECK(desk.json({"records", "list"})["attempts"].empty());
    CHECK(desk.json({"records", "list", "--db", other})["attempts"].size() == 1);
    CHECK(desk.json({"records", "list", "--db", "sqlite3://" + other})["attempts"].size() == 1);
}
