// Records changed behind Rapport's back are found, and named.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/content_hash.h"
#include "sim/records/database.h"
#include "sim/records/desk.h"
#include "sim/records/identity.h"
#include "tests/records/folder.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>
#include <set>
#include <thread>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

const std::string link_a = "11111111-0000-4000-8000-000000000001", link_b = "11111111-0000-4000-8000-000000000002",
                  link_c = "11111111-0000-4000-8000-000000000003", intruder = "22222222-0000-4000-8000-000000000004";
const std::string other_desk = "99999999-0000-4000-8000-000000000009";

std::expected<void, Diagnostic> keep_small(Database& database, const std::string& id) {
    const auto played = play({"a", "a"}, small_header(id));
    const auto report = scoring::grade(dialogue::transcript(played.session));
    return database.store(*small_scenario(), small_bytes, played.log, &report);
}

const Overrule chained_change{1, scoring::Behaviour::restate, 0, 1, "说了日期", "Ana", "2026-03-03T10:00:00Z"};

// Three attempts and a changed level: entries 1 to 4.
void fill_chain(const Place& place) {
    auto database = place.open();
    for (const auto& id : {link_a, link_b, link_c}) REQUIRE(keep_small(database, id).has_value());
    REQUIRE(database.overrule(link_b, chained_change).has_value());
}

ChainReport chain_of(const Place& place, std::string_view head = {}) {
    const auto report = place.open().verify(head);
    if (!report) FAIL(report.error().code << " " << report.error().arg("reason"));
    return *report;
}

// "code number attempt" of each finding.
std::vector<std::string> findings_of(const Place& place) {
    std::vector<std::string> all;
    for (const auto& d : chain_of(place).findings)
        all.push_back(d.code + " " + std::string(d.arg("number")) + " " + std::string(d.arg("attempt")));
    return all;
}

using Findings = std::vector<std::string>;

} // namespace

TEST_CASE("An index that has lost its entries hides attempts from lists: verifying says so", "[records][chain]") {
    const Place place(On::file);
    fill_chain(place);
    const auto page =
        std::stoul(place.value("SELECT rootpage FROM sqlite_master WHERE name = 'rapport_attempts_by_time'"));
    const auto size = std::stoul(place.value("PRAGMA page_size"));
    place.run("PRAGMA wal_checkpoint(TRUNCATE)");
    std::string bytes = contents(place.url());
    bytes.replace((page - 1) * size + 3, 2, 2, '\0'); // how many entries the page has
    put(place.url(), bytes);
    CHECK(place.open().list()->empty());
    const auto found = chain_of(place).findings;
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "database_damaged");
    CHECK(found[0].arg("path") == place.url());
    CHECK_FALSE(found[0].arg("reason").empty());
}

PLACE_TEST_CASE("Attempts and changed levels make a chain that verifies", "[records][chain]") {
    CHECK(chain_of(place).heads.empty());
    fill_chain(place);
    const auto report = chain_of(place);
    CHECK(report.findings.empty());
    CHECK(report.attempts == 3);
    CHECK(report.overrules == 1);
    CHECK(report.erased == 0);
    REQUIRE(report.heads.size() == 1);
    CHECK(report.heads[0].number == 4);
    CHECK(report.heads[0].head == place.value("SELECT head FROM rapport_chain WHERE number = 4"));
    CHECK(report.heads[0].desk == place.value("SELECT desk FROM rapport_chain_heads WHERE own = 1"));
    CHECK(valid_attempt_id(report.heads[0].desk));
    auto database = place.open();
    REQUIRE(keep_small(database, link_b).has_value()); // is there already
    CHECK(chain_of(place).heads[0].head == report.heads[0].head);
}

PLACE_TEST_CASE("A head noted earlier is found again as long as nothing was rewritten", "[records][chain]") {
    auto database = place.open();
    REQUIRE(keep_small(database, link_a).has_value());
    const auto noted = chain_of(place).heads[0].head;
    REQUIRE(keep_small(database, link_b).has_value());
    CHECK(chain_of(place).heads[0].head != noted);
    CHECK(chain_of(place, noted).held);
    CHECK_FALSE(chain_of(place, std::string(64, 'a')).held);
    CHECK_FALSE(chain_of(place, "").findings.size() > 0);
}

PLACE_TEST_CASE("Whatever is changed of an attempt is found", "[records][chain]") {
    fill_chain(place);
    for (const std::string change : {
             "UPDATE rapport_attempts SET total = COALESCE(total, 0) + 1 WHERE id = '{}'",
             "UPDATE rapport_attempts SET csat = NULL WHERE id = '{}'",
             "UPDATE rapport_attempts SET trainee = trainee || 'x' WHERE id = '{}'",
             "UPDATE rapport_attempts SET started_at = '2020-01-01T00:00:00Z' WHERE id = '{}'",
             "UPDATE rapport_attempts SET header = header || ' ' WHERE id = '{}'",
             "UPDATE rapport_attempts SET log = REPLACE(log, '\"turns\"', '\"turnz\"') WHERE id = '{}'",
             "UPDATE rapport_behaviours SET levels = levels + 1 WHERE attempt = '{}' AND behaviour = 'restate'",
             "DELETE FROM rapport_behaviours WHERE attempt = '{}' AND behaviour = 'restate'",
         }) {
        std::string sql = change;
        sql.replace(sql.find("{}"), 2, link_c);
        INFO(sql);
        // Undone by putting back what is saved beside.
        place.run("CREATE TABLE kept_a AS SELECT * FROM rapport_attempts;"
                  "CREATE TABLE kept_b AS SELECT * FROM rapport_behaviours; " +
                  sql);
        CHECK(findings_of(place) == Findings{"chain_record_changed 3 " + link_c});
        place.run("DELETE FROM rapport_behaviours; DELETE FROM rapport_behaviours;"
                  "CREATE TABLE kept_o AS SELECT * FROM rapport_overrules; DELETE FROM rapport_overrules;"
                  "DELETE FROM rapport_attempts; INSERT INTO rapport_attempts SELECT * FROM kept_a;"
                  "INSERT INTO rapport_behaviours SELECT * FROM kept_b;"
                  "INSERT INTO rapport_overrules SELECT * FROM kept_o;"
                  "DROP TABLE kept_a; DROP TABLE kept_b; DROP TABLE kept_o;");
        CHECK(findings_of(place).empty());
    }
    place.run("UPDATE rapport_scenarios SET bytes = REPLACE(bytes, 'small', 'great')");
    CHECK(findings_of(place) == Findings{"chain_record_changed 1 " + link_a, "chain_record_changed 2 " + link_b,
                                         "chain_record_changed 3 " + link_c});
}

TEST_CASE("What SQLite lets into a column of numbers is found, not stumbled over", "[records][chain]") {
    const Place place(On::file);
    fill_chain(place);
    place.run("UPDATE rapport_attempts SET turns = 'many', total = x'00ff' WHERE id = '" + link_c + "'");
    CHECK(findings_of(place) == Findings{"chain_record_changed 3 " + link_c});
}

PLACE_TEST_CASE("A changed level that was altered, taken out or put in is found", "[records][chain]") {
    fill_chain(place);
    place.run("UPDATE rapport_overrules SET made_by = 'Bob'");
    CHECK(findings_of(place) == Findings{"chain_record_changed 4 " + link_b});
    place.run("UPDATE rapport_overrules SET made_by = 'Ana'");
    CHECK(findings_of(place).empty());
    place.run("INSERT INTO rapport_overrules SELECT attempt, 2, turn, behaviour, 1, 2, reason, made_by, made_at"
              " FROM rapport_overrules");
    CHECK(findings_of(place) == Findings{"chain_record_unchained  " + link_b});
    place.run("DELETE FROM rapport_overrules");
    CHECK(findings_of(place) == Findings{"chain_record_missing 4 " + link_b});
}

PLACE_TEST_CASE("A record that is gone is named", "[records][chain]") {
    fill_chain(place);
    place.run("DELETE FROM rapport_behaviours WHERE attempt = '" + link_a +
              "'; DELETE FROM rapport_attempts WHERE id = '" + link_a + "'");
    CHECK(findings_of(place) == Findings{"chain_record_missing 1 " + link_a});
}

PLACE_TEST_CASE("A record put in from outside is named", "[records][chain]") {
    fill_chain(place);
    place.run("CREATE TABLE guest AS SELECT * FROM rapport_attempts WHERE id = '" + link_a +
              "'; UPDATE guest SET id = '" + intruder +
              "'; INSERT INTO rapport_attempts SELECT * FROM guest; DROP TABLE guest");
    CHECK(findings_of(place) == Findings{"chain_record_unchained  " + intruder});
}

PLACE_TEST_CASE("Entries that were moved, taken out, put in or rewritten are found", "[records][chain]") {
    fill_chain(place);
    const std::string desk = chain_of(place).heads[0].desk;
    SECTION("two change places") {
        place.run("UPDATE rapport_chain SET number = 12 WHERE number = 2;"
                  "UPDATE rapport_chain SET number = 2 WHERE number = 3;"
                  "UPDATE rapport_chain SET number = 3 WHERE number = 12");
        CHECK(findings_of(place) ==
              Findings{"chain_order 2 " + link_c, "chain_order 3 " + link_b, "chain_order 4 " + link_b});
    }
    SECTION("one is taken out with its attempt") {
        place.run("DELETE FROM rapport_behaviours WHERE attempt = '" + link_a +
                  "'; DELETE FROM rapport_attempts WHERE id = '" + link_a +
                  "'; DELETE FROM rapport_chain WHERE number = 1");
        CHECK(findings_of(place) == Findings{"chain_entry_missing 1 "});
    }
    SECTION("and the rest counted anew") {
        place.run("DELETE FROM rapport_behaviours WHERE attempt = '" + link_a +
                  "'; DELETE FROM rapport_attempts WHERE id = '" + link_a +
                  "'; DELETE FROM rapport_chain WHERE number = 1;"
                  "UPDATE rapport_chain SET number = 1 WHERE number = 2;"
                  "UPDATE rapport_chain SET number = 2 WHERE number = 3;"
                  "UPDATE rapport_chain SET number = 3 WHERE number = 4");
        const auto all = findings_of(place);
        REQUIRE(all.size() == 4);
        CHECK(all[0] == "chain_order 1 " + link_b);
        CHECK(all[3].starts_with("chain_head 4"));
    }
    SECTION("an attempt and its entry are rewritten") {
        place.run("UPDATE rapport_attempts SET total = 1 WHERE id = '" + link_b +
                  "'; UPDATE rapport_chain SET record_hash = '" + content_hash("another") + "' WHERE number = 2");
        CHECK(findings_of(place) == Findings{"chain_order 2 " + link_b, "chain_record_changed 2 " + link_b});
    }
    SECTION("one is put in") {
        place.run("UPDATE rapport_chain SET number = 5 WHERE number = 4;"
                  "INSERT INTO rapport_chain (desk, number, entry, attempt, item, record_hash, previous, head)"
                  " SELECT desk, 4, entry, '" +
                  intruder + "', item, record_hash, head, head FROM rapport_chain WHERE number = 3");
        const auto all = findings_of(place);
        REQUIRE(all.size() == 4);
        CHECK(all[0] == "chain_order 4 " + intruder);
        CHECK(all[1] == "chain_record_missing 4 " + intruder);
        CHECK(all[2] == "chain_order 5 " + link_b);
    }
    SECTION("several in a row are taken away") {
        place.run("DELETE FROM rapport_chain WHERE number IN (1, 2, 3); DELETE FROM rapport_overrules;"
                  "DELETE FROM rapport_attempts");
        const auto findings = chain_of(place).findings;
        REQUIRE_FALSE(findings.empty());
        CHECK(findings[0].code == "chain_entries_missing");
        CHECK(findings[0].arg("number") == "1");
        CHECK(findings[0].arg("last") == "3");
    }
    SECTION("the end is taken away") {
        place.run("DELETE FROM rapport_chain WHERE number = 4; DELETE FROM rapport_overrules");
        CHECK(findings_of(place) == Findings{"chain_head 4 "});
        CHECK(chain_of(place).findings[0].arg("end") == "3");
        CHECK(chain_of(place).findings[0].arg("desk") == desk);
    }
    SECTION("everything is taken away") {
        place.run("DELETE FROM rapport_chain; DELETE FROM rapport_behaviours; DELETE FROM rapport_overrules;"
                  "DELETE FROM rapport_attempts");
        CHECK(findings_of(place) == Findings{"chain_head 4 "});
    }
    SECTION("the note of the end is taken away or changed") {
        place.run("UPDATE rapport_chain_heads SET head = '" + std::string(64, 'b') + "'");
        CHECK(findings_of(place) == Findings{"chain_head 4 "});
        place.run("DELETE FROM rapport_chain_heads");
        CHECK(findings_of(place) == Findings{"chain_head 0 "});
    }
    SECTION("an attempt is said to be erased and is not") {
        place.run("UPDATE rapport_chain SET erased_at = '2026-01-01T00:00:00Z' WHERE number = 1");
        CHECK(findings_of(place) == Findings{"chain_record_unchained  " + link_a});
    }
}

PLACE_TEST_CASE("Erasing leaves a stub, the chain verifies, and says how many are erased", "[records][chain]") {
    fill_chain(place);
    auto database = place.open();
    const auto head = database.verify()->heads[0].head;
    REQUIRE(database.erase(link_b).has_value());
    auto report = chain_of(place);
    CHECK(report.findings.empty());
    CHECK(report.attempts == 2);
    CHECK(report.overrules == 0);
    CHECK(report.erased == 1);
    CHECK(report.heads[0].head == head);
    CHECK(place.value("SELECT erased_at FROM rapport_chain WHERE number = 2").ends_with("Z"));
    REQUIRE(keep_small(database, link_b).has_value()); // stored anew
    report = chain_of(place);
    CHECK(report.findings.empty());
    CHECK(report.attempts == 3);
    CHECK(report.erased == 1);
    CHECK(report.heads[0].number == 5);
    CHECK(place.value("SELECT COUNT(*) FROM rapport_chain WHERE erased_at IS NOT NULL") == "2");
}

PLACE_TEST_CASE("A database from before there were chains is chained as it is brought up to date", "[records][chain]") {
    fill_chain(place);
    place.back_to(2);
    place.run("UPDATE rapport_attempts SET started_at = '2020-01-01T00:00:00Z' WHERE id = '" + link_c + "'");
    const auto report = chain_of(place);
    CHECK(report.findings.empty());
    CHECK(report.attempts == 3);
    CHECK(report.heads.at(0).number == 5);
    CHECK(report.taken_over == 3);
    CHECK(place.value("SELECT entry FROM rapport_chain WHERE number = 5") == "taken_over");
    CHECK(place.value("SELECT attempt FROM rapport_chain WHERE number = 1") == link_c);
    CHECK(place.value("SELECT attempt FROM rapport_chain WHERE number = 2") == link_a);
    CHECK(place.value("SELECT entry FROM rapport_chain WHERE number = 4") == "overrule");
    CHECK(chain_of(place).heads[0].head == report.heads[0].head); // and not twice
}

PLACE_TEST_CASE("Verifying neither brings records up to date nor makes a chain", "[records][chain]") {
    fill_chain(place);
    CHECK(chain_of(place).taken_over == 0);
    place.run("DROP TABLE rapport_chain; DROP TABLE rapport_chain_heads; UPDATE rapport_attempts SET total = 1");
    const auto found = [&] {
        const auto report = Database::open_as_it_is(place.url())->verify();
        REQUIRE(report.has_value());
        return *report;
    };
    SECTION("the chain is gone: that is found, also by who has opened them to write") {
        const auto report = found();
        REQUIRE(report.findings.size() == 1);
        CHECK(report.findings[0].code == "chain_gone");
        CHECK(chain_of(place).findings[0].code == "chain_gone");
    }
    SECTION("the version is set back as well: they pass for old ones, not for verified ones") {
        place.back_to(2);
        const auto before = place.everything();
        CHECK_FALSE(found().chained);
        CHECK(found().findings.empty());
        CHECK(place.everything() == before);
        // Brought up to date, all of them are counted as taken over, and no head noted earlier is held.
        CHECK(chain_of(place).taken_over == 3);
        CHECK(found().chained);
        CHECK(found().taken_over == 3);
        // The count cannot be made smaller.
        place.run("UPDATE rapport_chain SET item = 0 WHERE entry = 'taken_over'");
        CHECK(found().findings.size() == 1);
    }
}

TEST_CASE("Verifying makes no file, and tells newer records and strange ones", "[records][chain][fault]") {
    const Folder folder;
    CHECK(Database::open_as_it_is((folder / "none.db").string()).error().code == "records_missing");
    CHECK(files_in(folder.path()) == 0);
    const Place place(On::file);
    place.run("CREATE TABLE photos (id INTEGER)");
    CHECK(Database::open_as_it_is(place.url()).error().code == "database_not_ours");
    const Place newer(On::file);
    newer.open();
    newer.run("INSERT INTO rapport_schema VALUES (99)");
    CHECK(Database::open_as_it_is(newer.url()).error().code == "database_newer");
}

PLACE_TEST_CASE("Desks have chains of their own beside each other", "[records][chain]") {
    {
        auto ours = place.open();
        auto theirs = Database::open(place.url(), other_desk);
        REQUIRE(theirs.has_value());
        REQUIRE(keep_small(ours, link_a).has_value());
        REQUIRE(keep_small(*theirs, link_b).has_value());
        REQUIRE(keep_small(ours, link_c).has_value());
        REQUIRE(theirs->overrule(link_a, chained_change).has_value());
    }
    const auto report = chain_of(place);
    CHECK(report.findings.empty());
    REQUIRE(report.heads.size() == 2);
    CHECK(report.heads[0].number == 2);
    CHECK(report.heads[1].number == 2);
    CHECK(place.value("SELECT COUNT(*) FROM rapport_chain WHERE desk = '" + other_desk + "'") == "2");
    place.run("UPDATE rapport_attempts SET total = 1 WHERE id = '" + link_b + "'");
    const auto findings = chain_of(place).findings;
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].arg("desk") == other_desk);
}

PLACE_TEST_CASE("Programs that store at once make one chain without a gap", "[records][chain][fault]") {
    place.open();
    std::vector<std::string> refused(4);
    std::vector<std::thread> all;
    for (std::size_t i = 0; i < refused.size(); ++i)
        all.emplace_back([&, i] {
            auto database = Database::open(place.url());
            for (int n = 0; n < 5; ++n)
                if (auto kept = keep_small(*database, new_attempt_id()); !kept) refused[i] = kept.error().code;
        });
    for (auto& t : all) t.join();
    CHECK(refused == std::vector<std::string>(4));
    const auto report = chain_of(place);
    CHECK(report.findings.empty());
    CHECK(report.heads.at(0).number == 20);
}

TEST_CASE("A chain of more than one page", "[records][chain]") {
    const Place place(On::file);
    auto database = place.open();
    for (int i = 0; i < 300; ++i) REQUIRE(keep_small(database, new_attempt_id()).has_value());
    CHECK(chain_of(place).findings.empty());
    CHECK(chain_of(place).attempts == 300);
    const auto doomed = place.value("SELECT attempt FROM rapport_chain WHERE number = 257");
    place.run("UPDATE rapport_attempts SET total = 1 WHERE id = '" + doomed + "'");
    CHECK(findings_of(place) == Findings{"chain_record_changed 257 " + doomed});
}

TEST_CASE("An entry's hash is what the header of the chain says it is", "[records][chain]") {
    const Place place(On::file);
    fill_chain(place);
    const auto field = [](const std::string& name, const std::string& value) {
        return name + " " + std::to_string(value.size()) + "\n" + value + "\n";
    };
    std::string change = field("kind", "rapport overrule 1");
    for (const std::string name :
         {"attempt", "number", "turn", "behaviour", "from_level", "to_level", "reason", "made_by", "made_at"})
        change += field(name, place.value("SELECT " + name + " FROM rapport_overrules"));
    const auto at = [&](const std::string& column, int number) {
        return place.value("SELECT " + column + " FROM rapport_chain WHERE number = " + std::to_string(number));
    };
    CHECK(at("record_hash", 4) == content_hash(change));
    std::string head = field("kind", "rapport chain 1");
    for (const std::string name : {"desk", "number", "entry", "attempt", "item", "record_hash", "previous"})
        head += field(name, at(name, 4));
    CHECK(at("head", 4) == content_hash(head));
    CHECK(at("previous", 4) == at("head", 3));
    CHECK(at("previous", 1) == std::string(64, '0'));

    std::string attempt = field("kind", "rapport attempt 1");
    for (const std::string name :
         {"id",        "started_at",    "ended_at", "status",   "scenario_hash", "scenario_id", "trainee", "turns",
          "listening", "understanding", "empathy",  "solution", "satisfaction",  "total",       "csat",    "nps",
          "fcr",       "outcome",       "ending",   "faults",   "severe_faults", "capped",      "header",  "log"}) {
        const std::string from = " FROM rapport_attempts WHERE id = '" + link_a + "'";
        const bool empty = place.value("SELECT " + name + " IS NULL" + from) == "1";
        attempt += empty ? name + " -\n\n" : field(name, place.value("SELECT " + name + from));
    }
    attempt += field("scenario", content_hash(small_bytes));
    const std::string of_it = " FROM rapport_behaviours WHERE attempt = '" + link_a + "'";
    const int count = std::stoi(place.value("SELECT COUNT(*)" + of_it));
    attempt += field("behaviours", std::to_string(count));
    for (int i = 0; i < count; ++i)
        for (const std::string name : {"behaviour", "standing", "score", "opportunities", "levels"}) {
            const std::string row = of_it + " ORDER BY behaviour LIMIT 1 OFFSET " + std::to_string(i);
            const bool empty = place.value("SELECT " + name + " IS NULL" + row) == "1";
            attempt += empty ? name + " -\n\n" : field(name, place.value("SELECT " + name + row));
        }
    CHECK(at("record_hash", 1) == content_hash(attempt));
}

TEST_CASE("A data folder's desk is made once", "[records][chain]") {
    const Folder folder;
    const auto desk = desk_id(folder.path());
    REQUIRE(desk.has_value());
    CHECK(valid_attempt_id(*desk));
    CHECK(*desk_id(folder.path()) == *desk);
    CHECK(files_in(folder.path()) == 1);
    put(folder / "desk", "nonsense");
    const auto renewed = desk_id(folder.path());
    REQUIRE(renewed.has_value());
    CHECK(*renewed != *desk);
    CHECK(*desk_id(folder.path()) == *renewed);
    CHECK(desk_id(folder / "none").error().code == "folder_unwritable");
}
