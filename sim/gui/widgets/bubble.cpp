#include "sim/gui/widgets/bubble.h"

#include "sim/gui/widgets/interact.h"
#include "sim/gui/widgets/rounded.h"

#include <cmath>

namespace rapport::gui {
namespace {

// Rounded box; the tail is a tight corner at the speaker's side, which stays crisp at every scale.
void draw_bubble(Ui& ui, ImDrawList& list, const Rect& r, Side side, bool tail, float opacity) {
    if (out_of_sight(list, r, ui.px(16))) return;
    const bool mine = side == Side::me;
    const Colour fill = ui.colour(mine ? Token::me : Token::customer).faded(opacity);
    const bool outlined = !mine || !ui.theme().shadows;
    const Colour line = ui.colour(mine ? Token::me_line : Token::line).faded(opacity);
    const float radius = std::min(ui.px(16), r.height() / 2), tight = ui.px(4);
    const Radii radii{radius, radius, tail && mine ? tight : radius, tail && !mine ? tight : radius};
    if (!mine) draw_shadow(ui, list, r, radius, 0.5F, 0.5F * opacity);
    fill_rounded(list, r, radii, fill);
    if (outlined) outline_rounded(list, r, radii, line, ui.px(hairline));
}

} // namespace

BubbleResult bubble(Ui& ui, std::string_view id, std::string_view words, const BubbleOptions& o) {
    const bool mine = o.side == Side::me;
    const float full = ui.available_width(), tail = ui.px(8), pad_x = ui.px(14), pad_y = ui.px(9);
    const float max_words = std::min(ui.px(o.max_width), full * 0.78F) - 2 * pad_x - tail;
    const TextStyle style{.colour = mine ? Token::on_me : Token::on_customer};
    const ImVec2 size = measure_text(ui, words, style, max_words);
    const ImVec2 name = o.name.empty() ? ImVec2{0, 0} : measure_text(ui, o.name, label_style);
    const ImVec2 note = o.note.empty() ? ImVec2{0, 0} : measure_text(ui, o.note, note_style);
    const float shown = o.appear ? ui.animate(std::string(id) + "|shown", 1, motion_calm_ms, 0.0F) : 1;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float rise = (1 - shown) * ui.px(8);
    const float width = std::max(size.x + 2 * pad_x, ui.px(44)), height = size.y + 2 * pad_y;
    const float left = mine ? at.x + full - tail - width : at.x + tail;
    const float top = at.y + (o.name.empty() ? 0 : name.y + ui.px(2)) + rise;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto aside = [&](std::string_view text, ImVec2 area, float y, const TextStyle& base) {
        TextStyle faded = base;
        faded.opacity = shown;
        draw_text(ui, list, {mine ? left + width - area.x - ui.px(4) : left + ui.px(4), y}, text, faded);
    };
    if (!o.name.empty()) aside(o.name, name, at.y + rise, label_style);

    BubbleResult result;
    result.rect = {left, top, left + width, top + height};
    draw_bubble(ui, list, result.rect, o.side, o.tail, shown);
    ImGui::SetCursorScreenPos({left + pad_x, top + pad_y});
    TextStyle faded = style;
    faded.opacity = shown;
    text(ui, words, faded, max_words, o.highlights, &result.clicked_highlight);
    if (!o.note.empty()) aside(o.note, note, top + height + ui.px(2), note_style);
    Item& item = ui.record(id, Role::bubble, o.name, result.rect, true, false);
    item.text = words;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    result.hovered = ui.input_open() && ImGui::IsWindowHovered() && item.seen.contains(mouse.x, mouse.y);
    const float total = top - rise - at.y + height + (o.note.empty() ? 0 : note.y + ui.px(2));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({full, total});
    return result;
}

void typing_bubble(Ui& ui, std::string_view id, std::string_view label, Side side) {
    const float full = ui.available_width(), tail = ui.px(8), width = ui.px(64), height = ui.px(40);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = side == Side::me ? at.x + full - tail - width : at.x + tail;
    const Rect rect{left, at.y, left + width, at.y + height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_bubble(ui, list, rect, side, true, 1);
    for (int i = 0; i < 3; ++i) {
        float lift = 0;
        if (ui.motion()) lift = 0.5F + 0.5F * static_cast<float>(std::sin(ui.now() * 5.0 - i * 0.9));
        const Colour dot = mix(ui.colour(Token::outline), ui.colour(Token::ink_soft), lift);
        list.AddCircleFilled(
            {rect.centre_x() + static_cast<float>(i - 1) * ui.px(13), rect.centre_y() - lift * ui.px(3)}, ui.px(3.5F),
            dot.packed());
    }
    if (ui.motion()) ui.request_frame_in(0.05);
    ImGui::Dummy({full, height});
    ui.record(id, Role::bubble, label, rect, true, false);
}

void transcript_note(Ui& ui, std::string_view words, Icon icon) {
    const float full = ui.available_width(), side = icon == Icon::none ? 0 : ui.px(16),
                gap = icon == Icon::none ? 0 : ui.px(6);
    const float room = full * 0.8F;
    const ImVec2 size = measure_text(ui, words, note_style, room);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = size.x + side + gap + ui.px(24), height = size.y + ui.px(8);
    const float left = std::round(at.x + (full - width) / 2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, {left, at.y, left + width, at.y + height}, ui.colour(Token::sunken), ui.px(14));
    if (icon != Icon::none)
        draw_icon(list, icon, {left + ui.px(12), std::round(at.y + (height - side) / 2)}, side,
                  ui.colour(Token::ink_soft));
    draw_text(ui, list, {left + ui.px(12) + side + gap, at.y + ui.px(4)}, words, note_style, room);
    ImGui::Dummy({full, height});
}

} // namespace rapport::gui
