// What a desk notes for its team's server.
#include "sim/records/database.h"
#include "tests/records/small_attempt.h"
#include "tests/records/team_place.h"

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

TEST_CASE("What is stored, changed, shared and erased on a desk enters its outbox", "[records][push]") {
    const tests::Place desk(On::file);
    auto database = desk.open();
    CHECK(*database.waiting() == 0);
    keep(database, small_id);
    keep(database, small_id); // nothing new
    REQUIRE(
        database.overrule(small_id, {1, scoring::Behaviour::restate, 0, 1, "read again", "Ana", "2026-03-03T10:00:00Z"})
            .has_value());
    REQUIRE(database.share(small_id).has_value());
    REQUIRE(database.share(small_id).has_value());
    CHECK(*database.shared() == std::vector<std::string>{small_id});
    REQUIRE(database.unshare(small_id).has_value());
    REQUIRE(database.unshare(small_id).has_value());
    CHECK(database.shared()->empty());
    REQUIRE(database.erase(small_id).has_value());
    CHECK(database.share(small_id).error().code == "attempt_not_found");
    CHECK(database.unshare(small_id).error().code == "attempt_not_found");
    CHECK(*database.waiting() == 5);
    CHECK(desk.value("SELECT group_concat(kind || ' ' || replace(item, '" + small_id +
                     "', 'it'), ', ') FROM (SELECT * FROM rapport_outbox ORDER BY number)") ==
          "attempt it, overrule it/1, share it, share it, erased_attempt it");
}

TEST_CASE("What is refused leaves nothing in the outbox", "[records][push]") {
    const tests::Place desk(On::file);
    auto database = desk.open();
    CHECK(database.erase(small_id).error().code == "attempt_not_found");
    CHECK(database.overrule(small_id, {}).error().code == "attempt_not_found");
    CHECK(*database.waiting() == 0);
}

TEST_CASE("A server's own records have no outbox", "[records][push][postgres]") {
    const tests::Place place(On::server);
    auto database = place.open();
    keep(database, small_id);
    CHECK(*database.waiting() == 0);
    CHECK(place.value("SELECT COUNT(*) FROM rapport_outbox") == "0");
}
