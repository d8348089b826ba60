// The simulated key figures. CSAT and NPS come from how the customer feels at the end; none of them is an independent
// view of the trainee's skill.
#pragma once

#include "scoring/report.h"
#include "scoring/transcript.h"

namespace rapport::scoring {

// CSAT = 1 + round(4 × s / 300), NPS = round(10 × s / 300) with s = 100 − anger + trust + outcome, where the outcome is
// worth 100 resolved, 60 partial, 50 escalated with `hand_over` at 2, 20 unresolved or escalated, 0 lost.
Kpi kpi(const Transcript& transcript);

} // namespace rapport::scoring
