// Whether a reply closes a restatement with a check that invites correction ("did I get that right?", 「是这样吗?」):
// what lifts "confirms understanding" from 75 to 100. Used where the author did not say (scenario key `check`).
#pragma once

#include "sim/base/language.h"

#include <string_view>

namespace rapport::scoring {

bool invites_correction(std::string_view reply, Language language);

} // namespace rapport::scoring
