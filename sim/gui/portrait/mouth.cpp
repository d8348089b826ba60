// The mouth: smile, pressed lips, or open in anger.
#include "sim/gui/portrait/sitter.h"

#include <algorithm>

namespace rapport::gui {

void draw_mouth(const Sitter& s) {
    const Expression& e = s.e;
    const float half = e.mouth_width + (s.f.female ? -0.4F : 0.8F), corner = mouth_y - e.mouth_lift * 0.75F;
    const float gape = std::max(0.0F, e.open);
    // The line where the lips meet: the middle goes down when the corners go up.
    const float middle = mouth_y + e.mouth_lift * 0.35F;
    const float full = (1 - 0.62F * e.press) * (1 + 0.14F * s.f.lips);
    const float over = 3.7F * full, under = 5.0F * full;
    const float upper_line = middle - gape * 0.55F, lower_line = middle + gape * 0.75F;

    Shape upper; // from corner to corner along the bow, back along the line
    upper.from(100 - half, corner)
        .curve(100 - half * 0.6F, middle - over * 0.7F - gape * 0.5F, 96.5F, upper_line - over * 1.25F, 100,
               upper_line - over * 0.72F)
        .curve(103.5F, upper_line - over * 1.25F, 100 + half * 0.6F, middle - over * 0.7F - gape * 0.5F, 100 + half,
               corner)
        .curve(100 + half * 0.55F, upper_line + 0.4F, 100 + half * 0.3F, upper_line, 100, upper_line + 0.5F)
        .curve(100 - half * 0.3F, upper_line, 100 - half * 0.55F, upper_line + 0.4F, 100 - half, corner);
    Shape lower;
    lower.from(100 - half * 0.97F, corner + 0.2F)
        .curve(100 - half * 0.55F, lower_line + 0.4F, 100 - half * 0.3F, lower_line + 0.2F, 100, lower_line + 0.5F)
        .curve(100 + half * 0.3F, lower_line + 0.2F, 100 + half * 0.55F, lower_line + 0.4F, 100 + half * 0.97F,
               corner + 0.2F)
        .curve(100 + half * 0.6F, lower_line + under * 0.85F, 100 + half * 0.35F, lower_line + under * 1.12F, 100,
               lower_line + under * 1.1F)
        .curve(100 - half * 0.35F, lower_line + under * 1.12F, 100 - half * 0.6F, lower_line + under * 0.85F,
               100 - half * 0.97F, corner + 0.2F);

    if (gape > 0.05F) {
        Shape inside;
        inside.from(100 - half * 0.96F, corner)
            .curve(100 - half * 0.5F, upper_line - 0.2F, 100 + half * 0.5F, upper_line - 0.2F, 100 + half * 0.96F,
                   corner)
            .curve(100 + half * 0.55F, lower_line + 1.6F, 100 - half * 0.55F, lower_line + 1.6F, 100 - half * 0.96F,
                   corner);
        fill(s.list, s.head, inside, Colour::hex(0x4A1A1C), Colour::hex(0x6B2A2B));
        Shape teeth;
        const float wide = half * 0.68F, tall = std::min(2.4F, gape * 0.5F);
        teeth.from(100 - wide, upper_line)
            .curve(100 - wide * 0.4F, upper_line - 0.2F, 100 + wide * 0.4F, upper_line - 0.2F, 100 + wide, upper_line)
            .curve(100 + wide * 0.6F, upper_line + tall, 100 - wide * 0.6F, upper_line + tall, 100 - wide, upper_line);
        fill(s.list, s.head, teeth, Colour::hex(0xEDE7E2));
    }
    const Colour dark = mix(s.lip, s.line, 0.28F);
    fill(s.list, s.head, lower, mix(s.lip, s.skin, 0.08F), mix(s.lip, s.skin, 0.3F));
    fill(s.list, s.head, upper, mix(s.lip, s.skin, 0.18F), dark);
    if (gape <= 2) {
        Shape line;
        line.from(100 - half - 0.6F, corner)
            .curve(100 - half * 0.5F, middle + 0.6F, 100 + half * 0.5F, middle + 0.6F, 100 + half + 0.6F, corner);
        stroke(s.list, s.head, line, 0.9F, 1.7F, 0.9F, mix(s.line, s.lip, 0.2F).faded(1 - gape / 2));
    }
    // The shadow below the lower lip, and the corners of the mouth.
    Shape below;
    const float y = lower_line + under * 1.1F + 3.2F;
    below.from(94, y).curve(97, y + 1.6F, 103, y + 1.6F, 106, y);
    stroke(s.list, s.head, below, 0, 1.6F, 0, s.deep.faded(0.55F));
    for (const bool right : {false, true}) {
        Shape dimple;
        dimple.from(100 + half + 0.4F, corner - 1.8F)
            .curve(100 + half + 1.8F, corner - 0.6F, 100 + half + 1.6F, corner + 1, 100 + half + 0.6F, corner + 2.2F);
        stroke(s.list, s.head, right ? dimple : dimple.flipped(), 0, 1.2F, 0, s.deep.faded(0.65F));
    }
}

} // namespace rapport::gui
