// What a clause asks for by its form. Private to scoring/recogniser.
#pragma once

#include "scoring/checklist.h"
#include "scoring/recogniser/signs.h"

#include <initializer_list>
#include <string_view>

namespace rapport::scoring {

std::u32string_view words_in(const Reading& r, TextRange range);
bool has_any(std::u32string_view words, std::initializer_list<std::u32string_view> list);

// 2: it asks for what is told at length (what, how, why; 什么, 怎么, 哪里, about what the customer went through, wants
// or feels); 1: it asks something else; 0: it does not ask, or in scorn. English: at the head of the clause, or after
// "may I ask". Chinese: wherever the word stands; what we do, what does not matter and reproaches ask nothing.
Level asks_by_head(const Reading& r, TextRange clause);
Level asks_by_word(std::u32string_view clause);

} // namespace rapport::scoring
