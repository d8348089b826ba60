// Draws every screen to PNG, without a display: rapport-screenshots FOLDER [part of a name …].
#include "sim/records/people.h"
#include "sim/records/profiles.h"
#include "sim/records/team.h"
#include "sim/training/overrule.h"
#include "tests/gui/screens/stage.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string_view>
#include <thread>
#include <utility>

namespace {

using namespace rapport;
using namespace rapport::gui;

struct Shot {
    const char* name;
    std::function<void(Stage&)> before; // fills the stage
    std::function<void(Stage&)> act;    // walks to the screen
    int full_height = 0;                // > 0: also the whole page, this high, in one picture
    bool first_run = false;
    const char* input_mode = "choice";
};

const char* const broken_file = R"({
  "format": 1, "id": "half-written", "version": 1,
  "titel": {"en": "Half written"}
})";

void nothing(Stage&) {}

// The chat with its topic open from the first line on.
void topic_at_once(Stage& stage) {
    std::ifstream file(std::string(RAPPORT_SOURCE_DIR) + "/scenarios/library/late-order-chat.json");
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    const std::string when = R"j("when": "due_known and seen(shop-sure)",)j";
    bytes.erase(bytes.find(when), when.size());
    stage.put("late-order-chat.json", bytes);
}

void some_weeks(Stage& stage) {
    stage.play("zhang-defect-phone", Play::weak);
    stage.play("zhang-defect-phone", Play::mixed);
    stage.play("late-order-chat", Play::mixed);
    stage.play("zhang-defect-phone", Play::model);
}

// Chosen, typed, by the program, from the middle of another, under a name, and one still open.
void history_of_all_kinds(Stage& stage) {
    some_weeks(stage);
    stage.services().preferences.trainee = stage.app_language() == Language::en ? "Zoë" : "小周";
    const auto named = stage.play("zhang-defect-phone", Play::weak);
    stage.play_typed("zhang-defect-phone", {stage.app_language() == Language::en ? "I am sorry." : "对不起。"});
    stage.play_by_program("late-order-chat", Play::model);
    stage.play_again(named, 2);
    stage.leave_unfinished("late-order-chat", 2);
}

// The newest attempt's page, so many turns further than its first.
void step_through(Stage& stage, int turns) {
    stage.drive().click("rail.progress");
    stage.drive().frames(2);
    stage.drive().click("history.replay." + stage.kept().front().header.id);
    for (int i = 0; i < turns; ++i) stage.drive().press(Key::right);
    stage.drive().frames(3);
}

// Nobody listens there.
void team_away(Stage& stage) {
    some_weeks(stage);
    (void)records::join_team(stage.data(), "postgresql://desk@127.0.0.1:1/rapport");
}

void until_away(Stage& stage) {
    Driver& drive = stage.drive();
    for (int i = 0; i < 1000 && !(drive.has("bar.sync") && drive.item("bar.sync").label.size() > 40); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        drive.frames(1);
    }
}

// Two without a PIN, the second with a staff number, one with.
void three_people(Stage& stage) {
    some_weeks(stage);
    auto& database = *stage.services().database;
    const bool english = stage.app_language() == Language::en;
    (void)records::add_person(database, {english ? "Ana Costa" : "陈静", ""});
    (void)records::add_person(database, {english ? "Tom Berger" : "王磊", "4711"});
    if (const auto locked = records::add_person(database, {english ? "Zoë Adler" : "周敏", ""}))
        (void)records::set_pin(database, *locked, "2580");
}

void many_people(Stage& stage) {
    for (int i = 1; i <= 14; ++i)
        (void)records::add_person(*stage.services().database,
                                  {(stage.app_language() == Language::en ? "Colleague " : "同事") + std::to_string(i),
                                   std::to_string(4700 + i)});
}

void ask_who(Stage& stage) {
    stage.drive().click("bar.person");
    stage.drive().frames(3);
}

// The first row of whoever has a PIN, or has none.
void pick(Stage& stage, bool with_pin) {
    ask_who(stage);
    const std::string pin = stage.words("signin.has_pin");
    for (const auto& id : stage.drive().ids("signin.person.")) {
        if (stage.drive().item(id).text.ends_with(pin) != with_pin) continue;
        stage.drive().click(id);
        break;
    }
    stage.drive().frames(3);
}

void newest_debrief(Stage& stage) {
    stage.drive().click("rail.progress");
    const auto rows = stage.kept();
    stage.drive().click("history.attempt." + rows.front().header.id);
}

void figures(Stage& stage) {
    newest_debrief(stage);
    stage.drive().click_at("debrief.self.listening", 0.7F);
    stage.drive().click_at("debrief.self.empathy", 0.4F);
    stage.drive().click("debrief.show");
}

// A conversation after so many replies, the next one picked.
std::function<void(Stage&)> talk(const char* scenario, int replies) {
    return [=](Stage& stage) {
        Driver& drive = stage.drive();
        drive.click(std::string("library.card.") + scenario);
        drive.press(Key::enter);
        drive.wait(4);
        for (int i = 0; i < replies && !drive.has("conversation.debrief"); ++i) {
            drive.press(i % 3 == 0 ? Key::digit2 : Key::digit1);
            drive.press(Key::enter);
            drive.wait(5);
        }
        (void)drive.pixels(); // with every glyph in place words take other room
        drive.press(Key::digit2);
        drive.wait(1);
    };
}

// Words of one's own for the opening of the chat, half good; and some that show everything that may stand in the box.
const char* own_words(Language language) {
    return language == Language::en
               ? "Hello Ms Lin, I'm Sam. Three days late and nobody told you a thing, no wonder you are angry. I'm "
                 "sorry about that. It should be there tomorrow, I guarantee it."
               : "林女士您好，我是小周。晚了三天也没人告诉您一声，换谁都会着急，实在对不起。明天一定能到，我向您保证。";
}

// A conversation in one's own words: so many sent, then some in the box.
std::function<void(Stage&)> type(const char* scenario, int sent, bool then_send) {
    return [=](Stage& stage) {
        Driver& drive = stage.drive();
        drive.click(std::string("library.card.") + scenario);
        drive.press(Key::enter);
        drive.wait(4);
        for (int i = 0; i < sent; ++i) {
            drive.type(own_words(stage.app().language()));
            drive.press(Key::enter);
            if (drive.has("conversation.yours")) drive.press(Key::enter);
            drive.wait(5);
        }
        drive.type(own_words(stage.app().language()));
        if (then_send) drive.press(Key::enter);
        drive.wait(1);
    };
}

// The phone drill in one's own words: half of it good, then words that cannot be graded.
std::vector<std::string> own_story(Language language) {
    if (language == Language::en)
        return {"Hello Mr Zhang, this is Li. Your projector died in front of twelve guests, I understand how you feel. "
                "Just "
                "restart it once more, please.",
                "So it goes black after ten minutes. I'm sorry for any inconvenience. We will look into it.",
                "sorry refund understand exchange repair"};
    return {"张先生您好，我是小李。十二位客人面前黑屏，我非常理解您的心情。您先重启一下试试。",
            "开十来分钟就黑屏是吧。给您带来不便，非常抱歉。我们会处理的。", "抱歉 退款 理解 换货 维修"};
}

std::vector<Shot> shots() {
    const auto mixed = [](Stage& stage) { stage.play("zhang-defect-phone", Play::mixed); };
    const auto twice = [](Stage& stage) {
        const auto first = stage.play("zhang-defect-phone", Play::mixed);
        stage.play_again(first, 3, Play::model);
    };
    const auto brief = [](const char* id) {
        return [id](Stage& stage) { stage.drive().click(std::string("library.card.") + id); };
    };
    return {
        {"welcome", nothing, nothing, 0, true},
        {"library-team-away", team_away, until_away},
        {"library", some_weeks, nothing, 1300},
        {"library-resume",
         [](Stage& s) {
             some_weeks(s);
             s.leave_unfinished("late-order-chat", 3);
         },
         nothing, 0},
        {"library-broken",
         [](Stage& s) {
             s.put("half-written.json", broken_file);
             some_weeks(s);
         },
         nothing, 1500},
        {"library-nothing", some_weeks, [](Stage& s) { s.drive().type("library.search", "xyz"); }, 0},
        {"brief-phone", nothing, brief("zhang-defect-phone"), 1300},
        {"brief-chat", nothing, brief("late-order-chat"), 0},
        {"brief-typing", nothing, brief("late-order-chat"), 0, false, "say_then_choose"},
        {"brief-breathing", nothing,
         [&brief](Stage& s) {
             s.drive().click("library.card.zhang-defect-phone");
             s.drive().click("brief.breathe");
         },
         0},
        {"conversation", nothing, talk("zhang-defect-phone", 0), 0},
        {"conversation-middle", nothing, talk("zhang-defect-phone", 4), 0},
        {"conversation-chat", nothing, talk("late-order-chat", 4), 0},
        {"conversation-topics", topic_at_once, talk("late-order-chat", 0), 0},
        {"conversation-person", nothing, talk("bank-trust-in-person", 3), 0},
        {"conversation-typing", nothing, type("late-order-chat", 1, false), 0, false, "free_text"},
        {"conversation-typed-read", nothing, type("late-order-chat", 0, true), 0, false, "say_then_choose"},
        {"conversation-typed-unread", nothing,
         [](Stage& s) {
             type("late-order-chat", 1, false)(s);
             s.drive().press(Key::a, {.ctrl = true});
             s.drive().type("!!! ??? ...");
             s.drive().press(Key::enter);
         },
         0, false, "free_text"},
        {"conversation-end", nothing, talk("zhang-defect-phone", 60), 0},
        {"debrief", mixed, newest_debrief, 1500},
        {"debrief-good", [](Stage& s) { s.play("zhang-defect-phone", Play::model); }, newest_debrief, 0},
        {"debrief-result", mixed,
         [](Stage& s) {
             figures(s);
             s.drive().ui().reveal("debrief.behaviours");
             s.drive().frames(3);
         },
         2000},
        {"debrief-words", mixed,
         [](Stage& s) {
             figures(s);
             s.drive().click("debrief.tab.conversation");
             s.drive().ui().reveal("debrief.mood");
             s.drive().frames(3);
         },
         5200},
        {"debrief-typed",
         [](Stage& s) {
             const auto attempt = s.play_typed("zhang-defect-phone", own_story(s.app_language()));
             const auto change = training::overrule(
                 s.services(), attempt,
                 {2, "restate", 2, s.app_language() == Language::en ? "all of it is there" : "事实和诉求都说到了",
                  "Ana"});
             if (!change) throw std::runtime_error(change.error().code);
         },
         [](Stage& s) {
             newest_debrief(s);
             s.drive().click("debrief.show");
             s.drive().click("debrief.tab.conversation");
             s.drive().ui().reveal("debrief.me.1");
             s.drive().frames(3);
         },
         4200},
        {"debrief-survey", mixed,
         [](Stage& s) {
             figures(s);
             s.drive().click("debrief.tab.survey");
         },
         1500},
        {"debrief-twice", twice,
         [](Stage& s) {
             figures(s);
             if (s.drive().has("debrief.compare")) s.drive().ui().reveal("debrief.compare");
             s.drive().frames(3);
         },
         2400},
        {"history",
         [](Stage& s) {
             some_weeks(s);
             s.leave_unfinished("late-order-chat", 2);
         },
         [](Stage& s) { s.drive().click("rail.progress"); }, 0},
        {"history-empty", nothing, [](Stage& s) { s.drive().click("rail.progress"); }, 0},
        {"history-delete", some_weeks,
         [](Stage& s) {
             s.drive().click("rail.progress");
             s.drive().click(s.drive().ids("history.delete.").front());
         },
         0},
        {"history-filters", history_of_all_kinds,
         [](Stage& s) {
             s.drive().click("rail.progress");
             s.drive().click("history.filters");
             s.drive().click("history.outcome.resolved");
             s.drive().click("history.outcome.abandoned");
             s.drive().frames(3);
         },
         1200},
        {"history-search", history_of_all_kinds,
         [](Stage& s) {
             s.drive().click("rail.progress");
             s.drive().click("history.filters");
             s.drive().click("history.mode.chosen");
             s.drive().click("history.filters");
             s.drive().type("history.search", "zhang");
             s.drive().frames(3);
         },
         0},
        {"history-nothing", history_of_all_kinds,
         [](Stage& s) {
             s.drive().click("rail.progress");
             s.drive().type("history.search", "xyz");
             s.drive().frames(3);
         },
         0},
        {"attempt-start", mixed, [](Stage& s) { step_through(s, 0); }, 1400},
        {"attempt-middle", mixed, [](Stage& s) { step_through(s, 2); }, 1800},
        {"attempt-end", [](Stage& s) { s.play("late-order-chat", Play::mixed); }, [](Stage& s) { step_through(s, 60); },
         0},
        {"attempt-person", [](Stage& s) { s.play("bank-trust-in-person", Play::weak); },
         [](Stage& s) { step_through(s, 1); }, 0},
        {"settings", nothing, [](Stage& s) { s.drive().click("rail.settings"); }, 1500},
        {"signin", three_people, ask_who, 0},
        {"signin-many", many_people, ask_who, 0},
        {"signin-pin", three_people,
         [](Stage& s) {
             pick(s, true);
             s.drive().type("25");
             s.drive().frames(3);
         },
         0},
        {"signin-wrong", three_people,
         [](Stage& s) {
             pick(s, true);
             s.drive().type("0000");
             s.drive().press(Key::enter);
             s.drive().frames(3);
         },
         0},
        {"signin-wait", three_people,
         [](Stage& s) {
             pick(s, true);
             for (int i = 0; i < 6; ++i) {
                 s.drive().type("0000");
                 s.drive().press(Key::enter);
                 s.drive().frames(3);
             }
         },
         0},
        {"signin-add", three_people,
         [](Stage& s) {
             ask_who(s);
             s.drive().click("signin.add");
             s.drive().type(s.app_language() == Language::en ? "Sam" : "小周");
             s.drive().frames(3);
         },
         0},
        {"signin-leave", three_people,
         [](Stage& s) {
             talk("zhang-defect-phone", 2)(s);
             ask_who(s);
         },
         0},
        {"signin-done", three_people, [](Stage& s) { pick(s, false); }, 0},
        {"signin-settings", three_people,
         [](Stage& s) {
             pick(s, false);
             s.drive().wait(6);
             s.drive().click("rail.settings");
         },
         1500},
        {"settings-erase", three_people,
         [](Stage& s) {
             pick(s, false);
             s.drive().wait(6);
             s.drive().click("rail.settings");
             s.drive().click("settings.erase");
             s.drive().frames(3);
         },
         0},
        {"settings-words", some_weeks,
         [](Stage& s) {
             s.services().utc_now = [] { return std::string("2027-08-05T09:00:00Z"); };
             s.drive().click("rail.settings");
             s.drive().click("settings.old_words");
             s.drive().frames(3);
         },
         0},
        {"keys", nothing, [](Stage& s) { s.drive().click("bar.keys"); }, 0},
        {"trouble", nothing,
         [](Stage& s) {
             s.app().show(Diagnostic::error("disk_full").with("path", s.data().string()).with("reason", "ENOSPC"));
             s.drive().frames(3);
         },
         0},
    };
}

struct View {
    int width, height, text_scale;
    records::Theme theme;
};

void take(const Shot& shot, Language language, const View& view, const std::filesystem::path& folder) {
    Stage stage({.language = language,
                 .theme = view.theme,
                 .text_scale = view.text_scale,
                 .width = view.width,
                 .height = view.height,
                 .first_run = shot.first_run,
                 .input_mode = shot.input_mode});
    shot.before(stage);
    stage.open();
    shot.act(stage);
    std::string name = std::string(shot.name) + "-" + std::string(id(language)) + "-" +
                       std::string(records::id(view.theme)) + "-" + std::to_string(view.width) + "x" +
                       std::to_string(view.height);
    if (view.text_scale != 100) name += "-" + std::to_string(view.text_scale);
    stage.drive().save_png((folder / (name + ".png")).string());
    for (const auto& twice : stage.drive().duplicates())
        std::fprintf(stderr, "%s: two items %s\n", name.c_str(), twice.c_str());
    if (shot.full_height > 0 && view.height == 800) {
        stage.drive().resize(view.width, shot.full_height * view.text_scale / 100);
        stage.drive().save_png((folder / (name + "-full.png")).string());
    }
}

} // namespace

int main(int argc, char** argv) {
    constexpr const char* usage = "usage: rapport-screenshots FOLDER [part of a name …]\n"
                                  "Draws every screen to PNG into FOLDER, or those with such a part in their name.\n";
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--help" || argument == "-h") {
            std::fputs(usage, stdout);
            return 0;
        }
        if (argument.starts_with("-")) {
            std::fprintf(stderr, "rapport-screenshots: unknown option %s\n%s", argv[i], usage);
            return 2;
        }
    }
    if (argc < 2) {
        std::fputs(usage, stderr);
        return 2;
    }
    using records::Theme;
    const std::vector<View> views{
        {1280, 800, 100, Theme::light}, {1280, 800, 100, Theme::dark},  {1280, 800, 100, Theme::contrast},
        {1280, 800, 150, Theme::light}, {1024, 700, 100, Theme::light}, {1920, 1080, 100, Theme::light},
        {1920, 1080, 100, Theme::dark}, {1280, 800, 200, Theme::light}, {1024, 700, 200, Theme::light}};
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    int taken = 0, failed = 0;
    for (const Shot& shot : shots())
        for (const View& view : views)
            for (const Language language : all_languages) {
                const std::string name = std::string(shot.name) + "-" + std::string(id(language)) + "-" +
                                         std::string(records::id(view.theme)) + "-" + std::to_string(view.width) + "-" +
                                         std::to_string(view.text_scale);
                bool wanted = argc == 2;
                for (int i = 2; i < argc; ++i) wanted = wanted || name.find(argv[i]) != std::string::npos;
                if (!wanted) continue;
                try {
                    take(shot, language, view, folder);
                    ++taken;
                } catch (const std::exception& e) {
                    std::fprintf(stderr, "%s: %s\n", name.c_str(), e.what());
                    ++failed;
                }
            }
    std::printf("%d screens drawn into %s\n", taken, folder.c_str());
    return failed == 0 ? 0 : 1;
}
