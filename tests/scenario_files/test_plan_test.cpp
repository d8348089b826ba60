// Transcript tests as they are written: what a line may say, and what is said about every slip.
#include "sim/base/random.h"
#include "sim/scenario_files/catalogue_file.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/plan_codes.h"
#include "sim/scenario_files/test_plan.h"
#include "sim/scenario_files/test_plan_words.h"
#include "tests/scenario_files/plan_slips.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::tests;

namespace {

constexpr std::string_view good_plan = "# Two calls\n"
                                       "scenario late parcel.json # beside this file\n"
                                       "language en zh\n"
                                       "\n"
                                       "plan The best way\n"
                                       "  seed 1..20\n"
                                       "  expect node opening\n"
                                       "  choose a after 35s\n"
                                       "  say “He said \"no\" today.” after 5 s  # words with marks inside\n"
                                       "  wait 40s\n"
                                       "  silence\n"
                                       "  expect not ready\n"
                                       "  expect anger 40..60\n"
                                       "  expect total >= 87.5\n"
                                       "  expect reply b not offered\n"
                                       "  expect shown restate 2\n"
                                       "plan Another\n"
                                       "  persona tired\n"
                                       "  expect line l2\n";

Diagnostics mistakes(std::string_view text) {
    const auto file = read_test_plan(text, "f.testplan");
    Diagnostics all = file.mistakes;
    for (const auto& plan : file.plans) all.insert(all.end(), plan.mistakes.begin(), plan.mistakes.end());
    return all;
}

// One expectation by itself.
Expectation expecting(std::string_view words) {
    const auto file = read_test_plan(std::string("plan p\nexpect ").append(words), "f");
    INFO(words);
    REQUIRE(file.mistakes.empty());
    REQUIRE(file.plans.size() == 1);
    INFO((file.plans[0].mistakes.empty() ? "" : file.plans[0].mistakes[0].code));
    REQUIRE(file.plans[0].mistakes.empty());
    REQUIRE(file.plans[0].steps.size() == 1);
    return file.plans[0].steps[0].expectation;
}

// What people write instead of what is meant.
const std::vector<PlanSlip> slips{
    {"plan p\n  chose a\n  expect over", "plan_unknown_command", 2, 3, "suggestion", "choose"},
    {"plan p\n  hello\n  expect over", "plan_unknown_command", 2, 3, "found", "hello"},
    {"plan p\n  expect nodes x\n", "plan_unknown_expectation", 2, 10, "suggestion", "node"},
    {"plan p\n  choose\n  expect over", "plan_word_missing", 2, 9, "example", "choose a"},
    {"plan p\n  choose a after\n  expect over", "plan_word_missing", 2, 17, "command", "after"},
    {"plan p\n  wait\n  expect over", "plan_word_missing", 2, 7, "command", "wait"},
    {"plan p\n  expect\n", "plan_word_missing", 2, 9},
    {"plan p\n  expect not\n", "plan_word_missing", 2, 13},
    {"plan p\n  expect node\n", "plan_word_missing", 2, 14},
    {"plan p\n  expect line\n", "plan_word_missing", 2, 14},
    {"plan p\n  expect anger\n", "plan_word_missing", 2, 15},
    {"plan p\n  expect anger >=\n", "plan_word_missing", 2, 18},
    {"plan p\n  expect outcome\n", "plan_word_missing", 2, 17},
    {"plan p\n  expect shown\n", "plan_word_missing", 2, 15},
    {"plan p\n  expect variable calls\n", "plan_word_missing", 2, 24},
    {"plan p\n  expect reply a\n", "plan_word_missing", 2, 17, "example", "expect reply a offered"},
    {"plan\n  expect over", "plan_word_missing", 1, 1, "command", "plan"},
    {"scenario\nplan p\n  expect over", "plan_word_missing", 1, 1, "command", "scenario"},
    {"language\nplan p\n  expect over", "plan_word_missing", 1, 9, "command", "language"},
    {"seed\nplan p\n  expect over", "plan_word_missing", 1, 5, "command", "seed"},
    {"persona\nplan p\n  expect over", "plan_word_missing", 1, 8, "command", "persona"},
    {"plan p\n  choose a b\n  expect over", "plan_word_too_many", 2, 12, "found", "b"},
    {"plan p\n  language en en\n  expect over", "plan_word_too_many", 2, 15},
    {"plan p\n  say \"I am sorry\n  expect over", "plan_quotes_open", 2, 7},
    {"plan p\n  say “林女士\"\n  expect over", "plan_quotes_open", 2, 7},
    {"plan p\n  say I am sorry\n  expect over", "plan_quotes_missing", 2, 7},
    {"plan p\n  wait 40\n  expect over", "plan_time_unclear", 2, 8, "found", "40"},
    {"plan p\n  choose a after soon\n  expect over", "plan_time_unclear", 2, 18, "found", "soon"},
    {"plan p\n  wait 86401s\n  expect over", "plan_time_unclear", 2, 8},
    {"plan p\n  wait -1s\n  expect over", "plan_time_unclear", 2, 8},
    {"plan p\n  expect anger high\n", "plan_number_unclear", 2, 16, "found", "high"},
    {"plan p\n  expect anger < 40..60\n", "plan_number_unclear", 2, 18},
    {"plan p\n  expect total 87.555\n", "plan_number_unclear", 2, 16},
    {"plan p\n  expect total 99999999999999999999\n", "plan_number_unclear", 2, 16},
    {"plan p\n  seed many\n  expect over", "plan_number_unclear", 2, 8},
    {"plan p\n  seed 18446744073709551616\n  expect over", "plan_number_unclear", 2, 8},
    {"plan p\n  expect anger 60..40\n", "plan_range_reversed", 2, 16, "least", "60"},
    {"plan p\n  seed 9..1\n  expect over", "plan_range_reversed", 2, 8},
    {"choose a\nplan p\n  expect over", "plan_step_outside", 1, 1, "command", "choose"},
    {"plan p\n  expect over\n  seed 3\n", "plan_setting_late", 3, 3, "command", "seed"},
    {"plan p\n  expect over\n  scenario x.json\n", "plan_setting_late", 3, 3},
    {"plan p\n  seed 3\n  seed 4\n  expect over", "plan_setting_twice", 3, 3, "line", "2"},
    {"scenario a.json\nscenario b.json\nplan p\n  expect over", "plan_setting_twice", 2, 1, "line", "1"},
    {"plan p\n  seed 3\n  persona tired\n  expect over", "plan_seed_and_persona", 3, 3},
    {"plan p\n  persona tired\n  seed 3\n  expect over", "plan_seed_and_persona", 3, 3},
    {"plan p\n  seed 0..1000\n  expect over", "plan_too_many_seeds", 2, 8, "limit", "1000"},
    {"plan p\n  expect over\nplan p\n  expect over", "plan_name_twice", 3, 1, "line", "1"},
    {"plan p\n  choose a\n", "plan_expects_nothing", 1, 1, "plan", "p"},
    {"plan p\nplan q\n  expect over", "plan_expects_nothing", 1, 1, "plan", "p"},
    {"# nothing here\n", "plan_file_empty", 1, 1},
    {"", "plan_file_empty", 1, 1},
    // codes shared with scenario files
    {"plan p\n  language de\n  expect over", "unknown_value", 2, 12, "allowed", "en, zh, en zh"},
    {"plan p\n  expect outcome won\n", "unknown_value", 2, 18, "found", "won"},
    {"plan p\n  expect shown restat 2\n", "unknown_behaviour", 2, 16, "suggestion", "restate"},
    {"plan \xFFp\n  expect over", "not_utf8", 1, 6},
    {std::string_view("plan p\0\n  expect over", 21), "nul_character", 1, 7},
    {"plan p\xE2\x80\xAEx\n  expect over", "bidi_control", 1, 7},
};

} // namespace

TEST_CASE("A plan reads like a contact written down", "[scenario_files][plans]") {
    const auto file = read_test_plan(good_plan, "f.testplan");
    CHECK(mistakes(good_plan).empty());
    REQUIRE(file.plans.size() == 2);
    const TestPlan& plan = file.plans[0];
    CHECK(plan.name == "The best way");
    CHECK(plan.where == Location{"f.testplan", 5, 1, {}});
    CHECK(plan.settings.scenario == "late parcel.json");
    CHECK(plan.settings.languages == std::vector{Language::en, Language::zh});
    CHECK(plan.settings.first_seed == 1);
    CHECK(plan.settings.last_seed == 20);
    REQUIRE(plan.steps.size() == 10);
    CHECK(plan.steps[1].kind == PlanStep::Kind::choose);
    CHECK(plan.steps[1].text == "a");
    CHECK(plan.steps[1].after_ms == 35'000);
    CHECK(plan.steps[1].where.line == 8);
    CHECK(plan.steps[1].name_at.column == 10);
    CHECK(plan.steps[2].text == "He said \"no\" today.");
    CHECK(plan.steps[2].after_ms == 5'000);
    CHECK(plan.steps[3].after_ms == 40'000);
    CHECK_FALSE(plan.steps[4].after_ms.has_value());
    CHECK(plan.steps[5].source == "expect not ready");

    // What stands above the first plan holds for every plan; what a plan sets, for itself.
    CHECK(file.plans[1].settings.scenario == "late parcel.json");
    CHECK(file.plans[1].settings.persona == "tired");
    CHECK_FALSE(file.plans[1].settings.first_seed.has_value());
}

TEST_CASE("What may be expected", "[scenario_files][plans]") {
    CHECK(expecting("node probe").name == "probe");
    CHECK(expecting("line \"three days\"").words == "three days");
    CHECK(expecting("line l2").name == "l2");
    CHECK(expecting("reply a offered").negated == false);
    CHECK(expecting("reply a not offered").negated);
    CHECK(expecting("not reply a not offered").negated == false);
    CHECK(expecting("reply \"I am sorry\" offered").words == "I am sorry");
    CHECK(expecting("topic refund").name == "refund");
    CHECK_FALSE(expecting("topic refund").offered);
    CHECK(expecting("topic refund offered").offered);
    CHECK(expecting("topic refund not offered").negated);
    CHECK(expecting("outcome escalated").outcome == scoring::Outcome::escalated);
    CHECK(expecting("empathy none").none);
    CHECK(expecting("empathy 100").question == scoring::Question::empathy);
    CHECK(expecting("shown apologise").range.least == 100);
    CHECK(expecting("variable offered true").range.least == 100);
    CHECK(expecting("variable offered false").range.most == 0);
    const auto range = [](std::string_view words) {
        const auto r = expecting(words).range;
        return std::pair(r.least, r.most);
    };
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    CHECK(range("anger 40") == std::pair<std::int64_t, std::int64_t>(4000, 4000));
    CHECK(range("anger = 40") == std::pair<std::int64_t, std::int64_t>(4000, 4000));
    CHECK(range("anger 40..60") == std::pair<std::int64_t, std::int64_t>(4000, 6000));
    CHECK(range("anger <= 40") == std::pair(lowest, std::int64_t{4000}));
    CHECK(range("anger < 40") == std::pair(lowest, std::int64_t{3999}));
    CHECK(range("anger>=40") == std::pair(std::int64_t{4000}, highest));
    CHECK(range("total > 87.5") == std::pair(std::int64_t{8751}, highest));
    CHECK(range("variable calls -2") == std::pair<std::int64_t, std::int64_t>(-200, -200));
}

TEST_CASE("A Chinese keyboard is no obstacle", "[scenario_files][plans]") {
    const auto file = read_test_plan("\xEF\xBB\xBFplan　最佳做法\r\n"
                                     "　language　zh\r\n"
                                     "　say “林女士您好。” after 35秒\r\n"
                                     "　say 「三天了」\r\n"
                                     "　EXPECT anger ≤ ４０\r\n",
                                     "f");
    CHECK(file.mistakes.empty());
    REQUIRE(file.plans.size() == 1);
    CHECK(file.plans[0].mistakes.empty());
    CHECK(file.plans[0].name == "最佳做法");
    REQUIRE(file.plans[0].steps.size() == 3);
    CHECK(file.plans[0].steps[0].text == "林女士您好。");
    CHECK(file.plans[0].steps[0].after_ms == 35'000);
    CHECK(file.plans[0].steps[1].text == "三天了");
    CHECK(file.plans[0].steps[2].expectation.range.most == 4000);
}

TEST_CASE("Words are the same whatever their width, case and blanks", "[scenario_files][plans]") {
    CHECK(folded("  Ｉ　AM,\tsorry ") == "i am, sorry");
    CHECK(folded("林女士，您好") == folded("林女士,您好"));
    CHECK(folded("") == "");
    CHECK(folded(" \n ") == "");
    CHECK(plan_figure(8750) == "87.5");
    CHECK(plan_figure(-5) == "-0.05");
    CHECK(plan_figure(9000) == "90");
    CHECK(plan_number("-0.05") == -5);
    CHECK_FALSE(plan_number("1.").has_value());
    CHECK_FALSE(plan_number("").has_value());
}

TEST_CASE("Every slip has its code and its place", "[scenario_files][plans]") {
    for (const PlanSlip& slip : slips) {
        INFO(slip.text);
        const auto found = mistakes(slip.text);
        REQUIRE(found.size() == 1);
        check_slip(found[0], slip, "f.testplan");
    }
    // None is left without a test.
    for (const auto code : plan_grammar_codes) {
        INFO(code);
        CHECK(shown_in(slips, code));
    }
}

TEST_CASE("What is said about a slip leaves no hole, in both languages", "[scenario_files][plans][i18n]") {
    for (const PlanSlip& slip : slips)
        for (const auto& d : mistakes(slip.text)) check_words_of(d);
}

TEST_CASE("The guide explains every code of a transcript test", "[scenario_files][plans][codes]") {
    const auto guide =
        read_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "README.md", 1 << 20).value();
    const auto words = read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    const auto explained = [&](std::string_view code) {
        INFO(code);
        CHECK(guide.find(std::string("| `").append(code).append("` |")) != std::string::npos);
        for (const Language l : all_languages)
            for (const char* part : {".message", ".hint"})
                CHECK(words.has(l, std::string("diagnostic.").append(code).append(part)));
    };
    for (const auto code : plan_grammar_codes) explained(code);
    for (const auto code : plan_scenario_codes) explained(code);
    for (const auto code : plan_contact_codes) explained(code);
}

TEST_CASE("The example in the guide is a plan without mistakes", "[scenario_files][plans][codes]") {
    const auto guide =
        read_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "README.md", 1 << 20).value();
    const auto mark = guide.find("```testplan\n");
    REQUIRE(mark != std::string::npos);
    const auto from = mark + 12;
    for (const auto& d : mistakes(std::string_view(guide).substr(from, guide.find("```", from) - from))) {
        CAPTURE(d.code, d.where.line);
        CHECK(false);
    }
}

TEST_CASE("Another kind of file is not complained about line by line", "[scenario_files][plans][fault]") {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "{\n";
    const auto found = mistakes(text);
    REQUIRE(found.size() == most_plan_mistakes + 1);
    CHECK(found.back().code == "more_findings");
    CHECK(found.back().arg("count") == "4900");
}

TEST_CASE("Any bytes are read without harm", "[scenario_files][plans][fault]") {
    for (std::size_t cut = 0; cut <= good_plan.size(); ++cut) {
        const auto file = read_test_plan(good_plan.substr(0, cut), "f");
        CHECK(file.plans.size() <= 2);
    }
    for (std::uint64_t round = 0; round < 3000; ++round) {
        Random random(round, Purpose::test, 1);
        std::string text(good_plan);
        for (int slip = 0; slip < 4; ++slip)
            text[random.below(static_cast<std::uint32_t>(text.size()))] = static_cast<char>(random.below(256));
        for (const auto& d : mistakes(text)) {
            CHECK_FALSE(d.code.empty());
            CHECK(d.where.line >= 1);
            CHECK(d.where.column >= 1);
        }
    }
}
