#include "sim/gui/widgets/buttons.h"

#include "sim/gui/widgets/text.h"

#include <cmath>
#include <string>

namespace rapport::gui {
namespace {

struct Paint {
    Colour fill, border, ink;
};

Paint paint_of(Ui& ui, ButtonKind kind, float hover, float press, bool enabled) {
    const auto c = [&ui](Token token) { return ui.colour(token); };
    Paint p;
    switch (kind) {
    case ButtonKind::primary:
        p = {mix(c(Token::accent), c(Token::accent_strong), std::max(hover, press)), c(Token::accent).faded(0),
             c(Token::on_accent)};
        break;
    case ButtonKind::secondary:
        p = {mix(c(Token::raised), c(Token::hover), std::max(hover, press)),
             mix(c(Token::line), c(Token::outline), 0.35F + 0.65F * hover), c(Token::ink)};
        break;
    case ButtonKind::quiet:
        p = {c(Token::hover).faded(std::max(hover, press)), c(Token::line).faded(0), c(Token::accent)};
        break;
    case ButtonKind::danger:
        p = {mix(c(Token::bad), c(Token::ink), 0.12F * std::max(hover, press)), c(Token::bad).faded(0),
             c(Token::on_bad)};
        break;
    }
    if (!enabled) {
        p.ink = mix(c(Token::ink_soft), c(Token::surface), 0.35F);
        p.fill = kind == ButtonKind::quiet ? c(Token::surface).faded(0) : c(Token::sunken);
        p.border = c(Token::line);
    }
    return p;
}

struct Parts {
    float height, padding, icon, gap, label, key, total;
};

Parts parts_of(Ui& ui, std::string_view label, const ButtonOptions& o) {
    const TextStyle style{.type = o.small ? Type::note : Type::body, .bold = true};
    Parts p{};
    p.height = ui.px(o.small ? 32 : control_height);
    p.padding = ui.px(o.small ? 12 : 18);
    p.icon = ui.px(o.small ? 16 : 18);
    p.gap = ui.px(8);
    p.label = measure_text(ui, label, style).x;
    p.key = o.key.empty() ? 0 : key_cap_size(ui, o.key).x;
    p.total = p.padding * 2 + p.label;
    for (const bool shown : {o.icon != Icon::none, o.icon_after != Icon::none})
        if (shown) p.total += p.icon + p.gap;
    if (p.key > 0) p.total += p.key + p.gap;
    return p;
}

} // namespace

ImVec2 button_size(Ui& ui, std::string_view label, const ButtonOptions& options) {
    const Parts p = parts_of(ui, label, options);
    const float width = options.width > 0 ? ui.px(options.width) : options.width < 0 ? ui.available_width() : p.total;
    return {width, p.height};
}

bool button(Ui& ui, std::string_view id, std::string_view label, const ButtonOptions& options) {
    const Parts p = parts_of(ui, label, options);
    const ImVec2 size = button_size(ui, label, options);
    const Interaction i = interact(ui, id, size, {.role = Role::button, .label = label, .enabled = options.enabled});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Paint paint = paint_of(ui, options.kind, i.hover, i.press, options.enabled);
    const float radius = ui.px(corner_radius);
    draw_box(ui, list, i.rect, paint.fill, radius, paint.border);
    if (i.ring) draw_focus_ring(ui, list, i.rect, radius);

    const TextStyle style{.type = options.small ? Type::note : Type::body, .bold = true, .max_lines = 1};
    const float inner = size.x - 2 * ui.px(options.small ? 8 : 10);
    float x = std::round(i.rect.left + std::max(ui.px(8), (size.x - (p.total - 2 * p.padding)) / 2));
    const float middle = i.rect.centre_y();
    if (options.icon != Icon::none) {
        draw_icon(list, options.icon, {x, std::round(middle - p.icon / 2)}, p.icon, paint.ink);
        x += p.icon + p.gap;
    }
    const ImVec2 words = measure_text(ui, label, style);
    draw_text_coloured(ui, list, {x, std::round(middle - words.y / 2)}, label, {style.type, true}, paint.ink,
                       words.x > inner ? inner : 0);
    x += p.label + p.gap;
    if (options.icon_after != Icon::none) {
        draw_icon(list, options.icon_after, {x, std::round(middle - p.icon / 2)}, p.icon, paint.ink);
        x += p.icon + p.gap;
    }
    if (p.key > 0)
        draw_key_cap(ui, list, {x, std::round(middle - key_cap_size(ui, options.key).y / 2)}, options.key, paint.ink,
                     paint.ink.faded(0.45F));
    if (i.hovered) ui.offer_tooltip(id, options.tip, i.rect);
    return i.clicked;
}

bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view label, const IconButtonOptions& options) {
    const float side = ui.px(options.size);
    const Interaction i =
        interact(ui, id, {side, side}, {.role = Role::button, .label = label, .enabled = options.enabled});
    if (Item* item = ui.items().find(id)) item->selected = options.selected;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = ui.px(corner_radius);
    const Colour fill =
        options.selected ? ui.colour(Token::accent_soft) : ui.colour(Token::hover).faded(std::max(i.hover, i.press));
    draw_box(ui, list, i.rect, fill, radius);
    const Colour rest = options.selected ? ui.colour(Token::accent) : ui.colour(options.colour);
    const Colour ink = options.enabled ? mix(rest, options.selected ? rest : ui.colour(Token::ink), i.hover)
                                       : mix(ui.colour(Token::ink_soft), ui.colour(Token::surface), 0.5F);
    draw_icon_centred(list, icon, {i.rect.centre_x(), i.rect.centre_y()}, ui.px(options.icon_size), ink);
    if (i.ring) draw_focus_ring(ui, list, i.rect, radius);
    if (i.hovered || i.ring) ui.offer_tooltip(id, label, i.rect, i.ring);
    return i.clicked;
}

bool link(Ui& ui, std::string_view id, std::string_view label, Type type) {
    const TextStyle style{.type = type, .bold = true, .colour = Token::accent};
    const ImVec2 size = measure_text(ui, label, style);
    const Interaction i = interact(ui, id, size, {.role = Role::link, .label = label});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colour ink = mix(ui.colour(Token::accent), ui.colour(Token::accent_strong), i.hover);
    draw_text_coloured(ui, list, {i.rect.left, i.rect.top}, label, {type, true}, ink);
    const float y = std::round(i.rect.centre_y() + 0.58F * ui.fonts().em(type));
    list.AddRectFilled({i.rect.left, y}, {i.rect.right, y + ui.px(1)}, ink.faded(0.4F + 0.6F * i.hover).packed());
    if (i.ring) draw_focus_ring(ui, list, i.rect, ui.px(4));
    return i.clicked;
}

bool rail_item(Ui& ui, std::string_view id, Icon icon, std::string_view label, bool selected, bool compact, int badge) {
    const float height = ui.px(44), width = compact ? height : ui.available_width();
    const Interaction i = interact(ui, id, {width, height}, {.role = Role::tab, .label = label});
    if (Item* item = ui.items().find(id)) item->selected = selected;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = ui.px(corner_radius);
    const Colour fill = selected ? ui.colour(Token::accent_soft) : ui.colour(Token::hover).faded(i.hover);
    draw_box(ui, list, i.rect, fill, radius);
    if (selected) {
        const float bar = ui.px(3), inset = ui.px(11);
        list.AddRectFilled({i.rect.left, i.rect.top + inset}, {i.rect.left + bar, i.rect.bottom - inset},
                           ui.ink(Token::accent), bar);
    }
    const Colour ink =
        selected ? ui.colour(Token::accent) : mix(ui.colour(Token::ink_soft), ui.colour(Token::ink), i.hover);
    const float side = ui.px(20), inset = ui.px(12);
    draw_icon(list, icon, {i.rect.left + inset, std::round(i.rect.centre_y() - side / 2)}, side, ink);
    if (!compact) {
        const Rect rest{i.rect.left + inset * 2 + side, i.rect.top, i.rect.right - ui.px(8), i.rect.bottom};
        draw_text_in(ui, list, rest, label, {.bold = selected, .colour = selected ? Token::accent : Token::ink},
                     Align::left);
    }
    if (badge > 0) {
        const std::string number = badge > 99 ? "99+" : std::to_string(badge);
        const TextStyle style{.type = Type::note, .bold = true, .colour = Token::on_accent};
        const float w = std::max(ui.px(20), measure_text(ui, number, style).x + ui.px(10)), h = ui.px(20);
        Rect box{i.rect.right - ui.px(10) - w, i.rect.centre_y() - h / 2, i.rect.right - ui.px(10),
                 i.rect.centre_y() + h / 2};
        if (compact) box = {i.rect.right - w, i.rect.top, i.rect.right, i.rect.top + h};
        draw_box(ui, list, box, ui.colour(Token::accent), h / 2);
        draw_text_in(ui, list, box, number, style);
    }
    if (i.ring) draw_focus_ring(ui, list, i.rect, radius);
    // Beside: below it would hide the next item.
    if (compact && (i.hovered || i.ring)) ui.offer_tooltip(id, label, i.rect, i.ring, Ui::TipSide::right);
    return i.clicked;
}

ImVec2 key_cap_size(Ui& ui, std::string_view key) {
    const float height = ui.px(22);
    return {std::max(height, measure_text(ui, key, {.type = Type::note, .bold = true}).x + ui.px(12)), height};
}

void draw_key_cap(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view key, Colour ink, Colour line) {
    const ImVec2 size = key_cap_size(ui, key);
    const Rect box{at.x, at.y, at.x + size.x, at.y + size.y};
    draw_box(ui, list, box, line.faded(0.12F), ui.px(5), line);
    const ImVec2 words = measure_text(ui, key, {.type = Type::note, .bold = true});
    draw_text_coloured(ui, list, {std::round(box.centre_x() - words.x / 2), std::round(box.centre_y() - words.y / 2)},
                       key, {Type::note, true}, ink);
}

ImVec2 key_cap(Ui& ui, std::string_view key) {
    const ImVec2 size = key_cap_size(ui, key);
    draw_key_cap(ui, *ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), key, ui.colour(Token::ink_soft),
                 ui.colour(Token::outline));
    ImGui::Dummy(size);
    return size;
}

} // namespace rapport::gui
