// --db with a team's server: every command that takes it, and what is said when the server is not as it should be.
#include "tests/cli/desk.h"
#include "tests/records/place.h"
#include "tests/records/postgres_server.h"

#include <catch2/catch.hpp>

#include <sstream>
#include <thread>

using namespace rapport::tests::cli;
using rapport::tests::On;
using rapport::tests::Place;
using rapport::tests::PostgresServer;
using Json = nlohmann::ordered_json;

namespace {

// A desk whose person has the server's password in her ~/.pgpass.
class TeamDesk : public Desk {
public:
    TeamDesk() {
        surroundings.environment.emplace_back("PGPASSFILE", PostgresServer::instance().password_file().string());
    }
};

std::string all_said(const Result& result) { return result.out + result.err; }

std::string answers(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "1\n";
    return text;
}

} // namespace

TEST_CASE("Records on a server: played, listed, shown, changed, exported and deleted", "[cli][records][postgres]") {
    const TeamDesk desk, other;
    const Place place(On::server);
    const std::string db = place.url();
    CHECK(desk.json({"records", "list", "--db", db})["attempts"].empty());
    const auto played =
        desk.json({"play", library(chat), "--policy", "best", "--record", "--name", "小周", "--seed", "4", "--db", db});
    // Another desk of the team sees it; neither keeps it in a file.
    const auto rows = other.json({"records", "list", "--db", db})["attempts"];
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["trainee"] == "小周");
    CHECK(desk.json({"records", "list"})["attempts"].empty());
    const std::string attempt = rows[0]["attempt"];
    const auto shown = other.json({"records", "show", attempt.substr(0, 8), "--db", db});
    CHECK(shown["turns"] == played["turns"]);
    CHECK(shown["scores"] == played["scores"]);
    CHECK(other.run({"records", "show", "last", "--db", db, "--lang", "zh"}).exit == 0);

    other.json(
        {"records", "overrule", attempt, "1", "apologise", "1", "--reason", "说得太快", "--by", "Ana", "--db", db});
    CHECK(desk.json({"records", "show", attempt, "--db", db})["overrules"][0]["reason"] == "说得太快");
    CHECK(desk.run({"records", "export-overruled", "--db", db}).exit == 0);
    desk.run({"play", library(chat), "--choose", "c", "--db", db}, "");
    CHECK(desk.run({"play", library(chat), "--db", db}, answers(60)).exit == 0);
    CHECK(other.json({"records", "list", "--db", db})["attempts"].size() == 3);
    CHECK(other.json({"records", "delete", attempt, "--yes", "--db", db}) == Json{{"deleted", attempt}});
    CHECK(desk.trouble({"records", "show", attempt, "--db", db}) == "attempt_not_found");
}

TEST_CASE("Desks that start at once on a new server", "[cli][records][postgres][fault]") {
    const TeamDesk desk;
    const Place place(On::server);
    std::vector<int> exits(4, -1);
    std::vector<std::thread> all;
    for (int& exit : exits) all.emplace_back([&] { exit = desk.run({"records", "list", "--db", place.url()}).exit; });
    for (auto& program : all) program.join();
    CHECK(exits == std::vector<int>(4, 0));
    CHECK(desk.json({"records", "list", "--db", place.url()})["attempts"].empty());
}

TEST_CASE("A drill whose server goes away is finished, waits, and is there when the server is back",
          "[cli][records][postgres][fault]") {
    auto& server = PostgresServer::instance();
    const TeamDesk desk;
    const Place place(On::server);
    CHECK(desk.json({"records", "list", "--db", place.url()})["attempts"].empty());
    server.crash();
    const auto typed = desk.run({"play", library(chat), "--seed", "7", "--db", place.url()}, answers(60));
    CHECK(typed.exit == 2);
    CHECK(typed.err.find("[server_unreachable]") != std::string::npos);
    CHECK(typed.out.find("── Debrief ──") != std::string::npos);
    CHECK(typed.out.find("safely kept") != std::string::npos);
    CHECK(desk.trouble({"records", "list", "--db", place.url()}) == "server_unreachable");
    CHECK(desk.trouble({"play", library(chat), "--choose", "c", "--db", place.url()}) == "server_unreachable");
    server.start();
    CHECK(desk.json({"records", "list", "--db", place.url()})["attempts"].size() == 1);
}

TEST_CASE("A server's own tools are named with the keys; restoring names nothing that writes the file",
          "[cli][records][postgres][fault]") {
    const TeamDesk desk;
    const Place place(On::server);
    desk.run({"play", library(chat), "--choose", "c", "--record", "--db", place.url()});
    for (const std::string language : {"en", "zh"}) {
        const auto backup = desk.run({"records", "backup", "b.dump", "--db", place.url(), "--lang", language});
        CHECK(backup.exit == 2);
        for (const char* part : {"--schema=rapport --file='b.dump'", "--schema=rapport_keys --file='b.dump.keys'"})
            CHECK(backup.err.find(part) != std::string::npos);
        const auto restore = desk.run({"records", "restore", "b.dump", "--db", place.url(), "--lang", language});
        CHECK(restore.exit == 2);
        CHECK(restore.err.find("pg_restore") != std::string::npos);
        CHECK(restore.err.find("'b.dump.keys'") != std::string::npos);
        CHECK(restore.err.find("pg_dump") == std::string::npos);
    }
    place.run("DROP SCHEMA rapport_keys CASCADE");
    CHECK(desk.trouble({"records", "list", "--db", place.url()}) == "server_keys_missing");
}

TEST_CASE("What a server refuses is said in both languages, with what to do", "[cli][records][postgres][fault]") {
    auto& server = PostgresServer::instance();
    const TeamDesk desk;
    const Place place(On::server);
    const auto latin = server.new_database("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
    const std::string secret = server.password();
    const std::vector<std::pair<std::string, std::string>> known{
        {"postgresql://desk@127.0.0.1:1/rapport", "server_unreachable"},
        {server.url("postgres", "stranger"), "server_refused"},
        {place.url_of("guest"), "server_forbidden"},
        {server.url(latin), "server_encoding"},
        {"postgresql://desk:" + secret + "@127.0.0.1:1/rapport", "password_in_address"},
        {"postgresql://desk:" + secret + "/@127.0.0.1:1/rapport", "server_address_invalid"},
        {"mysql://desk:" + secret + "@127.0.0.1/rapport", "database_kind_unsupported"}};
    for (const auto& [url, code] : known)
        for (const std::string language : {"en", "zh"}) {
            INFO(code << " " << language);
            const auto words = desk.run({"records", "list", "--db", url, "--lang", language});
            CHECK(words.exit == 2);
            INFO(words.err);
            CHECK(words.err.find("[" + code + "]") != std::string::npos);
            CHECK(words.err.find('{') == std::string::npos); // every gap is filled
            CHECK(all_said(words).find(secret) == std::string::npos);
            const auto json = desk.run({"records", "list", "--db", url, "--lang", language, "--json"});
            CHECK(all_said(json).find(secret) == std::string::npos);
            const auto d = Json::parse(json.out)["diagnostics"][0];
            CHECK(d["code"] == code);
            CHECK_FALSE(d["hint"].get<std::string>().empty());
            CHECK(desk.trouble({"play", library(chat), "--choose", "c", "--db", url}) == code);
        }
    // Where to put a password is told.
    CHECK(desk.run({"records", "list", "--db", known[4].first}).err.find("~/.pgpass") != std::string::npos);
}

TEST_CASE("Without its password file a desk is not let in, and by PGPASSWORD it is", "[cli][records][postgres]") {
    const Place place(On::server);
    Desk desk;
    desk.surroundings.environment = {{"PGPASSFILE", (desk / "none").string()}};
    CHECK(desk.trouble({"records", "list", "--db", place.url()}) == "server_refused");
    desk.surroundings.environment.emplace_back("PGPASSWORD", PostgresServer::instance().password());
    CHECK(desk.json({"records", "list", "--db", place.url()})["attempts"].empty());
}
