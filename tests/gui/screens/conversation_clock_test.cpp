// The clocks of a conversation: when they stand, and what they show to whoever comes back.
#include "tests/gui/screens/conversation_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

TEST_CASE("the timer of a call does not jump back when one comes back to it", "[gui][conversation]") {
    ConversationDesk desk({.scenario = "zhang-defect-phone"});
    auto& drive = desk.drive();
    drive.frames(3);
    drive.wait(40);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    drive.wait(25);
    const std::string before = drive.item("conversation.timer").label;
    CHECK(before > "01:00");
    drive.press(Key::escape);
    drive.click("conversation.leave");
    desk.resume();
    drive.frames(3);
    const std::string after = drive.item("conversation.timer").label;
    CHECK(after >= before);
    CHECK(after < "01:30");
}

TEST_CASE("looking at the list of keys stops the clock", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    drive.wait(20);
    drive.press(Key::f1);
    REQUIRE(drive.has("keys"));
    drive.frames(2);
    CHECK(drive.item("conversation.clock").label == desk.app().tr("conversation.clock_stands"));
    const auto line = desk.line();
    drive.wait(600, 100); // long after silence would have fallen
    CHECK(desk.line() == line);
    drive.press(Key::escape);
    drive.frames(2);
    CHECK_FALSE(drive.has("conversation.paused"));
    CHECK(drive.item("conversation.clock").label != desk.app().tr("conversation.clock_stands"));
}
