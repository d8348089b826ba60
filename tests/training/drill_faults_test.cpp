// What cannot be saved has not happened, and can be tried again.
#include "sim/training/drill.h"
#include "tests/records/faults.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::Drill;
using training::Stage;

namespace {

// No room for one more byte in the journal of this drill.
std::size_t journal_size(Desk& desk, const Drill& drill) {
    return contents(desk.journals() / (drill.header().id + ".jsonl")).size();
}

} // namespace

TEST_CASE("A full disk: the conversation stays where it was, and goes on when there is room",
          "[training][drill][fault]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    REQUIRE(drill.has_value());
    REQUIRE(drill->choose("b", 5000).has_value());
    const auto state = drill->session().state_bytes();
    {
        const FileSizeLimit full(journal_size(desk, *drill));
        const auto refused = drill->choose("a", 11'000);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "disk_full");
        CHECK(drill->session().state_bytes() == state);
        CHECK(drill->session().node().id == "probe");
        CHECK(drill->problem()->code == "disk_full");
        CHECK(drill->clock(900'000).paused); // the trainee is not to blame for the wait
        CHECK(drill->tick(900'000) == false);
        CHECK(drill->retry(900'000).error().code == "disk_full");
        drill->resume(900'000);
        CHECK(drill->clock(900'000).paused);
    }
    SECTION("the same reply again, as it was measured") {
        REQUIRE(drill->retry(950'000).has_value());
        CHECK(drill->session().log().back().response_ms < 6000);
        CHECK(drill->session().node().id == "close");
    }
    SECTION("or another one: the first was never said") {
        REQUIRE(drill->choose("b", 950'000).has_value());
        CHECK(drill->session().node().id == "opening");
        CHECK(drill->session().log().back().response_ms < 6000);
        CHECK(drill->session().log().size() == 2);
    }
    CHECK_FALSE(drill->problem().has_value());
    CHECK_FALSE(drill->clock(950'000).paused);
    const auto id = drill->header().id;
    const auto before = drill->session().state_bytes();
    drill = std::unexpected(Diagnostics{}); // leave
    CHECK(Drill::resume(desk.services(), id, 0)->session().state_bytes() == before);
}

TEST_CASE("A full disk at the last reply: no ending before it is kept", "[training][drill][fault]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    say(*drill, {"a", "a"});
    {
        const FileSizeLimit full(journal_size(desk, *drill));
        CHECK_FALSE(drill->choose("a", 2'000'000).has_value());
        CHECK(drill->stage() == Stage::talking);
        CHECK_FALSE(drill->session().over());
        CHECK_FALSE(drill->abandon(2'000'000).has_value());
        CHECK(drill->stage() == Stage::talking);
    }
    REQUIRE(drill->choose("a", 2'000'000).has_value());
    CHECK(drill->stage() == Stage::finished);
    CHECK(drill->stored());
    CHECK(desk.services().database->list()->at(0).end.status == records::Status::finished);
}

TEST_CASE("Room for the journal but not for the database: kept, said, stored by retry", "[training][drill][fault]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    say(*drill, {"a", "a"});
    {
        const FileSizeLimit full(journal_size(desk, *drill) + 4096);
        REQUIRE(drill->choose("a", 2'000'000).has_value());
        CHECK(drill->stage() == Stage::finished);
        CHECK_FALSE(drill->stored());
        REQUIRE(drill->problem().has_value());
        CHECK(files_in(desk.journals()) == 2);
    }
    REQUIRE(drill->retry(2'000'000).has_value());
    CHECK(drill->stored());
    CHECK_FALSE(drill->problem().has_value());
    CHECK(files_in(desk.journals()) == 0);
}

TEST_CASE("Silence that cannot be saved has not fallen", "[training][drill][fault]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    {
        const FileSizeLimit full(journal_size(desk, *drill));
        const auto fallen = drill->tick(30'000);
        REQUIRE_FALSE(fallen.has_value());
        CHECK(fallen.error().code == "disk_full");
        CHECK(drill->session().node().id == "opening");
        CHECK(drill->tick(31'000) == false); // said once, not at every frame
    }
    REQUIRE(drill->retry(32'000).has_value());
    CHECK(drill->session().node().id == "hello");
}

TEST_CASE("A journal folder that cannot be used stops the start, with its reason", "[training][drill][fault]") {
    Desk desk;
    put(desk.journals(), "a file where the folder should be");
    const auto drill = Drill::start(desk.services(), desk.scenario(), seven, 0);
    REQUIRE_FALSE(drill.has_value());
    CHECK(codes(drill.error()) == std::vector<std::string>{"folder_unwritable"});
}
