// Whether a reply is an answer at all. Private to scoring/recogniser.
#pragma once

#include "scoring/recogniser/recogniser.h"

namespace rapport::scoring {

// The language the words are in: Chinese where a third of the words are Chinese characters.
Language language_of_words(std::u32string_view folded, Language declared);
NotScorable scorable_as(const Reading& reading, Language language);

} // namespace rapport::scoring
