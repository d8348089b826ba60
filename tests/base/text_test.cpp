#include "sim/base/text.h"

#include <catch2/catch.hpp>

using namespace rapport;

TEST_CASE("Quotation marks alternate by depth", "[base][text]") {
    CHECK(quoted_inside("no marks, don’t touch") == "no marks, don’t touch");
    CHECK(quoted_inside("“a”和“b”") == "‘a’和‘b’");
    CHECK(quoted_inside("“a ‘b’ c”") == "‘a “b” c’");
    CHECK(quoted_inside("‘a’") == "‘a’");
    CHECK(quoted_inside("still says \"preparing\", doesn't it") == "still says ‘preparing’, doesn't it");
    CHECK(quoted_inside("“she wrote \"late\"”") == "‘she wrote “late”’");
    CHECK(quoted_inside("“a ‘it’s b’ c”") == "‘a “it’s b” c’");
    // Marks without a partner are nobody's pair.
    for (const char* odd : {"“a", "a”", "”a“", "‘a", "“a’", "5\" wide"}) CHECK(quoted_inside(odd) == odd);
}

TEST_CASE("Lengths and slices count Unicode code points", "[base][text]") {
    CHECK(code_points("") == 0);
    CHECK(code_points("三天 ok") == 5);
    CHECK(code_points("\U0001F600") == 1);
    CHECK(code_point_slice("等了三天了", 2, 2) == "三天");
    CHECK(code_point_slice("abc", 1, 99) == "bc");
    CHECK(code_point_slice("abc", 5, 1).empty());
}

TEST_CASE("A quote is found by its place in code points", "[base][text]") {
    const auto range = find_in_code_points("我已经等了三天了", "三天");
    REQUIRE(range);
    CHECK(range->start == 5);
    CHECK(range->length == 2);
    CHECK_FALSE(find_in_code_points("三天", "四天"));
    CHECK_FALSE(find_in_code_points("三天", ""));
}

TEST_CASE("Malformed UTF-8 is told apart and never runs over the end", "[base][text]") {
    CHECK(valid_utf8("你好, world"));
    CHECK(valid_utf8("\xEF\xBF\xBD")); // a real U+FFFD
    for (const char* bad : {"\x80", "\xC0\xAF", "\xE4\xBD", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
        CHECK_FALSE(valid_utf8(bad));
        CHECK(code_points(bad) >= 1);
    }
    CHECK(code_points("a\xE4\xBDz") == 4); // two stray bytes, one each
}

TEST_CASE("Encoding gives back what was decoded", "[base][text]") {
    for (const char32_t c : {U'a', U'é', U'三', U'\U0001F44D'}) {
        std::string bytes;
        append_utf8(bytes, c);
        std::size_t pos = 0;
        CHECK(next_code_point(bytes, pos) == c);
        CHECK(pos == bytes.size());
    }
}

TEST_CASE("The reading allowance is 0.3 s a word and 0.25 s a Chinese character", "[base][text]") {
    CHECK(reading_time_ms("") == 0);
    CHECK(reading_time_ms("Three days without a word.") == 5 * 300);
    CHECK(reading_time_ms("I don't know") == 3 * 300); // an apostrophe does not make two words
    CHECK(reading_time_ms("我等了三天。") == 5 * 250); // punctuation is not read aloud
    CHECK(reading_time_ms("“三天”——…") == 2 * 250);    // nor are dashes, dots and quotation marks
    CHECK(reading_time_ms("Late — again") == 2 * 300);
    CHECK(reading_time_ms("订单 A12 呢") == 3 * 250 + 300);
}

TEST_CASE("A slip of the pen is recognised, a different word is not", "[base][text]") {
    const std::vector<std::string_view> keys{"shows", "silence", "says", "slots"};
    CHECK(nearest("show", keys) == "shows");
    CHECK(nearest("silnece", keys) == "silence"); // two letters swapped
    CHECK_FALSE(nearest("policy", keys));
    CHECK_FALSE(nearest("x", {}));
}
