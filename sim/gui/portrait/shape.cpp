#include "sim/gui/portrait/shape.h"

#include "sim/gui/platform/emoji.h"
#include "sim/gui/platform/fonts.h"

#include <algorithm>
#include <cmath>

namespace rapport::gui {
namespace {

constexpr int curve_steps = 14;
constexpr float feather = 0.6F;     // half the width of the soft edge, pixels
constexpr float chord_error = 0.1F; // how far a straight piece may leave its curve, pixels

float cross(ImVec2 a, ImVec2 b, ImVec2 c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool inside(ImVec2 p, ImVec2 a, ImVec2 b, ImVec2 c) {
    return cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0;
}

float distance(ImVec2 p, ImVec2 a, ImVec2 b) {
    const float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const float t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0F, 1.0F) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// The points (as indices) that a line needs to look the same at this size: the first, the last, and those where it
// bends. No more than `gap` are left out in a row.
std::vector<std::size_t> needed(const std::vector<ImVec2>& p, std::size_t gap) {
    std::vector<std::size_t> kept;
    for (std::size_t at = 0; at < p.size();) {
        kept.push_back(at);
        std::size_t next = at + 1;
        const auto straight = [&](std::size_t to) {
            for (std::size_t k = at + 1; k < to; ++k)
                if (distance(p[k], p[at], p[to]) > chord_error) return false;
            return true;
        };
        while (next + 1 < p.size() && next - at <= gap && straight(next + 1)) ++next;
        at = next;
    }
    return kept;
}

// Pixels without neighbours on the same spot and as few as will do, turning so that cross products of convex corners
// are positive.
std::vector<ImVec2> outline_of(const Placement& place, std::span<const ImVec2> grid) {
    std::vector<ImVec2> out;
    for (const ImVec2 g : grid) {
        const ImVec2 p = place(g);
        if (out.empty() || std::hypot(p.x - out.back().x, p.y - out.back().y) > 0.05F) out.push_back(p);
    }
    while (out.size() > 1 && std::hypot(out.front().x - out.back().x, out.front().y - out.back().y) <= 0.05F)
        out.pop_back();
    std::vector<ImVec2> few;
    for (const std::size_t i : needed(out, out.size())) few.push_back(out[i]);
    if (few.size() > 2) out = std::move(few);
    float area = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const ImVec2 a = out[i], b = out[(i + 1) % out.size()];
        area += a.x * b.y - b.x * a.y;
    }
    if (area < 0) std::ranges::reverse(out);
    return out;
}

// Ear clipping: indices of the triangles of a simple outline.
std::vector<std::size_t> triangles_of(const std::vector<ImVec2>& p) {
    std::vector<std::size_t> left(p.size()), out;
    for (std::size_t i = 0; i < p.size(); ++i) left[i] = i;
    std::size_t at = 0, failed = 0;
    while (left.size() > 3 && failed <= left.size()) {
        const std::size_t n = left.size();
        const std::size_t a = left[(at + n - 1) % n], b = left[at % n], c = left[(at + 1) % n];
        bool ear = cross(p[a], p[b], p[c]) > 0;
        for (std::size_t k = 0; ear && k < n; ++k)
            if (left[k] != a && left[k] != b && left[k] != c && inside(p[left[k]], p[a], p[b], p[c])) ear = false;
        // Nothing left but slivers: cut one off anyway.
        if (ear || failed == n) {
            out.insert(out.end(), {a, b, c});
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(at % n));
            failed = 0;
            at = at % n;
            if (at >= left.size()) at = 0;
        } else {
            at = (at + 1) % n;
            ++failed;
        }
    }
    if (left.size() == 3) out.insert(out.end(), {left[0], left[1], left[2]});
    return out;
}

ImVec2 normal(ImVec2 a, ImVec2 b) {
    const float dx = b.x - a.x, dy = b.y - a.y, length = std::max(1e-4F, std::hypot(dx, dy));
    return {dy / length, -dx / length};
}

// Between the normals of two edges, long enough to keep the width at the corner, but not spiky.
ImVec2 joint(ImVec2 n1, ImVec2 n2) {
    const ImVec2 sum{(n1.x + n2.x) / 2, (n1.y + n2.y) / 2};
    const float square = std::max(0.4F, sum.x * sum.x + sum.y * sum.y);
    return {sum.x / square, sum.y / square};
}

// Vertices and indices written straight into the draw list.
class Mesh {
public:
    Mesh(ImDrawList& list, std::size_t vertices, std::size_t indices)
        : list_(list), white_(ImGui::GetFontTexUvWhitePixel()) {
        list.PrimReserve(static_cast<int>(indices), static_cast<int>(vertices));
        first_ = list._VtxCurrentIdx;
    }
    void vertex(ImVec2 at, Colour colour) { list_.PrimWriteVtx(at, white_, colour.packed()); }
    void triangle(std::size_t a, std::size_t b, std::size_t c) {
        for (const std::size_t i : {a, b, c}) list_.PrimWriteIdx(static_cast<ImDrawIdx>(first_ + i));
    }

private:
    ImDrawList& list_;
    ImVec2 white_;
    std::size_t first_ = 0;
};

} // namespace

ImVec2 Placement::operator()(ImVec2 grid) const {
    const float c = std::cos(lean), s = std::sin(lean), dx = grid.x - pivot.x, dy = grid.y - pivot.y;
    return {origin.x + (pivot.x + c * dx - s * dy) * unit, origin.y + (pivot.y + s * dx + c * dy) * unit};
}

Placement Placement::moved(float dx, float dy) const {
    Placement p = *this;
    p.origin = {origin.x + dx * unit, origin.y + dy * unit};
    return p;
}

Shape& Shape::from(float x, float y) {
    points_.assign(1, {x, y});
    return *this;
}

Shape& Shape::line(float x, float y) {
    points_.push_back({x, y});
    return *this;
}

Shape& Shape::curve(float x1, float y1, float x2, float y2, float x, float y) {
    const ImVec2 a = points_.back();
    for (int i = 1; i <= curve_steps; ++i) {
        const float t = static_cast<float>(i) / curve_steps, s = 1 - t;
        points_.push_back({s * s * s * a.x + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t * t * t * x,
                           s * s * s * a.y + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y});
    }
    return *this;
}

Shape& Shape::mirror(float axis) {
    for (std::size_t i = points_.size(); i-- > 0;) points_.push_back({2 * axis - points_[i].x, points_[i].y});
    return *this;
}

Shape& Shape::ellipse(float x, float y, float rx, float ry) {
    points_.clear();
    for (int i = 0; i < 36; ++i) {
        const float angle = static_cast<float>(i) * 6.2831853F / 36;
        points_.push_back({x + rx * std::cos(angle), y + ry * std::sin(angle)});
    }
    return *this;
}

Shape Shape::flipped(float axis) const {
    Shape s = *this;
    for (ImVec2& p : s.points_) p.x = 2 * axis - p.x;
    return s;
}

void fill(ImDrawList& list, const Placement& place, const Shape& shape, Colour top, Colour bottom) {
    if (top.a == 0 && bottom.a == 0) return;
    const std::vector<ImVec2> p = outline_of(place, shape.points());
    if (p.size() < 3) return;
    const std::size_t n = p.size();
    const auto [low, high] = std::ranges::minmax(p, {}, &ImVec2::y);
    const float height = std::max(1.0F, high.y - low.y);
    const std::vector<std::size_t> ears = triangles_of(p);
    Mesh mesh(list, n * 2, ears.size() + n * 6);
    for (std::size_t i = 0; i < n; ++i) {
        const ImVec2 out = joint(normal(p[(i + n - 1) % n], p[i]), normal(p[i], p[(i + 1) % n]));
        const Colour colour = mix(top, bottom, (p[i].y - low.y) / height);
        mesh.vertex({p[i].x - out.x * feather, p[i].y - out.y * feather}, colour);
        mesh.vertex({p[i].x + out.x * feather, p[i].y + out.y * feather}, colour.faded(0));
    }
    for (std::size_t i = 0; i + 2 < ears.size(); i += 3) mesh.triangle(ears[i] * 2, ears[i + 1] * 2, ears[i + 2] * 2);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t a = i * 2, b = (i + 1) % n * 2;
        mesh.triangle(a, a + 1, b + 1);
        mesh.triangle(a, b + 1, b);
    }
}

void stroke(ImDrawList& list, const Placement& place, const Shape& line, float start, float middle, float end,
            Colour colour) {
    std::vector<ImVec2> p;
    for (const ImVec2 g : line.points()) {
        const ImVec2 at = place(g);
        if (p.empty() || std::hypot(at.x - p.back().x, at.y - p.back().y) > 0.05F) p.push_back(at);
    }
    if (p.size() < 2 || colour.a == 0) return;
    // Enough of them for the width to swell and taper evenly.
    const std::vector<std::size_t> kept = needed(p, p.size() / 6);
    const std::size_t n = kept.size();
    // Thinner than the soft edge everywhere: nothing between the two edges.
    const bool hair = std::max({start, middle, end}) * place.unit <= 2 * feather;
    const std::size_t across = hair ? 3 : 4;
    Mesh mesh(list, n * across, (n - 1) * (across - 1) * 6);
    for (std::size_t k = 0; k < n; ++k) {
        const ImVec2 here = p[kept[k]];
        const ImVec2 before = normal(p[kept[k > 0 ? k - 1 : 0]], p[kept[k > 0 ? k : 1]]);
        const ImVec2 after = k + 1 < n ? normal(here, p[kept[k + 1]]) : before;
        const ImVec2 out = joint(before, after);
        const float t = static_cast<float>(kept[k]) / static_cast<float>(p.size() - 1);
        const float ends = t < 0.5F ? start : end, towards = 1 - std::abs(2 * t - 1);
        const float width = (ends + (middle - ends) * (1 - (1 - towards) * (1 - towards))) * place.unit;
        // Thinner than the soft edge: keep the edge and fade instead.
        const float half = std::max(0.0F, width / 2 - feather);
        const Colour ink = colour.faded(std::min(1.0F, width / (2 * feather)));
        const auto at = [&](float reach) { return ImVec2{here.x + out.x * reach, here.y + out.y * reach}; };
        mesh.vertex(at(-half - 2 * feather), ink.faded(0));
        mesh.vertex(at(-half), ink);
        if (!hair) mesh.vertex(at(half), ink);
        mesh.vertex(at(half + 2 * feather), ink.faded(0));
    }
    for (std::size_t k = 0; k + 1 < n; ++k)
        for (std::size_t band = 0; band + 1 < across; ++band) {
            const std::size_t a = k * across + band, b = a + across;
            mesh.triangle(a, a + 1, b + 1);
            mesh.triangle(a, b + 1, b);
        }
}

namespace {

GlyphImage paint_glow(std::uint64_t) {
    constexpr int side = 64;
    GlyphImage image;
    image.width = image.height = side;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float r =
                std::hypot(static_cast<float>(x) + 0.5F - side / 2.0F, static_cast<float>(y) + 0.5F - side / 2.0F) /
                (side / 2.0F);
            const float fade = r < 1 ? (1 - r * r) * (1 - r * r) : 0;
            image.alpha.push_back(static_cast<unsigned char>(std::lround(255 * fade)));
        }
    return image;
}

} // namespace

void glow(ImDrawList& list, const Placement& place, ImVec2 centre, float rx, float ry, Colour colour) {
    if (colour.a == 0) return;
    const Fonts* fonts = Fonts::current();
    if (const Sprite* s = fonts ? fonts->sprite(std::uint64_t{'g'} << 32, paint_glow) : nullptr) {
        list.PrimReserve(6, 4);
        list.PrimQuadUV(place({centre.x - rx, centre.y - ry}), place({centre.x + rx, centre.y - ry}),
                        place({centre.x + rx, centre.y + ry}), place({centre.x - rx, centre.y + ry}), {s->u0, s->v0},
                        {s->u1, s->v0}, {s->u1, s->v1}, {s->u0, s->v1}, colour.packed());
        return;
    }
    constexpr std::size_t rays = 32, rings = 6; // until the atlas has it
    Mesh mesh(list, 1 + rays * rings, rays * 3 + rays * (rings - 1) * 6);
    mesh.vertex(place(centre), colour);
    for (std::size_t ring = 1; ring <= rings; ++ring) {
        const float r = static_cast<float>(ring) / rings, fade = (1 - r * r) * (1 - r * r);
        for (std::size_t i = 0; i < rays; ++i) {
            const float angle = static_cast<float>(i) * 6.2831853F / rays;
            mesh.vertex(place({centre.x + rx * r * std::cos(angle), centre.y + ry * r * std::sin(angle)}),
                        colour.faded(fade));
        }
    }
    for (std::size_t i = 0; i < rays; ++i) {
        const std::size_t next = (i + 1) % rays;
        mesh.triangle(0, 1 + i, 1 + next);
        for (std::size_t ring = 1; ring < rings; ++ring) {
            const std::size_t a = 1 + (ring - 1) * rays, b = 1 + ring * rays;
            mesh.triangle(a + i, b + i, b + next);
            mesh.triangle(a + i, b + next, a + next);
        }
    }
}

} // namespace rapport::gui
