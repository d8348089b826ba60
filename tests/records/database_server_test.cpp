// A database on a server: beside others, lost and found again, several desks at once.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "sim/records/identity.h"
#include "tests/records/place.h"
#include "tests/records/postgres_server.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

std::expected<void, Diagnostic> kept(Database& database, const std::string& id = small_id) {
    const auto played = play({"a", "a"}, small_header(id));
    const auto report = scoring::grade(dialogue::transcript(played.session));
    return database.store(*small_scenario(), small_bytes, played.log, &report);
}

// What each of so many desks answers, all at once; "" where all went well.
template <class Work>
std::vector<std::string> at_once(std::size_t desks, Work&& work) {
    std::vector<std::string> refused(desks);
    std::vector<std::thread> all;
    for (std::size_t i = 0; i < desks; ++i) all.emplace_back([&, i] { refused[i] = work(i); });
    for (auto& desk : all) desk.join();
    return refused;
}

std::string told(const std::expected<void, Diagnostic>& done) {
    return done ? "" : done.error().code + " " + std::string(done.error().arg("reason"));
}

} // namespace

TEST_CASE("A new database on a server: a schema of its own, its version, kept on the disk", "[records][postgres]") {
    const Place place(On::server);
    const auto database = place.open();
    CHECK(database.path() == place.url());
    CHECK(place.value("SELECT MAX(version) FROM rapport_schema") == std::to_string(schema_version));
    CHECK(place.value("SELECT string_agg(DISTINCT schemaname, ' ') FROM pg_tables WHERE tableowner = 'desk'") ==
          "rapport rapport_keys");
    CHECK(Database::open("postgres" + place.url().substr(std::string("postgresql").size())).has_value());
}

TEST_CASE("Acknowledged is on the server's disk, also where the server is set up to be quicker",
          "[records][postgres]") {
    const Place place(On::server);
    place.run(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");
    auto database = place.open();
    // A trigger sees the settings of who writes.
    place.run("CREATE TABLE seen (setting TEXT); GRANT ALL ON seen TO desk;"
              "CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              " INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;"
              "CREATE TRIGGER looks BEFORE INSERT ON rapport_attempts FOR EACH ROW EXECUTE FUNCTION look()");
    REQUIRE(kept(database).has_value());
    CHECK(place.value("SELECT setting FROM seen") == "on");
}

TEST_CASE("A database that has other things keeps them as they are", "[records][postgres]") {
    const Place place(On::server);
    place.run("CREATE TABLE public.photos (id INTEGER); INSERT INTO public.photos VALUES (7);"
              "CREATE TABLE public.rapport_schema (version INTEGER); INSERT INTO public.rapport_schema VALUES (99)");
    const std::string theirs = "SELECT string_agg(c::text, ' ' ORDER BY oid) FROM pg_class c"
                               " WHERE relnamespace = 'public'::regnamespace";
    const auto before = place.value(theirs);
    auto database = place.open();
    REQUIRE(kept(database).has_value());
    REQUIRE(database.erase(small_id).has_value());
    CHECK(place.value(theirs) == before);
    CHECK(place.value("SELECT id FROM public.photos") == "7");
}

TEST_CASE("A schema of our name with somebody else's tables is refused untouched", "[records][postgres][fault]") {
    const Place place(On::server);
    place.run("CREATE SCHEMA rapport AUTHORIZATION desk; CREATE TABLE rapport.photos (id INTEGER)");
    const auto before = place.everything();
    CHECK(Database::open(place.url()).error().code == "database_not_ours");
    CHECK(place.everything() == before);
}

TEST_CASE("An empty schema that somebody has prepared is used, without the right to make one", "[records][postgres]") {
    const Place place(On::server);
    place.run("CREATE SCHEMA rapport AUTHORIZATION guest; CREATE SCHEMA rapport_keys AUTHORIZATION guest");
    auto database = Database::open(place.url_of("guest"));
    REQUIRE(database.has_value());
    CHECK(kept(*database).has_value());
}

TEST_CASE("Desks that start at once make the tables once", "[records][postgres][fault]") {
    for (int round = 0; round < 3; ++round) {
        const Place place(On::server);
        const auto refused = at_once(6, [&](std::size_t) -> std::string {
            const auto database = Database::open(place.url());
            return database ? "" : told(std::unexpected(database.error()));
        });
        CHECK(refused == std::vector<std::string>(6));
        CHECK(place.value("SELECT string_agg(version::text, ' ' ORDER BY version) FROM rapport_schema") == "1 2 3 4");
    }
}

TEST_CASE("Desks that bring an old database up to date at once do it once", "[records][postgres][fault]") {
    const Place place(On::server);
    {
        auto database = place.open();
        REQUIRE(kept(database).has_value());
    }
    place.back_to(1);
    const auto refused = at_once(6, [&](std::size_t) -> std::string {
        const auto database = Database::open(place.url());
        return database ? "" : told(std::unexpected(database.error()));
    });
    CHECK(refused == std::vector<std::string>(6));
    CHECK(place.value("SELECT string_agg(version::text, ' ' ORDER BY version) FROM rapport_schema") == "1 2 3 4");
    CHECK(place.open().list()->size() == 1);
}

TEST_CASE("Desks that send one attempt at once, and change one level at once: nothing lost, nothing twice",
          "[records][postgres][fault]") {
    const Place place(On::server);
    place.open();
    const auto refused = at_once(6, [&](std::size_t) -> std::string {
        auto database = Database::open(place.url());
        if (!database) return told(std::unexpected(database.error()));
        std::string all;
        for (int i = 0; i < 5; ++i) {
            all += told(kept(*database));
            all += told(database->overrule(
                small_id, {1, scoring::Behaviour::restate, 0, 1, "read again", "Ana", "2026-03-03T10:00:00Z"}));
        }
        return all;
    });
    CHECK(refused == std::vector<std::string>(6));
    CHECK(place.open().list()->size() == 1);
    CHECK(place.open().overrules(small_id)->size() == 30);
    CHECK(place.value("SELECT COUNT(DISTINCT number) FROM rapport_overrules") == "30");
}

TEST_CASE("A server that dies and comes back: each call says so, and the next finds it again",
          "[records][postgres][fault]") {
    auto& server = PostgresServer::instance();
    const Place place(On::server);
    auto database = place.open();
    REQUIRE(kept(database).has_value());
    server.crash();
    for (int i = 0; i < 2; ++i) {
        const auto gone = database.has(small_id);
        REQUIRE_FALSE(gone.has_value());
        CHECK(gone.error().code == "server_unreachable");
        CHECK(gone.error().arg("server") == place.url());
        CHECK_FALSE(gone.error().arg("reason").empty());
    }
    const auto other = new_attempt_id();
    CHECK(kept(database, other).error().code == "server_unreachable");
    CHECK(Database::open(place.url()).error().code == "server_unreachable");
    server.start();
    CHECK(kept(database, other).has_value());
    CHECK(database.list()->size() == 2); // what was acknowledged is there
    // It comes and goes between two calls, and nobody has noticed.
    server.crash();
    server.start();
    CHECK(database.list().error().code == "server_unreachable");
    CHECK(database.list()->size() == 2);
}

TEST_CASE("A connection that the server ends in the middle of a call", "[records][postgres][fault]") {
    const Place place(On::server);
    auto database = place.open();
    place.run("CREATE SEQUENCE calls; GRANT ALL ON calls TO desk;"
              "CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              " IF nextval('rapport.calls') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;"
              " RETURN NEW; END $$;"
              "CREATE TRIGGER hangs_up BEFORE INSERT ON rapport_attempts FOR EACH ROW EXECUTE FUNCTION hang_up()");
    CHECK(kept(database).error().code == "server_unreachable");
    CHECK(database.list()->empty()); // nothing half kept
    CHECK(kept(database).has_value());
    CHECK(database.list()->size() == 1);
}

TEST_CASE("A server that comes back with a newer database is left alone", "[records][postgres][fault]") {
    const Place place(On::server);
    auto database = place.open();
    place.run("INSERT INTO rapport_schema VALUES (99);"
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'desk'");
    CHECK(kept(database).error().code == "server_unreachable");
    for (int i = 0; i < 2; ++i) CHECK(kept(database).error().code == "database_newer");
    CHECK(place.value("SELECT COUNT(*) FROM rapport_attempts") == "0");
}
