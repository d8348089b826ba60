// The search against trying everything.
#include "sim/analysis/best_path.h"
#include "tests/analysis/scenarios.h"
#include "tests/sanitized.h"

#include <catch2/catch.hpp>

#include <optional>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

struct Extremes {
    std::optional<std::int32_t> best, worst;
    std::uint64_t contacts = 0;
    bool cut = false; // some contact was longer than allowed
    bool turned = false;
};

void try_everything(const dialogue::Session& session, std::size_t turns, Extremes& found) {
    if (session.over()) {
        const std::int32_t total = graded(session);
        found.best = std::max(found.best.value_or(total), total);
        found.worst = std::min(found.worst.value_or(total), total);
        ++found.contacts;
        return;
    }
    if (session.log().size() >= turns) {
        found.cut = true;
        return;
    }
    for (std::size_t i = 0; i < session.now().offered_count; ++i) {
        dialogue::Session next = session;
        (void)next.choose_at(i, scripted_response_ms(session.scenario()));
        try_everything(next, turns, found);
    }
    for (const dialogue::Place place : dialogue::places_in(session.places())) {
        dialogue::Session next = session;
        (void)next.turn_to(place, scripted_response_ms(session.scenario()));
        found.turned = true;
        try_everything(next, turns, found);
    }
    dialogue::Session next = session;
    if (next.keep_silent(scripted_silence_ms(session.scenario(), session.node()))) try_everything(next, turns, found);
}

// Returns the number of contacts there are; 0 where topics were wanted and none could be turned to.
std::uint64_t compare(std::uint64_t index, std::uint32_t nodes, bool circles, std::size_t turns, bool topics = false) {
    const auto scenario = random_scenario(index, nodes, circles, topics);
    const dialogue::Settings settings{.seed = index};
    Extremes expected;
    try_everything(dialogue::Session(scenario, mood_table(), settings), turns, expected);
    for (const Objective objective : {Objective::best, Objective::worst}) {
        const Path path = find_path(scenario, mood_table(), settings, objective, {.turns = turns});
        const auto& total = objective == Objective::best ? expected.best : expected.worst;
        INFO("scenario " << index << (objective == Objective::best ? " best" : " worst"));
        REQUIRE(path.ending.has_value() == total.has_value());
        if (!total) continue;
        REQUIRE(path.total_hundredths == *total);
        if (!expected.cut) REQUIRE(path.proven);
        if (objective == Objective::best)
            REQUIRE(path.bound_hundredths >= *total);
        else
            REQUIRE(path.bound_hundredths <= *total);

        const dialogue::Session session = played(scenario, settings, path.replies);
        REQUIRE(session.over());
        REQUIRE(session.ending() == &scenario->endings[*path.ending]);
        REQUIRE(graded(session) == path.total_hundredths);
    }
    return topics && !expected.turned ? 0 : expected.contacts;
}

} // namespace

TEST_CASE("Without circles the search finds what trying everything finds, and proves it", "[analysis][search]") {
    std::uint64_t contacts = 0;
    for (std::uint64_t i = 0; i < tests::enough(1500); ++i) contacts += compare(i, 12, false, 100);
    CHECK(contacts > tests::enough(20'000)); // the scenarios are not all trivial
}

TEST_CASE("In circles too, up to the longest contact allowed", "[analysis][search]") {
    std::uint64_t contacts = 0;
    for (std::uint64_t i = 0; i < tests::enough(600); ++i) contacts += compare(10'000 + i, 5, true, 7);
    CHECK(contacts > tests::enough(20'000));
}

TEST_CASE("With topics to turn to as well, whatever is left unfinished where", "[analysis][search][topics]") {
    std::uint64_t contacts = 0;
    for (std::uint64_t i = 0; i < tests::enough(400); ++i) contacts += compare(30'000 + i, 5, false, 100, true);
    CHECK(contacts > tests::enough(10'000));
    contacts = 0;
    for (std::uint64_t i = 0; i < tests::enough(250); ++i) contacts += compare(40'000 + i, 4, true, 6, true);
    CHECK(contacts > tests::enough(10'000));
}
