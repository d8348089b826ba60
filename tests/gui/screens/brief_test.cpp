// The brief: what is known, a breath, and the start.
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {} // namespace

TEST_CASE("The start is in sight without scrolling and begins with Enter", "[gui][brief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    const int scale = GENERATE(100, 150);
    Stage stage({.language = language, .text_scale = scale, .width = 1280, .height = 800});
    stage.open();
    stage.drive().click("library.card." + drill);
    REQUIRE(stage.screen() == "brief");
    const Item start = stage.drive().item("brief.start");
    CHECK(start.seen.height() == Approx(start.rect.height()));
    stage.drive().press(Key::enter);
    CHECK(stage.screen() == "conversation");
}

TEST_CASE("Esc leads back to the library", "[gui][brief]") {
    Stage stage;
    stage.open();
    stage.drive().click("library.card." + drill);
    stage.drive().press(Key::escape);
    CHECK(stage.screen() == "library");
}

TEST_CASE("A breath takes ten seconds, in and out, and can be skipped", "[gui][brief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.open();
    stage.drive().click("library.card." + drill);
    stage.drive().click("brief.breathe");
    CHECK(stage.label("brief.breathing") == stage.words("brief.breathe_in"));
    CHECK_FALSE(stage.drive().has("brief.start"));
    stage.drive().wait(5);
    CHECK(stage.label("brief.breathing") == stage.words("brief.breathe_out"));
    SECTION("to the end") {
        stage.drive().wait(6);
        stage.drive().frames(2);
        CHECK(stage.drive().has("brief.start"));
        CHECK(stage.drive().ui().focus() == "brief.start");
    }
    SECTION("skipped") {
        stage.drive().click("brief.breathe_skip");
        CHECK(stage.drive().has("brief.start"));
    }
}

TEST_CASE("A note stands before the start where the scenario has one", "[gui][brief]") {
    Stage stage({.real_library = false});
    std::string bytes =
        tests::contents(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "library" / "late-order-chat.json");
    const auto at = bytes.find("\"summary\"");
    REQUIRE(at != std::string::npos);
    bytes.insert(at, R"("note": {"en": "Someone has died.", "zh": "有人去世。"}, )");
    stage.put("late-order-chat.json", bytes);
    stage.open();
    stage.drive().click("library.card.late-order-chat");
    CHECK(stage.label("brief.note") == "Someone has died.");
    stage.drive().click("bar.language.zh");
    CHECK(stage.label("brief.note") == "有人去世。");
}

TEST_CASE("A scenario that broke since the library was read says so and does no harm", "[gui][brief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.open();
    stage.put(drill + ".json", "{\"format\": 1");
    stage.drive().click("library.card." + drill);
    CHECK(stage.drive().has("trouble.message"));
    while (stage.drive().has("trouble.ok")) stage.drive().click("trouble.ok");
    CHECK_FALSE(stage.drive().has("brief.start"));
    stage.drive().click("brief.back");
    CHECK(stage.screen() == "library");
}

TEST_CASE("What cannot be started is told, and nothing is left behind", "[gui][brief]") {
    Stage stage;
    stage.open();
    stage.drive().click("library.card." + drill);
    stage.put(drill + ".json", "{\"format\": 1");
    stage.drive().click("brief.start");
    CHECK(stage.drive().has("trouble.message"));
    CHECK(stage.screen() == "brief");
    CHECK(training::unfinished(stage.services()).entries.empty());
}
