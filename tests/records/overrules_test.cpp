// Levels that people changed: kept beside the attempt, which stays as it was.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;
using scoring::Behaviour;

namespace {

void store_small(Database& database) {
    const auto played = play({"a", "a"});
    const auto report = scoring::grade(dialogue::transcript(played.session));
    REQUIRE(database.store(*small_scenario(), small_bytes, played.log, &report).has_value());
}

const Overrule raised{1,     Behaviour::restate,    0, 1, "She told the date back. \"3 May\"; 五月三日",
                      "Ana", "2026-03-03T10:00:00Z"};
const Overrule again{1, Behaviour::restate, 1, 2, "and what he wants", "", "2026-03-04T10:00:00Z"};

} // namespace

PLACE_TEST_CASE("Changes of a level come back in the order they were made; the attempt is as it was",
                "[records][overrule]") {
    std::string log, header;
    {
        auto database = place.open();
        store_small(database);
        log = database.load(small_id)->log;
        CHECK(database.overrules(small_id)->empty());
        CHECK(database.overruled()->empty());
        REQUIRE(database.overrule(small_id, raised).has_value());
        REQUIRE(database.overrule(small_id, again).has_value());
    }
    const auto database = place.open(); // another program, another day
    CHECK(*database.overrules(small_id) == std::vector{raised, again});
    CHECK(*database.overruled() == std::vector{small_id});
    const auto loaded = database.load(small_id);
    REQUIRE(loaded.has_value());
    CHECK(loaded->log == log);
}

PLACE_TEST_CASE("No change without an attempt, and none after it has gone", "[records][overrule]") {
    auto database = place.open();
    const auto refused = database.overrule(small_id, raised);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "attempt_not_found");
    store_small(database);
    REQUIRE(database.overrule(small_id, raised).has_value());
    REQUIRE(database.erase(small_id).has_value());
    CHECK(database.overruled()->empty());
    store_small(database);
    CHECK(database.overrules(small_id)->empty());
}

PLACE_TEST_CASE("A database from before levels could be changed is brought up to date, with all that is in it",
                "[records][overrule]") {
    std::string log;
    {
        auto database = place.open();
        store_small(database);
        log = database.load(small_id)->log;
    }
    // As version 1 left it.
    place.back_to(1);
    auto database = place.open();
    CHECK(database.load(small_id)->log == log);
    CHECK(database.overrules(small_id)->empty());
    REQUIRE(database.overrule(small_id, raised).has_value());
    CHECK(place.open().overrules(small_id)->size() == 1); // and is not migrated twice
}
