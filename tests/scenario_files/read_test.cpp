// What a scenario becomes when it is read: every field, what is derived, and where things stand.
#include "sim/dialogue/condition.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::dialogue;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;
using scoring::Behaviour;

namespace {

std::shared_ptr<const Scenario> read(const std::string& text) {
    const auto result = read_scenario(text, "s.json");
    INFO(listed(result.diagnostics));
    REQUIRE(result.scenario != nullptr);
    return result.scenario;
}

// The first reply of the first node after its text, shows and the like were replaced.
const Reply& first_reply(const Scenario& s) { return s.replies_of(s.nodes[0])[0]; }

} // namespace

TEST_CASE("a valid scenario gives no finding at all", "[scenario_files]") {
    const auto result = read_scenario(small_scenario, "small.json");
    INFO(listed(result.diagnostics));
    CHECK(result.diagnostics.empty());
    REQUIRE(result.scenario != nullptr);
    CHECK(result.bytes() == small_scenario);
}

TEST_CASE("every field finds its place", "[scenario_files]") {
    const auto s = read(std::string(small_scenario));
    CHECK(s->id == "small");
    CHECK(s->speaks(Language::en));
    CHECK_FALSE(s->speaks(Language::zh));
    CHECK(s->title[Language::en] == "Small");
    CHECK(s->channel == Channel::chat);
    CHECK(s->grades.has(Behaviour::restate));
    CHECK(s->first_response_s == 60);
    CHECK(s->cause == Cause::company);
    CHECK(s->customer_name[Language::en] == "Ms Lin");
    CHECK(s->history.at(0).date == "2026-03-10");
    CHECK(s->facts.at(0).value[Language::en] == "60418");
    CHECK(s->options.at(0).fits == 3);
    CHECK(s->not_allowed.at(0).id == "gift");
    CHECK(s->anger == 70);
    CHECK(s->trust == 30);
    REQUIRE(s->personas.size() == 2);
    CHECK(s->personas[0].id.empty());
    CHECK(s->personas[1].temper == 80);
    CHECK_FALSE(s->personas[1].anger.has_value());
    CHECK(s->female_voice);
    CHECK(s->need_id == "trip");
    REQUIRE(s->variables.size() == 2);
    CHECK(s->variables[0].max == 3);
    CHECK(s->variables[1].boolean);
    CHECK(s->start == 0);

    const Node& opening = s->nodes.at(0);
    CHECK(opening.topic == "delay");
    CHECK(opening.calls_for.has(Behaviour::restate));
    CHECK(opening.silence_after_s == 20);
    CHECK(opening.silence_to == Target{Target::Kind::ending, 1});
    CHECK(opening.otherwise == Target{Target::Kind::ending, 1});
    CHECK(s->slots.at(opening.asks).id == "when");
    REQUIRE(s->lines_of(opening).size() == 2);
    CHECK(s->lines_of(opening)[0].feeling == 0);
    CHECK(s->lines_of(opening)[0].media[Language::zh] == "audio/l1.ogg");
    CHECK_FALSE(s->lines_of(opening)[1].when.empty());

    REQUIRE(s->replies_of(opening).size() == 3);
    const Reply& a = s->replies_of(opening)[0];
    CHECK(a.model);
    CHECK(a.reveals);
    CHECK(a.anger == -5);
    CHECK(a.trust == 0);
    CHECK(a.effects.count == 2);
    CHECK(a.to == Target{Target::Kind::node, 1});
    REQUIRE(s->shown_by(a).size() == 1);
    CHECK(s->shown_by(a)[0].level == 2);
    CHECK(s->shown_by(a)[0].quote[Language::en] == "it is late");
    REQUIRE(s->offers_of(a).size() == 1);
    const Reply& b = s->replies_of(opening)[1];
    CHECK(b.passage == 0);
    CHECK(b.then == Target{Target::Kind::node, 1});
    CHECK(s->passages.at(0).start == 2);
    CHECK(s->replies_of(s->nodes[2])[0].to.kind == Target::Kind::back);
}

TEST_CASE("the scenario keeps alive what its texts look into", "[scenario_files]") {
    std::shared_ptr<const Scenario> s;
    {
        auto result = read_scenario_owned(with(small_scenario, "She hangs up.", "She \\u0022hangs\\u0022 up."), "s");
        s = std::move(result.scenario);
    }
    REQUIRE(s != nullptr);
    CHECK(s->endings[1].text[Language::en] == "She \"hangs\" up.");
    CHECK(s->title[Language::en] == "Small");
}

TEST_CASE("conditions and effects are compiled", "[scenario_files]") {
    const auto s = read(with(small_scenario, "tries > 0", "chosen(verify-1.a) or tries > 1"));
    std::vector<std::int32_t> variables{0, 0};
    std::vector<std::uint64_t> chosen{0};
    Facts facts;
    facts.variables = variables.data();
    facts.chosen = chosen.data();
    const auto when = s->code_of(s->lines_of(s->nodes[0])[1].when);
    CHECK(evaluate(when, facts) == 0);
    variables[0] = 2;
    CHECK(evaluate(when, facts) == 1);
    variables[0] = 0;
    chosen[0] = std::uint64_t{1} << s->nodes[2].replies.first;
    CHECK(evaluate(when, facts) == 1);
    const auto effects = Scenario::slice(s->effects, first_reply(*s).effects);
    CHECK(effects[0].variable == 0);
    CHECK(evaluate(s->code_of(effects[0].value), facts) == 1);
}

TEST_CASE("the check that closes a restatement is derived unless it is written", "[scenario_files][derive]") {
    CHECK(read(std::string(small_scenario))->shown[0].check); // "…, is that right?"
    CHECK_FALSE(read(with(small_scenario, "a refund, is that right?", "a refund."))->shown[0].check);
    CHECK_FALSE(read(with(small_scenario, R"("level": 2,)", R"("level": 2, "check": false,)"))->shown[0].check);
    CHECK(read(with(with(small_scenario, "a refund, is that right?", "a refund."), R"("level": 2,)",
                    R"("level": 2, "check": true,)"))
              ->shown[0]
              .check);
    // In two languages, both must have it.
    const std::string_view text = R"("So it is late. Here is a refund, is that right?"})";
    CHECK_FALSE(read(with(small_scenario, text,
                          R"("So it is late. Here is a refund, is that right?", "zh": "您的包裹晚了。"})"))
                    ->shown[0]
                    .check);
}

TEST_CASE("options are found in the words of a reply that offers", "[scenario_files][derive]") {
    const auto without = with(small_scenario, "          \"offers\": [\"refund\"],\n", "");
    CHECK(first_reply(*read(without)).offers.empty()); // neither a solution nor offer_options
    const auto solution = with(without, R"("model": true)", R"("model": true, "solution": true)");
    CHECK(first_reply(*read(solution)).offers.count == 1);
    CHECK(first_reply(*read(with(solution, "Here is a refund", "Here is A Refund"))).offers.count == 1);
    CHECK(first_reply(*read(with(solution, "Here is a refund", "Here is money"))).offers.empty());
    const auto shown = with(without, R"("shows": {)", R"("shows": {"offer_options": 1, )");
    CHECK(first_reply(*read(shown)).offers.count == 1);
    const auto none_offered = with(solution, R"("solution": true)", R"("solution": true, "offers": [])");
    CHECK(first_reply(*read(none_offered)).offers.empty());
}

TEST_CASE("a reply answers the question where it acts or the author says so", "[scenario_files][derive]") {
    CHECK_FALSE(first_reply(*read(std::string(small_scenario))).answers);
    CHECK(first_reply(*read(with(small_scenario, R"("model": true)", R"("model": true, "solution": true)"))).answers);
    CHECK(first_reply(*read(with(small_scenario, R"("shows": {)", R"("shows": {"explain_steps": 1, )"))).answers);
    CHECK(first_reply(*read(with(small_scenario, R"("shows": {)", R"("shows": {"hide_behind_policy": 1, )"))).answers);
    CHECK(first_reply(*read(with(small_scenario, R"("model": true)", R"("model": true, "answers": true)"))).answers);
    CHECK_FALSE(first_reply(*read(with(small_scenario, R"("model": true)",
                                       R"("model": true, "solution": true, "answers": false)")))
                    .answers);
}

TEST_CASE("a question is about what will be done unless the author says no", "[scenario_files][derive]") {
    const auto asks_action = [](std::string_view key) {
        const auto result = read_scenario(
            with(small_scenario, R"("en": ["when"]})", std::string(R"("en": ["when"])").append(key).append("}")), "f");
        INFO(listed(result.diagnostics));
        REQUIRE(result.scenario != nullptr);
        return result.scenario->nodes[0].asks_action;
    };
    CHECK(asks_action(""));
    CHECK(asks_action(R"(, "action": true)"));
    CHECK_FALSE(asks_action(R"(, "action": false)"));
    const auto wrong =
        read_scenario(with(small_scenario, R"("en": ["when"]})", R"("en": ["when"], "action": "no"})"), "f");
    REQUIRE(wrong.diagnostics.size() == 1);
    CHECK(wrong.diagnostics[0].code == "not_true_false");
}

TEST_CASE("whether the solution comes first is read off the quotes", "[scenario_files][derive]") {
    const auto quoted = [](std::string_view solving, std::string_view listening) {
        return with(small_scenario, R"("shows": {"restate": {"level": 2, "en": "it is late"}})",
                    R"("shows": {"offer_options": {"level": 1, "en": ")" + std::string(solving) +
                        R"("}, "restate": {"level": 1, "en": ")" + std::string(listening) + R"("}})");
    };
    CHECK_FALSE(first_reply(*read(quoted("a refund", "it is late"))).solution_first);
    CHECK(first_reply(*read(quoted("it is late", "a refund"))).solution_first);
    CHECK_FALSE(first_reply(*read(std::string(small_scenario))).solution_first); // no solution quoted
}

TEST_CASE("complementary conditions need no otherwise", "[scenario_files]") {
    const auto two = [](std::string_view one, std::string_view other) {
        return with(small_scenario, R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"})",
                    R"({"id": "a", "when": ")" + std::string(one) +
                        R"(", "text": {"en": "Goodbye."}, "to": "done"},
                       {"id": "b", "when": ")" +
                        std::string(other) + R"(", "text": {"en": "Bye."}, "to": "done"})");
    };
    for (const auto& [one, other] : {std::pair{"anger >= 40", "anger < 40"}, std::pair{"offered", "not offered"},
                                     std::pair{"tries + 1 == 2", "tries + 1 != 2"}, std::pair{"true", "anger > 3"}})
        CHECK(find(read_scenario(two(one, other), "f").diagnostics, "otherwise_missing") == nullptr);
    for (const auto& [one, other] : {std::pair{"anger >= 40", "anger < 39"}, std::pair{"offered", "offered"},
                                     std::pair{"anger > 40", "trust <= 40"}, std::pair{"false", "anger > 3"}})
        CHECK(find(read_scenario(two(one, other), "f").diagnostics, "otherwise_missing") != nullptr);
}

TEST_CASE("a reply that can be given once may run out where the story comes back", "[scenario_files]") {
    const auto once = with(small_scenario, R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"})",
                           R"({"id": "a", "once": true, "text": {"en": "Goodbye."}, "to": "done"})");
    CHECK(read_scenario(once, "f").diagnostics.empty());
    const auto back = with(once, R"([{"id": "a", "once")", R"([{"id": "b", "when": "anger > 3", "text": {"en": "Hm."},
                                                             "to": "close"}, {"id": "a", "once")");
    CHECK(find(read_scenario(back, "f").diagnostics, "otherwise_missing") != nullptr);
    // The same inside a passage that is called a second time.
    const auto passage = with(small_scenario, R"({"id": "a", "text": {"en": "Found it."}, "to": "@return"})",
                              R"({"id": "a", "once": true, "text": {"en": "Found it."}, "to": "@return"})");
    CHECK(find(read_scenario(passage, "f").diagnostics, "otherwise_missing") == nullptr);
    const auto twice = with(passage, R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"})",
                            R"({"id": "a", "text": {"en": "Goodbye."}, "call": "verify", "then": "done"})");
    CHECK(find(read_scenario(twice, "f").diagnostics, "otherwise_missing") != nullptr);
}

TEST_CASE("a long text is cut in a finding, never inside a character", "[scenario_files]") {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "键";
    const auto keyed = read_scenario(with(small_scenario, R"("use":)", "\"" + name + R"(": 1, "use":)"), "f");
    const auto valued = read_scenario(with(small_scenario, R"("chat")", "\"" + name + "\""), "f");
    const std::string cut = name.substr(0, 80 * std::string("键").size());
    REQUIRE(find(keyed.diagnostics, "unknown_key") != nullptr);
    CHECK(find(keyed.diagnostics, "unknown_key")->arg("key") == cut);
    REQUIRE(find(valued.diagnostics, "unknown_value") != nullptr);
    CHECK(find(valued.diagnostics, "unknown_value")->arg("found") == cut);
}

TEST_CASE("the source map says where nodes, lines, replies and endings stand", "[scenario_files]") {
    const auto result = read_scenario(small_scenario, "small.json");
    REQUIRE(result.scenario != nullptr);
    const Location node = result.sources.node(1);
    CHECK(node.file == "small.json");
    CHECK(node.pointer == "/nodes/1");
    CHECK(node.column == 5);
    const auto line_of = [](std::string_view text) {
        const auto head = small_scenario.substr(0, small_scenario.find(text));
        return 1 + std::count(head.begin(), head.end(), '\n');
    };
    CHECK(node.line + 1 == line_of(R"("id": "close")"));
    CHECK(result.sources.reply(0, 2).line == line_of("{\"id\": \"c\", \"when\""));
    CHECK(result.sources.reply(0, 2).pointer == "/nodes/0/replies/2");
    CHECK(result.sources.reply(2, 0).line == line_of("Found it."));
    CHECK(result.sources.line(0, 1).line == line_of("Again?"));
    CHECK(result.sources.ending(1).line == line_of("She hangs up."));
    CHECK(result.sources.node(99).line == 0);
}
