// Past attempts looked through: words, filters, how many, and what to do where nothing is found.
#include "tests/gui/screens/stage.h"

#include <catch2/catch.hpp>
#include <sqlite3.h>

using namespace rapport;
using namespace rapport::gui;

namespace {

using Ids = std::vector<std::string>;

const std::string other = "late-order-chat";

struct Kept {
    std::string weak, model, typed, program, again, open;
};

// Six attempts: by choice (two), typed and stopped early, by the program, from the middle of another, and an open one.
Kept keep_six(Stage& stage) {
    Kept k;
    k.weak = stage.play(drill, Play::weak);
    stage.services().preferences.trainee = "Zoë";
    k.model = stage.play(other, Play::model);
    stage.services().preferences.trainee.clear();
    k.typed = stage.play_typed(drill, {"I am sorry, Mr Zhang."});
    k.program = stage.play_by_program(other, Play::model);
    k.again = stage.play_again(k.weak, 2);
    k.open = stage.leave_unfinished(drill, 1);
    return k;
}

void to_history(Stage& stage) {
    stage.drive().click("rail.progress");
    REQUIRE(stage.screen() == "history");
    stage.drive().frames(2);
}

Ids shown(Stage& stage) {
    stage.drive().frames(2);
    Ids ids;
    for (const char* prefix : {"history.unfinished.", "history.attempt."})
        for (const auto& id : stage.drive().ids(prefix)) ids.push_back(id.substr(std::string_view(prefix).size()));
    return ids;
}

void search(Stage& stage, std::string_view words) {
    stage.drive().clear("history.search");
    stage.drive().type("history.search", words);
}

// The number found and the number of all.
std::string found(Stage& stage, int number) {
    return stage.app().tr("history.count", {{"found", std::to_string(number)}, {"all", "6"}});
}

// So many copies of the one attempt there is, all older; the id of the last, which is listed last. Written past the
// product: storing thousands one by one would take minutes.
std::string multiply(Stage& stage, const std::string& attempt, int copies) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open((stage.data() / "rapport.db").c_str(), &db) == SQLITE_OK);
    std::string id = attempt, sql = "BEGIN; CREATE TEMP TABLE copy AS SELECT * FROM rapport_attempts;"
                                    "UPDATE copy SET started_at = '2020-01-01T00:00:00Z';";
    for (int i = 1; i <= copies; ++i) {
        std::string next = attempt.substr(0, 24) + "7" + std::string(11, '0');
        const std::string number = std::to_string(i);
        next.replace(next.size() - number.size(), number.size(), number);
        sql += "UPDATE copy SET id = '" + next + "', header = replace(header, '" + id + "', '" + next +
               "'); INSERT INTO rapport_attempts SELECT * FROM copy;";
        id = next;
    }
    sql += "COMMIT;";
    CHECK(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
    return id;
}

} // namespace

TEST_CASE("In thousands of attempts the search says how far it has looked, and goes on when asked",
          "[gui][history][search]") {
    Stage stage;
    const auto newest = stage.play(drill, Play::weak);
    const auto oldest = multiply(stage, newest, 5400);
    stage.open();
    to_history(stage);
    // A page at a time, whatever there is.
    CHECK(shown(stage).size() == 50);
    CHECK(stage.label("history.count") == stage.app().tr("history.count_all", {{"all", "5401"}}));
    stage.drive().click("history.more");
    CHECK(shown(stage).size() == 100);
    search(stage, oldest);
    stage.drive().frames(40);
    CHECK(shown(stage).empty());
    CHECK(stage.label("history.count") ==
          stage.app().tr("history.count_part", {{"found", "0"}, {"looked", "5000"}, {"of", "5401"}}));
    REQUIRE(stage.drive().has("history.look_further"));
    CHECK_FALSE(stage.drive().has("history.show_all"));
    stage.drive().click("history.look_further");
    stage.drive().frames(10);
    CHECK(shown(stage) == Ids{oldest});
    CHECK(stage.label("history.count") == stage.app().tr("history.count", {{"found", "1"}, {"all", "5401"}}));
    CHECK_FALSE(stage.drive().has("history.look_further"));
    // Many that fit: shown page by page, counted as far as was looked.
    search(stage, "projector");
    stage.drive().frames(40);
    CHECK(shown(stage).size() == 50);
    CHECK(stage.label("history.count") ==
          stage.app().tr("history.count_part", {{"found", "5000"}, {"looked", "5000"}, {"of", "5401"}}));
    stage.drive().click("history.more");
    CHECK(shown(stage).size() == 100);
}

TEST_CASE("Attempts are found by title, scenario, name and the beginning of the id", "[gui][history][search]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    const auto k = keep_six(stage);
    stage.open();
    to_history(stage);
    CHECK(shown(stage) == Ids{k.open, k.again, k.program, k.typed, k.model, k.weak});
    CHECK(stage.label("history.count") == stage.app().tr("history.count_all", {{"all", "6"}}));
    search(stage, language == Language::en ? "PROJECTOR" : "投影仪");
    CHECK(shown(stage) == Ids{k.open, k.again, k.typed, k.weak});
    CHECK(stage.label("history.count") == found(stage, 4));
    search(stage, other);
    CHECK(shown(stage) == Ids{k.program, k.model});
    search(stage, "zoë");
    CHECK(shown(stage) == Ids{k.model});
    CHECK(stage.label("history.count") == found(stage, 1));
    search(stage, k.typed);
    CHECK(shown(stage) == Ids{k.typed});
    // The title of the language one does not read is no word to look for.
    search(stage, language == Language::en ? "投影仪" : "projector");
    CHECK(shown(stage).empty());
    stage.drive().click(language == Language::en ? "bar.language.zh" : "bar.language.en");
    CHECK(shown(stage).size() == 4);
}

TEST_CASE("Filters by chip: how it ended, how it was played, when, which scenario", "[gui][history][search]") {
    Stage stage;
    const auto k = keep_six(stage);
    stage.open();
    to_history(stage);
    CHECK_FALSE(stage.drive().has("history.chips"));
    stage.drive().click("history.filters");
    REQUIRE(stage.drive().has("history.chips"));
    SECTION("how it ended; several together are either") {
        stage.drive().click("history.outcome.abandoned");
        CHECK(shown(stage) == Ids{k.typed});
        CHECK(stage.drive().item("history.outcome.abandoned").selected);
        stage.drive().click("history.outcome.unfinished");
        CHECK(shown(stage) == Ids{k.open, k.typed});
        stage.drive().click("history.outcome.abandoned");
        CHECK(shown(stage) == Ids{k.open});
        stage.drive().click("history.outcome.unfinished");
        CHECK(shown(stage).size() == 6);
    }
    SECTION("resolved ones are those the database calls so") {
        stage.drive().click("history.outcome.resolved");
        Ids resolved;
        for (const auto& row : stage.kept())
            if (row.outcome == scoring::Outcome::resolved) resolved.push_back(row.header.id);
        REQUIRE_FALSE(resolved.empty());
        CHECK(shown(stage) == resolved);
        CHECK(stage.label("history.count") == found(stage, static_cast<int>(resolved.size())));
    }
    SECTION("how it was played") {
        stage.drive().click("history.mode.typed");
        CHECK(shown(stage) == Ids{k.typed});
        stage.drive().click("history.mode.program");
        CHECK(shown(stage) == Ids{k.program});
        stage.drive().click("history.mode.what_if");
        CHECK(shown(stage) == Ids{k.again});
        stage.drive().click("history.mode.chosen");
        CHECK(shown(stage) == Ids{k.open, k.again, k.model, k.weak});
    }
    SECTION("when") {
        // The stage's clock moves on a day each time it is looked at.
        stage.drive().click("history.period.week");
        const auto week = shown(stage);
        CHECK(week.size() < 6);
        CHECK_FALSE(week.empty());
        CHECK(week.front() == k.open);
        stage.drive().click("history.period.month");
        CHECK(shown(stage).size() == 6);
        stage.drive().click("history.period.all");
        CHECK(shown(stage).size() == 6);
        CHECK(stage.label("history.count") == stage.app().tr("history.count_all", {{"all", "6"}}));
    }
    SECTION("which scenario, together with words") {
        stage.drive().click("history.scenario." + other);
        CHECK(shown(stage) == Ids{k.program, k.model});
        search(stage, "zoë");
        CHECK(shown(stage) == Ids{k.model});
        stage.drive().click("history.clear");
        CHECK(shown(stage).size() == 6);
        CHECK(stage.drive().item("history.search").text.empty());
    }
}

TEST_CASE("With the filters put away those that are on stay in sight and can be taken away", "[gui][history][search]") {
    Stage stage;
    keep_six(stage);
    stage.open();
    to_history(stage);
    stage.drive().click("history.filters");
    stage.drive().click("history.mode.typed");
    stage.drive().click("history.outcome.abandoned");
    stage.drive().click("history.filters");
    CHECK_FALSE(stage.drive().has("history.chips"));
    CHECK(stage.drive().has("history.on.mode.typed"));
    stage.drive().click("history.on.mode.typed");
    CHECK_FALSE(stage.drive().has("history.on.mode.typed"));
    CHECK(stage.drive().has("history.on.outcome.abandoned"));
    stage.drive().click("history.on.clear");
    CHECK(shown(stage).size() == 6);
    CHECK(stage.drive().ids("history.on.").empty());
}

TEST_CASE("Where nothing is found the page says what to do", "[gui][history][search]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    keep_six(stage);
    stage.open();
    to_history(stage);
    search(stage, "xyz");
    CHECK(shown(stage).empty());
    CHECK(stage.label("history.count") == found(stage, 0));
    REQUIRE(stage.drive().has("history.show_all"));
    CHECK_FALSE(stage.drive().has("history.start"));
    stage.drive().click("history.show_all");
    CHECK(shown(stage).size() == 6);
}

TEST_CASE("The search by keys: / or Ctrl+F leads there, Esc clears it, then the filters", "[gui][history][search]") {
    Stage stage;
    keep_six(stage);
    stage.open();
    to_history(stage);
    const bool slash = GENERATE(true, false);
    if (slash)
        stage.drive().type("/");
    else
        stage.drive().press(Key::f, {.ctrl = true});
    stage.drive().frames(2);
    CHECK(stage.drive().ui().focus() == "history.search");
    stage.drive().type("zoë");
    CHECK(stage.drive().item("history.search").text == "zoë");
    CHECK(shown(stage).size() == 1);
    stage.tab_to("history.filters");
    stage.drive().press(Key::enter);
    stage.tab_to("history.outcome.lost");
    stage.drive().press(Key::space);
    CHECK(shown(stage).empty());
    stage.drive().press(Key::escape);
    stage.drive().frames(2);
    CHECK(stage.drive().item("history.search").text.empty());
    CHECK(stage.drive().item("history.outcome.lost").selected);
    stage.drive().press(Key::escape);
    CHECK(shown(stage).size() == 6);
    CHECK_FALSE(stage.drive().item("history.outcome.lost").selected);
}

TEST_CASE("Every chip and every row's buttons are reached by Tab, in reading order", "[gui][history][search]") {
    Stage stage;
    const auto k = keep_six(stage);
    stage.open();
    to_history(stage);
    stage.drive().click("history.filters");
    stage.tab_to("history.search");
    for (const std::string& id :
         {std::string("history.filters"), std::string("history.outcome.resolved"),
          std::string("history.outcome.unfinished"), std::string("history.mode.what_if"),
          std::string("history.period.month"), "history.scenario." + other, "history.unfinished." + k.open,
          "history.attempt." + k.again, "history.replay." + k.again, "history.delete." + k.again})
        stage.tab_to(id, 14);
}

TEST_CASE("Coming back from a debrief finds the search as it was", "[gui][history][search]") {
    Stage stage;
    const auto k = keep_six(stage);
    stage.open();
    to_history(stage);
    search(stage, "zoë");
    REQUIRE(shown(stage) == Ids{k.model});
    stage.drive().click("history.attempt." + k.model);
    REQUIRE(stage.screen() == "debrief");
    stage.drive().press(Key::escape);
    REQUIRE(stage.screen() == "history");
    CHECK(shown(stage) == Ids{k.model});
    CHECK(stage.drive().item("history.search").text == "zoë");
}

TEST_CASE("An attempt that was found can be deleted, and the number follows", "[gui][history][search]") {
    Stage stage;
    const auto k = keep_six(stage);
    stage.open();
    to_history(stage);
    search(stage, other);
    stage.drive().click("history.delete." + k.model);
    stage.drive().click("history.erase");
    CHECK(shown(stage) == Ids{k.program});
    CHECK(stage.label("history.count") == stage.app().tr("history.count", {{"found", "1"}, {"all", "5"}}));
}

TEST_CASE("The list of keys names those of the search", "[gui][history][search]") {
    const Language language = GENERATE(Language::en, Language::zh);
    Stage stage({.language = language});
    keep_six(stage);
    stage.open();
    to_history(stage);
    stage.drive().type("?");
    stage.drive().frames(2);
    REQUIRE(stage.drive().has("keys"));
    stage.drive().press(Key::escape);
    CHECK_FALSE(stage.drive().has("keys"));
    CHECK(stage.screen() == "history");
}
