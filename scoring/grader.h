// From transcript to report. Pure and exact: rational arithmetic, rounded half up to hundredths at the end.
#pragma once

#include "scoring/report.h"
#include "scoring/transcript.h"

namespace rapport::scoring {

Report grade(const Transcript& transcript);

// The opportunities of one behaviour: maximal runs of consecutive turns whose moment called for it.
// Turns on which the story moved by itself (ReplyKind::none) neither call for anything nor break a run.
std::vector<Opportunity> opportunities(const Transcript& transcript, Behaviour behaviour);

} // namespace rapport::scoring
