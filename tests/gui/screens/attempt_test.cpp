// An attempt stepped through turn by turn.
#include "sim/training/attempt.h"
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>
#include <imgui.h>

using namespace rapport;
using namespace rapport::gui;

namespace {

std::string line(std::size_t turn) { return "attempt.line." + std::to_string(turn); }
std::string said(std::size_t turn) { return "attempt.said." + std::to_string(turn); }

std::size_t turns_of(Stage& stage, const std::string& attempt) {
    const auto played = training::load_attempt(stage.services(), attempt);
    REQUIRE(played.has_value());
    return played->log.turns.size();
}

void step_through(Stage& stage, const std::string& attempt) {
    stage.drive().click("rail.progress");
    stage.drive().frames(2);
    stage.drive().click("history.replay." + attempt);
    REQUIRE(stage.screen() == "attempt");
    stage.drive().frames(2);
}

std::string where(Stage& stage, std::size_t turn, std::size_t turns) {
    return stage.app().tr("attempt.turn_of", {{"turn", std::to_string(turn)}, {"turns", std::to_string(turns)}});
}

} // namespace

TEST_CASE("An attempt is stepped through by buttons", "[gui][attempt]") {
    const Language language = GENERATE(Language::en, Language::zh);
    const int text_scale = GENERATE(100, 150);
    Stage stage({.language = language, .text_scale = text_scale});
    const auto attempt = stage.play(drill, Play::mixed);
    stage.open();
    const auto turns = turns_of(stage, attempt);
    REQUIRE(turns >= 3);
    step_through(stage, attempt);
    auto& drive = stage.drive();
    CHECK(drive.has(line(1)));
    CHECK_FALSE(drive.has(line(2)));
    CHECK(stage.label("attempt.where") == where(stage, 1, turns));
    CHECK_FALSE(drive.item("attempt.previous").enabled);
    drive.click("attempt.next");
    drive.frames(2);
    CHECK(drive.has(line(2)));
    CHECK_FALSE(drive.has(line(3)));
    drive.click("attempt.last");
    drive.frames(2);
    CHECK(drive.has(line(turns)));
    CHECK(drive.has("attempt.ending"));
    CHECK_FALSE(drive.item("attempt.next").enabled);
    drive.click("attempt.previous");
    drive.frames(2);
    CHECK_FALSE(drive.has(line(turns)));
    CHECK_FALSE(drive.has("attempt.ending"));
    drive.click("attempt.first");
    drive.frames(2);
    CHECK(stage.label("attempt.where") == where(stage, 1, turns));
    CHECK(drive.duplicates().empty());
}

TEST_CASE("An attempt is stepped through by keys", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::mixed);
    stage.open();
    const auto turns = turns_of(stage, attempt);
    step_through(stage, attempt);
    auto& drive = stage.drive();
    drive.press(Key::left); // there is none before the first
    CHECK(stage.label("attempt.where") == where(stage, 1, turns));
    drive.press(Key::right);
    drive.frames(2);
    CHECK(stage.label("attempt.where") == where(stage, 2, turns));
    drive.press(Key::end);
    drive.frames(2);
    CHECK(stage.label("attempt.where") == where(stage, turns, turns));
    drive.press(Key::right);
    CHECK(stage.label("attempt.where") == where(stage, turns, turns));
    drive.press(Key::home);
    drive.frames(2);
    CHECK(stage.label("attempt.where") == where(stage, 1, turns));
    drive.press(Key::escape);
    CHECK(stage.screen() == "history");
}

TEST_CASE("The words and the mood are those of that turn", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::mixed);
    stage.open();
    const auto played = training::load_attempt(stage.services(), attempt);
    REQUIRE(played.has_value());
    const auto debrief = training::debrief_of(*played);
    step_through(stage, attempt);
    for (const auto& t : debrief.turns) {
        const auto number = static_cast<std::size_t>(t.number);
        INFO(number);
        CHECK(stage.drive().item(line(number)).text == t.customer_text.best(Language::en));
        if (t.kind == scoring::ReplyKind::chosen)
            CHECK(stage.drive().item(said(number)).text == t.reply_text.best(Language::en));
        CHECK(stage.drive().item("attempt.anger").value == t.after.anger);
        CHECK(stage.drive().item("attempt.trust").value == t.after.trust);
        stage.drive().press(Key::right);
        stage.drive().frames(2);
    }
    // In the other language the same turn, at once.
    stage.drive().click("bar.language.zh");
    stage.drive().frames(2);
    CHECK(stage.drive().item(line(1)).text == debrief.turns[0].customer_text.best(Language::zh));
    CHECK(stage.drive().has("attempt.spoken_in"));
}

TEST_CASE("It plays by itself, can be stopped, and stops at the end", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::weak);
    stage.open();
    const auto turns = turns_of(stage, attempt);
    step_through(stage, attempt);
    auto& drive = stage.drive();
    SECTION("to the end, and again from the start") {
        drive.click("attempt.play");
        CHECK(drive.item("attempt.play").label == stage.words("attempt.pause"));
        drive.wait(30.0 * static_cast<double>(turns), static_cast<int>(turns) * 60);
        CHECK(stage.label("attempt.where") == where(stage, turns, turns));
        CHECK(drive.item("attempt.play").label == stage.words("attempt.play"));
        drive.press(Key::p);
        drive.frames(2);
        CHECK(stage.label("attempt.where") == where(stage, 1, turns));
    }
    SECTION("stopped by stepping") {
        drive.press(Key::p);
        drive.frames(2);
        drive.press(Key::right);
        drive.frames(2);
        CHECK(drive.item("attempt.play").label == stage.words("attempt.play"));
        drive.wait(60);
        CHECK(stage.label("attempt.where") == where(stage, 2, turns));
    }
}

TEST_CASE("Played with motion the customer speaks first; under reduced motion a turn comes whole", "[gui][attempt]") {
    const bool reduced = GENERATE(true, false);
    Stage stage;
    const auto attempt = stage.play(drill, Play::weak);
    stage.open();
    stage.app().preferences().reduce_motion = reduced;
    stage.app().preferences_changed(stage.drive().ui());
    stage.drive().frames(2);
    step_through(stage, attempt);
    stage.drive().click("attempt.last");
    stage.drive().click("attempt.play"); // from the first turn again
    stage.drive().frames(3);
    CHECK(stage.drive().has(line(1)));
    CHECK(stage.drive().has(said(1)) == reduced);
    stage.drive().click("attempt.play"); // paused: the turn is whole
    stage.drive().frames(3);
    CHECK(stage.drive().has(said(1)));
    CHECK_FALSE(stage.drive().has(line(2)));
}

TEST_CASE("From the attempt to its debrief, and to another try from that turn", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::weak);
    stage.open();
    step_through(stage, attempt);
    SECTION("debrief") {
        stage.drive().click("attempt.debrief");
        CHECK(stage.screen() == "debrief");
    }
    SECTION("again from the second turn") {
        stage.drive().press(Key::right);
        stage.drive().frames(2);
        stage.drive().click("attempt.again");
        REQUIRE(stage.screen() == "conversation");
        CHECK(stage.drive().has("conversation.line.1"));
        CHECK_FALSE(stage.drive().has("conversation.line.2"));
    }
}

TEST_CASE("From the debrief once its figures are seen, and back to them", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::weak);
    stage.open();
    stage.drive().click("rail.progress");
    stage.drive().frames(2);
    stage.drive().click("history.attempt." + attempt);
    REQUIRE(stage.screen() == "debrief");
    // Before, it would tell what one is asked to guess.
    CHECK_FALSE(stage.drive().has("debrief.replay"));
    stage.drive().click_at("debrief.self.empathy", 0.7F);
    stage.drive().click("debrief.show");
    stage.drive().click("debrief.tab.conversation");
    stage.drive().click("debrief.mood.2");
    stage.drive().click("debrief.replay");
    REQUIRE(stage.screen() == "attempt");
    stage.drive().frames(2);
    CHECK(stage.drive().has(line(2)));
    const bool by_button = GENERATE(true, false);
    if (by_button)
        stage.drive().click("attempt.debrief");
    else
        stage.drive().press(Key::escape);
    REQUIRE(stage.screen() == "debrief");
    stage.drive().frames(2);
    CHECK(stage.drive().item("debrief.tab.conversation").selected);
    CHECK_FALSE(stage.drive().has("debrief.self"));
}

TEST_CASE("The facts of an attempt, its id to copy", "[gui][attempt]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.services().preferences.trainee = "Zoë";
    const auto first = stage.play(drill, Play::weak);
    const auto attempt = stage.play_again(first, 2);
    stage.open();
    step_through(stage, attempt);
    CHECK(stage.label("attempt.fact.id") == attempt);
    CHECK(stage.label("attempt.fact.trainee") == "Zoë");
    CHECK(stage.label("attempt.fact.scenario") == drill);
    CHECK(stage.label("attempt.fact.language") == stage.words("name.language." + std::string(id(language))));
    CHECK(stage.label("attempt.fact.mode").find(stage.app().tr("name.what_if", {{"turn", "2"}})) != std::string::npos);
    CHECK(stage.drive().has("attempt.fact.score"));
    stage.drive().click("attempt.copy");
    CHECK(std::string(ImGui::GetClipboardText()) == attempt);
}

TEST_CASE("An attempt that was stopped ends with what was left unanswered", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play_typed(drill, {"Hello Mr Zhang, I am sorry about the projector."});
    stage.open();
    const auto turns = turns_of(stage, attempt);
    REQUIRE(turns >= 1);
    step_through(stage, attempt);
    stage.drive().press(Key::end);
    stage.drive().frames(2);
    CHECK(stage.drive().has("attempt.line"));
    CHECK_FALSE(stage.drive().has("attempt.ending"));
    CHECK_FALSE(stage.drive().has("attempt.fact.score"));
    CHECK(stage.drive().item(said(1)).text == "Hello Mr Zhang, I am sorry about the projector.");
}

TEST_CASE("An attempt without a single turn can be looked at", "[gui][attempt]") {
    Stage stage;
    auto played = training::load_attempt(stage.services(), stage.play(drill, Play::weak));
    REQUIRE(played.has_value());
    auto log = played->log;
    log.header.id.back() = '9';
    log.turns.clear();
    log.end = records::AttemptEnd{log.end->ended_at, records::Status::abandoned, ""};
    REQUIRE(stage.services()
                .database->store(played->session.scenario(), *played->scenario_bytes, log, nullptr)
                .has_value());
    const std::string attempt = log.header.id;
    stage.open();
    step_through(stage, attempt);
    CHECK(stage.drive().has("attempt.nothing"));
    CHECK(stage.drive().has("attempt.line"));
    CHECK_FALSE(stage.drive().item("attempt.play").enabled);
    for (const Key key : {Key::left, Key::right, Key::home, Key::end, Key::p}) stage.drive().press(key);
    CHECK(stage.drive().has("attempt.nothing"));
    CHECK_FALSE(stage.drive().has("attempt.again"));
}

TEST_CASE("The page's own keys are in the list of keys", "[gui][attempt]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::weak);
    stage.open();
    step_through(stage, attempt);
    stage.drive().type("?");
    stage.drive().frames(2);
    CHECK(stage.drive().has("keys"));
    stage.drive().press(Key::right); // belongs to nobody while the list is open
    stage.drive().press(Key::escape);
    stage.drive().frames(2);
    CHECK(stage.screen() == "attempt");
    CHECK_FALSE(stage.drive().has(line(2)));
}
