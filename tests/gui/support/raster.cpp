#include "tests/gui/support/raster.h"

#include <imgui.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rapport::gui {
namespace {

struct Texture {
    const unsigned char* rgba = nullptr;
    int width = 0, height = 0;
};

struct Sample {
    float r, g, b, a; // 0–255
};

// Bilinear, as GL_LINEAR with clamping: texel centres at half-integers.
Sample sample(const Texture& texture, float u, float v) {
    const float x = u * static_cast<float>(texture.width) - 0.5F, y = v * static_cast<float>(texture.height) - 0.5F;
    const float fx = std::floor(x), fy = std::floor(y);
    const float tx = x - fx, ty = y - fy;
    const auto texel = [&](int ix, int iy) {
        ix = std::clamp(ix, 0, texture.width - 1);
        iy = std::clamp(iy, 0, texture.height - 1);
        const unsigned char* p = texture.rgba + (static_cast<std::ptrdiff_t>(iy) * texture.width + ix) * 4;
        return Sample{static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2]),
                      static_cast<float>(p[3])};
    };
    const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
    if (tx < 0.004F && ty < 0.004F) return texel(ix, iy);
    const Sample a = texel(ix, iy), b = texel(ix + 1, iy), c = texel(ix, iy + 1), d = texel(ix + 1, iy + 1);
    const auto mix = [&](float p, float q, float r, float s) {
        return (p * (1 - tx) + q * tx) * (1 - ty) + (r * (1 - tx) + s * tx) * ty;
    };
    return {mix(a.r, b.r, c.r, d.r), mix(a.g, b.g, c.g, d.g), mix(a.b, b.b, c.b, d.b), mix(a.a, b.a, c.a, d.a)};
}

struct Clip {
    int left, top, right, bottom;
};

float channel(ImU32 colour, int shift) { return static_cast<float>((colour >> shift) & 0xFF); }

// Signed double area of (a, b, p); positive when p lies to the right of a→b with y down.
double edge(const ImVec2& a, const ImVec2& b, double x, double y) {
    return (static_cast<double>(b.x) - static_cast<double>(a.x)) * (y - static_cast<double>(a.y)) -
           (static_cast<double>(b.y) - static_cast<double>(a.y)) * (x - static_cast<double>(a.x));
}

// Of two triangles that share an edge, exactly one draws the pixels on it (top-left rule).
bool top_left(const ImVec2& a, const ImVec2& b) { return (a.y == b.y && b.x > a.x) || b.y < a.y; }

void triangle(Picture& picture, const Texture& texture, const Clip& clip, const ImDrawVert* v0, const ImDrawVert* v1,
              const ImDrawVert* v2) {
    double area = edge(v0->pos, v1->pos, static_cast<double>(v2->pos.x), static_cast<double>(v2->pos.y));
    if (area == 0) return;
    if (area < 0) {
        std::swap(v1, v2);
        area = -area;
    }
    const auto [min_x, max_x] = std::minmax({v0->pos.x, v1->pos.x, v2->pos.x});
    const auto [min_y, max_y] = std::minmax({v0->pos.y, v1->pos.y, v2->pos.y});
    const int left = std::max(clip.left, static_cast<int>(std::floor(min_x))),
              right = std::min(clip.right, static_cast<int>(std::ceil(max_x)) + 1);
    const int top = std::max(clip.top, static_cast<int>(std::floor(min_y))),
              bottom = std::min(clip.bottom, static_cast<int>(std::ceil(max_y)) + 1);
    const bool keep0 = top_left(v1->pos, v2->pos), keep1 = top_left(v2->pos, v0->pos),
               keep2 = top_left(v0->pos, v1->pos);
    const bool one_colour = v0->col == v1->col && v1->col == v2->col;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) {
            const double px = x + 0.5, py = y + 0.5;
            const double w0 = edge(v1->pos, v2->pos, px, py), w1 = edge(v2->pos, v0->pos, px, py),
                         w2 = edge(v0->pos, v1->pos, px, py);
            if (w0 < 0 || w1 < 0 || w2 < 0 || (w0 == 0 && !keep0) || (w1 == 0 && !keep1) || (w2 == 0 && !keep2))
                continue;
            const auto a = static_cast<float>(w0 / area), b = static_cast<float>(w1 / area),
                       c = static_cast<float>(w2 / area);
            const Sample t =
                sample(texture, a * v0->uv.x + b * v1->uv.x + c * v2->uv.x, a * v0->uv.y + b * v1->uv.y + c * v2->uv.y);
            const auto mixed = [&](int shift) {
                return one_colour
                           ? channel(v0->col, shift)
                           : a * channel(v0->col, shift) + b * channel(v1->col, shift) + c * channel(v2->col, shift);
            };
            const float alpha = mixed(IM_COL32_A_SHIFT) * t.a / (255.0F * 255.0F);
            if (alpha <= 0) continue;
            std::uint8_t* out = picture.rgba.data() + (static_cast<std::ptrdiff_t>(y) * picture.width + x) * 4;
            const float source[] = {mixed(IM_COL32_R_SHIFT) * t.r / 255, mixed(IM_COL32_G_SHIFT) * t.g / 255,
                                    mixed(IM_COL32_B_SHIFT) * t.b / 255};
            for (int k = 0; k < 3; ++k)
                out[k] = static_cast<std::uint8_t>(
                    std::clamp(std::lround(source[k] * alpha + static_cast<float>(out[k]) * (1 - alpha)), 0L, 255L));
        }
}

} // namespace

Picture draw_picture(const ImDrawData& data, ImFontAtlas& atlas, std::uint32_t background) {
    Picture picture;
    picture.width = static_cast<int>(data.DisplaySize.x);
    picture.height = static_cast<int>(data.DisplaySize.y);
    picture.rgba.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4);
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        picture.rgba[i] = static_cast<std::uint8_t>(background >> 16);
        picture.rgba[i + 1] = static_cast<std::uint8_t>(background >> 8);
        picture.rgba[i + 2] = static_cast<std::uint8_t>(background);
        picture.rgba[i + 3] = 255;
    }
    Texture texture;
    unsigned char* pixels = nullptr;
    atlas.GetTexDataAsRGBA32(&pixels, &texture.width, &texture.height);
    texture.rgba = pixels;
    for (int n = 0; n < data.CmdListsCount; ++n) {
        const ImDrawList* list = data.CmdLists[n];
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback) continue;
            const Clip clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                            std::max(0, static_cast<int>(command.ClipRect.y)),
                            std::min(picture.width, static_cast<int>(command.ClipRect.z)),
                            std::min(picture.height, static_cast<int>(command.ClipRect.w))};
            if (clip.right <= clip.left || clip.bottom <= clip.top) continue;
            const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
            const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
            for (unsigned k = 0; k + 2 < command.ElemCount; k += 3)
                triangle(picture, texture, clip, vertices + indices[k], vertices + indices[k + 1],
                         vertices + indices[k + 2]);
        }
    }
    return picture;
}

bool write_png(const std::string& path, const Picture& picture) {
    return stbi_write_png(path.c_str(), picture.width, picture.height, 4, picture.rgba.data(), picture.width * 4) != 0;
}

} // namespace rapport::gui
