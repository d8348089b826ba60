#include "sim/gui/portrait/portrait.h"

#include "sim/gui/portrait/sitter.h"

#include <algorithm>
#include <cmath>

namespace rapport::gui {

void draw_portrait(ImDrawList& list, const Rect& box, const Features& f, const Expression& e) {
    if (box.width() < 8 || box.height() < 8) return;
    // One pixel of room for the soft edges.
    const float unit = std::min((box.width() - 2) / portrait_width, (box.height() - 2) / portrait_height);
    const Placement body{
        .origin = {box.centre_x() - unit * portrait_width / 2, box.bottom - 1 - unit * portrait_height}, .unit = unit};
    Placement head = body;
    head.pivot = {100, 165};
    head.lean = e.lean * 3.14159265F / 180;

    const Colour blood = mix(Colour::hex(0xC2412F), f.skin, 0.25F);
    const Colour skin = mix(f.skin, blood, 0.17F * std::clamp(e.flush, 0.0F, 1.0F));
    Sitter s{.list = list,
             .f = f,
             .e = e,
             .body = body,
             .head = head,
             .skin = skin,
             .shade = {},
             .deep = {},
             .line = {},
             .lip = {}};
    const Colour shadow = Colour::hex(0x6E2F24);
    s.shade = mix(skin, shadow, 0.16F);
    s.deep = mix(skin, shadow, 0.32F);
    s.line = mix(skin, Colour::hex(0x2A1210), 0.62F);
    s.lip = mix(skin, Colour::hex(0xA63F45), f.female ? 0.5F : 0.3F);
    s.cheek = (f.female ? 41.5F : 43.5F) + 1.5F * f.width;
    s.jaw = (f.female ? 28.5F : 33.5F) + 2.0F * f.jaw;
    s.chin = (f.female ? 150.0F : 153.0F) + 1.5F * f.jaw;

    draw_hair_behind(s);
    draw_neck(s);
    draw_clothes(s);
    draw_head(s);
    draw_beard(s);
    draw_mouth(s);
    draw_eyes(s);
    draw_hair_in_front(s);
    draw_brows(s);
    draw_glasses(s);
}

} // namespace rapport::gui
