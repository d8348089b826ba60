// Rules and learned layer together: monotone, and the rules alone where nothing is gained.
#include "recogniser_samples.h"

#include "scoring/learning/cuts.h"
#include "scoring/recogniser/evidence.h"
#include "scoring/recogniser/facts.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scoring;

TEST_CASE("Without fitting, the rules decide", "[recogniser][fusion]") {
    const FusionCuts cuts;
    CHECK(cuts.monotone());
    for (const std::uint16_t chance : std::to_array<std::uint16_t>({0, 500, 1000}))
        for (Level rules = 0; rules < 3; ++rules) CHECK(cuts.level(rules, {chance, chance}) == rules);
}

TEST_CASE("The learned layer is listened to where it knows more", "[recogniser][fusion]") {
    std::vector<FusionExample> helpful, useless;
    for (int i = 0; i < 200; ++i) {
        const Level truth = i % 4 == 0 ? 2 : 0;
        const std::uint16_t knows = truth > 0 ? 900 : 60;
        helpful.push_back({truth, 0, {knows, knows}}); // the rules never find it
        useless.push_back({truth, truth, {static_cast<std::uint16_t>(i * 5), 0}});
    }
    const FusionCuts learned = fit_cuts(helpful, Behaviour::restate);
    CHECK(learned.monotone());
    CHECK(learned.level(0, {900, 900}) == 2);
    CHECK(learned.level(0, {60, 60}) == 0);
    CHECK(fit_cuts(useless, Behaviour::restate) == FusionCuts{});
    // What no rule sees is given only where it is likely; what a rule calls a 2 is at least a 1.
    std::vector<FusionExample> unlikely, doubted;
    for (int i = 0; i < 200; ++i) {
        const Level truth = i % 4 == 0 ? 2 : 0;
        unlikely.push_back({truth, 0, {static_cast<std::uint16_t>(truth > 0 ? 400 : 60), 0}});
        if (i % 10 == 0)
            doubted.push_back({2, 2, {500, 300}});
        else
            doubted.push_back({0, 2, {90, 20}});
    }
    CHECK(fit_cuts(unlikely, Behaviour::restate).level(0, {400, 0}) == 0);
    CHECK(fit_cuts(doubted, Behaviour::restate).level(2, {90, 20}) == 1);
    CHECK(fit_cuts(doubted, Behaviour::restate).level(2, {500, 300}) == 2);
    // What no rule sees is partly shown only where that is all but sure, however well it would do on these.
    std::vector<FusionExample> partly;
    for (int i = 0; i < 200; ++i) {
        const Level truth = i % 4 == 0 ? 1 : 0;
        partly.push_back({truth, 0, {static_cast<std::uint16_t>(truth > 0 ? 700 : 60), 0}});
    }
    const FusionCuts sure = fit_cuts(partly, Behaviour::restate);
    CHECK(sure.monotone());
    CHECK(sure.level(0, {700, 0}) == 0);
    CHECK(sure.level(0, {850, 0}) == 1);
    // More from the rules, or a higher chance, never gives less.
    for (Level rules = 0; rules < 2; ++rules)
        for (std::uint16_t chance = 0; chance < 1000; chance = static_cast<std::uint16_t>(chance + 50)) {
            CHECK(learned.level(rules, {chance, chance}) <=
                  learned.level(static_cast<Level>(rules + 1), {chance, chance}));
            const auto more = static_cast<std::uint16_t>(chance + 50);
            CHECK(learned.level(rules, {chance, chance}) <= learned.level(rules, {more, more}));
        }
}

TEST_CASE("A severe fault is said only where that is nearly always right", "[recogniser][fusion]") {
    std::vector<FusionExample> often_wrong, right;
    for (int i = 0; i < 40; ++i) {
        often_wrong.push_back({static_cast<Level>(i % 4 == 0 ? 1 : 2), 2, {0, 0}});
        right.push_back({2, 2, {0, 0}});
        often_wrong.push_back({0, 0, {0, 0}});
        right.push_back({0, 0, {0, 0}});
    }
    CHECK(fit_cuts(often_wrong, Behaviour::dismiss_or_blame).level(2, {0, 0}) == 1);
    CHECK(fit_cuts(right, Behaviour::dismiss_or_blame).level(2, {0, 0}) == 2);

    // Two wrong in forty are 95 of 100 by chance; eighteen are too few to say, though all are right, nineteen are not.
    for (std::size_t i = 0; i < 4; i += 2) right[i].truth = 1;
    CHECK(fit_cuts(right, Behaviour::dismiss_or_blame).level(2, {0, 0}) == 1);
    const std::vector<FusionExample> eighteen(18, {2, 2, {0, 0}}), nineteen(19, {2, 2, {0, 0}});
    CHECK(fit_cuts(eighteen, Behaviour::dismiss_or_blame).level(2, {0, 0}) == 1);
    CHECK(fit_cuts(nineteen, Behaviour::dismiss_or_blame).level(2, {0, 0}) == 2);
}

TEST_CASE("A fault that rules have no words for is found where the learned layer knows it", "[recogniser][fusion]") {
    std::vector<FusionExample> helpful, unlikely;
    for (int i = 0; i < 200; ++i) {
        const Level truth = i % 4 == 0 ? 1 : 0;
        const auto rules = static_cast<Level>(i % 8 == 0 ? 1 : 0);
        helpful.push_back({truth, rules, {static_cast<std::uint16_t>(truth > 0 ? 850 : 90), 0}});
        unlikely.push_back({truth, truth, {static_cast<std::uint16_t>(truth > 0 ? 450 : 90), 0}});
    }
    const FusionCuts cuts = fit_cuts(helpful, Behaviour::dismiss_or_blame);
    CHECK(cuts.monotone());
    CHECK(cuts.level(0, {850, 0}) == 1);
    CHECK(cuts.level(0, {90, 0}) == 0);
    CHECK(cuts.level(0, {790, 0}) == 0); // on suspicion none
    CHECK(cuts.level(2, {0, 0}) == 1);   // what rules call severe is never talked away
    CHECK(fit_cuts(helpful, Behaviour::misinform).level(0, {1000, 1000}) == 0); // words alone contradict no card
    const FusionCuts rules_alone = fit_cuts(unlikely, Behaviour::dismiss_or_blame);
    CHECK(rules_alone.level(0, {450, 0}) == 0);
    CHECK(rules_alone.level(1, {0, 0}) == 1);
    // Rules that are right on every one of these do not keep it from being trusted by itself.
    for (FusionExample& e : helpful) e.rules = e.truth;
    CHECK(fit_cuts(helpful, Behaviour::dismiss_or_blame).level(0, {850, 0}) == 1);
}

TEST_CASE("Marks say what rules see, and do not depend on order, repetition or faults", "[recogniser][fusion]") {
    const Moment moment = late_parcel(Language::en);
    ReadTexts texts;
    const Slots slots(moment, texts);
    const KnownFacts known(moment, texts);
    BehaviourSet given;
    for (std::size_t i = first_fault; i < behaviour_count; ++i) given.add(behaviour_at(i));
    const auto evidence = [&](std::string_view reply) {
        const Reading reading(signs_of(Language::en), reply);
        const Scene scene(moment, reading, slots, known);
        return evidence_of(signs_of(Language::en), scene, by_rules(scene), [&](const auto&) { return given; });
    };
    const auto same = [&](std::string_view one, std::string_view other) {
        const LearnedEvidence a = evidence(one), b = evidence(other);
        CHECK(a.words == b.words);
        CHECK(a.marks == b.marks);
    };
    const auto has = [&](std::string_view reply, std::string_view mark) {
        return std::ranges::binary_search(evidence(reply).marks, mark_bucket(mark));
    };
    const std::string sorry = "I'm sorry the birthday lamp is so late. ", check = "I'll check with the warehouse now. ";
    CHECK(has(sorry, "1 fact"));
    CHECK(has(sorry, "2 fact sorry.word"));
    CHECK_FALSE(has(check, "1 fact"));
    CHECK(has(sorry + check, "3 own sorry"));
    CHECK_FALSE(has(sorry + check, "2 own.i_now sorry.word")); // two sentences
    CHECK(has(sorry, "7 apologise 2"));
    same(sorry + check, check + sorry);
    same(sorry + check, sorry + check + sorry);
    same(sorry + check, sorry + "Calm down. " + check);
    same("", "Calm down.");

    // For faults, sentence by sentence.
    const LearnedEvidence two = evidence(sorry + "Calm down. ");
    REQUIRE(two.sentences.size() == 2);
    const auto in = [&](std::size_t s, std::string_view mark) {
        return std::ranges::binary_search(two.sentences[s].marks, mark_bucket(mark));
    };
    CHECK(in(1, "7 dismiss_or_blame 1"));
    CHECK_FALSE(in(0, "7 dismiss_or_blame 1"));
    CHECK(in(0, "1 sorry.word"));
    CHECK_FALSE(in(1, "1 sorry.word"));
    // What else the reply shows is seen only by the faults that depend on it.
    CHECK_FALSE(in(1, "8 apologise"));
    CHECK(std::ranges::binary_search(two.sentences[1].besides, mark_bucket("8 apologise")));
    CHECK(std::ranges::binary_search(two.sentences[1].besides, mark_bucket("9 apologise dismiss")));
    CHECK(two.sentences[0].kept);
    CHECK_FALSE(two.sentences[1].kept);

    // A fault that the rules see and the reply is not given takes nothing away.
    CHECK_FALSE(evidence(sorry + "Calm down, I'm checking it now. ").sentences[1].kept);
    given = {};
    CHECK_FALSE(evidence(sorry + "Calm down. ").sentences[1].kept); // but this says nothing else
    CHECK(evidence(sorry + "Calm down, I'm checking it now. ").sentences[1].kept);
}
