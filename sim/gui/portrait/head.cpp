// Neck, ears, face, nose, and what the years have drawn.
#include "sim/gui/portrait/sitter.h"

#include <algorithm>

namespace rapport::gui {

Shape face_half(const Sitter& s) {
    const float c = s.cheek, j = s.jaw;
    Shape half;
    half.from(100, 36)
        .curve(100 + c * 0.62F, 36, 100 + c, 56, 100 + c, 86)
        .curve(100 + c, 104, 100 + j + 7, 118, 100 + j, 131)
        .curve(100 + j - 5, 142, 113, s.chin, 100, s.chin);
    return half;
}

void draw_neck(const Sitter& s) {
    const float half = s.f.female ? 15.5F : 20.0F, up = s.e.shoulders;
    Shape neck;
    neck.from(100 + half, 128)
        .curve(100 + half - 1, 150, 100 + half, 162, 100 + half + 3, 171 - up)
        .curve(100 + half + 12, 182 - up, 140, 186 - up, 146, 200)
        .line(100, 214)
        .mirror();
    fill(s.list, s.body, neck, s.skin, s.skin);
    // The head's shadow on it.
    Shape shadow;
    shadow.from(100 + half - 0.3F, 132)
        .curve(100 + half - 1, 146, 100 + half - 0.6F, 152, 100 + half - 0.2F, 156)
        .curve(100 + half * 0.6F, 167, 108, 169, 100, 169)
        .mirror();
    fill(s.list, s.body, shadow, s.deep, s.shade);
}

namespace {

void ears(const Sitter& s) {
    for (const bool right : {false, true}) {
        const float x = 100 + s.cheek + 1.5F;
        Shape ear;
        ear.from(x - 4, 92)
            .curve(x + 1, 84, x + 8.5F, 88, x + 7, 98)
            .curve(x + 6, 106, x + 3.5F, 114, x - 1, 115)
            .curve(x - 4, 115, x - 5, 108, x - 5, 102);
        Shape fold;
        fold.from(x, 93).curve(x + 5, 92, x + 4.5F, 101, x + 0.5F, 107);
        fill(s.list, s.head, right ? ear : ear.flipped(), s.skin, s.shade);
        stroke(s.list, s.head, right ? fold : fold.flipped(), 0.4F, 1.3F, 0.4F, s.deep);
        if (s.f.earrings) {
            Shape drop;
            drop.ellipse(x + 0.5F, 118.5F, 2.1F, 2.1F);
            fill(s.list, s.head, right ? drop : drop.flipped(), Colour::hex(0xE7C873), Colour::hex(0xB98F3A));
        }
    }
}

void nose(const Sitter& s) {
    const float wing = 7.2F + 0.8F * s.f.nose + (s.f.female ? -0.8F : 0.4F) + 1.1F * s.e.nostrils, y = nose_y;
    glow(s.list, s.head, {100, y - 3}, 9, 11, mix(s.skin, Colour::hex(0xFFFFFF), 0.35F).faded(0.42F));
    Shape bridge;
    bridge.from(93.5F, 92).curve(93, 100, 94, 106, 92.6F, 112);
    stroke(s.list, s.head, bridge, 0, 1.5F, 0.2F, s.deep.faded(0.5F));
    Shape wings;
    wings.from(100 - wing, y - 2.5F)
        .curve(100 - wing - 0.6F, y + 2.5F, 100 - wing + 3, y + 2.6F, 100 - 3.6F, y + 1.8F)
        .curve(98, y + 4.4F, 102, y + 4.4F, 100 + 3.6F, y + 1.8F)
        .curve(100 + wing - 3, y + 2.6F, 100 + wing + 0.6F, y + 2.5F, 100 + wing, y - 2.5F);
    stroke(s.list, s.head, wings, 0.5F, 2.0F, 0.5F, mix(s.deep, s.line, 0.3F));
}

// Lines of age, and those that anger and smiles deepen.
void lines(const Sitter& s) {
    const float years = s.f.age == Age::young ? 0.0F : s.f.age == Age::middle ? 0.45F : 1.0F;
    const auto both = [&](const Shape& shape, float width, Colour colour) {
        stroke(s.list, s.head, shape, 0, width, 0, colour);
        stroke(s.list, s.head, shape.flipped(), 0, width, 0, colour);
    };
    const float fold =
        std::clamp(0.25F + 0.75F * years, 0.0F, 1.0F) * (0.35F + 0.65F * std::max(s.e.cheeks, s.e.frown));
    Shape laugh;
    laugh.from(110.5F, nose_y - 1).curve(116, nose_y + 2, 118.5F, mouth_y - 6, 118.5F + s.e.cheeks, mouth_y + 1);
    both(laugh, 1.5F, s.deep.faded(fold));
    Shape bag;
    bag.from(100 + eye_x - 7, eye_y + 8.5F)
        .curve(100 + eye_x - 3, eye_y + 11.5F, 100 + eye_x + 4, eye_y + 11, 100 + eye_x + 8, eye_y + 7.5F);
    both(bag, 1.2F, s.deep.faded(0.12F + 0.55F * years + 0.2F * s.e.squint));
    if (years > 0) {
        const float crow = std::clamp(0.3F * years + 0.6F * s.e.cheeks * years, 0.0F, 1.0F);
        Shape one, two;
        one.from(100 + eye_x + 12, eye_y - 1)
            .curve(100 + eye_x + 14, eye_y - 2, 100 + eye_x + 16, eye_y - 3, 100 + eye_x + 17.5F, eye_y - 4.5F);
        two.from(100 + eye_x + 12, eye_y + 2)
            .curve(100 + eye_x + 14, eye_y + 3, 100 + eye_x + 16, eye_y + 3.6F, 100 + eye_x + 17.5F, eye_y + 4.2F);
        both(one, 0.9F, s.deep.faded(crow));
        both(two, 0.9F, s.deep.faded(crow));
    }
    const float forehead = std::clamp(0.7F * years + 0.35F * s.e.frown, 0.0F, 1.0F);
    for (const float y : {63.0F, 70.0F}) {
        Shape furrow;
        furrow.from(84, y + 0.6F).curve(92, y - 1.4F, 108, y - 1.4F, 116, y + 0.6F);
        stroke(s.list, s.head, furrow, 0, 1.1F, 0, s.deep.faded(0.45F * forehead));
    }
    // Between the brows.
    Shape between;
    between.from(104.2F, 78).curve(103, 82, 103, 85, 104, 89);
    both(between, 1.6F, mix(s.deep, s.line, 0.25F).faded(std::clamp(s.e.frown * 0.85F + 0.12F * years, 0.0F, 1.0F)));
}

} // namespace

void draw_head(const Sitter& s) {
    ears(s);
    Shape face = face_half(s);
    face.mirror();
    fill(s.list, s.head, face, mix(s.skin, Colour::hex(0xFFFFFF), 0.05F), mix(s.skin, s.shade, 0.45F));
    // Cheeks: a breath of colour always, red when angry.
    const Colour red = mix(Colour::hex(0xD2493B), s.f.skin, 0.2F);
    const float flush = std::clamp(s.e.flush, 0.0F, 1.0F);
    for (const float side : {-1.0F, 1.0F})
        glow(s.list, s.head, {100 + side * 25.5F, 115 - 1.5F * s.e.cheeks}, 17.0F, 13.0F,
             red.faded(0.13F + 0.25F * flush));
    glow(s.list, s.head, {100, 66}, 26, 15, red.faded(0.16F * flush));
    glow(s.list, s.head, {100, 117}, 9, 8, red.faded(0.08F + 0.2F * flush));
    lines(s);
    nose(s);
}

void draw_beard(const Sitter& s) {
    if (s.f.beard == Beard::none) return;
    const bool full = s.f.beard == Beard::full;
    const float c = s.cheek, j = s.jaw;
    const float gapes = s.e.open;
    // From the ear along the jaw to the chin, then back inside, around the mouth.
    Shape half;
    half.from(100 + c - 0.6F, 101)
        .curve(100 + c - 1.5F, 112, 100 + j + 6, 121, 100 + j + 0.6F, 131.5F)
        .curve(100 + j - 4, 143, 114, s.chin + (full ? 3.5F : 0.4F), 99.6F, s.chin + (full ? 3.5F : 0.4F))
        .line(99.6F, mouth_y + 8.0F + gapes)
        .curve(106, mouth_y + 7.6F + gapes, 111.5F, mouth_y + 5.6F, 116.5F, mouth_y - s.e.mouth_lift * 0.5F)
        .curve(115, mouth_y - 5.6F, 108, mouth_y - 7, 99.6F, mouth_y - 6.6F)
        .line(99.6F, mouth_y - 12.5F)
        .curve(110, mouth_y - 13, 121, mouth_y - 10, 126, mouth_y - 14)
        .curve(133, 116, 100 + c - 5.5F, 108, 100 + c - 5, 100);
    const Colour hair = mix(s.f.hair_colour, s.skin, full ? 0.12F : 0.74F);
    fill(s.list, s.head, half, hair.faded(full ? 0.96F : 0.75F));
    fill(s.list, s.head, half.flipped(), hair.faded(full ? 0.96F : 0.75F));
}

} // namespace rapport::gui
