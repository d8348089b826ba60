// Who is practising: choosing somebody, her PIN, adding somebody, and nothing of one person left for the next.
#include "sim/records/people.h"
#include "sim/records/profiles.h"
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

std::string add(Stage& stage, const std::string& name, const std::string& pin = {}) {
    const auto person = records::add_person(*stage.services().database, {name, ""});
    REQUIRE(person.has_value());
    if (!pin.empty()) REQUIRE(records::set_pin(*stage.services().database, *person, pin).has_value());
    return "signin.person." + person->id;
}

void ask(Stage& stage) {
    stage.drive().click("bar.person");
    stage.drive().frames(2);
    REQUIRE(stage.drive().has("signin"));
}

void sign_in(Stage& stage, const std::string& row, const std::string& pin = {}) {
    ask(stage);
    stage.drive().click(row);
    if (!pin.empty()) {
        stage.drive().type(pin);
        stage.drive().press(Key::enter);
    }
    stage.drive().frames(3);
    REQUIRE_FALSE(stage.drive().has("signin"));
}

void play_one(Stage& stage) {
    stage.drive().click("rail.practice");
    stage.drive().click("library.card." + drill);
    stage.drive().click("brief.start");
    stage.drive().wait(3);
    stage.talk_by_keys();
}

std::string known_name(Stage& stage) { return records::load_preferences(stage.data()).preferences.trainee; }

} // namespace

TEST_CASE("The bar says who is practising and asks who else is", "[gui][signin]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto ann = add(stage, "Ann");
    stage.open();
    CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
    sign_in(stage, ann);
    CHECK(stage.label("bar.person") == "Ann");
    CHECK(stage.screen() == "library");
    ask(stage);
    CHECK(stage.drive().item(ann).selected);
    CHECK_FALSE(stage.drive().item("signin.own").selected);
    stage.drive().press(Key::escape);
    CHECK_FALSE(stage.drive().has("signin"));
    CHECK(stage.label("bar.person") == "Ann");
    ask(stage);
    stage.drive().click("signin.own");
    stage.drive().frames(2);
    CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
}

TEST_CASE("Who signs in sees what is hers and nothing of the last person's", "[gui][signin]") {
    Stage stage;
    const auto ann = add(stage, "Ann"), bea = add(stage, "Bea", "2580");
    stage.open();
    sign_in(stage, bea, "2580");
    play_one(stage);
    REQUIRE(stage.kept().size() == 1);
    const std::string hers = stage.kept().front().header.id;
    CHECK(stage.kept().front().header.trainee == "Bea");
    stage.drive().click("rail.progress");
    stage.drive().type("history.search", "zhang");
    CHECK(stage.drive().has("history.attempt." + hers));
    SECTION("somebody else has none of it, not even what it was searched for") {
        sign_in(stage, ann);
        CHECK(stage.screen() == "library");
        CHECK_FALSE(stage.drive().has("library.card." + drill + ".best"));
        stage.drive().click("rail.progress");
        CHECK(stage.drive().has("history.start"));
        CHECK_FALSE(stage.drive().has("history.attempt." + hers));
        sign_in(stage, bea, "2580");
        CHECK(stage.drive().has("library.card." + drill + ".best"));
        stage.drive().click("rail.progress");
        CHECK(stage.drive().item("history.search").text.empty());
        CHECK(stage.drive().has("history.attempt." + hers));
    }
    SECTION("nor has whoever does not sign in, with her debrief open before") {
        stage.drive().click("history.attempt." + hers);
        REQUIRE(stage.screen() == "debrief");
        ask(stage);
        stage.drive().click("signin.own");
        stage.drive().frames(2);
        CHECK(stage.screen() == "library");
        CHECK_FALSE(stage.drive().has("library.card." + drill + ".best"));
        CHECK(stage.kept().empty());
    }
}

TEST_CASE("A wrong PIN is told, and after several there is a wait that is counted down", "[gui][signin]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto bea = add(stage, "Bea", "2580");
    stage.open();
    auto& drive = stage.drive();
    ask(stage);
    drive.click(bea);
    CHECK_FALSE(drive.item("signin.go").enabled);
    drive.type("0000");
    CHECK(drive.item("signin.pin").text.empty()); // typed unseen
    drive.press(Key::enter);
    drive.frames(2);
    REQUIRE(drive.has("signin.error"));
    CHECK(stage.label("signin.error") == stage.words("signin.wrong"));
    CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
    for (int i = 0; i < 5; ++i) {
        drive.type("000" + std::to_string(i));
        drive.press(Key::enter);
        drive.frames(2);
    }
    const auto waiting = stage.label("signin.error");
    CHECK(waiting != stage.words("signin.wrong"));
    CHECK(waiting.find('{') == std::string::npos);
    drive.type("2580");
    CHECK_FALSE(drive.item("signin.go").enabled);
    drive.press(Key::enter);
    CHECK(drive.has("signin.pin"));
    drive.wait(3);
    CHECK(stage.label("signin.error") != waiting); // fewer seconds
    drive.wait(40);
    CHECK_FALSE(drive.has("signin.error"));
    CHECK(drive.item("signin.go").enabled);
    drive.press(Key::escape);
    CHECK_FALSE(drive.has("signin"));
    CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
}

TEST_CASE("Somebody is added with a name, and a PIN typed twice", "[gui][signin]") {
    Stage stage;
    add(stage, "Ann");
    stage.open();
    auto& drive = stage.drive();
    ask(stage);
    drive.click("signin.add");
    drive.frames(2);
    CHECK_FALSE(drive.item("signin.create").enabled);
    SECTION("without one") {
        drive.type("小李");
        drive.press(Key::enter);
        drive.frames(3);
        CHECK(stage.label("bar.person") == "小李");
    }
    SECTION("with one, which is asked for from then on") {
        drive.type("小李");
        drive.type("signin.new_pin", "2580");
        drive.type("signin.again", "2581");
        drive.click("signin.create");
        drive.frames(2);
        CHECK(stage.label("signin.error") == stage.words("signin.differ"));
        drive.clear("signin.again");
        drive.type("signin.again", "2580");
        drive.click("signin.create");
        drive.frames(3);
        CHECK(stage.label("bar.person") == "小李");
        stage.open(); // another driver: `drive` is no more
        ask(stage);
        stage.drive().click("signin.person." + records::person_named(*stage.services().database, "小李")->id);
        CHECK(stage.drive().has("signin.pin"));
    }
    SECTION("a PIN that is too short adds nobody") {
        drive.type("小李");
        drive.type("signin.new_pin", "25");
        drive.type("signin.again", "25");
        drive.press(Key::enter);
        drive.frames(2);
        CHECK(stage.label("signin.error") ==
              stage.app().words(Diagnostic::error("pin_too_short").with("least", "4")).message);
        CHECK(records::people(*stage.services().database)->size() == 1);
    }
    SECTION("nobody is added twice") {
        drive.type("Ann");
        drive.press(Key::enter);
        drive.frames(2);
        CHECK(drive.has("signin.error"));
        CHECK(records::people(*stage.services().database)->size() == 1);
        drive.click("signin.back");
        drive.frames(2);
        CHECK(drive.has("signin.own"));
        CHECK_FALSE(drive.has("signin.error"));
    }
}

TEST_CASE("Many people are searched through", "[gui][signin]") {
    Stage stage;
    for (int i = 0; i < 8; ++i) add(stage, "Person " + std::to_string(i));
    stage.open();
    ask(stage);
    CHECK_FALSE(stage.drive().has("signin.search"));
    stage.drive().press(Key::escape);
    for (int i = 8; i < 12; ++i) add(stage, "Person " + std::to_string(i));
    ask(stage);
    auto& drive = stage.drive();
    const auto seen = drive.ids("signin.person.").size();
    CHECK(seen < 12);
    CHECK(stage.label("signin.more") == stage.app().tr("signin.more", {{"count", std::to_string(12 - seen)}}));
    drive.type("signin.search", "PERSON 11");
    CHECK(drive.ids("signin.person.").size() == 1);
    drive.type("x");
    CHECK(drive.ids("signin.person.").empty());
    CHECK(drive.has("signin.none"));
    drive.press(Key::backspace);
    drive.press(Key::enter);
    drive.frames(3);
    CHECK(stage.label("bar.person") == "Person 11");
}

TEST_CASE("A conversation is left first, and waits for whoever began it", "[gui][signin]") {
    Stage stage;
    const auto ann = add(stage, "Ann"), bea = add(stage, "Bea", "2580");
    stage.open();
    auto& drive = stage.drive();
    sign_in(stage, bea, "2580");
    drive.click("library.card." + drill);
    drive.click("brief.start");
    drive.wait(3);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    drive.wait(3);
    ask(stage);
    CHECK(stage.label("signin.leave_words") == stage.words("signin.leave_words"));
    drive.click("signin.stay");
    CHECK(stage.screen() == "conversation");
    ask(stage);
    drive.click("signin.leave");
    drive.frames(2);
    CHECK(stage.screen() == "library");
    drive.click(ann);
    drive.frames(3);
    CHECK(stage.label("bar.person") == "Ann");
    CHECK(drive.ids("library.resume.").empty());
    ask(stage);
    drive.click("signin.own");
    drive.frames(3);
    CHECK(drive.ids("library.resume.").empty());
    sign_in(stage, bea, "2580");
    CHECK_FALSE(drive.ids("library.resume.").empty());
}

TEST_CASE("The desk's own name stays in the preferences, whoever is signed in", "[gui][signin]") {
    Stage stage;
    stage.services().preferences.trainee = "Desk 4";
    const auto ann = add(stage, "Ann");
    stage.open();
    sign_in(stage, ann);
    stage.drive().click("bar.theme");
    CHECK(known_name(stage) == "Desk 4");
    stage.drive().click("rail.settings");
    CHECK_FALSE(stage.drive().has("settings.name"));
    CHECK(stage.label("settings.signed_in").find("Ann") != std::string::npos);
    stage.drive().click("settings.sign_out");
    stage.drive().frames(2);
    CHECK(stage.label("bar.person") == "Desk 4");
    stage.drive().click("rail.settings");
    CHECK(stage.drive().item("settings.name").text == "Desk 4");
}

TEST_CASE("Where nothing is kept nobody can sign in, and it is said why", "[gui][signin]") {
    Stage stage({.data_in_the_way = true});
    stage.open();
    stage.drive().press(Key::enter); // the notice at the start
    stage.drive().frames(2);
    REQUIRE_FALSE(stage.drive().has("unkept.dialog"));
    stage.drive().click("bar.person");
    stage.drive().frames(2);
    CHECK_FALSE(stage.drive().has("signin"));
    CHECK(stage.drive().has("unkept.dialog"));
}

TEST_CASE("The dialog fits the smallest window with the largest text", "[gui][signin]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .text_scale = 200, .width = 1024, .height = 700});
    for (int i = 0; i < 12; ++i) add(stage, "Person " + std::to_string(i), i == 0 ? "2580" : "");
    stage.open();
    auto& drive = stage.drive();
    ask(stage);
    drive.frames(2);
    const auto fits = [&] {
        for (const auto& id : drive.ids("signin.")) {
            INFO(id);
            CHECK(drive.item(id).rect.right <= 1024);
            CHECK(drive.item(id).rect.bottom <= 700);
        }
    };
    fits();
    CHECK(drive.duplicates() == std::vector<std::string>{});
    drive.click("signin.add");
    drive.frames(3);
    fits();
}
