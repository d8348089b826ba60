// How a reply is made comparable, character by character.
#include "scoring/text/fold.h"
#include "sim/base/text.h"
#include "tests/scoring/text_samples.h"

#include <catch2/catch.hpp>

#include <thread>

using namespace rapport::scoring;

namespace {
std::string folded_text(std::string_view typed) { return utf8_of(folded(typed)); }
} // namespace

TEST_CASE("Folding: one way of writing for each character", "[scoring][text]") {
    const auto [typed, same] = GENERATE(table<std::string, std::string>({
        {"I'LL Check", "i'll check"},
        {"ÄÖÜ Éa ΑΒΓ ПРИВЕТ", "äöü éa αβγ привет"},
        {"ABC 123!?(50%)¥30", "abc 123!?(50%)¥30"},
        {"您好,對嗎?這樣處理", "您好,对吗?这样处理"},
        {"週三點鐘裡面禮拜幾後來兩個", "周三点钟里面礼拜几后来两个"},
        {"妳", "你"},
        {"don’t don‘t don`t don´t", "don't don't don't don't"},
        {"“a” „b‟ «c» 「d」 『e』", "“a” “b“ “c” “d” “e”"},
        {"3–5 — ——‑−", "3-5 - ----"},
        {"好~〜~ ⋯…", "好~~~ ……"},
        {"a\u00A0b\u3000c\u2009d\te\r\n", "a b c d e \n"},
        {"a\u2028b\u0085", "a\nb\n"},
        {"。、", "。、"},
    }));
    CHECK(folded_text(typed) == same);
}

TEST_CASE("Folding leaves what would become several characters", "[scoring][text]") {
    CHECK(folded_text("Straße ffi ½") == "straße ffi ½");
}

TEST_CASE("Folding knows no neighbours: 著 is 着 in every word", "[scoring][text]") {
    CHECK(folded_text("等著 著名") == "等着 着名");
    CHECK(folded(U'國') == U'国');
}

TEST_CASE("A malformed byte is one replacement character", "[scoring][text]") {
    CHECK(folded("a\xFF"
                 "b") == U"a\uFFFDb");
    CHECK(folded("\xE4\xBD") == U"\uFFFD\uFFFD");
    CHECK(folded(std::string("a\0b", 3)) == std::u32string(U"a\0b", 3));
}

TEST_CASE("Folding keeps every place, and folding twice changes nothing", "[scoring][text]") {
    auto texts = text_samples::any();
    for (auto& text : text_samples::large()) texts.push_back(std::move(text));
    for (const auto& text : texts) {
        const auto once = folded(text);
        CHECK(once.size() == rapport::code_points(text));
        CHECK(folded(utf8_of(once)) == once);
    }
}

TEST_CASE("A range gives back the words as typed", "[scoring][text]") {
    const std::string reply = "對,3天 OK";
    CHECK(as_typed(reply, {2, 4}) == "3天");
    CHECK(as_typed(reply, {5, 7}) == "OK");
    CHECK(as_typed(reply, {5, 99}) == "OK");
    CHECK(as_typed(reply, {4, 2}).empty());
}

TEST_CASE("Several threads may fold at once", "[scoring][text]") {
    std::vector<std::string> results(4);
    {
        std::vector<std::jthread> threads;
        for (auto& result : results) threads.emplace_back([&result] { result = folded_text("對嗎 OK"); });
    }
    for (const auto& result : results) CHECK(result == "对吗 ok");
}
