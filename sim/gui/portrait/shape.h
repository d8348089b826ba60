// Drawing with curves on a small grid: outlines of any form, filled with a soft edge and a vertical shade, strokes that
// taper, soft glows. What the portrait is made of.
#pragma once

#include "sim/gui/platform/items.h"
#include "sim/gui/platform/theme.h"

#include <imgui.h>

#include <span>
#include <vector>

namespace rapport::gui {

// Grid → device pixels: `unit` pixels a grid step from `origin`, turned by `lean` radians (clockwise) about `pivot`
// (grid).
struct Placement {
    ImVec2 origin;
    float unit = 1;
    ImVec2 pivot = {0, 0};
    float lean = 0;

    ImVec2 operator()(ImVec2 grid) const;
    Placement moved(float dx, float dy) const; // by grid steps
};

// An outline in grid coordinates, y down.
class Shape {
public:
    Shape& from(float x, float y);
    Shape& line(float x, float y);
    // Cubic Bézier from the last point.
    Shape& curve(float x1, float y1, float x2, float y2, float x, float y);
    // Appends the outline so far mirrored at x = `axis`, backwards: half an outline becomes a whole one.
    Shape& mirror(float axis = 100);
    Shape& ellipse(float x, float y, float rx, float ry);
    // The same outline, seen in the mirror at x = `axis`.
    Shape flipped(float axis = 100) const;
    std::span<const ImVec2> points() const { return points_; }
    std::vector<ImVec2>& points() { return points_; }

private:
    std::vector<ImVec2> points_;
};

// Any simple outline, convex or not; `top` and `bottom` are its colours at its highest and lowest point.
void fill(ImDrawList& list, const Placement& place, const Shape& shape, Colour top, Colour bottom);
inline void fill(ImDrawList& list, const Placement& place, const Shape& shape, Colour colour) {
    fill(list, place, shape, colour, colour);
}
// An open line, `start` and `end` grid units wide at its ends and `middle` between.
void stroke(ImDrawList& list, const Placement& place, const Shape& line, float start, float middle, float end,
            Colour colour);
// Fades from the centre outwards to nothing.
void glow(ImDrawList& list, const Placement& place, ImVec2 centre, float rx, float ry, Colour colour);

} // namespace rapport::gui
