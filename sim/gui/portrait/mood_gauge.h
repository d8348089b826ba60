// One measure of the customer's mood, 0–100: its name, a word for where it stands, the bar, the number, and how far the
// last reply moved it.
#pragma once

#include "sim/gui/widgets/choices.h"

#include <string_view>

namespace rapport::gui {

struct MoodGauge {
    std::string_view name;     // "Anger"
    std::string_view level;    // "furious"
    int value = 0, before = 0; // `before` the last reply; equal: nothing to show
    bool good_when_high = false;
};

// Takes the available width. Recorded as progress under `id`, value 0–100.
void mood_gauge(Ui& ui, std::string_view id, const MoodGauge& gauge);

// Good, doubtful or bad, by where the value stands.
Tone mood_tone(int value, bool good_when_high);

} // namespace rapport::gui
