// The customer's face: a quiet vector illustration, head and shoulders, that follows anger and trust.
#pragma once

#include "sim/gui/platform/items.h"
#include "sim/gui/portrait/expression.h"
#include "sim/gui/portrait/features.h"

struct ImDrawList;

namespace rapport::gui {

// The grid the portrait is drawn on: its own shape, whatever the box.
inline constexpr float portrait_width = 200, portrait_height = 220;

// As large as fits in `box` (device pixels), centred, standing on its lower edge. Draws nothing outside the box.
void draw_portrait(ImDrawList& list, const Rect& box, const Features& features, const Expression& expression);

} // namespace rapport::gui
