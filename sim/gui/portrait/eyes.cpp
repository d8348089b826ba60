// Eyes, brows and glasses: where anger, doubt and warmth are read first.
#include "sim/gui/portrait/sitter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rapport::gui {
namespace {

struct Eye {
    float half = 9.3F; // width
    float upper = 5.4F, lower = 3.0F;
    float press = 0; // how far the inner part of the upper lid comes down

    // u: −1 outer … 1 inner corner. Above (negative) and below the line between the corners.
    float top(float u) const {
        const float arch = -upper * std::pow(1 - u * u, 0.62F);
        return arch + press * (1 - u * u) * (0.55F + 0.6F * u);
    }
    float bottom(float u) const { return lower * std::pow(1 - u * u, 0.8F); }
    // The outer corner sits a little higher.
    static float tilt(float u) { return -0.9F * (1 - u) / 2; }
};

void draw_eye(const Sitter& s, bool right) {
    const Features& f = s.f;
    Eye eye;
    eye.half = (f.female ? 9.8F : 9.2F) + 0.5F * f.eyes;
    eye.upper = ((f.female ? 5.7F : 4.9F) + 0.5F * f.eyes) * s.e.lid;
    eye.lower = (3.1F + 0.3F * f.eyes) * (1 - 0.5F * s.e.squint);
    eye.press = 3.1F * s.e.glare;
    const float centre = right ? 100 + eye_x : 100 - eye_x, inward = right ? -1.0F : 1.0F;
    const auto at = [&](float u, float dy) {
        return ImVec2{centre + inward * u * eye.half, eye_y + dy + Eye::tilt(u)};
    };
    constexpr int steps = 18;
    const auto u_of = [](int i) { return -1 + 2 * static_cast<float>(i) / steps; };

    Shape lid_shade, white, upper, lower, crease;
    for (int i = 0; i <= steps; ++i)
        white.points().push_back(at(u_of(i), std::min(eye.top(u_of(i)), eye.bottom(u_of(i)) - 0.2F)));
    upper.points() = white.points();
    for (int i = steps - 1; i > 0; --i) white.points().push_back(at(u_of(i), eye.bottom(u_of(i))));
    for (int i = 2; i < steps - 1; ++i) lower.points().push_back(at(u_of(i), eye.bottom(u_of(i))));
    for (int i = 1; i < steps; ++i)
        crease.points().push_back(
            at(u_of(i), -5.4F - 2.4F * (1 - u_of(i) * u_of(i)) + 0.45F * eye.press + 0.8F * (1 - s.e.lid)));

    glow(s.list, s.head, {centre, eye_y - 2.5F}, 15, 10, s.deep.faded(0.35F));
    fill(s.list, s.head, white, Colour::hex(0xE9E4E0), Colour::hex(0xFBF9F7));
    // Iris and pupil, cut off by the lids.
    const float look = s.e.gaze * 2.2F, iris_x = centre + look, iris_y = eye_y - 0.9F;
    const auto disc = [&](float x, float y, float r) {
        Shape shape;
        shape.ellipse(x, y, r, r);
        for (ImVec2& p : shape.points()) {
            const float u = std::clamp((p.x - centre) * inward / eye.half, -0.98F, 0.98F);
            const float top = eye_y + eye.top(u) + Eye::tilt(u), bottom = eye_y + eye.bottom(u) + Eye::tilt(u);
            p.y = std::clamp(p.y, std::min(top, bottom), bottom);
        }
        return shape;
    };
    fill(s.list, s.head, disc(iris_x, iris_y, 4.9F), mix(f.iris, Colour::hex(0x000000), 0.35F),
         mix(f.iris, Colour::hex(0xFFFFFF), 0.12F));
    fill(s.list, s.head, disc(iris_x, iris_y, 2.3F), Colour::hex(0x120D0C));
    fill(s.list, s.head, disc(iris_x + 1.7F, iris_y - 1.6F, 1.2F), Colour::hex(0xFFFFFF, 235));

    stroke(s.list, s.head, crease, 0, 1.1F, 0, s.deep.faded(0.8F));
    stroke(s.list, s.head, upper, f.female ? 2.2F : 1.4F, f.female ? 2.6F : 2.0F, 0.8F,
           mix(s.line, Colour::hex(0x1C1210), 0.6F));
    if (f.female) {
        Shape lash;
        const ImVec2 corner = at(-1, 0);
        lash.from(corner.x, corner.y)
            .curve(corner.x - inward, corner.y - 0.4F, corner.x - inward * 2, corner.y - 1.2F, corner.x - inward * 2.8F,
                   corner.y - 2.4F);
        stroke(s.list, s.head, lash, 2.0F, 1.3F, 0.3F, mix(s.line, Colour::hex(0x1C1210), 0.6F));
    }
    stroke(s.list, s.head, lower, 0.1F, 1.0F, 0.1F, s.line.faded(0.55F));
}

} // namespace

void draw_eyes(const Sitter& s) {
    draw_eye(s, false);
    draw_eye(s, true);
}

void draw_brows(const Sitter& s) {
    const Features& f = s.f;
    const Colour hair = f.hair == Hair::shaved ? mix(f.hair_colour, s.skin, 0.1F) : f.hair_colour;
    const Colour colour = mix(mix(hair, Colour::hex(0x241A16), 0.25F), s.skin, f.age == Age::older ? 0.05F : 0.08F);
    const float thick = (f.female ? 3.0F : 4.4F) + 0.5F * f.brow, rest = (f.female ? 82.5F : 83.5F) - 0.6F * f.brow;
    for (const bool right : {false, true}) {
        const float uneven = right ? -s.e.brow_uneven : 0.25F * s.e.brow_uneven;
        const float inner = rest + s.e.brow_inner * 0.82F + uneven * 0.4F,
                    outer = rest + 1.2F + s.e.brow_outer + uneven;
        const float close = 9.2F - 1.5F * s.e.frown;
        const float arch = (f.female ? 4.6F : 3.4F) - 1.6F * s.e.glare - 0.3F * s.e.brow_uneven;
        Shape brow;
        brow.from(100 + close, inner)
            .curve(100 + close + 6, inner - arch * 0.7F, 100 + 24, (inner + outer) / 2 - arch * 1.35F, 100 + 32.5F,
                   outer);
        stroke(s.list, s.head, right ? brow : brow.flipped(), thick * 0.78F, thick, 0.7F, colour);
    }
}

void draw_glasses(const Sitter& s) {
    if (!s.f.glasses) return;
    const Colour frame = s.f.frame;
    const float y = eye_y + 1;
    for (const bool right : {false, true}) {
        Shape lens;
        if (s.f.round_glasses)
            lens.ellipse(100 + eye_x, y, 14.2F, 13.2F);
        else
            lens.from(107, y - 9)
                .curve(114, y - 10.5F, 127, y - 10.5F, 133.5F, y - 9)
                .curve(135.5F, y - 2, 134, y + 7, 130, y + 9.5F)
                .curve(124, y + 11.5F, 114, y + 11.5F, 109.5F, y + 9)
                .curve(106.5F, y + 6, 105.6F, y - 3, 107, y - 9);
        const Shape placed = right ? lens : lens.flipped();
        fill(s.list, s.head, placed, Colour::hex(0xFFFFFF, 34), Colour::hex(0xFFFFFF, 10));
        Shape rim = placed;
        rim.points().push_back(rim.points().front());
        stroke(s.list, s.head, rim, 1.9F, 1.9F, 1.9F, frame);
        Shape arm;
        arm.from(134.3F, y - 4).line(100 + s.cheek + 0.5F, y - 5.5F);
        stroke(s.list, s.head, right ? arm : arm.flipped(), 2.1F, 2.1F, 2.1F, frame);
    }
    Shape bridge;
    bridge.from(93.6F, y - 3.5F).curve(97, y - 6.5F, 103, y - 6.5F, 106.4F, y - 3.5F);
    stroke(s.list, s.head, bridge, 1.9F, 1.9F, 1.9F, frame);
}

} // namespace rapport::gui
