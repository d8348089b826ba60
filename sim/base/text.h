// Small UTF-8 helpers. All functions accept any bytes: malformed sequences count as U+FFFD, one per offending byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// Decodes the code point at `pos` and moves `pos` behind it. pos < s.size().
char32_t next_code_point(std::string_view s, std::size_t& pos);
void append_utf8(std::string& out, char32_t c);
bool valid_utf8(std::string_view s);
// Length in code points.
std::size_t code_points(std::string_view s);
// The substring of `count` code points from code point `from` on.
std::string_view code_point_slice(std::string_view s, std::size_t from, std::size_t count);
// Where `part` occurs in `text`: start and length in code points.
struct CodePointRange {
    std::size_t start = 0;
    std::size_t length = 0;
};
std::optional<CodePointRange> find_in_code_points(std::string_view text, std::string_view part);
// Words about to stand between “ and ”: their own pairs become ‘ ’, what is inside those “ ” again, and so on. Words
// whose double marks do not come in pairs stay as they are.
std::string quoted_inside(std::string_view words);
bool is_cjk(char32_t c); // Han ideographs, kana, full-width punctuation

// The reading allowance of the response clock: 0.3 s a Latin word, 0.25 s a Chinese character (DESIGN: The customer).
// In milliseconds.
std::int64_t reading_time_ms(std::string_view text);

// The candidate nearest to `word` by edit distance (Damerau–Levenshtein, restricted), if near enough to be a slip:
// at most a third of the longer length, and at most 3.
std::optional<std::string_view> nearest(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace rapport
