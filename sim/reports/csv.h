// Tables as text (RFC 4180: commas, CRLF, cells in quotation marks where they need them), safe to open in a
// spreadsheet: a text that would be read as a formula gets an apostrophe in front.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::reports {

// Tells a spreadsheet that what follows is UTF-8; without it Excel takes Chinese for something else.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Whether an apostrophe comes before this text.
bool reads_as_formula(std::string_view text);

class CsvTable {
public:
    // Cells of the line that is being written. A text is what somebody wrote, so that it is made harmless: where it
    // begins with = + - @, a tab or a line break, or the wide form of one of the four signs, an apostrophe comes first.
    // NUL characters are left out.
    CsvTable& text(std::string_view cell);
    CsvTable& number(std::int64_t value);
    CsvTable& number(const std::optional<int>& value);              // empty where there is none
    CsvTable& hundredths(const std::optional<std::int32_t>& value); // 8750: 87.50, with a dot in every language
    CsvTable& yes_no(const std::optional<bool>& value);             // 1 or 0
    CsvTable& nothing();
    CsvTable& no_grade(); // a hyphen, Moodle's sign for none
    void end_line();

    const std::string& bytes() const { return bytes_; }

private:
    void cell(std::string_view bytes);
    std::string bytes_;
    bool first_ = true;
};

// 8750: "87.50". Not below 0.
std::string two_decimals(std::int32_t hundredths);

} // namespace rapport::reports
