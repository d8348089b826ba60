#include "sim/analysis/progress.h"

#include "sim/base/random.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace rapport;
using namespace rapport::analysis;
using scoring::Labels;
using scoring::Transcript;

namespace {

struct Turn {
    BehaviourSet calls_for;
    Labels labels;
    bool check = false;
};

Turn random_turn(Random& random, BehaviourSet grades) {
    Turn turn;
    turn.calls_for = BehaviourSet::of_bits(random.next() & grades.bits());
    for (std::size_t b = 0; b < scoring::first_fault; ++b)
        turn.labels.set(scoring::behaviour_at(b), static_cast<Level>(random.below(3)));
    if (random.below(3) == 0)
        turn.labels.set(scoring::behaviour_at(scoring::first_fault + random.below(6)),
                        static_cast<Level>(random.below(3)));
    turn.check = random.below(2) == 0;
    return turn;
}

void answer(Progress& progress, const Turn& turn) {
    progress.face(turn.calls_for);
    progress.take(turn.labels, turn.check);
}

std::int32_t total(Progress progress) {
    progress.close();
    return scoring::scores(progress.grades(), progress.tally()).total.value_or(0);
}

BehaviourSet few(Random& random) { return BehaviourSet::of_bits(random.next() & random.next() & 0x3FFFU); }

} // namespace

TEST_CASE("The counts give the grade the turns give", "[analysis][progress]") {
    for (std::uint64_t i = 0; i < 2000; ++i) {
        Random random(3, Purpose::test, i);
        Transcript t;
        t.grades = few(random);
        Progress progress(t.grades);
        for (std::uint32_t turns = random.below(12); turns > 0; --turns) {
            const Turn turn = random_turn(random, t.grades);
            answer(progress, turn);
            scoring::Turn said;
            said.calls_for = turn.calls_for;
            said.labels = turn.labels;
            said.correction_check = turn.check;
            t.turns.push_back(said);
        }
        INFO("contact " << i);
        REQUIRE(total(progress) == scoring::grade(t).total.value_or(0));
    }
}

TEST_CASE("Who is as good in the same place stays as good, whatever follows", "[analysis][progress]") {
    int compared = 0, unlike = 0;
    for (std::uint64_t i = 0; i < 40'000; ++i) {
        Random random(4, Purpose::test, i);
        // One behaviour or two: with more, one of two random contacts is seldom better in everything.
        BehaviourSet grades;
        grades.add(scoring::behaviour_at(random.below(14)));
        if (random.below(2) == 0) grades.add(Behaviour::restate);
        Progress a(grades), b(grades);
        for (std::uint32_t turns = random.below(6); turns > 0; --turns) answer(a, random_turn(random, grades));
        for (std::uint32_t turns = random.below(6); turns > 0; --turns) answer(b, random_turn(random, grades));
        const BehaviourSet here = BehaviourSet::of_bits(random.next() & grades.bits());
        a.face(here);
        b.face(here);
        const bool good = a.as_good_as(b), bad = a.as_bad_as(b);
        if (!good && !bad) continue;
        ++compared;
        unlike += a.of(Behaviour::restate).opportunities != b.of(Behaviour::restate).opportunities ? 1 : 0;
        Turn next = random_turn(random, grades);
        next.calls_for = here;
        for (std::uint32_t turns = 1 + random.below(5); turns > 0; --turns) {
            answer(a, next);
            answer(b, next);
            next = random_turn(random, grades);
        }
        INFO("pair " << i);
        if (good) REQUIRE(total(a) >= total(b));
        if (bad) REQUIRE(total(a) <= total(b));
    }
    CHECK(compared > 5000);
    CHECK(unlike > 500); // also where the one had more opportunities than the other
}

TEST_CASE("More opportunities, all taken, are as good; one missed is not", "[analysis][progress]") {
    BehaviourSet grades;
    grades.add(Behaviour::apologise);
    const auto with = [&](const std::vector<int>& levels) {
        Progress p(grades);
        for (const int level : levels) {
            Labels labels;
            labels.set(Behaviour::apologise, static_cast<Level>(level));
            answer(p, {grades, labels});
            p.face({});
        }
        return p;
    };
    CHECK(with({2, 2}).as_good_as(with({2})));
    CHECK_FALSE(with({2}).as_good_as(with({2, 2}))); // one miss later weighs more where there were fewer
    CHECK(with({2, 2, 1}).as_good_as(with({2, 1})));
    CHECK_FALSE(with({2, 2, 1}).as_good_as(with({2})));
    CHECK(with({}).as_good_as(with({0})));
    CHECK(with({0}).as_bad_as(with({})));
}
