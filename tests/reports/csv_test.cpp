// Tables as text: what a reader of RFC 4180 gets back, and what a spreadsheet must not take for a formula.
#include "sim/reports/csv.h"
#include "tests/reports/exported_attempt.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::reports;

namespace {

std::string one_cell(std::string_view text) {
    CsvTable table;
    table.text(text).end_line();
    return table.bytes();
}

} // namespace

TEST_CASE("Lines end in CRLF, cells stand between commas", "[reports][csv]") {
    CsvTable table;
    table.text("小周").number(std::int64_t{-3}).nothing().hundredths(8750).yes_no(true).end_line();
    table.number(std::optional<int>()).hundredths(std::nullopt).yes_no(std::nullopt).yes_no(false).no_grade();
    table.end_line();
    CHECK(table.bytes() == "小周,-3,,87.50,1\r\n,,,0,-\r\n");
}

TEST_CASE("Points have two decimals and a dot", "[reports][csv]") {
    CHECK(two_decimals(0) == "0.00");
    CHECK(two_decimals(5) == "0.05");
    CHECK(two_decimals(1667) == "16.67");
    CHECK(two_decimals(10000) == "100.00");
}

TEST_CASE("What would split a cell puts it in quotation marks", "[reports][csv]") {
    CHECK(one_cell("plain words") == "plain words\r\n");
    CHECK(one_cell("a,b") == "\"a,b\"\r\n");
    CHECK(one_cell("say \"no\"") == "\"say \"\"no\"\"\"\r\n");
    CHECK(one_cell("two\nlines") == "\"two\nlines\"\r\n");
    CHECK(one_cell("a;b") == "\"a;b\"\r\n"); // some countries' spreadsheets split there
    CHECK(one_cell(" edge ") == "\" edge \"\r\n");
    CHECK(one_cell(std::string_view("a\0b", 3)) == "ab\r\n");
    for (const std::string text : {"a,b", "say \"no\"", "a;b", " edge ", "\"", "\"\"", ",", "“引号”，中文"})
        CHECK(tests::cells(one_cell(text)) == std::vector{text});
}

TEST_CASE("A text that would run as a formula gets an apostrophe, a number never", "[reports][csv]") {
    for (const std::string text : {"=SUM(A1:A9)", "+1", "-1", "@now", "＝1", "＋1", "－1", "＠x"})
        CHECK(tests::cells(one_cell(text)) == std::vector{"'" + text});
    CHECK(one_cell("\t=1") == "\"'\t=1\"\r\n");
    CHECK(one_cell("\r=1") == "\"'\r=1\"\r\n");
    CHECK(one_cell("\n=1") == "\"'\n=1\"\r\n");
    CHECK(one_cell(std::string_view("\0=1", 3)) == "'=1\r\n"); // what is left once it is harmless counts
    CHECK(one_cell("=cmd|'/c calc'!A0,\"x\"") == "\"'=cmd|'/c calc'!A0,\"\"x\"\"\"\r\n");
    CHECK(one_cell("a=1") == "a=1\r\n");
    // Some countries' spreadsheets split at a semicolon, whatever stands in quotation marks.
    CHECK(one_cell("x;=1") == "\"x;'=1\"\r\n");
    CHECK(one_cell("x; +1;y") == "\"x; '+1;y\"\r\n");
    CHECK(one_cell("two\n-1") == "\"two\n'-1\"\r\n");
    CHECK(one_cell("x;") == "\"x;\"\r\n");
    CHECK(one_cell("'quoted'") == "'quoted'\r\n");
}
