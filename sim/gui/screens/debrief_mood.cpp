// The mood over the turns: two lines, told apart by form as well as colour; every point can be pressed.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <cmath>

namespace rapport::gui {
namespace {

constexpr float chart_height = 180;

struct Chart {
    Rect area;
    std::size_t points;
    float x(std::size_t i) const {
        return points < 2 ? area.centre_x()
                          : area.left + area.width() * static_cast<float>(i) / static_cast<float>(points - 1);
    }
    float y(int value) const { return area.bottom - area.height() * static_cast<float>(value) / 100.0F; }
};

void legend(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    auto& list = *ImGui::GetWindowDrawList();
    const auto entry = [&](Token colour, bool round, std::string_view words) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 centre{at.x + ui.px(8), at.y + ui.px(10)};
        if (round)
            list.AddCircleFilled(centre, ui.px(5), ui.ink(colour), 20);
        else
            list.AddQuadFilled({centre.x, centre.y - ui.px(6)}, {centre.x + ui.px(6), centre.y},
                               {centre.x, centre.y + ui.px(6)}, {centre.x - ui.px(6), centre.y}, ui.ink(colour));
        ImGui::SetCursorScreenPos({at.x + ui.px(20), at.y});
        text_line(ui, words, note_style);
    };
    entry(Token::bad, true, app.tr("name.anger"));
    inline_gap(ui, 4);
    entry(Token::good, false, app.tr("name.trust"));
}

// Where the customer began to listen.
void ready_mark(const DebriefView& view, const Chart& chart) {
    auto& [app, ui, debrief] = view;
    for (std::size_t i = 1; i < debrief.mood.size(); ++i) {
        if (debrief.mood[i - 1].mood.ready || !debrief.mood[i].mood.ready) continue;
        auto& list = *ImGui::GetWindowDrawList();
        const float x = chart.x(i);
        for (float y = chart.area.top; y < chart.area.bottom; y += ui.px(8))
            list.AddLine({x, y}, {x, std::min(y + ui.px(4), chart.area.bottom)}, ui.ink(Token::outline), ui.px(1));
        const ImVec2 size = measure_text(ui, app.tr("name.ready"), note_style);
        const bool left = x + size.x + ui.px(8) > chart.area.right;
        draw_text(ui, list, {left ? x - size.x - ui.px(6) : x + ui.px(6), chart.area.top + ui.px(6)},
                  app.tr("name.ready"), note_style);
        return;
    }
}

// The last values, at the ends of their lines; moved apart where they would touch.
void end_labels(const DebriefView& view, const Chart& chart) {
    auto& [app, ui, debrief] = view;
    if (debrief.mood.empty()) return;
    const auto& last = debrief.mood.back().mood;
    const float apart = ui.px(20);
    float anger = chart.y(last.anger), trust = chart.y(last.trust);
    if (std::abs(anger - trust) < apart) {
        const float middle = (anger + trust) / 2;
        const float way = anger < trust ? -0.5F : 0.5F;
        anger = middle + apart * way;
        trust = middle - apart * way;
    }
    auto& list = *ImGui::GetWindowDrawList();
    const auto label = [&](float y, std::string_view name, int value, Token colour) {
        std::string words(name);
        words += ' ';
        words += std::to_string(value);
        draw_text_in(ui, list,
                     {chart.area.right + ui.px(12), y - ui.px(10), chart.area.right + ui.px(96), y + ui.px(10)}, words,
                     {.type = Type::note, .bold = true, .colour = colour}, Align::left);
    };
    label(anger, app.tr("name.anger"), last.anger, Token::bad);
    label(trust, app.tr("name.trust"), last.trust, Token::good);
}

} // namespace

std::optional<int> draw_mood_chart(const DebriefView& view, int selected) {
    auto& [app, ui, debrief] = view;
    std::optional<int> clicked;
    begin_card(ui, "debrief.mood", {.padding = 20});
    section_heading(ui, app.tr("debrief.mood_title"), app.tr("debrief.mood_note"), Icon::heart);
    gap(ui, 1);
    legend(view);
    gap(ui, 2);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ui.available_width();
    const Chart chart{{at.x + ui.px(32), at.y + ui.px(8), at.x + width - ui.px(96), at.y + ui.px(chart_height)},
                      debrief.mood.size()};
    auto& list = *ImGui::GetWindowDrawList();
    for (const int value : {0, 50, 100}) {
        const float y = chart.y(value);
        list.AddLine({chart.area.left, y}, {chart.area.right, y}, ui.ink(Token::line), 1);
        draw_text_in(ui, list, {at.x, y - ui.px(9), at.x + ui.px(26), y + ui.px(9)}, std::to_string(value), note_style,
                     Align::right);
    }
    ready_mark(view, chart);
    for (std::size_t i = 1; i < debrief.mood.size(); ++i) {
        const auto& a = debrief.mood[i - 1].mood;
        const auto& b = debrief.mood[i].mood;
        list.AddLine({chart.x(i - 1), chart.y(a.anger)}, {chart.x(i), chart.y(b.anger)}, ui.ink(Token::bad),
                     ui.px(2.5F));
        list.AddLine({chart.x(i - 1), chart.y(a.trust)}, {chart.x(i), chart.y(b.trust)}, ui.ink(Token::good),
                     ui.px(2.5F));
    }
    for (std::size_t i = 0; i < debrief.mood.size(); ++i) {
        const auto& [turn, mood] = debrief.mood[i];
        const float x = chart.x(i);
        const float reach = ui.px(5);
        if (turn > 0) {
            const float half = std::max(ui.px(12), chart.area.width() /
                                                       static_cast<float>(std::max<std::size_t>(2, chart.points)) / 2);
            const Rect column{x - half, chart.area.top, x + half, chart.area.bottom + ui.px(24)};
            const std::string label = app.tr("debrief.turn", {{"turn", std::to_string(turn)}});
            const auto hit =
                interact_at(ui, "debrief.mood." + std::to_string(turn), column, {.role = Role::button, .label = label});
            if (hit.clicked) clicked = turn;
            if (hit.hovered || hit.ring || selected == turn)
                list.AddLine({x, chart.area.top}, {x, chart.area.bottom}, ui.ink(Token::accent), ui.px(1));
            const std::string tip = label + " · " + std::string(app.tr("name.anger")) + " " +
                                    std::to_string(mood.anger) + " · " + std::string(app.tr("name.trust")) + " " +
                                    std::to_string(mood.trust);
            // Scrolled away, it says nothing: its words would lie over something else.
            const bool seen = ImGui::IsRectVisible({x - 1, chart.area.top}, {x + 1, chart.area.top + ui.px(8)});
            if (hit.hovered || (hit.focused && seen))
                ui.offer_tooltip("debrief.mood." + std::to_string(turn), tip, column);
            draw_text_in(ui, list,
                         {x - ui.px(20), chart.area.bottom + ui.px(4), x + ui.px(20), chart.area.bottom + ui.px(24)},
                         std::to_string(turn), note_style);
        }
        list.AddCircleFilled({x, chart.y(mood.anger)}, reach, ui.ink(Token::bad), 20);
        const float y = chart.y(mood.trust);
        list.AddQuadFilled({x, y - reach}, {x + reach, y}, {x, y + reach}, {x - reach, y}, ui.ink(Token::good));
    }
    end_labels(view, chart);
    draw_text_in(ui, list,
                 {chart.area.left - ui.px(40), chart.area.bottom + ui.px(4), chart.area.left + ui.px(40),
                  chart.area.bottom + ui.px(24)},
                 app.tr("debrief.mood_start"), note_style);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, ui.px(chart_height + 28)});
    end_card(ui);
    return clicked;
}

} // namespace rapport::gui
