// The simulated key figures. CSAT and NPS come from how the customer feels at the end; none of them is an independent
// view of the trainee's skill.
//
//   s     100 − anger + trust + outcome, 0–300; the outcome is worth 100 resolved, 60 partial, 50 escalated with
//         `hand_over` at 2 in some turn, 20 unresolved or otherwise escalated, 0 lost
//   CSAT  1 + round(4 × s / 300), 1–5          NPS  round(10 × s / 300), 0–10          (rounded half up)
//   FCR   whether the outcome is resolved: settled in this contact
//   AHT   talk + hold + wrap-up. Talk is the time the customer needs for their lines, taken as the reading allowance of
//         their text (0.3 s a word, 0.25 s a Chinese character), and the time to each reply. A transcript without texts
//         has no listening time. Where the attempt was not timed (pure choice) the figure is there and is not shown.
//   First response: from the end of the first line's reading allowance to the first reply, silences before it
//         included. Mean response: over the replies chosen or typed, each from the end of its line's allowance; a
//         silence is no response.
//
// A contact that was broken off or still runs has no CSAT, NPS, FCR or AHT; its response times stand.
#pragma once

#include "scoring/report.h"
#include "scoring/transcript.h"

namespace rapport::scoring {

Kpi kpi(const Transcript& transcript);

// What the customer's state and the outcome come to, 0–300.
int contentment(const Transcript& transcript); // the transcript has an outcome

} // namespace rapport::scoring
