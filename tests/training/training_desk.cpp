#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

#include <cstdio>

namespace rapport::tests {

const std::string short_drill = R"json({
  "format": 1, "id": "short-drill", "version": 2, "languages": ["en", "zh"],
  "title": {"en": "A late parcel", "zh": "包裹迟到"},
  "summary": {"en": "Three days late.", "zh": "晚了三天。"},
  "industry": "e-commerce", "channel": "phone", "difficulty": 1, "minutes": 2, "module": "m1", "family": "late", "use": "practice",
  "grades": ["restate", "acknowledge_feeling", "check_satisfaction"],
  "norms": {"first_response_s": 20, "response_s": 30, "register": "polite"},
  "card": {
    "cause": "company",
    "customer": {"name": {"en": "Mr Zhang", "zh": "张先生"}},
    "facts": [{"id": "order", "label": {"en": "Order", "zh": "订单"}, "value": {"en": "A17", "zh": "A17"}}],
    "policy": {"options": [{"id": "reship", "text": {"en": "Send it again", "zh": "补发"}, "en": ["send it again"], "zh": ["补发"], "fits": 3}], "not_allowed": []}
  },
  "customer": {
    "state": "angry", "mood": {"anger": 70, "trust": 30}, "temper": 100, "patience_s": 20,
    "personas": [{"id": "tired", "temper": 80, "mood": {"anger": 60, "trust": 25}}],
    "voice": {"gender": "m", "pitch": 0, "rate": 0},
    "hidden_need": {"id": "birthday", "text": {"en": "It is a birthday present.", "zh": "这是生日礼物。"}}
  },
  "start": "opening",
  "nodes": [
    {
      "id": "opening",
      "asks": {"id": "what", "en": ["what happened"], "zh": ["怎么回事"]},
      "says": [{"id": "l1", "text": {"en": "Three days! What happened?", "zh": "三天了!到底怎么回事?"}}],
      "calls_for": ["acknowledge_feeling"],
      "replies": [
        {"id": "a", "text": {"en": "Three days with no word would worry anyone, I will look now.", "zh": "三天没有消息,谁都会着急,我马上查。"},
         "shows": {"acknowledge_feeling": {"level": 2, "en": "Three days with no word would worry anyone", "zh": "三天没有消息,谁都会着急"}},
         "to": "moves", "why": {"en": "You named it.", "zh": "你说出了他的感受。"}, "model": true},
        {"id": "b", "text": {"en": "One moment please.", "zh": "请稍等。"}, "to": "probe", "why": {"en": "He waits again.", "zh": "他又在等。"}},
        {"id": "c", "text": {"en": "You should have read the notice.", "zh": "您应该先看通知。"}, "shows": {"dismiss_or_blame": 2}, "to": "hello", "why": {"en": "It blames him.", "zh": "这是在怪他。"}}
      ],
      "silence": {"after_s": 20, "to": "hello"}
    },
    {
      "id": "moves",
      "says": [{"id": "l2", "text": {"en": "Hm.", "zh": "嗯。"}}],
      "calls_for": [],
      "replies": [
        {"id": "never", "when": "anger > 100", "text": {"en": "Never.", "zh": "不会出现。"}, "to": "probe", "why": {"en": "-", "zh": "-"}}
      ],
      "otherwise": "probe"
    },
    {
      "id": "probe",
      "says": [{"id": "l3", "text": {"en": "It is for Friday.", "zh": "周五要用。"}}],
      "calls_for": ["restate"],
      "replies": [
        {"id": "a", "text": {"en": "So the parcel is late and you need it by Friday, is that right?", "zh": "包裹晚了,您周五前要用,对吗?"},
         "shows": {"restate": {"level": 2, "en": "the parcel is late and you need it by Friday", "zh": "包裹晚了,您周五前要用", "check": true}},
         "reveals": "birthday", "to": "close", "why": {"en": "Back in your words.", "zh": "用自己的话复述。"}, "model": true},
        {"id": "b", "text": {"en": "Could you say all that again?", "zh": "您能再说一遍吗?"}, "to": "opening", "why": {"en": "He has to repeat it.", "zh": "他得重复一遍。"}}
      ]
    },
    {
      "id": "close",
      "says": [{"id": "l4", "text": {"en": "Send it again then.", "zh": "那就补发吧。"}}],
      "calls_for": ["check_satisfaction"],
      "replies": [
        {"id": "a", "text": {"en": "It leaves today. Does that settle it for you?", "zh": "今天就发。这样处理您满意吗?"}, "offers": ["reship"],
         "shows": {"check_satisfaction": {"level": 2, "en": "Does that settle it for you?", "zh": "这样处理您满意吗?"}},
         "solution": true, "to": "resolved", "why": {"en": "You asked.", "zh": "你确认了。"}, "model": true},
        {"id": "b", "text": {"en": "Fine. Anything else?", "zh": "好的。还有别的吗?"}, "shows": {"check_satisfaction": 1}, "solution": true, "to": "partly", "why": {"en": "A formula.", "zh": "只是套话。"}}
      ]
    },
    {
      "id": "hello",
      "says": [{"id": "l5", "text": {"en": "Hello? Is anybody there?", "zh": "喂?有人吗?"}}],
      "calls_for": ["acknowledge_feeling"],
      "replies": [
        {"id": "a", "text": {"en": "I am here, and I see why you are upset.", "zh": "我在,我明白您为什么生气。"}, "shows": {"acknowledge_feeling": 1}, "to": "probe", "why": {"en": "Back in touch.", "zh": "重新接上话。"}, "model": true},
        {"id": "b", "text": {"en": "Well.", "zh": "嗯。"}, "to": "lost", "why": {"en": "He hangs up.", "zh": "他挂了电话。"}}
      ]
    }
  ],
  "endings": [
    {"id": "resolved", "outcome": "resolved", "text": {"en": "Thank you.", "zh": "谢谢。"}},
    {"id": "partly", "outcome": "partial", "text": {"en": "We will see.", "zh": "再看吧。"}},
    {"id": "lost", "outcome": "lost", "text": {"en": "He hangs up.", "zh": "他挂了电话。"}}
  ]
}
)json";

Desk::Desk(Folder::On on) : folder_(on) { open(); }

void Desk::open() {
    auto opened = training::open_services({.product = RAPPORT_SOURCE_DIR, .data = folder_ / "data"});
    REQUIRE(opened.has_value());
    services_ = std::move(*opened);
    services_.utc_now = [] { return std::string("2026-03-02T09:00:00Z"); };
    services_.new_attempt_id = [this] {
        char id[40];
        std::snprintf(id, sizeof id, "11111111-2222-4333-8444-%012d", ++ids_);
        return std::string(id);
    };
}

void Desk::restart() {
    services_ = {};
    open();
}

std::filesystem::path Desk::scenario() {
    put(folder_ / "short-drill.json", short_drill);
    return folder_ / "short-drill.json";
}

std::filesystem::path Desk::scenario(const std::string& name, const std::string& from, const std::string& to) {
    std::string text = short_drill;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    put(folder_ / name, text.replace(at, from.size(), to));
    return folder_ / name;
}

void Desk::break_database() {
    services_.database.reset();
    std::filesystem::rename(data() / "rapport.db", data() / "rapport.db.good");
    put(data() / "rapport.db", "this is no database, and long enough to be sure of it");
    restart();
}

void Desk::mend_database() {
    std::filesystem::rename(data() / "rapport.db.good", data() / "rapport.db");
    restart();
}

void say(training::Drill& drill, const std::vector<std::string>& replies) {
    std::int64_t now = 1'000'000;
    for (const std::string& reply : replies) {
        INFO(reply);
        drill.touch(now += 4000);
        REQUIRE((reply == "silence" ? drill.keep_silent(now) : drill.choose(reply, now)).has_value());
    }
}

std::string without_person(std::string log) {
    constexpr std::string_view begin = ",\"person\":\"";
    if (const auto at = log.find(begin); at != std::string::npos)
        log.erase(at, log.find('"', at + begin.size()) + 1 - at);
    return log;
}

std::vector<std::string> codes(const Diagnostics& diagnostics) {
    std::vector<std::string> found;
    for (const Diagnostic& d : diagnostics) found.push_back(d.code);
    return found;
}

} // namespace rapport::tests
