// The debrief: words first, one's own view, then the figures; trying again and comparing.
#include "tests/gui/screens/stage.h"

#include "sim/gui/screens/debrief_view.h"
#include "sim/training/evidence_keys.h"
#include "sim/training/overrule.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::gui;

namespace {

void open_debrief(Stage& stage, const std::string& attempt) {
    stage.open();
    stage.drive().click("rail.progress");
    stage.drive().click("history.attempt." + attempt);
    REQUIRE(stage.screen() == "debrief");
}

training::Debrief debrief_of(Stage& stage, const std::string& attempt) {
    auto played = training::load_attempt(stage.services(), attempt);
    REQUIRE(played.has_value());
    return training::debrief_of(*played);
}

} // namespace

TEST_CASE("It opens with one thing done well and one to try again, and no figures", "[gui][debrief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto attempt = stage.play(drill, Play::mixed);
    open_debrief(stage, attempt);
    CHECK(stage.drive().sees("debrief.well"));
    CHECK(stage.drive().sees("debrief.mend"));
    CHECK(stage.drive().item("debrief.well").rect.height() ==
          Approx(stage.drive().item("debrief.mend").rect.height()).margin(1));
    CHECK(stage.drive().has("debrief.self"));
    CHECK_FALSE(stage.drive().has("debrief.total"));
    CHECK_FALSE(stage.drive().has("debrief.tab.result"));
}

TEST_CASE("What is to be mended is named as what it was", "[gui][debrief]") {
    const Play how = GENERATE(Play::mixed, Play::weak);
    Stage stage;
    const auto attempt = stage.play(drill, how);
    open_debrief(stage, attempt);
    const auto debrief = debrief_of(stage, attempt);
    REQUIRE(debrief.try_again.has_value());
    CHECK(stage.label("debrief.mend.kind") == stage.app().tr(training::mend_key(*debrief.try_again)));
    CHECK_FALSE(stage.drive().has("debrief.well.kind"));
}

TEST_CASE("Own words are marked, with why they count and what would have made them more", "[gui][debrief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto attempt = stage.play_typed(
        drill, language == Language::en
                   ? std::vector<std::string>{"Hello. I understand how you feel.",
                                              "Empathy apology options ownership follow-up satisfaction thanks."}
                   : std::vector<std::string>{"您好。我非常理解您的心情。", "共情、道歉、方案、跟进、满意、复述"});
    const auto debrief = debrief_of(stage, attempt);
    open_debrief(stage, attempt);
    stage.drive().click("debrief.show");
    stage.drive().click("debrief.tab.conversation");
    REQUIRE_FALSE(debrief.turns[0].evidence_in(language).empty());
    for (const auto& e : debrief.turns[0].evidence_in(language)) {
        const std::string place = std::string("1.").append(id(e.behaviour));
        INFO(place);
        CHECK(stage.label("debrief.why." + place) == stage.words(training::reason_key(e)));
        if (!scoring::is_fault(e.behaviour) && e.level == 1)
            CHECK(stage.label("debrief.more." + place) == stage.words(training::missing_key(e)));
    }
    REQUIRE(debrief.turns[1].not_scorable == "keywords");
    CHECK(stage.drive().has("debrief.not_scorable.2"));
    CHECK_FALSE(stage.drive().has("debrief.not_scorable.1"));
}

TEST_CASE("A level that a trainer changed: who and why, and a second grade beside the first", "[gui][debrief]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::model);
    const auto before = debrief_of(stage, attempt);
    const auto change = training::overrule(stage.services(), attempt, {1, "dismiss_or_blame", 2, "the tone", "Ana"});
    REQUIRE(change.has_value());
    open_debrief(stage, attempt);
    stage.drive().click("debrief.show");
    const auto after = debrief_of(stage, attempt);
    CHECK(stage.label("debrief.total") ==
          exact_score(*before.report.total) + " → " + exact_score(*after.overruled->total));
    stage.drive().click("debrief.tab.conversation");
    CHECK(stage.label("debrief.overruled.1.1") == "Dismisses or blames: 0 → 2, changed by Ana: the tone");
}

TEST_CASE("The keyboard alone reads all of it", "[gui][debrief]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::mixed);
    open_debrief(stage, attempt);
    auto& drive = stage.drive();
    drive.click("debrief.show");
    drive.frames(3);
    CHECK(drive.ui().focus() == "debrief.tab.result");
    drive.press(Key::home);
    drive.press(Key::page_up);
    drive.press(Key::page_up);
    drive.frames(2);
    const float top = drive.item("debrief.total").rect.top;
    drive.press(Key::page_down);
    drive.frames(2);
    CHECK(drive.item("debrief.total").rect.top < top - 200);
    drive.press(Key::page_up);
    drive.frames(2);
    CHECK(drive.item("debrief.total").rect.top == Approx(top));
}

TEST_CASE("One's own view is marked beside the figures", "[gui][debrief]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::mixed);
    open_debrief(stage, attempt);
    stage.drive().click_at("debrief.self.empathy", 0.8F);
    CHECK(stage.drive().item("debrief.self.empathy").value == Approx(80).margin(5));
    stage.drive().click("debrief.show");
    const auto debrief = debrief_of(stage, attempt);
    CHECK(stage.label("debrief.total") == exact_score(*debrief.report.total));
    for (const auto* name : {"listening", "understanding", "empathy", "solution", "satisfaction"})
        CHECK(stage.drive().has(std::string("debrief.question.") + name));
    CHECK(stage.drive().has("debrief.radar"));
}

TEST_CASE("Every graded behaviour is told as done of asked for", "[gui][debrief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto attempt = stage.play(drill, Play::mixed);
    open_debrief(stage, attempt);
    stage.drive().click("debrief.skip");
    const auto debrief = debrief_of(stage, attempt);
    for (const auto& r : debrief.report.behaviours) {
        if (scoring::is_fault(r.behaviour)) continue;
        INFO(id(r.behaviour));
        CHECK(stage.drive().has("debrief.behaviour." + std::string(id(r.behaviour))) ==
              (r.standing != scoring::Standing::not_graded));
    }
}

TEST_CASE("Handling time is not shown where replies are chosen", "[gui][debrief]") {
    Stage stage;
    open_debrief(stage, stage.play(drill, Play::model));
    stage.drive().click("debrief.skip");
    stage.drive().click("debrief.tab.survey");
    CHECK(stage.drive().has("debrief.kpi.csat"));
    CHECK(stage.drive().has("debrief.kpi.first_response"));
    CHECK_FALSE(stage.drive().has("debrief.kpi.aht"));
}

TEST_CASE("The mood line leads to the words of its turn", "[gui][debrief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto attempt = stage.play(drill, Play::mixed);
    open_debrief(stage, attempt);
    stage.drive().click("debrief.skip");
    stage.drive().click("debrief.tab.conversation");
    const auto debrief = debrief_of(stage, attempt);
    CHECK(stage.drive().ids("debrief.mood.").size() == debrief.turns.size());
    const std::string last = std::to_string(debrief.turns.back().number);
    CHECK_FALSE(stage.drive().sees("debrief.customer." + last));
    stage.drive().click("debrief.mood." + last);
    stage.drive().frames(4);
    CHECK(stage.drive().sees("debrief.customer." + last));
}

TEST_CASE("Trying again from a moment starts a new attempt that stands there", "[gui][debrief]") {
    Stage stage;
    const auto attempt = stage.play(drill, Play::mixed);
    open_debrief(stage, attempt);
    stage.drive().click("debrief.skip");
    stage.drive().click("debrief.tab.conversation");
    stage.drive().click("debrief.turn.2.again");
    REQUIRE(stage.screen() == "conversation");
    stage.drive().wait(3);
    stage.talk_by_keys();
    REQUIRE(stage.kept().size() == 2);
    const auto again = debrief_of(stage, stage.kept().front().header.id).header;
    REQUIRE(again.branched_from);
    CHECK(again.branched_from->attempt == attempt);
    CHECK(again.branched_from->turn == 2);
    SECTION("and the two runs are compared") {
        stage.drive().click("debrief.skip");
        CHECK(stage.drive().has("debrief.compare"));
        const auto before = debrief_of(stage, attempt);
        CHECK(stage.drive().item("debrief.compare.total.before").value ==
              Approx(static_cast<double>(*before.report.total) / 10000));
    }
}

TEST_CASE("There is nothing to compare with when the first run was deleted or there was none", "[gui][debrief]") {
    Stage stage;
    const auto first = stage.play(drill, Play::mixed);
    const auto second = stage.play_again(first, 3, Play::model);
    open_debrief(stage, first);
    stage.drive().click("debrief.skip");
    CHECK_FALSE(stage.drive().has("debrief.compare"));
    REQUIRE(stage.services().database->erase(first).has_value());
    open_debrief(stage, second);
    stage.drive().click("debrief.skip");
    CHECK(stage.drive().has("debrief.total"));
    CHECK_FALSE(stage.drive().has("debrief.compare"));
}

TEST_CASE("A drill stopped early has its debrief too", "[gui][debrief]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto attempt = stage.leave_unfinished(drill, 2);
    REQUIRE(training::discard(stage.services(), attempt).has_value());
    open_debrief(stage, attempt);
    stage.drive().click("debrief.skip");
    for (const auto* page : {"conversation", "survey", "result"}) {
        stage.drive().click(std::string("debrief.tab.") + page);
        CHECK(stage.drive().duplicates().empty());
    }
    CHECK_FALSE(stage.drive().has("debrief.kpi.csat"));
}

TEST_CASE("Scores are written exactly", "[gui][debrief]") {
    CHECK(exact_score(10000) == "100");
    CHECK(exact_score(6667) == "66.67");
    CHECK(exact_score(5005) == "50.05");
    CHECK(exact_score(0) == "0");
}
