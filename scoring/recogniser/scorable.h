// Whether a reply is an answer at all. Private to scoring/recogniser.
#pragma once

#include "scoring/recogniser/recogniser.h"

namespace rapport::scoring {

NotScorable scorable_as(const Reading& reading, Language language);

} // namespace rapport::scoring
