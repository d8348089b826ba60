// rapport records list | show | delete.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

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
    CHECK(keys(answer) == Names{"attempts", "unfinished", "more", "looked", "kept"});
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
                             "turns", "total", "csat", "trainee", "input_mode", "branched_from"});
    CHECK(row["scenario"] == chat);
    CHECK(row["status"] == "finished");
    CHECK(row["outcome"] == "resolved");
    CHECK(row["trainee"] == "小周");
    CHECK(row["input_mode"] == "policy");
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
    for (const char* own :
         {"attempt", "started_at", "trainee", "branched_from", "earlier_versions", "overrules", "scores_overruled"})
        shown.erase(own);
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

TEST_CASE("Before deleting, what is meant is named: what was played, when, and the whole id", "[cli][records]") {
    const Desk desk;
    const auto attempt = keep_one(desk);
    for (const char* language : {"en", "zh"}) {
        const auto asked = desk.run({"records", "delete", "last", "--lang", language});
        CHECK(asked.exit == 2);
        CHECK(asked.err.find("[delete_needs_yes]") != std::string::npos);
        const auto list = desk.run({"records", "list", "--lang", language}).out;
        CHECK(asked.err.find(list.substr(0, 16)) != std::string::npos); // the day and the time
        CHECK(asked.err.find(attempt) != std::string::npos);
    }
    CHECK(desk.run({"records", "delete", "last"}).err.find("Three days and not a word") != std::string::npos);
    CHECK(desk.json({"records", "list"})["attempts"].size() == 1);
}

TEST_CASE("The last is the one stored last, however quickly they follow one another", "[cli][records]") {
    const Desk desk;
    for (int n = 0; n < 4; ++n) {
        const auto kept = desk.run({"play", library(chat), "--choose", "a", "--seed", "4"}).out;
        const std::string attempt = desk.json({"records", "show", "last"})["attempt"];
        CHECK(kept.find(attempt) != std::string::npos);
    }
}

TEST_CASE("Listing makes nothing where nothing was kept", "[cli][records]") {
    const Desk desk;
    desk.run({"records", "list"});
    desk.json({"records", "list"});
    CHECK(desk.trouble({"records", "show", "last"}) == "attempt_not_found");
    CHECK(desk.trouble({"records", "delete", "last", "--yes"}) == "attempt_not_found");
    CHECK_FALSE(std::filesystem::exists(desk.data()));
    const auto other = (desk / "other.db").string();
    CHECK(desk.json({"records", "list", "--db", other})["attempts"].empty());
    CHECK_FALSE(std::filesystem::exists(other));
    CHECK(desk.trouble({"records", "list", "--db", (desk / "none" / "other.db").string()}).starts_with("folder_"));
}

TEST_CASE("The list tells whose an attempt is, and what the program played itself", "[cli][records]") {
    const Desk desk;
    desk.run({"play", library(chat), "--choose", "c", "--name", "Li"});
    CHECK(desk.run({"records", "list"}).out.find("  Li\n") != std::string::npos);
    CHECK(desk.run({"records", "list"}).out.find("played by the program") == std::string::npos);
    keep_one(desk);
    CHECK(desk.run({"records", "list"}).out.find("  小周 · played by the program\n") != std::string::npos);
    CHECK(desk.run({"records", "list", "--lang", "zh"}).out.find("由程序执行") != std::string::npos);
}

TEST_CASE("An attempt is named by the beginning of its id, or as the last", "[cli][records]") {
    const Desk desk;
    desk.run({"play", library(chat), "--choose", "c"});
    const std::string attempt = desk.json({"records", "list"})["attempts"][0]["attempt"];
    CHECK(desk.json({"records", "show", attempt.substr(0, 6)})["attempt"] == attempt);
    CHECK(desk.json({"records", "show", "last"})["attempt"] == attempt);
    CHECK(desk.trouble({"records", "show", attempt.substr(0, 5)}) == "attempt_not_found");
    CHECK(desk.trouble({"records", "show", attempt + "0"}) == "attempt_not_found");
    CHECK(desk.trouble({"records", "show", "%%%%%%"}) == "attempt_not_found");
    CHECK(desk.run({"records", "show", "nobody"}).err.find("rapport records list") != std::string::npos);
    CHECK(desk.json({"records", "delete", attempt.substr(0, 8), "--yes"}) == Json{{"deleted", attempt}});
    CHECK(desk.trouble({"records", "show", "last"}) == "attempt_not_found");
}

TEST_CASE("Two attempts that begin alike are told apart, not guessed", "[cli][records]") {
    const Desk desk;
    desk.run({"play", library(chat)}, "1\nq\n");
    const std::string attempt = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    std::string twin = attempt;
    twin.back() = attempt.back() == '0' ? '1' : '0';
    const auto journal = desk.data() / "journal";
    for (const char* part : {".jsonl", ".scenario"}) {
        std::ifstream in(journal / (attempt + part));
        std::string text{std::istreambuf_iterator<char>(in), {}};
        if (part == std::string(".jsonl")) text = without_sums(text);
        for (auto at = text.find(attempt); at != std::string::npos; at = text.find(attempt)) text.replace(at, 36, twin);
        std::ofstream(journal / (twin + part)) << text;
    }
    CHECK(desk.trouble({"records", "show", attempt.substr(0, 8)}) == "attempt_ambiguous");
    CHECK(desk.trouble({"records", "show", twin}) == "attempt_unfinished");
}

TEST_CASE("An unfinished attempt is told how to go on, and can be deleted", "[cli][records]") {
    const Desk desk;
    desk.run({"play", library(chat)}, "1\nq\n");
    const std::string attempt = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    CHECK(desk.trouble({"records", "show", attempt}) == "attempt_unfinished");
    for (const char* language : {"en", "zh"})
        CHECK(desk.run({"records", "show", attempt, "--lang", language}).err.find("rapport play --resume " + attempt) !=
              std::string::npos);
    CHECK(desk.trouble({"records", "delete", attempt}) == "delete_needs_yes");
    {
        Process play(program(), {"play", "--resume", attempt}, desk.surroundings);
        REQUIRE(play.read_until("> "));
        CHECK(desk.trouble({"records", "delete", attempt, "--yes"}) == "attempt_in_use");
    }
    CHECK(desk.json({"records", "delete", attempt.substr(0, 7), "--yes"}) == Json{{"deleted", attempt}});
    const auto list = desk.json({"records", "list"});
    CHECK(list["unfinished"].empty());
    CHECK(list["attempts"].empty()); // not even as stopped early
    CHECK(std::filesystem::is_empty(desk.data() / "journal"));
}

TEST_CASE("A damaged unfinished attempt is named once, and can be deleted", "[cli][records][fault]") {
    const Desk desk;
    desk.run({"play", library(chat)}, "1\nq\n");
    const std::string attempt = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    const auto path = desk.data() / "journal" / (attempt + ".jsonl");
    std::ifstream in(path);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    std::ofstream(path) << text.replace(text.find("\"turns\""), 7, "\"turn\"");
    const auto list = desk.run({"records", "list"});
    CHECK(list.err.find("log_damaged") != std::string::npos);
    CHECK(list.err.find("log_damaged") == list.err.rfind("log_damaged"));
    const auto as_json = desk.run({"records", "list", "--json"});
    CHECK(Json::parse(as_json.out)["unfinished"].empty());
    CHECK(as_json.err.find("log_damaged") != std::string::npos);
    CHECK(as_json.err.find("log_damaged") == as_json.err.rfind("log_damaged"));
    CHECK(desk.json({"records", "delete", attempt, "--yes"}) == Json{{"deleted", attempt}});
    CHECK(std::filesystem::is_empty(desk.data() / "journal"));
    CHECK(desk.run({"records", "list"}).err.empty());
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

TEST_CASE("A finished drill that waits is not stored into records that happen to be asked about", "[cli][records]") {
    const Desk desk;
    std::filesystem::create_directories(desk.data());
    const auto broken = desk.write("data/rapport.db", std::string(5000, 'x'));
    std::string answers;
    for (int i = 0; i < 60; ++i) answers += "1\n";
    CHECK(desk.run({"play", library(chat), "--seed", "7"}, answers).exit == 2);
    const auto other = (desk / "team.db").string();
    std::ofstream(other).close();
    CHECK(desk.json({"records", "list", "--db", other})["attempts"].empty());
    CHECK(desk.json({"records", "verify", "--db", other})["attempts"] == 0);
    CHECK(desk.json({"export", "attempts", "--db", other})["attempts"] == 0);
    for (const char* language : {"en", "zh"}) {
        const auto told = desk.run({"records", "list", "--db", other, "--lang", language}).err;
        CHECK(told.find("[drills_wait_elsewhere]") != std::string::npos);
        CHECK(told.find(broken) != std::string::npos);
    }
    std::filesystem::remove(broken);
    CHECK(desk.json({"records", "list"})["attempts"].size() == 1);
}

TEST_CASE("A file name that cannot be used is told in the reader's language", "[cli][records][fault]") {
    const Desk desk;
    const auto name = (desk / "a\"b.db").string();
    CHECK(desk.trouble({"records", "backup", "b.db", "--db", name}) == "database_failed");
    for (const auto& [language, words] :
         {std::pair("en", "a file cannot have this name"), std::pair("zh", "文件不能用这个名称")})
        CHECK(desk.run({"records", "backup", "b.db", "--db", name, "--lang", language}).err.find(words) !=
              std::string::npos);
}
