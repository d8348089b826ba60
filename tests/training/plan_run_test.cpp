// Transcript tests as they run: what comes true, what does not, and what is said about it.
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/plan_codes.h"
#include "sim/scenario_files/read.h"
#include "sim/training/plan_run.h"
#include "tests/scenario_files/plan_slips.h"

#include "tests/scoring/recogniser_samples.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using scenario_files::read_test_plan;
using training::PlanOutcome;

namespace {

// opening (silence after 20 s → hello): a → close, b and b2 (the same words) → hello, c only when trust is above 90
// hello: a, once → opening, "over" → lost; a second silence → lost
// close: a → done; silence leads nowhere
constexpr std::string_view story = R"({
  "format": 1, "id": "story", "version": 1, "languages": ["en", "zh"], "title": {"en": "Story", "zh": "故事"},
  "channel": "phone", "grades": ["restate", "acknowledge_feeling"], "norms": {"first_response_s": 30, "response_s": 30},
  "card": {"cause": "company", "customer": {"name": {"en": "Ms Lin", "zh": "林女士"}}},
  "customer": {"state": "angry", "mood": {"anger": 80, "trust": 20}, "patience_s": 20,
    "personas": [{"id": "tired", "mood": {"anger": 60, "trust": 30}}],
    "hidden_need": {"id": "trip", "text": {"en": "She travels.", "zh": "她要出门。"}}},
  "variables": {"tries": {"type": "int", "min": 0, "max": 9}, "told": {"type": "bool"}},
  "start": "opening",
  "nodes": [
    {"id": "opening", "says": [{"id": "l1", "text": {"en": "Three days I waited!", "zh": "我等了三天！"}}],
     "calls_for": ["restate", "acknowledge_feeling"],
     "replies": [
       {"id": "a", "text": {"en": "Three days, and you are worried.", "zh": "三天了，您很着急。"},
        "shows": {"restate": 2, "acknowledge_feeling": 2}, "do": ["tries = tries + 1", "told = true"], "reveals": "trip",
        "to": "close", "model": true},
       {"id": "b", "text": {"en": "Calm down.", "zh": "您别急。"}, "shows": {"dismiss_or_blame": 2}, "to": "hello"},
       {"id": "b2", "text": {"en": "Calm down.", "zh": "您别急。"}, "shows": {"dismiss_or_blame": 2}, "to": "hello"},
       {"id": "c", "when": "trust > 90", "text": {"en": "Old friend!", "zh": "老朋友！"}, "to": "close"}],
     "silence": {"after_s": 20, "to": "hello"}},
    {"id": "hello", "says": [{"id": "l2", "text": {"en": "Hello?", "zh": "喂？"}}],
     "replies": [
       {"id": "a", "once": true, "text": {"en": "I am here.", "zh": "我在。"}, "to": "opening"},
       {"id": "over", "text": {"en": "Goodbye.", "zh": "再见。"}, "to": "lost"}],
     "silence": {"after_s": 20, "to": "lost"}},
    {"id": "close", "says": [{"id": "l3", "text": {"en": "Well. Thank you.", "zh": "好吧，谢谢。"}}],
     "replies": [{"id": "a", "text": {"en": "Gladly.", "zh": "不客气。"}, "to": "done"}]}
  ],
  "endings": [
    {"id": "done", "outcome": "resolved", "text": {"en": "She hangs up, relieved.", "zh": "她放心地挂了电话。"}},
    {"id": "lost", "outcome": "lost", "text": {"en": "She is gone.", "zh": "她走了。"}}]
})";

std::shared_ptr<const dialogue::Scenario> scenario(std::string_view use = "practice") {
    std::string text(story);
    text.replace(text.find("\"version\""), 0, std::string("\"use\": \"").append(use).append("\", "));
    const auto read = scenario_files::read_scenario(text, "story.json");
    for (const auto& d : read.diagnostics)
        if (d.severity == Severity::error) FAIL(d.code << " " << d.where.line << ":" << d.where.column);
    return read.scenario;
}

std::shared_ptr<const dialogue::MoodTable> mood() {
    static const auto read = scenario_files::read_mood_file(RAPPORT_SOURCE_DIR);
    REQUIRE(read.table);
    return read.table;
}

PlanOutcome run(std::string_view steps, analysis::Coverage* coverage = nullptr, std::string_view use = "practice") {
    const auto file = read_test_plan(std::string("plan p\n").append(steps), "p.testplan");
    INFO(steps);
    REQUIRE(file.mistakes.empty());
    REQUIRE(file.plans.size() == 1);
    for (const auto& d : file.plans[0].mistakes) FAIL(d.code << " in line " << d.where.line);
    return training::run_plan(file.plans[0], scenario(use), mood(), coverage);
}

std::string codes(const PlanOutcome& outcome) {
    std::string all;
    for (const auto& d : outcome.failures)
        all.append(all.empty() ? "" : " ").append(d.code).append(":").append(std::to_string(d.where.line));
    return all;
}

const std::vector<PlanSlip> misfits{
    {"persona sleepy\nexpect over", "plan_persona_unknown", 2, 9},
    {"persona tred\nexpect over", "plan_persona_unknown", 2, 9, "suggestion", "tired"},
    {"expect node openin", "plan_node_unknown", 2, 13, "suggestion", "opening"},
    {"expect not node gone", "plan_node_unknown", 2, 17, "id", "gone"},
    {"expect line l9", "plan_line_unknown", 2, 13},
    {"choose zzzz\nexpect over", "plan_reply_unknown", 2, 8},
    {"expect reply zzzz not offered", "plan_reply_unknown", 2, 14},
    {"expect not ending opening", "plan_ending_unknown", 2, 19},
    {"topic refund\nexpect over", "plan_topic_unknown", 2, 7, "id", "refund"},
    {"expect topic mian", "plan_topic_unknown", 2, 14, "suggestion", "main"},
    {"expect variable tris 1", "plan_variable_unknown", 2, 17, "suggestion", "tries"},
    {"expect persona sleepy", "plan_persona_unknown", 2, 16},
};

const std::vector<PlanSlip> detours{
    {"expect anger <= 40", "plan_expectation_failed", 2, 1, "found", "anger 80"},
    {"expect anger <= 40", "plan_expectation_failed", 2, 1, "expected", "anger <= 40"},
    {"expect not anger 80", "plan_expectation_failed", 2, 1, "found", "anger 80"},
    {"expect ready", "plan_expectation_failed", 2, 1, "found", "not ready"},
    {"topic main\nexpect over", "plan_topic_not_open", 2, 1, "id", "main"},
    {"expect not topic main", "plan_expectation_failed", 2, 1, "found", "topic main"},
    {"expect topic main offered", "plan_expectation_failed", 2, 1, "expected", "topic main offered"},
    {"expect revealed", "plan_expectation_failed", 2, 1, "found", "not revealed"},
    {"expect node close", "plan_expectation_failed", 2, 1, "found", "node opening"},
    {"expect line \"four days\"", "plan_expectation_failed", 2, 1, "found", "line \"Three days I waited!\""},
    {"expect line l2", "plan_expectation_failed", 2, 1, "found", "line l1"},
    {"expect reply a not offered", "plan_expectation_failed", 2, 1, "found", "offered: a, b, b2"},
    {"expect reply c offered", "plan_expectation_failed", 2, 1, "found", "offered: a, b, b2"},
    {"expect reply \"Old friend!\" offered", "plan_expectation_failed", 2, 1, "found", "offered: a, b, b2"},
    {"expect ending done", "plan_expectation_failed", 2, 1, "found", "node opening"},
    {"expect outcome lost", "plan_expectation_failed", 2, 1, "found", "node opening"},
    {"expect over", "plan_expectation_failed", 2, 1, "found", "node opening"},
    {"expect persona tired\n", "plan_expectation_failed", 2, 1, "found", "persona plain"},
    {"expect turn 2", "plan_expectation_failed", 2, 1, "found", "turn 1"},
    {"expect shown restate", "plan_expectation_failed", 2, 1, "found", "shown restate 0"},
    {"expect variable tries 1", "plan_expectation_failed", 2, 1, "found", "variable tries 0"},
    {"expect variable told true", "plan_expectation_failed", 2, 1, "found", "variable told false"},
    {"expect csat 5", "plan_expectation_failed", 2, 1, "found", "csat none"},
    {"expect solution 50", "plan_expectation_failed", 2, 1, "found", "solution none"},
    {"expect empathy none", "plan_expectation_failed", 2, 1, "found", "empathy 0"},
    {"expect faults 1", "plan_expectation_failed", 2, 1, "found", "faults 0"},
    {"choose a\nchoose a\nexpect node close", "plan_expectation_failed", 4, 1, "found", "ending done"},
    {"choose a\nchoose a\nexpect reply a offered", "plan_expectation_failed", 4, 1, "found", "ending done"},
    {"choose a\nchoose a\nexpect outcome lost", "plan_expectation_failed", 4, 1, "found", "outcome resolved"},
    {"choose a\nchoose a\nexpect line l3", "plan_expectation_failed", 4, 1, "found", "ending done"},
    {"choose a\nchoose a\nchoose a\nexpect over", "plan_contact_over", 4, 1, "step", "choose a"},
    {"choose a\nchoose a\nsilence\nexpect over", "plan_contact_over", 4, 1, "ending", "done"},
    {"choose a\nchoose a\nwait 3s\nexpect over", "plan_contact_over", 4, 1, "way", "opening → a → close → a → done"},
    {"choose over\nexpect over", "plan_reply_not_here", 2, 1, "offered", "a, b, b2"},
    {"expect reply over not offered", "plan_reply_not_here", 2, 1, "node", "opening"},
    {"choose c\nexpect over", "plan_reply_not_offered", 2, 1, "offered", "a, b, b2"},
    {"choose b\nchoose a\nchoose b\nchoose a\nexpect over", "plan_reply_not_offered", 5, 1, "offered", "over"},
    {"say \"Three days! You must be worried.\"\nexpect over", "plan_words_not_offered", 2, 1, "closest_id", "a"},
    {"say \"Old friend!\"\nexpect over", "plan_words_not_offered", 2, 1, "words", "Old friend!"},
    {"say \"Calm down.\"\nexpect over", "plan_words_several", 2, 1, "way", "opening"},
    {"choose a\nsilence\nexpect over", "plan_silence_leads_nowhere", 3, 1, "node", "close"},
};

} // namespace

TEST_CASE("A plan comes true", "[training][plans]") {
    const auto outcome = run("persona plain\n"
                             "expect node opening\nexpect line \"THREE days\"\nexpect line l1\nexpect anger 80\n"
                             "expect reply a offered\nexpect reply c not offered\nexpect reply \"calm down.\" offered\n"
                             "expect turn 1\nexpect not over\nexpect persona plain\n"
                             "say \"  three days, and you are WORRIED. \"\n"
                             "expect ready\nexpect revealed\nexpect shown restate 2\nexpect shown apologise 0\n"
                             "expect variable tries 1\nexpect variable told true\nexpect anger < 80\nexpect csat none\n"
                             "choose a\n"
                             "expect over\nexpect ending done\nexpect outcome resolved\nexpect line \"relieved\"\n"
                             "expect empathy 100\nexpect solution none\nexpect total >= 80\nexpect faults 0\n"
                             "expect csat >= 3\nexpect nps >= 5\n");
    for (const auto& d : outcome.failures) UNSCOPED_INFO(d.arg("expected") << ", found " << d.arg("found"));
    CHECK(codes(outcome) == "");
    CHECK(outcome.contacts == 1);
}

TEST_CASE("In every language and with every seed asked for", "[training][plans]") {
    CHECK(run("language en zh\nseed 1..5\nchoose a\nexpect node close").contacts == 10);
    CHECK(codes(run("language zh\nsay \"三天了,您很着急。\"\nexpect line \"谢谢\"")).empty());
    // Fails for the customers who start at 60; the first of them is reported, and only that.
    const auto outcome = run("seed 1..30\nexpect anger 80\nexpect trust 20");
    REQUIRE(outcome.failures.size() == 2);
    CHECK(outcome.failures[0].arg("persona") == "tired");
    CHECK(outcome.failures[0].arg("found") == "anger 60");
    CHECK(outcome.failures[0].arg("seed") == outcome.failures[1].arg("seed"));
    // The largest seed there is has none after it.
    CHECK(run("seed 18446744073709551610..18446744073709551615\nexpect node opening").contacts == 6);
}

TEST_CASE("A persona stands for the first seed that draws it", "[training][plans]") {
    CHECK(codes(run("persona tired\nexpect anger 60\nexpect persona tired")).empty());
    CHECK(codes(run("persona plain\nexpect anger 80\nexpect persona plain")).empty());
    // An exam has one customer.
    CHECK(codes(run("persona plain\nexpect anger 80", nullptr, "exam")).empty());
    CHECK(codes(run("persona tired\nexpect anger 60", nullptr, "exam")) == "plan_persona_never_drawn:2");
}

TEST_CASE("Waiting is silence where silence falls, and time otherwise", "[training][plans]") {
    CHECK(codes(run("wait 19s\nexpect node opening\nwait 1s\nexpect node hello")).empty());
    // "Hello?" is read in 0.3 s, so that 20 s later the second silence is not due yet; a second later it is.
    CHECK(codes(run("wait 40s\nexpect node hello\nwait 1s\nexpect ending lost")).empty());
    CHECK(codes(run("silence\nexpect node hello\nsilence after 90s\nexpect ending lost")).empty());
    // Where nothing falls, the wait is felt with the reply; a reply said to be late may be late.
    CHECK(codes(run("persona plain\nchoose a\nwait 100s\nexpect node close\nchoose a\nexpect ending done")).empty());
    const auto slow = run("persona plain\nchoose a after 200s\nexpect anger 0");
    const auto waited = run("persona plain\nchoose a after 3s\nexpect anger 0");
    REQUIRE(slow.failures.size() == 1);
    REQUIRE(waited.failures.size() == 1);
    CHECK(slow.failures[0].arg("found") != waited.failures[0].arg("found"));
}

TEST_CASE("A plan that does not fit its scenario is not played", "[training][plans]") {
    for (const PlanSlip& c : misfits) {
        const auto outcome = run(c.text);
        INFO(c.text << " gives " << codes(outcome));
        REQUIRE(outcome.failures.size() == 1);
        CHECK(outcome.contacts == 0);
        check_slip(outcome.failures[0], c, "p.testplan");
    }
    // A scenario of one language.
    const auto file = read_test_plan("plan p\nlanguage en zh\nexpect node opening", "p.testplan");
    auto english = *scenario();
    english.languages = {true, false};
    const auto outcome = training::run_plan(file.plans[0], std::make_shared<const dialogue::Scenario>(english), mood());
    CHECK(codes(outcome) == "plan_language_not_spoken:2");
    // None is left out.
    for (const auto code : scenario_files::plan_scenario_codes) {
        INFO(code);
        // those are shown above and in tests/cli/plans_test.cpp
        const bool elsewhere = code == "plan_scenario_unusable" || code == "plan_language_not_spoken" ||
                               code == "plan_persona_never_drawn";
        CHECK((elsewhere || shown_in(misfits, code)));
    }
}

TEST_CASE("What did not come true is said with what came instead and the way there", "[training][plans]") {
    for (const PlanSlip& c : detours) {
        const auto outcome = run(std::string("persona plain\n").append(c.text));
        INFO(c.text << " gives " << codes(outcome));
        REQUIRE(outcome.failures.size() == 1);
        const Diagnostic& d = outcome.failures[0];
        check_slip(d, c, "p.testplan", 1);
        for (const char* argument : {"way", "customer", "seed", "language", "persona"})
            CHECK_FALSE(d.arg(argument).empty());
    }
    for (const auto code : scenario_files::plan_contact_codes) {
        INFO(code);
        CHECK(shown_in(detours, code));
    }
    const auto failure = run("silence\nchoose a\nexpect node close").failures.at(0);
    CHECK(failure.arg("way") == "opening → silence → hello → a → opening");
    CHECK(failure.arg("node") == "opening");
    CHECK(failure.arg("line_id") == "l1");
    CHECK(failure.arg("customer") == "Three days I waited!");
    CHECK(failure.arg("reply") == "a");
}

TEST_CASE("A step that cannot be taken ends the plan, an expectation does not", "[training][plans]") {
    CHECK(codes(run("expect node close\nexpect ready\nchoose over\nexpect over\nexpect node close")) ==
          "plan_expectation_failed:2 plan_expectation_failed:3 plan_reply_not_here:4");
}

TEST_CASE("What is said about a contact leaves no hole, in both languages", "[training][plans][i18n]") {
    for (const auto* cases : {&misfits, &detours})
        for (const PlanSlip& c : *cases)
            for (const auto& d : run(c.text).failures) check_words_of(d);
}

TEST_CASE("What the plans visited is known, and what they left out", "[training][plans][analysis]") {
    analysis::Coverage coverage(scenario());
    run("choose a\nexpect node close", &coverage);
    auto covered = coverage.covered();
    CHECK(covered.nodes.missing == std::vector<std::string>{"hello"});
    CHECK(covered.lines.missing == std::vector<std::string>{"hello.l2"});
    CHECK(covered.replies.missing ==
          std::vector<std::string>{"opening.b", "opening.b2", "opening.c", "hello.a", "hello.over", "close.a"});
    CHECK(covered.replies.visited == 1);
    CHECK(covered.replies.all == 7);
    CHECK(covered.silences.missing == std::vector<std::string>{"opening", "hello"});
    CHECK(covered.endings.missing == std::vector<std::string>{"done", "lost"});
    run("wait 60s\nexpect over", &coverage);
    covered = coverage.covered();
    CHECK(covered.nodes.missing.empty());
    CHECK(covered.silences.missing.empty());
    CHECK(covered.endings.missing == std::vector<std::string>{"done"});
}

TEST_CASE("What is said in words of one's own is read and followed to what it amounts to", "[training][plan][typed]") {
    const auto grader = [] {
        const std::shared_ptr<const scoring::Recogniser> recogniser(&scoring::recogniser(), [](const auto*) {});
        return std::expected<training::ReplyGrader, Diagnostic>(training::ReplyGrader{recogniser, "test"});
    };
    const auto said = [&](std::string_view steps) {
        const auto file = read_test_plan(std::string("plan p\n").append(steps), "p.testplan");
        REQUIRE(file.plans.size() == 1);
        REQUIRE(file.plans[0].mistakes.empty());
        return codes(training::run_plan(file.plans[0], scenario(), mood(), nullptr, grader));
    };
    CHECK(said("say \"Three long days, of course you are worried.\"\nexpect line \"Thank you\"").empty());
    CHECK(said("say \"Three days, and you are worried.\"\nexpect variable tries 1").empty()); // exactly the author's
    // Nothing like it is offered and this node has no otherwise.
    CHECK(said("say \"Bananas are yellow.\"\nexpect over") == "plan_words_not_offered:2");
}
