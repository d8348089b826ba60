#include "sim/gui/widgets/surfaces.h"

#include <imgui_internal.h>

#include <cmath>

namespace rapport::gui {
namespace {

struct OpenDialog {
    std::string id;
    bool dismissable = true, close_pressed = false;
    Rect panel;
};
struct DialogStack {
    std::vector<OpenDialog> open;
};
struct DialogHeight {
    float pixels = 0;
    std::uint64_t frame = 0;
};

} // namespace

// A window over the whole screen takes every click; the panel is drawn in it, centred by the height of the last frame.
void begin_dialog(Ui& ui, std::string_view id, std::string_view title, const DialogOptions& o) {
    const std::string name(id);
    ui.push_layer();
    auto& height = ui.state<DialogHeight>(name + "|height");
    const bool opening = height.frame + 1 < ui.frame();
    height.frame = ui.frame();
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(screen);
    if (opening) ImGui::SetNextWindowFocus();
    const float shown = ui.animate(name + "|shown", 1, motion_calm_ms, 0.0F);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.colour(Token::scrim).faded(shown).packed());
    ImGui::Begin((name + "##dialog").c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav);
    ImGui::PopStyleColor();
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());

    const float margin = ui.px(24), padding = ui.px(24), width = std::min(ui.px(o.width), screen.x - 2 * margin);
    const float tall = height.pixels > 0 ? height.pixels : ui.px(200);
    const ImVec2 at{std::round((screen.x - width) / 2),
                    std::round(std::max(margin, (screen.y - tall) / 2 + (1 - shown) * ui.px(10)))};
    const Rect panel{at.x, at.y, at.x + width, at.y + tall};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (height.pixels > 0) {
        draw_shadow(ui, list, panel, ui.px(14), 8, shown);
        draw_box(ui, list, panel, ui.colour(Token::raised), ui.px(14),
                 ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::line));
    } else {
        ui.request_frame(); // its height is known after this one
    }
    ui.record(id, Role::dialog, title, panel, true, false);
    ui.state<DialogStack>("dialog.stack").open.push_back({name, o.dismissable, false, panel});

    ImGui::SetCursorScreenPos({at.x + padding, at.y + padding});
    ImGui::BeginGroup();
    ui.push_right_edge(panel.right - padding);
    const float cross = ui.px(32);
    const ImVec2 head = ImGui::GetCursorScreenPos();
    float x = head.x;
    if (o.icon != Icon::none) {
        const float disc = ui.px(40);
        list.AddCircleFilled({x + disc / 2, head.y + disc / 2}, disc / 2, ui.ink(tone_soft(o.tone)));
        draw_icon_centred(list, o.icon, {x + disc / 2, head.y + disc / 2}, ui.px(22), ui.colour(tone_ink(o.tone)));
        x += disc + ui.px(14);
    }
    const float room = panel.right - padding - x - (o.close_button && o.dismissable ? cross + ui.px(8) : 0);
    const ImVec2 size = measure_text(ui, title, heading_style, room);
    const float row = std::max(size.y, ui.px(o.icon != Icon::none ? 40 : 32));
    draw_text(ui, list, {x, std::round(head.y + (row - size.y) / 2)}, title, heading_style, room);
    if (o.close_button && o.dismissable) {
        ImGui::SetCursorScreenPos({panel.right - padding - cross + ui.px(6), head.y + std::round((row - cross) / 2)});
        // Drawn first, but last in the Tab order would be better served by Esc: it is no stop.
        if (icon_button(ui, name + ".close", Icon::cross, o.close_label, {.size = 32, .icon_size = 18}))
            ui.state<DialogStack>("dialog.stack").open.back().close_pressed = true;
    }
    ImGui::SetCursorScreenPos(head);
    ImGui::Dummy({panel.width() - 2 * padding, row});
    gap(ui, 3);
}

bool end_dialog(Ui& ui) {
    auto& stack = ui.state<DialogStack>("dialog.stack");
    const OpenDialog dialog = stack.open.back();
    stack.open.pop_back();
    ui.pop_right_edge();
    ImGui::EndGroup();
    auto& height = ui.state<DialogHeight>(dialog.id + "|height");
    const float pixels = ImGui::GetItemRectMax().y + ui.px(24) - dialog.panel.top;
    if (std::abs(pixels - height.pixels) > 0.5F) {
        height.pixels = pixels;
        ui.request_frame();
    }
    bool close = dialog.close_pressed;
    if (dialog.dismissable && ui.input_open()) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const bool outside =
            ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered() && !dialog.panel.contains(mouse.x, mouse.y);
        close = close || outside || ui.key_pressed(Key::escape);
    }
    ImGui::End();
    ui.pop_layer();
    return close;
}

} // namespace rapport::gui
