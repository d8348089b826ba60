// Past attempts: opening, resuming, deleting with a second thought.
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

void open_history(Stage& stage) {
    stage.open();
    stage.drive().click("rail.progress");
    REQUIRE(stage.screen() == "history");
}

} // namespace

TEST_CASE("Without attempts the page says what will be here, and leads to a drill", "[gui][history]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    open_history(stage);
    CHECK(stage.drive().ids("history.attempt.").empty());
    stage.drive().click("history.start");
    CHECK(stage.screen() == "library");
}

TEST_CASE("Attempts are listed newest first and open their debrief", "[gui][history]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto first = stage.play(drill, Play::weak);
    const auto second = stage.play("late-order-chat", Play::mixed);
    open_history(stage);
    CHECK(stage.drive().ids("history.attempt.") ==
          std::vector<std::string>{"history.attempt." + second, "history.attempt." + first});
    stage.drive().click("history.attempt." + first);
    CHECK(stage.screen() == "debrief");
    stage.drive().press(Key::escape); // back to where it was opened from
    CHECK(stage.screen() == "history");
}

TEST_CASE("What the program played itself is marked so", "[gui][history]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto own = stage.play("late-order-chat", Play::mixed);
    const auto policy = stage.play_by_program("late-order-chat");
    open_history(stage);
    const auto mark = stage.words("name.by_program");
    CHECK(stage.drive().item("history.attempt." + policy).text.find(mark) != std::string::npos);
    CHECK(stage.drive().item("history.attempt." + own).text.find(mark) == std::string::npos);
}

TEST_CASE("An unfinished attempt resumes from here too", "[gui][history]") {
    Stage stage;
    const auto attempt = stage.leave_unfinished(drill, 1);
    open_history(stage);
    stage.drive().click("history.unfinished." + attempt);
    CHECK(stage.screen() == "conversation");
}

TEST_CASE("Deleting asks first", "[gui][history]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto gone = stage.play(drill, Play::weak);
    const auto stays = stage.play(drill, Play::model);
    open_history(stage);
    stage.drive().click("history.delete." + gone);
    REQUIRE(stage.drive().has("history.confirm"));
    SECTION("keep") {
        stage.drive().click("history.keep");
        CHECK(stage.kept().size() == 2);
    }
    SECTION("Esc keeps as well") {
        stage.drive().press(Key::escape);
        CHECK_FALSE(stage.drive().has("history.confirm"));
        CHECK(stage.kept().size() == 2);
    }
    SECTION("Enter, pressed without looking, keeps") {
        stage.drive().press(Key::enter);
        CHECK(stage.kept().size() == 2);
    }
    SECTION("delete") {
        stage.drive().click("history.erase");
        REQUIRE(stage.kept().size() == 1);
        CHECK(stage.kept().front().header.id == stays);
        CHECK_FALSE(stage.drive().has("history.attempt." + gone));
        CHECK_FALSE(stage.drive().has("history.confirm"));
    }
}

TEST_CASE("More than a page is shown on request", "[gui][history]") {
    Stage stage;
    for (int i = 0; i < 52; ++i) stage.play(drill, Play::weak);
    open_history(stage);
    CHECK(stage.drive().ids("history.attempt.").size() == 50);
    stage.drive().click("history.more");
    stage.drive().frames(2);
    CHECK(stage.drive().ids("history.attempt.").size() == 52);
    CHECK_FALSE(stage.drive().has("history.more"));
}

TEST_CASE("Without a database the page says so instead of looking empty", "[gui][history]") {
    Stage stage;
    stage.open();
    stage.services().database = nullptr;
    stage.drive().click("rail.progress");
    CHECK(stage.drive().has("history.no_database"));
}
