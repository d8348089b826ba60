// Small things several screens share.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/surfaces.h"

#include <string>
#include <string_view>

namespace rapport::gui {

Icon channel_icon(dialogue::Channel channel);
// "name.industry.banking" where we have a word for it, else the scenario's own.
std::string_view industry_name(const App& app, std::string_view industry);
// Hundredths as people read them: 8750 → "88". The debrief shows the exact value beside it where it matters.
std::string score_text(std::int32_t hundredths);
Tone score_tone(std::int32_t hundredths); // good from 75, warn from 50, else bad
std::string header_title(const records::AttemptHeader& header, Language language);
// UTC ISO 8601 → local date and time, "2026-03-02 14:05".
std::string local_time(std::string_view iso);
// Case-insensitive for Latin letters.
bool contains_folded(std::string_view text, std::string_view part);
// Back to the library with Esc.
bool back_button(App& app, Ui& ui, std::string_view id);
// −12 with a real minus, +4.
std::string signed_number(int n);

} // namespace rapport::gui
