// The library: next step, cards, search, unfinished drills, broken files, the first run.
#include "sim/gui/screens/next_step.h"
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

std::vector<std::string> cards(Stage& stage) {
    std::vector<std::string> found;
    for (const auto& id : stage.drive().ids("library.card."))
        if (!id.ends_with(".best")) found.push_back(id);
    return found;
}

training::LibraryEntry entry(const std::string& id, std::initializer_list<scoring::Behaviour> grades,
                             std::optional<int> best = {}) {
    training::LibraryEntry e;
    e.id = id;
    e.usable = true;
    for (const auto b : grades) e.grades.add(b);
    if (best) e.best = records::BestResult{id, *best * 100, "", 1, ""};
    return e;
}

} // namespace

TEST_CASE("A card leads to its brief and tells the best result", "[gui][library]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.play(drill, Play::model);
    stage.open();
    CHECK(cards(stage).size() == stage.app().library().entries.size());
    CHECK(stage.drive().item("library.card." + drill + ".best").value == Approx(1).margin(0.2));
    CHECK_FALSE(stage.drive().has("library.card.late-order-chat.best"));
    stage.drive().click("library.card.late-order-chat");
    CHECK(stage.screen() == "brief");
}

TEST_CASE("Search looks at both languages; filters go by channel; nothing found says so", "[gui][library]") {
    Stage stage;
    stage.open();
    const std::size_t all = cards(stage).size();
    REQUIRE(all >= 3);
    stage.drive().type("library.search", "PROJECTOR");
    CHECK(cards(stage) == std::vector<std::string>{"library.card." + drill});
    stage.drive().clear("library.search");
    stage.drive().type("投影仪");
    CHECK(cards(stage) == std::vector<std::string>{"library.card." + drill});
    stage.drive().clear("library.search");
    stage.drive().click("library.filter.chat");
    const auto chats = cards(stage);
    CHECK(std::ranges::find(chats, "library.card.late-order-chat") != chats.end());
    CHECK(std::ranges::find(chats, "library.card." + drill) == chats.end());
    CHECK(stage.drive().item("library.filter.chat").selected);
    stage.drive().click("library.filter.chat");
    CHECK(cards(stage).size() == all);
    stage.drive().type("library.search", "no such thing");
    CHECK(cards(stage).empty());
}

TEST_CASE("Cards of a row are equally high", "[gui][library]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.play(drill, Play::mixed);
    stage.open();
    const auto ids = cards(stage);
    REQUIRE(ids.size() >= 2);
    const Rect first = stage.drive().item(ids[0]).rect;
    for (const auto& id : ids) {
        const Rect rect = stage.drive().item(id).rect;
        if (rect.top == first.top) CHECK(rect.height() == Approx(first.height()).margin(1));
    }
}

TEST_CASE("An unfinished drill comes first, resumes where it was left, or is put away", "[gui][library]") {
    Stage stage;
    const auto attempt = stage.leave_unfinished(drill, 2);
    stage.open();
    const std::string card = "library.resume." + attempt;
    REQUIRE(stage.drive().has(card));
    CHECK_FALSE(stage.drive().has("library.next"));
    SECTION("resume") {
        stage.drive().click(card + ".go");
        CHECK(stage.screen() == "conversation");
        stage.drive().wait(3);
        stage.talk_by_keys();
        REQUIRE(stage.kept().size() == 1);
        CHECK(stage.kept().front().header.id == attempt);
        CHECK(stage.kept().front().turns > 2);
    }
    SECTION("put away") {
        stage.drive().click(card + ".discard");
        stage.drive().frames(2);
        CHECK_FALSE(stage.drive().has(card));
        CHECK(stage.drive().has("library.next"));
        REQUIRE(stage.kept().size() == 1);
        CHECK(stage.kept().front().end.status == records::Status::abandoned);
    }
}

TEST_CASE("A window closed in the middle of a drill loses nothing", "[gui][library]") {
    Stage stage;
    stage.open();
    stage.drive().click("library.card." + drill);
    stage.drive().press(Key::enter);
    stage.drive().wait(3);
    stage.drive().press(Key::digit1);
    stage.drive().press(Key::enter);
    stage.drive().wait(3);
    CHECK(stage.app().may_close(stage.drive().ui()));
    stage.open();
    const auto resume = stage.drive().ids("library.resume.");
    REQUIRE_FALSE(resume.empty());
    CHECK(stage.kept().empty());
    stage.drive().click(*std::ranges::find_if(resume, [](const auto& id) { return id.ends_with(".go"); }));
    CHECK(stage.screen() == "conversation");
}

TEST_CASE("A broken file is named with its reason and read again after mending", "[gui][library]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    stage.put("half.json", "{\n  \"format\": 1,\n  \"id\": \"half\",\n  \"titel\": {}\n}\n");
    stage.open();
    REQUIRE(stage.drive().has("library.broken.half.json"));
    const std::size_t before = cards(stage).size();
    stage.put("half.json", tests::contents(stage.library() / (drill + ".json")));
    std::filesystem::remove(stage.library() / (drill + ".json"));
    stage.drive().click("library.read_again");
    stage.drive().frames(3);
    CHECK_FALSE(stage.drive().has("library.broken.half.json"));
    CHECK(cards(stage).size() == before);
}

TEST_CASE("An empty library says what to do", "[gui][library]") {
    Stage stage({.real_library = false});
    stage.open();
    CHECK(cards(stage).empty());
    CHECK_FALSE(stage.drive().has("library.next"));
    CHECK(stage.screen() == "library");
}

TEST_CASE("The first run welcomes once", "[gui][library]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language, .first_run = true});
    stage.open();
    CHECK(stage.app().language() == language);
    REQUIRE(stage.drive().has("library.welcome"));
    // Choosing a language or a theme is no answer to it.
    stage.drive().click(language == Language::en ? "bar.language.zh" : "bar.language.en");
    CHECK(stage.drive().has("library.welcome"));
    stage.drive().click("library.welcome.ok");
    CHECK_FALSE(stage.drive().has("library.welcome"));
    stage.open();
    CHECK_FALSE(stage.drive().has("library.welcome"));
}

TEST_CASE("Whoever has begun a first drill needs no welcome back", "[gui][library]") {
    Stage stage({.first_run = true});
    stage.open();
    REQUIRE(stage.drive().has("library.welcome"));
    stage.drive().click("library.card." + drill);
    stage.drive().click("brief.start");
    stage.drive().press(Key::escape);
    stage.drive().click("conversation.leave");
    REQUIRE(stage.screen() == "library");
    CHECK_FALSE(stage.drive().has("library.welcome"));
}

TEST_CASE("Whoever has practised needs no welcome", "[gui][library]") {
    Stage stage({.first_run = true});
    stage.play(drill, Play::model);
    stage.open();
    CHECK_FALSE(stage.drive().has("library.welcome"));
}

TEST_CASE("The next step trains the weakest behaviour", "[gui][library]") {
    using enum scoring::Behaviour;
    Strengths strengths{};
    const auto set = [&](scoring::Behaviour b, int opportunities, int levels) {
        strengths[scoring::index(b)] = {opportunities, levels};
    };
    const std::vector<training::LibraryEntry> entries{entry("a", {restate}, 40), entry("b", {restate, apologise}, 90),
                                                      entry("c", {restate}, 20)};
    SECTION("nothing known: the lowest result") {
        const auto next = next_step(entries, strengths);
        CHECK(next.entry->id == "c");
        CHECK_FALSE(next.trains);
    }
    SECTION("the weakest, if a scenario grades it") {
        set(restate, 4, 5);   // 62 %
        set(apologise, 2, 1); // 25 %
        const auto next = next_step(entries, strengths);
        CHECK(next.entry->id == "b");
        CHECK(next.trains == apologise);
    }
    SECTION("asked for once is not enough") {
        set(apologise, 1, 0);
        CHECK_FALSE(next_step(entries, strengths).trains);
    }
    SECTION("three quarters is good enough") {
        set(apologise, 2, 3);
        CHECK_FALSE(next_step(entries, strengths).trains);
    }
    SECTION("no scenario grades it") {
        set(ask_open, 3, 0);
        const auto next = next_step(entries, strengths);
        CHECK(next.entry->id == "c");
        CHECK_FALSE(next.trains);
    }
    SECTION("unplayed before played") {
        const std::vector<training::LibraryEntry> fresh{entry("a", {restate}, 10), entry("n", {restate})};
        CHECK(next_step(fresh, strengths).entry->id == "n");
    }
    SECTION("exams and broken files are no practice") {
        auto exam = entry("e", {restate});
        exam.use = dialogue::Use::exam;
        auto broken = entry("x", {restate});
        broken.usable = false;
        CHECK(next_step(std::vector{exam, broken}, strengths).entry == nullptr);
    }
}

TEST_CASE("What came out lately is added up over the attempts", "[gui][library]") {
    Stage stage;
    stage.play(drill, Play::model);
    const auto one = recent_strengths(stage.services());
    stage.play(drill, Play::weak);
    const auto two = recent_strengths(stage.services());
    const auto restate = scoring::index(scoring::Behaviour::restate);
    CHECK(one[restate].opportunities > 0);
    CHECK(one[restate].levels == one[restate].opportunities * 2);
    CHECK(two[restate].opportunities >= one[restate].opportunities);
    CHECK(two[restate].levels < two[restate].opportunities * 2);
    stage.play_by_program(drill, Play::weak); // nobody's strength
    CHECK(recent_strengths(stage.services())[restate].opportunities == two[restate].opportunities);
}
