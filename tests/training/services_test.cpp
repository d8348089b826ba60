#include "sim/records/content_hash.h"
#include "sim/training/services.h"
#include "tests/records/faults.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;

TEST_CASE("Services bring everything a drill needs", "[training][services]") {
    Desk desk;
    const auto& s = desk.services();
    CHECK(s.database);
    CHECK(s.notices.empty());
    CHECK(s.mood->version >= 1);
    CHECK(s.mood_hash == records::content_hash(contents(s.product / "assets/models/mood.json")));
    CHECK(std::filesystem::is_directory(s.library_folder()));
    CHECK(s.data == desk.data());
}

TEST_CASE("What reads typed replies is loaded when it is asked for, once for all", "[training][services]") {
    const Folder folder;
    auto opened = training::open_services({.product = RAPPORT_SOURCE_DIR, .data = folder / "data"});
    REQUIRE(opened.has_value());
    const training::Services copy = *opened;
    const auto grader = opened->grader();
    REQUIRE(grader.has_value());
    CHECK_FALSE(grader->version.empty());
    CHECK(copy.grader()->recogniser == grader->recogniser);
    CHECK(grader->recogniser->read("I'm sorry.", {}).labels[scoring::Behaviour::apologise] == 1);
}

TEST_CASE("A database that cannot be opened does not stop the program", "[training][services][fault]") {
    Desk desk;
    desk.break_database();
    const auto& s = desk.services();
    CHECK_FALSE(s.database);
    REQUIRE(s.database_problem.has_value());
    CHECK(s.database_problem->code == "database_damaged");
    CHECK(codes(s.notices) == std::vector<std::string>{"database_damaged"});
}

TEST_CASE("Without a data folder or a mood table there is no start", "[training][services][fault]") {
    const Folder folder;
    put(folder / "file", "in the way");
    auto opened = training::open_services({.product = RAPPORT_SOURCE_DIR, .data = folder / "file"});
    REQUIRE_FALSE(opened.has_value());
    CHECK(codes(opened.error()) == std::vector<std::string>{"folder_unwritable"});
    opened = training::open_services({.product = folder.path(), .data = folder / "data"});
    REQUIRE_FALSE(opened.has_value());
    CHECK_FALSE(opened.error().empty());
}

TEST_CASE("Whoever wants to go on without a data folder plays in one that passes", "[training][services][fault]") {
    const Folder folder;
    put(folder / "file", "in the way");
    std::filesystem::path passing;
    {
        auto opened =
            training::open_services({.product = RAPPORT_SOURCE_DIR, .data = folder / "file", .kept_or_not = true});
        REQUIRE(opened.has_value());
        REQUIRE(opened->data_problem.has_value());
        CHECK(opened->data_problem->code == "folder_unwritable");
        CHECK(opened->data_problem->arg("path") == (folder / "file").string());
        CHECK(opened->notices.empty()); // told once, by data_problem
        CHECK(opened->database);
        CHECK_FALSE(opened->database_problem.has_value());
        passing = opened->data;
        CHECK(passing != folder / "file");
        auto drill = training::Drill::start(*opened, opened->library_folder() / "late-order-chat.json", seven, 0);
        REQUIRE(drill.has_value());
        opened = std::unexpected(Diagnostics{}); // a running drill holds its folder
        CHECK(drill->choose_at(0, 5000).has_value());
    }
    CHECK_FALSE(std::filesystem::exists(passing));
    CHECK(contents(folder / "file") == "in the way");
}

TEST_CASE("A disk so full that not even the records open is a data folder that cannot be used",
          "[training][services][fault]") {
    const Folder folder;
    std::optional<FileSizeLimit> full(16);
    std::filesystem::create_directories(folder / "data");
    const training::Places places{.product = RAPPORT_SOURCE_DIR, .data = folder / "data"};
    auto strict = training::open_services(places);
    REQUIRE(strict.has_value());
    CHECK(codes(strict->notices) == std::vector<std::string>{"disk_full"});
    CHECK_FALSE(strict->data_problem.has_value());
    auto kind = places;
    kind.kept_or_not = true;
    auto opened = training::open_services(kind);
    REQUIRE(opened.has_value());
    REQUIRE(opened->data_problem.has_value());
    CHECK(opened->data_problem->code == "disk_full");
    CHECK(opened->data_problem->arg("reason").find("sqlite") == std::string_view::npos); // the system's words
}

TEST_CASE("Without room even for a passing folder the services say so and can be looked at",
          "[training][services][fault]") {
    const Folder folder;
    put(folder / "file", "in the way");
    const FileSizeLimit full(16);
    const auto opened =
        training::open_services({.product = RAPPORT_SOURCE_DIR, .data = folder / "file", .kept_or_not = true});
    REQUIRE(opened.has_value());
    CHECK(opened->data_problem->code == "folder_unwritable");
    CHECK_FALSE(opened->passing);
    CHECK_FALSE(opened->database);
    CHECK(codes(opened->notices) == std::vector<std::string>{"disk_full"});
    CHECK(training::recover(*opened).stored == 0);
    CHECK_FALSE(training::Drill::start(*opened, opened->library_folder() / "late-order-chat.json", seven, 0));
}

TEST_CASE("Preferences are still read from a folder that cannot be written to", "[training][services][fault]") {
    Desk desk;
    auto mine = desk.services().preferences;
    mine.theme = records::Theme::dark;
    REQUIRE(records::save_preferences(desk.data(), mine).has_value());
    desk.restart();
    auto services = desk.services();
    REQUIRE(training::play_unkept(services, Diagnostic::error("folder_unwritable")).has_value());
    CHECK(services.preferences.theme == records::Theme::dark);
    CHECK(services.data != desk.data());
    CHECK(services.database->list()->empty());
    CHECK(desk.services().data == desk.data()); // whoever holds the old ones keeps them
}

TEST_CASE("Damaged preferences are told once", "[training][services]") {
    Desk desk;
    put(desk.data() / "preferences.json", "{");
    desk.restart();
    CHECK(codes(desk.services().notices) == std::vector<std::string>{"preferences_damaged"});
    desk.restart();
    CHECK(desk.services().notices.empty());
}

TEST_CASE("The product is found from the source tree", "[training][services]") {
    const auto found = training::product_folder("/proc/self/exe");
    REQUIRE(found.has_value());
    CHECK(std::filesystem::exists(*found / "assets" / "models" / "mood.json"));
}

TEST_CASE("A finished drill waits for the records it was played for", "[training][services]") {
    Desk desk;
    desk.break_database();
    {
        auto drill = training::Drill::start(desk.services(), desk.scenario(), seven, 0);
        REQUIRE(drill.has_value());
        say(*drill, good_story);
        CHECK_FALSE(drill->stored());
    }
    const auto opened = [&](const std::filesystem::path& data, const std::optional<std::string>& database) {
        auto services = training::open_services({.product = RAPPORT_SOURCE_DIR, .data = data, .database = database});
        REQUIRE(services.has_value());
        return *services;
    };
    const auto other = opened(desk.data(), (desk.folder() / "other.db").string());
    auto left = training::recover(other);
    CHECK(left.stored == 0);
    REQUIRE(codes(left.diagnostics) == std::vector<std::string>{"drills_wait_elsewhere"});
    CHECK(left.diagnostics[0].severity == Severity::note);
    CHECK(left.diagnostics[0].arg("path") == (desk.data() / "rapport.db").string());
    CHECK(left.diagnostics[0].arg("count") == "1");
    CHECK(other.database->list()->empty());
    // The data folder may move with all that is in it, and the file may be named in full.
    desk.mend_database();
    desk.services() = {};
    const auto moved = desk.folder() / "moved";
    std::filesystem::rename(desk.data(), moved);
    const auto home = opened(moved, "sqlite3://" + (moved / "." / "rapport.db").string());
    left = training::recover(home);
    CHECK(left.stored == 1);
    CHECK(left.diagnostics.empty());
    CHECK(home.database->list()->size() == 1);
}

TEST_CASE("Which records a drill is for: by its path in the data folder, by its whole path, by the server's URL",
          "[training][services]") {
    const Folder folder;
    const auto place = [&](const std::optional<std::string>& database) {
        return training::open_services({.product = RAPPORT_SOURCE_DIR, .data = folder / "data", .database = database})
            ->database_place;
    };
    CHECK(place(std::nullopt) == "rapport.db");
    CHECK(place((folder / "data" / "team" / ".." / "team.db").string()) == "team.db");
    CHECK(place((folder / "team.db").string()) == (std::filesystem::canonical(folder.path()) / "team.db").string());
    CHECK(place("postgres://li@127.0.0.1:1/rapport?connect_timeout=2") == "postgresql://li@127.0.0.1:1/rapport");
}
