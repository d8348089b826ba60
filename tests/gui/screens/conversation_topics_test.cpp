// Turning to another topic and back, by the buttons under the replies and by their keys.
#include "tests/gui/screens/conversation_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

TEST_CASE("a topic is turned to by a button under the replies or its key, and the way back is offered after an answer",
          "[gui][conversation][topics]") {
    const auto language = GENERATE(Language::en, Language::zh);
    const bool by_key = GENERATE(false, true);
    ConversationDesk desk({.edit =
                               [](std::string& bytes) {
                                   const std::string when = R"j("when": "due_known and seen(shop-sure)",)j";
                                   const auto at = bytes.find(when);
                                   REQUIRE(at != std::string::npos);
                                   bytes.erase(at, when.size());
                               },
                           .language = language});
    desk.drive().frames(3);
    const std::string before = desk.line();
    const auto turn_to = [&](const std::string& button) {
        if (by_key)
            desk.drive().press(Key::f5); // each time there is one button
        else
            desk.drive().click(button);
        desk.drive().frames(3);
    };
    desk.drive().press(Key::f6); // no such button
    CHECK(desk.line() == before);
    turn_to("conversation.topic.fitting");
    CHECK(desk.line() != before);
    CHECK_FALSE(desk.drive().has("conversation.topic.main")); // an answer first
    const std::string within = desk.line();
    desk.drive().press(Key::f5);
    CHECK(desk.line() == within);
    CHECK(desk.drive().has("conversation.reply.4"));
    // The reply that leads on within the topic.
    const std::string_view leads_on = language == Language::en ? "leaflet" : "说明书";
    std::size_t position = 1;
    while (desk.reply(position).find(leads_on) == std::string::npos) REQUIRE(++position <= 4);
    desk.drive().press(static_cast<Key>(static_cast<std::size_t>(Key::digit1) + position - 1));
    desk.drive().press(Key::enter);
    desk.drive().frames(3);
    turn_to("conversation.topic.main");
    CHECK(desk.line() == before);
    CHECK_FALSE(desk.drive().has("conversation.topic.fitting")); // again an answer first
    CHECK(desk.drive().duplicates().empty());
}
