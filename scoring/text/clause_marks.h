// Where sentences and clauses end, and what stands in quotation marks. Private to scoring/text.
#pragma once

#include "scoring/text/characters.h"

#include <string_view>
#include <vector>

namespace rapport::scoring {

// What stands between paired marks: “ ”, " " and ' ' (not apostrophes) within one line. Outermost pairs only.
std::vector<TextRange> quotations_in(std::u32string_view text);

// Ranges of sentences: in order, together everything that is no space.
std::vector<TextRange> sentence_ranges(std::u32string_view text, const std::vector<TextRange>& quotations);

// Where the marks of a sentence divide it, as ranges without marks around them. Connectives are not looked at.
std::vector<TextRange> marked_clauses(std::u32string_view text, TextRange sentence,
                                      const std::vector<TextRange>& quotations);

constexpr bool ends_sentence(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == U'。' || c == U'…'; }

} // namespace rapport::scoring
