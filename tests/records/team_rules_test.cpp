// What each account of a team's server may do, and what it may not, asked as those accounts.
#include "sim/records/server_session.h"
#include "sim/records/team_admin.h"
#include "tests/records/postgres_server.h"
#include "tests/records/small_attempt.h"
#include "tests/records/team_place.h"

#include <atomic>
#include <thread>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

std::string person(int number) { return "aaaaaaaa" + numbered(number).substr(8); }

const std::string forbidden = "server_forbidden";

// Ana and Bo are trainees of one cohort, Cy of another; Tess trains the first. Ana's attempts: 1 practice, 2 shared,
// 3 of a wave; Bo's: 4 practice; Cy's: 5 shared, 6 of a wave of the other cohort.
struct Team {
    TeamPlace place;
    tests::Place desk{On::file};
    std::string north, south, wave, other_wave;

    Team() {
        north = team_add_cohort(place.url("keeper"), "North")->id;
        south = team_add_cohort(place.url("keeper"), "南方组")->id;
        wave = numbered(901);
        other_wave = numbered(902);
        place.account("ana", "trainee", person(1), north);
        place.account("bo", "trainee", person(2), north);
        place.account("cy", "trainee", person(3), south);
        place.account("tess", "trainer", "", north);
        place.account("tom", "trainer", "", south);
        place.account("boss", "overview");
        place.account("chief", "admin");
        place.run("INSERT INTO rapport_waves VALUES ('" + wave + "', '" + north +
                  "', 't0', '2026-01-01', '2026-01-02', '2026-01-03'), ('" + other_wave + "', '" + south +
                  "', 't0', '2026-01-01', '2026-01-02', '2026-01-03')");
        auto database = desk.open();
        keep(database, numbered(1), person(1));
        keep(database, numbered(2), person(1));
        keep(database, numbered(3), person(1), wave);
        keep(database, numbered(4), person(2));
        keep(database, numbered(5), person(3));
        keep(database, numbered(6), person(3), other_wave);
        for (int shared : {2, 5}) REQUIRE(database.share(numbered(shared)).has_value());
        REQUIRE(
            database
                .overrule(numbered(3), {1, scoring::Behaviour::restate, 0, 1, "words", "Tess", "2026-03-03T10:00:00Z"})
                .has_value());
        REQUIRE(sent(desk, place.url()).empty());
    }
    // The last figures of the attempts somebody sees.
    std::string sees(const std::string& account) const {
        return place.asked(account,
                           "SELECT coalesce(string_agg(right(id, 1), '' ORDER BY id), '') FROM rapport_attempts");
    }
    std::string asked(const std::string& account, const std::string& sql) const { return place.asked(account, sql); }
};

const std::string new_attempt =
    "INSERT INTO rapport_attempts (id, started_at, ended_at, status, scenario_hash, scenario_id, trainee, turns, "
    "ending,"
    " faults, severe_faults, capped, header, log, person) SELECT 'ID', '2026-01-01', '2026-01-01', 'abandoned',"
    " 'HASH', 's', '', 0, '', 0, 0, 0, '{}', '{}', PERSON";

std::string inserting(const std::string& id, const std::string& whose) {
    std::string sql = new_attempt;
    sql.replace(sql.find("ID'"), 2, id);
    sql.replace(sql.find("HASH"), 4, small_header().scenario_hash);
    return sql.replace(sql.find("PERSON"), 6, whose);
}

} // namespace

TEST_CASE("Setting a server up may be done again and by nobody who may not", "[records][team][postgres]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    {
        auto database = desk.open();
        keep(database, numbered(1), person(1));
    }
    CHECK(sent(desk, team.url()).empty());
    const auto before = team.everything();
    CHECK(team_init(team.url("keeper")).has_value());
    CHECK(team.everything() == before);
    CHECK(team.verifies());
    const auto not_hers = team_init(team.url("desk")).error();
    CHECK(not_hers.code == "team_owner_needed");
    CHECK(not_hers.arg("account") == "desk");
    CHECK(not_hers.arg("owner") == "keeper");
    CHECK_FALSE(not_hers.arg("reason").empty());
    CHECK(team_init(team.url("stranger")).error().code == "server_refused");
    CHECK(team_init(desk.url()).error().code == "team_needs_server");
    // What somebody loosened is as it should be again.
    team.run("GRANT ALL ON rapport_attempts TO rapport_desk; CREATE POLICY loose ON rapport_attempts USING (true)");
    CHECK(team.asked("desk", "SELECT COUNT(*) FROM rapport_attempts") == "1");
    CHECK(team_init(team.url("keeper")).has_value());
    CHECK(team.asked("desk", "SELECT COUNT(*) FROM rapport_attempts") == forbidden);
}

TEST_CASE("A desk adds for anybody and reads nothing", "[records][team][postgres]") {
    const Team team;
    for (const char* table :
         {"rapport_attempts", "rapport_behaviours", "rapport_overrules", "rapport_chain", "rapport_chain_heads",
          "rapport_scenarios", "rapport_people", "rapport_shares", "rapport_memberships", "rapport_cohorts",
          "rapport_waves", "rapport_accounts", "rapport_openings", "rapport_practice", "rapport_profiles",
          "rapport_outbox", "rapport_anchors", "rapport_results", "rapport_keys.person_keys"}) {
        CAPTURE(table);
        CHECK(team.asked("desk", std::string("SELECT COUNT(*) FROM ") + table) == forbidden);
    }
    CHECK(team.asked("desk", inserting(numbered(20), "'" + person(2) + "'")).empty());
    CHECK(team.asked("desk", inserting(numbered(21), "NULL")).empty());
    CHECK(team.asked("desk", inserting(numbered(22), "'" + person(2) + "'") + " RETURNING log") == forbidden);
    CHECK(team.asked("desk", "SELECT * FROM rapport_open_attempt('" + numbered(1) + "')") == forbidden);
    CHECK(team.asked("desk", "SELECT name FROM rapport_open_person('" + person(1) + "')") == forbidden);
    CHECK(team.asked("desk", "SELECT number FROM rapport_chain_end('nobody')").empty());
}

TEST_CASE("A person reads her own and nothing of others", "[records][team][postgres]") {
    const Team team;
    CHECK(team.sees("ana") == "123");
    CHECK(team.sees("bo") == "4");
    CHECK(team.asked("ana", "SELECT COUNT(DISTINCT attempt) FROM rapport_behaviours") == "3");
    CHECK(team.asked("bo", "SELECT COUNT(*) FROM rapport_overrules") == "0");
    CHECK(team.asked("ana", "SELECT reason FROM rapport_reasons('" + numbered(3) + "')") ==
          team.desk.value("SELECT reason FROM rapport_overrules"));
    CHECK(team.asked("bo", "SELECT reason FROM rapport_reasons('" + numbered(3) + "')").empty());
    CHECK(team.asked("bo", "SELECT COUNT(*) FROM rapport_shares") == "0");
    CHECK(team.asked("ana", "SELECT log FROM rapport_open_attempt('" + numbered(1) + "')") ==
          team.place.value("SELECT log FROM rapport_attempts WHERE id = '" + numbered(1) + "'"));
    CHECK(team.asked("bo", "SELECT log FROM rapport_open_attempt('" + numbered(1) + "')") == forbidden);
    CHECK(team.asked("bo", "SELECT log FROM rapport_open_attempt('" + numbered(2) + "')") ==
          forbidden);                                                                        // shared, not with him
    CHECK(team.asked("bo", "SELECT log FROM rapport_open_attempt('nothing')") == forbidden); // told no difference
    // She sends for herself alone, and shares only what is hers.
    CHECK(team.asked("ana", inserting(numbered(30), "'" + person(1) + "'")).empty());
    CHECK(team.asked("ana", inserting(numbered(31), "'" + person(2) + "'")) == forbidden);
    CHECK(team.asked("ana", inserting(numbered(32), "NULL")) == forbidden);
    CHECK(team.asked("bo", "SELECT rapport_set_share('" + numbered(1) + "', '2026-01-01')") == forbidden);
    CHECK(team.asked("ana", "SELECT rapport_set_share('" + numbered(1) + "', '2026-01-01')").empty());
    CHECK(team.sees("tess") == "123");
    CHECK(team.asked("ana", "SELECT rapport_set_share('" + numbered(1) + "', NULL)").empty());
    CHECK(team.sees("tess") == "23");
    for (const char* table : {"rapport_people", "rapport_memberships", "rapport_accounts", "rapport_chain",
                              "rapport_scenarios", "rapport_results", "rapport_keys.person_keys"}) {
        CAPTURE(table);
        CHECK(team.asked("ana", std::string("SELECT COUNT(*) FROM ") + table) == forbidden);
    }
    // Erasing: what is hers, and herself.
    CHECK(team.asked("bo", "SELECT rapport_erase_attempt('" + numbered(1) + "', '')").empty());
    CHECK(team.sees("ana") == "1230");
    CHECK(team.asked("bo", "SELECT rapport_erase_person('" + person(1) + "')") == forbidden);
    CHECK(team.asked("ana", "SELECT rapport_erase_attempt('" + numbered(1) + "', '')").empty());
    CHECK(team.sees("ana") == "230");
    CHECK(team.asked("ana", "SELECT rapport_erase_person('" + person(1) + "')").empty());
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_attempts WHERE person = '" + person(1) + "'") == "0");
    CHECK(team.sees("ana").empty());
    for (const char* table : {"rapport_accounts", "rapport_grants"})
        CHECK(team.place.value(std::string("SELECT COUNT(*) FROM ") + table + " WHERE account = 'ana'") == "0");
}

TEST_CASE("A trainer sees assessments of her cohorts and what was shared, never practice; words only by opening them, "
          "which is noted",
          "[records][team][postgres]") {
    const Team team;
    CHECK(team.sees("tess") == "23");
    CHECK(team.sees("tom") == "56");
    CHECK(team.asked("tess", "SELECT total FROM rapport_attempts WHERE id = '" + numbered(3) + "'") ==
          team.desk.value("SELECT total FROM rapport_attempts WHERE id = '" + numbered(3) + "'"));
    for (const char* column : {"header", "log", "trainee"}) {
        CAPTURE(column);
        CHECK(team.asked("tess", std::string("SELECT ") + column + " FROM rapport_attempts") == forbidden);
    }
    for (const char* column : {"reason", "made_by"})
        CHECK(team.asked("tess", std::string("SELECT ") + column + " FROM rapport_overrules") == forbidden);
    CHECK(team.asked("tess", "SELECT to_level FROM rapport_overrules") == "1");
    CHECK(team.asked("tom", "SELECT to_level FROM rapport_overrules").empty());
    CHECK(team.asked("tess", "SELECT COUNT(DISTINCT attempt) FROM rapport_behaviours") == "2");
    CHECK(team.asked("tess", "SELECT COUNT(*) FROM rapport_people") == "2");
    CHECK(team.asked("tess", "SELECT name FROM rapport_people") == forbidden);
    CHECK(team.asked("tess", "SELECT COUNT(*) FROM rapport_keys.person_keys") == forbidden);

    const auto open = [&](const std::string& account, int attempt) {
        team.asked(account, "SELECT rapport_note_opening('" + numbered(attempt) + "')");
        return team.asked(account, "SELECT log FROM rapport_open_attempt('" + numbered(attempt) + "')");
    };
    CHECK(open("tess", 1) == forbidden); // practice
    CHECK(open("tess", 4) == forbidden);
    CHECK(open("tess", 5) == forbidden); // shared, in another cohort
    CHECK(open("tess", 6) == forbidden); // an assessment of another cohort
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_openings") == "0");
    CHECK(open("tess", 2) == team.place.value("SELECT log FROM rapport_attempts WHERE id = '" + numbered(2) + "'"));
    CHECK(open("tess", 3) != forbidden);
    // Who opened hers, a person sees; nobody can write or take away a note.
    CHECK(team.asked("ana", "SELECT string_agg(opened_by || right(attempt, 1), ' ' ORDER BY attempt) FROM"
                            " rapport_openings") == "tess2 tess3");
    CHECK(team.asked("bo", "SELECT COUNT(*) FROM rapport_openings") == "0");
    CHECK(team.asked("tess", "SELECT COUNT(*) FROM rapport_openings") == forbidden);
    for (const char* account : {"ana", "tess", "desk", "chief", "boss"}) {
        CAPTURE(account);
        CHECK(team.asked(account, "DELETE FROM rapport_openings") == forbidden);
        CHECK(team.asked(account, "INSERT INTO rapport_openings VALUES ('x', '', '', '', '')") == forbidden);
    }
    // What is no longer shared is no longer seen; neither is anything once she trains nobody.
    REQUIRE(team.desk.open().unshare(numbered(2)).has_value());
    REQUIRE(sent(team.desk, team.place.url()).empty());
    CHECK(team.sees("tess") == "3");
    REQUIRE(team_revoke(team.place.url("keeper"), {"tess", "trainer", "", team.north}).has_value());
    CHECK(team.sees("tess").empty());
}

TEST_CASE("A trainer looks after members and waves of her own cohorts alone", "[records][team][postgres]") {
    const Team team;
    const std::string tess = team.place.url("tess");
    CHECK(team_cohorts(tess)->size() == 1);
    CHECK(team_cohorts(tess)->front().trainees == 2);
    CHECK(team_members(tess, team.north)->size() == 3);
    CHECK(team_members(tess, team.south).error().code == "team_cohort_unknown");
    CHECK(team_add_member(tess, team.north, person(3)).has_value());
    CHECK(team_add_member(tess, team.north, person(3)).has_value());
    CHECK(team.sees("tess") == "235"); // what Cy shares, not his other cohort's assessment
    CHECK(team_remove_member(tess, team.north, person(3)).has_value());
    CHECK(team_add_member(tess, team.south, person(1)).error().code == "team_cohort_unknown");
    CHECK(team_add_member(tess, team.north, person(77)).error().code == "team_person_unknown");
    CHECK(team_add_member(tess, team.north, "Bo").error().code == "team_person_unknown");
    CHECK(team_remove_member(tess, team.north, person(3)).error().code == "team_member_unknown"); // no longer
    const auto refused = team_add_cohort(tess, "Mine").error();
    CHECK(refused.code == "team_right_missing");
    CHECK(refused.arg("account") == "tess");
    CHECK(refused.arg("roles") == "trainer");
    CHECK(refused.arg("needed") == "admin");
    CHECK(refused.arg("reason").find("rapport_cohorts") != std::string_view::npos);
    CHECK(team_cohorts(team.place.url("boss")).error().arg("roles") == "overview");
    CHECK(team_attempts(team.place.url("chief")).error().arg("needed") == "trainer, trainee");
    const std::string there = team.place.value("SELECT name FROM rapport_cohorts WHERE id = '" + team.north + "'");
    const auto twice = team_add_cohort(team.place.url("keeper"), there);
    REQUIRE_FALSE(twice.has_value());
    CHECK(twice.error().code == "team_cohort_exists");
    CHECK(twice.error().arg("cohort") == team.north);
    const std::string member = "INSERT INTO rapport_memberships VALUES ('";
    CHECK(team.asked("tess", member + team.south + "', '" + person(1) + "', 'trainee', '')") == forbidden);
    CHECK(team.asked("tess", member + team.north + "', '" + person(1) + "', 'trainer', '')") == forbidden);
    CHECK(team.asked("tess", "UPDATE rapport_memberships SET role = 'trainer'") == forbidden);
    // What a rule hides is not there to be deleted.
    team.asked("tess", "DELETE FROM rapport_memberships WHERE role = 'trainer' OR cohort = '" + team.south + "'");
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_memberships") == "5");
    const std::string new_wave = "INSERT INTO rapport_waves VALUES ('";
    CHECK(team.asked("tess", new_wave + numbered(903) + "', '" + team.north + "', 't1', '', '', '')").empty());
    CHECK(team.asked("tess", new_wave + numbered(904) + "', '" + team.south + "', 't1', '', '', '')") == forbidden);
    CHECK(team.asked("tess", "UPDATE rapport_waves SET cohort = '" + team.south + "' WHERE id = '" + numbered(903) +
                                 "'") == forbidden);
    team.asked("tess", "UPDATE rapport_waves SET cohort = '" + team.north + "' WHERE id = '" + team.other_wave + "'");
    CHECK(team.place.value("SELECT cohort FROM rapport_waves WHERE id = '" + team.other_wave + "'") == team.south);
    CHECK(team.asked("tess", "DELETE FROM rapport_waves") == forbidden);
}

TEST_CASE("The overview has cells of five people and more, and nothing else", "[records][team][postgres]") {
    const Team team;
    const std::string cells = "SELECT coalesce(string_agg(people || ' ' || total, ', '), 'none') FROM rapport_results";
    CHECK(team.asked("boss", cells) == "none"); // three people
    {
        auto database = team.desk.open();
        keep(database, numbered(11), person(11));
        for (int more = 0; more < 9; ++more) keep(database, numbered(40 + more), person(11)); // still one person
    }
    REQUIRE(sent(team.desk, team.place.url()).empty());
    CHECK(team.asked("boss", cells) == "none"); // four
    {
        auto database = team.desk.open();
        keep(database, numbered(12), person(12));
    }
    REQUIRE(sent(team.desk, team.place.url()).empty());
    CHECK(team.asked("boss", cells) == "5 " + team.desk.value("SELECT total FROM rapport_attempts LIMIT 1"));
    for (const char* table : {"rapport_attempts", "rapport_behaviours", "rapport_people", "rapport_memberships",
                              "rapport_practice", "rapport_scenarios"}) {
        CAPTURE(table);
        CHECK(team.asked("boss", std::string("SELECT COUNT(*) FROM ") + table) == forbidden);
    }
    CHECK(team.asked("boss", "SELECT log FROM rapport_open_attempt('" + numbered(2) + "')") == forbidden);
    CHECK(team.asked("boss", inserting(numbered(20), "NULL")) == forbidden);
}

TEST_CASE("An administrator looks after cohorts and sees no attempt", "[records][team][postgres]") {
    const Team team;
    const std::string chief = team.place.url("chief");
    CHECK(team_cohorts(chief)->size() == 2);
    const auto made = team_add_cohort(chief, "West");
    REQUIRE(made.has_value());
    CHECK(team_add_member(chief, made->id, person(1)).has_value());
    CHECK(team.asked("chief", "SELECT COUNT(*) FROM rapport_attempts") == forbidden);
    CHECK(team.asked("chief", "SELECT log FROM rapport_open_attempt('" + numbered(2) + "')") == forbidden);
    CHECK(team.asked("chief", "SELECT COUNT(*) FROM rapport_openings") == "0");
    CHECK(team.asked("chief", "SELECT rapport_erase_person('" + person(3) + "')").empty());
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_attempts WHERE person = '" + person(3) + "'") == "0");
    CHECK(team.place.verifies());
}

TEST_CASE("Nobody changes or deletes an attempt, its figures or the chain", "[records][team][postgres]") {
    const Team team;
    const auto before = team.place.everything();
    for (const char* account : {"desk", "ana", "tess", "boss", "chief", "guest"})
        for (const char* table :
             {"rapport_attempts", "rapport_behaviours", "rapport_overrules", "rapport_chain", "rapport_chain_heads",
              "rapport_scenarios", "rapport_tombstones", "rapport_anchors", "rapport_accounts", "rapport_server"}) {
            CAPTURE(account, table);
            CHECK(team.asked(account, std::string("DELETE FROM rapport.") + table) == forbidden);
            CHECK(team.asked(account, std::string("TRUNCATE rapport.") + table) == forbidden);
        }
    for (const char* account : {"desk", "ana", "tess", "boss", "chief", "guest"}) {
        CHECK(team.asked(account, "UPDATE rapport.rapport_attempts SET total = 10000") == forbidden);
        CHECK(team.asked(account, "UPDATE rapport.rapport_behaviours SET levels = 9") == forbidden);
        CHECK(team.asked(account, "UPDATE rapport.rapport_overrules SET to_level = 2") == forbidden);
        CHECK(team.asked(account, "UPDATE rapport.rapport_chain SET erased_at = ''") == forbidden);
        CHECK(team.asked(account, "UPDATE rapport.rapport_accounts SET person = '" + person(1) + "'") == forbidden);
        CHECK(team.asked(account, "SET ROLE keeper") == forbidden);
    }
    CHECK(team.asked("desk", "INSERT INTO rapport_behaviours VALUES ('" + numbered(1) + "', 'invented', 1, 1, 1, 1)")
              .empty());
    CHECK(team.place.everything() == before); // figures come with their attempt or not at all
}

TEST_CASE("What one desk's account has sent, another's cannot change, erase, share or go on with",
          "[records][team][postgres]") {
    const Team team;
    team.place.account("other", "desk");
    const std::string own = team.place.value("SELECT desk FROM rapport_chain_heads");
    const auto before = team.place.everything();
    const auto entry = [](const std::string& desk, const std::string& number, const std::string& attempt,
                          const std::string& previous, const std::string& erased = "NULL") {
        return "INSERT INTO rapport_chain VALUES ('" + desk + "', " + number + ", 'attempt', '" + attempt +
               "', 0, 'x', '" + previous + "', 'forged', " + erased + ")";
    };
    const std::string nothing(64, '0');
    for (const char* account : {"other", "bo"}) {
        CAPTURE(account);
        // The chain of the desk: neither further, nor far ahead, nor noted.
        CHECK(team.asked(account, entry(own, "1000000", numbered(1), "x")) == forbidden);
        CHECK(team.asked(account, entry(own, "8", numbered(1),
                                        team.place.value("SELECT head FROM rapport_chain_heads"))) == forbidden);
        CHECK(team.asked(account, "SELECT rapport_anchor('" + own + "', 1, '" +
                                      team.place.value("SELECT head FROM rapport_chain WHERE number = 1") + "')") ==
              "f");
    }
    CHECK(team.place.everything() == before);
    // A chain of its own gives it nothing of the others' attempts.
    const std::string mine = "mine";
    CHECK(team.asked("other", entry(mine, "2", numbered(1), nothing)) == forbidden);
    CHECK(team.asked("other", entry(mine, "1", numbered(1), "x")) == forbidden);
    CHECK(team.asked("other", entry(mine, "1", numbered(1), nothing)).empty());
    CHECK(team.asked("other", "SELECT rapport_erase_attempt('" + numbered(1) + "', 'mine')").empty());
    CHECK(team.asked("other", "SELECT rapport_set_share('" + numbered(1) + "', '2026-01-01')").empty());
    CHECK(team.asked("other", "SELECT rapport_set_share('" + numbered(2) + "', NULL)").empty());
    CHECK(team.asked("other", "INSERT INTO rapport_overrules VALUES ('" + numbered(1) +
                                  "', 9, 1, 'restate', 0, 2, '', 'Tess', '')")
              .empty());
    CHECK(
        team.asked("other", "SELECT rapport_put_person('" + person(1) + "', 'Mallory', '', '', '2026-01-01')").empty());
    CHECK(team.asked("other", "INSERT INTO rapport_keys.person_keys VALUES ('" + person(1) + "', '2031-01', 'x', '')")
              .empty());
    CHECK(team.asked("other", "SELECT rapport_erase_person('" + person(1) + "')") == forbidden);
    team.place.run("DELETE FROM rapport_chain WHERE desk = 'mine'");
    CHECK(team.place.everything() == before);
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_keys.person_keys WHERE month = '2031-01'") == "0");
    // What it says was erased does not keep another's attempt from coming.
    CHECK(team.asked("other", entry("more", "1", numbered(50), nothing, "'2026-01-01'")).empty());
    {
        auto database = team.desk.open();
        keep(database, numbered(50), person(1));
    }
    REQUIRE(sent(team.desk, team.place.url()).empty());
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_attempts WHERE id = '" + numbered(50) + "'") == "1");
    // Its own people and keys are its own.
    CHECK(team.asked("other", "SELECT rapport_put_person('" + person(70) + "', 'Ola', '', '', '2026-01-01')").empty());
    CHECK(team.asked("other", "SELECT rapport_put_person('" + person(70) + "', 'Oli', '', '', '9999')").empty());
    CHECK(team.asked("other", "SELECT rapport_put_person('" + person(70) + "', 'Ole', '', '', '9999')").empty());
    CHECK(team.place.value("SELECT name FROM rapport_people WHERE id = '" + person(70) + "'") == "Ole");
    CHECK(team.place.value("SELECT changed_at <= rapport_now() FROM rapport_people WHERE id = '" + person(70) + "'") ==
          "t"); // no name stays for ever
    CHECK(team.asked("desk", "SELECT rapport_erase_person('" + person(70) + "')") == forbidden);
    CHECK(team.asked("other", "SELECT rapport_erase_person('" + person(70) + "')").empty());
    CHECK(team.asked("desk", "SELECT rapport_erase_person('" + person(70) + "')").empty()); // who is gone is gone
}

TEST_CASE("A desk whose account has changed goes on in a chain of its own", "[records][team][postgres]") {
    const Team team;
    team.place.account("other", "desk");
    {
        auto database = team.desk.open();
        keep(database, numbered(7), person(9));
    }
    CHECK(sent(team.desk, team.place.url("other")).empty());
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_attempts") == "7");
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_desks") == "2");
    CHECK(team.place.verifies());
}

TEST_CASE("An account that is trainee and trainer reads words by opening them, like any trainer",
          "[records][team][postgres]") {
    const Team team;
    team.place.account("twin", "trainer", person(80), team.north);
    team.place.account("twin", "trainee", person(80));
    CHECK(team.sees("twin") == "23");
    for (const char* column : {"header", "log", "trainee"})
        CHECK(team.asked("twin", std::string("SELECT ") + column + " FROM rapport_attempts") == forbidden);
    for (const char* column : {"reason", "made_by"})
        CHECK(team.asked("twin", std::string("SELECT ") + column + " FROM rapport_overrules") == forbidden);
    CHECK(team.asked("twin", "SELECT COUNT(*) FROM rapport_reasons('" + numbered(3) + "')") == "0");
}

TEST_CASE("Under the name of a scenario there is that scenario", "[records][team][postgres]") {
    const Team team;
    const auto count = [&] { return team.place.value("SELECT COUNT(*) FROM rapport_scenarios"); };
    const auto before = count();
    CHECK(team.asked("bo", "INSERT INTO rapport_scenarios (hash, id, version, bytes) VALUES (repeat('0', 64), 's',"
                           " '1', '{}')") == "database_failed");
    CHECK(count() == before);
}

TEST_CASE("Erasing somebody waits for what is being sent of her, and it goes too", "[records][team][postgres]") {
    const Team team;
    auto sending = ServerSession::open(team.place.url("desk"), {});
    REQUIRE(sending.has_value());
    REQUIRE(sending->run("BEGIN").has_value());
    REQUIRE(sending->ask(inserting(numbered(60), "'" + person(2) + "'")).has_value());
    REQUIRE(sending->ask("INSERT INTO rapport_keys.person_keys VALUES ('" + person(2) + "', '2031-01', 'x', '')")
                .has_value());
    std::atomic<bool> erased{false};
    std::string answer;
    std::thread erasing([&] {
        answer = team.asked("chief", "SELECT rapport_erase_person('" + person(2) + "')");
        erased = true;
    });
    while (!erased &&
           team.place.value("SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'") == "0")
        std::this_thread::yield();
    CHECK(sending->run("COMMIT").has_value());
    erasing.join();
    CHECK(answer.empty());
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_attempts WHERE person = '" + person(2) + "'") == "0");
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_keys.person_keys WHERE person = '" + person(2) + "'") == "0");
    CHECK(team.asked("desk", inserting(numbered(61), "'" + person(2) + "'")).empty()); // too late
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_attempts WHERE person = '" + person(2) + "'") == "0");
}

TEST_CASE("Words are opened after that was noted, and the note cannot be taken back", "[records][team][postgres]") {
    const Team team;
    const std::string note = "SELECT rapport_note_opening('" + numbered(2) + "')",
                      open = "SELECT log FROM rapport_open_attempt('" + numbered(2) + "')";
    CHECK(team.asked("tess", open) == forbidden);
    CHECK(team.asked("bo", note) == forbidden);
    {
        auto session = ServerSession::open(team.place.url("tess"), {});
        REQUIRE(session.has_value());
        REQUIRE(session->run("BEGIN; SAVEPOINT s; " + note + "; RELEASE SAVEPOINT s").has_value());
        CHECK(session->value(open).error().code == forbidden);
        CHECK(session->run("ROLLBACK").has_value());
        CHECK(session->value(open).error().code == forbidden);
    }
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_openings") == "0");
    CHECK(team.asked("tess", note).empty());
    CHECK(team.place.value("SELECT COUNT(*) FROM rapport_openings") == "1");
    CHECK(team.asked("tom", open) == forbidden); // noted by another
    CHECK(team.asked("tess", open) ==
          team.place.value("SELECT log FROM rapport_attempts WHERE id = '" + numbered(2) + "'"));
}

TEST_CASE("What was granted for one team's database is nothing on another of the same server",
          "[records][team][postgres]") {
    const Team team;
    for (const char* role : {"trainer", "desk", "overview", "admin"}) // for other databases of the server
        team.place.account(std::string("away_") + role);
    const TeamPlace other;
    for (const char* role : {"trainer", "desk", "overview", "admin"}) other.account(std::string("away_") + role, role);
    {
        auto database = team.desk.open();
        for (int more = 0; more < 5; ++more) keep(database, numbered(20 + more), person(20 + more));
    }
    REQUIRE(sent(team.desk, team.place.url()).empty());
    const auto before = team.place.everything();
    REQUIRE(team.asked("boss", "SELECT COUNT(*) FROM rapport_results") == "1");
    CHECK(team.asked("away_overview", "SELECT COUNT(*) FROM rapport_results") == "0");
    CHECK(team.asked("chief", "SELECT COUNT(*) > 0 FROM rapport_accounts") == "t");
    CHECK(team.asked("away_admin", "SELECT COUNT(*) FROM rapport_accounts") == "0");
    CHECK(team.asked("away_admin", "SELECT rapport_erase_person('" + person(1) + "')") == forbidden);
    CHECK(team.asked("away_trainer", "SELECT COUNT(*) FROM rapport_attempts") == "0");
    CHECK(team.asked("away_desk", inserting(numbered(70), "NULL")) == forbidden);
    CHECK(team.place.everything() == before);
}

TEST_CASE("Making a wave shows a trainer nobody's attempts but those of her members", "[records][team][postgres]") {
    const Team team;
    {
        auto database = team.desk.open();
        keep(database, numbered(8), person(3), numbered(905)); // a wave that is not there, or not yet
    }
    REQUIRE(sent(team.desk, team.place.url()).empty());
    CHECK(team.asked("tess", "INSERT INTO rapport_waves VALUES ('" + numbered(905) + "', '" + team.north +
                                 "', 't1', '', '', '')")
              .empty());
    CHECK(team.sees("tess") == "23");
}

TEST_CASE("A guest has nothing, and cannot call the functions", "[records][team][postgres]") {
    const Team team;
    const std::string functions =
        team.place.value("SELECT string_agg(p.oid::regprocedure::text, ';') FROM pg_proc p WHERE pronamespace ="
                         " 'rapport'::regnamespace");
    CHECK(functions.find("rapport_open_attempt") != std::string::npos);
    CHECK(team.place.value("SELECT COUNT(*) FROM pg_proc p WHERE pronamespace = 'rapport'::regnamespace AND"
                           " has_function_privilege('guest', p.oid, 'EXECUTE')") == "0");
    // Each that runs as the owner says where it looks.
    CHECK(team.place.value("SELECT COUNT(*) FROM pg_proc WHERE pronamespace = 'rapport'::regnamespace AND prosecdef AND"
                           " NOT coalesce(proconfig::text LIKE '%search_path=pg_catalog, rapport, pg_temp%', false)") ==
          "0");
    CHECK(team.place.value("SELECT COUNT(*) FROM pg_class WHERE relnamespace IN ('rapport'::regnamespace,"
                           " 'rapport_keys'::regnamespace) AND relkind = 'r' AND NOT (relrowsecurity AND"
                           " relforcerowsecurity)") == "0");
    for (const char* call :
         {"SELECT rapport.rapport_me()", "SELECT rapport.rapport_erase_person('x')",
          "SELECT rapport.rapport_anchor('x', 1, 'x')", "SELECT rapport.rapport_chain_end('x')",
          "SELECT * FROM rapport.rapport_open_attempt('x')", "SELECT 1 FROM rapport.rapport_schema"}) {
        CAPTURE(call);
        CHECK(team.asked("guest", call) == forbidden);
    }
}

TEST_CASE("Roles are given to accounts there are, for people that can be named, and taken away",
          "[records][team][postgres]") {
    const TeamPlace team;
    const std::string keeper = team.url("keeper");
    const auto code = [](const std::expected<void, Diagnostic>& done) { return done ? "" : done.error().code; };
    CHECK(code(team_grant(keeper, {"nobody_there", "desk", "", ""})) == "team_account_unknown");
    CHECK(code(team_grant(keeper, {"rapport_desk", "desk", "", ""})) == "team_account_unknown"); // cannot log in
    team.account("dora");
    CHECK(code(team_grant(keeper, {"dora", "king", "", ""})) == "team_role_unknown");
    CHECK(code(team_revoke(keeper, {"dora", "king", "", ""})) == "team_role_unknown");
    CHECK(code(team_grant(keeper, {"dora", "trainee", "", ""})) == "team_person_needed");
    CHECK(code(team_grant(keeper, {"dora", "trainee", "Dora", ""})) == "team_person_unknown");
    CHECK(code(team_grant(keeper, {"dora", "trainee", person(9), numbered(1)})) == "team_cohort_unknown");
    CHECK(team.asked("dora", "SELECT 1 FROM rapport.rapport_schema") == forbidden); // nothing of a refused grant stays
    CHECK(code(team_grant(keeper, {"dora", "trainee", person(9), ""})).empty());
    CHECK(code(team_grant(keeper, {"dora", "trainee", person(9), ""})).empty());
    CHECK(team.asked("dora", "SELECT COUNT(*) FROM rapport_attempts") == "0");
    CHECK(code(team_grant(team.url("dora"), {"dora", "admin", "", ""})) == "team_owner_needed");
    CHECK(code(team_grant(team.url("desk"), {"desk", "trainer", "", ""})) == "team_owner_needed");
    CHECK(code(team_revoke(keeper, {"dora", "trainee", "", ""})).empty());
    CHECK(code(team_revoke(keeper, {"dora", "trainee", "", ""})).empty());
    CHECK(team.asked("dora", "SELECT COUNT(*) FROM rapport.rapport_attempts") == forbidden);
    CHECK(team.value("SELECT COUNT(*) FROM rapport_accounts WHERE account = 'dora'") == "0");
    // A name that looks like a statement is a name.
    team.account("\"odd; name\"");
    CHECK(code(team_grant(keeper, {"odd; name", "desk", "", ""})).empty());
    CHECK(code(team_revoke(keeper, {"odd; name", "desk", "", ""})).empty());
}
