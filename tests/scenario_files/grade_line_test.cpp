// A line of `rapport grade`: every form of the card, and every way to get it wrong.
#include "scoring/recogniser/earlier_turns.h"
#include "sim/scenario_files/grade_line.h"
#include "sim/scenario_files/grader_file.h"
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;
using scoring::Behaviour;

namespace {

const std::string short_line =
    R"({"id": "r1", "lang": "en", "channel": "chat", "card": {"customer": "Ms Lopez", "facts": ["lamp ordered on 2 May"], )"
    R"("feelings": ["furious"], "wants": ["the lamp"], "policy_options": ["refund"], "not_allowed": ["cash"]}, )"
    R"("history": [{"who": "customer", "text": "Hello?"}, {"who": "agent", "text": "Hi.", "labels": {"open_contact": 1}}], )"
    R"("customer": "Where is it?", "anger": 75, "calls_for": ["restate", "apologise"], "reply": "I'm sorry."})";

GradeTask task_of(const std::string& line, std::optional<Language> fallback = std::nullopt) {
    const auto read = read_grade_line(line, fallback);
    INFO(listed(read.diagnostics));
    REQUIRE(read.task.has_value());
    return *read.task;
}

std::string line_code(const std::string& line) {
    const auto read = read_grade_line(line, std::nullopt);
    CHECK_FALSE(read.task.has_value());
    return read.diagnostics.empty() ? "" : read.diagnostics[0].code;
}

} // namespace

TEST_CASE("a line with a short card is taken as it says", "[scenario_files][grade]") {
    const auto task = task_of(short_line);
    const auto& m = task.moment;
    CHECK(read_grade_line(short_line, std::nullopt).id == "\"r1\"");
    CHECK(m.language == Language::en);
    CHECK(m.channel == scoring::Channel::chat);
    CHECK(m.cause == scoring::Cause::company);
    CHECK_FALSE(m.urgent);
    CHECK(m.card.customer == "Ms Lopez");
    CHECK(m.card.facts.at(0).text == "lamp ordered on 2 May");
    CHECK(m.card.feelings.at(0).text == "furious");
    CHECK(m.card.wants.at(0).text == "the lamp");
    CHECK(m.card.options.at(0).text == "refund");
    CHECK(m.card.not_allowed.at(0).text == "cash");
    REQUIRE(m.history.size() == 2);
    CHECK_FALSE(m.history[0].agent);
    CHECK(m.history[1].agent);
    CHECK(m.history[1].labels[Behaviour::open_contact] == 1);
    CHECK(task.unlabelled.empty());
    CHECK(m.customer == "Where is it?");
    CHECK(m.anger == 75);
    CHECK(m.calls_for.has(Behaviour::apologise));
    CHECK_FALSE(m.calls_for.has(Behaviour::ask_open));
    CHECK(task.reply == "I'm sorry.");
    CHECK_FALSE(task.slots_given);
}

TEST_CASE("a card may stand as in a scenario, with slots as at a node", "[scenario_files][grade]") {
    const std::string line =
        R"({"id": 12, "lang": "zh", "channel": "phone", "card": {"cause": "third_party", "customer": {"name": {"en": "Ms Lin", "zh": "林女士"}, "tier": "gold"}, )"
        R"("facts": [{"id": "order", "label": {"en": "Order", "zh": "订单"}, "value": {"en": "60418", "zh": "60418"}}], )"
        R"("policy": {"options": [{"id": "reship", "text": {"en": "Send it again", "zh": "补发"}, "zh": ["再寄一个"], "en": ["send a new one"], "fits": 3}], )"
        R"("not_allowed": [{"id": "cash", "text": {"zh": "现金赔偿"}, "zh": ["赔钱"]}]}}, )"
        R"("slots": {"facts": [{"id": "late", "en": ["three days"], "zh": ["三天", "72小时"]}], "feelings": [{"id": "worried", "zh": ["着急"]}], "wants": [{"id": "reship", "zh": ["补发"]}]}, )"
        R"("urgent": true, "history": [], "customer": "怎么还没到？", "anger": 40, "calls_for": [], "reply": ""})";
    const auto task = task_of(line);
    const auto& m = task.moment;
    CHECK(read_grade_line(line, std::nullopt).id == "12");
    CHECK(task.slots_given);
    CHECK(m.cause == scoring::Cause::third_party);
    CHECK(m.urgent);
    CHECK(m.card.customer == "林女士");
    REQUIRE(m.card.facts.size() == 2);
    CHECK(m.card.facts[0].text == "订单：60418");
    CHECK(m.card.facts[1].paraphrases == std::vector<std::string>{"three days", "三天", "72小时"});
    CHECK(m.card.feelings.at(0).text == "着急");
    CHECK(m.card.wants.at(0).text == "补发");
    CHECK(m.card.options.at(0).text == "补发");
    CHECK(m.card.options.at(0).paraphrases == std::vector<std::string>{"send a new one", "再寄一个"});
    CHECK(m.card.not_allowed.at(0).text == "现金赔偿");
}

TEST_CASE("what is wrong with a line has a code and a place", "[scenario_files][grade][fault]") {
    for (const char* key : {"lang", "channel", "card", "history", "customer", "anger", "calls_for", "reply", "id"}) {
        const std::string quoted = std::string("\"").append(key).append("\": ");
        // The card names the customer too: there the last one is meant.
        std::string line = short_line;
        line.replace(line.rfind(quoted), quoted.size(), std::string("\"_").append(key).append("\": "));
        const auto read = read_grade_line(line, std::nullopt);
        CAPTURE(key);
        CHECK_FALSE(read.task.has_value());
        REQUIRE_FALSE(read.diagnostics.empty());
        CHECK(read.diagnostics[0].code == "grade_key_missing");
        CHECK(read.diagnostics[0].arg("key") == key);
    }
    CHECK(line_code(with(short_line, "\"anger\": 75", "\"anger\": NaN")) == "json_bare_word");
    CHECK(line_code(with(short_line, "\"anger\": 75", "\"anger\": 101")) == "number_out_of_range");
    CHECK(line_code(with(short_line, "\"anger\": 75", "\"anger\": -1")) == "number_out_of_range");
    CHECK(line_code(with(short_line, "\"anger\": 75", "\"anger\": \"75\"")) == "not_whole_number");
    CHECK(line_code(with(short_line, "\"anger\": 75", "\"anger\": 7.5")) == "not_whole_number");
    CHECK(line_code(with(short_line, "\"restate\", ", "\"restat\", ")) == "unknown_behaviour");
    CHECK(line_code(with(short_line, "{\"open_contact\": 1}", "{\"open\": 1}")) == "unknown_behaviour");
    CHECK(line_code(with(short_line, "{\"open_contact\": 1}", "{\"open_contact\": 3}")) == "number_out_of_range");
    CHECK(line_code(with(short_line, "\"who\": \"agent\"", "\"who\": \"bot\"")) == "unknown_value");
    CHECK(line_code(with(short_line, "\"chat\"", "\"fax\"")) == "unknown_value");
    CHECK(line_code(with(short_line, "\"en\"", "\"fr\"")) == "unknown_value");
    CHECK(line_code(with(short_line, "\"I'm sorry.\"", "null")) == "not_string");
    CHECK(line_code(with(short_line, "[\"refund\"]", "\"refund\"")) == "not_list");
    CHECK(line_code(with(short_line, "[\"refund\"]", "[3]")) == "not_string");
    CHECK(line_code(with(short_line, "\"r1\"", "[1]")) == "not_string");
    CHECK(line_code(with(short_line, "I'm sorry", "I'm \xC3\x28 sorry")) == "not_utf8");
    CHECK(line_code("not json") != "");
    CHECK(line_code("") == "file_empty");
    CHECK(line_code("[1, 2]") == "not_object");
    CHECK(line_code("null") == "not_object");
    std::string many = "[\"a\"";
    for (std::size_t i = 0; i < most_grade_entries; ++i) many += ", \"a\"";
    CHECK(line_code(with(short_line, "[\"refund\"]", many + "]")) == "list_length");
    // The id is told even where the rest is wrong.
    CHECK(read_grade_line(with(short_line, "\"anger\": 75", "\"anger\": 101"), std::nullopt).id == "\"r1\"");
}

TEST_CASE("a line may leave its language to the command, and hold what no other file may", "[scenario_files][grade]") {
    CHECK(task_of(with(short_line, "\"lang\": \"en\", ", ""), Language::zh).moment.language == Language::zh);
    CHECK(task_of(short_line, Language::zh).moment.language == Language::en);
    CHECK(task_of(with(short_line, "I'm sorry.", "I'm \u200Fsorry.\\u0000")).reply.size() == 14);
    CHECK(task_of(with(short_line, "\"anger\"", "\"situation\": {\"any\": [1]}, \"anger\"")).reply == "I'm sorry.");
    CHECK_FALSE(task_of(with(short_line, "\"anger\"", "\"slots\": null, \"cause\": null, \"urgent\": null, \"anger\""))
                    .slots_given);
    const auto long_reply = task_of(with(short_line, "I'm sorry.", std::string(100'000, 'a')));
    CHECK(long_reply.reply.size() == scoring::longest_reply);
}

TEST_CASE("turns of the agent without labels are read by the grader", "[scenario_files][grade]") {
    auto task = task_of(with(
        short_line, R"({"who": "agent", "text": "Hi.", "labels": {"open_contact": 1}})",
        R"({"who": "agent", "text": "Hello Ms Lopez, this is Ana. Please tell me what happened, I'm listening."}, )"
        R"({"who": "customer", "text": "It is late."}, {"who": "agent", "text": "Hi.", "labels": {}})"));
    CHECK(task.unlabelled == std::vector<std::size_t>{1});
    const auto grader = load_grader(RAPPORT_SOURCE_DIR).value();
    scoring::label_earlier_turns(task.moment, task.unlabelled, grader.recogniser());
    CHECK(task.moment.history[1].labels[Behaviour::open_contact] > 0);
    CHECK(task.moment.history[1].labels[Behaviour::let_speak] > 0);
    CHECK(task.moment.history[3].labels == scoring::Labels{});
}
