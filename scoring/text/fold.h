// A reply made comparable, character by character: what may be written in several ways is written in one.
//
//   full width → half width       ABC123,!? → abc123,!?      (。 、 stay)
//   traditional → simplified      對嗎 → 对吗                 characters that would become several stay
//   capitals → small letters      simple case folding: ß stays
//   one kind of each mark         ’ ‘ ` ´ → '    “ „ « 「 『 → “    ” » 」 』 → ”    – — − → -    ⋯ → …    ~ 〜 → ~
//   one kind of space             no-break, thin, ideographic, tab, CR → space; line and paragraph separators → line
//   feed
//
// Every code point becomes exactly one, so places in the folded text are places in the text as typed. Any bytes are
// accepted: a malformed byte counts as one U+FFFD (sim/base/text.h). Traditional characters are folded one by one,
// without looking at their neighbours: 著 becomes 着 and 乾 becomes 干 everywhere, which is fine for comparing.
//
// The table is made at the first call (ICU's "Hant-Hans"), once and safe between threads; without ICU's data
// traditional characters stay as they are.
#pragma once

#include "scoring/text/characters.h"

#include <string>
#include <string_view>

namespace rapport::scoring {

char32_t folded(char32_t c);
// As many code points as `utf8` has.
std::u32string folded(std::string_view utf8);
// The bytes of `utf8` at `range`; ranges that reach beyond its end are cut there.
std::string_view as_typed(std::string_view utf8, TextRange range);
// UTF-8 of folded text.
std::string utf8_of(std::u32string_view text);

} // namespace rapport::scoring
