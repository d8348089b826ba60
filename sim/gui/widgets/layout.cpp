#include "sim/gui/widgets/surfaces.h"

#include <imgui_internal.h>

#include <cmath>
#include <vector>

namespace rapport::gui {

void gap(Ui& ui, float steps) { ImGui::Dummy({0, ui.px(steps * spacing_step)}); }
void inline_gap(Ui& ui, float steps) { ImGui::SameLine(0, ui.px(steps * spacing_step)); }

void divider(Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ui.available_width(), thick = ui.px(hairline);
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + thick}, ui.ink(Token::line));
    ImGui::Dummy({width, thick});
}

void align_right(Ui& ui, float width, bool same_line) {
    if (same_line) ImGui::SameLine(0, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + std::max(0.0F, ui.available_width() - width), at.y});
}

void align_centre(Ui& ui, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + std::max(0.0F, std::round((ui.available_width() - width) / 2)), at.y});
}

void align_middle(Ui&, float row_height, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x, at.y + std::max(0.0F, std::round((row_height - height) / 2))});
}

void section_heading(Ui& ui, std::string_view words, std::string_view note, Icon icon) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float full = ui.available_width();
    const ImVec2 right = measure_text(ui, note, note_style);
    float x = at.x;
    const float room = full - (note.empty() ? 0 : right.x + ui.px(12));
    const ImVec2 size = measure_text(ui, words, heading_style, room);
    if (icon != Icon::none) {
        const float side = ui.px(20);
        draw_icon(list, icon, {x, std::round(at.y + (size.y - side) / 2)}, side, ui.colour(Token::accent));
        x += side + ui.px(8);
    }
    draw_text(ui, list, {x, at.y}, words, heading_style, room - (x - at.x));
    if (!note.empty())
        draw_text(ui, list, {at.x + full - right.x, at.y + size.y - right.y - ui.px(1)}, note, note_style);
    ImGui::Dummy({full, size.y});
    gap(ui, 2);
}

// ---- panels ----

namespace {

// Of the panels that are open, the innermost last; below them lies the window's surface.
struct Fills {
    std::vector<Token> open;
};

} // namespace

Token panel_ground(Ui& ui) {
    const auto& open = ui.state<Fills>("panel.fills").open;
    return open.empty() ? Token::surface : open.back();
}

static void scroll_by_keys(Ui& ui, ScrollKeys keys) {
    const float page = ImGui::GetWindowHeight() * 0.85F, line = ui.px(48);
    float by = 0;
    if (ui.key_pressed(Key::page_down)) by = page;
    if (ui.key_pressed(Key::page_up)) by = -page;
    if (keys == ScrollKeys::all) {
        if (ui.key_pressed(Key::down)) by = line;
        if (ui.key_pressed(Key::up)) by = -line;
        if (ui.key_pressed(Key::end)) by = ImGui::GetScrollMaxY();
        if (ui.key_pressed(Key::home)) by = -ImGui::GetScrollMaxY();
    }
    if (by == 0) return;
    ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() + by, 0.0F, ImGui::GetScrollMaxY()));
    ui.request_frame();
}

void begin_panel(Ui& ui, std::string_view id, float width, float height, const PanelOptions& o) {
    struct Stick {
        bool at_end = true;
        float last_end = 0;
    };
    const std::string name(id);
    const float padding = ui.px(o.padding);
    // On ground of its own colour a panel paints nothing: whole-window layers cost most of a frame where the processor
    // draws.
    const bool same = o.fill == panel_ground(ui);
    ui.state<Fills>("panel.fills").open.push_back(o.fill);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{padding, padding});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, same ? 0 : ui.ink(o.fill));
    ImGuiWindowFlags flags =
        ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings;
    if (!o.scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    const float available = ui.available_width();
    const float w = width > 0 ? ui.px(width) : available;
    ImGui::BeginChild(name.c_str(), {w, height > 0 ? ui.px(height) : 0}, false, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();

    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    const Rect rect{at.x, at.y, at.x + size.x, at.y + size.y};
    ui.record(id, Role::scroll_area, {}, rect, true, false);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float line = ui.px(hairline);
    list.PushClipRect({rect.left, rect.top}, {rect.right, rect.bottom});
    const auto edge = [&](bool shown, float left, float top, float right, float bottom) {
        if (shown) list.AddRectFilled({left, top}, {right, bottom}, ui.ink(Token::line));
    };
    edge(o.border_left, rect.left, rect.top, rect.left + line, rect.bottom);
    edge(o.border_right, rect.right - line, rect.top, rect.right, rect.bottom);
    edge(o.border_top, rect.left, rect.top, rect.right, rect.top + line);
    edge(o.border_bottom, rect.left, rect.bottom - line, rect.right, rect.bottom);
    list.PopClipRect();
    if (o.keys != ScrollKeys::none) scroll_by_keys(ui, o.keys);
    if (o.stick_to_end) {
        auto& stick = ui.state<Stick>(name + "|stick");
        const float end = std::min(ImGui::GetScrollMaxY(), o.newest_at);
        if (end != stick.last_end && stick.at_end) {
            ImGui::SetScrollY(end);
            ui.request_frame();
        } else {
            stick.at_end = ImGui::GetScrollY() >= end - ui.px(4);
        }
        stick.last_end = end;
    }
    ui.push_right_edge(ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x);
}

void end_panel(Ui& ui) {
    ui.state<Fills>("panel.fills").open.pop_back();
    ui.pop_right_edge();
    ImGui::EndChild();
}

void scroll_to_here(Ui& ui) {
    ImGui::SetScrollHereY(0.9F);
    ui.request_frame();
}

void scroll_to_newest(Ui& ui, float newest_at) {
    ImGui::SetScrollY(newest_at);
    ui.request_frame();
}

float content_y() { return ImGui::GetCursorPosY(); }

bool low_window(const Ui& ui) { return ui.height() < 480; }

BarShape bar_shape(const Ui& ui) { return low_window(ui) ? BarShape{44, 2} : BarShape{56, 8}; }

// ---- grid ----

Grid::Grid(Ui& ui, float min_cell_width, float gap, int max_columns) : ui_(ui), gap_(ui.px(gap)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    left_ = at.x;
    top_ = row_bottom_ = at.y;
    const float room = ui.available_width();
    columns_ = std::max(1, static_cast<int>((room + gap_) / (ui.px(min_cell_width) + gap_)));
    if (max_columns > 0) columns_ = std::min(columns_, max_columns);
    const float pixels = std::floor((room - gap_ * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_));
    cell_width_ = pixels / ui.scale();
}

void Grid::next() {
    row_bottom_ = std::max(row_bottom_, at_ < 0 ? row_bottom_ : ImGui::GetItemRectMax().y);
    ++at_;
    const int column = at_ % columns_;
    if (at_ > 0 && column == 0) top_ = row_bottom_ + gap_;
    ImGui::SetCursorScreenPos({left_ + static_cast<float>(column) * (ui_.px(cell_width_) + gap_), top_});
}

Grid::~Grid() {
    if (at_ < 0) return;
    row_bottom_ = std::max(row_bottom_, ImGui::GetItemRectMax().y);
    ImGui::SetCursorScreenPos({left_, row_bottom_});
    ImGui::Dummy({0, 0});
}

} // namespace rapport::gui
