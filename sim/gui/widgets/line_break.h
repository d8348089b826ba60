// Line breaking for mixed Chinese and English text. Pure: no fonts, no ImGui; widths come from the caller.
//
// Rules (after JIS X 4051 / CLREQ, as far as a conversation needs them): between two Han characters a line may break;
// no line starts with closing punctuation (。,、!?;:)」』】》…) nor ends with opening punctuation (「(『【《“‘); never
// inside a Latin word or a number (order number, price, time, e-mail or web address); a word longer than the line is
// cut as a last resort. Spaces at a break hang and take no room. "\n" always breaks.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::gui {

struct Line {
    std::size_t begin = 0, end = 0; // bytes in the text, trailing spaces and "\n" excluded
    std::size_t first_code_point = 0, code_points = 0;
    float width = 0;         // of [begin, end)
    bool hard_break = false; // ended by "\n"
};

// Advance of one code point in the caller's unit; never negative.
using Measure = std::function<float(char32_t)>;

// At least one line, also for empty text. `width` ≤ 0: only "\n" breaks. Invalid UTF-8 bytes count as U+FFFD, one each.
std::vector<Line> break_lines(std::string_view text, float width, const Measure& measure);

// May a line break between these two neighbours? (Spaces are handled by break_lines.) Exposed for tests.
bool may_break_between(char32_t before, char32_t after);

// Any Han, kana or full-width character: text that takes the taller line height.
bool has_chinese(std::string_view utf8);

// Byte offset of the n-th code point (text.size() when beyond).
std::size_t byte_of_code_point(std::string_view text, std::size_t n);
// Different code points of the text, sorted.
std::u32string code_points_of(std::string_view utf8);

} // namespace rapport::gui
