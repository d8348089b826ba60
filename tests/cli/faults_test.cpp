// When the world breaks: files, folders, disks and databases.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <sqlite3.h>

using namespace rapport::tests::cli;

namespace {

void sql(const std::filesystem::path& path, const char* statements) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, statements, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

} // namespace

TEST_CASE("A scenario that cannot be read is said so, however it is asked for", "[cli][fault]") {
    const Desk desk;
    std::filesystem::create_directories(desk / "folder");
    const auto broken = desk.write("broken.json", "{\"format\":1");
    CHECK(desk.trouble({"play", (desk / "nowhere.json").string(), "--policy", "best"}) == "file_missing");
    CHECK(desk.trouble({"play", (desk / "folder").string(), "--policy", "best"}) == "file_is_folder");
    CHECK(desk.trouble({"play", broken, "--choose", "a"}) == "json_unfinished");
    for (const std::string& path : {(desk / "nowhere.json").string(), (desk / "folder").string(), broken}) {
        const auto typed = desk.run({"play", path}, "1\n");
        CHECK(typed.exit == 2);
        CHECK(typed.out.empty());
    }
}

TEST_CASE("Without a folder to write in, a person's drill is refused and a script's run is not kept", "[cli][fault]") {
    Desk desk;
    desk.surroundings.data = desk.write("a-file", "") + "/data";
    const auto typed = desk.run({"play", library(chat)}, "1\n");
    CHECK(typed.exit == 2);
    CHECK(typed.err.find("[folder_unwritable]") != std::string::npos);

    const auto script = desk.run({"play", library(chat), "--choose", "c", "--json"});
    CHECK(script.exit == 0);
    CHECK(nlohmann::json::parse(script.out)["turns"].size() == 1);
    CHECK(script.err.find("[not_recorded]") != std::string::npos);
    // Who insists is told.
    CHECK(desk.trouble({"play", library(chat), "--choose", "c", "--record"}) == "folder_unwritable");
    CHECK(desk.trouble({"play", library(chat), "--choose", "c", "--name", "Li"}) == "folder_unwritable");
    CHECK(desk.trouble({"records", "list"}) == "folder_unwritable");
}

TEST_CASE("A database of a newer version is refused, left alone, and drills wait for it", "[cli][fault]") {
    const Desk desk;
    std::filesystem::create_directories(desk.data());
    sql(desk.data() / "rapport.db", "CREATE TABLE rapport_schema (version INTEGER NOT NULL);"
                                    "INSERT INTO rapport_schema VALUES (99);");
    CHECK(desk.trouble({"records", "list"}) == "database_newer");
    const auto words = desk.run({"records", "list", "--lang", "zh"});
    CHECK(words.exit == 2);
    CHECK(words.err.find("[database_newer]") != std::string::npos);
    const auto script = desk.run({"play", library(chat), "--choose", "c", "--json"});
    CHECK(script.exit == 0);
    CHECK(script.err.find("[not_recorded]") != std::string::npos);

    // A person's drill runs on its journal. Its debrief is shown, then that it waits; why was said once, at the start.
    std::string answers;
    for (int i = 0; i < 60; ++i) answers += "1\n";
    const auto typed = desk.run({"play", library(chat), "--seed", "7"}, answers);
    CHECK(typed.exit == 2);
    CHECK(count(typed.err, "[database_newer]") == 1);
    const auto debrief = typed.out.find("── Debrief ──");
    REQUIRE(debrief != std::string::npos);
    CHECK(typed.out.find("safely kept") > debrief);
    CHECK(typed.out.find("safely kept") != std::string::npos);
    CHECK(typed.out.find("try saving again") == std::string::npos); // it would be of no use
    // With an attempt waiting, still once.
    CHECK(count(desk.run({"records", "list"}).err, "[database_newer]") == 1);
    CHECK(count(desk.run({"play", library(chat)}, "q\n").err, "[database_newer]") == 1);
    std::filesystem::remove(desk.data() / "rapport.db");
    CHECK(desk.json({"records", "list"})["attempts"].size() == 1);
}

TEST_CASE("What was to be kept and could not be is 2, and the debrief is shown all the same", "[cli][fault]") {
    Desk desk;
    desk.write("data/rapport.db", "This is not a database, and long enough to be looked at as one. ..............");
    for (const std::vector<std::string>& script :
         std::vector<std::vector<std::string>>{{"--choose", "c"}, {"--policy", "best"}})
        for (const char* language : {"en", "zh"}) {
            std::vector<std::string> call{"play", library(chat), "--record", "--lang", language};
            call.insert(call.end(), script.begin(), script.end());
            const auto words = desk.run(call);
            CHECK(words.exit == 2);
            CHECK(words.out.find(language == std::string("en") ? "── Debrief ──" : "── 复盘 ──") != std::string::npos);
            CHECK(count(words.err, "[") == 1); // one trouble, once
            CHECK(words.err.find("[not_recorded]") != std::string::npos);
            CHECK(words.err.find(language == std::string("en") ? "damaged" : "损坏") != std::string::npos);
            CHECK(words.err.find("stored later") == std::string::npos); // not true here
            call.push_back("--json");
            const auto json = nlohmann::json::parse(desk.run(call).out);
            CHECK(json["turns"].size() >= 1);
            CHECK(json["diagnostics"][0]["code"] == "database_damaged");
        }
    // Nobody insisted: a warning, once, and nothing untrue beside it.
    const auto script = desk.run({"play", library(chat), "--choose", "c"});
    CHECK(script.exit == 0);
    CHECK(count(script.err, "[") == 1);
    CHECK(script.err.find("[not_recorded]") != std::string::npos);
}

TEST_CASE("A run that finds no room is named so and leaves nothing half behind", "[cli][fault]") {
    Desk desk;
    desk.surroundings.largest_file = 3000; // not even the records' first pages
    for (const std::vector<std::string>& script :
         std::vector<std::vector<std::string>>{{"--choose", "c", "--record"}, {"--policy", "best", "--record"}}) {
        std::vector<std::string> call{"play", library(chat)};
        call.insert(call.end(), script.begin(), script.end());
        CHECK(desk.trouble(call) == "disk_full");
        const auto words = desk.run(call);
        CHECK(words.exit == 2);
        CHECK(words.err.find("ROLLBACK") == std::string::npos);
        CHECK(words.err.find("no room left") != std::string::npos);
        CHECK(words.out.find("── Debrief ──") != std::string::npos);
    }
    desk.surroundings.largest_file.reset();
    std::filesystem::remove_all(desk.data());
    desk.run({"play", library(chat), "--choose", "c"});
    desk.surroundings.largest_file = 3000; // the records are there, a new journal has no room
    CHECK(desk.trouble({"play", library(chat), "--choose", "c", "--record"}) == "disk_full");
    desk.surroundings.largest_file.reset();
    const auto list = desk.json({"records", "list"});
    CHECK(list["attempts"].size() == 1);
    CHECK(list["unfinished"].empty());
}

TEST_CASE("A run that is whole in its journal but finds no room in the records waits there", "[cli][fault]") {
    Desk desk;
    desk.run({"play", library("bank-trust-in-person"), "--choose", "a"}); // the records are there
    // Room for the copy of the scenario beside the journal, not for it and the log together.
    desk.surroundings.largest_file = std::filesystem::file_size(library(chat)) + 1000;
    const auto full = desk.run({"play", library(chat), "--choose", "c", "--record"});
    CHECK(full.exit == 2);
    CHECK(full.err.find("[disk_full]") != std::string::npos);
    CHECK(full.out.find("safely kept") != std::string::npos);
    desk.surroundings.largest_file.reset();
    CHECK(desk.json({"records", "list"})["attempts"].size() == 2); // stored by asking
}

TEST_CASE("A reply that could not be saved can be chosen again", "[cli][fault]") {
    Desk desk;
    desk.run({"play", library(chat), "--choose", "c"}); // the records are there
    desk.run({"play", library(chat), "--seed", "7"}, "1\nq\n");
    const std::string attempt = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    const auto journal = desk.data() / "journal" / (attempt + ".jsonl");
    desk.surroundings.largest_file = std::filesystem::file_size(journal) + 10;
    for (const char* language : {"en", "zh"}) {
        const auto full = desk.run({"play", "--resume", "last", "--lang", language}, "1\nq\n");
        CHECK(full.exit == 0);
        CHECK(full.err.find("[reply_not_saved]") != std::string::npos);
        CHECK(full.err.find(language == std::string("en") ? "choose your reply again" : "再选一次回复") !=
              std::string::npos);
    }
    desk.surroundings.largest_file.reset();
    CHECK(desk.json({"records", "list"})["unfinished"][0]["turns"] == 1);
    desk.run({"play", "--resume"}, "1\nq\n");
    CHECK(desk.json({"records", "list"})["unfinished"][0]["turns"] == 2);
}

TEST_CASE("A damaged database does not stop practising", "[cli][fault]") {
    const Desk desk;
    desk.write("data/rapport.db", "This is not a database, and long enough to be looked at as one. ..............");
    CHECK(desk.trouble({"records", "list"}) == "database_damaged");
    CHECK(desk.run({"play", library(chat)}, "1\nq\n").exit == 0);
}

TEST_CASE("A full disk in the middle of a drill loses nothing that was answered", "[cli][fault]") {
    Desk desk;
    // Room for the records and the journal's first lines, not for the scenario's copy and a long drill.
    desk.run({"play", library(chat)}, "q\n");
    desk.surroundings.largest_file = 16;
    const auto refused = desk.run({"play", library(chat)}, "1\n");
    CHECK(refused.exit == 2);
    CHECK(refused.err.find("[disk_full]") != std::string::npos);
    desk.surroundings.largest_file.reset();
    const auto list = desk.json({"records", "list"});
    CHECK(list["attempts"].empty());
    CHECK(list["unfinished"].empty());
}
