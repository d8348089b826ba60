// The parts of the attempt's page (attempt.cpp). Each draws one block.
#pragma once

#include "sim/gui/screens/debrief_view.h"

#include <string>

namespace rapport::gui {

// How far the attempt is shown.
struct Step {
    int turn = 1;      // from 1; 0 where nothing was said
    bool reply = true; // false while it plays and the reply is still to come
};

// The conversation up to there, in the dress of its channel, the words of the last turn marked. `newest_at`: where that
// turn begins in the panel, device pixels.
void draw_shown(const DebriefView& view, const training::PlayedAttempt& attempt, const Step& step, float& newest_at);
// How the customer felt then, why, and what the words earned.
void draw_moment(const DebriefView& view, const Step& step);
// When, which version, how it was played, who graded it, and its id to copy.
void draw_facts(const DebriefView& view);
// "2026-03-04 10:05 · Resolved · 88 of 100"
std::string facts_in_short(const DebriefView& view);

} // namespace rapport::gui
