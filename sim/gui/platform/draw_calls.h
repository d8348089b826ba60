// Cuts what is to be drawn into calls that hold nothing but rectangles and calls of anything else. Mesa's software
// OpenGL draws upright rectangles, text above all, a third faster than two triangles each, yet finds them only where
// every six indices of a call are one (measured with Mesa 22.3, llvmpipe). To a graphics card it makes no difference.
//
// The font texture must stay RGBA: with a BGRA one this Mesa takes a still faster path for rectangles that leaves parts
// of the window empty.
#pragma once

struct ImDrawCmd;
struct ImDrawData;
struct ImDrawList;

namespace rapport::gui {

// Longer calls are cut by Mesa itself, in the middle of a rectangle.
inline constexpr unsigned most_indices_a_call = 1020;

// Same triangles, same order. With `fill`, large opaque rectangles become calls of it, to be filled without texture or
// blending: ClipRect is the rectangle, UserCallbackData holds its packed colour. Only where a unit is a pixel.
void separate_rectangles(ImDrawData& data, void (*fill)(const ImDrawList*, const ImDrawCmd*) = nullptr);

} // namespace rapport::gui
