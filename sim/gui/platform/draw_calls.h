// Cuts what is to be drawn into calls that hold nothing but rectangles and calls of anything else. Mesa's software
// OpenGL fills an upright rectangle three times as fast as two triangles, yet finds it only where every six indices of
// a call are one (measured with Mesa 22.3, llvmpipe). To a graphics card it makes no difference.
#pragma once

struct ImDrawData;

namespace rapport::gui {

// Longer calls are cut by Mesa itself, in the middle of a rectangle.
inline constexpr unsigned most_indices_a_call = 1020;

// Same triangles, same order.
void separate_rectangles(ImDrawData& data);

} // namespace rapport::gui
