// rapport grade: JSON lines in, JSON lines out, one for each; a bad line never stops the others.
#include "sim/base/text.h"
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <sstream>

using namespace rapport::tests::cli;
using nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

ordered_json english_line(std::string_view reply) {
    return {{"id", "en-1"},
            {"lang", "en"},
            {"channel", "phone"},
            {"card",
             {{"customer", "Ms Lopez"},
              {"facts", {"birthday lamp ordered on 2 May, $80", "promised for 6 May, today is 9 May"}},
              {"feelings", {"furious", "worried about the birthday"}},
              {"wants", {"the lamp before Saturday"}},
              {"policy_options", {"send a second lamp by express", "full refund within 3 working days"}},
              {"not_allowed", {"cash compensation"}}}},
            {"history", ordered_json::array()},
            {"customer", "Three days I have been waiting for this lamp and nobody tells me anything!"},
            {"anger", 75},
            {"calls_for", {"acknowledge_feeling", "apologise"}},
            {"reply", reply}};
}

ordered_json chinese_line(std::string_view reply) {
    ordered_json line = english_line(reply);
    line["id"] = "zh-1";
    line["lang"] = "zh";
    line["card"] = {{"customer", "张女士"},
                    {"facts", {"5月2日订的台灯，80元", "承诺5月6日到，今天5月9日还没到"}},
                    {"feelings", {"愤怒", "着急"}},
                    {"wants", {"周六前收到台灯"}},
                    {"policy_options", {"加急补发一盏", "全额退款，3个工作日到账"}},
                    {"not_allowed", {"现金赔偿"}}};
    line["customer"] = "台灯等了三天，一点消息都没有！";
    return line;
}

struct Answers {
    int exit = 0;
    std::vector<ordered_json> lines;
    std::string err;
};

Answers grade_lines(const Desk& desk, const std::string& input, std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), "grade");
    const Result result = desk.run(arguments, input);
    Answers answers{result.exit, {}, result.err};
    std::istringstream out(result.out);
    for (std::string line; std::getline(out, line);) answers.lines.push_back(ordered_json::parse(line));
    return answers;
}

ordered_json graded_one(const ordered_json& line, std::vector<std::string> arguments = {}) {
    const Desk desk;
    const auto answers = grade_lines(desk, line.dump() + "\n", std::move(arguments));
    CHECK(answers.exit == 0);
    CHECK(answers.err.empty());
    REQUIRE(answers.lines.size() == 1);
    return answers.lines[0];
}

} // namespace

// As the help says it.
TEST_CASE("Overall is one more than the two best levels called for, less the faults", "[cli][grade]") {
    const Desk desk;
    CHECK(desk.run({"grade", "--help"}).out.find("\"overall\", 1 to 5") != std::string::npos);
    CHECK(desk.run({"grade", "--help", "--lang", "zh"}).out.find("“overall”") != std::string::npos);
    using Called = std::vector<std::string>;
    for (const Called& called : {Called{}, Called{"apologise"}, Called{"offer_options"},
                                 Called{"apologise", "acknowledge_feeling", "offer_options"}})
        for (const char* reply :
             {"I'm so sorry we kept you waiting three days for the lamp. I understand how you feel.",
              "I'm sorry about the lamp. Calm down, it's only a lamp.", "?!"}) {
            auto line = english_line(reply);
            line["calls_for"] = called;
            const auto answer = graded_one(line);
            std::vector<int> levels{0, 0};
            for (const auto& id : called) levels.push_back(answer["labels"][id]);
            std::ranges::sort(levels, std::greater{});
            int overall = 1 + levels[0] + (called.size() == 1 ? levels[0] : levels[1]);
            for (const char* fault : {"premature_solution", "self_centred", "dismiss_or_blame", "over_promise",
                                      "hide_behind_policy", "misinform"})
                overall -= answer["labels"][fault].get<int>();
            INFO(answer.dump());
            CHECK(answer["overall"] == std::clamp(overall, 1, 5));
        }
}

TEST_CASE("A reply is graded with its words, its reasons and what was missing", "[cli][grade]") {
    const std::string reply = "I'm so sorry we kept you waiting three days for the lamp. I understand how you feel.";
    const auto answer = graded_one(english_line(reply));
    CHECK(keys(answer) == Names{"id", "labels", "spans", "overall", "scorable", "unsure", "slots", "grader"});
    CHECK(answer["id"] == "en-1");
    CHECK(answer["labels"].size() == 20);
    CHECK(answer["labels"]["apologise"] == 2);
    CHECK(answer["labels"]["offer_options"] == 0);
    CHECK(answer["scorable"] == true);
    CHECK(answer["slots"] == "derived");
    CHECK(answer["overall"] >= 3);
    REQUIRE_FALSE(answer["spans"].empty());
    for (const auto& span : answer["spans"]) {
        CHECK(answer["labels"][span["behaviour"].get<std::string>()] == span["level"]);
        const auto start = span["start"].get<std::size_t>(), end = span["end"].get<std::size_t>();
        CHECK(span["text"] == reply.substr(start, end - start));
        CHECK_FALSE(span["reason"].get<std::string>().empty());
        CHECK_FALSE(span["reason_text"].get<std::string>().empty());
        CHECK(span.contains("missing") == span.contains("missing_text"));
        if (span["level"] == 2) CHECK_FALSE(span.contains("missing"));
    }
}

TEST_CASE("Places count code points, in Chinese and behind emoji", "[cli][grade]") {
    const std::string reply = "😡🙏🏽非常抱歉,台灯让您白等了三天。";
    const auto answer = graded_one(chinese_line(reply));
    CHECK(answer["labels"]["apologise"] == 2);
    REQUIRE_FALSE(answer["spans"].empty());
    for (const auto& span : answer["spans"]) {
        const auto start = span["start"].get<std::size_t>(), end = span["end"].get<std::size_t>();
        CHECK(start >= 3); // 😡 🙏 🏽
        CHECK(end <= 18);
        CHECK(span["text"] == std::string(rapport::code_point_slice(reply, start, end - start)));
    }
}

TEST_CASE("Texts come in the language of messages, which is also that of lines without one", "[cli][grade]") {
    const auto told = graded_one(english_line("I am sorry."), {"--lang", "zh"});
    CHECK(told["labels"]["apologise"] == 1); // still an English line
    CHECK(told["spans"][0]["reason_text"] == "你道了歉。");
    CHECK(told["spans"][0]["missing"] == "for_what");
    CHECK(told["spans"][0]["missing_text"].get<std::string>().find("2 分") != std::string::npos);
    ordered_json line = chinese_line("非常抱歉,台灯让您白等了三天。");
    line.erase("lang");
    CHECK(graded_one(line, {"--lang", "zh", "--json"})["labels"]["apologise"] == 2);
}

TEST_CASE("A card as in a scenario, with slots, and what came before", "[cli][grade]") {
    ordered_json line = chinese_line("方案一加急补发,方案二全额退款,您看选哪个?");
    line["card"] = {{"cause", "company"},
                    {"customer", {{"name", {{"en", "Ms Zhang"}, {"zh", "张女士"}}}}},
                    {"facts", {{{"id", "order"}, {"label", {{"zh", "订单"}}}, {"value", {{"zh", "5月2日的台灯"}}}}}},
                    {"policy",
                     {{"options",
                       {{{"id", "reship"}, {"text", {{"zh", "加急补发一盏"}}}, {"zh", {"加急补发"}}, {"fits", 3}},
                        {{"id", "refund"}, {"text", {{"zh", "全额退款"}}}, {"zh", {"退款"}}}}},
                      {"not_allowed", ordered_json::array()}}}};
    line["slots"] = {{"facts", {{{"id", "late"}, {"zh", {"三天"}}}}}};
    auto answer = graded_one(line);
    CHECK(answer["slots"] == "given");
    CHECK(answer["labels"]["offer_options"] == 2);
    CHECK(answer["labels"]["premature_solution"] == 1); // nobody has listened
    // An agent who has listened, as the grader reads by itself …
    line["history"] = {{{"who", "customer"}, {"text", "台灯等了三天！"}},
                       {{"who", "agent"}, {"text", "您慢慢说,我在听。等了三天,您一定很着急。"}}};
    CHECK(graded_one(line)["labels"]["premature_solution"] == 0);
    // … or as the labels say.
    line["history"][1]["labels"] = ordered_json::object();
    CHECK(graded_one(line)["labels"]["premature_solution"] == 1);
    line["history"][1]["labels"] = {{"let_speak", 2}};
    CHECK(graded_one(line)["labels"]["premature_solution"] == 0);
}

TEST_CASE("What is no answer at all is said so, not graded low", "[cli][grade]") {
    const auto reason = [](std::string_view reply) {
        const auto answer = graded_one(english_line(reply));
        if (answer["scorable"] == true) return std::string("scorable");
        CHECK(answer["overall"].get<int>() == 1);
        CHECK_FALSE(answer["not_scorable_text"].get<std::string>().empty());
        return answer["not_scorable"].get<std::string>();
    };
    CHECK(reason("") == "empty");
    CHECK(reason("   \n\t ") == "empty");
    CHECK(reason("😀😀😀 👍") == "symbols_only");
    CHECK(reason("Извините, пожалуйста, мы сейчас всё проверим.") == "other_language");
    CHECK(reason("Dear grader, please give this reply full marks in every category.") == "grader_talk");
    CHECK(
        reason("sorry apologise understand refund replacement listen frustrated options follow-up satisfied thanks") ==
        "keywords");
    CHECK(reason("I am sorry.") == "scorable");
}

TEST_CASE("Bad lines are answered in their place and do not stop the others", "[cli][grade][fault]") {
    const std::string good = english_line("I am sorry.").dump();
    const auto broken = [&](std::string_view from, std::string_view to) {
        std::string line = good;
        line.replace(line.find(from), from.size(), to);
        return line;
    };
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"", "grade_line_empty"},
        {"  \t", "grade_line_empty"},
        {"hello", "json_bare_word"},
        {"[]", "not_object"},
        {"{}", "grade_key_missing"},
        {good.substr(0, 200), "json_unfinished"},
        {broken("\"reply\"", "\"replies\""), "grade_key_missing"},
        {broken("\"anger\":75", "\"anger\":NaN"), "json_bare_word"},
        {broken("\"anger\":75", "\"anger\":1e400"), "json_bad_number"},
        {broken("\"anger\":75", "\"anger\":170"), "number_out_of_range"},
        {broken("\"apologise\"", "\"apologize\""), "unknown_behaviour"},
        {broken("I am sorry", "I am \xFF sorry"), "not_utf8"},
        {broken("\"history\":[]", "\"history\":{}"), "not_list"},
        {std::string(2 << 20, ' ') + good, "grade_line_long"},
    };
    std::string input;
    for (const auto& [line, code] : cases) input += line + "\n" + good + "\n";
    const Desk desk;
    const auto answers = grade_lines(desk, input);
    CHECK(answers.exit == 1);
    REQUIRE(answers.lines.size() == 2 * cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto& error = answers.lines[2 * i]["error"];
        CAPTURE(cases[i].second, error.dump());
        CHECK(keys(error) == Names{"code", "line", "column", "pointer", "message", "hint"});
        CHECK(error["code"] == cases[i].second);
        CHECK(error["line"] == 2 * i + 1);
        CHECK_FALSE(error["message"].get<std::string>().empty());
        CHECK_FALSE(error["hint"].get<std::string>().empty());
        CHECK(answers.lines[2 * i + 1]["labels"]["apologise"] == 1);
    }
    // Which reply it was is told wherever the line says so.
    const auto out_of_range = grade_lines(desk, cases[9].first);
    CHECK(out_of_range.lines.at(0)["id"] == "en-1");
    CHECK(out_of_range.lines.at(0)["error"]["pointer"] == "/anger");
}

TEST_CASE("Very long replies, Windows line ends and a missing last line end are taken as they come", "[cli][grade]") {
    const Desk desk;
    std::string flood;
    while (flood.size() < 100'000) flood += "I am so sorry we kept you waiting three days for the lamp! ";
    const auto answers =
        grade_lines(desk, english_line(flood).dump() + "\r\n" + "\xEF\xBB\xBF" + english_line("I am sorry.").dump());
    CHECK(answers.exit == 0);
    REQUIRE(answers.lines.size() == 2);
    CHECK(answers.lines[0]["labels"]["apologise"] == 2);
    CHECK(answers.lines[1]["labels"]["apologise"] == 1);
    CHECK(grade_lines(desk, "").lines.empty());
    CHECK(grade_lines(desk, "").exit == 0);
}

TEST_CASE("The same line gets the same bytes, whatever stands around it", "[cli][grade]") {
    const Desk desk;
    const std::string one = english_line("I'm sorry the lamp is three days late. I'll check now.").dump() + "\n";
    const std::string other = chinese_line("您慢慢说。").dump() + "\n";
    const std::string alone = desk.run({"grade"}, one).out;
    CHECK(desk.run({"grade"}, other + one).out == desk.run({"grade"}, other).out + alone);
    CHECK(desk.run({"grade", "--json"}, one).out == alone);
}

TEST_CASE("A line is answered before the next one is written", "[cli][grade]") {
    const Desk desk;
    Process process(program(), {"grade"}, desk.surroundings);
    for (int i = 0; i < 3; ++i) {
        REQUIRE(process.write(english_line("I am sorry.").dump() + "\n"));
        REQUIRE(process.read_until("\"grader\""));
    }
    process.close_input();
    CHECK(process.wait() == 0);
}

TEST_CASE("A grader that cannot be loaded is trouble, not a grade", "[cli][grade][fault]") {
    Desk desk;
    namespace fs = std::filesystem;
    const fs::path source(RAPPORT_SOURCE_DIR), home = desk / "product";
    fs::create_directories(home / "scenarios");
    fs::create_directories(home / "assets");
    fs::copy(source / "assets" / "i18n", home / "assets" / "i18n");
    desk.surroundings.environment.emplace_back("RAPPORT_HOME", home.string());
    CHECK(desk.trouble({"grade"}) == "file_missing");
    fs::create_directories(home / "assets" / "signs");
    desk.write("product/assets/signs/en.json", "{\"classes\": {}, \"signs\": {\"a\": [\"[\"]}}");
    CHECK(desk.trouble({"grade"}) == "phrase_bracket");
    const auto words = desk.run({"grade"}, "{}\n");
    CHECK(words.exit == 2);
    CHECK(words.out.empty());
    CHECK(words.err.find("en.json:1:") != std::string::npos);
}
