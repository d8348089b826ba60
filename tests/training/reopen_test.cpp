// Trying on a story while it is being written.
#include "sim/scenario_files/catalogue_file.h"
#include "sim/training/reopen.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::Drill;
using training::reopen_under;

namespace {

Drill started(Desk& desk, const std::vector<std::string>& replies) {
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    REQUIRE(drill.has_value());
    say(*drill, replies);
    return std::move(*drill);
}

} // namespace

TEST_CASE("A changed text is seen at once, and the attempt goes on", "[training][reopen]") {
    Desk desk;
    const auto old = started(desk, {"b"});
    const auto file = desk.scenario("new.json", "It is for Friday.", "I need it on Friday!");
    auto reopened = reopen_under(desk.services(), old.attempt(), file, 0);
    REQUIRE(reopened.has_value());
    CHECK(reopened->notes.empty());
    Drill& drill = reopened->drill;
    CHECK(drill.session().line().text[Language::en] == "I need it on Friday!");
    CHECK(drill.session().mood() == old.session().mood());
    CHECK(drill.header().id != old.header().id);
    CHECK(drill.header().scenario_hash != old.header().scenario_hash);
    REQUIRE(drill.header().branched_from.has_value());
    CHECK(drill.header().branched_from->attempt == old.header().id);
    CHECK(drill.header().branched_from->turn == 2);
    say(drill, {"a", "a"});
    CHECK(drill.stored());
    // What was kept opens again under the version it ended in.
    CHECK(training::load_attempt(desk.services(), drill.header().id)->session.scenario().nodes.size() == 5);
    // The old one is where it was.
    CHECK(training::unfinished(desk.services()).entries.size() == 1);
}

TEST_CASE("The new attempt can be left and resumed like any other", "[training][reopen]") {
    Desk desk;
    std::string id;
    {
        const auto old = started(desk, {"a"});
        auto reopened =
            reopen_under(desk.services(), old.attempt(), desk.scenario("n.json", "Send it again then.", "So?"), 0);
        REQUIRE(reopened.has_value());
        id = reopened->drill.header().id;
    }
    desk.restart();
    auto drill = Drill::resume(desk.services(), id, 0);
    REQUIRE(drill.has_value());
    CHECK(drill->session().node().id == "probe");
    say(*drill, {"a"});
    CHECK(drill->session().line().text[Language::en] == "So?");
}

TEST_CASE("Resuming keeps to the version the attempt began with", "[training][reopen]") {
    Desk desk;
    std::string id;
    { id = started(desk, {"b"}).header().id; }
    desk.scenario("short-drill.json", "It is for Friday.", "I need it on Friday!");
    CHECK(Drill::resume(desk.services(), id, 0)->session().line().text[Language::en] == "It is for Friday.");
}

TEST_CASE("What stands in the way is said, and nothing is left behind", "[training][reopen]") {
    Desk desk;
    const auto old = started(desk, {"b", "a"});
    const auto refused = [&](const std::string& from, const std::string& to) {
        const auto result = reopen_under(desk.services(), old.attempt(), desk.scenario("new.json", from, to), 0);
        REQUIRE_FALSE(result.has_value());
        CHECK(training::unfinished(desk.services()).entries.size() == 1); // the old one
        return codes(result.error());
    };
    CHECK(refused(R"("to": "close")", R"("to": "opening")") == std::vector<std::string>{"carry_target_changed"});
    CHECK(refused(R"("start": "opening")", R"("start": "nowhere")") == std::vector<std::string>{"unknown_target"});
    CHECK(refused(R"("use": "practice")", R"("use": "exam")") == std::vector<std::string>{"reopen_practice_only"});
    CHECK(reopen_under(desk.services(), old.attempt(), desk.folder() / "none.json", 0).error()[0].code ==
          "file_missing");
}

TEST_CASE("An exam and a finished attempt are not reopened", "[training][reopen]") {
    Desk desk;
    const auto path = desk.scenario("exam.json", R"("use": "practice")", R"("use": "exam")");
    auto exam = Drill::start(desk.services(), path, seven, 0);
    REQUIRE(exam.has_value());
    CHECK(codes(reopen_under(desk.services(), exam->attempt(), desk.scenario(), 0).error()) ==
          std::vector<std::string>{"reopen_practice_only"});
    const auto over = started(desk, good_story);
    CHECK(codes(reopen_under(desk.services(), over.attempt(), desk.scenario(), 0).error()) ==
          std::vector<std::string>{"attempt_over"});
}

TEST_CASE("Every change that can be named has words in both languages", "[training][reopen]") {
    const auto words = scenario_files::read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    for (const std::string code :
         {"carry_other_scenario", "carry_start_changed", "carry_persona_changed", "carry_language_gone",
          "carry_node_gone", "carry_line_gone", "carry_reply_gone", "carry_reply_renamed", "carry_reply_not_offered",
          "carry_target_changed", "carry_ending_gone", "carry_ending_changed", "carry_variable_gone",
          "carry_variable_changed", "carry_choice_gone", "carry_shows_changed", "carry_calls_changed",
          "carry_mood_changed", "reopen_practice_only"})
        for (const Language l : all_languages)
            for (const char* part : {".message", ".hint"}) {
                const std::string key = std::string("diagnostic.").append(code).append(part);
                CAPTURE(key);
                CHECK(words.has(l, key));
            }
}
