// What belongs to a person is kept sealed, and opened for those who have the key.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "tests/records/person_attempt.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

const Overrule sealed_level{1,     scoring::Behaviour::restate, 0, 1, "She told the date back",
                            "Ana", "2026-03-03T10:00:00Z"};

} // namespace

PLACE_TEST_CASE("Nothing of a person's words stands in the records openly, and all of it comes back",
                "[records][people]") {
    auto header = header_of(ada, small_id);
    header.leniency = 200;
    header.reading_percent = 150;
    AttemptLog log;
    {
        auto database = place.open();
        log = keep(database, header).log;
        REQUIRE(database.overrule(small_id, sealed_level).has_value());
    }
    const auto database = place.open(); // another program, another day
    const auto loaded = database.load(small_id);
    REQUIRE(loaded.has_value());
    CHECK_FALSE(loaded->row.unopened.has_value());
    CHECK(loaded->row.header == header);
    CHECK(loaded->log == log_json(*small_scenario(), log));
    CHECK(database.list()->at(0).header == header);
    CHECK(*database.overrules(small_id) == std::vector{sealed_level});

    CHECK(place.value("SELECT log FROM rapport_attempts").starts_with("sealed1:"));
    CHECK(place.value("SELECT trainee FROM rapport_attempts").starts_with("sealed1:"));
    CHECK(place.value("SELECT reason FROM rapport_overrules").starts_with("sealed1:"));
    CHECK(place.value("SELECT made_by FROM rapport_overrules").starts_with("sealed1:"));
    for (const std::string column : {"header", "trainee", "log"}) {
        const auto kept = place.value("SELECT " + column + " FROM rapport_attempts");
        // With the marks beside them: letters and digits alone stand in sealed text by chance.
        for (const char* word : {"\"Ada", ":200", ":150"}) CHECK(kept.find(word) == std::string::npos);
    }
    CHECK(database.verify()->findings.empty());
}

PLACE_TEST_CASE("An attempt of before there were people stays as it is and is read as before", "[records][people]") {
    auto database = place.open();
    const auto old = keep(database, small_header()).log;
    keep(database, header_of(ada, second_id));
    CHECK(place.value("SELECT log FROM rapport_attempts WHERE person IS NULL") == log_json(*small_scenario(), old));
    CHECK(database.load(small_id)->row.header.trainee == small_header().trainee);
    CHECK(database.list()->size() == 2);
    CHECK(database.best_results()->at(0).plays == 2);
    CHECK(place.key_value("SELECT COUNT(*) FROM person_keys") == "1");
}

PLACE_TEST_CASE("One key for each person and month", "[records][people]") {
    auto database = place.open();
    keep(database, header_of(ada, small_id, "2026-03-02T09:00:00Z"));
    keep(database, header_of(ada, second_id, "2026-03-31T23:59:59Z"));
    keep(database, header_of(ada, third_id, "2026-04-01T00:00:00Z"));
    CHECK(place.key_value("SELECT COUNT(*) FROM person_keys") == "2");
    CHECK(place.key_value("SELECT MAX(month) FROM person_keys") == "2026-04");
    CHECK(database.list()->size() == 3);
}

PLACE_TEST_CASE("Where a key is gone the figures stay, and the rest of the list is whole", "[records][people]") {
    auto database = place.open();
    const auto kept = keep(database, header_of(ada, small_id, "2026-02-02T09:00:00Z"));
    REQUIRE(database.overrule(small_id, sealed_level).has_value());
    keep(database, header_of(ada, second_id, "2026-03-02T09:00:00Z"));
    place.run_keys("DELETE FROM person_keys WHERE month = '2026-02'");

    Diagnostics unreadable;
    const auto rows = database.list({}, &unreadable);
    REQUIRE(rows.has_value());
    CHECK(unreadable.empty());
    REQUIRE(rows->size() == 2);
    CHECK(rows->at(0).header.trainee == "Ada Lovelace");
    CHECK_FALSE(rows->at(0).unopened.has_value());
    const auto& row = rows->at(1);
    REQUIRE(row.unopened.has_value());
    CHECK(row.unopened->code == "key_missing");
    CHECK(row.unopened->arg("what") == "attempt/" + small_id + "/trainee");
    CHECK(row.header.trainee.empty());
    CHECK(row.header.scenario_title[0] == "A small matter");
    CHECK(row.total == scoring::grade(dialogue::transcript(kept.session)).total);

    const auto loaded = database.load(small_id);
    REQUIRE(loaded.has_value());
    CHECK(loaded->row.unopened->code == "key_missing");
    CHECK(loaded->log.empty());
    CHECK(loaded->behaviours.size() == scoring::behaviour_count);
    const auto changes = database.overrules(small_id);
    REQUIRE(changes.has_value());
    REQUIRE(changes->size() == 1);
    CHECK(changes->at(0).unreadable);
    CHECK(changes->at(0).reason.empty());
    CHECK(changes->at(0).to == 1);
    CHECK(database.best_results()->at(0).plays == 2);
    CHECK(database.verify()->findings.empty()); // what is stored is what was stored
}

PLACE_TEST_CASE("Words that were changed or moved in the records do not open", "[records][people]") {
    auto database = place.open();
    keep(database, header_of(ada, small_id));
    keep(database, header_of(ada, second_id));
    place.run("UPDATE rapport_attempts SET log = (SELECT log FROM rapport_attempts WHERE id = '" + second_id +
              "') WHERE id = '" + small_id + "'");
    const auto moved = database.load(small_id);
    REQUIRE(moved.has_value());
    REQUIRE(moved->row.unopened.has_value());
    CHECK(moved->row.unopened->code == "seal_broken");
    CHECK(moved->log.empty());
    place.run("UPDATE rapport_attempts SET trainee = 'Mallory' WHERE id = '" + second_id + "'");
    const auto changed = database.load(second_id);
    REQUIRE(changed->row.unopened.has_value());
    CHECK(changed->row.unopened->code == "seal_broken");
    CHECK(changed->row.unopened->where.file == second_id);
}

TEST_CASE("The key file is its owner's alone and never found in the records", "[records][people]") {
    const Place place(On::file);
    auto database = place.open();
    CHECK_FALSE(std::filesystem::exists(place.url() + ".keys"));
    keep(database, header_of(ada, small_id));
    struct stat file {};
    REQUIRE(::stat((place.url() + ".keys").c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
    const auto key = place.key_value("SELECT key FROM person_keys");
    REQUIRE(key.size() == 43);
    for (const char* part : {"", "-wal"}) CHECK(contents(place.url() + part).find(key) == std::string::npos);
}

TEST_CASE("A key file that is none is said to be damaged, and nothing is stored with a lost key",
          "[records][people][fault]") {
    const Place place(On::file);
    auto database = place.open();
    put(place.url() + ".keys", "this is no key file, by any reading of it, however long one looks");
    const auto played = play({"a", "a"}, header_of(ada, small_id));
    const auto stored = database.store(*small_scenario(), small_bytes, played.log, nullptr);
    REQUIRE_FALSE(stored.has_value());
    CHECK(stored.error().code == "database_damaged");
    CHECK(stored.error().arg("path") == place.url() + ".keys");
    CHECK(database.list()->empty());
}
