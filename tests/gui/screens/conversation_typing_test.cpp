// Replies in one's own words: typing, sending, confirming, taking back; what the keys mean meanwhile; what is kept.
#include "sim/base/text.h"
#include "tests/gui/screens/conversation_desk.h"
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace rapport;
using namespace rapport::gui;

namespace {

const std::string box = "conversation.text";

DeskOptions words_only(Language language = Language::en) {
    DeskOptions o;
    o.language = language;
    o.input_mode = "free_text";
    return o;
}

DeskOptions words_first(Language language = Language::en) {
    DeskOptions o = words_only(language);
    o.input_mode = "say_then_choose";
    return o;
}

// The same drill without a window.
training::Drill same_drill(ConversationDesk& desk, const DeskOptions& o) {
    auto settings = training::preferred_settings(desk.app().services(), o.language);
    settings.seed = o.seed;
    settings.input_mode = o.input_mode;
    auto drill = training::Drill::start(
        desk.app().services(),
        std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "library" / (o.scenario + ".json"), settings, 0);
    REQUIRE(drill);
    return std::move(*drill);
}

std::string authors_best(const training::Drill& drill, Language language) {
    const auto replies = drill.scenario().replies_of(drill.session().node());
    const auto best = std::ranges::find_if(replies, [](const auto& r) { return r.model; });
    REQUIRE(best != replies.end());
    return std::string(best->text.best(language));
}

const char* kind_words(Language language) {
    return language == Language::en ? "Three days without a word would worry anyone. I am sorry that we did not write."
                                    : "三天都没有消息，换谁都会着急。没有及时告诉您，是我们不对，对不起。";
}

std::string typed_in_box(ConversationDesk& desk) { return desk.drive().item(box).text; }

} // namespace

TEST_CASE("What is typed is said as it stands, and the customer goes on from it", "[gui][conversation][typing]") {
    const auto language = GENERATE(Language::en, Language::zh);
    const DeskOptions options = words_only(language);
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    auto beside = same_drill(desk, options);
    CHECK_FALSE(drive.has("conversation.reply.1")); // nothing is offered
    for (int turn = 1; turn <= 3 && beside.stage() == training::Stage::talking; ++turn) {
        const std::string words = turn == 2 ? kind_words(language) : authors_best(beside, language);
        CHECK(drive.ui().focus() == box); // without having been clicked
        drive.type(words);
        CHECK(typed_in_box(desk) == words);
        drive.press(Key::enter);
        REQUIRE(beside.say(words, std::nullopt, 0));
        CHECK(drive.item("conversation.said." + std::to_string(turn)).text == words);
        CHECK(desk.line() == beside.session().line().text.best(language));
        CHECK(typed_in_box(desk).empty());
        // What was read is told beside it, each with its reason.
        const auto& reply = *beside.session().log().back().typed;
        REQUIRE_FALSE(reply.evidence.empty());
        for (const auto& e : reply.evidence)
            CHECK_FALSE(drive.item("conversation.last_read." + std::string(id(e.behaviour))).label.empty());
        CHECK(drive.duplicates().empty());
    }
    CHECK(desk.heard(sound::Effect::sent) == 3);
}

TEST_CASE("Said first: what was read is shown with its words, and the closest reply is confirmed",
          "[gui][conversation][typing]") {
    const auto language = GENERATE(Language::en, Language::zh);
    const DeskOptions options = words_first(language);
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    auto beside = same_drill(desk, options);
    const std::string words = authors_best(beside, language), line = desk.line();
    CHECK_FALSE(drive.has("conversation.reply.1")); // not before one has spoken
    drive.type(words);
    drive.press(Key::enter);
    const auto reading = beside.read(words);
    REQUIRE(reading);
    REQUIRE(reading->reply.matched == dialogue::Matched::by_reading);
    CHECK(drive.item("conversation.yours").label == words);
    for (const auto& e : reading->reply.evidence)
        CHECK(drive.item("conversation.read." + std::string(id(e.behaviour))).text == "“" + e.quote + "”");
    CHECK(desk.line() == line); // nothing has been said yet
    std::size_t marked = 0;
    for (std::size_t i = 1; i <= 4; ++i) {
        const Item reply = drive.item("conversation.reply." + std::to_string(i));
        CHECK(reply.selected == (reply.label == words));
        CHECK((reply.text == desk.app().tr("conversation.closest")) == reply.selected);
        if (reply.selected) marked = i;
    }
    REQUIRE(marked > 0);
    // The button names it, wherever the reply itself may have been scrolled to.
    CHECK(drive.item("conversation.say").label ==
          desk.app().tr("conversation.say_number", {{"number", std::to_string(marked)}}));

    SECTION("confirmed") {
        drive.press(Key::enter);
        REQUIRE(beside.say(words, beside.session().offered_reply(marked - 1).id, 0));
    }
    SECTION("another is meant") {
        const std::size_t other = marked % 4 + 1;
        drive.press(static_cast<Key>(static_cast<std::size_t>(Key::digit0) + other));
        CHECK(drive.item("conversation.reply." + std::to_string(other)).selected);
        drive.press(Key::enter);
        REQUIRE(beside.say(words, beside.session().offered_reply(other - 1).id, 0));
        CHECK(beside.session().log().back().typed->matched == dialogue::Matched::by_trainee);
    }
    SECTION("taken back, changed, sent again") {
        GENERATE(true, false) ? drive.press(Key::e) : drive.click("conversation.edit");
        CHECK_FALSE(drive.has("conversation.reply.1"));
        CHECK(typed_in_box(desk) == words);
        drive.type(" !");
        drive.press(Key::enter);
        CHECK(drive.item("conversation.yours").label == words + " !");
        drive.click("conversation.say");
        REQUIRE(beside.say(words + " !", beside.session().offered_reply(marked - 1).id, 0));
    }
    CHECK(drive.item("conversation.said.1").text == beside.session().log().front().typed->text);
    CHECK(desk.line() == beside.session().line().text.best(language));
    CHECK(typed_in_box(desk).empty());
    CHECK(drive.ui().focus() == box);
}

TEST_CASE("Blanks are no reply: nothing is sent", "[gui][conversation][typing]") {
    ConversationDesk desk(GENERATE(words_only(), words_first()));
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    drive.press(Key::enter);
    CHECK_THROWS_AS(drive.click("conversation.say"), DriveError);
    drive.type("   ");
    drive.press(Key::enter, {.shift = true});
    drive.press(Key::enter);
    CHECK_THROWS_AS(drive.click("conversation.say"), DriveError);
    CHECK(desk.line() == line);
    CHECK_FALSE(drive.has("conversation.said.1"));
    drive.type("x");
    CHECK(drive.item("conversation.say").enabled);
}

TEST_CASE("A reply may be as long as it can be read; the last characters are counted, the box scrolls",
          "[gui][conversation][typing]") {
    ConversationDesk desk(words_only(Language::zh));
    auto& drive = desk.drive();
    drive.frames(3);
    const float low = drive.item(box).rect.height();
    std::string words;
    while (words.size() / 3 + 10 < dialogue::longest_typed - 500) words += "对不起让您久等了，我";
    drive.type(words);
    const float high = drive.item(box).rect.height();
    CHECK(high > low);
    CHECK_FALSE(drive.has("conversation.text_left"));
    CHECK(drive.sees("conversation.say"));
    std::string more;
    for (int i = 0; i < 200; ++i) more += "对不起让您久等了，我马上查。";
    drive.type(more);
    CHECK(drive.item("conversation.text_left").value == 0);
    CHECK(drive.item(box).rect.height() == high);
    CHECK(code_points(typed_in_box(desk)) == dialogue::longest_typed);
    const std::string all = typed_in_box(desk);
    drive.press(Key::enter);
    CHECK(drive.item("conversation.said.1").text == all);
}

TEST_CASE("In the box digits and letters are only that; Shift+Enter breaks the line", "[gui][conversation][typing]") {
    auto options = words_first();
    options.one_key = true;
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    // As a keyboard does it: the key, and its character.
    for (const auto& [key, character] : {std::pair{Key::digit1, "1"}, std::pair{Key::s, "s"}, std::pair{Key::e, "e"}}) {
        drive.press(key);
        drive.type(character);
    }
    drive.type("?");
    drive.press(Key::enter, {.shift = true});
    drive.type("2");
    CHECK(typed_in_box(desk) == "1se?\n2");
    CHECK(desk.line() == line);
    CHECK_FALSE(drive.has("keys")); // no list of keys
    drive.press(Key::z, {.ctrl = true});
    CHECK(typed_in_box(desk) != "1se?\n2");
    drive.press(Key::y, {.ctrl = true});
    CHECK(typed_in_box(desk) == "1se?\n2");
    // The pointer may press something else: who goes on typing means the box.
    drive.click("conversation.hint");
    drive.frames(2);
    drive.type("3");
    CHECK(typed_in_box(desk) == "1se?\n23");
    // Saying nothing has a key of its own, and leaves the words where they are.
    drive.press(Key::f2);
    CHECK(drive.has("conversation.line.1"));
    CHECK_FALSE(drive.has("conversation.said.1"));
    CHECK(typed_in_box(desk) == "1se?\n23");
}

TEST_CASE("The words in the box outlive a pause, another language, and leaving", "[gui][conversation][typing]") {
    ConversationDesk desk(words_only());
    auto& drive = desk.drive();
    drive.frames(3);
    drive.type("Three days, I see. ");
    drive.press(Key::escape);
    CHECK(drive.has("conversation.paused_words"));
    drive.type("lost");
    drive.press(Key::enter);
    CHECK(typed_in_box(desk) == "Three days, I see. ");
    drive.frames(2);
    drive.type("I am ");
    drive.click("bar.language.zh");
    drive.frames(2);
    drive.type("sorry");
    CHECK(typed_in_box(desk) == "Three days, I see. I am sorry");
    drive.press(Key::enter);
    REQUIRE(drive.has("conversation.said.1")); // something to come back to
    drive.type("下一句");
    drive.press(Key::escape);
    drive.click("conversation.leave");
    drive.frames(3);
    REQUIRE(desk.screen() == "library");
    desk.resume();
    CHECK(drive.item("conversation.said.1").text == "Three days, I see. I am sorry");
    CHECK(typed_in_box(desk) == "下一句");
    drive.type("。");
    CHECK(typed_in_box(desk) == "下一句。");
}

TEST_CASE("Another language while a reply is to be confirmed: the reading is of the moment in that language",
          "[gui][conversation][typing]") {
    const DeskOptions options = words_first();
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    auto beside = same_drill(desk, options);
    drive.type(authors_best(beside, Language::en));
    drive.press(Key::enter);
    drive.click("bar.language.zh");
    drive.frames(2);
    CHECK(drive.item("conversation.yours").label == authors_best(beside, Language::en));
    beside.speak(Language::zh);
    const auto reading = beside.read(authors_best(beside, Language::en));
    REQUIRE(reading);
    for (const auto& e : reading->reply.evidence) CHECK(drive.has("conversation.read." + std::string(id(e.behaviour))));
    drive.press(Key::enter);
    CHECK(drive.has("conversation.said.1"));
}

TEST_CASE("Words nothing can be read in: practice says why and lets one say it better", "[gui][conversation][typing]") {
    ConversationDesk desk(words_only(GENERATE(Language::en, Language::zh)));
    auto& drive = desk.drive();
    drive.frames(3);
    drive.type("!!! ???");
    drive.press(Key::enter);
    CHECK(drive.item("conversation.unread").label == desk.app().tr("not_scorable.symbols_only"));
    CHECK_FALSE(drive.has("conversation.said.1"));
    CHECK(typed_in_box(desk) == "!!! ???");
    SECTION("reworded") {
        drive.type("x");
        CHECK_FALSE(drive.has("conversation.unread"));
    }
    SECTION("said all the same") {
        drive.click("conversation.all_the_same");
        CHECK(drive.item("conversation.said.1").text == "!!! ???");
        CHECK(drive.item("conversation.last_read.nothing").label == desk.app().tr("not_scorable.symbols_only"));
    }
}

TEST_CASE("Nothing that fits: no reply is marked, and the words may stand by themselves",
          "[gui][conversation][typing]") {
    const DeskOptions options = words_first();
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    auto beside = same_drill(desk, options);
    const std::string words = "You stupid idiot, shut up, this is your own fault.";
    drive.type(words);
    drive.press(Key::enter);
    const auto reading = beside.read(words);
    REQUIRE(reading);
    REQUIRE(reading->reply.branch == dialogue::otherwise_branch);
    for (std::size_t i = 1; i <= 4; ++i) CHECK(drive.item("conversation.reply." + std::to_string(i)).text.empty());
    CHECK_THROWS_AS(drive.click("conversation.say"), DriveError); // nothing is picked
    drive.click("conversation.so_said");
    REQUIRE(beside.say(words, std::nullopt, 0));
    CHECK(drive.item("conversation.said.1").text == words);
    CHECK(desk.line() == beside.session().line().text.best(Language::en));
}

TEST_CASE("An exam takes words as they come and shows no reading", "[gui][conversation][typing]") {
    auto options = GENERATE(words_only(), words_first());
    options.edit = [](std::string& bytes) {
        const std::string use = "\"use\": \"practice\"";
        const auto at = bytes.find(use);
        REQUIRE(at != std::string::npos);
        bytes.replace(at, use.size(), "\"use\": \"exam\"");
    };
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    drive.type("!!! ???");
    drive.press(Key::enter);
    CHECK_FALSE(drive.has("conversation.unread"));
    CHECK_FALSE(drive.has("conversation.edit"));
    CHECK(drive.ids("conversation.read.").empty());
    if (drive.has("conversation.yours")) {
        CHECK_FALSE(drive.has("conversation.read_nothing"));
        drive.press(Key::digit1);
        drive.press(Key::enter);
    }
    CHECK(drive.item("conversation.said.1").text == "!!! ???");
    CHECK_FALSE(drive.has("conversation.last_read"));
}

TEST_CASE("Who is writing is not silent, however long it takes; an empty box is", "[gui][conversation][typing]") {
    auto options = GENERATE(words_only(), words_first());
    options.scenario = "bank-trust-in-person";
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    drive.type("One moment, I am thinking about your");
    if (options.input_mode == "say_then_choose") drive.press(Key::enter);
    drive.wait(600, 300);
    CHECK_FALSE(drive.has("conversation.line.1"));
    if (options.input_mode == "say_then_choose") drive.press(Key::e);
    drive.clear(box);
    drive.wait(600, 300);
    CHECK(drive.has("conversation.line.1"));
}

TEST_CASE("A resting box asks for no frame of its own", "[gui][conversation][typing]") {
    auto options = words_only();
    options.leniency = 0; // no clock
    ConversationDesk desk(options);
    auto& drive = desk.drive();
    drive.frames(3);
    drive.type("Hello");
    while (drive.ui().fonts().busy()) drive.frames(2);
    drive.frames(3);
    // Nothing but the look at the scenario's file, about once a second; where that is just due, it is taken first.
    for (int i = 0; i < 10 && drive.ui().frame_due_in().value_or(0) <= 0.1; ++i) drive.frames(1);
    REQUIRE(drive.ui().frame_due_in());
    CHECK(*drive.ui().frame_due_in() > 0.1);
}

TEST_CASE("The brief asks how to answer and remembers it", "[gui][brief][typing]") {
    const auto language = GENERATE(Language::en, Language::zh);
    const int scale = GENERATE(100, 150);
    Stage stage({.language = language, .text_scale = scale});
    stage.open();
    stage.drive().click("library.card.late-order-chat");
    CHECK(stage.drive().item("brief.mode.choice").selected);
    stage.drive().click("brief.mode.free_text");
    CHECK(stage.label("brief.mode_note") == stage.words("brief.mode.free_text_note"));
    stage.drive().press(Key::enter);
    CHECK(stage.drive().has(box));
    stage.close();
    stage.open();
    stage.drive().click("library.card.late-order-chat");
    CHECK(stage.drive().item("brief.mode.free_text").selected);
    stage.drive().click("brief.mode.choice");
    stage.drive().press(Key::enter);
    CHECK(stage.drive().has("conversation.reply.1"));
}

TEST_CASE("Where typed words cannot be read the brief says why, and one plays by choosing", "[gui][brief][typing]") {
    const bool broken = GENERATE(false, true);
    Stage stage({.input_mode = "free_text"});
    if (broken)
        stage.services().grader = []() -> std::expected<training::ReplyGrader, Diagnostic> {
            return std::unexpected(Diagnostic::error("file_missing").with("path", "assets/signs/en.json"));
        };
    else
        stage.services().grader = nullptr;
    stage.open();
    stage.drive().click("library.card.late-order-chat");
    stage.drive().wait(1, 60);
    CHECK(stage.drive().item("brief.mode.choice").selected);
    CHECK_FALSE(stage.drive().item("brief.mode.free_text").enabled);
    const auto why = stage.app().words(broken ? Diagnostic::error("file_missing").with("path", "assets/signs/en.json")
                                              : Diagnostic::error("typing_unavailable"));
    CHECK(stage.label("brief.mode_note").starts_with(why.message));
    stage.drive().press(Key::enter);
    CHECK(stage.drive().has("conversation.reply.1"));
    CHECK(stage.services().preferences.input_mode == "free_text"); // elsewhere it may work again
}

TEST_CASE("The writer changes the file while the trainee types: the words stay in the box", "[gui][reload][typing]") {
    const std::string mode = GENERATE("free_text", "say_then_choose");
    Stage stage({.input_mode = mode});
    stage.open();
    stage.drive().click("library.card.late-order-chat");
    stage.drive().press(Key::enter);
    stage.drive().frames(3);
    auto& drive = stage.drive();
    drive.type("Three days late, and I am sorry");
    if (mode == "say_then_choose") drive.press(Key::enter);
    const std::string line = drive.item("conversation.line").text;
    std::string bytes = tests::contents(stage.library() / "late-order-chat.json");
    const auto at = bytes.find(line);
    REQUIRE(at != std::string::npos);
    stage.put("late-order-chat.json", bytes.replace(at, line.size(), "Where is it?"));
    drive.wait(3, 60);
    CHECK(drive.item("conversation.line").text == "Where is it?");
    CHECK(drive.item(box).text == "Three days late, and I am sorry");
    drive.type(".");
    CHECK(drive.item(box).text == "Three days late, and I am sorry.");
}
