// The conversation with text at twice its size: the newest words are read from their beginning, and nothing lies on
// anything else.
#include "tests/gui/screens/conversation_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

// At every moment: the customer's line from its first word, the bars and the buttons beside each other.
void looks_right(ConversationDesk& desk) {
    (void)desk.drive().pixels(); // with every glyph in place words take other room
    desk.drive().frames(3);
    const Rect pane = desk.drive().item("conversation.transcript").rect;
    const Item& line = desk.drive().item("conversation.line");
    INFO(line.text);
    CHECK(line.rect.top >= pane.top);
    CHECK(line.seen.height() >= std::min(line.rect.height(), pane.height()) - desk.drive().ui().px(24));
    CHECK(desk.drive().item("bar").rect.bottom <= desk.drive().item("conversation.header").rect.top + 1);
    CHECK(desk.drive().item("conversation.header").rect.bottom <= pane.top + 1);
    CHECK(pane.bottom <= desk.drive().item("conversation.choices").rect.top + 1);
    CHECK(desk.drive().item("conversation.who").rect.right <= desk.drive().item("conversation.pause").rect.left);
    CHECK(desk.drive().item("conversation.say").rect.right <= desk.drive().item("conversation.silence").rect.left);
}

} // namespace

TEST_CASE("large text: every line is shown from its beginning", "[gui][conversation][large_text]") {
    const auto language = GENERATE(Language::en, Language::zh);
    const auto [width, height] = GENERATE(std::pair{1280, 800}, std::pair{1024, 700});
    const std::string scenario = GENERATE("bank-trust-in-person", "zhang-defect-phone");
    ConversationDesk desk(
        {.scenario = scenario, .language = language, .width = width, .height = height, .text_scale = 200});
    for (int turn = 0; turn < 4 && !desk.drive().has("conversation.debrief"); ++turn) {
        if (desk.drive().has("conversation.silence")) looks_right(desk);
        desk.drive().press(Key::digit1);
        CHECK(desk.drive().item("conversation.reply.1").seen.height() > 0);
        desk.drive().press(Key::enter);
        desk.drive().wait(3);
    }
}

TEST_CASE("large text: further words are a page down, and come back to with the next line",
          "[gui][conversation][large_text]") {
    ConversationDesk desk({.scenario = "bank-trust-in-person", .width = 1024, .height = 700, .text_scale = 200});
    (void)desk.drive().pixels();
    desk.drive().frames(3);
    const float first = desk.drive().item("conversation.line").rect.top;
    desk.drive().press(Key::page_down);
    desk.drive().frames(3);
    CHECK(desk.drive().item("conversation.line").rect.top < first);
    const float read_on = desk.drive().item("conversation.line").rect.top;
    desk.drive().frames(5);
    CHECK(desk.drive().item("conversation.line").rect.top == read_on); // it stays where one reads
    desk.drive().press(Key::digit1);
    desk.drive().press(Key::enter);
    desk.drive().wait(3);
    looks_right(desk);
}

TEST_CASE("bars are slim only where the window is low", "[gui][conversation][large_text]") {
    ConversationDesk usual({.text_scale = 100});
    usual.drive().frames(2);
    CHECK(usual.drive().item("conversation.header").rect.height() == 56);
    ConversationDesk large({.text_scale = 200});
    large.drive().frames(2);
    CHECK(large.drive().item("conversation.header").rect.height() == 88);
}
