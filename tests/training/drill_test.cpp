// A drill from the first line to the stored attempt.
#include "sim/base/text.h"
#include "sim/training/drill.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::Drill;
using training::Stage;

namespace {

Drill begin(Desk& desk, const training::DrillSettings& settings = seven) {
    auto drill = Drill::start(desk.services(), desk.scenario(), settings, 1'000'000);
    if (!drill) FAIL(codes(drill.error()).at(0));
    return std::move(*drill);
}

} // namespace

TEST_CASE("A drill from start to the row in the database", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    CHECK(drill.stage() == Stage::talking);
    CHECK(drill.session().node().id == "opening");
    CHECK(files_in(desk.journals()) == 2);
    CHECK(drill.header().scenario_id == "short-drill");
    CHECK(drill.header().scenario_version == 2);
    CHECK(drill.header().scenario_title[1] == "包裹迟到");
    CHECK(drill.header().seed == 7);
    CHECK(drill.header().persona == drill.session().persona().id);
    CHECK(drill.header().mood_hash.size() == 64);

    say(drill, good_story);
    CHECK(drill.stage() == Stage::finished);
    CHECK(drill.session().ending()->id == "resolved");
    CHECK(drill.stored());
    CHECK_FALSE(drill.problem().has_value());
    CHECK(files_in(desk.journals()) == 0);

    const auto stored = desk.services().database->load(drill.header().id);
    REQUIRE(stored.has_value());
    CHECK(stored->row.header == drill.header());
    CHECK(stored->row.end == *drill.attempt().log.end);
    CHECK(stored->row.outcome == scoring::Outcome::resolved);
    CHECK(stored->row.total.has_value());
    CHECK(stored->scenario_bytes == short_drill);
    CHECK(drill.choose("a", 2'000'000).error().code == "attempt_over");
}

TEST_CASE("The step is in the journal before the next line can be seen", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    for (const char* reply : {"b", "b", "b"}) {
        say(drill, {reply});
        const auto list = records::list_journals(desk.journals());
        REQUIRE(list.entries.size() == 1);
        CHECK(list.entries[0].turns == drill.session().log().size());
    }
}

TEST_CASE("A reply that is not there changes nothing", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    const auto state = drill.session().state_bytes();
    CHECK(drill.choose("z", 1'005'000).error().code == "reply_not_offered");
    CHECK(drill.choose_at(9, 1'005'000).error().code == "reply_not_offered");
    CHECK(drill.session().state_bytes() == state);
    CHECK_FALSE(drill.problem().has_value());
    say(drill, {"b"});
    CHECK(drill.keep_silent(1'010'000).error().code == "silence_has_no_consequence");
}

TEST_CASE("The same drill is the same bytes", "[training][drill]") {
    std::string first;
    for (int i = 0; i < 2; ++i) {
        Desk desk;
        auto drill = begin(desk);
        say(drill, {"b", "b", "silence", "a", "a", "b"});
        const auto stored = desk.services().database->load(drill.header().id);
        REQUIRE(stored.has_value());
        if (i == 0)
            first = without_person(stored->log);
        else
            CHECK(without_person(stored->log) == first);
    }
}

TEST_CASE("A file that cannot be played says everything that is wrong with it and leaves nothing",
          "[training][drill]") {
    Desk desk;
    const auto path = desk.scenario("broken.json", "\"to\": \"moves\"", "\"to\": \"mooves\"");
    const auto drill = Drill::start(desk.services(), path, seven, 0);
    REQUIRE_FALSE(drill.has_value());
    CHECK_FALSE(drill.error().empty());
    CHECK(drill.error().at(0).where.line > 0);
    CHECK(files_in(desk.journals()) == 0);
    CHECK_FALSE(Drill::start(desk.services(), desk.folder() / "none.json", seven, 0).has_value());
}

TEST_CASE("Response time is counted from the reading allowance, at the reader's own pace", "[training][drill][clock]") {
    const auto allowance = reading_time_ms("Three days! What happened?");
    REQUIRE(allowance == 1200);
    for (const int percent : {100, 200}) {
        Desk desk;
        auto drill = begin(desk, {.seed = 7, .reading_percent = percent});
        REQUIRE(drill.choose("b", 1'010'000).has_value());
        CHECK(drill.session().log()[0].response_ms == 10'000 - allowance * percent / 100);
    }
    Desk desk;
    auto drill = begin(desk, {.seed = 7, .language = Language::zh});
    REQUIRE(drill.choose("b", 1'010'000).has_value());
    CHECK(drill.session().log()[0].response_ms == 10'000 - reading_time_ms("三天了!到底怎么回事?"));
}

TEST_CASE("A pause is no waiting", "[training][drill][clock]") {
    Desk desk;
    auto drill = begin(desk);
    drill.pause(1'002'200);
    CHECK(drill.clock(1'500'000).paused);
    CHECK(drill.tick(1'500'000) == false);
    drill.resume(1'900'000);
    REQUIRE(drill.choose("b", 1'900'500).has_value());
    CHECK(drill.session().log()[0].response_ms == 1500);
}

TEST_CASE("Silence falls by itself after its time, leniency stretches it, off means never",
          "[training][drill][clock]") {
    const std::int64_t shown = 1'000'000, allowance = 1200;
    for (const int leniency : {100, 150, 200}) {
        Desk desk;
        auto drill = begin(desk, {.seed = 7, .leniency = leniency});
        const std::int64_t due = shown + allowance + 20 * 10 * leniency;
        CHECK(drill.clock(shown).silence_in == due - shown);
        CHECK(drill.tick(due - 1) == false);
        CHECK(drill.session().node().id == "opening");
        CHECK(drill.tick(due) == true);
        CHECK(drill.session().node().id == "hello");
        CHECK(drill.session().log()[0].kind == scoring::ReplyKind::silence);
        CHECK(records::list_journals(desk.journals()).entries.at(0).turns == 1);
        CHECK(drill.tick(due + 1'000'000) == false); // no consequence at hello
    }
    Desk desk;
    auto drill = begin(desk, {.seed = 7, .leniency = 0});
    CHECK_FALSE(drill.clock(shown).silence_in.has_value());
    CHECK_FALSE(drill.clock(shown).norm_ms.has_value());
    CHECK(drill.tick(shown + 10'000'000) == false);
    REQUIRE(drill.choose("b", shown + 10'000'000).has_value());
    for (const auto& reason : drill.session().log()[0].reasons.all())
        CHECK(reason.code != dialogue::ReasonCode::waited);
}

TEST_CASE("Typing is never silence", "[training][drill][clock]") {
    Desk desk;
    auto drill = begin(desk);
    for (std::int64_t now = 1'000'000; now < 1'200'000; now += 5000) {
        drill.touch(now);
        CHECK(drill.tick(now + 4999) == false);
    }
    CHECK(drill.tick(1'195'000 + 20'000) == true);
}

TEST_CASE("An e-mail lies there: silence never falls by itself", "[training][drill][clock]") {
    for (const auto& [channel, falls] : std::map<std::string, bool>{
             {"phone", true}, {"chat", true}, {"in_person", true}, {"email", false}, {"social", false}}) {
        Desk desk;
        const auto path = desk.scenario("other.json", "\"channel\": \"phone\"", "\"channel\": \"" + channel + "\"");
        auto drill = Drill::start(desk.services(), path, seven, 0);
        INFO(channel);
        REQUIRE(drill.has_value());
        CHECK(drill->tick(10'000'000) == falls);
    }
}

TEST_CASE("The clock shows the norm of the turn", "[training][drill][clock]") {
    Desk desk;
    auto drill = begin(desk, {.seed = 7, .leniency = 150});
    CHECK(drill.clock(1'000'000).reading);
    CHECK(drill.clock(1'000'000).norm_ms == 30'000); // first response 20 s
    say(drill, {"b"});
    CHECK(drill.clock(1'010'000).norm_ms == 45'000); // 30 s
}

TEST_CASE("The language changes from one reply to the next, and the log knows", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    say(drill, {"b"});
    drill.speak(Language::zh);
    CHECK(drill.language() == Language::zh);
    say(drill, {"a"});
    CHECK(drill.session().log()[0].language == Language::en);
    CHECK(drill.session().log()[1].language == Language::zh);
}

TEST_CASE("Stopping for good keeps what was said, as abandoned", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    say(drill, {"b"});
    REQUIRE(drill.abandon(1'100'000).has_value());
    CHECK(drill.stage() == Stage::abandoned);
    CHECK(drill.stored());
    CHECK(files_in(desk.journals()) == 0);
    const auto row = desk.services().database->list()->at(0);
    CHECK(row.end.status == records::Status::abandoned);
    CHECK(row.turns == 1);
    CHECK_FALSE(row.total.has_value());
    CHECK(drill.abandon(1'100'000).error().code == "attempt_over");
}

TEST_CASE("Stopping before a word was said keeps nothing", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    REQUIRE(drill.abandon(1'001'000).has_value());
    CHECK(drill.stage() == Stage::abandoned);
    CHECK(files_in(desk.journals()) == 0);
    CHECK(desk.services().database->list()->empty());
}

TEST_CASE("Try again from here: a new attempt that shares the beginning", "[training][drill]") {
    Desk desk;
    auto first = begin(desk);
    say(first, {"b", "b", "b", "a", "b"});
    REQUIRE(first.stage() == Stage::finished);
    for (const int turn : {1, 3, 5}) {
        auto again = Drill::again_from(desk.services(), first.attempt(), turn, 1'000'000);
        REQUIRE(again.has_value());
        CHECK(again->stage() == Stage::talking);
        CHECK(again->header().id != first.header().id);
        CHECK(again->header().seed == first.header().seed);
        CHECK(again->header().branched_from == records::BranchedFrom{first.header().id, turn});
        CHECK(again->session().state_bytes() ==
              first.session().rewound(static_cast<std::size_t>(turn - 1)).state_bytes());
        CHECK(records::list_journals(desk.journals()).entries.at(0).turns == static_cast<std::size_t>(turn - 1));
        // The same replies lead to the same end.
        const std::vector<std::string> said{"b", "b", "b", "a", "b"};
        say(*again, {said.begin() + turn - 1, said.end()});
        CHECK(again->session().state_bytes() == first.session().state_bytes());
        CHECK(desk.services().database->load(again->header().id)->row.header.branched_from->turn == turn);
    }
}

TEST_CASE("From where one cannot try again", "[training][drill]") {
    Desk desk;
    auto drill = begin(desk);
    say(drill, {"a", "b"}); // opening, moves (by itself), probe
    for (const int turn : {-1, 0, 2, 4, 99}) {
        const auto again = Drill::again_from(desk.services(), drill.attempt(), turn, 0);
        REQUIRE_FALSE(again.has_value());
        CHECK(codes(again.error()) == std::vector<std::string>{"rewind_no_such_turn"});
    }
    CHECK(Drill::again_from(desk.services(), drill.attempt(), 3, 0).has_value());
    const auto exam = desk.scenario("exam.json", "\"use\": \"practice\"", "\"use\": \"exam\"");
    auto sitting = Drill::start(desk.services(), exam, seven, 0);
    REQUIRE(sitting.has_value());
    say(*sitting, good_story);
    CHECK(codes(Drill::again_from(desk.services(), sitting->attempt(), 1, 0).error()) ==
          std::vector<std::string>{"rewind_practice_only"});
}
