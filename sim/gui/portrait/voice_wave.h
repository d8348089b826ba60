// The customer's voice on the phone: bars that rise while they speak, the higher the angrier, and lie still otherwise.
#pragma once

#include "sim/gui/platform/ui.h"

namespace rapport::gui {

// `loudness` 0–1; `speaking` 0 (silence) … 1, eased by the caller; `time` in seconds moves the bars, nothing else does.
void draw_voice_wave(ImDrawList& list, const Rect& box, float loudness, float speaking, double time, Colour colour);

// How loud somebody is: a continuous function of anger 0–100, at least a normal speaking voice.
float loudness_of(float anger);

} // namespace rapport::gui
