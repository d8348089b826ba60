// Rounded boxes made of upright rectangles, their corners taken from the atlas: the cheapest there is to draw, and
// crisp, since every edge lies between two pixels.
#pragma once

#include <array>

#include "sim/gui/platform/ui.h"

namespace rapport::gui {

// Radii in device pixels, clockwise from the top left corner.
using Radii = std::array<float, 4>;

void fill_rounded(ImDrawList& list, const Rect& rect, const Radii& radii, Colour colour);
// A line `width` device pixels wide along the inside of the edge.
void outline_rounded(ImDrawList& list, const Rect& rect, const Radii& radii, Colour colour, float width);

inline void fill_rounded(ImDrawList& list, const Rect& rect, float radius, Colour colour) {
    fill_rounded(list, rect, Radii{radius, radius, radius, radius}, colour);
}
inline void outline_rounded(ImDrawList& list, const Rect& rect, float radius, Colour colour, float width) {
    outline_rounded(list, rect, Radii{radius, radius, radius, radius}, colour, width);
}
inline void fill_disc(ImDrawList& list, ImVec2 centre, float radius, Colour colour) {
    fill_rounded(list, {centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius}, radius, colour);
}

} // namespace rapport::gui
