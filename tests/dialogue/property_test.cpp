// What must hold on every path: random walks through every shipped scenario.
#include "sim/base/random.h"
#include "sim/dialogue/condition.h"
#include "sim/dialogue/transcript.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;

namespace {

constexpr std::uint64_t walks = 150;
constexpr int most_turns = 60;

// One random step: mostly a reply, now and then silence, at any speed.
void step(Session& s, Random& random) {
    const std::uint32_t ms = random.below(90000);
    if (s.node().silence_to.kind != Target::Kind::nowhere && random.below(8) == 0)
        REQUIRE(s.keep_silent(ms));
    else
        REQUIRE(s.choose_at(random.below(s.now().offered_count), ms));
}

template <class Check>
void walk_everywhere(Check check) {
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 0; seed < walks; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            Random random(seed, Purpose::test, 9);
            auto s = story::start(scenario, seed);
            for (int i = 0; i < most_turns && !s.over(); ++i) {
                REQUIRE(s.now().offered_count > 0); // nobody is ever stuck
                step(s, random);
                check(s);
            }
        }
}

} // namespace

TEST_CASE("Same log, same state, byte for byte", "[dialogue][property]") {
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 0; seed < walks; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            Random random(seed, Purpose::test, 9);
            auto s = story::start(scenario, seed);
            for (int i = 0; i < most_turns && !s.over(); ++i) step(s, random);
            const auto again = Session::replay(scenario, story::mood_table(), s.settings(), s.log());
            REQUIRE(again);
            REQUIRE(again->state_bytes() == s.state_bytes());
            // Rewinding anywhere and playing the same replies leads to the same place.
            const std::size_t from = random.below(static_cast<std::uint32_t>(s.log().size()));
            auto branch = s.rewound(from);
            for (std::size_t t = branch.log().size(); t < s.log().size(); t = branch.log().size()) {
                const TurnRecord& r = s.log()[t];
                if (r.kind == scoring::ReplyKind::silence)
                    REQUIRE(branch.keep_silent(r.response_ms));
                else
                    REQUIRE(branch.choose(scenario->replies_of(scenario->nodes[r.node])[r.reply].id, r.response_ms));
            }
            REQUIRE(branch.state_bytes() == s.state_bytes());
        }
}

TEST_CASE("Mood stays within its scale, reasons add up, and the gate never closes", "[dialogue][property]") {
    walk_everywhere([](const Session& s) {
        const auto log = s.log();
        const Mood before = log.size() > 1 ? log[log.size() - 2].after : s.mood_at_start();
        const TurnRecord& last = log.back();
        int anger = 0;
        int trust = 0;
        for (const Reason& r : last.reasons.all()) {
            anger += r.delta.anger;
            trust += r.delta.trust;
        }
        REQUIRE(anger == last.after.anger - before.anger);
        REQUIRE(trust == last.after.trust - before.trust);
        REQUIRE((last.after.anger >= 0 && last.after.anger <= 100));
        REQUIRE((last.after.trust >= 0 && last.after.trust <= 100));
        REQUIRE((last.after.ready || !before.ready));
    });
}

TEST_CASE("Every level of a real conversation stands on words of the reply", "[dialogue][property]") {
    walk_everywhere([](const Session& s) {
        if (!s.over()) return;
        for (const auto& turn : transcript(s).turns)
            for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
                const auto b = scoring::behaviour_at(i);
                const bool shown = turn.labels[b] > 0;
                const bool evident = std::ranges::any_of(turn.evidence, [&](const auto& e) {
                    return e.behaviour == b && e.level == turn.labels[b] &&
                           turn.reply_text.find(e.quote) != std::string::npos && !e.quote.empty();
                });
                REQUIRE(shown == evident);
            }
    });
}

// Records hold positions; which scenario they belong to is told by its hash (sim/records). Here: each must fit the
// story so far.
TEST_CASE("A log that does not fit the story is refused, not half replayed", "[dialogue][property]") {
    const auto scenario = story::library()[0];
    auto s = story::start(scenario);
    while (!s.over()) REQUIRE(s.choose_at(0, 1000));
    const std::vector<TurnRecord> log(s.log().begin(), s.log().end());
    REQUIRE(log.size() >= 3);
    const auto refused_at = [&](auto spoil) {
        auto spoilt = log;
        spoil(spoilt);
        const auto replayed = Session::replay(scenario, story::mood_table(), s.settings(), spoilt);
        REQUIRE_FALSE(replayed);
        CHECK(replayed.error().code == "log_mismatch");
        return std::string(replayed.error().arg("turn"));
    };
    CHECK(refused_at([](auto& l) { l[1].node = l[0].node; }) == "2");      // not where turn 1 led
    CHECK(refused_at([](auto& l) { l[1].line = 999; }) == "2");            // no such line
    CHECK(refused_at([](auto& l) { l[2].reply = 11; }) == "3");            // not among the replies shown
    CHECK(refused_at([](auto& l) { l[0].offered[0] = 200; }) == "1");      // no such reply
    CHECK(refused_at([](auto& l) { l[1].branch.index = 100000; }) == "2"); // leads nowhere
    CHECK(refused_at([](auto& l) { l.push_back(l.back()); }) == std::to_string(log.size() + 1)); // after the end
}
