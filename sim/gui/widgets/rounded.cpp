#include "sim/gui/widgets/rounded.h"

#include "sim/gui/platform/emoji.h"

#include <cmath>

namespace rapport::gui {
namespace {

constexpr int largest_corner = 96;
constexpr std::uint64_t corner_sprite = std::uint64_t{'c'} << 32;

// The top left corner of a box, `radius` pixels square; `width` 0: filled.
std::uint64_t sprite_key(int radius, int width) {
    return corner_sprite | static_cast<std::uint64_t>(radius) << 16 | static_cast<std::uint64_t>(width);
}

GlyphImage paint_corner(std::uint64_t key) {
    const int side = static_cast<int>(key >> 16 & 0xFFFF);
    const auto radius = static_cast<float>(side), width = static_cast<float>(key & 0xFFFF);
    GlyphImage image;
    image.width = image.height = side;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float away = std::hypot(static_cast<float>(x) + 0.5F - radius, static_cast<float>(y) + 0.5F - radius);
            const auto covered = [&](float r) { return std::clamp(r - away + 0.5F, 0.0F, 1.0F); };
            const float much = covered(radius) - (width > 0 && width < radius ? covered(radius - width) : 0.0F);
            image.alpha.push_back(static_cast<unsigned char>(std::lround(255 * much)));
        }
    return image;
}

struct Box {
    Rect rect;                 // whole pixels
    std::array<int, 4> radius; // no two of a side overlap
};

Box snapped(const Rect& r, const Radii& radii) {
    Box box{{std::round(r.left), std::round(r.top), std::round(r.right), std::round(r.bottom)}, {}};
    const float most = std::floor(std::min(box.rect.width(), box.rect.height()) / 2);
    for (std::size_t i = 0; i < 4; ++i)
        box.radius[i] = static_cast<int>(std::clamp(std::round(radii[i]), 0.0F, std::max(0.0F, most)));
    return box;
}

// Upright rectangles, one call of the renderer for all of them.
class Brush {
public:
    Brush(ImDrawList& list, Colour colour)
        : list_(list), white_(ImGui::GetFontTexUvWhitePixel()), ink_(colour.packed()) {}

    // The corners' sprites; false: one of them is still to come.
    bool take(const std::array<int, 4>& radius, int width) {
        const Fonts* fonts = Fonts::current();
        for (std::size_t i = 0; i < 4; ++i) {
            if (radius[i] == 0) continue;
            if (fonts == nullptr || radius[i] > largest_corner) return false;
            corner_[i] = fonts->sprite(sprite_key(radius[i], std::min(width, radius[i])), paint_corner);
        }
        for (std::size_t i = 0; i < 4; ++i)
            if (radius[i] > 0 && corner_[i] == nullptr) return false;
        return true;
    }
    void plain(float left, float top, float right, float bottom) {
        if (right > left && bottom > top) put(left, top, right, bottom, white_, white_);
    }
    // Turned into place by mirroring.
    void corner(const Box& box, std::size_t which) {
        const auto side = static_cast<float>(box.radius[which]);
        if (side == 0) return;
        const bool at_right = which == 1 || which == 2, at_bottom = which >= 2;
        const float left = at_right ? box.rect.right - side : box.rect.left,
                    top = at_bottom ? box.rect.bottom - side : box.rect.top;
        const Sprite& s = *corner_[which];
        put(left, top, left + side, top + side, {at_right ? s.u1 : s.u0, at_bottom ? s.v1 : s.v0},
            {at_right ? s.u0 : s.u1, at_bottom ? s.v0 : s.v1});
    }

private:
    void put(float left, float top, float right, float bottom, ImVec2 uv_from, ImVec2 uv_to) {
        list_.PrimReserve(6, 4);
        list_.PrimRectUV({left, top}, {right, bottom}, uv_from, uv_to, ink_);
    }

    ImDrawList& list_;
    ImVec2 white_;
    ImU32 ink_;
    std::array<const Sprite*, 4> corner_{};
};

// Until the atlas has the corners.
void path_of(ImDrawList& list, const Rect& r, const std::array<int, 4>& radius, float inset) {
    constexpr float quarter = 3.14159265F / 2;
    const auto corner = [&](float x, float y, std::size_t which, float from) {
        const auto reach = static_cast<float>(radius[which]);
        const float sx = which == 0 || which == 3 ? 1.0F : -1.0F, sy = which < 2 ? 1.0F : -1.0F;
        list.PathArcTo({x + sx * reach, y + sy * reach}, std::max(0.0F, reach - inset), from * quarter,
                       (from + 1) * quarter);
    };
    corner(r.left, r.top, 0, 2);
    corner(r.right, r.top, 1, 3);
    corner(r.right, r.bottom, 2, 0);
    corner(r.left, r.bottom, 3, 1);
}

} // namespace

void fill_rounded(ImDrawList& list, const Rect& rect, const Radii& radii, Colour colour) {
    if (colour.a == 0) return;
    const Box box = snapped(rect, radii);
    const Rect& r = box.rect;
    if (r.empty()) return;
    Brush brush(list, colour);
    if (!brush.take(box.radius, 0)) {
        path_of(list, r, box.radius, 0);
        list.PathFillConvex(colour.packed());
        return;
    }
    for (std::size_t i = 0; i < 4; ++i) brush.corner(box, i);
    const auto reach = [&](std::size_t i) { return static_cast<float>(box.radius[i]); };
    const float upper = std::max(reach(0), reach(1)), lower = std::max(reach(2), reach(3));
    brush.plain(r.left + reach(0), r.top, r.right - reach(1), r.top + upper);
    brush.plain(r.left, r.top + upper, r.right, r.bottom - lower);
    brush.plain(r.left + reach(3), r.bottom - lower, r.right - reach(2), r.bottom);
    // Beside a higher neighbour.
    brush.plain(r.left, r.top + reach(0), r.left + reach(0), r.top + upper);
    brush.plain(r.right - reach(1), r.top + reach(1), r.right, r.top + upper);
    brush.plain(r.left, r.bottom - lower, r.left + reach(3), r.bottom - reach(3));
    brush.plain(r.right - reach(2), r.bottom - lower, r.right, r.bottom - reach(2));
}

void outline_rounded(ImDrawList& list, const Rect& rect, const Radii& radii, Colour colour, float width) {
    const float line = std::round(width);
    if (colour.a == 0 || line < 1) return;
    const Box box = snapped(rect, radii);
    const Rect& r = box.rect;
    if (r.empty()) return;
    Brush brush(list, colour);
    const auto reach = [&](std::size_t i) { return static_cast<float>(box.radius[i]); };
    const bool square = std::max({reach(0), reach(1), reach(2), reach(3)}) == 0;
    bool too_thick = false; // a corner smaller than the line is no quarter of a ring
    for (std::size_t i = 0; i < 4; ++i) too_thick = too_thick || (!square && reach(i) < line);
    if (too_thick || !brush.take(box.radius, static_cast<int>(line))) {
        path_of(list, r, box.radius, line / 2);
        list.PathStroke(colour.packed(), ImDrawFlags_Closed, line);
        return;
    }
    for (std::size_t i = 0; i < 4; ++i) brush.corner(box, i);
    if (square) {
        brush.plain(r.left, r.top, r.right, r.top + line);
        brush.plain(r.left, r.bottom - line, r.right, r.bottom);
        brush.plain(r.left, r.top + line, r.left + line, r.bottom - line);
        brush.plain(r.right - line, r.top + line, r.right, r.bottom - line);
        return;
    }
    brush.plain(r.left + reach(0), r.top, r.right - reach(1), r.top + line);
    brush.plain(r.left + reach(3), r.bottom - line, r.right - reach(2), r.bottom);
    brush.plain(r.left, r.top + reach(0), r.left + line, r.bottom - reach(3));
    brush.plain(r.right - line, r.top + reach(1), r.right, r.bottom - reach(2));
}

} // namespace rapport::gui
