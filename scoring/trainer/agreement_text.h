// The table of a cross-validation, as text: per id how many replies truly have level 1 and level 2, how many were given
// them, quadratic weighted kappa, F1 of "level > 0" and the precision of level 2 (with what it rests on).
#pragma once

#include "scoring/learning/train.h"

#include <string>

namespace rapport::scoring {

// Empty where the language has no replies.
std::string agreement_text(Language language, const AgreementTables& tables);

} // namespace rapport::scoring
