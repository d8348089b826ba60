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

    // A person's drill runs on its journal; at the end it cannot be stored and says so; nothing is lost.
    const auto typed = desk.run({"play", library(chat), "--seed", "1"}, "q\n");
    CHECK(typed.exit == 0);
    std::filesystem::remove(desk.data() / "rapport.db");
    CHECK(desk.json({"records", "list"})["unfinished"].size() == 1);
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
    desk.run({"records", "list"});
    desk.surroundings.largest_file = 16;
    const auto refused = desk.run({"play", library(chat)}, "1\n");
    CHECK(refused.exit == 2);
    CHECK(refused.err.find("[disk_full]") != std::string::npos);
    desk.surroundings.largest_file.reset();
    const auto list = desk.json({"records", "list"});
    CHECK(list["attempts"].empty());
    CHECK(list["unfinished"].empty());
}
