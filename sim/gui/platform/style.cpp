// The ImGui side of the theme.
#include "sim/gui/platform/theme.h"

#include <imgui.h>

namespace rapport::gui {
namespace {

ImVec4 vec(Colour c) { return ImGui::ColorConvertU32ToFloat4(c.packed()); }

} // namespace

void apply_style(const Theme& t, float scale) {
    ImGuiStyle style; // a fresh one: scaling the old one again would compound
    const float step = spacing_step * scale;
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.WindowMinSize = {1, 1};
    style.ChildRounding = 0;
    style.ChildBorderSize = 0;
    style.PopupRounding = corner_radius * scale;
    style.FramePadding = {step * 3, step * 2};
    style.FrameRounding = corner_radius * scale;
    style.ItemSpacing = {step * 2, 0}; // vertical distance is asked for with gap()
    style.ItemInnerSpacing = {step * 2, step};
    style.ScrollbarSize = step * 2.5F;
    style.ScrollbarRounding = step * 1.25F;
    style.GrabMinSize = step * 8;
    style.GrabRounding = step;
    style.AntiAliasedLinesUseTex = true;
    style.CircleTessellationMaxError = 0.2F;
    style.CurveTessellationTol = 1.0F;

    for (ImVec4& colour : style.Colors) colour = vec(t[Token::raised]);
    auto set = [&style](int index, Colour colour) { style.Colors[index] = vec(colour); };
    set(ImGuiCol_Text, t[Token::ink]);
    set(ImGuiCol_TextDisabled, t[Token::ink_soft]);
    set(ImGuiCol_WindowBg, t[Token::surface]);
    set(ImGuiCol_ChildBg, t[Token::surface].faded(0));
    set(ImGuiCol_PopupBg, t[Token::raised]);
    set(ImGuiCol_Border, t[Token::line]);
    set(ImGuiCol_BorderShadow, t[Token::line].faded(0));
    set(ImGuiCol_ScrollbarBg, t[Token::surface].faded(0));
    set(ImGuiCol_ScrollbarGrab, t[Token::outline].faded(0.45F));
    set(ImGuiCol_ScrollbarGrabHovered, t[Token::outline].faded(0.75F));
    set(ImGuiCol_ScrollbarGrabActive, t[Token::outline]);
    set(ImGuiCol_TextSelectedBg, t[Token::accent_soft]);
    set(ImGuiCol_NavHighlight, t[Token::focus].faded(0));
    set(ImGuiCol_ModalWindowDimBg, t[Token::scrim]);
    ImGui::GetStyle() = style;
}

} // namespace rapport::gui
