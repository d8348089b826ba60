// Text laid out for a terminal, where a Chinese character takes two columns and an unknown escape sequence can do harm.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rapport::cli {

// Columns a terminal gives this text (control characters count nothing, combining marks nothing).
std::size_t columns(std::string_view text);

// The text without control characters: each becomes U+FFFD, line ends and tabs stay. Scenario text is data and may not
// steer the terminal.
std::string harmless(std::string_view text);

// A path as a shell takes it for one word: in quotes unless all of it is in [A-Za-z0-9_./-].
std::string shell_word(std::string_view path);

// Each line broken at `width` columns; 0: not at all. Following lines stand under the first word after the line's
// indent and its bullet or number. No line starts with a closing mark such as 。 or ) or ends with an opening one;
// numbers, Latin words and paths are never cut, even where they are wider than the line.
std::string wrapped(std::string_view text, std::size_t width);

// Where standard output (or standard error) breaks its lines: the terminal's width, at most 100; where it is no
// terminal, the environment variable COLUMNS if set, else 0.
std::size_t line_width(int descriptor);

} // namespace rapport::cli
