// The frame around the screens: getting about, language, theme, trouble, keys; and the whole way by keyboard.
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

struct Stop {
    const char* name;
    std::function<void(Stage&)> go;
};

// Every screen and every state of it worth its name, walked to from anywhere but the conversation, which comes last.
// The stage has a finished attempt.
std::vector<Stop> stops() {
    const auto debrief = [](const char* page) {
        return [page](Stage& s) {
            s.drive().click("rail.progress");
            s.drive().click("history.attempt." + s.kept().front().header.id);
            if (page == nullptr) return;
            s.drive().click("debrief.skip");
            s.drive().click(std::string("debrief.tab.") + page);
        };
    };
    return {{"library", [](Stage& s) { s.drive().click("rail.practice"); }},
            {"brief",
             [](Stage& s) {
                 s.drive().click("rail.practice");
                 s.drive().click("library.card." + drill);
             }},
            {"debrief", debrief(nullptr)},
            {"debrief", debrief("result")},
            {"debrief", debrief("conversation")},
            {"debrief", debrief("survey")},
            {"history", [](Stage& s) { s.drive().click("rail.progress"); }},
            {"settings", [](Stage& s) { s.drive().click("rail.settings"); }},
            {"conversation", [](Stage& s) {
                 s.drive().click("rail.practice");
                 s.drive().click("library.card." + drill);
                 s.drive().click("brief.start");
             }}};
}

bool holds_chinese(const std::string& words) {
    return std::ranges::any_of(words, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

} // namespace

TEST_CASE("No screen draws two items under one id", "[gui][shell]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.play(drill, Play::mixed);
    stage.open();
    for (const Stop& stop : stops()) {
        INFO(stop.name);
        stop.go(stage);
        CHECK(stage.screen() == stop.name);
        CHECK(stage.drive().duplicates() == std::vector<std::string>{});
    }
}

TEST_CASE("The language switches at once on every screen, and the screen stays", "[gui][shell]") {
    Stage stage;
    stage.play(drill, Play::mixed);
    stage.open();
    for (const Stop& stop : stops()) {
        INFO(stop.name);
        stop.go(stage);
        const auto chinese_items = [&] {
            int n = 0;
            for (const auto& id : stage.drive().ids(std::string(stop.name) + ".")) {
                const Item& item = stage.drive().item(id);
                n += holds_chinese(item.label) || holds_chinese(item.text) ? 1 : 0;
            }
            return n;
        };
        CHECK(chinese_items() == 0);
        stage.drive().click("bar.language.zh");
        CHECK(stage.screen() == stop.name);
        CHECK(chinese_items() > 0);
        CHECK(stage.app().language() == Language::zh);
        stage.drive().click("bar.language.en");
        CHECK(chinese_items() == 0);
    }
}

TEST_CASE("Language and theme are kept for the next start", "[gui][shell]") {
    Stage stage;
    stage.open();
    stage.drive().click("bar.language.zh");
    const auto light = stage.drive().pixels();
    stage.drive().click("bar.theme");
    CHECK(stage.drive().ui().look().theme == ThemeName::dark);
    CHECK(stage.drive().pixels() != light);
    stage.open();
    CHECK(stage.app().language() == Language::zh);
    CHECK(stage.drive().ui().look().theme == ThemeName::dark);
    stage.drive().click("bar.theme");
    CHECK(stage.drive().ui().look().theme == ThemeName::light);
}

TEST_CASE("Trouble is told in words, one after the other, and holds everything else back", "[gui][shell]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.open();
    const auto full = Diagnostic::error("disk_full").with("path", "/data").with("reason", "ENOSPC");
    stage.app().show(full);
    stage.app().show(Diagnostic::warning("plain_locale"));
    stage.drive().frames(3);
    CHECK(stage.label("trouble.message") == stage.app().words(full).message);
    CHECK(stage.label("trouble.hint") == stage.app().words(full).hint);
    CHECK(stage.app().words(full).message.find("/data") != std::string::npos);
    CHECK_THROWS_AS(stage.drive().click("rail.settings"), DriveError);
    stage.drive().press(Key::enter);
    CHECK(stage.drive().has("trouble.message"));
    stage.drive().press(Key::escape);
    CHECK_FALSE(stage.drive().has("trouble.message"));
    stage.drive().click("rail.settings");
    CHECK(stage.screen() == "settings");
}

TEST_CASE("The keys of a screen are listed under F1 and the question mark", "[gui][shell]") {
    Stage stage;
    stage.open();
    stage.drive().press(Key::f1);
    CHECK(stage.drive().has("keys"));
    stage.drive().press(Key::escape);
    CHECK_FALSE(stage.drive().has("keys"));
    stage.drive().type("?");
    CHECK(stage.drive().has("keys"));
    stage.drive().press(Key::escape);
    SECTION("a question mark that is being typed is only a question mark") {
        stage.drive().type("library.search", "?");
        CHECK_FALSE(stage.drive().has("keys"));
        CHECK(stage.drive().item("library.search").text == "?");
    }
}

TEST_CASE("A drill from start to debrief by keyboard alone", "[gui][shell]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.open();
    stage.tab_to("library.card." + drill);
    stage.drive().press(Key::enter);
    REQUIRE(stage.screen() == "brief");
    stage.drive().press(Key::enter);
    REQUIRE(stage.screen() == "conversation");
    stage.talk_by_keys();
    const auto kept = stage.kept();
    REQUIRE(kept.size() == 1);
    CHECK(kept.front().end.status == records::Status::finished);
    CHECK(kept.front().header.scenario_id == drill);
    CHECK(kept.front().header.language == language);
    stage.tab_to("debrief.skip");
    stage.drive().press(Key::enter);
    stage.tab_to("debrief.tab.result");
    stage.drive().press(Key::right);
    CHECK(stage.drive().has("debrief.me.1"));
    stage.drive().press(Key::escape);
    CHECK(stage.screen() == "library");
}

TEST_CASE("The window's title tells where one is, in the language one reads", "[gui][shell]") {
    Stage stage;
    stage.open();
    const std::string library = stage.title();
    stage.drive().click("rail.settings");
    CHECK(stage.title() != library);
    const std::string english = stage.title();
    stage.drive().click("bar.language.zh");
    stage.drive().frames(2);
    CHECK(stage.title() != english);
    CHECK(holds_chinese(stage.title()));
}

TEST_CASE("Ctrl+Q closes the window, also while one types", "[gui][shell]") {
    Stage stage;
    stage.open();
    stage.drive().type("library.search", "q");
    CHECK(stage.quits() == 0);
    stage.drive().press(Key::q, {.ctrl = true});
    CHECK(stage.quits() == 1);
}

TEST_CASE("Enter takes the next step of the library", "[gui][shell]") {
    Stage stage;
    stage.open();
    stage.drive().press(Key::enter);
    CHECK(stage.screen() == "brief");
    stage.drive().press(Key::escape);
    SECTION("but belongs to the search field while one types there") {
        stage.drive().type("library.search", "x");
        stage.drive().press(Key::enter);
        CHECK(stage.screen() == "library");
    }
}

TEST_CASE("The name of the person stands in the bar", "[gui][shell]") {
    Stage stage;
    stage.open();
    CHECK(stage.label("bar.person") == stage.words("bar.nobody"));
    stage.app().preferences().trainee = "Li Na";
    stage.drive().frames(2);
    CHECK(stage.label("bar.person") == "Li Na");
}

TEST_CASE("Everything fits: no button or card reaches out of its panel", "[gui][shell]") {
    const auto [width, height, scale] = GENERATE(std::tuple{1024, 700, 100}, std::tuple{1280, 800, 150},
                                                 std::tuple{1920, 1080, 100}, std::tuple{1280, 800, 200});
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .text_scale = scale, .width = width, .height = height});
    stage.play(drill, Play::mixed);
    stage.open();
    for (const Stop& stop : stops()) {
        if (std::string_view(stop.name) == "conversation") continue; // has its own test
        stop.go(stage);
        const Rect panel = stage.drive().item("screen").rect;
        for (const auto& id : stage.drive().ids(std::string(stop.name) + ".")) {
            INFO(stop.name << " " << width << "x" << height << " " << scale << " %: " << id);
            const Rect rect = stage.drive().item(id).rect;
            CHECK(rect.left >= panel.left);
            CHECK(rect.right <= panel.right + 0.5F);
        }
    }
}

TEST_CASE("Words on coloured ground can be read in every theme", "[gui][shell]") {
    using enum Token;
    // What the screens put together: tinted cards, marked words in one's own bubble, figures in a tone.
    const std::vector<std::pair<Token, Token>> used{
        {ink, accent_soft}, {ink_soft, accent_soft}, {accent, accent_soft}, {ink, good_soft}, {good, good_soft},
        {ink, warn_soft},   {warn, warn_soft},       {ink_soft, warn_soft}, {good, raised},   {bad, raised},
        {warn, raised},     {ink_soft, raised},      {ink_soft, surface},   {accent, raised}, {on_me, good_soft},
        {on_me, warn_soft}, {on_me, bad_soft},       {on_me, me},           {accent, surface}};
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast})
        for (const auto& [words, ground] : used) {
            INFO(theme_id(name) << " " << static_cast<int>(words) << " on " << static_cast<int>(ground));
            CHECK(contrast(theme(name)[words], theme(name)[ground]) >= 4.5);
        }
}
