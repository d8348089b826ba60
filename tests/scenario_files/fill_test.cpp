// Words of the card inside other texts.
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;

namespace {

std::shared_ptr<const dialogue::Scenario> clean(const std::string& text) {
    const auto result = read_scenario(text, "fill.json");
    INFO(listed(result.diagnostics));
    REQUIRE(result.diagnostics.empty());
    return result.scenario;
}

// The small scenario with its second ending in these words.
std::string_view said(const std::string& words, std::shared_ptr<const dialogue::Scenario>& keep) {
    keep = clean(with(small_scenario, "She hangs up.", words));
    return keep->endings[1].text[Language::en];
}

const std::string two_languages = R"({
  "format": 1, "id": "two", "version": 1, "languages": ["en", "zh"], "title": {"en": "{order}", "zh": "{order}"},
  "summary": {"en": "Call {customer}.", "zh": "致电{customer}。"},
  "channel": "phone", "grades": ["restate"],
  "card": {
    "customer": {"name": {"en": "Mr Zhang", "zh": "张先生"},
                 "history": [{"text": {"en": "Bought {order}", "zh": "买了{order}"}}]},
    "facts": [{"id": "order", "label": {"en": "Order", "zh": "订单"}, "value": {"en": "order 60418", "zh": "60418 号订单"}},
              {"id": "three-days", "label": {"en": "Late", "zh": "晚了"}, "value": {"en": "three days", "zh": "三天"}}]
  },
  "customer": {"state": "angry", "mood": {"anger": 60, "trust": 40}},
  "start": "one",
  "nodes": [{
    "id": "one", "calls_for": ["restate"],
    "asks": {"id": "where", "en": ["where is {order}"], "zh": ["{order}在哪"]},
    "says": [{"id": "l1", "text": {"en": "Where is {order}?", "zh": "{order}在哪里？"}}],
    "replies": [{
      "id": "a",
      "text": {"en": "So {order} is {three-days} late, {customer}.", "zh": "{customer}，{order}晚了{three-days}。"},
      "shows": {"restate": {"level": 2, "en": "{order} is three days late", "zh": "60418 号订单晚了{three-days}"}},
      "why": {"en": "{customer} hears it.", "zh": "{customer}听到了。"}, "to": "done", "model": true
    }]
  }],
  "endings": [{"id": "done", "outcome": "resolved", "text": {"en": "{customer} thanks you.", "zh": "{customer}道谢。"}}]
})";

} // namespace

TEST_CASE("the card's words are filled in, each language with its own", "[scenario_files][fill]") {
    const auto s = clean(two_languages);
    CHECK(s->title[Language::en] == "order 60418");
    CHECK(s->title[Language::zh] == "60418 号订单");
    CHECK(s->summary[Language::zh] == "致电张先生。");
    CHECK(s->history[0].text[Language::en] == "Bought order 60418");
    CHECK(s->lines[0].text[Language::en] == "Where is order 60418?");
    CHECK(s->lines[0].text[Language::zh] == "60418 号订单在哪里？");
    CHECK(s->replies[0].text[Language::en] == "So order 60418 is three days late, Mr Zhang.");
    CHECK(s->replies[0].text[Language::zh] == "张先生，60418 号订单晚了三天。");
    CHECK(s->replies[0].why[Language::en] == "Mr Zhang hears it.");
    CHECK(s->endings[0].text[Language::zh] == "张先生道谢。");
    CHECK(s->phrases[s->slots[s->nodes[0].asks].phrases.in[0].first] == "where is order 60418");
    CHECK(s->phrases[s->slots[s->nodes[0].asks].phrases.in[1].first] == "60418 号订单在哪");
}

TEST_CASE("a quote is the words as the trainee sees them", "[scenario_files][fill]") {
    const auto s = clean(two_languages);
    CHECK(s->shown[0].quote[Language::en] == "order 60418 is three days late");
    CHECK(s->shown[0].quote[Language::zh] == "60418 号订单晚了三天");
    CHECK(s->replies[0].text[Language::en].find(s->shown[0].quote[Language::en]) == 3);
    const auto wrong =
        read_scenario(with(two_languages, "{order} is three days late", "{order} is two days late"), "f");
    REQUIRE(wrong.diagnostics.size() == 1);
    CHECK(wrong.diagnostics[0].code == "quote_not_in_text");
    CHECK(wrong.diagnostics[0].arg("quote") == "order 60418 is two days late");
}

TEST_CASE("the card may stand anywhere in the file", "[scenario_files][fill]") {
    std::string text = with(small_scenario, "She hangs up.", "{order}");
    const auto from = text.find("  \"card\""), to = text.find("  \"customer\": {\n    \"state\"");
    const std::string card = text.substr(from, to - from);
    text.erase(from, card.size());
    text.insert(text.rfind("  \"endings\""), card);
    CHECK(clean(text)->endings[1].text[Language::en] == "60418");
}

TEST_CASE("braces written twice are braces", "[scenario_files][fill]") {
    std::shared_ptr<const dialogue::Scenario> keep;
    CHECK(said("{{order}}", keep) == "{order}");
    CHECK(said("{{{order}}}", keep) == "{60418}");
    CHECK(said("a {{ b }} c", keep) == "a { b } c");
    CHECK(said("{{}}", keep) == "{}");
    CHECK(said("{order}{order}", keep) == "6041860418");
    CHECK(said("\\u007border\\u007d", keep) == "60418"); // an escape is the same character
}

TEST_CASE("what is put in is plain text, never looked at again", "[scenario_files][fill]") {
    for (const std::string value : {"{customer}", "{order}", "{{", "}", "{0} %s %n", "$1 \\\\1"}) {
        const auto result =
            read_scenario(with(with(small_scenario, "60418", value), "She hangs up.", "<{order}>"), "f");
        REQUIRE(result.scenario != nullptr);
        const auto& s = *result.scenario;
        const std::string filled = std::string("<").append(s.facts[0].value[Language::en]).append(">");
        CHECK(s.endings[1].text[Language::en] == filled);
    }
}

TEST_CASE("where one language lacks words the other stands in, and that is said", "[scenario_files][fill]") {
    const auto text = with(two_languages, R"("zh": "60418 号订单晚了)", R"("zh": "order 60418晚了)");
    const auto result = read_scenario(with(text, R"(, "zh": "60418 号订单")", ""), "f");
    REQUIRE(result.scenario != nullptr);
    REQUIRE(find(result.diagnostics, "translation_missing") != nullptr);
    const Diagnostic* d = find(result.diagnostics, "placeholder_no_words");
    REQUIRE(d != nullptr);
    CHECK(d->arg("id") == "order");
    CHECK(result.scenario->lines[0].text[Language::zh] == "order 60418在哪里？");
}

TEST_CASE("every slip in one text is said, and quotes of it bring no more", "[scenario_files][fill]") {
    const auto text = with(small_scenario, "So it is late.", "So {oder} it is {late} late. } {} {x");
    const auto result = read_scenario(with(text, "\"en\": \"it is late\"", "\"en\": \"it is {late} late\""), "f");
    INFO(listed(result.diagnostics));
    REQUIRE(result.diagnostics.size() == 6);
    CHECK(result.diagnostics[0].code == "placeholder_unknown");
    CHECK(result.diagnostics[0].arg("suggestion") == "order");
    CHECK(result.diagnostics[1].code == "placeholder_unknown");
    CHECK(result.diagnostics[2].code == "placeholder_unopened");
    CHECK(result.diagnostics[3].code == "placeholder_empty");
    CHECK(result.diagnostics[4].code == "placeholder_unclosed");
    CHECK(result.diagnostics[5].where.pointer == "/nodes/0/replies/0/shows/restate/en");
}
