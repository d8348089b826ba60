// What must hold for every attempt whatsoever, tried on thousands of random ones.
#include "tests/scoring/transcripts.h"

#include "sim/base/random.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using namespace rapport::scoring::test;
using rapport::Purpose;
using rapport::Random;

namespace {

constexpr std::uint32_t first_faults = static_cast<std::uint32_t>(first_fault);

Transcript random_contact(std::uint64_t index) {
    Random random(2024, Purpose::test, index);
    Transcript t;
    t.grades = BehaviourSet::of_bits(random.next() & random.next() & ((1U << first_fault) - 1U));
    if (random.below(4) == 0) t.grades = BehaviourSet::of_bits((1U << first_fault) - 1U);
    if (random.below(8) != 0) t.outcome = static_cast<Outcome>(random.below(5));
    t.anger = static_cast<int>(random.below(101));
    t.trust = static_cast<int>(random.below(101));
    const auto turns = static_cast<int>(random.below(16));
    for (int i = 1; i <= turns; ++i) {
        Turn turn;
        turn.number = i;
        turn.kind = static_cast<ReplyKind>(random.below(4));
        turn.calls_for = BehaviourSet::of_bits(random.next() & random.next());
        if (turn.kind == ReplyKind::chosen || turn.kind == ReplyKind::typed) {
            for (std::uint32_t b = 0; b < first_faults; ++b)
                turn.labels.set(behaviour_at(b), static_cast<Level>(random.below(3)));
            if (random.below(3) == 0)
                turn.labels.set(behaviour_at(first_faults + random.below(6)), static_cast<Level>(random.below(3)));
            turn.correction_check = random.below(2) == 0;
        }
        turn.response_ms = random.below(60'000);
        t.turns.push_back(turn);
    }
    return t;
}

constexpr std::uint64_t tries = 4000;

} // namespace

TEST_CASE("Every figure stays within its range", "[scoring][property]") {
    for (std::uint64_t i = 0; i < tries; ++i) {
        const Transcript t = random_contact(i);
        const Report r = grade(t);
        INFO("attempt " << i);
        REQUIRE(r.total.has_value() == ((t.grades.bits() & ((1U << first_fault) - 1U)) != 0));
        REQUIRE((!r.total || (*r.total >= 0 && *r.total <= 10000)));
        REQUIRE((r.fault_points >= 0 && r.fault_points <= 30));
        REQUIRE((r.before_faults >= 0 && r.before_faults <= 10000));
        for (const auto& q : r.questions) REQUIRE((!q || (*q >= 0 && *q <= 10000)));
        int sum = 0;
        for (const FaultResult& f : r.faults) sum += f.points;
        REQUIRE(sum == r.fault_points);
        for (const BehaviourResult& b : r.behaviours) {
            REQUIRE((!b.score || (*b.score >= 0 && *b.score <= 10000)));
            REQUIRE(b.score.has_value() == (b.standing != Standing::not_graded));
        }
    }
}

TEST_CASE("The total agrees with the same formula in floating point", "[scoring][property]") {
    for (std::uint64_t i = 0; i < tries; ++i) {
        const Report r = grade(random_contact(i));
        if (!r.total) continue;
        // From the exact parts, found again: Σ levels / opportunities of each graded behaviour.
        const auto value = [&](Behaviour b) -> long double {
            const auto& o = result(r, b).opportunities;
            long double sum = 0;
            for (const Opportunity& one : o) sum += one.best;
            return o.empty() ? 0 : 50 * sum / static_cast<long double>(o.size());
        };
        const auto graded = [&](Behaviour b) { return result(r, b).standing != Standing::not_graded; };
        const auto mean = [&](const std::vector<Behaviour>& bs, long double& out) {
            long double sum = 0;
            int n = 0;
            for (const Behaviour b : bs)
                if (graded(b)) sum += value(b), ++n;
            if (n > 0) out = sum / n;
            return n > 0;
        };
        using enum Behaviour;
        long double sum = 0, one = 0;
        int n = 0;
        for (const auto& bs : {std::vector{let_speak, restate, ask_open}, std::vector{acknowledge_feeling, apologise},
                               std::vector{take_ownership, offer_options, explain_steps, hand_over},
                               std::vector{check_satisfaction, close_with_follow_up}})
            if (mean(bs, one)) sum += one, ++n;
        if (graded(restate)) {
            long double understanding = 0;
            const auto& o = result(r, restate).opportunities;
            for (const Opportunity& at : o) understanding += at.best == 2 ? (at.checked ? 100 : 75) : at.best * 50;
            sum += o.empty() ? 0 : understanding / static_cast<long double>(o.size());
            ++n;
        }
        long double manner = 0, expected = 0;
        const bool has_manner = mean({open_contact, speak_plainly, set_limit}, manner);
        if (n == 0)
            expected = manner;
        else
            expected = has_manner ? (95 * (sum / n) + 5 * manner) / 100 : sum / n;
        const long double distance = expected * 100 - r.before_faults;
        INFO("attempt " << i);
        REQUIRE((distance <= 0.5000001L && distance >= -0.5000001L));
        if (!r.capped) REQUIRE(*r.total == std::max(0, r.before_faults - 100 * r.fault_points));
    }
}

TEST_CASE("One more fault never raises the total", "[scoring][property]") {
    for (std::uint64_t i = 0; i < tries; ++i) {
        Transcript t = random_contact(i);
        if (t.turns.empty()) continue;
        Random random(7, Purpose::test, i);
        const Report before = grade(t);
        Turn& turn = t.turns[random.below(static_cast<std::uint32_t>(t.turns.size()))];
        turn.labels.raise(behaviour_at(first_faults + random.below(6)), static_cast<Level>(1 + random.below(2)));
        const Report after = grade(t);
        INFO("attempt " << i);
        REQUIRE(after.total.has_value() == before.total.has_value());
        REQUIRE((!before.total || *after.total <= *before.total));
        REQUIRE(after.questions == before.questions);
    }
}

TEST_CASE("Doing better never lowers the total", "[scoring][property]") {
    for (std::uint64_t i = 0; i < tries; ++i) {
        Transcript t = random_contact(i);
        if (t.turns.empty()) continue;
        Random random(8, Purpose::test, i);
        const Report before = grade(t);
        Turn& turn = t.turns[random.below(static_cast<std::uint32_t>(t.turns.size()))];
        const Behaviour b = behaviour_at(random.below(first_faults));
        turn.labels.raise(b, static_cast<Level>(turn.labels[b] + 1));
        if (random.below(2) == 0) turn.correction_check = true;
        const Report after = grade(t);
        INFO("attempt " << i);
        REQUIRE((!before.total || *after.total >= *before.total));
        for (std::size_t q = 0; q < question_count; ++q)
            REQUIRE((!before.questions[q] || *after.questions[q] >= *before.questions[q]));
    }
}

TEST_CASE("What the scenario does not grade changes nothing", "[scoring][property]") {
    for (std::uint64_t i = 0; i < tries; ++i) {
        Transcript t = random_contact(i);
        const Report before = grade(t);
        for (Turn& turn : t.turns)
            for (std::uint32_t b = 0; b < first_faults; ++b)
                if (!t.grades.has(behaviour_at(b))) turn.labels.set(behaviour_at(b), 2);
        INFO("attempt " << i);
        REQUIRE(grade(t).total == before.total);
    }
}

TEST_CASE("Opportunities are runs: in order, apart, and within the contact", "[scoring][property]") {
    for (std::uint64_t i = 0; i < tries; ++i) {
        const Transcript t = random_contact(i);
        const auto found = opportunities(t, Behaviour::apologise);
        int last = 0;
        for (const Opportunity& o : found) {
            REQUIRE(o.first_turn > last);
            REQUIRE(o.last_turn >= o.first_turn);
            REQUIRE((o.best == 0) == (o.best_turn == 0));
            last = o.last_turn;
        }
        REQUIRE(last <= static_cast<int>(t.turns.size()));
    }
}
