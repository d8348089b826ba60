// rapport records verify, in a file and on a server, in both languages.
#include "tests/cli/desk.h"
#include "tests/records/place.h"
#include "tests/records/postgres_server.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;
using rapport::tests::On;
using rapport::tests::Place;
using rapport::tests::PostgresServer;
using Names = std::vector<std::string>;

PLACE_TEST_CASE("Verifying: how many, the head of each desk, and what was changed outside", "[cli][records][chain]") {
    Desk desk, other;
    if (place.on_server())
        for (Desk* d : {&desk, &other})
            d->surroundings.environment.emplace_back("PGPASSFILE", PostgresServer::instance().password_file().string());
    const std::string db = place.url();
    for (const Desk* d : {&desk, &other})
        d->run({"play", library(chat), "--policy", "best", "--record", "--seed", "4", "--db", db});
    const auto whole = desk.json({"records", "verify", "--db", db});
    CHECK(keys(whole) == Names{"attempts", "overrules", "erased", "chained", "taken_over", "desks", "diagnostics"});
    CHECK(whole["attempts"] == 2);
    REQUIRE(whole["desks"].size() == (place.on_server() ? 2 : 1)); // a file has one chain, whoever writes
    const std::string head = whole["desks"][0]["head"];
    CHECK(head.size() == 64);
    const auto words = desk.run({"records", "verify", "--db", db, "--head", head});
    CHECK(words.exit == 0);
    CHECK(words.out.find("Everything is as it was stored.") != std::string::npos);
    CHECK(words.out.find(head.substr(0, 16)) != std::string::npos);
    const auto unknown = desk.json({"records", "verify", "--db", db, "--head", std::string(64, 'a')}, 1);
    CHECK(unknown["diagnostics"][0]["code"] == "chain_head_unknown");

    const std::string attempt = desk.json({"records", "list", "--db", db})["attempts"][0]["attempt"];
    place.run("UPDATE rapport_attempts SET total = 1 WHERE id = '" + attempt + "'");
    const auto found = desk.json({"records", "verify", "--db", db}, 1)["diagnostics"];
    REQUIRE(found.size() == 1);
    CHECK(found[0]["code"] == "chain_record_changed");
    CHECK(found[0]["attempt"] == attempt);
    CHECK_FALSE(found[0]["desk"].get<std::string>().empty());
    for (const char* language : {"en", "zh"}) {
        const auto told = desk.run({"records", "verify", "--db", db, "--lang", language});
        CHECK(told.exit == 1);
        CHECK(told.err.find(attempt) != std::string::npos);
        CHECK(told.err.find("[chain_record_changed]") != std::string::npos);
    }
    desk.json({"records", "delete", attempt, "--yes", "--db", db});
    CHECK(desk.json({"records", "verify", "--db", db})["erased"] == 1);
}

TEST_CASE("Records from before there were chains: verifying says so and leaves them, in both languages",
          "[cli][records][chain]") {
    const Desk desk;
    const Place place(On::file);
    const std::string db = place.url();
    desk.run({"play", library(chat), "--policy", "best", "--record", "--seed", "4", "--db", db});
    place.back_to(2);
    const auto answer = desk.json({"records", "verify", "--db", db}, 1);
    CHECK(answer["chained"] == false);
    CHECK(answer["diagnostics"].empty());
    CHECK(desk.run({"records", "verify", "--db", db}).out.find("before there were chains") != std::string::npos);
    CHECK(desk.run({"records", "verify", "--db", db, "--lang", "zh"}).out.find("无法校验") != std::string::npos);
    CHECK(place.value("SELECT MAX(version) FROM rapport_schema") == "2");
    desk.run({"records", "list", "--db", db});
    CHECK(desk.json({"records", "verify", "--db", db})["taken_over"] == 1);
    for (const char* language : {"en", "zh"})
        CHECK(desk.run({"records", "verify", "--db", db, "--lang", language}).out.find("1") != std::string::npos);
    place.run("DROP TABLE rapport_chain");
    CHECK(desk.json({"records", "verify", "--db", db}, 1)["diagnostics"][0]["code"] == "chain_gone");
}

TEST_CASE("A file whose name begins like a server's has a chain of its own", "[cli][records][chain]") {
    const Desk desk, other;
    const auto db = (desk / "postgres-x.db").string();
    const auto old = std::filesystem::current_path();
    std::filesystem::current_path(desk / "");
    for (const Desk* d : {&desk, &other})
        CHECK(d->run({"play", library(chat), "--policy", "best", "--record", "--seed", "4", "--db", "postgres-x.db"})
                  .exit == 0);
    std::filesystem::current_path(old);
    CHECK(desk.json({"records", "verify", "--db", db})["desks"].size() == 1);
    CHECK_FALSE(std::filesystem::exists(desk.data() / "desk"));
}

TEST_CASE("Verifying makes nothing where nothing was kept, and says what it cannot open", "[cli][records][chain]") {
    const Desk desk;
    CHECK(desk.json({"records", "verify"})["attempts"] == 0);
    CHECK_FALSE(std::filesystem::exists(desk.data()));
    // A mistyped path is no clean bill of health, also while a drill waits to be stored.
    desk.run({"play", library(chat)}, "1\nq\n");
    const auto typo = (desk / "rapprot.db").string();
    CHECK(desk.trouble({"records", "verify", "--db", typo}) == "records_missing");
    CHECK(desk.trouble({"export", "attempts", "--db", typo}) == "records_missing");
    CHECK_FALSE(std::filesystem::exists(typo));
    CHECK(desk.trouble({"records", "verify", "--db", desk.write("photos.db", std::string(5000, 'x'))}) ==
          "database_damaged");
}

TEST_CASE("Backing up and restoring by one command each", "[cli][records][backup]") {
    const Desk desk;
    const auto file = (desk / "backup.db").string();
    CHECK(desk.trouble({"records", "backup", file}) == "backup_nothing");
    desk.run({"play", library(chat), "--policy", "best", "--record", "--seed", "4"});
    CHECK(desk.json({"records", "backup", file})["attempts"] == 1);
    CHECK(desk.trouble({"records", "backup", file}) == "file_exists");
    CHECK(desk.run({"records", "backup", file, "--force", "--lang", "zh"}).exit == 0);
    desk.run({"play", library(chat), "--policy", "worst", "--record", "--seed", "4"});
    desk.run({"play", library(chat)}, "1\nq\n");
    CHECK(desk.trouble({"records", "restore", file}) == "restore_needs_yes");
    const auto done = desk.json({"records", "restore", file, "--yes"});
    CHECK(keys(done) == Names{"restored", "kept_aside", "attempts", "overrules", "erased", "chained", "taken_over",
                              "desks", "diagnostics"});
    const auto list = desk.json({"records", "list"});
    CHECK(list["attempts"].size() == 1);
    CHECK(list["unfinished"].size() == 1); // journals are not touched
    CHECK(desk.json({"records", "list", "--db", done["kept_aside"]})["attempts"].size() == 2);
    for (const char* language : {"en", "zh"}) {
        const auto told =
            desk.run({"records", "backup", "b.dump", "--db", "postgresql://li@server/rapport", "--lang", language});
        CHECK(told.exit == 2);
        CHECK(told.err.find("pg_dump") != std::string::npos);
    }
}
