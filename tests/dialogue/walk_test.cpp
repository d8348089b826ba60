// The engine on large made-up stories, against a walker that knows only the numbers they are made of.
#include "tests/dialogue/bench_scenario.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;

namespace {

// Answers with the reply that comes `nth` in the author's order among those offered.
void answer(Session& s, std::uint32_t nth) {
    const auto shown = s.now().replies();
    std::vector<std::uint8_t> authored(shown.begin(), shown.end());
    std::ranges::sort(authored);
    REQUIRE(s.choose(s.scenario().replies_of(s.node())[authored[nth]].id, 4000));
}

std::uint32_t checksum_of_walk(Session& s, std::size_t steps) {
    story::WalkPicks picks;
    std::uint32_t checksum = 0;
    for (std::size_t i = 0; i < steps; ++i) {
        checksum = checksum * 31U + s.now().node;
        answer(s, picks.of(s.now().offered_count));
    }
    return checksum;
}

} // namespace

TEST_CASE("The independent walker agrees with the published checksum of the walk", "[dialogue][walk]") {
    CHECK(story::synthetic_checksum(100, 1'000'000) == 1560434482U);
}

TEST_CASE("The session walks where the conditions and effects lead, however large the story", "[dialogue][walk]") {
    const std::uint32_t nodes = GENERATE(7U, 100U, 2500U);
    INFO(nodes << " nodes");
    auto s = story::start(story::synthetic_scenario(nodes));
    CHECK(checksum_of_walk(s, 5000) == story::synthetic_checksum(nodes, 5000));
    CHECK(s.log().size() == 5000);
}

TEST_CASE("The order replies are shown in changes nothing of where they lead", "[dialogue][walk]") {
    const auto scenario = story::synthetic_scenario(100);
    auto one = story::start(scenario, 1);
    auto other = story::start(scenario, 2);
    CHECK(checksum_of_walk(one, 500) == checksum_of_walk(other, 500));
    CHECK_FALSE(std::ranges::equal(one.log(), other.log(), [](const TurnRecord& a, const TurnRecord& b) {
        return a.offered == b.offered; // the walk does see different orders
    }));
}

TEST_CASE("A long walk taken back and taken again stands where it stood", "[dialogue][walk]") {
    auto s = story::start(story::synthetic_scenario(100));
    checksum_of_walk(s, 2000);
    const auto replayed = Session::replay(s.scenario_ptr(), story::mood_table(), s.settings(), s.log());
    REQUIRE(replayed);
    CHECK(replayed->state_bytes() == s.state_bytes());
    auto back = s.rewound(700);
    CHECK(back.log().size() == 700);
    const auto log = s.log();
    for (std::size_t turn = 700; turn < log.size(); ++turn) {
        const TurnRecord record = log[turn];
        REQUIRE(back.choose(back.scenario().replies_of(back.node())[record.reply].id, record.response_ms));
    }
    CHECK(back.state_bytes() == s.state_bytes());
    CHECK(std::ranges::equal(back.log(), s.log()));
}
