// From desks to the team's server: everything, exactly once, whatever happens on the way.
#include "sim/records/database.h"
#include "sim/records/erase_person.h"
#include "sim/records/people.h"
#include "sim/records/push.h"
#include "sim/records/seal.h"
#include "sim/records/server_session.h"
#include "sim/records/team_admin.h"
#include "tests/records/kill.h"
#include "tests/records/postgres_server.h"
#include "tests/records/small_attempt.h"
#include "tests/records/team_place.h"

#include <arpa/inet.h>
#include <atomic>
#include <filesystem>
#include <sys/socket.h>
#include <thread>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

const std::string ana = "aaaaaaaa-0000-4000-8000-000000000001";

void change_level(Database& desk, const std::string& attempt) {
    REQUIRE(desk.overrule(attempt, {1, scoring::Behaviour::restate, 0, 1, "read again", "Ana", "2026-03-03T10:00:00Z"})
                .has_value());
}

void keep_many(const tests::Place& desk, int from, int to) {
    auto database = desk.open();
    for (int i = from; i <= to; ++i) keep(database, numbered(i));
}

std::string waiting(const tests::Place& desk) { return desk.value("SELECT COUNT(*) FROM rapport_outbox"); }
std::string attempts(const TeamPlace& team) { return team.value("SELECT COUNT(*) FROM rapport_attempts"); }

} // namespace

TEST_CASE("Attempts, changed levels, shares and the chain arrive, and verify on the server",
          "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    auto database = desk.open();
    keep(database, numbered(1));
    keep(database, numbered(2), ana);
    change_level(database, numbered(1));
    REQUIRE(database.share(numbered(2)).has_value());
    const auto pushed = push(desk.url(), team.url());
    REQUIRE(pushed.has_value());
    CHECK(pushed->sent == 4);
    CHECK(pushed->left == 0);
    CHECK(*database.waiting() == 0);
    CHECK(team.value("SELECT string_agg(id, ' ' ORDER BY id) FROM rapport_attempts") ==
          numbered(1) + " " + numbered(2));
    CHECK(team.value("SELECT person FROM rapport_attempts WHERE id = '" + numbered(2) + "'") == ana);
    for (const char* column : {"header", "log", "trainee", "total", "started_at", "turns"}) {
        CAPTURE(column);
        const std::string question =
            std::string("SELECT ") + column + " FROM rapport_attempts WHERE id = '" + numbered(2) + "'";
        CHECK(team.value(question) == desk.value(question)); // as it is stored
        CHECK_FALSE(desk.value(question).empty());
    }
    CHECK(team.value("SELECT COUNT(*) FROM rapport_behaviours") ==
          desk.value("SELECT COUNT(*) FROM rapport_behaviours"));
    CHECK(team.value("SELECT reason FROM rapport_overrules") == desk.value("SELECT reason FROM rapport_overrules"));
    CHECK(team.value("SELECT attempt FROM rapport_shares") == numbered(2));
    CHECK(team.verifies());
    CHECK(team.value("SELECT number || head FROM rapport_chain_heads") ==
          desk.value("SELECT number || head FROM rapport_chain_heads"));
    CHECK(team.value("SELECT number || head || account FROM rapport_anchors") ==
          desk.value("SELECT number || head FROM rapport_chain_heads") + "desk");

    REQUIRE(database.unshare(numbered(2)).has_value());
    CHECK(sent(desk, team.url()).empty());
    CHECK(team.value("SELECT COUNT(*) FROM rapport_shares") == "0");
}

TEST_CASE("What is sealed goes with its keys, once, and only to whom the server lets open it",
          "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    {
        auto database = desk.open();
        keep(database, numbered(1), ana);
    }
    CHECK(sent(desk, team.url()).empty());
    const std::string log = "SELECT log FROM rapport_attempts";
    CHECK(is_sealed(team.value(log)));
    CHECK(team.value(log) == desk.value(log));
    CHECK(team.value("SELECT person || month FROM rapport_keys.person_keys") == ana + "2026-03");
    team.account("ann", "trainee", ana);
    Key key;
    REQUIRE(read_key(team.asked("ann", "SELECT key FROM rapport_open_attempt('" + numbered(1) + "')"), key));
    const auto opened = unseal(key, team.value(log), "attempt/" + numbered(1) + "/log");
    REQUIRE(opened.has_value());
    CHECK(opened->find("\"turns\"") != std::string::npos);
    CHECK(team.asked("desk", "SELECT key FROM rapport_keys.person_keys") == "server_forbidden");
    CHECK(team.asked("ann", "SELECT key FROM rapport_keys.person_keys") == "server_forbidden");
    // Once: what another desk says is the key changes nothing.
    const auto before = team.value("SELECT key FROM rapport_keys.person_keys");
    CHECK(team.asked("desk", "INSERT INTO rapport_keys.person_keys VALUES ('" + ana +
                                 "', '2026-03', 'other', '')"
                                 " ON CONFLICT DO NOTHING")
              .empty());
    CHECK(team.value("SELECT key FROM rapport_keys.person_keys") == before);
    CHECK(team.asked("keeper", "SELECT rapport_erase_person('" + ana + "')").empty());
    CHECK(team.value("SELECT COUNT(*) FROM rapport_keys.person_keys") == "0");
}

TEST_CASE("People who are named, renamed and erased on a desk are so on the server", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    const Folder data;
    auto database = desk.open();
    const auto li = add_person(database, {"小李", "7"});
    REQUIRE(li.has_value());
    keep(database, numbered(1), li->id);
    CHECK(sent(desk, team.url()).empty());
    REQUIRE(change_person(database, li->id, {"李", "8"}).has_value());
    CHECK(*database.waiting() == 1);
    CHECK(sent(desk, team.url()).empty());
    const std::string question = "SELECT name || staff_number FROM rapport_people";
    CHECK(team.value(question) == desk.value(question));
    auto server = Database::open(team.url("keeper"));
    REQUIRE(server.has_value());
    CHECK(people(*server)->front().words == PersonWords{"李", "8"});
    REQUIRE(erase_person(database, data.path(), li->id).has_value());
    CHECK(*database.waiting() == 1);
    CHECK(sent(desk, team.url()).empty());
    for (const char* table : {"rapport_people", "rapport_attempts", "rapport_keys.person_keys"}) {
        CAPTURE(table);
        CHECK(team.value(std::string("SELECT COUNT(*) FROM ") + table) == "0");
    }
    CHECK(team.value("SELECT person FROM rapport_tombstones") == li->id);
}

TEST_CASE("Sending everything twice more changes nothing", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    {
        auto database = desk.open();
        for (int i = 1; i <= 5; ++i) keep(database, numbered(i));
        change_level(database, numbered(3));
        REQUIRE(database.share(numbered(4)).has_value());
        REQUIRE(database.erase(numbered(5)).has_value());
    }
    desk.run("CREATE TABLE all_of_it AS SELECT * FROM rapport_outbox");
    CHECK(sent(desk, team.url()).empty());
    const auto before = team.everything();
    CHECK(attempts(team) == "4");
    for (int again = 0; again < 2; ++again) {
        desk.run("INSERT INTO rapport_outbox SELECT * FROM all_of_it");
        CHECK(sent(desk, team.url(), {.items = 2}).empty());
        CHECK(waiting(desk) == "0");
        CHECK(team.everything() == before);
    }
    CHECK(team.verifies());
}

TEST_CASE("Killed after the server has a batch and before the desk has noted it: nothing is lost or twice",
          "[records][push][postgres][fault]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 6);
    for (int round = 0; round < 3; ++round) {
        const std::size_t acknowledged = killed_after(0, false, [&](auto&& acknowledge) {
            (void)push(desk.url(), team.url(), {.items = 2, .acknowledged = [&] {
                                                    acknowledge();
                                                    ::pause(); // until we are killed
                                                }});
        });
        CHECK(acknowledged == 1);
        CHECK(waiting(desk) == "6"); // the server has two more than the desk knows
        CHECK(attempts(team) == "2");
    }
    CHECK(sent(desk, team.url()).empty());
    CHECK(waiting(desk) == "0");
    CHECK(attempts(team) == "6");
    CHECK(team.verifies());
}

TEST_CASE("A server that crashes in the middle: what it acknowledged is there, the rest waits for it",
          "[records][push][postgres][fault]") {
    auto& server = PostgresServer::instance();
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 7);
    int batches = 0;
    CHECK(sent(desk, team.url(), {.items = 2, .acknowledged = [&] {
                                      if (++batches == 2) server.crash();
                                  }}) == "server_unreachable");
    CHECK(waiting(desk) == "3");
    CHECK(sent(desk, team.url()) == "server_unreachable");
    server.start();
    CHECK(attempts(team) == "4");
    CHECK(sent(desk, team.url()).empty());
    CHECK(attempts(team) == "7");
    CHECK(team.verifies());
}

TEST_CASE("A connection that ends in the middle of a batch leaves nothing of it", "[records][push][postgres][fault]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 3);
    team.run("CREATE SEQUENCE calls; GRANT ALL ON calls TO rapport_desk;"
             "CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
             " IF nextval('rapport.calls') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;"
             " RETURN NEW; END $$;"
             "CREATE TRIGGER hangs_up BEFORE INSERT ON rapport_chain FOR EACH ROW EXECUTE FUNCTION hang_up()");
    CHECK(sent(desk, team.url()) == "server_unreachable");
    CHECK(attempts(team) == "0");
    CHECK(waiting(desk) == "3");
    CHECK(sent(desk, team.url()).empty());
    CHECK(attempts(team) == "3");
    CHECK(team.verifies());
}

TEST_CASE("Several desks at once", "[records][push][postgres][fault]") {
    const TeamPlace team;
    constexpr int desks = 4, each = 6;
    std::vector<std::unique_ptr<tests::Place>> all;
    for (int d = 0; d < desks; ++d) {
        all.push_back(std::make_unique<tests::Place>(On::file));
        keep_many(*all.back(), d * each + 1, (d + 1) * each);
    }
    std::vector<std::string> refused(desks);
    std::vector<std::thread> threads;
    for (std::size_t d = 0; d < desks; ++d)
        threads.emplace_back([&, d] {
            const auto done = push(all[d]->url(), team.url(), {.items = 2});
            refused[d] = done ? "" : done.error().code;
        });
    for (auto& thread : threads) thread.join();
    CHECK(refused == std::vector<std::string>(desks));
    CHECK(attempts(team) == std::to_string(desks * each));
    CHECK(team.value("SELECT COUNT(*) FROM rapport_chain_heads") == std::to_string(desks));
    CHECK(team.value("SELECT COUNT(*) FROM rapport_scenarios") == "1");
    CHECK(team.verifies());
}

TEST_CASE("Two programs of one desk that send at once", "[records][push][postgres][fault]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 12);
    std::vector<std::string> refused(3);
    std::vector<std::thread> threads;
    for (auto& one : refused)
        threads.emplace_back([&] {
            const auto done = push(desk.url(), team.url(), {.items = 3});
            one = done ? "" : done.error().code;
        });
    for (auto& thread : threads) thread.join();
    CHECK(refused == std::vector<std::string>(3));
    CHECK(waiting(desk) == "0");
    CHECK(attempts(team) == "12");
    CHECK(team.verifies());
}

TEST_CASE("A desk that was away for long sends in batches, and is told how far it is", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 60);
    std::vector<std::int64_t> left;
    const auto done = push(desk.url(), team.url(), {.items = 25, .progress = [&](const Pushed& p) {
                                                        CHECK(p.sent + p.left == 60);
                                                        left.push_back(p.left);
                                                    }});
    REQUIRE(done.has_value());
    CHECK(done->sent == 60);
    CHECK(left == std::vector<std::int64_t>{35, 10, 0});
    CHECK(team.verifies());
}

TEST_CASE("A batch is no larger than so many bytes, and one thing goes however large", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 3);
    int batches = 0;
    CHECK(sent(desk, team.url(), {.bytes = 1, .progress = [&](const Pushed&) { ++batches; }}).empty());
    CHECK(batches == 3);
    CHECK(attempts(team) == "3");
}

TEST_CASE("An attempt that was changed on the desk after it was sent stays as it was on the server",
          "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 2);
    CHECK(sent(desk, team.url()).empty());
    const auto before = team.everything();
    desk.run("UPDATE rapport_attempts SET total = 10000 WHERE id = '" + numbered(1) +
             "';"
             "UPDATE rapport_behaviours SET levels = 99;"
             "INSERT INTO rapport_behaviours VALUES ('" +
             numbered(1) +
             "', 'invented', 1, 1, 1, 1);"
             "INSERT INTO rapport_outbox VALUES (1, 'attempt', '" +
             numbered(1) + "', '')");
    CHECK(sent(desk, team.url()).empty());
    CHECK(team.everything() == before);
    CHECK(team.verifies());
    CHECK_FALSE(desk.open().verify()->findings.empty()); // where it was changed it shows
}

TEST_CASE("Erased on the desk, before or after it was sent: gone from the server, a stub stays",
          "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 4);
    REQUIRE(desk.open().erase(numbered(2)).has_value()); // never sent
    CHECK(sent(desk, team.url()).empty());
    REQUIRE(desk.open().erase(numbered(3)).has_value());
    CHECK(sent(desk, team.url()).empty());
    CHECK(team.value("SELECT string_agg(id, ' ' ORDER BY id) FROM rapport_attempts") ==
          numbered(1) + " " + numbered(4));
    CHECK(team.value("SELECT COUNT(*) FROM rapport_chain WHERE erased_at IS NOT NULL") == "2");
    CHECK(team.verifies());
}

TEST_CASE("What was erased does not come back from a copy of the desk", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file), copy(On::file);
    keep_many(desk, 1, 2);
    std::filesystem::copy_file(desk.url(), copy.url());
    CHECK(sent(desk, team.url()).empty());
    REQUIRE(desk.open().erase(numbered(1)).has_value());
    CHECK(sent(desk, team.url()).empty());
    CHECK(sent(copy, team.url()).empty());
    keep_many(copy, 3, 3); // so that it needs a chain of its own
    CHECK(sent(copy, team.url()).empty());
    CHECK(team.value("SELECT string_agg(id, ' ' ORDER BY id) FROM rapport_attempts") ==
          numbered(2) + " " + numbered(3));
    CHECK(team.verifies());
}

TEST_CASE("Two desks made from one copy go on in chains of their own", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file), copy(On::file);
    keep_many(desk, 1, 3);
    CHECK(sent(desk, team.url()).empty());
    std::filesystem::copy_file(desk.url(), copy.url());
    keep_many(desk, 4, 5);
    keep_many(copy, 6, 8);
    CHECK(sent(desk, team.url()).empty());
    CHECK(sent(copy, team.url()).empty());
    CHECK(waiting(copy) == "0");
    keep_many(copy, 9, 9);
    keep_many(desk, 10, 10);
    CHECK(sent(copy, team.url()).empty());
    CHECK(sent(desk, team.url()).empty());
    CHECK(attempts(team) == "10");
    CHECK(team.value("SELECT COUNT(*) FROM rapport_chain_heads") == "2");
    CHECK(team.verifies());
    CHECK(desk.open().verify()->findings.empty());
    CHECK(copy.open().verify()->findings.empty());
}

TEST_CASE("A desk whose records were restored from a backup goes on", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file), backup(On::file);
    keep_many(desk, 1, 2);
    std::filesystem::copy_file(desk.url(), backup.url());
    keep_many(desk, 3, 4);
    CHECK(sent(desk, team.url()).empty());
    CHECK(sent(backup, team.url()).empty()); // knows less than the server, and nothing new
    CHECK(team.value("SELECT COUNT(*) FROM rapport_chain_heads") == "1");
    keep_many(backup, 5, 5);
    CHECK(sent(backup, team.url()).empty());
    CHECK(attempts(team) == "5");
    CHECK(team.verifies());
}

TEST_CASE("A server that knows less than was acknowledged, and one that is new, are sent everything",
          "[records][push][postgres]") {
    const TeamPlace team, other;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 3);
    change_level(*std::make_unique<Database>(desk.open()), numbered(2));
    REQUIRE(desk.open().share(numbered(1)).has_value());
    CHECK(sent(desk, team.url()).empty());
    CHECK(sent(desk, other.url()).empty());
    CHECK(other.everything() == team.everything());
    CHECK(other.verifies());
    // As from a backup of the time before anything had come.
    team.run("TRUNCATE rapport_attempts, rapport_behaviours, rapport_overrules, rapport_shares;"
             "TRUNCATE rapport_chain; TRUNCATE rapport_chain_heads");
    keep_many(desk, 4, 4);
    CHECK(sent(desk, team.url()).empty());
    CHECK(attempts(team) == "4");
    CHECK(team.verifies());
}

TEST_CASE("A server restored from its backup is told anew what was erased and is no longer shared",
          "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    const Folder data;
    auto database = desk.open();
    const auto li = add_person(database, {"小李", "7"});
    REQUIRE(li.has_value());
    keep(database, numbered(1), li->id);
    keep(database, numbered(2));
    keep(database, numbered(3));
    REQUIRE(database.share(numbered(2)).has_value());
    CHECK(sent(desk, team.url()).empty());
    const std::vector<std::string> tables{"rapport_attempts",   "rapport_behaviours", "rapport_chain",
                                          "rapport_shares",     "rapport_people",     "rapport_sent",
                                          "rapport_tombstones", "rapport_brought",    "rapport_keys.person_keys"};
    for (std::size_t i = 0; i < tables.size(); ++i)
        team.run("CREATE TABLE saved" + std::to_string(i) + " AS SELECT * FROM " + tables[i]);
    REQUIRE(database.unshare(numbered(2)).has_value());
    REQUIRE(database.erase(numbered(3)).has_value());
    REQUIRE(erase_person(database, data.path(), li->id).has_value());
    CHECK(sent(desk, team.url()).empty());
    for (std::size_t i = 0; i < tables.size(); ++i)
        team.run("SET session_replication_role = replica; DELETE FROM " + tables[i] + "; INSERT INTO " + tables[i] +
                 " SELECT * FROM saved" + std::to_string(i));
    REQUIRE(attempts(team) == "3");
    CHECK(sent(desk, team.url()).empty());
    CHECK(team.value("SELECT string_agg(id, ' ') FROM rapport_attempts") == numbered(2));
    for (const char* table : {"rapport_shares", "rapport_people", "rapport_keys.person_keys"}) {
        CAPTURE(table);
        CHECK(team.value(std::string("SELECT COUNT(*) FROM ") + table) == "0");
    }
    CHECK(team.value("SELECT person FROM rapport_tombstones") == li->id);
    CHECK(team.verifies());
}

TEST_CASE("Of people who were erased on the server nothing comes any more", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    {
        auto database = desk.open();
        keep(database, numbered(1), ana);
        keep(database, numbered(2));
    }
    CHECK(team.asked("keeper", "SELECT rapport_erase_person('" + ana + "')").empty());
    CHECK(sent(desk, team.url()).empty());
    CHECK(waiting(desk) == "0");
    CHECK(team.value("SELECT string_agg(id, ' ') FROM rapport_attempts") == numbered(2));
    CHECK(team.verifies());
}

TEST_CASE("A changed level of an attempt that was erased on the server holds nothing up", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    team.account("ann", "trainee", ana);
    auto database = desk.open();
    keep(database, numbered(1), ana);
    CHECK(sent(desk, team.url()).empty());
    CHECK(team.asked("ann", "SELECT rapport_erase_attempt('" + numbered(1) + "', '')").empty());
    change_level(database, numbered(1));
    keep(database, numbered(2));
    CHECK(sent(desk, team.url()).empty());
    CHECK(waiting(desk) == "0");
    CHECK(team.value("SELECT string_agg(id, ' ') FROM rapport_attempts") == numbered(2));
    CHECK(team.value("SELECT COUNT(*) FROM rapport_overrules") == "0");
    CHECK(team.verifies());
}

TEST_CASE("What is taken back while another program of the desk sends is not sent as it was",
          "[records][push][postgres][fault]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    keep_many(desk, 1, 1);
    CHECK(sent(desk, team.url()).empty());
    REQUIRE(desk.open().share(numbered(1)).has_value());
    auto other = ServerSession::open(team.url(), {});
    REQUIRE(other.has_value());
    REQUIRE(other->run("BEGIN").has_value());
    REQUIRE(other
                ->ask("SELECT pg_advisory_xact_lock(32195283, hashtext($1))",
                      {desk.value("SELECT desk FROM rapport_chain_heads WHERE own = 1")})
                .has_value());
    std::atomic<bool> done{false};
    std::string refused;
    std::thread sending([&] {
        const auto pushed = push(desk.url(), team.url());
        refused = pushed ? "" : pushed.error().code;
        done = true;
    });
    while (!done && team.value("SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'") == "0")
        std::this_thread::yield();
    CHECK(desk.open().unshare(numbered(1)).has_value());
    CHECK(other->run("COMMIT").has_value());
    sending.join();
    CHECK(refused.empty());
    CHECK(team.value("SELECT COUNT(*) FROM rapport_shares") == "0");
}

TEST_CASE("People come with their latest name, and go when they are erased", "[records][push][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file), other(On::file);
    desk.open();
    other.open();
    const auto named = [&](const tests::Place& place, const std::string& name, const std::string& changed) {
        place.run("INSERT OR REPLACE INTO rapport_people VALUES ('" + ana + "', '" + name +
                  "', '7', '2026-01-01T00:00:00Z', '" + changed +
                  "'); INSERT INTO rapport_outbox VALUES (1, 'person', '" + ana + "', '')");
        CHECK(sent(place, team.url()).empty());
    };
    named(desk, "Ana", "2026-01-01T00:00:00Z");
    named(other, "Anna", "2026-02-01T00:00:00Z");
    named(desk, "An", "2026-01-15T00:00:00Z"); // older than what came from the other
    CHECK(team.value("SELECT name || staff_number FROM rapport_people") == "Anna7");
    {
        auto database = desk.open();
        keep(database, numbered(1), ana);
    }
    CHECK(sent(desk, team.url()).empty());
    CHECK(attempts(team) == "1");
    desk.run("INSERT INTO rapport_outbox VALUES (1, 'erased_person', '" + ana + "', '')");
    CHECK(sent(desk, team.url()).empty());
    CHECK(team.value("SELECT COUNT(*) FROM rapport_people") == "0");
    CHECK(attempts(team) == "0");
    CHECK(team.value("SELECT person FROM rapport_tombstones") == ana);
    named(other, "Anna", "2026-03-01T00:00:00Z");
    CHECK(team.value("SELECT COUNT(*) FROM rapport_people") == "0");
}

TEST_CASE("Servers that cannot be sent to: what is waiting stays", "[records][push][postgres][fault]") {
    const TeamPlace team, bare(TeamPlace::Set::not_yet);
    const tests::Place desk(On::file);
    keep_many(desk, 1, 1);
    CHECK(sent(desk, bare.url()) == "team_server_unprepared");
    CHECK(sent(desk, desk.url()) == "team_needs_server");
    CHECK(sent(desk, "postgresql://desk:secret@127.0.0.1/x") == "password_in_address");
    CHECK(sent(desk, team.url("stranger")) == "server_refused");
    const auto guest = push(desk.url(), team.url("guest")).error();
    CHECK(guest.code == "team_right_missing");
    CHECK(guest.arg("account") == "guest");
    CHECK(guest.arg("needed") == "desk, trainee");
    CHECK(guest.arg("roles") == "–");
    team.account("tess", "trainer");
    CHECK(push(desk.url(), team.url("tess"), {.items = 0}).error().arg("roles") ==
          "trainer"); // before anything is sent
    team.account("lia", "trainee", "aaaaaaaa-0000-4000-8000-000000000077");
    const auto others = push(desk.url(), team.url("lia")).error(); // somebody else's
    CHECK(others.code == "team_sends_for_one");
    CHECK(others.arg("account") == "lia");
    CHECK_FALSE(others.arg("reason").empty());
    CHECK(sent(desk, "postgresql://desk@no-such-computer.invalid/x") == "server_unreachable");
    team.run("UPDATE rapport_schema SET version = 3 WHERE version = 4");
    const auto older = push(desk.url(), team.url());
    REQUIRE_FALSE(older.has_value());
    CHECK(older.error().code == "team_server_older");
    CHECK(older.error().arg("version") == "3");
    CHECK(older.error().arg("ours") == std::to_string(schema_version));
    CHECK(older.error().arg("server") == team.url());
    team.run("INSERT INTO rapport_schema VALUES (99)");
    CHECK(sent(desk, team.url()) == "team_server_newer");
    team.run("DELETE FROM rapport_schema WHERE version = 99; UPDATE rapport_schema SET version = 4 WHERE version = 3;"
             "INSERT INTO rapport_server VALUES (99)");
    CHECK(sent(desk, team.url()) == "team_server_newer");
    CHECK(team_init(team.url("keeper")).error().code == "team_server_newer");
    CHECK(attempts(team) == "0");
    CHECK(waiting(desk) == "1");
    team.run("DELETE FROM rapport_server WHERE version = 99");
    CHECK(sent(desk, team.url()).empty());
    CHECK(attempts(team) == "1");
}

TEST_CASE("A server that does not answer is given up in time; a stop is heard in the middle",
          "[records][push][fault]") {
    // Takes connections and says nothing.
    const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(silent, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(silent, 8) == 0);
    REQUIRE(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const std::string url = "postgresql://desk@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x";
    const tests::Place desk(On::file);
    keep_many(desk, 1, 1);
    CHECK(sent(desk, url, {.at_most = std::chrono::milliseconds(300)}) == "server_unreachable");
    std::stop_source stop;
    stop.request_stop();
    CHECK(sent(desk, url, {.stop = stop.get_token()}) == "sync_stopped");
    std::stop_source later;
    std::jthread stopping([&] { later.request_stop(); });
    CHECK(sent(desk, url, {.stop = later.get_token()}) == "sync_stopped");
    CHECK(waiting(desk) == "1");
    ::close(silent);
}
