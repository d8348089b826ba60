// The mood over the turns: two lines, told apart by form as well as colour; every point can be pressed.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

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
    const Chart chart{{at.x + ui.px(32), at.y + ui.px(8), at.x + width - ui.px(12), at.y + ui.px(chart_height)},
                      debrief.mood.size()};
    auto& list = *ImGui::GetWindowDrawList();
    for (const int value : {0, 50, 100}) {
        const float y = chart.y(value);
        list.AddLine({chart.area.left, y}, {chart.area.right, y}, ui.ink(Token::line), 1);
        draw_text_in(ui, list, {at.x, y - ui.px(9), at.x + ui.px(26), y + ui.px(9)}, std::to_string(value), note_style,
                     Align::right);
    }
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
            if (hit.hovered || hit.focused) ui.offer_tooltip("debrief.mood." + std::to_string(turn), tip, column);
            draw_text_in(ui, list,
                         {x - ui.px(20), chart.area.bottom + ui.px(4), x + ui.px(20), chart.area.bottom + ui.px(24)},
                         std::to_string(turn), note_style);
        }
        list.AddCircleFilled({x, chart.y(mood.anger)}, reach, ui.ink(Token::bad), 20);
        const float y = chart.y(mood.trust);
        list.AddQuadFilled({x, y - reach}, {x + reach, y}, {x, y + reach}, {x - reach, y}, ui.ink(Token::good));
    }
    ImGui::Dummy({width, ui.px(chart_height + 28)});
    end_card(ui);
    return clicked;
}

} // namespace rapport::gui
