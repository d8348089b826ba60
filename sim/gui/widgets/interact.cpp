#include "sim/gui/widgets/interact.h"

#include "sim/gui/widgets/rounded.h"

#include <cmath>
#include <string>

namespace rapport::gui {

Interaction interact(Ui& ui, std::string_view id, ImVec2 size, const InteractOptions& options) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Interaction state;
    state.rect = {at.x, at.y, at.x + size.x, at.y + size.y};
    const std::string name(id);
    const bool pressed = ImGui::InvisibleButton(name.c_str(), {std::max(1.0F, size.x), std::max(1.0F, size.y)});
    if (options.overlap) ImGui::SetItemAllowOverlap();
    ui.record(id, options.role, options.label, state.rect, options.enabled, options.focusable);
    if (!options.enabled || !ui.input_open()) {
        state.hovered = ImGui::IsItemHovered(); // for the tooltip that says why
        return state;
    }
    state.hovered = ImGui::IsItemHovered();
    state.held = ImGui::IsItemActive();
    if (ImGui::IsItemActivated() && options.focusable) ui.claim_press(id);
    state.clicked = pressed;
    state.focused = ui.is_focused(id);
    state.ring = state.focused && ui.focus_ring();
    if (options.keys && state.ring && (ui.focused_key(id, Key::enter) || ui.focused_key(id, Key::space)))
        state.clicked = true;
    if (state.hovered && options.role != Role::field) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    state.hover = ui.animate(name + "|hover", state.hovered || state.ring ? 1.0F : 0.0F);
    state.press = ui.animate(name + "|press", state.held && state.hovered ? 1.0F : 0.0F, motion_quick_ms);
    return state;
}

Interaction interact_at(Ui& ui, std::string_view id, const Rect& rect, const InteractOptions& options) {
    const ImVec2 before = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({rect.left, rect.top});
    const Interaction state = interact(ui, id, {rect.width(), rect.height()}, options);
    ImGui::SetCursorScreenPos(before);
    return state;
}

void draw_focus_ring(Ui& ui, ImDrawList& list, const Rect& rect, float radius) {
    const float thick = ui.px(2), away = ui.px(2) + thick;
    outline_rounded(list, {rect.left - away, rect.top - away, rect.right + away, rect.bottom + away}, radius + away,
                    ui.colour(Token::focus), thick);
}

bool out_of_sight(const ImDrawList& list, const Rect& rect, float around) {
    const ImVec2 least = list.GetClipRectMin(), most = list.GetClipRectMax();
    return rect.bottom + around < least.y || rect.top - around > most.y || rect.right + around < least.x ||
           rect.left - around > most.x;
}

void draw_shadow(Ui& ui, ImDrawList& list, const Rect& rect, float radius, float lift, float opacity) {
    if (!ui.theme().shadows || lift <= 0) return;
    if (out_of_sight(list, rect, ui.px(6 + 2.5F * lift) * 2)) return;
    const ShadowSprite& s = ui.fonts().shadow();
    // The sprite's blur and a part of its inside are stretched over the corner; the middle is hidden by what casts the
    // shadow.
    const float blur = ui.px(6 + 2.5F * lift),
                inside = std::min({radius + blur * 0.4F, rect.width() / 2, rect.height() / 2});
    const float drop = ui.px(1 + lift * 0.6F);
    const float x[] = {rect.left - blur, rect.left + inside, rect.right - inside, rect.right + blur};
    const float y[] = {rect.top - blur + drop, rect.top + inside + drop, rect.bottom - inside + drop,
                       rect.bottom + blur + drop};
    const float middle_u = (s.u0 + s.u1) / 2, middle_v = (s.v0 + s.v1) / 2;
    const float u[] = {s.u0, middle_u, middle_u, s.u1}, v[] = {s.v0, middle_v, middle_v, s.v1};
    const float strength = (0.55F + std::min(lift, 8.0F) * 0.055F) * opacity;
    const ImU32 colour = ui.colour(Token::shadow).faded(strength).packed();
    ImTextureID texture = ui.fonts().atlas()->TexID;
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column) {
            if (row == 1 && column == 1) continue;
            if (x[column + 1] <= x[column] || y[row + 1] <= y[row]) continue;
            list.AddImage(texture, {x[column], y[row]}, {x[column + 1], y[row + 1]}, {u[column], v[row]},
                          {u[column + 1], v[row + 1]}, colour);
        }
}

void draw_box(Ui& ui, ImDrawList& list, const Rect& rect, Colour fill, float radius, std::optional<Colour> border,
              float border_width) {
    if (out_of_sight(list, rect, ui.px(border_width))) return;
    fill_rounded(list, rect, radius, fill);
    if (border) outline_rounded(list, rect, radius, *border, ui.px(border_width));
}

} // namespace rapport::gui
