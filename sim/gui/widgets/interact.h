// What all clickable things share: pointer, keyboard, focus ring, transitions, tooltip, and their place in the item
// log. Use it for a new kind of widget (a node in the graph, a point of a chart); for the usual ones see buttons.h,
// choices.h, …
#pragma once

#include <string_view>

#include "sim/gui/platform/ui.h"

namespace rapport::gui {

struct Interaction {
    bool hovered = false, held = false, focused = false;
    bool clicked = false;       // by pointer, or by Enter or Space when focused
    bool ring = false;          // draw the focus ring
    float hover = 0, press = 0; // eased 0–1
    Rect rect;
};

struct InteractOptions {
    Role role = Role::custom;
    std::string_view label = {};
    bool enabled = true;
    bool focusable = true;
    bool overlap = false; // other widgets may sit on top of it and take their own clicks
    bool keys = true;     // Enter and Space click it
};

// Takes `size` device pixels at the cursor.
Interaction interact(Ui& ui, std::string_view id, ImVec2 size, const InteractOptions& options);
// At a fixed place, cursor untouched.
Interaction interact_at(Ui& ui, std::string_view id, const Rect& rect, const InteractOptions& options);

// Two units of accent around the item, two units away from it.
void draw_focus_ring(Ui& ui, ImDrawList& list, const Rect& rect, float radius);
// Scrolled or clipped away, `around` device pixels beside it included: nothing need be drawn.
bool out_of_sight(const ImDrawList& list, const Rect& rect, float around = 0);
// Soft shadow below a raised rectangle (one sprite, nine quads). `lift` in design units: 2 resting card, 8 dialog.
// Nothing in high contrast.
void draw_shadow(Ui& ui, ImDrawList& list, const Rect& rect, float radius, float lift, float opacity = 1);
// Filled rounded rectangle with an optional hairline.
void draw_box(Ui& ui, ImDrawList& list, const Rect& rect, Colour fill, float radius, std::optional<Colour> border = {},
              float border_width = 1);

} // namespace rapport::gui
