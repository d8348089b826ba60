#include "sim/records/content_hash.h"
#include "sim/training/services.h"
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
