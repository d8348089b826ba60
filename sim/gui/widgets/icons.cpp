#include "sim/gui/widgets/icons.h"

#include "sim/gui/platform/emoji.h"
#include "sim/gui/widgets/icon_parts.h"

#include <array>
#include <cmath>

namespace rapport::gui {
namespace {

// Of the atlas; larger ones are few and drawn as vectors.
constexpr float largest_sprite = 64;
constexpr std::uint64_t icon_sprite = std::uint64_t{'i'} << 32;

std::uint64_t sprite_key(Icon icon, int size) {
    return icon_sprite | static_cast<std::uint64_t>(icon) << 16 | static_cast<std::uint64_t>(size);
}

float stroke_width(float size) { return std::max(1.0F, size / 24 * 1.75F); }

// ---- as a picture ----

float distance_to_segment(ImVec2 p, ImVec2 a, ImVec2 b) {
    const float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const float t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0F, 1.0F) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// How much of each pixel is covered, from the distance of its middle to the edge of what is drawn.
class Raster {
public:
    explicit Raster(int side) : side_(side), unit_(static_cast<float>(side) / 24) {
        image_.width = image_.height = side;
        image_.alpha.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    }
    GlyphImage draw(const std::vector<IconPart>& parts) {
        for (const IconPart& part : parts) draw(part);
        return std::move(image_);
    }

private:
    // `outside(p)`: distance from the edge, negative inside.
    template <class Outside>
    void cover(ImVec2 low, ImVec2 high, Outside outside) {
        const auto first = [](float at) { return std::max(0, static_cast<int>(std::floor(at - 1))); };
        const auto last = [this](float at) { return std::min(side_ - 1, static_cast<int>(std::ceil(at + 1))); };
        for (int y = first(low.y); y <= last(high.y); ++y)
            for (int x = first(low.x); x <= last(high.x); ++x) {
                const ImVec2 middle{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
                const float much = std::clamp(0.5F - outside(middle), 0.0F, 1.0F);
                unsigned char& pixel = image_.alpha[static_cast<std::size_t>(y * side_ + x)];
                pixel = std::max(pixel, static_cast<unsigned char>(std::lround(255 * much)));
            }
    }
    ImVec2 placed(ImVec2 grid) const { return {grid.x * unit_, grid.y * unit_}; }
    void segment(ImVec2 a, ImVec2 b) {
        cover({std::min(a.x, b.x) - half_, std::min(a.y, b.y) - half_},
              {std::max(a.x, b.x) + half_, std::max(a.y, b.y) + half_},
              [&](ImVec2 p) { return distance_to_segment(p, a, b) - half_; });
    }
    void inside(const std::vector<ImVec2>& points) {
        const auto size = static_cast<float>(side_);
        cover({0, 0}, {size, size}, [&](ImVec2 p) {
            bool in = false; // crossed an odd number of times on the way out
            for (std::size_t i = 0, k = points.size() - 1; i < points.size(); k = i++) {
                const ImVec2 a = placed(points[i]), b = placed(points[k]);
                if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
            }
            return in ? -1.0F : 1.0F;
        });
    }
    void draw(const IconPart& part) {
        const ImVec2 centre = placed(part.centre);
        switch (part.form) {
        case IconPart::Form::area:
            inside(part.points);
            [[fallthrough]];
        case IconPart::Form::line:
            for (std::size_t i = 1; i < part.points.size(); ++i)
                segment(placed(part.points[i - 1]), placed(part.points[i]));
            if (part.closed) segment(placed(part.points.back()), placed(part.points.front()));
            break;
        case IconPart::Form::ring:
        case IconPart::Form::disc: {
            const bool ring = part.form == IconPart::Form::ring;
            // Half a pixel less, as the vectors have it.
            const float radius = part.radius * unit_ - (ring ? 0.5F : 0.0F), reach = radius + half_;
            cover({centre.x - reach, centre.y - reach}, {centre.x + reach, centre.y + reach}, [&](ImVec2 p) {
                const float away = std::hypot(p.x - centre.x, p.y - centre.y) - radius;
                return ring ? std::abs(away) - half_ : away;
            });
            break;
        }
        case IconPart::Form::box: {
            const ImVec2 half{part.half.x * unit_ - 0.5F, part.half.y * unit_ - 0.5F};
            const float corner = std::min({part.radius * unit_, half.x, half.y});
            cover({centre.x - half.x - half_, centre.y - half.y - half_},
                  {centre.x + half.x + half_, centre.y + half.y + half_}, [&](ImVec2 p) {
                      const float dx = std::abs(p.x - centre.x) - half.x + corner,
                                  dy = std::abs(p.y - centre.y) - half.y + corner;
                      const float away = std::hypot(std::max(dx, 0.0F), std::max(dy, 0.0F)) +
                                         std::min(std::max(dx, dy), 0.0F) - corner;
                      return std::abs(away) - half_;
                  });
            break;
        }
        }
    }

    int side_;
    float unit_, half_ = stroke_width(static_cast<float>(side_)) / 2;
    GlyphImage image_;
};

GlyphImage paint_icon(std::uint64_t key) {
    return Raster(static_cast<int>(key & 0xFFFF)).draw(icon_parts(static_cast<Icon>(key >> 16 & 0xFFFF)));
}

// ---- as vectors ----

void draw_area(ImDrawList& list, const std::vector<ImVec2>& points, ImU32 colour) {
    const auto count = static_cast<float>(points.size());
    ImVec2 middle{0, 0};
    for (const ImVec2& p : points) middle = {middle.x + p.x / count, middle.y + p.y / count};
    // Smoothed edges would show as seams between the triangles; the outline smooths the rim.
    const ImDrawListFlags flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (std::size_t i = 0; i < points.size(); ++i)
        list.AddTriangleFilled(middle, points[i], points[(i + 1) % points.size()], colour);
    list.Flags = flags;
}

void draw_vectors(ImDrawList& list, Icon icon, ImVec2 at, float size, ImU32 colour) {
    const float unit = size / 24, thick = stroke_width(size);
    const auto placed = [&](ImVec2 grid) { return ImVec2{at.x + grid.x * unit, at.y + grid.y * unit}; };
    for (const IconPart& part : icon_parts(icon)) {
        const ImVec2 centre = placed(part.centre);
        const float radius = part.radius * unit;
        switch (part.form) {
        case IconPart::Form::ring:
            list.AddCircle(centre, radius, colour, 0, thick);
            break;
        case IconPart::Form::disc:
            list.AddCircleFilled(centre, radius, colour);
            break;
        case IconPart::Form::box: {
            const float x = part.half.x * unit, y = part.half.y * unit;
            list.AddRect({centre.x - x, centre.y - y}, {centre.x + x, centre.y + y}, colour, radius, 0, thick);
            break;
        }
        case IconPart::Form::line:
        case IconPart::Form::area: {
            std::vector<ImVec2> points;
            for (const ImVec2& p : part.points) points.push_back(placed(p));
            if (part.form == IconPart::Form::area) draw_area(list, points, colour);
            list.AddPolyline(points.data(), static_cast<int>(points.size()), colour,
                             part.closed ? ImDrawFlags_Closed : 0, thick);
            if (!part.closed && part.form == IconPart::Form::line)
                for (const ImVec2& end : {points.front(), points.back()})
                    list.AddCircleFilled(end, thick * 0.48F, colour, 8);
            break;
        }
        }
    }
}

// From the atlas: one rectangle. Not while the icon grows, nor before the atlas has it.
bool draw_sprite(ImDrawList& list, Icon icon, ImVec2 at, float size, ImU32 colour) {
    const Fonts* fonts = Fonts::current();
    if (fonts == nullptr || size < 1 || size > largest_sprite || size != std::round(size)) return false;
    const int side = static_cast<int>(size);
    const Sprite* sprite = fonts->sprite(sprite_key(icon, side), paint_icon);
    if (sprite == nullptr) { // the others will be met at this size too
        for (int i = 1; i < static_cast<int>(Icon::count); ++i)
            fonts->want_sprite(sprite_key(static_cast<Icon>(i), side), paint_icon);
        return false;
    }
    const ImVec2 from{std::round(at.x), std::round(at.y)};
    list.PrimReserve(6, 4);
    list.PrimRectUV(from, {from.x + size, from.y + size}, {sprite->u0, sprite->v0}, {sprite->u1, sprite->v1}, colour);
    return true;
}

} // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 at, float size, Colour colour) {
    const ImVec2 least = list.GetClipRectMin(), most = list.GetClipRectMax();
    if (at.y + size < least.y || at.y > most.y || at.x + size < least.x || at.x > most.x) return;
    if (icon == Icon::none || colour.a == 0) return;
    if (!draw_sprite(list, icon, at, size, colour.packed())) draw_vectors(list, icon, at, size, colour.packed());
}

void draw_icon_centred(ImDrawList& list, Icon icon, ImVec2 centre, float size, Colour colour) {
    draw_icon(list, icon, {std::round(centre.x - size / 2), std::round(centre.y - size / 2)}, size, colour);
}

void icon(Ui& ui, Icon which, float size, Token colour) {
    const float side = ui.px(size);
    draw_icon(*ImGui::GetWindowDrawList(), which, ImGui::GetCursorScreenPos(), side, ui.colour(colour));
    ImGui::Dummy({side, side});
}

} // namespace rapport::gui
