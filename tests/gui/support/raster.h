// A small software rasteriser of what ImGui wants drawn: triangles with colour, bilinear texture, alpha and clip
// rectangles.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct ImDrawData;
struct ImFontAtlas;

namespace rapport::gui {

struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba; // rows from the top, straight alpha, opaque after drawing
};

// `atlas`: the only texture (its pixels must still be in memory). `background`: 0xRRGGBB.
Picture draw_picture(const ImDrawData& data, ImFontAtlas& atlas, std::uint32_t background = 0xFFFFFF);
// False when the file cannot be written.
bool write_png(const std::string& path, const Picture& picture);

} // namespace rapport::gui
