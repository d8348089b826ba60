#include "sim/gui/widgets/surfaces.h"

#include <cmath>

namespace rapport::gui {

bool list_row(Ui& ui, std::string_view id, std::string_view label, const RowOptions& o) {
    const float full = ui.available_width(), inset = ui.px(12), side = ui.px(20), disc = ui.px(36);
    const float left_room = o.icon == Icon::none ? 0 : disc + ui.px(12), chevron = o.chevron ? ui.px(24) : 0;
    const ImVec2 right = measure_text(ui, o.right, soft_style);
    const float right_room = o.right.empty() ? 0 : right.x + ui.px(16);
    const float words = full - 2 * inset - left_room - right_room - chevron;
    const TextStyle title{.bold = !o.note.empty(), .colour = o.enabled ? Token::ink : Token::ink_soft};
    const ImVec2 head = measure_text(ui, label, title, words);
    const ImVec2 note = o.note.empty() ? ImVec2{0, 0} : measure_text(ui, o.note, note_style, words);
    const float height = std::max(ui.px(o.icon == Icon::none ? 44 : 56), head.y + note.y + ui.px(16));
    Interaction i;
    if (o.pressable) {
        i = interact(ui, id, {full, height}, {.role = Role::row, .label = label, .enabled = o.enabled});
    } else {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        i.rect = {at.x, at.y, at.x + full, at.y + height};
        ImGui::Dummy({full, height});
        ui.record(id, Role::row, label, i.rect, true, false);
    }
    if (Item* item = ui.items().find(id)) {
        item->selected = o.selected;
        item->text = o.note;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = ui.px(corner_radius);
    draw_box(ui, list, i.rect, o.selected ? ui.colour(Token::accent_soft) : ui.colour(Token::hover).faded(i.hover),
             radius);
    float x = i.rect.left + inset;
    if (o.icon != Icon::none) {
        const ImVec2 centre{x + disc / 2, std::round(i.rect.centre_y())};
        list.AddCircleFilled(centre, disc / 2, ui.ink(tone_soft(o.icon_tone)));
        draw_icon_centred(list, o.icon, centre, side, ui.colour(tone_ink(o.icon_tone)));
        x += left_room;
    }
    const float top = std::round(i.rect.centre_y() - (head.y + note.y) / 2);
    draw_text(ui, list, {x, top}, label, title, words);
    if (!o.note.empty()) draw_text(ui, list, {x, top + head.y}, o.note, note_style, words);
    if (!o.right.empty())
        draw_text(ui, list, {i.rect.right - inset - chevron - right.x, std::round(i.rect.centre_y() - right.y / 2)},
                  o.right, soft_style);
    if (o.chevron)
        draw_icon_centred(list, Icon::chevron_right, {i.rect.right - inset - ui.px(8), i.rect.centre_y()}, ui.px(18),
                          ui.colour(Token::ink_soft));
    if (i.ring) draw_focus_ring(ui, list, i.rect.inset(ui.px(3)), radius);
    return i.clicked;
}

void notice(Ui& ui, std::string_view id, std::string_view words, Tone tone, Icon icon) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float full = ui.available_width(), inset = ui.px(14), side = ui.px(20), gap = ui.px(10);
    const float room = full - 2 * inset - side - gap;
    const ImVec2 size = measure_text(ui, words, {}, room);
    const float height = std::max(size.y, side) + ui.px(20);
    const Rect rect{at.x, at.y, at.x + full, at.y + height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, rect, ui.colour(tone_soft(tone)), ui.px(corner_radius),
             ui.theme().shadows ? std::optional<Colour>() : ui.colour(tone_ink(tone)));
    const float first_line = line_height(ui, Type::body, has_chinese(words));
    draw_icon(list, icon, {at.x + inset, std::round(at.y + ui.px(10) + (first_line - side) / 2)}, side,
              ui.colour(tone_ink(tone)));
    draw_text(ui, list, {at.x + inset + side + gap, at.y + ui.px(10)}, words, {}, room);
    ImGui::Dummy({full, height});
    ui.record(id, Role::text, words, rect, true, false);
}

void empty_state(Ui& ui, Icon icon, std::string_view title, std::string_view words) {
    const float full = ui.available_width(), disc = ui.px(72), column = std::min(full, ui.px(420));
    gap(ui, 8);
    ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 centre{std::round(at.x + full / 2), at.y + disc / 2};
    list.AddCircleFilled(centre, disc / 2, ui.ink(Token::accent_soft));
    draw_icon_centred(list, icon, centre, ui.px(34), ui.colour(Token::accent));
    ImGui::Dummy({full, disc});
    gap(ui, 4);
    for (const auto& [line, style] : {std::pair{title, heading_style}, std::pair{words, soft_style}}) {
        at = ImGui::GetCursorScreenPos();
        TextStyle centred = style;
        centred.align = Align::centre;
        const ImVec2 size = draw_text(ui, list, {std::round(at.x + (full - column) / 2), at.y}, line, centred, column);
        ImGui::Dummy({full, size.y});
        gap(ui, 1);
    }
    gap(ui, 4);
}

void tooltip(Ui& ui, std::string_view id, std::string_view words) {
    const Item* item = ui.items().find(id);
    if (!item) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool hovered = ImGui::IsWindowHovered() && item->seen.contains(mouse.x, mouse.y);
    const bool focused = ui.is_focused(id) && ui.focus_ring();
    if (hovered || focused) ui.offer_tooltip(id, words, item->rect, focused);
}

} // namespace rapport::gui
