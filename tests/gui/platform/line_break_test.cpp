#include "sim/gui/widgets/line_break.h"

#include "sim/base/text.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace rapport::gui;
using Texts = std::vector<std::string>;

namespace {

// One unit a Latin letter, two a Chinese character: widths can be counted by hand.
float cells(char32_t c) {
    return rapport::is_cjk(c) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x3000 && c <= 0x303F) ? 2 : 1;
}

Texts broken(std::string_view text, float width) {
    Texts out;
    for (const Line& line : break_lines(text, width, cells))
        out.emplace_back(text.substr(line.begin, line.end - line.begin));
    return out;
}

} // namespace

TEST_CASE("English breaks between words and the space hangs", "[gui][text]") {
    CHECK(broken("I hear you", 6) == Texts{"I hear", "you"});
    CHECK(broken("I hear you", 7) == Texts{"I hear", "you"});
    CHECK(broken("I hear you", 10) == Texts{"I hear you"});
    CHECK(broken("a   b", 2) == Texts{"a", "b"});
}

TEST_CASE("Chinese breaks between characters", "[gui][text]") {
    CHECK(broken("您的包裹没有消息", 6) == Texts{"您的包", "裹没有", "消息"});
}

TEST_CASE("no line starts with closing punctuation", "[gui][text]") {
    // The mark would be the first of line 2: the character before it comes along.
    CHECK(broken("我来帮您\u3002好吗\uFF1F", 8) == Texts{"我来帮", "您\u3002好", "吗\uFF1F"});
    for (const char32_t mark :
         U"\u3002\uFF0C\u3001\uFF01\uFF1F\uFF1B\uFF1A\uFF09\u300D\u300F\u3011\u300B\u201D\u2026.,!?)") {
        if (!mark) continue;
        std::string text = "一二三四";
        rapport::append_utf8(text, mark);
        text += "五六七八";
        for (const std::string& line : broken(text, 8)) {
            std::size_t at = 0;
            INFO("mark U+" << std::hex << static_cast<unsigned>(mark) << " line " << line);
            CHECK(rapport::next_code_point(line, at) != mark);
        }
    }
}

TEST_CASE("no line ends with opening punctuation", "[gui][text]") {
    CHECK(broken("她说\uFF08很急\uFF09", 6) == Texts{"她说", "\uFF08很", "急\uFF09"});
    CHECK(broken("答\u300C我明白\u300D吧", 4) == Texts{"答", "\u300C我", "明", "白\u300D", "吧"});
    CHECK(broken("费用\u00A5128元", 6).at(1).starts_with("\u00A5"));
}

TEST_CASE("words, numbers and addresses stay whole", "[gui][text]") {
    CHECK(broken("订单20231105已查", 10) == Texts{"订单", "20231105已", "查"});
    CHECK(broken("call 1-800-555 now", 12) == Texts{"call", "1-800-555", "now"});
    CHECK(broken("写信到help.me@shop-24.com吧", 20) == Texts{"写信到", "help.me@shop-24.com", "吧"});
    CHECK(broken("等了3天还没到", 5) == Texts{"等了", "3天还", "没到"}); // a number keeps its unit
    CHECK(broken("12:30 to 1,250.50", 8) == Texts{"12:30 to", "1,250.50"});
    CHECK(broken("价格50%吗", 6) == Texts{"价格", "50%吗"});
}

TEST_CASE("a dash of two and an ellipsis of two are not torn", "[gui][text]") {
    for (const std::string& line : broken("可是\u2014\u2014我等了\u2026\u2026三天", 6)) {
        CHECK_FALSE(line.starts_with("\u2014"));
        CHECK_FALSE(line.starts_with("\u2026"));
    }
}

TEST_CASE("a word longer than the line is cut as a last resort", "[gui][text]") {
    CHECK(broken("abcdefghij", 4) == Texts{"abcd", "efgh", "ij"});
    CHECK(broken("ok abcdefgh", 4) == Texts{"ok", "abcd", "efgh"});
    CHECK(broken("长", 1) == Texts{"长"}); // never an endless loop, never an empty line
}

TEST_CASE("line feeds break, also without a width", "[gui][text]") {
    CHECK(broken("a\nb\n\nc", 0) == Texts{"a", "b", "", "c"});
    CHECK(broken("a\r\nb", 0) == Texts{"a", "b"});
    CHECK(broken("", 10) == Texts{""});
    CHECK(broken("a\n", 10) == Texts{"a", ""});
    const auto lines = break_lines("ab\ncd ef", 2, cells);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].hard_break);
    CHECK_FALSE(lines[1].hard_break);
    CHECK(lines[1].first_code_point == 3);
    CHECK(lines[2].first_code_point == 6);
}

TEST_CASE("quotes of both scripts stay with their words", "[gui][text]") {
    CHECK(broken("say \"no way\" again", 8) == Texts{"say \"no", "way\"", "again"});
    CHECK(broken("don\u2019t go", 5) == Texts{"don\u2019t", "go"});
}

TEST_CASE("emoji keep their joiners, skin tones and variation selectors", "[gui][text]") {
    const std::string family = "\U0001F468\u200D\U0001F469";
    const Texts lines = broken("ab" + family + "cd", 3);
    bool whole = false;
    for (const std::string& line : lines) whole = whole || line.find(family) != std::string::npos;
    CHECK(whole);
    CHECK(broken("a\u2764\uFE0F", 1).back() == "\u2764\uFE0F");
}

TEST_CASE("broken bytes are measured and shown, not fatal", "[gui][text]") {
    CHECK(broken("\xFF\xFE", 1).size() == 2);
    CHECK(break_lines("\xE6\xB1", 10, cells).front().code_points == 2);
}

TEST_CASE("lines cover the text: nothing is lost but spaces and line feeds", "[gui][text]") {
    const std::string text = "Dear Mrs. Lin,\n\u60a8\u7684\u5305\u88f9(20231105)三天没有消息\uFF0C谁都会着急\u3002 "
                             "I'll call you back within 2 hours\u2014promised!";
    for (float width = 1; width < 60; ++width) {
        std::string joined, plain;
        for (const std::string& line : broken(text, width)) joined += line;
        for (const char c : joined)
            if (c != ' ') plain += c;
        std::string expected;
        for (const char c : text)
            if (c != ' ' && c != '\n') expected += c;
        CHECK(plain == expected);
    }
}

TEST_CASE("code points of a text, once each and sorted", "[gui][text]") {
    CHECK(code_points_of("包裹 a包") == U" a包裹");
    CHECK(byte_of_code_point("包a裹", 2) == 4);
    CHECK(byte_of_code_point("ab", 9) == 2);
    CHECK(has_chinese("ok \u597d"));
    CHECK_FALSE(has_chinese("na\u00efve \u2014 \u20ac5"));
}
