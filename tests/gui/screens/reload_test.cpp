// A scenario's file changes while the window is open: in the conversation, on the brief, in the library; and a drill is
// taken up again after its file has changed.
#include "sim/records/content_hash.h"
#include "sim/training/reopen.h"
#include "tests/gui/screens/stage.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

const std::string parcel = "short-drill";
const std::string file_name = "short-drill.json";

std::string with(const std::string& from, const std::string& to, std::string text = tests::short_drill) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// As a chat, so that nothing rings.
std::string chat_drill() { return with("\"channel\": \"phone\"", "\"channel\": \"chat\""); }
std::string chat_with(const std::string& from, const std::string& to) { return with(from, to, chat_drill()); }

// Begins the drill and says "One moment please." (b): the customer then says "It is for Friday." (probe).
void begin(Stage& stage) {
    stage.put(file_name, chat_drill());
    stage.open();
    stage.drive().click("library.card." + parcel);
    stage.drive().press(Key::enter);
    stage.drive().frames(3);
    REQUIRE(stage.screen() == "conversation");
}

void say(Stage& stage, const std::string& words) {
    for (int i = 1; i <= 4; ++i) {
        const std::string item = "conversation.reply." + std::to_string(i);
        if (!stage.drive().has(item) || stage.label(item) != words) continue;
        stage.drive().press(static_cast<Key>(static_cast<int>(Key::digit1) + i - 1));
        stage.drive().press(Key::enter);
        return;
    }
    FAIL("nobody offers: " + words);
}

std::string line_of(Stage& stage) { return stage.drive().item("conversation.line").text; }
void watched(Stage& stage, double seconds = 3) { stage.drive().wait(seconds, static_cast<int>(seconds * 20)); }

std::size_t journals(const Stage& stage) { return tests::files_in(stage.data() / "journal"); }

} // namespace

TEST_CASE("The writer saves; the conversation goes on in the same place with the new words", "[gui][reload]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .seed = 7});
    begin(stage);
    say(stage, language == Language::en ? "One moment please." : "请稍等。");
    stage.drive().press(Key::digit1);
    const std::string selected = stage.label("conversation.reply.1");
    const auto changed = language == Language::en ? chat_with("It is for Friday.", "I need it on Friday!")
                                                  : chat_with("周五要用。", "我周五就要！");
    stage.put(file_name, changed);
    watched(stage, 2);
    CHECK(line_of(stage) == (language == Language::en ? "I need it on Friday!" : "我周五就要！"));
    CHECK_FALSE(stage.drive().has("conversation.news"));
    // What was about to be said is still selected.
    CHECK(stage.drive().item("conversation.reply.1").selected);
    CHECK(stage.label("conversation.reply.1") == selected);
    // One journal, of the version that is played, with all that was said.
    CHECK(journals(stage) == 2);
    const auto open = training::unfinished(stage.services()).entries;
    REQUIRE(open.size() == 1);
    CHECK(open[0].turns == 1);
    CHECK(open[0].header.scenario_hash == records::content_hash(changed));
    stage.talk_by_keys();
    REQUIRE(stage.kept().size() == 1);
    CHECK(stage.kept()[0].header.scenario_hash == records::content_hash(changed));
    CHECK(stage.kept()[0].header.earlier_versions.size() == 1);
    CHECK(stage.drive().has("debrief.versions"));
}

TEST_CASE("Saving does not disturb: a file at rest, or saved without a change, costs no frame and no notice",
          "[gui][reload]") {
    Stage stage({.seed = 7});
    begin(stage);
    watched(stage);
    stage.put(file_name, chat_drill());
    watched(stage);
    CHECK_FALSE(stage.drive().has("conversation.news"));
    CHECK(training::unfinished(stage.services()).entries[0].header.continues.empty());
    // Where nothing else asks for frames, the file is looked at about once a second.
    stage.drive().press(Key::escape);
    stage.drive().frames(4);
    auto& drive = stage.drive();
    while (drive.ui().fonts().busy()) drive.frames(2);
    // As the window does: sleep until the frame that was asked for.
    int frames = 0;
    for (const double begin = drive.ui().now(); drive.ui().now() < begin + 30 && frames < 1000; ++frames) {
        const auto due = drive.ui().frame_due_in();
        REQUIRE(due);
        drive.wait(*due, 1);
    }
    CHECK(frames <= 32);
    CHECK(frames >= 20);
}

TEST_CASE("A file with errors: the first with its place, how many more, and the version in play stays",
          "[gui][reload][fault]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .seed = 7});
    begin(stage);
    const std::string before = line_of(stage);
    std::string broken = chat_drill();
    for (int i = 0; i < 2; ++i) broken = with("\"level\": 2", "\"level\": 7", broken);
    for (int i = 0; i < 2; ++i) broken = with("\"to\": \"probe\"", "\"to\": \"nowhere\"", broken);
    stage.put(file_name, broken);
    watched(stage, 4);
    REQUIRE(stage.drive().has("conversation.news"));
    CHECK(stage.label("conversation.news.finding.1").starts_with(file_name + ":"));
    CHECK(stage.drive().has("conversation.news.finding.3"));
    CHECK_FALSE(stage.drive().has("conversation.news.finding.4"));
    CHECK(stage.drive().has("conversation.news.finding.more"));
    CHECK(line_of(stage) == before);
    SECTION("it can be put away, and the drill played on") {
        stage.drive().click("conversation.news.close");
        stage.drive().frames(2);
        CHECK_FALSE(stage.drive().has("conversation.news"));
        stage.talk_by_keys();
    }
    SECTION("mended, it is played") {
        stage.put(file_name, chat_with("Three days! What happened?", "Four days!"));
        watched(stage);
        CHECK_FALSE(stage.drive().has("conversation.news"));
        if (language == Language::en) CHECK(line_of(stage) == "Four days!");
    }
    SECTION("put back as it was, there is nothing to tell") {
        stage.put(file_name, chat_drill());
        watched(stage);
        CHECK_FALSE(stage.drive().has("conversation.news"));
    }
}

TEST_CASE("Where the conversation has been may not change: what does is named", "[gui][reload][fault]") {
    Stage stage({.seed = 7});
    begin(stage);
    say(stage, "One moment please.");
    const std::string before = line_of(stage);
    SECTION("the reply leads elsewhere") {
        stage.put(file_name, chat_with("\"to\": \"probe\", \"why\"", "\"to\": \"close\", \"why\""));
    }
    SECTION("the line is gone") { stage.put(file_name, chat_with("\"id\": \"l1\"", "\"id\": \"l9\"")); }
    SECTION("the node being played is gone") {
        std::string renamed = chat_drill();
        for (auto at = renamed.find("\"probe\""); at != std::string::npos; at = renamed.find("\"probe\""))
            renamed.replace(at, 7, "\"asks-more\"");
        stage.put(file_name, renamed);
    }
    SECTION("it is an exam now") { stage.put(file_name, chat_with("\"use\": \"practice\"", "\"use\": \"exam\"")); }
    SECTION("it is gone") { std::filesystem::remove(stage.library() / file_name); }
    watched(stage, 4);
    CHECK(stage.drive().has("conversation.news"));
    CHECK(stage.drive().has("conversation.news.finding.1"));
    CHECK(line_of(stage) == before);
    CHECK(training::unfinished(stage.services()).entries[0].header.earlier_versions.empty());
    stage.talk_by_keys();
    CHECK(stage.kept().size() == 1);
}

TEST_CASE("Half a file is not read: an editor that writes in two goes is waited for", "[gui][reload]") {
    Stage stage({.seed = 7});
    begin(stage);
    watched(stage);
    stage.put(file_name, "");
    stage.drive().wait(0.3, 6);
    const auto changed = chat_with("Three days! What happened?", "Four days!");
    stage.put(file_name, changed.substr(0, 900));
    stage.drive().wait(0.6, 12);
    CHECK_FALSE(stage.drive().has("conversation.news"));
    stage.put(file_name, changed);
    watched(stage);
    CHECK(line_of(stage) == "Four days!");
    CHECK_FALSE(stage.drive().has("conversation.news"));
}

TEST_CASE("Over and over while it is played: nothing that was answered is lost", "[gui][reload]") {
    Stage stage({.seed = 7});
    begin(stage);
    for (int i = 0; i < 6; ++i) {
        stage.put(file_name, chat_with("It is for Friday.", "Friday, number " + std::to_string(i) + "."));
        watched(stage, 2);
        say(stage, i % 2 == 0 ? "One moment please." : "Could you say all that again?");
        const auto open = training::unfinished(stage.services()).entries;
        REQUIRE(open.size() == 1);
        CHECK(open[0].turns == static_cast<std::size_t>(i + 1));
        CHECK(journals(stage) == 2);
    }
    // As after a crash: all of it is there.
    stage.open();
    const auto open = training::unfinished(stage.services()).entries;
    REQUIRE(open.size() == 1);
    CHECK(open[0].turns == 6);
    CHECK(open[0].header.earlier_versions.size() == 5);
}

TEST_CASE("Coming back after the file has changed: one is asked, and the clock waits", "[gui][reload]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .seed = 7});
    stage.put(file_name, chat_drill());
    const auto attempt = stage.leave_unfinished(parcel, 1);
    stage.put(file_name, chat_with("\"en\": \"A late parcel\"", "\"en\": \"A very late parcel\""));
    stage.open();
    stage.drive().click("library.resume." + attempt + ".go");
    stage.drive().frames(3);
    REQUIRE(stage.screen() == "conversation");
    REQUIRE(stage.drive().has("conversation.version"));
    stage.drive().wait(120, 60); // no silence falls meanwhile
    REQUIRE(training::unfinished(stage.services()).entries[0].turns >= 1);
    const auto turns = training::unfinished(stage.services()).entries[0].turns;
    SECTION("Enter takes the new version") {
        stage.drive().press(Key::enter);
        stage.drive().frames(3);
        const auto header = training::unfinished(stage.services()).entries[0].header;
        CHECK(header.continues == attempt);
        CHECK(header.scenario_title[0] == "A very late parcel");
    }
    SECTION("or the old one stays, and is not asked about again") {
        stage.drive().click("conversation.version.kept");
        watched(stage);
        CHECK(training::unfinished(stage.services()).entries[0].header.id == attempt);
        CHECK_FALSE(stage.drive().has("conversation.news"));
        // Nor are later changes taken.
        stage.put(file_name, chat_with("\"en\": \"A late parcel\"", "\"en\": \"A parcel\""));
        watched(stage);
        CHECK(training::unfinished(stage.services()).entries[0].header.id == attempt);
    }
    CHECK_FALSE(stage.drive().has("conversation.version"));
    CHECK(training::unfinished(stage.services()).entries[0].turns == turns);
    stage.talk_by_keys();
    CHECK(stage.kept().size() == 1);
}

TEST_CASE("Coming back where what was said does not fit: what changed is said, the kept copy is played",
          "[gui][reload][fault]") {
    Stage stage({.seed = 7});
    stage.put(file_name, chat_drill());
    const auto attempt = stage.leave_unfinished(parcel, 1);
    stage.put(file_name, chat_with("\"id\": \"l1\"", "\"id\": \"l9\""));
    stage.open();
    stage.drive().click("rail.progress");
    stage.drive().click("history.unfinished." + attempt);
    stage.drive().frames(3);
    REQUIRE(stage.drive().has("conversation.version"));
    CHECK_FALSE(stage.drive().has("conversation.version.renewed"));
    CHECK(stage.label("conversation.version.finding.1").find("l1") != std::string::npos);
    stage.drive().press(Key::enter);
    stage.drive().frames(3);
    CHECK_FALSE(stage.drive().has("conversation.version"));
    CHECK(training::unfinished(stage.services()).entries[0].header.id == attempt);
    stage.talk_by_keys();
}

TEST_CASE("What counts differently now is not the first choice", "[gui][reload]") {
    Stage stage({.seed = 7});
    stage.put(file_name, chat_drill());
    const auto attempt = stage.leave_unfinished(parcel, 1);
    stage.put(file_name, chat_with("\"calls_for\": [\"acknowledge_feeling\"]",
                                   "\"calls_for\": [\"acknowledge_feeling\", \"restate\"]"));
    stage.open();
    stage.drive().click("library.resume." + attempt + ".go");
    stage.drive().frames(3);
    REQUIRE(stage.drive().has("conversation.version.renewed"));
    CHECK(stage.drive().has("conversation.version.finding.1"));
    stage.drive().press(Key::enter);
    stage.drive().frames(3);
    CHECK(training::unfinished(stage.services()).entries[0].header.id == attempt);
}

TEST_CASE("What is tried again is played as it was, whatever has become of the file", "[gui][reload]") {
    Stage stage({.seed = 7});
    stage.put(file_name, chat_drill());
    const auto attempt = stage.play(parcel, Play::model);
    stage.put(file_name, chat_with("\"start\": \"opening\"", "\"start\": \"hello\""));
    stage.open();
    stage.drive().click("rail.progress");
    stage.drive().click("history.attempt." + attempt);
    stage.drive().click("debrief.again");
    stage.drive().frames(3);
    REQUIRE(stage.screen() == "conversation");
    watched(stage);
    CHECK_FALSE(stage.drive().has("conversation.news"));
    CHECK_FALSE(stage.drive().has("conversation.version"));
    CHECK(line_of(stage) == "Three days! What happened?");
}

TEST_CASE("The library and the brief follow their files", "[gui][reload][library]") {
    Stage stage({.seed = 7});
    stage.open();
    const auto card = "library.card." + parcel;
    CHECK_FALSE(stage.drive().has(card));
    stage.put(file_name, chat_drill());
    watched(stage);
    REQUIRE(stage.drive().has(card));
    CHECK(stage.label(card) == "A late parcel");
    stage.put(file_name, chat_with("\"en\": \"A late parcel\"", "\"en\": \"A very late parcel\""));
    watched(stage);
    CHECK(stage.label(card) == "A very late parcel");

    stage.drive().click(card);
    REQUIRE(stage.screen() == "brief");
    CHECK(stage.label("brief.summary") == "Three days late.");
    stage.put(file_name, chat_with("Three days late.", "Four days late."));
    watched(stage);
    CHECK(stage.label("brief.summary") == "Four days late.");
    stage.put(file_name, chat_drill().substr(0, 900));
    watched(stage);
    CHECK_FALSE(stage.drive().has("brief.start"));
    CHECK(stage.label("brief.finding.1").starts_with(file_name + ":"));
    stage.put(file_name, chat_drill());
    watched(stage);
    CHECK(stage.drive().has("brief.start"));
    std::filesystem::remove(stage.library() / file_name);
    watched(stage);
    CHECK_FALSE(stage.drive().has("brief.start"));
    stage.drive().press(Key::escape);
    watched(stage);
    CHECK_FALSE(stage.drive().has(card));
    // The next step does not point to what is gone.
    stage.drive().press(Key::enter);
    CHECK(stage.screen() == "brief");
}

TEST_CASE("A file that breaks in the library says so there", "[gui][reload][library][fault]") {
    Stage stage({.seed = 7});
    stage.put(file_name, chat_drill());
    stage.open();
    stage.put(file_name, chat_drill().substr(0, 900));
    watched(stage);
    CHECK_FALSE(stage.drive().has("library.card." + parcel));
    CHECK(stage.drive().has("library.broken." + file_name));
}

TEST_CASE("A what-if is named as one, and counts for no try", "[gui][reload][history]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .seed = 7});
    stage.put(file_name, chat_drill());
    const auto first = stage.play(parcel, Play::weak);
    const auto again = stage.play_again(first, 2, Play::model);
    stage.open();
    CHECK(stage.app().library().find(parcel)->best->plays == 1);
    CHECK(stage.app().library().find(parcel)->best->attempt == first);
    stage.drive().click("rail.progress");
    const auto words = stage.app().tr("name.what_if", {{"turn", "2"}});
    CHECK(stage.drive().item("history.attempt." + again).text.ends_with(words));
    CHECK_FALSE(stage.drive().item("history.attempt." + first).text.ends_with(words));
}
