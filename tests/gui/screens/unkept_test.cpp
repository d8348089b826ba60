// Where nothing can be kept: the window opens, says so, and lets people practise all the same.
#include "tests/gui/screens/stage.h"
#include "tests/records/faults.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

void begin_unkept(Stage& stage) {
    stage.drive().click("library.card." + drill);
    stage.drive().click("brief.start");
}

} // namespace

TEST_CASE("With a data folder that cannot be used the window opens and says where, what and what to do",
          "[gui][unkept][fault]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .data_in_the_way = true});
    stage.open();
    auto& drive = stage.drive();
    CHECK(stage.label("unkept.dialog.message").find(stage.data().string()) != std::string::npos);
    CHECK(stage.label("unkept.dialog.words").find("RAPPORT_DATA") != std::string::npos);
    CHECK_FALSE(drive.has("trouble")); // said once
    drive.press(Key::enter);
    CHECK_FALSE(drive.has("unkept.dialog"));
    CHECK(stage.label("unkept.words") == stage.words("unkept.strip"));
    drive.click("unkept.why");
    CHECK(drive.has("unkept.dialog"));
    drive.press(Key::escape);

    // A whole practice, with its debrief, and its place among the past ones while the window is open.
    begin_unkept(stage);
    REQUIRE(stage.screen() == "conversation");
    stage.talk_by_keys();
    CHECK(drive.has("unkept.words"));
    drive.click("rail.progress");
    CHECK(drive.ids("history.attempt.").size() == 1);
    // Nothing is promised.
    drive.click("rail.settings");
    CHECK(stage.label("settings.data_words") == stage.words("unkept.words"));
    CHECK_FALSE(drive.has("settings.data_folder"));

    // Gone with the window; what was in the way is untouched.
    const auto passing = stage.services().data;
    CHECK(std::filesystem::exists(passing));
    stage.close();
    CHECK_FALSE(std::filesystem::exists(passing));
    CHECK(tests::contents(stage.data()) == "in the way");
}

TEST_CASE("A practice that is not kept does not promise to be there later", "[gui][unkept]") {
    Stage stage({.data_in_the_way = true});
    stage.open();
    stage.drive().press(Key::enter);
    begin_unkept(stage);
    stage.drive().press(Key::digit1);
    stage.drive().press(Key::enter);
    stage.drive().press(Key::escape);
    CHECK(stage.label("conversation.paused_words") == stage.words("conversation.paused_unkept"));
}

TEST_CASE("The strip leaves room for itself at the largest text in the smallest window", "[gui][unkept]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .text_scale = 200, .width = 1024, .height = 700, .data_in_the_way = true});
    stage.open();
    stage.drive().press(Key::enter);
    const auto words = stage.drive().item("unkept.words").rect, why = stage.drive().item("unkept.why").rect;
    CHECK(why.right <= 1024);
    CHECK(words.right <= why.left);
    stage.drive().click("library.card." + drill);
    CHECK(stage.screen() == "brief");
}

TEST_CASE("No room for a drill: told, and offered without being kept", "[gui][unkept][fault]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.play(drill, Play::mixed);
    stage.open();
    {
        const tests::FileSizeLimit full(16);
        begin_unkept(stage);
        CHECK(stage.screen() == "brief");
        CHECK(stage.drive().has("unkept.offer.message"));
    }
    SECTION("not now") {
        stage.drive().press(Key::enter);
        CHECK(stage.screen() == "brief");
        CHECK_FALSE(stage.drive().has("unkept.words"));
        CHECK(stage.kept().size() == 1);
    }
    SECTION("yes: it begins at once, and what was kept is left alone") {
        stage.drive().click("unkept.accept");
        CHECK(stage.screen() == "conversation");
        stage.talk_by_keys();
        CHECK(stage.drive().has("unkept.words"));
        CHECK(tests::files_in(stage.data() / "journal") == 0);
        stage.close();
        CHECK(stage.kept().size() == 1);
    }
}

TEST_CASE("Without any room at all the window can still be looked at", "[gui][unkept][fault]") {
    Stage stage({.data_in_the_way = true});
    auto& services = stage.services(); // as they are where a passing folder could not be made either
    services.data = stage.data();
    services.database = nullptr;
    services.database_problem = services.data_problem;
    services.passing = nullptr;
    stage.open();
    stage.drive().press(Key::enter);
    CHECK(stage.label("unkept.words") == stage.words("unkept.strip_closed"));
    while (stage.drive().has("trouble")) stage.drive().press(Key::enter);
    begin_unkept(stage);
    CHECK(stage.screen() == "brief");
    CHECK(stage.drive().has("trouble.message"));
}
