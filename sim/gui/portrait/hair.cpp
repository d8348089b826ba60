// Hair, what hangs behind the head and what falls into the forehead.
#include "sim/gui/portrait/sitter.h"

#include <array>

namespace rapport::gui {
namespace {

Colour shine(const Sitter& s, float much = 0.16F) { return mix(s.f.hair_colour, Colour::hex(0xFFFFFF), much); }
Colour dusk(const Sitter& s, float much = 0.3F) { return mix(s.f.hair_colour, Colour::hex(0x0C0808), much); }

void strand(const Sitter& s, const Shape& shape, float width, float strength) {
    stroke(s.list, s.head, shape, 0, width, 0, shine(s, 0.35F).faded(strength));
}

void clumps(const Sitter& s, std::span<const std::array<float, 3>> circles) {
    for (const auto& [x, y, r] : circles) {
        Shape curl;
        curl.ellipse(x, y, r, r);
        fill(s.list, s.head, curl, s.f.hair_colour);
    }
    for (const auto& [x, y, r] : circles) {
        Shape arc;
        arc.from(x - r * 0.5F, y - r * 0.1F)
            .curve(x - r * 0.3F, y - r * 0.6F, x + r * 0.3F, y - r * 0.6F, x + r * 0.5F, y - r * 0.05F);
        strand(s, arc, 1.3F, 0.2F);
    }
}

// The close cap of short hair: outer edge `lift` above the skull, hairline at `line`, down to the ears.
Shape cap(const Sitter& s, float lift, float line, float corner, float side) {
    const float c = s.cheek;
    Shape half;
    half.from(100, 36 - lift)
        .curve(100 + c * 0.66F, 36 - lift, 100 + c + side, 52, 100 + c + side, 82)
        .curve(100 + c + side, 88, 100 + c + 0.8F, 93, 100 + c - 0.8F, 99)
        .curve(100 + c - 3.5F, 94, 100 + c - 3.2F, 86, 100 + c - 4.5F, 78)
        .curve(100 + c - 6, 72, 100 + corner + 2, line + 7, 100 + corner, line + 2)
        .curve(100 + corner * 0.6F, line - 1.5F, 112, line - 2, 100, line - 2)
        .mirror();
    return half;
}

} // namespace

void draw_hair_behind(const Sitter& s) {
    const float c = s.cheek;
    const Colour top = dusk(s, 0.16F), bottom = dusk(s, 0.36F);
    Shape half;
    switch (s.f.hair) {
    case Hair::bob:
        half.from(100, 25)
            .curve(138, 25, 100 + c + 13, 52, 100 + c + 12, 92)
            .curve(100 + c + 11, 120, 100 + c + 9, 138, 100 + c - 2, 148)
            .curve(126, 152, 112, 150, 100, 150)
            .mirror();
        fill(s.list, s.head, half, top, bottom);
        break;
    case Hair::straight:
        half.from(100, 25)
            .curve(138, 25, 100 + c + 12, 50, 100 + c + 12, 90)
            .curve(100 + c + 12, 130, 100 + c + 16, 165, 100 + c + 14, 196)
            .curve(136, 204, 118, 200, 100, 196)
            .mirror();
        fill(s.list, s.head, half, top, bottom);
        break;
    case Hair::waves:
        half.from(100, 23)
            .curve(140, 23, 100 + c + 16, 48, 100 + c + 14, 84)
            .curve(100 + c + 12, 104, 100 + c + 23, 112, 100 + c + 19, 132)
            .curve(100 + c + 15, 148, 100 + c + 25, 158, 100 + c + 19, 178)
            .curve(100 + c + 12, 194, 126, 196, 100, 186)
            .mirror();
        fill(s.list, s.head, half, top, bottom);
        break;
    case Hair::bun: {
        Shape knot;
        knot.ellipse(100, 23, 17, 14.5F);
        fill(s.list, s.head, knot, shine(s, 0.1F), dusk(s, 0.2F));
        Shape wind;
        wind.from(88, 24).curve(93, 15, 107, 15, 112, 23);
        strand(s, wind, 1.6F, 0.4F);
        break;
    }
    case Hair::tied: {
        Shape tail;
        tail.from(118, 108)
            .curve(136, 104, 147, 112, 152, 130)
            .curve(158, 152, 156, 176, 146, 196)
            .curve(142, 203, 134, 204, 128, 200)
            .curve(134, 184, 130, 168, 127, 150)
            .curve(125, 136, 118, 124, 118, 108);
        fill(s.list, s.head, tail, top, bottom);
        break;
    }
    case Hair::curls: {
        if (s.f.female) {
            half.from(100, 30)
                .curve(140, 28, 100 + c + 16, 60, 100 + c + 13, 96)
                .curve(100 + c + 13, 120, 100 + c + 12, 136, 100 + c - 2, 144)
                .curve(126, 146, 112, 140, 100, 140)
                .mirror();
            fill(s.list, s.head, half, top, bottom);
            constexpr std::array<std::array<float, 3>, 10> low{{{58, 140, 10},
                                                                {142, 140, 10},
                                                                {51, 131, 11},
                                                                {149, 131, 11},
                                                                {47, 118, 12},
                                                                {153, 118, 12},
                                                                {47, 103, 12},
                                                                {153, 103, 12},
                                                                {50, 94, 12},
                                                                {150, 94, 12}}};
            clumps(s, low);
        }
        constexpr std::array<std::array<float, 3>, 6> back{
            {{55, 84, 14}, {145, 84, 14}, {53, 66, 14}, {147, 66, 14}, {60, 48, 15}, {140, 48, 15}}};
        clumps(s, back);
        break;
    }
    default:
        break;
    }
}

void draw_hair_in_front(const Sitter& s) {
    const float c = s.cheek;
    const Colour top = shine(s, 0.12F), bottom = dusk(s, 0.1F);
    Shape shape;
    switch (s.f.hair) {
    case Hair::shaved:
        fill(s.list, s.head, cap(s, 1.2F, 56, 27, 0.4F), mix(s.f.hair_colour, s.skin, 0.5F).faded(0.75F),
             mix(s.f.hair_colour, s.skin, 0.62F).faded(0.6F));
        break;
    case Hair::crop:
        fill(s.list, s.head, cap(s, 7, 57, 27, 2.6F), top, bottom);
        for (const float x : {82.0F, 92.0F, 103.0F, 114.0F}) {
            Shape lock;
            lock.from(x, 52).curve(x + 1, 46, x + 3, 41, x + 7, 37);
            strand(s, lock, 1.5F, 0.35F);
        }
        break;
    case Hair::receding: {
        // The temples only, and a thin veil on top.
        fill(s.list, s.head, cap(s, 1.6F, 42, 24, 0.6F), mix(s.f.hair_colour, s.skin, 0.5F).faded(0.35F));
        for (const bool right : {false, true}) {
            Shape side;
            side.from(100 + c - 9, 56)
                .curve(100 + c + 1, 58, 100 + c + 5, 72, 100 + c + 4, 86)
                .curve(100 + c + 3, 93, 100 + c + 1, 97, 100 + c - 0.8F, 101)
                .curve(100 + c - 4, 92, 100 + c - 3, 80, 100 + c - 9, 56);
            fill(s.list, s.head, right ? side : side.flipped(), top, bottom);
        }
        break;
    }
    case Hair::parted:
        shape.from(100 - c + 0.8F, 100)
            .curve(100 - c - 3, 92, 100 - c - 5, 74, 100 - c, 58)
            .curve(64, 36, 84, 25, 106, 26)
            .curve(132, 27, 100 + c + 5, 46, 100 + c + 4, 74)
            .curve(100 + c + 4, 86, 100 + c + 1, 94, 100 + c - 0.8F, 100)
            .curve(100 + c - 4, 92, 100 + c - 2, 82, 100 + c - 6, 73)
            .curve(128, 64, 108, 62, 80, 50)
            .curve(76, 58, 68, 64, 100 - c + 7, 74)
            .curve(100 - c + 3, 82, 100 - c + 4, 92, 100 - c + 0.8F, 100);
        fill(s.list, s.head, shape, top, bottom);
        for (const float y : {34.0F, 42.0F}) {
            Shape lock;
            lock.from(82, y + 12).curve(94, y + 2, 112, y, 130, y + 12);
            strand(s, lock, 1.6F, 0.3F);
        }
        break;
    case Hair::swept:
        fill(s.list, s.head, cap(s, 12, 52, 25, 1.6F), top, bottom);
        for (const float x : {78.0F, 89.0F, 100.0F, 111.0F, 122.0F}) {
            Shape lock;
            lock.from(x, 50).curve(x - (100 - x) * 0.05F, 42, x + (100 - x) * 0.1F, 33, x + (100 - x) * 0.25F, 27);
            strand(s, lock, 1.8F, 0.32F);
        }
        break;
    case Hair::curls: {
        constexpr std::array<std::array<float, 3>, 9> front{{{66, 54, 12},
                                                             {134, 54, 12},
                                                             {76, 41, 14},
                                                             {124, 41, 14},
                                                             {92, 34, 15},
                                                             {109, 34, 15},
                                                             {82, 54, 10.5F},
                                                             {118, 54, 10.5F},
                                                             {100, 49, 12}}};
        clumps(s, front);
        break;
    }
    case Hair::pixie:
        shape.from(100 - c + 1, 98)
            .curve(100 - c - 5, 90, 100 - c - 7, 68, 100 - c + 1, 54)
            .curve(68, 32, 88, 24, 108, 25)
            .curve(136, 27, 100 + c + 8, 50, 100 + c + 4, 80)
            .curve(100 + c + 3, 90, 100 + c, 96, 100 + c - 2, 104)
            .curve(100 + c - 5, 94, 100 + c - 4, 86, 100 + c - 7, 78)
            .curve(126, 78, 96, 72, 84, 58)
            .curve(80, 68, 72, 76, 100 - c + 5, 82)
            .curve(100 - c + 4, 88, 100 - c + 3, 94, 100 - c + 1, 98);
        fill(s.list, s.head, shape, top, bottom);
        for (const float y : {36.0F, 46.0F}) {
            Shape lock;
            lock.from(86, y + 8).curve(100, y + 2, 118, y + 6, 134, y + 22);
            strand(s, lock, 1.6F, 0.32F);
        }
        break;
    case Hair::bob:
    case Hair::straight: {
        // Parted in the middle, falling past the cheeks.
        const float end = s.f.hair == Hair::bob ? 144.0F : 186.0F;
        shape.from(100, 27)
            .curve(136, 25, 100 + c + 12, 50, 100 + c + 11, 88)
            .curve(100 + c + 10, 112, 100 + c + 11, end - 20, 100 + c + 6, end)
            .curve(100 + c - 4, end - 6, 100 + c - 1, 118, 100 + c - 3, 96)
            .curve(100 + c - 5, 76, 116, 66, 101, 45);
        for (const bool right : {false, true}) {
            fill(s.list, s.head, right ? shape : shape.flipped(), top, bottom);
            Shape lock;
            lock.from(108, 40).curve(128, 52, 100 + c + 5, 68, 100 + c + 4, 104);
            strand(s, right ? lock : lock.flipped(), 2, 0.3F);
        }
        break;
    }
    case Hair::waves:
        // A side parting, one fuller wing.
        shape.from(84, 29)
            .curve(126, 18, 100 + c + 15, 46, 100 + c + 11, 84)
            .curve(100 + c + 9, 102, 100 + c + 18, 112, 100 + c + 13, 132)
            .curve(100 + c + 10, 142, 100 + c + 14, 152, 100 + c + 8, 164)
            .curve(100 + c + 1, 150, 100 + c + 3, 134, 100 + c + 1, 120)
            .curve(100 + c - 1, 106, 100 + c + 1, 92, 100 + c - 6, 78)
            .curve(128, 64, 104, 60, 84, 44);
        fill(s.list, s.head, shape, top, bottom);
        shape.from(86, 29)
            .curve(66, 32, 100 - c - 11, 54, 100 - c - 10, 84)
            .curve(100 - c - 8, 102, 100 - c - 17, 114, 100 - c - 12, 134)
            .curve(100 - c - 9, 144, 100 - c - 13, 152, 100 - c - 7, 164)
            .curve(100 - c, 150, 100 - c - 3, 134, 100 - c - 1, 120)
            .curve(100 - c + 1, 104, 100 - c, 90, 100 - c + 4, 78)
            .curve(68, 66, 80, 58, 86, 44);
        fill(s.list, s.head, shape, top, bottom);
        for (const float x : {112.0F, 124.0F}) {
            Shape lock;
            lock.from(x - 16, 38).curve(x + 6, 40, 100 + c + 2, 60, 100 + c + 5, 96);
            strand(s, lock, 2, 0.28F);
        }
        break;
    case Hair::bun:
    case Hair::tied:
        fill(s.list, s.head, cap(s, 8, 55, 24, 2.4F), top, bottom);
        for (const float x : {74.0F, 87.0F, 100.0F, 113.0F, 126.0F}) {
            Shape lock;
            lock.from(x, 53).curve(x, 46, x + (100 - x) * 0.2F, 38, x + (100 - x) * 0.5F, 31);
            strand(s, lock, 1.6F, 0.3F);
        }
        break;
    default:
        break;
    }
}

} // namespace rapport::gui
