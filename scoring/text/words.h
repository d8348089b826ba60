// A folded reply as words: English ones with contractions opened, Chinese characters singly, figures as they stand.
//
//   "I'm sorry, we can't"   i · am · sorry · we · can · not
//   "三天没消息"             三 · 天 · 没 · 消 · 息
//   "order 8841, 4.50"      order · 8841 · 4.50
//
// Marks, spaces and emoji are no words. Ranges are ordered and never overlap; together the parts of a contraction cover
// it ("can't": can [0,3) not [3,5)). What the apostrophe cannot decide is decided by the word before it: it's, that's,
// who's … are "is", any other 's is a possessive and belongs to its word ("customer's": customer).
#pragma once

#include "scoring/text/characters.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scoring {

enum class TokenKind : std::uint8_t {
    word,   // letters of an alphabet
    han,    // one Chinese character
    number, // figures with the marks inside them: 1,000  4.50  10:30
};

struct Token {
    TokenKind kind = TokenKind::word;
    TextRange range;
    std::string word; // UTF-8, folded, without possessive 's
    std::string stem; // words: stem_of(word); otherwise the same as `word`
};

std::vector<Token> tokens_of(std::u32string_view folded);

// Plural, -ed, -ing and -ly taken off, and the common irregular verbs made present: waiting, waited, waits → wait;
// sent → send; replies → reply; -ize spelled -ise. Lower-case ASCII letters are expected, anything else comes back
// unchanged. Words that only look inflected stay (news, this, thing, need, family, hardly).
std::string stem_of(std::string_view word);

// Runs of `n` Chinese characters that stand side by side, as ranges, in order. n > 0.
std::vector<TextRange> han_ngrams(const std::vector<Token>& tokens, std::size_t n);

// FNV-1a, 64 bits (Fowler, Noll, Vo). `from` goes on from an earlier hash. Code points are hashed as their UTF-8 bytes,
// so text has the same hash in either form.
inline constexpr std::uint64_t fnv1a_start = 0xCBF29CE484222325U;
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t from = fnv1a_start) {
    for (const char byte : bytes) from = (from ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    return from;
}
std::uint64_t fnv1a(std::u32string_view text, std::uint64_t from = fnv1a_start);

} // namespace rapport::scoring
