// Leaving is safe at any moment.
#include "sim/base/random.h"
#include "sim/training/debrief.h"
#include "sim/training/drill.h"
#include "tests/records/kill.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::Drill;
using training::Stage;

namespace {
const std::vector<std::string> long_story{"a", "b", "silence", "a", "b", "b", "a", "a"};
}

TEST_CASE("Left and resumed at every turn is the same attempt as played at once", "[training][drill][resume]") {
    Desk once;
    auto whole = Drill::start(once.services(), once.scenario(), seven, 1'000'000);
    REQUIRE(whole.has_value());
    say(*whole, long_story);
    REQUIRE(whole->stage() == Stage::finished);
    const auto expected = without_person(once.services().database->load(whole->header().id)->log);

    for (std::size_t stop = 0; stop < long_story.size(); ++stop) {
        Desk desk;
        std::string id;
        const auto middle = long_story.begin() + static_cast<std::ptrdiff_t>(stop);
        {
            auto drill = Drill::start(desk.services(), desk.scenario(), seven, 1'000'000);
            id = drill->header().id;
            say(*drill, {long_story.begin(), middle});
        }
        desk.restart();
        const auto open = training::unfinished(desk.services());
        REQUIRE(open.entries.size() == 1);
        CHECK(open.entries[0].header.id == id);
        CHECK(open.diagnostics.empty());
        // The clock starts anew, so the same pause before each reply gives the same times.
        auto drill = Drill::resume(desk.services(), id, 1'000'000 + static_cast<std::int64_t>(stop) * 4000);
        REQUIRE(drill.has_value());
        std::int64_t now = 1'000'000 + static_cast<std::int64_t>(stop) * 4000;
        for (auto reply = middle; reply != long_story.end(); ++reply) {
            now += 4000;
            REQUIRE((*reply == "silence" ? drill->keep_silent(now) : drill->choose(*reply, now)).has_value());
        }
        CHECK(drill->session().state_bytes() == whole->session().state_bytes());
        CHECK(without_person(desk.services().database->load(id)->log) == expected);
        CHECK(training::unfinished(desk.services()).entries.empty());
    }
}

TEST_CASE("The scenario may change or go: the attempt goes on as it began", "[training][drill][resume]") {
    Desk desk;
    std::string id;
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
        id = drill->header().id;
        say(*drill, {"b"});
    }
    std::filesystem::remove(desk.folder() / "short-drill.json");
    auto drill = Drill::resume(desk.services(), id, 0);
    REQUIRE(drill.has_value());
    CHECK(drill->session().node().id == "probe");
    say(*drill, {"a", "a"});
    CHECK(drill->stored());
}

TEST_CASE("Resumed in the language last spoken", "[training][drill][resume]") {
    Desk desk;
    std::string id;
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
        id = drill->header().id;
        drill->speak(Language::zh);
        say(*drill, {"b"});
    }
    CHECK(Drill::resume(desk.services(), id, 0)->language() == Language::zh);
}

TEST_CASE("Another program's attempt is not taken over", "[training][drill][resume]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    const auto id = drill->header().id;
    CHECK(codes(Drill::resume(desk.services(), id, 0).error()) == std::vector<std::string>{"attempt_in_use"});
    CHECK(training::unfinished(desk.services()).entries.at(0).in_use);
    CHECK(training::recover(desk.services()).diagnostics.empty());
    CHECK(codes(Drill::resume(desk.services(), "no-such-id", 0).error()) ==
          std::vector<std::string>{"attempt_not_found"});
}

TEST_CASE("Resumed under another mood table it says so", "[training][drill][resume]") {
    Desk desk;
    std::string id;
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
        id = drill->header().id;
        say(*drill, {"b"});
    }
    CHECK(Drill::resume(desk.services(), id, 0)->notices().empty());
    desk.services().mood_hash = "another";
    CHECK(codes(Drill::resume(desk.services(), id, 0)->notices()) == std::vector<std::string>{"mood_table_changed"});
}

TEST_CASE("An unfinished attempt can be thrown away", "[training][drill][resume]") {
    Desk desk;
    std::vector<std::string> ids;
    for (const auto& replies : std::vector<std::vector<std::string>>{{}, {"b"}}) {
        auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
        ids.push_back(drill->header().id);
        say(*drill, replies);
    }
    for (const auto& id : ids) REQUIRE(training::discard(desk.services(), id).has_value());
    CHECK(files_in(desk.journals()) == 0);
    const auto rows = desk.services().database->list();
    REQUIRE(rows->size() == 1);
    CHECK(rows->at(0).end.status == records::Status::abandoned);
}

TEST_CASE("A finished journal that was not stored is stored at the next start, once", "[training][drill][resume]") {
    Desk desk;
    std::string id;
    desk.break_database();
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
        REQUIRE(drill.has_value());
        id = drill->header().id;
        say(*drill, good_story);
        CHECK(drill->stage() == Stage::finished);
        CHECK_FALSE(drill->stored());
        REQUIRE(drill->problem().has_value());
        CHECK(drill->problem()->code == "database_damaged");
        // The debrief does not need the database.
        CHECK(training::debrief_of(drill->attempt()).outcome == scoring::Outcome::resolved);
        CHECK(drill->retry(0).error().code == "database_damaged");
    }
    CHECK(files_in(desk.journals()) == 2);
    CHECK(training::unfinished(desk.services()).entries.empty()); // it is not unfinished, only unstored
    const auto still = training::recover(desk.services());
    CHECK(still.stored == 0);
    CHECK(codes(still.diagnostics) == std::vector<std::string>{"database_damaged"});

    desk.mend_database();
    const auto recovered = training::recover(desk.services());
    CHECK(recovered.stored == 1);
    CHECK(recovered.diagnostics.empty());
    CHECK(files_in(desk.journals()) == 0);
    CHECK(desk.services().database->load(id)->row.total.has_value());
    CHECK(training::recover(desk.services()).stored == 0);
}

TEST_CASE("A crash between the row and the journal's removal changes nothing", "[training][drill][resume]") {
    Desk desk;
    std::map<std::string, std::string> kept;
    std::string id;
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
        id = drill->header().id;
        say(*drill, {"a", "a"});
        // As the disk looked just before the last reply …
        for (const auto& e : std::filesystem::directory_iterator(desk.journals()))
            kept[e.path().filename().string()] = contents(e.path());
        say(*drill, {"a"});
    }
    // … with the last step, which had been acknowledged, in the journal again.
    const auto stored = desk.services().database->load(id);
    const auto played = training::load_attempt(desk.services(), id);
    REQUIRE(played.has_value());
    for (const auto& [name, bytes] : kept) put(desk.journals() / name, bytes);
    {
        auto journal = records::Journal::open(desk.journals(), id);
        REQUIRE(journal.has_value());
        REQUIRE(journal->journal.append(played->session.scenario(), played->session.log().last(1), &*played->log.end)
                    .has_value());
    }
    CHECK(training::recover(desk.services()).stored == 1);
    CHECK(files_in(desk.journals()) == 0);
    CHECK(desk.services().database->list()->size() == 1);
    CHECK(desk.services().database->load(id)->log == stored->log);
}

TEST_CASE("kill -9 in the middle of drills: every acknowledged reply is there", "[training][drill][fault][kill]") {
    Random random(2026, Purpose::test, 3);
    for (unsigned round = 0; round < kills(20) / 2; ++round) {
        Desk desk;
        const auto path = desk.scenario();
        const auto acknowledged = killed_after(random.below(40'000), false, [&](auto&& acknowledge) {
            for (;;) {
                auto drill = Drill::start(desk.services(), path, seven, 0);
                if (!drill) return;
                for (std::int64_t now = 0; drill->stage() == Stage::talking; now += 3000) {
                    // Round and round, and out at the tenth turn.
                    const bool end = drill->session().log().size() > 10 && drill->session().node().id != "opening";
                    if (!drill->choose(end ? "a" : "b", now)) return;
                    acknowledge();
                }
            }
        });
        desk.restart();
        const auto recovered = training::recover(desk.services());
        CHECK(recovered.diagnostics.empty());
        std::size_t turns = 0;
        const auto rows = desk.services().database->list({.limit = 0});
        REQUIRE(rows.has_value());
        for (const auto& row : *rows) turns += static_cast<std::size_t>(row.turns);
        const auto open = training::unfinished(desk.services());
        CHECK(open.diagnostics.empty());
        REQUIRE(open.entries.size() <= 1);
        for (const auto& entry : open.entries) {
            turns += entry.turns;
            const auto drill = Drill::resume(desk.services(), entry.header.id, 0);
            REQUIRE(drill.has_value());
            CHECK(drill->session().log().size() == entry.turns);
        }
        CHECK(turns >= acknowledged);
        CHECK(turns <= acknowledged + 1);
    }
}
