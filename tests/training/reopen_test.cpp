// Trying on a story while it is being written.
#include "sim/records/content_hash.h"
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
    // The same contact under another version, which the record says; not a what-if.
    CHECK_FALSE(drill.header().branched_from.has_value());
    CHECK(drill.header().continues == old.header().id);
    CHECK(drill.header().earlier_versions ==
          std::vector<records::EarlierVersion>{{old.header().scenario_hash, old.header().scenario_version, 1}});
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
    CHECK(refused(R"("start": "opening")", R"("start": "nowhere")") == std::vector<std::string>{"start_no_node"});
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

namespace {

scenario_files::ReadResult read_with(Desk& desk, const std::string& from, const std::string& to) {
    return scenario_files::read_scenario_file(desk.scenario("now.json", from, to));
}

} // namespace

TEST_CASE("A running drill goes on in its place: one journal, and it holds everything", "[training][reopen]") {
    Desk desk;
    auto drill = started(desk, {"b"});
    const std::string first = drill.header().id, began = drill.header().started_at;
    const auto mood = drill.session().mood();
    const auto read = read_with(desk, "It is for Friday.", "I need it on Friday!");
    const auto notes = training::go_on_under(desk.services(), drill, read, 0);
    REQUIRE(notes.has_value());
    CHECK(notes->empty());
    CHECK(drill.session().line().text[Language::en] == "I need it on Friday!");
    CHECK(drill.session().mood() == mood);
    CHECK(drill.header().started_at == began);
    CHECK(drill.header().scenario_hash == records::content_hash(read.bytes()));
    // The journal and the copy of the scenario beside it are those of the version it goes on under.
    CHECK(files_in(desk.journals()) == 2);
    CHECK(contents(desk.journals() / (drill.header().id + ".scenario")) == read.bytes());
    CHECK(codes(Drill::resume(desk.services(), first, 0).error()) == std::vector<std::string>{"attempt_not_found"});
    say(drill, {"a", "a"});
    REQUIRE(drill.stored());
    const auto kept = training::load_attempt(desk.services(), drill.header().id);
    REQUIRE(kept.has_value());
    CHECK(kept->log.header.earlier_versions.size() == 1);
    CHECK(kept->session.log().size() == 3);
    CHECK(*kept->scenario_bytes == read.bytes());
}

TEST_CASE("Saved ten times between two replies: only versions that were played under are kept", "[training][reopen]") {
    Desk desk;
    auto drill = started(desk, {});
    for (int i = 0; i < 10; ++i)
        REQUIRE(training::go_on_under(desk.services(), drill,
                                      read_with(desk, "A late parcel", "Parcel " + std::to_string(i)), 0));
    CHECK(drill.header().earlier_versions.empty());
    const std::string tenth = drill.header().scenario_hash;
    say(drill, {"b"});
    for (int i = 0; i < 10; ++i)
        REQUIRE(training::go_on_under(desk.services(), drill,
                                      read_with(desk, "A late parcel", "Box " + std::to_string(i)), 0));
    REQUIRE(drill.header().earlier_versions.size() == 1);
    CHECK(drill.header().earlier_versions[0].scenario_hash == tenth);
    CHECK(drill.header().earlier_versions[0].turns == 1);
    CHECK(drill.header().scenario_title[0] == "Box 9");
    CHECK(files_in(desk.journals()) == 2);
}

TEST_CASE("Where it cannot go on nothing has happened", "[training][reopen][fault]") {
    Desk desk;
    auto drill = started(desk, {"b"});
    const auto header = drill.header();
    const auto state = drill.session().state_bytes();
    const auto refused = [&](const scenario_files::ReadResult& read) {
        const auto result = training::go_on_under(desk.services(), drill, read, 0);
        REQUIRE_FALSE(result.has_value());
        CHECK(drill.header() == header);
        CHECK(drill.session().state_bytes() == state);
        CHECK(files_in(desk.journals()) == 2);
        return result.error().front().code;
    };
    CHECK(refused(read_with(desk, R"("start": "opening")", R"("start": "nowhere")")) == "start_no_node");
    CHECK(refused(read_with(desk, R"("use": "practice")", R"("use": "exam")")) == "reopen_practice_only");
    CHECK(refused(read_with(desk, R"("id": "short-drill")", R"("id": "other-drill")")) == "carry_other_scenario");
    CHECK(refused(scenario_files::read_scenario_file(desk.folder() / "none.json")) == "file_missing");
    // No room for the new journal: a file in the place of its name.
    const auto read = read_with(desk, "It is for Friday.", "I need it on Friday!");
    desk.services().new_attempt_id = [&] { return header.id; }; // taken
    CHECK_FALSE(training::go_on_under(desk.services(), drill, read, 0).has_value());
    CHECK(drill.header() == header);
    CHECK(files_in(desk.journals()) == 2);
    say(drill, {"a", "a"});
    CHECK(drill.stored());
}

TEST_CASE("What would come of it is told without doing it", "[training][reopen]") {
    Desk desk;
    const auto drill = started(desk, {"b"});
    const auto rated = training::would_go_on_under(desk.services(), drill.attempt(),
                                                   read_with(desk, R"("calls_for": ["acknowledge_feeling"])",
                                                             R"("calls_for": ["acknowledge_feeling", "restate"])"));
    REQUIRE(rated.has_value());
    CHECK(codes(*rated) == std::vector<std::string>{"carry_calls_changed"});
    CHECK(training::touches_what_was_said(*rated));
    CHECK_FALSE(training::touches_what_was_said({Diagnostic::note("carry_choice_gone")}));
    CHECK_FALSE(training::would_go_on_under(desk.services(), drill.attempt(),
                                            read_with(desk, R"("to": "probe", "why")", R"("to": "close", "why")"))
                    .has_value());
    CHECK(files_in(desk.journals()) == 2);
}

TEST_CASE("Death while one attempt takes the place of another loses nothing and leaves one",
          "[training][reopen][fault]") {
    Desk desk;
    std::string older, newer;
    {
        const auto old = started(desk, {"b", "a"});
        older = old.header().id;
        auto reopened =
            reopen_under(desk.services(), old.attempt(), desk.scenario("n.json", "Send it again then.", "So?"), 0);
        REQUIRE(reopened.has_value());
        newer = reopened->drill.header().id;
        // Nobody has removed the older one.
        CHECK(files_in(desk.journals()) == 4);
        // Both are in use: a program that starts now leaves them alone.
        training::recover(desk.services());
        CHECK(files_in(desk.journals()) == 4);
    }
    SECTION("the new journal is whole: it stays") {
        training::recover(desk.services());
        REQUIRE(training::unfinished(desk.services()).entries.size() == 1);
        CHECK(training::unfinished(desk.services()).entries[0].header.id == newer);
    }
    SECTION("the new journal had only its header: the old one stays") {
        const auto journal = desk.journals() / (newer + ".jsonl");
        const auto bytes = contents(journal);
        put(journal, bytes.substr(0, bytes.find('\n') + 1));
        training::recover(desk.services());
        REQUIRE(training::unfinished(desk.services()).entries.size() == 1);
        CHECK(training::unfinished(desk.services()).entries[0].header.id == older);
    }
    SECTION("the new journal had not even that") {
        put(desk.journals() / (newer + ".jsonl"), "");
        training::recover(desk.services());
        REQUIRE(training::unfinished(desk.services()).entries.size() == 1);
        CHECK(training::unfinished(desk.services()).entries[0].header.id == older);
    }
    SECTION("the old one went on, since the new one was given up: it stays") {
        auto drill = Drill::resume(desk.services(), older, 0);
        REQUIRE(drill.has_value());
        say(*drill, {"b"});
        CHECK(drill->stored());
        training::recover(desk.services());
        CHECK(desk.services().database->list()->front().header.id == older);
    }
    const auto open = training::unfinished(desk.services()).entries;
    if (open.empty()) return;
    auto drill = Drill::resume(desk.services(), open[0].header.id, 0);
    REQUIRE(drill.has_value());
    CHECK(drill->session().log().size() == 2);
    say(*drill, {"a"});
    CHECK(drill->stored());
}

TEST_CASE("Tried again from a turn, the attempt names only the versions it shares", "[training][reopen]") {
    Desk desk;
    auto drill = started(desk, {"b"});
    const auto first = drill.header().scenario_hash;
    REQUIRE(training::go_on_under(desk.services(), drill, read_with(desk, "It is for Friday.", "Friday!"), 0));
    say(drill, {"a"});
    REQUIRE(training::go_on_under(desk.services(), drill, read_with(desk, "It is for Friday.", "On Friday!"), 0));
    say(drill, {"a"});
    REQUIRE(drill.stored());
    CHECK(drill.header().earlier_versions.size() == 2);
    const auto versions = [&](int turn) {
        const auto again = Drill::again_from(desk.services(), drill.attempt(), turn, 0);
        REQUIRE(again.has_value());
        CHECK(again->header().continues.empty());
        return again->header().earlier_versions;
    };
    CHECK(versions(3).size() == 2);
    REQUIRE(versions(2).size() == 1);
    CHECK(versions(2)[0].scenario_hash == first);
    CHECK(versions(1).empty());
}

TEST_CASE("Going on under a new version keeps what a what-if branched from", "[training][reopen]") {
    Desk desk;
    const auto over = started(desk, good_story);
    auto again = Drill::again_from(desk.services(), over.attempt(), 3, 0);
    REQUIRE(again.has_value());
    REQUIRE(training::go_on_under(desk.services(), *again, read_with(desk, "Send it again then.", "So?"), 0));
    CHECK(again->header().branched_from == records::BranchedFrom{over.header().id, 3});
    CHECK(records::what_if(again->header()));
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
