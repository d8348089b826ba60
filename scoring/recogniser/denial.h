// Whether the clause of a fault's sign denies it. Private to scoring/recogniser.
#pragma once

#include "scoring/recogniser/signs.h"

#include <string_view>

namespace rapport::scoring {

// "That isn't your fault" blames nobody, "I won't tell you to calm down" neither; "no, it's your own fault" does, and
// so does "I can't help it that it's your own fault".
// Only signs of blame, rudeness, playing down and calming down are denied at all; in English within three words (four
// for the milder two), in Chinese as far as SignHit::negated reaches.
bool denies_it(const Reading& reading, std::string_view sign, const SignHit& hit);

} // namespace rapport::scoring
