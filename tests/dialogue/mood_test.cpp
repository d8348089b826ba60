// How the customer's mood moves, and that every move is explained to the last point.
#include "sim/base/random.h"
#include "sim/dialogue/mood.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;
using scoring::behaviour_at;
using scoring::behaviour_count;

namespace {

// Round numbers of its own, so that each expectation can be worked out in the head.
MoodTable table() {
    MoodTable t;
    auto& row = t.rows[static_cast<std::size_t>(Upset::angry)];
    const auto shows = [&](Behaviour b, Delta one, Delta two) { row.shows[scoring::index(b)] = {one, two}; };
    shows(Behaviour::restate, {-4, 2}, {-8, 4});
    shows(Behaviour::acknowledge_feeling, {-4, 2}, {-10, 6});
    shows(Behaviour::offer_options, {-5, 5}, {-10, 10});
    shows(Behaviour::dismiss_or_blame, {8, -6}, {16, -12});
    row.fits = {Delta{2, -1}, Delta{0, 1}, Delta{-3, 3}, Delta{-6, 5}};
    row.solution_too_early = {4, -2};
    row.question_unanswered = {5, -3};
    row.waited_step = {2, -2};
    row.silence = {8, -6};
    row.nothing_offered = {3, -2};
    row.need_revealed = {-3, 6};
    return t;
}

const Mood furious{.anger = 80, .trust = 20, .ready = false};

Move angry_move(const Impact& impact, Mood before = furious, int temper = 100) {
    return react(table(), Upset::angry, temper, before, impact);
}

Impact showing(std::initializer_list<std::pair<Behaviour, Level>> labels) {
    Impact impact;
    for (const auto& [b, level] : labels) impact.labels.set(b, level);
    return impact;
}

Delta sum(const Reasons& reasons) {
    Delta total;
    for (const Reason& r : reasons.all()) {
        total.anger = static_cast<std::int16_t>(total.anger + r.delta.anger);
        total.trust = static_cast<std::int16_t>(total.trust + r.delta.trust);
    }
    return total;
}

bool has(const Reasons& reasons, ReasonCode code) {
    return std::ranges::any_of(reasons.all(), [&](const Reason& r) { return r.code == code; });
}

} // namespace

TEST_CASE("However much one reply does, no reason is left out", "[dialogue][mood]") {
    auto all = table();
    for (auto& levels : all.rows[static_cast<std::size_t>(Upset::angry)].shows) levels.fill({-1, 1});
    all.early_solution_percent = 100;
    Impact impact;
    for (std::size_t i = 0; i < behaviour_count; ++i) impact.labels.set(behaviour_at(i), 2);
    impact.best_fit = 3, impact.waiting_steps = 3;
    impact.solution = impact.question_open = impact.reveals = true;
    impact.extra = {-90, 90};
    for (const bool premature : {true, false}) {
        impact.solution_first = !premature; // without the fault, the solution itself is too early
        if (!premature) impact.labels.set(Behaviour::premature_solution, 0);
        const Move move = react(all, Upset::angry, 150, furious, impact);
        CHECK(has(move.reasons, ReasonCode::limit));
        CHECK(has(move.reasons, ReasonCode::became_ready));
        CHECK(sum(move.reasons) == Delta{static_cast<std::int16_t>(move.after.anger - furious.anger),
                                         static_cast<std::int16_t>(move.after.trust - furious.trust)});
        CHECK(move.reasons.all().size() == most_reasons);
    }
}

TEST_CASE("Naming the feeling calms; the reason says which words and how much", "[dialogue][mood]") {
    const Move move = angry_move(showing({{Behaviour::acknowledge_feeling, 2}}));
    CHECK(move.after.anger == 70);
    CHECK(move.after.trust == 26);
    REQUIRE(move.reasons.all().size() == 1);
    CHECK(move.reasons.all()[0] == Reason{ReasonCode::shows, Behaviour::acknowledge_feeling, 2, {-10, 6}});
}

TEST_CASE("Saying it again counts less each time; a fault never counts less", "[dialogue][mood]") {
    Impact again = showing({{Behaviour::acknowledge_feeling, 2}});
    again.times_before[scoring::index(Behaviour::acknowledge_feeling)] = 1;
    CHECK(angry_move(again).after.anger == 80 - 6); // 60 per cent of 10
    again.times_before[scoring::index(Behaviour::acknowledge_feeling)] = 9;
    CHECK(angry_move(again).after.anger == 80 - 1); // 10 per cent
    Impact blame = showing({{Behaviour::dismiss_or_blame, 1}});
    blame.times_before[scoring::index(Behaviour::dismiss_or_blame)] = 3;
    CHECK(angry_move(blame).after.anger == 88);
}

TEST_CASE("The ready-to-listen gate opens on two kinds of listening, one of them in full", "[dialogue][mood]") {
    std::array<Level, behaviour_count> best{};
    const auto open = [&] { return gate_open(table(), Upset::angry, furious, best); };
    best[scoring::index(Behaviour::restate)] = 2;
    CHECK_FALSE(open()); // one kind only
    best[scoring::index(Behaviour::ask_open)] = 1;
    CHECK(open());
    best[scoring::index(Behaviour::restate)] = 1;
    CHECK_FALSE(open()); // two, but neither in full
    SECTION("or on calm: anger at 40 or below") {
        CHECK(gate_open(table(), Upset::angry, {.anger = 40, .trust = 0}, {}));
        CHECK_FALSE(gate_open(table(), Upset::angry, {.anger = 41, .trust = 0}, {}));
    }
    SECTION("once open it never closes, and only the angry have one") {
        CHECK(gate_open(table(), Upset::angry, {.anger = 99, .trust = 0, .ready = true}, {}));
        CHECK(gate_open(table(), Upset::anxious, furious, {}));
    }
}

TEST_CASE("A solution before the customer listens is heard badly, after that it calms", "[dialogue][mood]") {
    Impact early = showing({{Behaviour::offer_options, 2}});
    early.solution = true;
    early.best_fit = 2;
    // 30 per cent of −10 and of −3 (−3 and −1), and +4 for the haste
    const Move badly = angry_move(early);
    CHECK(badly.after.anger == 80 - 3 - 1 + 4);
    CHECK(has(badly.reasons, ReasonCode::solution_too_early));

    const Move well = angry_move(early, {.anger = 80, .trust = 20, .ready = true});
    CHECK(well.after.anger == 80 - 10 - 3);

    SECTION("listening first and solving second in one reply walks through the gate") {
        early.labels.set(Behaviour::restate, 2);
        early.labels.set(Behaviour::acknowledge_feeling, 1);
        CHECK(angry_move(early).after.anger == 80 - 8 - 4 - 10 - 3);
        early.solution_first = true;
        CHECK(angry_move(early).after.anger == 80 - 8 - 4 - 3 - 1 + 4);
    }
    SECTION("it is never too early for someone who asked for it") {
        early.invited = true;
        CHECK(angry_move(early).after.anger == 80 - 10 - 3);
    }
    SECTION("the fault of rule 13 is not charged a second time here") {
        early.labels.set(Behaviour::premature_solution, 1);
        CHECK_FALSE(has(angry_move(early).reasons, ReasonCode::solution_too_early));
    }
}

TEST_CASE("Silence, an open question, a long wait and empty words cost patience", "[dialogue][mood]") {
    Impact silence;
    silence.silence = true;
    CHECK(angry_move(silence).after.anger == 88);
    Impact evasive = showing({{Behaviour::restate, 1}});
    evasive.question_open = true;
    CHECK(angry_move(evasive).after.anger == 80 - 4 + 5);
    Impact slow = showing({{Behaviour::restate, 1}});
    slow.waiting_steps = 9; // at most three count
    CHECK(angry_move(slow).after.anger == 80 - 4 + 6);
    CHECK(has(angry_move({}).reasons, ReasonCode::nothing_offered));
}

TEST_CASE("Temper scales the reaction, rounded half away from zero; the author's extra it leaves alone",
          "[dialogue][mood]") {
    Impact impact = showing({{Behaviour::restate, 1}});
    impact.extra = {-1, 0};
    const Move hot = angry_move(impact, furious, 150); // −4 → −6, +2 → +3, then −1
    CHECK(hot.after.anger == 73);
    CHECK(hot.after.trust == 23);
    CHECK(angry_move(showing({{Behaviour::dismiss_or_blame, 1}}), {.anger = 50, .trust = 50}, 85).after.anger ==
          57); // 6.8
}

TEST_CASE("For any reply: the mood stays within 0–100 and its reasons add up to the move",
          "[dialogue][mood][property]") {
    const MoodTable t = table();
    for (std::uint64_t i = 0; i < 5000; ++i) {
        Random random(i, Purpose::test, 3);
        Impact impact;
        for (std::size_t b = 0; b < behaviour_count; ++b) {
            impact.labels.set(behaviour_at(b), static_cast<Level>(random.below(5) == 0 ? 1 + random.below(2) : 0));
            impact.times_before[b] = static_cast<std::uint8_t>(random.below(6));
            impact.best_before[b] = static_cast<Level>(random.below(3));
        }
        impact.silence = random.below(8) == 0;
        impact.solution = random.below(2) == 0;
        impact.question_open = random.below(3) == 0;
        impact.best_fit = static_cast<int>(random.below(5)) - 1;
        impact.waiting_steps = static_cast<int>(random.below(6));
        impact.extra = {static_cast<std::int16_t>(static_cast<int>(random.below(61)) - 30), 0};
        const Mood before{.anger = static_cast<std::int16_t>(random.below(101)),
                          .trust = static_cast<std::int16_t>(random.below(101)),
                          .ready = random.below(2) == 0};
        const auto upset = static_cast<Upset>(random.below(upset_count));
        const Move move = react(t, upset, 10 + static_cast<int>(random.below(291)), before, impact);
        REQUIRE(move.after.anger >= 0);
        REQUIRE(move.after.anger <= 100);
        REQUIRE(move.after.trust >= 0);
        REQUIRE(move.after.trust <= 100);
        REQUIRE(sum(move.reasons).anger == move.after.anger - before.anger);
        REQUIRE(sum(move.reasons).trust == move.after.trust - before.trust);
        REQUIRE((move.after.ready || !before.ready));
    }
}
