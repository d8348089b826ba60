#include "sim/training/drill.h"
#include "sim/training/library.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::read_library;

TEST_CASE("A card of the library shows what the scenario says", "[training][library]") {
    Desk desk;
    const auto folder = desk.scenario().parent_path();
    auto library = read_library(desk.services(), folder);
    REQUIRE(library.entries.size() == 1);
    CHECK(library.diagnostics.empty());
    const auto& e = library.entries[0];
    CHECK(e.usable);
    CHECK(e.id == "short-drill");
    CHECK(e.version == 2);
    CHECK(e.title.best(Language::zh) == "包裹迟到");
    CHECK(e.summary.best(Language::en) == "Three days late.");
    CHECK(e.note.empty());
    CHECK(e.channel == dialogue::Channel::phone);
    CHECK(e.industry == "e-commerce");
    CHECK(e.module == "m1");
    CHECK(e.family == "late");
    CHECK(e.difficulty == 1);
    CHECK(e.minutes == 2);
    CHECK(e.grades.has(scoring::Behaviour::restate));
    CHECK_FALSE(e.grades.has(scoring::Behaviour::apologise));
    CHECK((e.languages[0] && e.languages[1]));
    CHECK_FALSE(e.best.has_value());
    CHECK(library.find("short-drill") == &e);
    CHECK(library.find("none") == nullptr);
}

TEST_CASE("The best result is the card's", "[training][library]") {
    Desk desk;
    const auto path = desk.scenario();
    auto library = read_library(desk.services(), path.parent_path());
    for (const auto& story : std::vector<std::vector<std::string>>{{"b", "a", "b"}, good_story, {"c", "b"}}) {
        auto drill = training::Drill::start(desk.services(), path, seven, 0);
        say(*drill, story);
        REQUIRE(drill->stored());
    }
    training::refresh_best(desk.services(), library);
    REQUIRE(library.entries[0].best.has_value());
    CHECK(library.entries[0].best->plays == 3);
    std::optional<std::int32_t> best;
    const auto rows = desk.services().database->list();
    for (const auto& row : *rows) best = std::max(best, row.total);
    CHECK(library.entries[0].best->total == best);
    CHECK(*best > 9000);
}

TEST_CASE("A broken file stays in the list, last, with its reasons", "[training][library]") {
    Desk desk;
    desk.scenario("a-broken.json", "\"format\": 1", "\"format\": 7");
    put(desk.folder() / "b-broken.json", "{");
    put(desk.folder() / "notes.txt", "not a scenario");
    put(desk.folder() / ".hidden.json", "{");
    desk.scenario();
    const auto library = read_library(desk.services(), desk.folder().path());
    std::vector<std::string> names;
    for (const auto& e : library.entries) names.push_back(e.path.filename().string());
    // data/preferences.json does not exist in this desk
    CHECK(names == std::vector<std::string>{"short-drill.json", "a-broken.json", "b-broken.json"});
    CHECK(library.entries[0].usable);
    for (const std::size_t i : {1U, 2U}) {
        CHECK_FALSE(library.entries[i].usable);
        REQUIRE_FALSE(library.entries[i].diagnostics.empty());
        CHECK(library.entries[i].diagnostics[0].severity == Severity::error);
    }
}

TEST_CASE("Two files with one id are both there, and it is said", "[training][library]") {
    Desk desk;
    desk.scenario();
    desk.scenario("twin.json", "\"version\": 2", "\"version\": 3");
    const auto library = read_library(desk.services(), desk.folder().path());
    CHECK(library.entries.size() == 2);
    CHECK(codes(library.diagnostics) == std::vector<std::string>{"library_id_twice"});
}

TEST_CASE("No folder, no cards, and the reason", "[training][library]") {
    Desk desk;
    const auto library = read_library(desk.services(), desk.folder() / "nowhere");
    CHECK(library.entries.empty());
    CHECK(codes(library.diagnostics) == std::vector<std::string>{"library_folder_unreadable"});
}

TEST_CASE("Every scenario we ship can be played", "[training][library]") {
    Desk desk;
    const auto library = read_library(desk.services(), desk.services().library_folder());
    REQUIRE_FALSE(library.entries.empty());
    for (const auto& e : library.entries) {
        INFO(e.path.string() << (e.diagnostics.empty() ? "" : " " + e.diagnostics[0].code));
        CHECK(e.usable);
    }
    CHECK(library.diagnostics.empty());
}
