// What the team's server has not been told yet, in the top bar.
#include "sim/records/team.h"
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace rapport;
using namespace rapport::gui;

TEST_CASE("Without a team nothing is said about sending", "[gui][sync]") {
    Stage stage;
    stage.play(drill);
    stage.open();
    CHECK_FALSE(stage.drive().has("bar.sync"));
    CHECK_FALSE(stage.app().in_team());
}

TEST_CASE("What waits, and since when the server does not answer, in both languages", "[gui][sync]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.play(drill);
    // Nobody listens there.
    REQUIRE(records::join_team(stage.data(), "postgresql://desk@127.0.0.1:1/rapport").has_value());
    stage.open();
    CHECK(stage.app().in_team());
    auto& drive = stage.drive();
    const std::string away = language == Language::zh ? " 起连不上服务器" : ", server unreachable since ";
    while (!drive.has("bar.sync") || stage.label("bar.sync").find(away) == std::string::npos) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        drive.frames(1);
    }
    const std::string words = stage.label("bar.sync");
    CHECK(words.find('{') == std::string::npos);
    drive.click("bar.sync");
    CHECK(stage.label("trouble.message").find("127.0.0.1") != std::string::npos);
    drive.press(Key::enter);
    CHECK_FALSE(drive.has("trouble.message"));
}
