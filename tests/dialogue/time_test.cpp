// Time: waiting beyond the norm costs patience, being fast costs and earns nothing, leniency stretches the norm.
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;
using story::node;
using story::reply;

namespace {

// Norm 30 s, patience 20 s.
std::shared_ptr<const Scenario> scenario() {
    return story::of(node("a", reply("x", "b", R"("shows":{"restate":1})")) + "," +
                     node("b", reply("y", "good", R"("when":"seconds < 30")") + "," + reply("z", "bad")));
}

int steps_waited(std::uint32_t response_ms, int leniency = 100) {
    auto s = story::start(scenario(), 1, leniency);
    REQUIRE(s.choose("x", response_ms));
    for (const Reason& r : s.log()[0].reasons.all())
        if (r.code == ReasonCode::waited) return r.level;
    return 0;
}

} // namespace

TEST_CASE("Within the norm time does not matter, and the fast are never punished", "[dialogue][time]") {
    CHECK(steps_waited(0) == 0);
    CHECK(steps_waited(30000) == 0);
    auto fast = story::start(scenario());
    auto slow = story::start(scenario());
    REQUIRE(fast.choose("x", 0));
    REQUIRE(slow.choose("x", 29999));
    CHECK(fast.mood() == slow.mood());
}

TEST_CASE("Beyond the norm each span of patience costs a step, three at most", "[dialogue][time]") {
    CHECK(steps_waited(30001) == 1);
    CHECK(steps_waited(50000) == 2);
    CHECK(steps_waited(70000) == 3);
    CHECK(steps_waited(4000000) == 3);
}

TEST_CASE("Leniency stretches norm and patience, or turns them off", "[dialogue][time]") {
    CHECK(steps_waited(45001, 150) == 1);
    CHECK(steps_waited(45000, 150) == 0);
    CHECK(steps_waited(60001, 200) == 1);
    CHECK(steps_waited(4000000, 0) == 0);
}

TEST_CASE("In conditions, `seconds` is the time the last answer took", "[dialogue][time]") {
    for (const auto& [ms, offered] : {std::pair{5000U, 2}, std::pair{31000U, 1}}) {
        auto s = story::start(scenario());
        REQUIRE(s.choose("x", ms));
        CHECK(s.now().offered_count == offered);
    }
    // Also where the story has moved on by itself since.
    const auto moving = story::of(node("a", reply("x", "b")) + "," + node("b", "", R"("otherwise":"c",)") + "," +
                                  node("c", reply("y", "good", R"("when":"seconds == 31")") + "," + reply("z", "bad")));
    auto s = story::start(moving);
    REQUIRE(s.choose("x", 31000));
    CHECK(s.now().offered_count == 2);
}
