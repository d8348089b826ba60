// Text for a terminal.
#include "sim/cli/columns.h"

#include <catch2/catch.hpp>

using namespace rapport::cli;

TEST_CASE("A Chinese character takes two columns, a combining mark none", "[cli][columns]") {
    CHECK(columns("") == 0);
    CHECK(columns("abc") == 3);
    CHECK(columns("等了三天") == 8);
    CHECK(columns("，。（）") == 8);
    CHECK(columns("“quote” –") == 9);
    CHECK(columns("e\u0301") == 1);
    CHECK(columns("😀") == 2);
    CHECK(columns("ｱ") == 1); // half-width kana
}

TEST_CASE("Text may not steer the terminal", "[cli][columns]") {
    CHECK(harmless("a\x1b[31mred\x07") == "a\uFFFD[31mred\uFFFD");
    CHECK(harmless("\u009b"
                   "31m") == "\uFFFD"
                             "31m");
    CHECK(harmless("two\nlines\tand 中文") == "two\nlines\tand 中文");
    CHECK(harmless("broken \xff") == "broken \uFFFD");
}

TEST_CASE("A path is one word for the shell", "[cli][columns]") {
    CHECK(shell_word("scenarios/a_b-1.json") == "scenarios/a_b-1.json");
    CHECK(shell_word("") == "''");
    CHECK(shell_word("my drill.json") == "'my drill.json'");
    CHECK(shell_word("it's") == "'it'\\''s'");
    for (const char* path : {"a{b,c}", "a[1]", "~/a", "a\nb", "中文.json", "a=b", "a%b", "a^b"})
        CHECK(shell_word(path) == "'" + std::string(path) + "'");
}

TEST_CASE("Lines break at blanks and between Chinese characters", "[cli][columns]") {
    CHECK(wrapped("one two three", 20) == "one two three");
    CHECK(wrapped("one two three", 0) == "one two three");
    CHECK(wrapped("one two three", 8) == "one two\nthree");
    CHECK(wrapped("一二三四五六七", 10) == "一二三四五\n六七");
    CHECK(wrapped("first line\n\nthird\n", 40) == "first line\n\nthird\n");
}

TEST_CASE("No line starts with a closing mark or ends with an opening one", "[cli][columns]") {
    CHECK(wrapped("一二三四五。六", 10) == "一二三四\n五。六");
    CHECK(wrapped("一二三四“五六”", 9) == "一二三四\n“五六”");
    CHECK(wrapped("一二三（四五）", 8) == "一二三\n（四五）");
}

TEST_CASE("Numbers, words and paths stay whole", "[cli][columns]") {
    CHECK(wrapped("订单号60418已付款", 8) == "订单号\n60418已\n付款");
    CHECK(wrapped("see /a/very/long/path/to/a/file.json now", 12) == "see\n/a/very/long/path/to/a/file.json\nnow");
}

TEST_CASE("Following lines stand under the words, not under the bullet", "[cli][columns]") {
    CHECK(wrapped("  1. one two three", 12) == "  1. one two\n     three");
    CHECK(wrapped("    • one two three", 13) == "    • one two\n      three");
    CHECK(wrapped("  ▸2. 一二三四五", 13) == "  ▸2. 一二三\n      四五");
    CHECK(wrapped("  hint over two lines", 12) == "  hint over\n  two lines");
    CHECK(wrapped("3 apples and pears", 10) == "3 apples\nand pears"); // a number is no bullet
}
