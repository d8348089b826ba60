// The conversation screen as a trainee uses it: keys, pointer, pause, silence, trouble with the disk, the end.
#include "tests/gui/screens/conversation_desk.h"

#include "sim/records/folders.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sys/resource.h>
#include <tuple>
#include <vector>

using namespace rapport;
using namespace rapport::gui;
using sound::Effect;

namespace {

// What a drill with the same seed faces: the screen must show the same words in the same order.
training::Drill twin(ConversationDesk& desk, const std::string& scenario, Language language) {
    auto settings = training::preferred_settings(desk.app().services(), language);
    settings.seed = 7;
    auto drill = training::Drill::start(
        desk.app().services(),
        std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "library" / (scenario + ".json"), settings, 0);
    REQUIRE(drill);
    return std::move(*drill);
}

void same(ConversationDesk& desk, const training::Drill& drill, Language language) {
    const auto& session = drill.session();
    CHECK(desk.line() == session.line().text.best(language));
    for (std::size_t i = 0; i < session.now().offered_count; ++i)
        CHECK(desk.reply(i + 1) == session.offered_reply(i).text.best(language));
    CHECK_FALSE(desk.drive().has("conversation.reply." + std::to_string(session.now().offered_count + 1)));
}

} // namespace

TEST_CASE("a whole drill by keyboard, in both languages", "[gui][conversation]") {
    const auto language = GENERATE(Language::en, Language::zh);
    const std::string scenario = GENERATE("late-order-chat", "bank-trust-in-person", "zhang-defect-phone");
    ConversationDesk desk({.scenario = scenario, .language = language});
    desk.drive().frames(3);
    auto beside = twin(desk, scenario, language);
    int turns = 0;
    for (; beside.stage() == training::Stage::talking; ++turns) {
        REQUIRE(turns < 60);
        same(desk, beside, language);
        const std::size_t count = beside.session().now().offered_count;
        const std::size_t position = static_cast<std::size_t>(turns) % count;
        desk.drive().press(static_cast<Key>(static_cast<std::size_t>(Key::digit1) + position));
        CHECK(desk.drive().item("conversation.reply." + std::to_string(position + 1)).selected);
        desk.drive().press(Key::enter);
        REQUIRE(beside.choose_at(position, 0));
        CHECK(desk.drive().duplicates().empty());
    }
    CHECK(desk.drive().item("conversation.ending_words").label == beside.session().ending()->text.best(language));
    CHECK_FALSE(desk.drive().has("conversation.line"));
    desk.drive().press(Key::enter);
    CHECK(desk.screen() == "debrief");
    CHECK(desk.app().services().database->list()->size() >= 1);
}

TEST_CASE("a whole drill by pointer: a click selects, a second click or the button says it", "[gui][conversation]") {
    ConversationDesk desk({.language = Language::zh});
    auto& drive = desk.drive();
    drive.frames(3);
    CHECK_THROWS_AS(drive.click("conversation.say"), DriveError); // nothing selected yet
    const std::string first = desk.line();
    drive.click("conversation.reply.2");
    CHECK(drive.item("conversation.reply.2").selected);
    CHECK(desk.line() == first);
    const std::string said = desk.reply(2);
    drive.click("conversation.say");
    CHECK(drive.item("conversation.said.1").text == said);
    for (int turn = 0; turn < 60 && drive.has("conversation.line"); ++turn) {
        drive.click("conversation.reply.1");
        drive.click("conversation.reply.1");
    }
    drive.click("conversation.debrief");
    CHECK(desk.screen() == "debrief");
}

TEST_CASE("one key is enough where the person prefers it", "[gui][conversation]") {
    ConversationDesk desk({.one_key = true});
    desk.drive().frames(3);
    const std::string said = desk.reply(3);
    desk.drive().press(Key::digit3);
    CHECK(desk.drive().item("conversation.said.1").text == said);
}

TEST_CASE("arrows move the selection and wrap around", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    drive.press(Key::up);
    CHECK(drive.item("conversation.reply.4").selected);
    drive.press(Key::down);
    CHECK(drive.item("conversation.reply.1").selected);
    CHECK_FALSE(drive.item("conversation.reply.4").selected);
    drive.press(Key::digit9); // no such reply
    CHECK(drive.item("conversation.reply.1").selected);
}

TEST_CASE("the mood move is shown at once, with its reason in words", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    const double anger = drive.item("conversation.anger").value;
    auto beside = twin(desk, "late-order-chat", Language::en);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    REQUIRE(beside.choose_at(0, 0));
    const auto& record = beside.session().log().front();
    CHECK(drive.item("conversation.anger").value == record.after.anger);
    CHECK(drive.item("conversation.trust").value == record.after.trust);
    CHECK(anger == beside.session().mood_at_start().anger);
    const std::string said = drive.item("conversation.move.1").label;
    const auto& heaviest = *std::ranges::max_element(record.reasons.all(), {}, [](const dialogue::Reason& r) {
        return r.code == dialogue::ReasonCode::temper || r.code == dialogue::ReasonCode::limit
                   ? 0
                   : std::max(std::abs(r.delta.anger), std::abs(r.delta.trust));
    });
    CHECK(said.find(reason_words(desk.app(), heaviest)) != std::string::npos);
}

TEST_CASE("the checklist ticks only what was called for", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    auto beside = twin(desk, "late-order-chat", Language::en);
    for (const std::string& id : drive.ids("conversation.check.")) CHECK_FALSE(drive.item(id).selected);
    // The reply that apologises although the opening calls for a greeting and the feeling.
    std::size_t at = 0;
    while (beside.session().offered_reply(at).id != "a") ++at;
    drive.press(static_cast<Key>(static_cast<std::size_t>(Key::digit1) + at));
    drive.press(Key::enter);
    REQUIRE(beside.choose_at(at, 0));
    const auto& labels = beside.session().log().front().labels;
    REQUIRE(labels[scoring::Behaviour::apologise] > 0);
    CHECK(drive.item("conversation.check.acknowledge_feeling").value ==
          labels[scoring::Behaviour::acknowledge_feeling]);
    CHECK(drive.item("conversation.check.apologise").value == 0);
}

TEST_CASE("a hint names what the moment calls for, not the answer", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    CHECK_FALSE(drive.has("conversation.hint_card"));
    drive.click("conversation.hint");
    CHECK(drive.has("conversation.hint_card"));
    for (int i = 1; i <= 4; ++i) CHECK_FALSE(drive.item("conversation.reply." + std::to_string(i)).selected);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    CHECK_FALSE(drive.has("conversation.hint_card")); // it was for that moment
}

TEST_CASE("pause stops the clock; leaving is safe and resumes where it was", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    drive.press(Key::digit3);
    drive.press(Key::enter);
    const std::string line = desk.line();

    drive.press(Key::escape);
    REQUIRE(drive.has("conversation.resume"));
    CHECK_THROWS_AS(drive.click("conversation.reply.1"), DriveError); // behind the dialog
    drive.press(Key::digit1);
    drive.wait(600, 40); // far beyond every silence
    CHECK(desk.line() == line);
    CHECK_FALSE(drive.item("conversation.reply.1").selected);
    drive.press(Key::enter);
    CHECK_FALSE(drive.has("conversation.resume"));
    CHECK(drive.item("conversation.clock").text == "reading"); // the clock stood still

    drive.click("conversation.pause");
    drive.click("conversation.leave");
    CHECK(desk.screen() == "library");
    const auto left = training::unfinished(desk.app().services()).entries;
    REQUIRE(left.size() == 1);
    drive.click("library.resume." + left.front().header.id + ".go");
    CHECK(desk.screen() == "conversation");
    CHECK(desk.line() == line);
    CHECK(drive.has("conversation.said.1"));
    desk.to_the_end();
    CHECK(drive.has("conversation.debrief"));
}

TEST_CASE("leaving before the first reply leaves nothing to come back to", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    drive.press(Key::escape);
    drive.click("conversation.leave");
    CHECK(desk.screen() == "library");
    CHECK(training::unfinished(desk.app().services()).entries.empty());
    CHECK(desk.app().services().database->list({.scenario_id = {}, .status = std::nullopt, .limit = 9})->empty());
}

TEST_CASE("stopping early keeps what was said and opens the debrief", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    SECTION("after a reply") {
        drive.press(Key::digit1);
        drive.press(Key::enter);
        drive.press(Key::escape);
        drive.click("conversation.stop");
        CHECK(desk.screen() == "debrief");
        const auto rows = desk.app().services().database->list();
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        CHECK(rows->front().end.status == records::Status::abandoned);
    }
    SECTION("before anything was said, nothing is kept") {
        drive.press(Key::escape);
        drive.click("conversation.stop");
        CHECK(desk.screen() == "library");
        CHECK(desk.app().services().database->list()->empty());
        CHECK(training::unfinished(desk.app().services()).entries.empty());
    }
}

TEST_CASE("closing the window in mid-drill asks nothing and loses nothing", "[gui][conversation]") {
    ConversationDesk desk;
    desk.drive().frames(3);
    desk.drive().press(Key::digit2);
    desk.drive().press(Key::enter);
    CHECK(desk.app().may_close(desk.drive().ui()));
    CHECK(training::unfinished(desk.app().services()).entries.size() == 1);
}

TEST_CASE("silence falls when nothing happens, and is shown", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    const auto beside = twin(desk, "late-order-chat", Language::en);
    REQUIRE(beside.clock(0).silence_in); // the reading allowance is in it
    const double due = static_cast<double>(*beside.clock(0).silence_in) / 1000;
    drive.wait(due - 12, 30);
    CHECK(desk.line() == line);
    CHECK(desk.heard(Effect::tick) == 0);
    drive.wait(13, 130);
    CHECK(desk.line() != line);
    CHECK(drive.item("conversation.line.1").text == line);
    CHECK_FALSE(drive.has("conversation.said.1"));
    CHECK(desk.heard(Effect::tick) == 5); // the last five seconds
    CHECK(desk.heard(Effect::sent) == 0);
}

TEST_CASE("moving the pointer is no silence", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    for (int i = 0; i < 8; ++i) {
        drive.wait(15, 15);
        drive.hover(i % 2 ? "conversation.reply.1" : "conversation.reply.2");
    }
    CHECK(desk.line() == line);
}

TEST_CASE("saying nothing on purpose works by key and button", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    if (GENERATE(true, false))
        drive.press(Key::s);
    else
        drive.click("conversation.silence");
    CHECK(desk.line() != line);
    CHECK_FALSE(drive.has("conversation.said.1"));
}

TEST_CASE("where silence leads nowhere, it cannot be chosen and never falls", "[gui][conversation]") {
    ConversationDesk desk({.edit = without_first_silence});
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    CHECK_FALSE(drive.has("conversation.silence"));
    drive.press(Key::s);
    CHECK(desk.line() == line);
    drive.wait(900, 60);
    CHECK(desk.line() == line);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    CHECK(drive.has("conversation.silence")); // the next moment has one again
}

TEST_CASE("the response clock: reading first, then seconds against the norm, warm near it", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    CHECK(drive.item("conversation.clock").text == "reading");
    drive.wait(16, 16); // the allowance is some eight seconds here
    CHECK(drive.item("conversation.clock").text == "calm");
    CHECK(drive.item("conversation.clock").label.find("60") != std::string::npos);
    const double share = drive.item("conversation.clock").value;
    drive.wait(5, 5);
    CHECK(drive.item("conversation.clock").value > share);
    // Kept awake by a finger on a key, so that no silence falls.
    for (int i = 0; i < 5; ++i) {
        drive.wait(8, 8);
        drive.press(Key::down);
    }
    CHECK(drive.item("conversation.clock").text == "warm");
}

TEST_CASE("without time limits there is no clock and no silence", "[gui][conversation]") {
    ConversationDesk desk({.leniency = 0});
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line();
    drive.wait(900, 30);
    CHECK(desk.line() == line);
    CHECK(drive.item("conversation.clock").label == desk.app().tr("conversation.clock_free"));
}

TEST_CASE("an idle screen asks for a frame only when a shown second changes", "[gui][conversation]") {
    const std::string scenario = GENERATE("late-order-chat", "zhang-defect-phone");
    ConversationDesk desk({.scenario = scenario});
    auto& drive = desk.drive();
    drive.frames(3);
    while (drive.ui().fonts().busy()) drive.frames(2);
    // As the window does: sleep until the frame that was asked for.
    const double begin = drive.ui().now();
    int frames = 0;
    std::set<std::string> seen;
    while (drive.ui().now() < begin + 30 && frames < 1000) {
        const auto due = drive.ui().frame_due_in();
        REQUIRE(due);
        drive.wait(std::max(*due, 0.001), 1); // time goes on between two frames
        ++frames;
        seen.insert(drive.item("conversation.clock").label);
    }
    // The phone counts the call in seconds of its own.
    CHECK(frames <= (scenario == "late-order-chat" ? 45 : 80)); // one a second, and what arrives from other threads
    CHECK(seen.size() >= 15);
}

TEST_CASE("the language changes in the middle, past turns included", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    auto beside = twin(desk, "late-order-chat", Language::en);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    REQUIRE(beside.choose_at(0, 0));
    drive.click("bar.language.zh");
    same(desk, beside, Language::zh);
    const auto& s = beside.scenario();
    const auto& record = beside.session().log().front();
    CHECK(drive.item("conversation.said.1").text ==
          s.replies_of(s.nodes[record.node])[record.reply].text[Language::zh]);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    drive.press(Key::escape);
    drive.click("conversation.leave");
    desk.resume();
    CHECK(drive.has("conversation.said.2"));
}

// The journal's file is held open: a full disk is played by taking its room away.
static void limit(rlim_t bytes) {
    rlimit l{};
    getrlimit(RLIMIT_FSIZE, &l);
    l.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &l);
}

TEST_CASE("a step that cannot be written is not said; trying again says it", "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    const std::string line = desk.line(), reply = desk.reply(2);
    limit(0);
    drive.press(Key::digit2);
    drive.press(Key::enter);
    limit(RLIM_INFINITY);
    REQUIRE(drive.has("conversation.problem"));
    CHECK(desk.line() == line);
    CHECK(desk.reply(2) == reply);
    CHECK_FALSE(drive.has("conversation.said.1"));
    CHECK(drive.item("conversation.clock").label == desk.app().tr("conversation.clock_stands"));
    CHECK(drive.duplicates().empty());
    SECTION("the same again") {
        drive.click("conversation.retry");
        CHECK_FALSE(drive.has("conversation.problem"));
        CHECK(drive.item("conversation.said.1").text == reply);
    }
    SECTION("or another reply") {
        const std::string other = desk.reply(3);
        drive.press(Key::digit3);
        drive.press(Key::enter);
        CHECK_FALSE(drive.has("conversation.problem"));
        CHECK(drive.item("conversation.said.1").text == other);
    }
}

TEST_CASE("a stop that cannot be written leaves the conversation as it was; trying again stops it",
          "[gui][conversation]") {
    ConversationDesk desk;
    auto& drive = desk.drive();
    drive.frames(3);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    const std::string line = desk.line();
    drive.press(Key::escape);
    limit(0);
    drive.click("conversation.stop");
    limit(RLIM_INFINITY);
    REQUIRE(drive.has("conversation.problem"));
    CHECK(drive.item("conversation.problem_what").label == desk.app().tr("conversation.not_stopped"));
    CHECK(desk.line() == line);
    SECTION("stop after all") {
        drive.click("conversation.retry");
        drive.frames(2);
        CHECK(desk.screen() == "debrief");
    }
    SECTION("or go on talking") {
        drive.press(Key::digit1);
        drive.press(Key::enter);
        CHECK_FALSE(drive.has("conversation.problem"));
        CHECK(drive.has("conversation.said.2"));
    }
}

TEST_CASE("a result that cannot be stored is told, and the debrief stays within reach", "[gui][conversation]") {
    ConversationDesk desk({.database = false});
    auto& drive = desk.drive();
    drive.frames(3);
    drive.press(Key::enter); // the app's own word about it at the start
    desk.to_the_end();
    REQUIRE_FALSE(drive.has("conversation.line"));
    REQUIRE(drive.has("conversation.problem"));
    CHECK(drive.has("conversation.retry"));
    CHECK(drive.duplicates().empty());
    drive.click("conversation.retry"); // still broken
    CHECK(drive.has("conversation.problem"));
    drive.click("conversation.debrief");
    CHECK(desk.screen() == "debrief");
    CHECK_FALSE(std::filesystem::is_empty(records::journal_folder(desk.data())));
}

TEST_CASE("sounds: a phone rings until the first line is there and hangs up at the end", "[gui][conversation]") {
    ConversationDesk desk({.scenario = "zhang-defect-phone", .motion = true});
    auto& drive = desk.drive();
    drive.frames(2);
    CHECK(desk.ringing == 1);
    CHECK_FALSE(drive.has("conversation.line"));
    CHECK_FALSE(drive.has("conversation.reply.1"));
    drive.wait(2, 20);
    CHECK(desk.ringing == 0);
    CHECK(drive.has("conversation.line"));
    CHECK(drive.has("conversation.voice"));
    for (int turn = 0; turn < 60 && drive.has("conversation.line"); ++turn) {
        drive.press(Key::digit1);
        drive.press(Key::enter);
        drive.wait(1.5, 15);
    }
    CHECK(desk.heard(Effect::hang_up) == 1);
    CHECK(desk.heard(Effect::message) == 0);
}

TEST_CASE("leaving while the phone rings stops the ringing", "[gui][conversation]") {
    ConversationDesk desk({.scenario = "zhang-defect-phone", .motion = true});
    desk.drive().frames(2);
    REQUIRE(desk.ringing == 1);
    desk.drive().press(Key::escape);
    CHECK(desk.ringing == 0);
    desk.drive().click("conversation.resume");
    CHECK(desk.ringing == 1);
    desk.app().go_library();
    desk.drive().frames(2);
    CHECK(desk.ringing == 0);
}

TEST_CASE("chat: dots while the customer types; reading time starts with the line", "[gui][conversation]") {
    ConversationDesk desk({.motion = true});
    auto& drive = desk.drive();
    drive.frames(3);
    drive.press(Key::digit1);
    drive.press(Key::enter);
    REQUIRE(drive.has("conversation.typing"));
    CHECK_FALSE(drive.has("conversation.line"));
    CHECK_FALSE(drive.has("conversation.reply.1"));
    CHECK(drive.has("conversation.said.1"));
    CHECK(desk.heard(Effect::sent) == 1);
    CHECK(desk.heard(Effect::message) == 0);
    drive.press(Key::digit1); // nothing to choose yet
    drive.wait(0.3, 6);
    CHECK(drive.has("conversation.typing"));
    drive.wait(1.2, 24);
    CHECK(drive.has("conversation.line"));
    CHECK(desk.heard(Effect::message) == 1);
    CHECK(drive.item("conversation.clock").text == "reading");
}

TEST_CASE("without motion the next line is there at once", "[gui][conversation]") {
    ConversationDesk desk;
    desk.drive().frames(3);
    desk.drive().press(Key::digit1);
    desk.drive().press(Key::enter);
    CHECK(desk.drive().has("conversation.line"));
    CHECK_FALSE(desk.drive().has("conversation.typing"));
}

TEST_CASE("the phone shows the voice, and the face when asked", "[gui][conversation]") {
    ConversationDesk desk({.scenario = "zhang-defect-phone"});
    auto& drive = desk.drive();
    drive.frames(3);
    CHECK(drive.has("conversation.voice"));
    CHECK(drive.has("conversation.timer"));
    CHECK_FALSE(drive.has("conversation.face"));
    drive.click("conversation.face_switch");
    CHECK(drive.has("conversation.face"));
    CHECK_FALSE(drive.has("conversation.voice"));
}

TEST_CASE("panels collapse in a narrow window and never overlap", "[gui][conversation]") {
    const std::string channel = GENERATE("phone", "chat", "email", "in_person", "social");
    const auto [width, height, scale] = GENERATE(std::tuple{1280, 800, 100}, std::tuple{1024, 700, 100},
                                                 std::tuple{1024, 700, 200}, std::tuple{3840, 2160, 100});
    ConversationDesk desk({.edit = on_channel(channel), .width = width, .height = height, .text_scale = scale});
    auto& drive = desk.drive();
    drive.frames(3);
    const auto apart = [&] {
        std::vector<Rect> panels;
        for (const char* id : {"conversation.card", "conversation.middle", "conversation.side"})
            if (drive.has(id)) panels.push_back(drive.item(id).rect);
        REQUIRE_FALSE(panels.empty());
        for (std::size_t i = 0; i < panels.size(); ++i) {
            CHECK(panels[i].left >= 0);
            CHECK(panels[i].right <= static_cast<float>(width) + 1);
            for (std::size_t k = i + 1; k < panels.size(); ++k) CHECK(panels[i].right <= panels[k].left + 1);
        }
    };
    apart();
    CHECK(drive.sees("conversation.say"));
    if (static_cast<float>(width) / static_cast<float>(scale) * 100 < 1100) {
        drive.click("conversation.card_switch");
        apart();
        CHECK(drive.has("conversation.card"));
        CHECK_FALSE(drive.has("conversation.side"));
        drive.click("conversation.card_switch");
        CHECK_FALSE(drive.has("conversation.card"));
    } else {
        CHECK(drive.has("conversation.card"));
        CHECK(drive.has("conversation.side"));
    }
    // Whatever the size: the reply can be reached and said.
    drive.click("conversation.reply.4");
    drive.click("conversation.say");
    CHECK(drive.duplicates().empty());
}
