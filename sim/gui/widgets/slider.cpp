#include "sim/gui/widgets/choices.h"

#include "sim/gui/widgets/text.h"

#include <cmath>

namespace rapport::gui {
namespace {

double snapped(double value, const SliderOptions& o) {
    const double steps = o.step > 0 ? std::round((value - o.min) / o.step) * o.step : value - o.min;
    return std::clamp(o.min + steps, o.min, o.max);
}

double by_keys(Ui& ui, std::string_view id, double value, const SliderOptions& o) {
    const auto pressed = [&](Key key) { return ui.focused_key(id, key, {}, true); };
    if (pressed(Key::left) || pressed(Key::down)) value -= o.step;
    if (pressed(Key::right) || pressed(Key::up)) value += o.step;
    if (pressed(Key::page_down)) value -= 10 * o.step;
    if (pressed(Key::page_up)) value += 10 * o.step;
    if (pressed(Key::home)) value = o.min;
    if (pressed(Key::end)) value = o.max;
    return snapped(value, o);
}

} // namespace

bool slider(Ui& ui, std::string_view id, double& value, const SliderOptions& o) {
    const float full = o.width > 0 ? ui.px(o.width) : ui.available_width();
    ImGui::BeginGroup();
    if (!o.label.empty() || !o.value_text.empty()) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const ImVec2 right = measure_text(ui, o.value_text, strong_style);
        const ImVec2 size = draw_text(ui, list, at, o.label, {}, full - right.x - ui.px(12));
        draw_text(ui, list, {at.x + full - right.x, at.y}, o.value_text, {.bold = true, .colour = Token::accent});
        ImGui::Dummy({full, std::max(size.y, right.y)});
    }
    const float height = ui.px(32), knob = ui.px(10);
    const double before = value;
    const Interaction i =
        interact(ui, id, {full, height}, {.role = Role::slider, .label = o.label, .enabled = o.enabled, .keys = false});
    const float left = i.rect.left + knob, room = std::max(1.0F, full - 2 * knob);
    if (i.held && o.enabled) {
        const double t = std::clamp(static_cast<double>((ImGui::GetIO().MousePos.x - left) / room), 0.0, 1.0);
        value = snapped(o.min + t * (o.max - o.min), o);
    }
    const double pressed = o.enabled ? by_keys(ui, id, value, o) : value;
    if (i.focused && pressed != value) value = pressed;
    const bool touched = value != before || (o.unset && i.held);
    if (Item* item = ui.items().find(id)) item->value = value;

    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float t = o.max > o.min ? static_cast<float>((value - o.min) / (o.max - o.min)) : 0;
    const float y = std::round(i.rect.centre_y()), thick = ui.px(3);
    const float at = left + room * (i.held ? t : ui.animate(std::string(id) + "|at", t));
    draw_box(ui, list, {i.rect.left + knob / 2, y - thick, i.rect.right - knob / 2, y + thick},
             mix(ui.colour(Token::sunken), ui.colour(Token::line), 0.7F), thick);
    if (o.marks && o.step > 0) {
        const int steps = static_cast<int>(std::lround((o.max - o.min) / o.step));
        for (int s = 0; s <= steps && steps <= 40; ++s) {
            const float x = left + room * static_cast<float>(s) / static_cast<float>(steps);
            list.AddCircleFilled({x, y}, ui.px(1.5F), ui.ink(Token::outline));
        }
    }
    const Colour accent = ui.colour(o.enabled ? Token::accent : Token::line);
    if (!o.unset) draw_box(ui, list, {i.rect.left + knob / 2, y - thick, at, y + thick}, accent, thick);
    if (i.hover > 0) list.AddCircleFilled({at, y}, knob + ui.px(6) * i.hover, accent.faded(0.14F).packed());
    draw_shadow(ui, list, {at - knob, y - knob, at + knob, y + knob}, knob, 1, 0.7F);
    list.AddCircleFilled({at, y}, knob, o.unset ? ui.ink(Token::raised) : accent.packed());
    list.AddCircle({at, y}, knob - ui.px(1), o.unset ? ui.ink(Token::outline) : ui.ink(Token::raised), 0, ui.px(2));
    if (i.ring) draw_focus_ring(ui, list, {at - knob, y - knob, at + knob, y + knob}, knob);
    if (!o.low.empty() || !o.high.empty()) {
        const ImVec2 place = ImGui::GetCursorScreenPos();
        const ImVec2 low = draw_text(ui, list, place, o.low, note_style, full / 2);
        const ImVec2 high = measure_text(ui, o.high, note_style, full / 2);
        draw_text(ui, list, {place.x + full - high.x, place.y}, o.high, note_style, full / 2);
        ImGui::Dummy({full, std::max(low.y, high.y)});
    }
    ImGui::EndGroup();
    return touched;
}

} // namespace rapport::gui
