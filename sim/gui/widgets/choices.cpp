#include "sim/gui/widgets/choices.h"

#include "sim/gui/widgets/text.h"

#include <cmath>

namespace rapport::gui {
namespace {

// The arrows of a focused group move the choice; the group is one stop of the Tab order, at its chosen member.
bool move_by_arrows(Ui& ui, std::string_view member, std::span<const Choice> choices, std::size_t at,
                    std::string& chosen, std::string_view group) {
    int step = 0;
    if (ui.focused_key(member, Key::left, {}, true) || ui.focused_key(member, Key::up, {}, true)) step = -1;
    if (ui.focused_key(member, Key::right, {}, true) || ui.focused_key(member, Key::down, {}, true)) step = 1;
    const auto count = static_cast<std::ptrdiff_t>(choices.size());
    for (auto next = static_cast<std::ptrdiff_t>(at) + step; step != 0 && next >= 0 && next < count; next += step) {
        const Choice& choice = choices[static_cast<std::size_t>(next)];
        if (!choice.enabled) continue;
        chosen = choice.id;
        ui.set_focus(std::string(group) + "." + choice.id);
        return true;
    }
    return false;
}

std::size_t index_of(std::span<const Choice> choices, std::string_view chosen) {
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i].id == chosen) return i;
    return choices.size();
}

struct Member {
    float width, icon;
};

} // namespace

bool segmented(Ui& ui, std::string_view id, std::span<const Choice> choices, std::string& chosen, float width) {
    const float height = ui.px(36), inset = ui.px(3), padding = ui.px(14), icon_side = ui.px(18), icon_gap = ui.px(6);
    const TextStyle style{.bold = true};
    std::vector<float> widths;
    float total = 2 * inset;
    for (const Choice& choice : choices) {
        float w = 2 * padding + (choice.label.empty() ? 0 : measure_text(ui, choice.label, style).x);
        if (choice.icon != Icon::none) w += icon_side + (choice.label.empty() ? 0 : icon_gap);
        widths.push_back(w);
        total += w;
    }
    if (width != 0 && !choices.empty()) {
        total = width > 0 ? ui.px(width) : ui.available_width();
        for (float& w : widths) w = (total - 2 * inset) / static_cast<float>(choices.size());
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect well{at.x, at.y, at.x + total, at.y + height};
    draw_box(ui, list, well, ui.colour(Token::sunken), ui.px(corner_radius), ui.colour(Token::line));

    const std::size_t current = index_of(choices, chosen);
    float x = at.x + inset, chosen_left = 0, chosen_width = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i == current) chosen_left = x - at.x, chosen_width = widths[i];
        x += widths[i];
    }
    if (current < choices.size()) {
        const std::string name(id);
        const float left = ui.animate(name + "|left", chosen_left, motion_calm_ms),
                    w = ui.animate(name + "|width", chosen_width, motion_calm_ms);
        const Rect thumb{at.x + left, at.y + inset, at.x + left + w, at.y + height - inset};
        draw_shadow(ui, list, thumb, ui.px(7), 1, 0.6F);
        draw_box(ui, list, thumb, ui.colour(Token::raised), ui.px(7),
                 ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::accent));
    }
    bool changed = false;
    x = at.x + inset;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        const std::string member = std::string(id) + "." + choice.id;
        const bool selected = i == current;
        const Rect rect{x, at.y + inset, x + widths[i], at.y + height - inset};
        const bool stop = selected || (current == choices.size() && i == 0);
        const Interaction state = interact_at(
            ui, member, rect, {.role = Role::tab, .label = choice.label, .enabled = choice.enabled, .focusable = stop});
        if (Item* item = ui.items().find(member)) item->selected = selected;
        if (state.clicked && !selected) {
            chosen = choice.id;
            changed = true;
            if (!state.ring) ui.claim_press(member);
        }
        const Colour ink = selected         ? ui.colour(Token::accent)
                           : choice.enabled ? mix(ui.colour(Token::ink_soft), ui.colour(Token::ink), state.hover)
                                            : mix(ui.colour(Token::ink_soft), ui.colour(Token::sunken), 0.5F);
        const float words = choice.label.empty() ? 0 : measure_text(ui, choice.label, style).x;
        float left =
            rect.centre_x() - (words + (choice.icon != Icon::none ? icon_side + (words > 0 ? icon_gap : 0) : 0)) / 2;
        if (choice.icon != Icon::none) {
            draw_icon(list, choice.icon, {std::round(left), std::round(rect.centre_y() - icon_side / 2)}, icon_side,
                      ink);
            left += icon_side + icon_gap;
        }
        const ImVec2 size = measure_text(ui, choice.label, style);
        draw_text_coloured(ui, list, {std::round(left), std::round(rect.centre_y() - size.y / 2)}, choice.label,
                           {Type::body, true}, ink);
        if (state.ring) draw_focus_ring(ui, list, rect, ui.px(7));
        if (stop && move_by_arrows(ui, member, choices, i, chosen, id)) changed = true;
        x += widths[i];
    }
    ImGui::Dummy({total, height});
    return changed;
}

bool tabs(Ui& ui, std::string_view id, std::span<const Choice> choices, std::string& chosen) {
    const float height = ui.px(44), gap = ui.px(28), icon_side = ui.px(18);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float full = ui.available_width();
    list.AddRectFilled({at.x, at.y + height - ui.px(1)}, {at.x + full, at.y + height}, ui.ink(Token::line));
    const std::size_t current = index_of(choices, chosen);
    bool changed = false;
    float x = at.x, chosen_left = 0, chosen_width = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        const std::string member = std::string(id) + "." + choice.id;
        const bool selected = i == current, stop = selected || (current == choices.size() && i == 0);
        const float icon_room = choice.icon != Icon::none ? icon_side + ui.px(6) : 0;
        const ImVec2 size = measure_text(ui, choice.label, {.bold = true});
        const Rect rect{x, at.y, x + icon_room + size.x, at.y + height};
        const Interaction state = interact_at(
            ui, member, rect, {.role = Role::tab, .label = choice.label, .enabled = choice.enabled, .focusable = stop});
        if (Item* item = ui.items().find(member)) item->selected = selected;
        if (state.clicked && !selected) chosen = choice.id, changed = true;
        const Colour ink =
            selected ? ui.colour(Token::ink) : mix(ui.colour(Token::ink_soft), ui.colour(Token::ink), state.hover);
        if (choice.icon != Icon::none)
            draw_icon(list, choice.icon, {x, std::round(rect.centre_y() - icon_side / 2)}, icon_side, ink);
        draw_text_coloured(ui, list, {x + icon_room, std::round(rect.centre_y() - size.y / 2)}, choice.label,
                           {Type::body, true}, ink);
        if (selected) chosen_left = x - at.x, chosen_width = rect.width();
        if (state.ring)
            draw_focus_ring(ui, list,
                            {rect.left - ui.px(8), rect.top + ui.px(2), rect.right + ui.px(8), rect.bottom - ui.px(2)},
                            ui.px(4));
        if (stop && move_by_arrows(ui, member, choices, i, chosen, id)) changed = true;
        x = rect.right + gap;
    }
    if (chosen_width > 0) {
        const std::string name(id);
        const float left = at.x + ui.animate(name + "|left", chosen_left, motion_calm_ms);
        const float width = ui.animate(name + "|width", chosen_width, motion_calm_ms);
        list.AddRectFilled({left, at.y + height - ui.px(3)}, {left + width, at.y + height}, ui.ink(Token::accent),
                           ui.px(1.5F));
    }
    ImGui::Dummy({full, height});
    return changed;
}

bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& on, bool enabled, std::string_view note,
            float width) {
    const float full = width > 0 ? ui.px(width) : ui.available_width(), switch_width = ui.px(44),
                switch_height = ui.px(26);
    const float words = full - switch_width - ui.px(16);
    const ImVec2 title = measure_text(ui, label, {}, words);
    const ImVec2 below = note.empty() ? ImVec2{0, 0} : measure_text(ui, note, note_style, words);
    const float height = std::max(ui.px(control_height), title.y + below.y + ui.px(8));
    const Interaction i = interact(ui, id, {full, height}, {.role = Role::toggle, .label = label, .enabled = enabled});
    if (i.clicked) on = !on;
    if (Item* item = ui.items().find(id)) item->selected = on;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float top = std::round(i.rect.centre_y() - (title.y + below.y) / 2);
    draw_text(ui, list, {i.rect.left, top}, label, {.colour = enabled ? Token::ink : Token::ink_soft}, words);
    if (!note.empty()) draw_text(ui, list, {i.rect.left, top + title.y}, note, note_style, words);

    const float t = ui.animate(std::string(id) + "|on", on ? 1.0F : 0.0F, motion_calm_ms);
    const Rect track{i.rect.right - switch_width, i.rect.centre_y() - switch_height / 2, i.rect.right,
                     i.rect.centre_y() + switch_height / 2};
    const Colour off_fill = mix(ui.colour(Token::outline), ui.colour(Token::ink_soft), i.hover);
    const Colour on_fill = mix(ui.colour(Token::accent), ui.colour(Token::accent_strong), i.hover);
    Colour fill = mix(off_fill, on_fill, t);
    if (!enabled) fill = ui.colour(Token::line);
    draw_box(ui, list, track, fill, switch_height / 2);
    const float knob = switch_height / 2 - ui.px(3);
    const ImVec2 centre{track.left + switch_height / 2 + (switch_width - switch_height) * t, track.centre_y()};
    list.AddCircleFilled(centre, knob, ui.ink(ui.look().theme == ThemeName::light ? Token::raised : Token::surface));
    if (on) draw_icon_centred(list, Icon::check, centre, knob * 1.5F, fill); // not by colour alone
    if (i.ring) draw_focus_ring(ui, list, track, switch_height / 2);
    return i.clicked;
}

bool checkbox(Ui& ui, std::string_view id, std::string_view label, bool& on, bool enabled) {
    const float box = ui.px(22), gap = ui.px(10), words = ui.available_width() - box - gap;
    const ImVec2 size = measure_text(ui, label, {}, words);
    const Interaction i = interact(ui, id, {box + gap + size.x, std::max(ui.px(32), size.y)},
                                   {.role = Role::toggle, .label = label, .enabled = enabled});
    if (i.clicked) on = !on;
    if (Item* item = ui.items().find(id)) item->selected = on;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float t = ui.animate(std::string(id) + "|on", on ? 1.0F : 0.0F);
    const float top = i.rect.top + std::round((std::max(ui.px(32), std::min(size.y, ui.px(32))) - box) / 2);
    const Rect square{i.rect.left, top, i.rect.left + box, top + box};
    const Colour accent = enabled ? ui.colour(Token::accent) : ui.colour(Token::line);
    draw_box(ui, list, square, mix(mix(ui.colour(Token::raised), ui.colour(Token::hover), i.hover), accent, t),
             ui.px(6), mix(ui.colour(enabled ? Token::outline : Token::line), accent, t), 1.5F);
    if (t > 0.05F)
        draw_icon_centred(list, Icon::check, {square.centre_x(), square.centre_y()}, box * 0.8F,
                          ui.colour(Token::on_accent).faded(t));
    draw_text(ui, list, {square.right + gap, std::round(i.rect.centre_y() - size.y / 2)}, label,
              {.colour = enabled ? Token::ink : Token::ink_soft}, words);
    if (i.ring) draw_focus_ring(ui, list, square, ui.px(6));
    return i.clicked;
}

bool radio(Ui& ui, std::string_view id, std::string_view label, bool selected, bool enabled) {
    const float box = ui.px(22), gap = ui.px(10), words = ui.available_width() - box - gap;
    const ImVec2 size = measure_text(ui, label, {}, words);
    const Interaction i = interact(ui, id, {box + gap + size.x, std::max(ui.px(32), size.y)},
                                   {.role = Role::toggle, .label = label, .enabled = enabled});
    if (Item* item = ui.items().find(id)) item->selected = selected;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float t = ui.animate(std::string(id) + "|on", selected ? 1.0F : 0.0F);
    const ImVec2 centre{i.rect.left + box / 2, i.rect.top + ui.px(16)};
    const Colour line = mix(ui.colour(enabled ? Token::outline : Token::line), ui.colour(Token::accent), t);
    list.AddCircleFilled(centre, box / 2, ui.ink(Token::raised));
    list.AddCircle(centre, box / 2 - ui.px(1), line.packed(), 0, ui.px(1.5F + 0.5F * t));
    if (t > 0) list.AddCircleFilled(centre, box * 0.26F * t, ui.ink(Token::accent));
    draw_text(ui, list, {i.rect.left + box + gap, std::round(i.rect.centre_y() - size.y / 2)}, label,
              {.colour = enabled ? Token::ink : Token::ink_soft}, words);
    if (i.ring)
        draw_focus_ring(ui, list, {centre.x - box / 2, centre.y - box / 2, centre.x + box / 2, centre.y + box / 2},
                        box / 2);
    return i.clicked && !selected;
}

} // namespace rapport::gui
