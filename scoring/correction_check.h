// Whether a reply closes a restatement with a check that invites correction ("did I get that right?", 「是这样吗?」):
// what lifts "confirms understanding" from 75 to 100. Used where the author did not say (scenario key `check`).
//
// Three kinds of words count, outside quotation marks:
//   a question of its own after the restatement   "… Is that right?"  「……我理解得对吗?」
//   a tag on the restatement, with question mark  "…, right?"  「……,对吗?」
//   an invitation to correct                      "Correct me if I'm wrong, but …"  「如有理解偏差请您指正」
// What asks for consent or satisfaction ("is that right for you?", 「这样可以吗?」) is no such check, nor is a question
// with nothing told back before it ("Is that right?" alone is surprise), nor one that argues ("isn't that right?",
// 「难道不是吗?」). Whether there is a restatement at all is not looked at here.
#pragma once

#include "sim/base/language.h"

#include <string_view>

namespace rapport::scoring {

bool invites_correction(std::string_view reply, Language language);

} // namespace rapport::scoring
