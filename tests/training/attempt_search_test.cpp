// Finding past attempts by words, part by part.
#include "sim/training/attempt_search.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::AttemptFilter;
using training::AttemptSearch;
using training::SoughtWords;

namespace {

records::AttemptHeader parcel() {
    auto header = small_header("1a2b3c4d-0000-4000-8000-000000000001");
    header.scenario_id = "late-parcel";
    header.scenario_title = {"A late parcel", "迟到的包裹"};
    header.trainee = "Zoë 王芳";
    return header;
}

bool finds(std::string_view words, Language language = Language::en) {
    return SoughtWords(words, language).in(parcel());
}

void keep(records::Database& database, int number, const std::string& trainee) {
    auto header = small_header("33333333-0000-4000-8000-0000000000" + std::to_string(10 + number));
    header.started_at = "2026-03-02T09:00:" + std::to_string(10 + number) + "Z";
    header.trainee = trainee;
    const auto played = play({"a", "a"}, header);
    REQUIRE(database.store(*small_scenario(), small_bytes, played.log, nullptr).has_value());
}

} // namespace

TEST_CASE("Words are found in the title one reads, the scenario's id and the name", "[training][search]") {
    CHECK(finds("parcel"));
    CHECK(finds("PARCEL late"));
    CHECK(finds("late-par"));
    CHECK(finds("zoë"));
    CHECK(finds("王"));
    CHECK(finds(""));
    CHECK(finds("  \t "));
    CHECK_FALSE(finds("parcels"));
    CHECK_FALSE(finds("parcel phone"));
    CHECK(finds("迟到", Language::zh));
    CHECK(finds("遲到", Language::zh));       // as written in Taiwan
    CHECK(finds("包裹　王芳", Language::zh)); // parted by a wide blank
    CHECK_FALSE(finds("迟到", Language::en));
}

TEST_CASE("An attempt's id is found by its beginning only", "[training][search]") {
    CHECK(finds("1a2b"));
    CHECK(finds("1A2B3C4D-0000"));
    CHECK_FALSE(finds("2b3c"));
}

TEST_CASE("A scenario with one language is found by the title it has", "[training][search]") {
    auto header = parcel();
    header.scenario_title[1].clear();
    CHECK(SoughtWords("parcel", Language::zh).in(header));
}

TEST_CASE("No word is found across two places", "[training][search]") {
    CHECK_FALSE(finds("parcellate"));
    CHECK_FALSE(finds("late-parcelzoë"));
}

TEST_CASE("Outcomes are turned on and off by their names", "[training][search]") {
    AttemptFilter filter;
    CHECK(filter.empty());
    CHECK(filter.takes_kept());
    CHECK(filter.takes_unfinished());
    CHECK(training::set_outcome(filter, "unfinished", true));
    CHECK_FALSE(filter.takes_kept());
    CHECK(training::set_outcome(filter, "lost", true));
    CHECK(training::set_outcome(filter, "resolved", true));
    CHECK(training::set_outcome(filter, "resolved", true));
    CHECK(filter.query.outcomes == std::vector{scoring::Outcome::resolved, scoring::Outcome::lost});
    CHECK(filter.takes_kept());
    CHECK(filter.takes_unfinished());
    CHECK(training::set_outcome(filter, "unfinished", false));
    CHECK_FALSE(filter.takes_unfinished());
    CHECK(training::has_outcome(filter, "lost"));
    CHECK_FALSE(training::has_outcome(filter, "abandoned"));
    CHECK(training::set_outcome(filter, "abandoned", true));
    CHECK(training::has_outcome(filter, "abandoned"));
    for (const char* id : {"lost", "resolved", "abandoned"}) CHECK(training::set_outcome(filter, id, false));
    CHECK(filter.empty());
    CHECK_FALSE(training::set_outcome(filter, "won", true));
    CHECK_FALSE(training::has_outcome(filter, "won"));
}

TEST_CASE("A drill that is still open is held to the same filter", "[training][search]") {
    auto header = parcel();
    const auto fits = [&](const AttemptFilter& filter) {
        return training::fits(filter, SoughtWords(filter.words, Language::en), header);
    };
    CHECK(fits({}));
    CHECK(fits({.words = "parcel"}));
    CHECK_FALSE(fits({.words = "phone"}));
    CHECK_FALSE(fits({.query = {.scenario_id = "late"}}));
    CHECK(fits({.query = {.played = records::PlayedAs::chosen}}));
    CHECK_FALSE(fits({.query = {.played = records::PlayedAs::typed}}));
    CHECK(fits({.query = {.since = header.started_at, .until = header.started_at}}));
    CHECK_FALSE(fits({.query = {.since = "2026-03-02T09:00:01Z"}}));
    CHECK_FALSE(fits({.query = {.until = "2026-03-02T08:59:59Z"}}));
}

TEST_CASE("A search goes on where it stopped, and tells how far it has looked", "[training][search]") {
    const Place place(On::file);
    auto database = place.open();
    for (int i = 0; i < 9; ++i) keep(database, i, i % 3 == 0 ? "Ana" : "Ben");
    SECTION("rows as they come, no more than asked for") {
        AttemptSearch search({}, Language::en);
        REQUIRE(search.look(database, 4, 0).has_value());
        CHECK(search.found().size() == 4);
        CHECK(search.looked() == 4);
        CHECK_FALSE(search.done());
        REQUIRE(search.look(database, 5, 0).has_value());
        CHECK(search.found().size() == 9);
        CHECK(search.done());
    }
    SECTION("words, a few rows at a time") {
        AttemptSearch search({.words = "ana"}, Language::en);
        REQUIRE(search.look(database, 100, 4).has_value());
        CHECK(search.looked() == 4);
        CHECK(search.found().size() == 1); // of 8, 7, 6, 5
        REQUIRE(search.look(database, 100, 4).has_value());
        CHECK(search.looked() == 8);
        CHECK(search.found().size() == 2);
        REQUIRE(search.look(database, 100, 4).has_value());
        CHECK(search.done());
        CHECK(search.looked() == 9);
        REQUIRE(search.found().size() == 3);
        CHECK(search.found()[2].header.trainee == "Ana");
        CHECK(search.found()[0].header.started_at > search.found()[2].header.started_at);
    }
    SECTION("only unfinished ones: the database is not asked at all") {
        AttemptSearch search({.unfinished = true}, Language::en);
        CHECK(search.done());
        REQUIRE(search.look(database, 4, 0).has_value());
        CHECK(search.found().empty());
    }
    SECTION("what cannot be read is named and passed over") {
        place.run("UPDATE rapport_attempts SET header = '{' WHERE trainee = 'Ben'");
        AttemptSearch search({.words = "ana"}, Language::en);
        REQUIRE(search.look(database, 100, 0).has_value());
        CHECK(search.done());
        CHECK(search.found().size() == 3);
        CHECK(search.unreadable().size() == 6);
    }
}
