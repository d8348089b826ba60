// How graders are measured (scoring/measure): agreement with intervals by situation, keywords as a floor, what is
// locked kept apart, outside data.
#include "scoring/trainer/keywords.h"
#include "scoring/trainer/measure.h"
#include "scoring/trainer/measure_text.h"
#include "scoring/trainer/outside.h"
#include "tests/scoring/recogniser_samples.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace rapport;
using namespace rapport::scoring;

namespace {

using enum Behaviour;

Labels only(Behaviour b, Level level) {
    Labels labels;
    labels.set(b, level);
    return labels;
}

// Cohen's worked example of weighted kappa has other weights; this one is computed by hand: 10 pairs,
// Σ(i−j)²·o = 2, Σ(i−j)²·truth·given / 10 = 14.2, so κ = 1 − 2 / 14.2.
GraderTables ten_pairs() {
    GraderTables t;
    const std::array<std::pair<int, int>, 10> pairs = {
        {{0, 0}, {0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 2}, {2, 2}}};
    for (std::size_t i = 0; i < pairs.size(); ++i)
        t.add(i % 2 == 0 ? "even" : "odd", only(apologise, static_cast<Level>(pairs[i].first)),
              only(apologise, static_cast<Level>(pairs[i].second)));
    return t;
}

std::string labelled(const char* split, const char* reply, const char* labels, const char* more = "") {
    return std::string(R"({"id":"x.)")
        .append(reply)
        .append(R"(","situation":"x","split":")")
        .append(split)
        .append(R"(","lang":"en","channel":"phone","cause":"company","urgent":false,"card":{"customer":"","facts":[],)")
        .append(R"("feelings":[],"wants":[],"policy_options":[],"not_allowed":[]},"history":[],"customer":"So?",)")
        .append(R"("anger":50,"calls_for":[],"reply":")")
        .append(reply)
        .append(R"(","labels":)")
        .append(labels)
        .append(more)
        .append(",\"scorable\":true}\n");
}

} // namespace

TEST_CASE("Agreement is that of the whole table, its interval that of situations drawn again", "[scoring][measure]") {
    const GraderTables t = ten_pairs();
    CHECK(*t.all(apologise).quadratic_kappa() == Approx(1 - 2 / 14.2));
    CHECK(*t.all(apologise).plain_kappa() == Approx((0.8 - 0.33) / (1 - 0.33)));
    const Agreement a = agreement_of(t, 7);
    REQUIRE(a.draws.size() == static_cast<std::size_t>(bootstrap_draws));
    const auto kappa = interval_of(a, [](const Drawn& d) { return d.kappa[index(apologise)]; });
    REQUIRE(kappa);
    CHECK(kappa->value == Approx(1 - 2 / 14.2));
    CHECK(kappa->low <= kappa->value);
    CHECK(kappa->high >= kappa->value);
    CHECK(kappa->low < kappa->high); // the two situations differ
    // Nobody ever showed it: there is nothing to agree on.
    CHECK_FALSE(interval_of(a, [](const Drawn& d) { return d.kappa[index(hand_over)]; }));

    SECTION("the same seed gives the same interval") {
        const auto again = interval_of(agreement_of(t, 7), [](const Drawn& d) { return d.kappa[index(apologise)]; });
        CHECK(again->low == kappa->low);
        CHECK(again->high == kappa->high);
    }
    SECTION("a grader does not differ from itself") {
        const auto none = difference_of(a, a, [](const Drawn& d) { return d.mean_kappa(0, behaviour_count); });
        REQUIRE(none);
        CHECK(none->value == 0);
        CHECK(none->low == 0);
        CHECK(none->high == 0);
    }
}

TEST_CASE("One situation alone has no width: its replies are drawn together", "[scoring][measure]") {
    GraderTables t;
    for (const int level : {0, 1, 2, 1}) t.add("one", only(restate, static_cast<Level>(level)), only(restate, 1));
    const auto f1 = interval_of(agreement_of(t, 1), [](const Drawn& d) { return d.f1[index(restate)]; });
    REQUIRE(f1);
    CHECK(f1->low == f1->high);
}

TEST_CASE("A grader that gives more than is true has a positive mean difference", "[scoring][measure]") {
    LevelTable same, more;
    for (const int level : {0, 0, 1, 2}) same.add(static_cast<Level>(level), static_cast<Level>(level));
    CHECK(*mean_difference(same) == 0);
    for (const int level : {0, 0, 1, 1}) more.add(static_cast<Level>(level), static_cast<Level>(level + 1));
    // Both have variance 1/3, means .5 and 1.5.
    CHECK(*mean_difference(more) == Approx(1 / std::sqrt(1.0 / 3)));
    LevelTable flat;
    flat.add(0, 0), flat.add(0, 0);
    CHECK_FALSE(mean_difference(flat));
}

TEST_CASE("What is locked is read only when it is asked for, with what each labeller said", "[scoring][measure]") {
    const std::string text = labelled("dev", "one", R"({"restate":1})") +
                             labelled("test", "two", R"({"restate":2})", R"(,"first":{"restate":1},"second":{})");
    std::istringstream first(text), second(text);
    const auto open = labelled_replies(first);
    REQUIRE(open.size() == 1);
    CHECK(open[0].reply == "one");
    CHECK(open[0].first == open[0].labels); // nobody said otherwise
    const auto locked = labelled_replies(second, CorpusPart::locked);
    REQUIRE(locked.size() == 1);
    CHECK(locked[0].reply == "two");
    CHECK(locked[0].labels[restate] == 2);
    CHECK(locked[0].first[restate] == 1);
    CHECK(locked[0].second.none());
}

TEST_CASE("Keywords give what replies with them mostly have, whatever stands around them", "[scoring][measure]") {
    std::istringstream words(R"({"en":{"apologise":["sorry"]},"zh":{"apologise":["抱歉"]}})");
    Keywords keywords(words);
    std::istringstream corpus(labelled("dev", "Sorry we lost it.", R"({"apologise":2})") +
                              labelled("dev", "I am sorry we broke it.", R"({"apologise":2})") +
                              labelled("dev", "sorry", R"({"apologise":1})"));
    const auto lines = labelled_replies(corpus);
    CHECK(keywords.read(lines[0])[apologise] == 1); // not fitted yet
    keywords.fit(lines);
    CHECK(keywords.read(lines[2])[apologise] == 2);
    std::istringstream denied(labelled("dev", "I am not SORRY at all.", "{}"));
    CHECK(keywords.read(labelled_replies(denied)[0])[apologise] == 2);
    std::istringstream unknown(R"({"en":{"regret":["sorry"]},"zh":{}})");
    CHECK_THROWS_WITH(Keywords(unknown), "regret: no id of the checklist");
}

TEST_CASE("Outside data is measured beside what its labels are nearest to", "[scoring][measure]") {
    std::istringstream english("transcript\tutterance\tspeaker\ttext\tbehaviour\tquestion\treflection\n"
                               "0\t0\tclient\tMy parcel is late.\t\t\t\n"
                               "0\t1\ttherapist\tWhat happened next?\tquestion\topen\tnone\n"
                               "0\t2\ttherapist\tThe door is green.\tother\tnone\tnone\n");
    const OutsideEnglish en = outside_english(english, recogniser());
    CHECK(en.question.total() == 2);
    CHECK(en.question.count(2, 2) == 1);
    CHECK(en.question.count(0, 0) == 1);
    CHECK(en.reflection.truth_of(1) == 0);

    std::istringstream chinese(
        "dialogue\tutterance\ttext\tdialogue_act\temotion\n1\t1\t对不起，是我弄错了。\tapology\tsad\n"
        "1\t2\t\"他说\"\"走\"\"，\n我就走了\"\tanswer\tneutral\r\n"); // quoted, over two lines
    const OutsideChinese zh = outside_chinese(chinese, recogniser());
    CHECK(zh.apology.count(1, 1) == 1);
    CHECK(zh.apology.total() == 2);
    std::istringstream broken("dialogue\tutterance\n1\t1\n");
    CHECK_THROWS_WITH(outside_chinese(broken, recogniser()), "line 2: too few columns");
}
