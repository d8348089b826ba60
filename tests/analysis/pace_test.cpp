// Totals at any pace: what is called proven holds for contacts of random answers at random speed.
#include "sim/analysis/reach.h"
#include "sim/analysis/score_range.h"
#include "sim/base/random.h"
#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;

namespace {

// Plays what find_path says: "a", "silence", "a@75.5".
dialogue::Session played_at_pace(const std::shared_ptr<const dialogue::Scenario>& scenario,
                                 const dialogue::Settings& settings, const std::vector<std::string>& path) {
    dialogue::Session session(scenario, mood_table(), settings);
    for (const std::string& item : path) {
        const auto at = item.find('@');
        const std::string id = item.substr(0, at);
        const bool silent = id == "silence";
        std::uint32_t ms = silent ? scripted_silence_ms(*scenario, session.node()) : scripted_response_ms(*scenario);
        if (at != std::string::npos) ms = static_cast<std::uint32_t>(std::stod(item.substr(at + 1)) * 1000 + 0.5);
        REQUIRE((silent ? session.keep_silent(ms) : session.choose(id, ms)).has_value());
    }
    return session;
}

// Norms of a few seconds, and conditions that ask about a few.
std::shared_ptr<const dialogue::Scenario> impatient(std::uint64_t index) {
    auto s = std::make_shared<dialogue::Scenario>(*random_scenario(index, 10, false));
    s->patience_s = 2;
    s->first_response_s = 3;
    s->response_s = 4;
    s->anger = 66; // so that waiting makes a solution premature
    return s;
}

} // namespace

TEST_CASE("Waiting alone can make a reply worse, and the path says how long", "[analysis][pace]") {
    const auto s = make(
        {.grades = {Behaviour::take_ownership},
         .nodes = {{.id = "n", .replies = {{.id = "a", .to = "m"}}},
                   {.id = "m",
                    .calls_for = {Behaviour::take_ownership},
                    .replies =
                        {{.id = "a", .shows = {{Behaviour::take_ownership, 2}}, .to = "!resolved", .solution = true}}}},
         .anger = 66});
    // Nothing offered: 66 + 3 = 69, calm enough for a solution. One step of waiting more, and it comes too soon.
    const Path prompt = find_path(s, mood_table(), {}, Objective::worst);
    CHECK(prompt.total_hundredths == 10000);
    const Path slow = find_path(s, mood_table(), {}, Objective::worst, {}, Pace::any);
    CHECK(slow.proven);
    CHECK(slow.total_hundredths == 9600);
    CHECK(slow.replies == std::vector<std::string>{"a@61", "a"});
    CHECK(graded(played_at_pace(s, {}, slow.replies)) == 9600);
    CHECK(score_range(s, mood_table(), {}).min.path.total_hundredths == 9600);
}

TEST_CASE("A total that depends on a calculation with time is not proven", "[analysis][pace]") {
    const auto s = make({.grades = {Behaviour::apologise},
                         .nodes = {{.id = "n", .replies = {{.id = "a", .to = "m"}}},
                                   {.id = "m",
                                    .calls_for = {Behaviour::apologise},
                                    .replies = {{.id = "a", .to = "!resolved"},
                                                {.id = "b",
                                                 .shows = {{Behaviour::apologise, 2}},
                                                 .to = "!resolved",
                                                 .when = "seconds * 2 == 34"}}}}});
    const Path best = find_path(s, mood_table(), {}, Objective::best, {}, Pace::any);
    CHECK_FALSE(best.proven);
    CHECK(best.bound_hundredths == 10000);
}

TEST_CASE("No contact at any speed leaves the range that is proven, or reaches what is out of reach",
          "[analysis][pace]") {
    std::uint64_t slower = 0;
    for (std::uint64_t i = 0; i < 150; ++i) {
        const auto s = impatient(30'000 + i);
        const dialogue::Settings settings{.seed = i};
        const ScoreRange range = score_range(s, mood_table(), settings);
        const Reach reach = reach_of(s, mood_table(), settings);
        INFO("scenario " << i);
        for (const RangeEnd* end : {&range.min, &range.max}) {
            REQUIRE(end->path.proven);
            if (!end->path.ending) continue;
            const auto session = played_at_pace(s, settings, end->path.replies);
            REQUIRE(session.over());
            REQUIRE(graded(session) == end->path.total_hundredths);
            for (const std::string& item : end->path.replies) slower += item.find('@') != std::string::npos ? 1 : 0;
        }
        for (std::uint64_t k = 0; k < 300; ++k) {
            Random random(k, Purpose::test, i);
            dialogue::Session session(s, mood_table(), settings);
            while (!session.over()) {
                REQUIRE(reach.nodes[session.now().node] == Reached::yes);
                const std::uint32_t ms = random.below(120) * 100;
                const bool silent = session.now().offered_count == 0 || random.below(6) == 0;
                if (silent && session.keep_silent(ms)) continue;
                if (session.now().offered_count == 0) break;
                const std::uint32_t position = random.below(session.now().offered_count);
                REQUIRE(reach.replies[session.node().replies.first + session.now().offered[position]] == Reached::yes);
                REQUIRE(session.choose_at(position, ms));
            }
            if (!session.over()) continue;
            REQUIRE(reach.endings[static_cast<std::size_t>(session.ending() - s->endings.data())] == Reached::yes);
            REQUIRE(graded(session) >= range.min.path.total_hundredths);
            REQUIRE(graded(session) <= range.max.path.total_hundredths);
        }
    }
    CHECK(slower > 5); // pace decided some of them
}
