// Shoulders and what they wear.
#include "sim/gui/portrait/sitter.h"

namespace rapport::gui {
namespace {

const Colour black = Colour::hex(0x10161C), white = Colour::hex(0xFFFFFF);

// Half of the shoulders, from the middle of the neckline outwards and down to the lower edge.
Shape shoulders(const Sitter& s, float neck_x, float neck_y, float dip) {
    const float up = s.e.shoulders, reach = s.f.female ? 77.0F : 86.0F;
    Shape half;
    half.from(100, dip)
        .curve(100 + neck_x * 0.55F, dip, 100 + neck_x * 0.9F, neck_y + 8 - up, 100 + neck_x, neck_y - up)
        .curve(100 + neck_x + 14, neck_y + 9 - up, 100 + reach * 0.72F, 183 - up, 100 + reach * 0.86F, 191 - up)
        .curve(100 + reach * 0.96F, 197, 100 + reach, 208, 100 + reach, 220)
        .line(100, 220)
        .mirror();
    return half;
}

void collar(const Sitter& s, Colour cloth, float reach) {
    const float up = s.e.shoulders, n = s.f.female ? 17.0F : 21.0F;
    Shape wing;
    wing.from(100 + n + 1, 166 - up)
        .curve(100 + n + 5, 172 - up, 100 + n + 4, 178 - up, 100 + n + 1, 184)
        .line(100 + reach, 195)
        .line(100.5F, 186)
        .curve(108, 182, 100 + n - 4, 176 - up, 100 + n + 1, 166 - up);
    for (const bool right : {false, true}) {
        fill(s.list, s.body, right ? wing : wing.flipped(), mix(cloth, white, 0.12F), mix(cloth, black, 0.05F));
        Shape edge;
        edge.from(100 + reach, 195).line(100.5F, 186);
        stroke(s.list, s.body, right ? edge : edge.flipped(), 0.8F, 0.8F, 0.8F, mix(cloth, black, 0.28F));
    }
}

} // namespace

void draw_clothes(const Sitter& s) {
    const Features& f = s.f;
    const Colour light = mix(f.cloth, white, 0.1F), dark = mix(f.cloth, black, 0.14F),
                 seam = mix(f.cloth, black, 0.26F);
    const float up = s.e.shoulders, n = f.female ? 17.0F : 21.0F;
    switch (f.clothes) {
    case Clothes::crew: {
        fill(s.list, s.body, shoulders(s, n + 5, 170, 187), light, dark);
        Shape rib;
        rib.from(100 - n - 5, 170 - up)
            .curve(100 - n - 4, 182, 100 - 12, 188, 100, 188)
            .curve(112, 188, 100 + n + 4, 182, 100 + n + 5, 170 - up);
        stroke(s.list, s.body, rib, 3.2F, 4.2F, 3.2F, mix(f.cloth, black, 0.1F));
        break;
    }
    case Clothes::roll_neck: {
        fill(s.list, s.body, shoulders(s, n + 3, 168, 184), light, dark);
        Shape roll;
        roll.from(100, 166)
            .curve(108, 166, 100 + n - 1, 162, 100 + n + 0.5F, 156)
            .curve(100 + n + 3, 162, 100 + n + 4, 170, 100 + n + 4, 178 - up)
            .curve(100 + n - 4, 185, 110, 187, 100, 187)
            .mirror();
        fill(s.list, s.body, roll, mix(f.cloth, white, 0.16F), f.cloth);
        Shape fold;
        fold.from(100 - n - 3, 173 - up)
            .curve(100 - n + 4, 178, 92, 180, 100, 180)
            .curve(108, 180, 100 + n - 4, 178, 100 + n + 3, 173 - up);
        stroke(s.list, s.body, fold, 0, 1.4F, 0, seam);
        break;
    }
    case Clothes::v_neck: {
        const float reach = f.female ? 77.0F : 86.0F;
        Shape v, half;
        v.from(100 + n + 5, 169 - up).curve(100 + n + 3, 180 - up, 110, 196, 100, 206);
        half.points().assign(v.points().rbegin(), v.points().rend());
        half.curve(100 + n + 18, 179 - up, 100 + reach * 0.72F, 183 - up, 100 + reach * 0.86F, 191 - up)
            .curve(100 + reach * 0.96F, 197, 100 + reach, 208, 100 + reach, 220)
            .line(100, 220)
            .mirror();
        fill(s.list, s.body, half, light, dark);
        for (const bool right : {false, true})
            stroke(s.list, s.body, right ? v : v.flipped(), 3, 3, 3, mix(f.cloth, black, 0.1F));
        break;
    }
    case Clothes::shirt: {
        fill(s.list, s.body, shoulders(s, n + 3, 169, 190), mix(f.cloth, white, 0.3F), mix(f.cloth, white, 0.1F));
        Shape placket;
        placket.from(100, 188).line(100, 219.5F);
        stroke(s.list, s.body, placket, 1, 1, 1, mix(f.cloth, black, 0.12F));
        for (const float y : {199.0F, 212.0F}) {
            Shape knob;
            knob.ellipse(102.8F, y, 1.4F, 1.4F);
            fill(s.list, s.body, knob, mix(f.cloth, white, 0.7F));
        }
        collar(s, mix(f.cloth, white, 0.28F), 15);
        break;
    }
    default: {
        // A jacket over a light shirt.
        fill(s.list, s.body, shoulders(s, n + 3, 169, 189), f.under, mix(f.under, black, 0.08F));
        collar(s, f.under, 14);
        const float reach = f.female ? 77.0F : 86.0F;
        Shape jacket;
        jacket.from(100 + n + 3, 169 - up)
            .curve(100 + n + 15, 178 - up, 100 + reach * 0.72F, 183 - up, 100 + reach * 0.86F, 191 - up)
            .curve(100 + reach * 0.96F, 197, 100 + reach, 208, 100 + reach, 220)
            .line(102, 220)
            .curve(110, 206, 100 + n + 1, 192, 100 + n + 3, 169 - up);
        Shape lapel;
        lapel.from(100 + n + 3, 169 - up)
            .curve(100 + n + 9, 178, 100 + n + 14, 184, 100 + n + 19, 190)
            .line(100 + n + 11, 194)
            .line(100 + n + 12, 199)
            .line(102.5F, 220)
            .line(102, 220)
            .curve(110, 206, 100 + n + 1, 192, 100 + n + 3, 169 - up);
        for (const bool right : {false, true}) {
            fill(s.list, s.body, right ? jacket : jacket.flipped(), light, dark);
            fill(s.list, s.body, right ? lapel : lapel.flipped(), mix(f.cloth, white, 0.05F),
                 mix(f.cloth, black, 0.22F));
        }
        break;
    }
    }
}

} // namespace rapport::gui
