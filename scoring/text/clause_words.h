// What the words of one clause say about it. Private to scoring/text.
#pragma once

#include "scoring/text/clauses.h"
#include "scoring/text/words.h"

#include <span>
#include <string_view>
#include <vector>

namespace rapport::scoring {

// `tokens` are those of the clause.
std::vector<std::size_t> connective_starts(std::u32string_view text, std::span<const Token> tokens);
Connective opening_connective(std::u32string_view text, TextRange clause);
std::vector<TextRange> negations_in(std::u32string_view text, std::span<const Token> tokens);
void note_person(std::u32string_view text, std::span<const Token> tokens, TextClause& clause);
// English inversion or Chinese question words at the head of a clause; 吗, 好不好 … at its end.
bool begins_like_question(std::u32string_view text, std::span<const Token> tokens);
bool ends_like_question(std::u32string_view text, TextRange clause);

} // namespace rapport::scoring
