// Which attempts a list shows: each filter alone and together, in parts, in a file and on a server.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;
using scoring::Outcome;

namespace {

using Ids = std::vector<std::string>;

std::string nth_attempt(int n) { return "22222222-0000-4000-8000-00000000000" + std::to_string(n); }

// Attempt `n` begins on day `n` of March.
struct Kept {
    int n;
    Ids replies;
    std::string mode{input_by_choice};
    std::optional<BranchedFrom> from{};
    bool stopped = false;
    std::string trainee = "Li";
};

void keep(Database& database, const Kept& kept) {
    auto header = small_header(nth_attempt(kept.n));
    header.started_at = "2026-03-0" + std::to_string(kept.n) + "T09:00:00Z";
    header.input_mode = kept.mode;
    header.branched_from = kept.from;
    header.trainee = kept.trainee;
    auto played = play(kept.replies, header);
    if (kept.stopped) played.log.end = AttemptEnd{"2026-03-09T10:00:00Z", Status::abandoned, ""};
    REQUIRE(played.log.end.has_value());
    const auto report = scoring::grade(dialogue::transcript(played.session));
    REQUIRE(database.store(*small_scenario(), small_bytes, played.log, kept.stopped ? nullptr : &report).has_value());
}

const Ids resolved{"a", "a"}, lost{"silence", "b"};

void keep_six(Database& database) {
    keep(database, {1, resolved});
    keep(database, {2, lost});
    keep(database, {3, resolved, std::string(input_free_text)});
    keep(database, {4, resolved, std::string(input_by_program)});
    keep(database, {5, resolved, std::string(input_say_then_choose), BranchedFrom{nth_attempt(1), 2}});
    keep(database, {.n = 6, .replies = {"a"}, .stopped = true});
}

Ids found(const Database& database, const Query& query) {
    const auto rows = database.list(query);
    REQUIRE(rows.has_value());
    Ids ids;
    for (const auto& row : *rows) ids.push_back(row.header.id.substr(35));
    CHECK(database.count(query) == static_cast<int>(ids.size()));
    return ids;
}

} // namespace

PLACE_TEST_CASE("Attempts by how they ended", "[records][database][query]") {
    auto database = place.open();
    keep_six(database);
    CHECK(found(database, {}) == Ids{"6", "5", "4", "3", "2", "1"});
    CHECK(found(database, {.outcomes = {Outcome::lost}}) == Ids{"2"});
    CHECK(found(database, {.outcomes = {Outcome::lost, Outcome::resolved}}) == Ids{"5", "4", "3", "2", "1"});
    CHECK(found(database, {.abandoned = true}) == Ids{"6"});
    CHECK(found(database, {.outcomes = {Outcome::lost}, .abandoned = true}) == Ids{"6", "2"});
    CHECK(found(database, {.outcomes = {Outcome::escalated}}).empty());
}

PLACE_TEST_CASE("Attempts by how they were played", "[records][database][query]") {
    auto database = place.open();
    keep_six(database);
    CHECK(found(database, {.played = PlayedAs::chosen}) == Ids{"6", "2", "1"});
    CHECK(found(database, {.played = PlayedAs::typed}) == Ids{"5", "3"});
    CHECK(found(database, {.played = PlayedAs::by_program}) == Ids{"4"});
    CHECK(found(database, {.played = PlayedAs::what_if}) == Ids{"5"});
    // Over again from the first turn is a fresh try.
    keep(database, {.n = 7, .replies = resolved, .from = BranchedFrom{nth_attempt(1), 1}});
    CHECK(found(database, {.played = PlayedAs::what_if}) == Ids{"5"});
    // A header and the database tell the same.
    const auto all = database.list();
    REQUIRE(all.has_value());
    for (const PlayedAs p : all_played) {
        Ids by_header;
        for (const AttemptRow& row : *all)
            if (was_played(row.header, p)) by_header.push_back(row.header.id.substr(35));
        CHECK(found(database, {.played = p}) == by_header);
    }
}

PLACE_TEST_CASE("No name can pass for a way of playing", "[records][database][query]") {
    auto database = place.open();
    keep(database, {.n = 1, .replies = resolved, .trainee = R"(","input_mode":"policy","branched_from":{")"});
    CHECK(found(database, {.played = PlayedAs::by_program}).empty());
    CHECK(found(database, {.played = PlayedAs::what_if}).empty());
    CHECK(found(database, {.played = PlayedAs::chosen}) == Ids{"1"});
}

PLACE_TEST_CASE("Attempts by when they began, both ends included", "[records][database][query]") {
    auto database = place.open();
    keep_six(database);
    CHECK(found(database, {.since = "2026-03-05T09:00:00Z"}) == Ids{"6", "5"});
    CHECK(found(database, {.until = "2026-03-02T09:00:00Z"}) == Ids{"2", "1"});
    CHECK(found(database, {.since = "2026-03-03T00:00:00Z", .until = "2026-03-03T23:59:59Z"}) == Ids{"3"});
    CHECK(found(database, {.since = "2026-04-01T00:00:00Z"}).empty());
}

PLACE_TEST_CASE("Filters hold together, and what they compare with is never part of the statement",
                "[records][database][query]") {
    auto database = place.open();
    keep_six(database);
    CHECK(found(database, {.scenario_id = "small",
                           .status = Status::finished,
                           .outcomes = {Outcome::resolved},
                           .played = PlayedAs::typed,
                           .since = "2026-03-02T00:00:00Z",
                           .until = "2026-03-04T00:00:00Z"}) == Ids{"3"});
    const std::string slip = "' OR '1' = '1";
    CHECK(found(database, {.scenario_id = slip}).empty());
    CHECK(found(database, {.until = slip}).empty());
    CHECK(found(database, {.after = ListPlace{"0", slip}}).empty());
}

PLACE_TEST_CASE("A list in parts is the whole list, whatever began at the same moment", "[records][database][query]") {
    auto database = place.open();
    for (int n = 1; n <= 7; ++n) {
        auto header = small_header(nth_attempt(n));
        if (n > 5) header.started_at = "2026-03-01T09:00:00Z";
        const auto played = play(resolved, header);
        REQUIRE(database.store(*small_scenario(), small_bytes, played.log, nullptr).has_value());
    }
    const auto whole = found(database, {});
    REQUIRE(whole.size() == 7);
    for (const int limit : {1, 2, 3, 7}) {
        Ids parts;
        Query query{.limit = limit};
        for (bool more = true; more;) {
            const auto page = database.page(query);
            REQUIRE(page.has_value());
            for (const auto& row : page->rows) parts.push_back(row.header.id.substr(35));
            REQUIRE(page->last.has_value());
            CHECK(page->last->attempt == page->rows.back().header.id);
            query.after = page->last;
            more = page->more;
            REQUIRE(parts.size() <= whole.size());
            CHECK(more == (parts.size() < whole.size()));
        }
        CHECK(parts == whole);
    }
    const auto none = database.page({.after = ListPlace{"2026-01-01T00:00:00Z", ""}});
    REQUIRE(none.has_value());
    CHECK(none->rows.empty());
    CHECK_FALSE(none->last.has_value());
    CHECK_FALSE(none->more);
}

PLACE_TEST_CASE("What began in the same second is listed by when it was stored, the last first",
                "[records][database][query]") {
    auto database = place.open();
    for (const int n : {4, 7, 2, 9, 1}) {
        const auto played = play(resolved, small_header(nth_attempt(n)));
        REQUIRE(database.store(*small_scenario(), small_bytes, played.log, nullptr).has_value());
    }
    CHECK(found(database, {}) == Ids{"1", "9", "2", "7", "4"});
    REQUIRE(database.erase(nth_attempt(9)).has_value());
    // The place of one that has been erased meanwhile is still known.
    const auto rest = database.page({.after = ListPlace{small_header().started_at, nth_attempt(9)}});
    REQUIRE(rest.has_value());
    REQUIRE(rest->rows.size() == 3);
    CHECK(rest->rows.front().header.id == nth_attempt(2));
}

PLACE_TEST_CASE("A part that cannot be read is passed over, not read for ever", "[records][database][query]") {
    auto database = place.open();
    keep_six(database);
    place.run("UPDATE rapport_attempts SET header = '{' WHERE id = '" + nth_attempt(5) + "'");
    const auto page = database.page({.limit = 1, .after = ListPlace{"2026-03-06T09:00:00Z", nth_attempt(6)}});
    REQUIRE(page.has_value());
    CHECK(page->rows.empty());
    REQUIRE(page->unreadable.size() == 1);
    CHECK(page->unreadable[0].where.file == nth_attempt(5));
    CHECK(page->last == ListPlace{"2026-03-05T09:00:00Z", nth_attempt(5)});
    CHECK(page->more);
}

PLACE_TEST_CASE("Scenarios that were played, most often first", "[records][database][query]") {
    auto database = place.open();
    CHECK(database.scenario_counts()->empty());
    keep(database, {1, resolved});
    for (const int n : {2, 3}) {
        auto header = small_header(nth_attempt(n));
        header.scenario_id = "other";
        const auto played = play(resolved, header);
        REQUIRE(database.store(*small_scenario(), small_bytes, played.log, nullptr).has_value());
    }
    const auto counts = database.scenario_counts();
    REQUIRE(counts.has_value());
    REQUIRE(counts->size() == 2);
    CHECK(counts->at(0).scenario_id == "other");
    CHECK(counts->at(0).attempts == 2);
    CHECK(counts->at(1).scenario_id == "small");
}

TEST_CASE("Ways of playing have names that can be read back", "[records][query]") {
    for (const PlayedAs p : all_played) CHECK(played_from(id(p)) == p);
    CHECK_FALSE(played_from("choice").has_value());
    CHECK_FALSE(played_from("").has_value());
}
