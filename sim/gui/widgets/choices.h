// Things to set: segmented control, tabs, toggle, checkbox, slider, chips; and progress.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/interact.h"

namespace rapport::gui {

struct Choice {
    std::string id; // "light": the item is "<id of the control>.light"
    std::string label;
    Icon icon = Icon::none;
    bool enabled = true;
};

// A few exclusive choices in one well (theme, language). Left and right arrows when focused. True when `chosen`
// changed.
bool segmented(Ui& ui, std::string_view id, std::span<const Choice> choices, std::string& chosen, float width = 0);
// Tabs under a heading: label with an underline that slides. Same keys.
bool tabs(Ui& ui, std::string_view id, std::span<const Choice> choices, std::string& chosen);

// On or off, at once. The label sits left of the switch and is part of it; takes the available width (or `width`,
// design units).
bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& on, bool enabled = true,
            std::string_view note = {}, float width = 0);
// A box to tick before something else happens (agreeing, selecting several).
bool checkbox(Ui& ui, std::string_view id, std::string_view label, bool& on, bool enabled = true);
// One of several, as a list.
bool radio(Ui& ui, std::string_view id, std::string_view label, bool selected, bool enabled = true);

struct SliderOptions {
    double min = 0, max = 100, step = 1;
    bool enabled = true;
    float width = 0;                      // design units, 0: available
    std::string_view label = {};          // above, left
    std::string_view value_text = {};     // above, right (already formatted)
    std::string_view low = {}, high = {}; // below the two ends
    bool unset = false;                   // no value yet: the knob is hollow until moved (self-rating)
    bool marks = false;                   // a tick per step
};
// Pointer, arrows (step), Page up/down (ten steps), Home, End. True while it changes.
bool slider(Ui& ui, std::string_view id, double& value, const SliderOptions& options = {});

enum class Tone : std::uint8_t { neutral, accent, good, warn, bad };
Token tone_ink(Tone tone);  // text in that tone on its own soft background or on raised/surface
Token tone_soft(Tone tone); // the soft background
Token tone_solid(Tone tone);
Token tone_on_solid(Tone tone);

// A small label: channel, industry, what it trains. Not pressable.
void tag(Ui& ui, std::string_view label, Tone tone = Tone::neutral, Icon icon = Icon::none);
ImVec2 tag_size(Ui& ui, std::string_view label, Icon icon = Icon::none);
// Tags in a row that wraps within the available width.
struct TagSpec {
    std::string label;
    Tone tone = Tone::neutral;
    Icon icon = Icon::none;
};
void tag_row(Ui& ui, std::span<const TagSpec> tags);

// A filter: pressable tag, filled and ticked when on. True when pressed (the caller flips `on`'s source).
bool chip(Ui& ui, std::string_view id, std::string_view label, bool on, Icon icon = Icon::none, bool enabled = true);

// 0–1. `tone` colours the bar; `label` is recorded. `mark` ≥ 0 draws a second mark (the self-rating). Width 0:
// available.
void progress_bar(Ui& ui, std::string_view id, float fraction, Tone tone = Tone::accent, float width = 0,
                  float height = 8, float mark = -1);
// Work without a known end. Keeps asking for frames; three still dots under "reduce motion".
void spinner(Ui& ui, float size = 20);

} // namespace rapport::gui
