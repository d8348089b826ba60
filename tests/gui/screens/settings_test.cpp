// Settings take effect at once and are kept.
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

void open_settings(Stage& stage) {
    stage.open();
    stage.drive().click("rail.settings");
    REQUIRE(stage.screen() == "settings");
}

records::Preferences on_disk(Stage& stage) { return records::load_preferences(stage.data()).preferences; }

} // namespace

TEST_CASE("Each setting takes effect at once and survives a restart", "[gui][settings]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    open_settings(stage);
    stage.drive().click("settings.theme.contrast");
    CHECK(stage.drive().ui().look().theme == ThemeName::high_contrast);
    stage.drive().click("settings.leniency.150");
    stage.drive().click("settings.reading.200");
    stage.drive().click("settings.one_key");
    stage.drive().click("settings.motion"); // the stage starts with less motion
    CHECK_FALSE(stage.drive().ui().look().reduce_motion);
    stage.drive().click("settings.muted");
    const auto kept = on_disk(stage);
    CHECK(kept.theme == records::Theme::contrast);
    CHECK(kept.leniency == 150);
    CHECK(kept.reading_percent == 200);
    CHECK(kept.one_key_answers);
    CHECK_FALSE(kept.reduce_motion);
    CHECK_FALSE(kept.muted);
    open_settings(stage);
    CHECK(stage.drive().item("settings.leniency.150").selected);
}

TEST_CASE("The time allowed goes into the next attempt", "[gui][settings]") {
    Stage stage;
    open_settings(stage);
    stage.drive().click("settings.leniency.0");
    stage.drive().click("rail.practice");
    stage.drive().click("library.card.late-order-chat");
    stage.drive().press(Key::enter);
    stage.drive().wait(3);
    stage.talk_by_keys();
    REQUIRE(stage.kept().size() == 1);
    CHECK(stage.kept().front().header.leniency == 0);
}

TEST_CASE("The text grows when the pointer lets go, not under it", "[gui][settings]") {
    Stage stage;
    open_settings(stage);
    Driver& drive = stage.drive();
    const float before = drive.ui().look().text_scale;
    drive.hover("settings.text_size");
    const Rect track = drive.item("settings.text_size").rect;
    input::feed_mouse_button(0, true);
    drive.frames(2);
    input::feed_mouse(track.right - 4, track.centre_y());
    drive.frames(3);
    CHECK(drive.ui().look().text_scale == before);
    CHECK(drive.item("settings.text_size").value == 200);
    CHECK(drive.item("settings.text_size").rect.left == track.left);
    input::feed_mouse_button(0, false);
    drive.frames(4);
    CHECK(drive.ui().look().text_scale == Approx(2.0F));
    CHECK(on_disk(stage).text_scale == 200);
    SECTION("with the arrow keys at once") {
        stage.tab_to("settings.text_size");
        drive.press(Key::left);
        CHECK(drive.ui().look().text_scale == Approx(1.9F));
    }
}

TEST_CASE("The name is kept when the field is left", "[gui][settings]") {
    Stage stage;
    open_settings(stage);
    stage.drive().type("settings.name", "李娜");
    CHECK(on_disk(stage).trainee.empty());
    stage.drive().tab();
    CHECK(on_disk(stage).trainee == "李娜");
    CHECK(stage.label("bar.person") == "李娜");
}

TEST_CASE("The volume is saved when the knob rests", "[gui][settings]") {
    Stage stage;
    open_settings(stage);
    stage.drive().click("settings.muted");
    stage.drive().drag("settings.volume", 0.8F, 0.25F);
    stage.drive().frames(2);
    CHECK(on_disk(stage).volume <= 30);
    CHECK(on_disk(stage).volume >= 20);
}

TEST_CASE("Settings that cannot be saved are told, and hold for now", "[gui][settings]") {
    Stage stage;
    open_settings(stage);
    std::filesystem::rename(stage.data(), stage.data().string() + "-away");
    tests::put(stage.data(), "a file in the way");
    stage.drive().click("settings.theme.dark");
    stage.drive().frames(2);
    CHECK(stage.drive().has("trouble.message"));
    CHECK(stage.drive().ui().look().theme == ThemeName::dark);
}
