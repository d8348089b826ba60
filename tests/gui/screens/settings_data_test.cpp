// "Your data" in the settings: what is kept and where, erasing everything of one's own, letting old words go.
#include "sim/records/people.h"
#include "sim/records/profiles.h"
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

std::string known_person(Stage& stage, const std::string& name) {
    const auto person = records::add_person(*stage.services().database, {name, ""});
    REQUIRE(person.has_value());
    return person->id;
}

// As who signed in; before open().
void play_as(Stage& stage, const std::string& person, const std::string& name) {
    auto& services = stage.services();
    services.person = person;
    services.preferences.trainee = name;
    stage.play(drill);
    services.person.clear();
    services.preferences.trainee.clear();
}

void to_data(Stage& stage) {
    stage.drive().click("rail.settings");
    stage.drive().frames(2);
}

std::size_t all_kept(Stage& stage) {
    auto& database = *stage.services().database;
    database.show(records::Shown::all);
    return stage.kept().size();
}

bool readable(Stage& stage, const std::string& attempt) {
    const auto stored = stage.services().database->load(attempt);
    return stored && !stored->row.unopened;
}

} // namespace

TEST_CASE("It is said what is kept and where", "[gui][settings][data]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.open();
    to_data(stage);
    CHECK(stage.label("settings.data_words") == stage.words("settings.data_words"));
    CHECK(stage.label("settings.data_folder") == stage.data().string());
}

TEST_CASE("Everything of hers goes when the word is typed, and nothing of anybody else's", "[gui][settings][data]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto ann = known_person(stage, "Ann"), bea = known_person(stage, "Bea");
    play_as(stage, ann, "Ann");
    play_as(stage, bea, "Bea");
    stage.open();
    auto& drive = stage.drive();
    drive.click("bar.person");
    drive.click("signin.person." + ann);
    drive.frames(3);
    to_data(stage);
    drive.click("settings.erase");
    drive.frames(2);
    CHECK(stage.label("erase.words") == stage.app().tr("settings.erase_words", {{"name", "Ann"}}));
    CHECK_FALSE(drive.item("erase.go").enabled);
    SECTION("with the word") {
        drive.type("erase.word", stage.words("settings.erase_word"));
        drive.click("erase.go");
        drive.frames(3);
        CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
        CHECK(stage.screen() == "library");
        CHECK(records::person_named(*stage.services().database, ann).error().code == "person_not_found");
        CHECK(records::person_named(*stage.services().database, bea).has_value());
        CHECK(all_kept(stage) == 1);
    }
    SECTION("not with another word") {
        drive.type("erase.word", "yes");
        CHECK_FALSE(drive.item("erase.go").enabled);
        drive.click("erase.keep");
        CHECK_FALSE(drive.has("erase.words"));
        CHECK(stage.label("bar.person") == "Ann");
        CHECK(all_kept(stage) == 2);
    }
    SECTION("nor by Esc") {
        drive.type("erase.word", stage.words("settings.erase_word"));
        drive.press(Key::escape);
        CHECK_FALSE(drive.has("erase.words"));
        CHECK(all_kept(stage) == 2);
    }
}

TEST_CASE("Without signing in it is what this computer's own person has", "[gui][settings][data]") {
    Stage stage;
    SECTION("with the name in the settings, which goes too") {
        const auto bea = known_person(stage, "Bea");
        play_as(stage, bea, "Bea");
        stage.services().preferences.trainee = "Desk 4";
        REQUIRE(records::save_preferences(stage.data(), stage.services().preferences).has_value());
        stage.play(drill);
        stage.open();
        to_data(stage);
        stage.drive().click("settings.erase");
        stage.drive().type("erase.word", stage.words("settings.erase_word"));
        stage.drive().click("erase.go");
        stage.drive().frames(3);
        CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
        CHECK(records::load_preferences(stage.data()).preferences.trainee.empty());
        CHECK(all_kept(stage) == 1); // Bea's
    }
    SECTION("nothing, where nothing was played") {
        stage.open();
        to_data(stage);
        stage.drive().click("settings.erase");
        stage.drive().frames(2);
        CHECK_FALSE(stage.drive().has("erase.words"));
    }
    SECTION("nothing, where she has a PIN and has not signed in") {
        stage.play(drill);
        auto& database = *stage.services().database;
        const auto own = records::person_named(database, records::own_person_if_any(database).value()).value();
        REQUIRE(records::set_pin(database, own, "2580").has_value());
        stage.open();
        to_data(stage);
        stage.drive().click("settings.erase");
        stage.drive().frames(2);
        CHECK_FALSE(stage.drive().has("erase.words"));
        CHECK(all_kept(stage) == 1);
    }
}

TEST_CASE("Old words go after it was said whose, and results stay", "[gui][settings][data]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto ann = known_person(stage, "Ann");
    stage.services().utc_now = [] { return std::string("2026-01-05T09:00:00Z"); };
    play_as(stage, ann, "Ann");
    const std::string old = stage.kept().front().header.id;
    stage.services().utc_now = [] { return std::string("2026-08-05T09:00:00Z"); };
    stage.open();
    auto& drive = stage.drive();
    to_data(stage);
    SECTION("none are as old as that") {
        drive.click("settings.months.12");
        drive.click("settings.old_words");
        drive.frames(2);
        CHECK_FALSE(drive.has("retention.words"));
        CHECK(readable(stage, old));
    }
    SECTION("and kept, if one thinks better of it") {
        drive.click("settings.months.6");
        drive.click("settings.old_words");
        drive.frames(2);
        CHECK(stage.label("retention.words") ==
              stage.app().tr("settings.words_would", {{"before", "2026-02"}, {"attempts", "1"}, {"people", "1"}}));
        drive.click("retention.keep");
        CHECK(readable(stage, old));
        drive.click("settings.old_words");
        drive.frames(2);
        drive.click("retention.go");
        drive.frames(2);
        CHECK_FALSE(readable(stage, old));
        REQUIRE(all_kept(stage) == 1);
        CHECK(stage.kept().front().total.has_value());
    }
}
