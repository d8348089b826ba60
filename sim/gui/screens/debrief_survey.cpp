// What the customer would answer, and the times. All of it simulated, and said so.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <functional>

namespace rapport::gui {
namespace {

constexpr int most_stars = 5;
constexpr int most_nps = 10;

// Name above, a picture of the answer below, the number beside it.
void answer(const DebriefView& view, std::string_view key, const std::string& value,
            const std::function<float(ImDrawList&, ImVec2)>& picture) {
    auto& ui = view.ui;
    text(ui, view.app.tr("name.kpi." + std::string(key)), soft_style);
    gap(ui, 1);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(28);
    const float width = picture ? picture(*ImGui::GetWindowDrawList(), {at.x, at.y + height / 2}) + ui.px(16) : 0;
    const ImVec2 size = measure_text(ui, value, strong_style);
    ImGui::SetCursorScreenPos({at.x + width, at.y + (height - size.y) / 2});
    text_item(ui, "debrief.kpi." + std::string(key), value, strong_style);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({0, height});
    gap(ui, 4);
}

void survey(const DebriefView& view, float height) {
    auto& [app, ui, debrief] = view;
    const auto& kpi = debrief.report.kpi;
    begin_card(ui, "debrief.survey", {.min_height = height, .padding = 20});
    section_heading(ui, app.tr("debrief.tab_survey"), {}, Icon::clipboard);
    text(ui, app.tr("name.kpi.simulated"), note_style);
    gap(ui, 4);
    if (!kpi.csat) text(ui, app.tr("debrief.no_survey"), soft_style);
    if (kpi.csat)
        answer(view, "csat", std::to_string(*kpi.csat), [&](ImDrawList& list, ImVec2 at) {
            const float side = ui.px(24);
            for (int i = 0; i < most_stars; ++i)
                draw_icon(list, i < *kpi.csat ? Icon::star_filled : Icon::star,
                          {at.x + static_cast<float>(i) * ui.px(28), at.y - side / 2}, side,
                          ui.colour(i < *kpi.csat ? Token::accent : Token::ink_soft));
            return ui.px(28) * most_stars;
        });
    if (kpi.nps)
        answer(view, "nps", std::to_string(*kpi.nps), [&](ImDrawList& list, ImVec2 at) {
            const float step = ui.px(20);
            for (int i = 0; i <= most_nps; ++i) {
                const ImVec2 centre{at.x + ui.px(7) + static_cast<float>(i) * step, at.y};
                if (i == *kpi.nps)
                    list.AddCircleFilled(centre, ui.px(7), ui.ink(Token::accent), 24);
                else
                    list.AddCircle(centre, ui.px(5), ui.ink(Token::outline), 20, ui.px(1.5F));
            }
            return step * (most_nps + 1);
        });
    if (kpi.fcr)
        answer(view, "fcr", std::string(app.tr(*kpi.fcr ? "debrief.yes" : "debrief.no")),
               [&](ImDrawList& list, ImVec2 at) {
                   draw_icon(list, *kpi.fcr ? Icon::check : Icon::cross, {at.x, at.y - ui.px(11)}, ui.px(22),
                             ui.colour(*kpi.fcr ? Token::good : Token::bad));
                   return ui.px(12);
               });
    end_card(ui);
}

void times(const DebriefView& view, float height) {
    auto& [app, ui, debrief] = view;
    const auto& kpi = debrief.report.kpi;
    const auto seconds = [&](std::int64_t ms) {
        return app.tr("debrief.seconds",
                      {{"seconds", std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100)}});
    };
    begin_card(ui, "debrief.times", {.min_height = height, .padding = 20});
    section_heading(ui, app.tr("debrief.times"), {}, Icon::clock);
    text(ui, app.tr("debrief.times_note"), note_style);
    gap(ui, 4);
    if (kpi.first_response_ms) answer(view, "first_response", seconds(*kpi.first_response_ms), {});
    if (kpi.mean_response_ms) answer(view, "mean_response", seconds(*kpi.mean_response_ms), {});
    // Choosing from a list takes no handling time worth the name.
    if (kpi.aht_ms && debrief.timed) answer(view, "aht", seconds(*kpi.aht_ms), {});
    end_card(ui);
}

} // namespace

void draw_survey(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    if (wide_page(ui)) {
        const float height = std::max(card_height(ui, "debrief.survey"), card_height(ui, "debrief.times"));
        side_by_side(
            ui, 0.5F, 16, [&] { survey(view, height); }, [&] { times(view, height); });
    } else {
        survey(view, 0);
        gap(ui, 4);
        times(view, 0);
    }
    if (debrief.need.empty()) return;
    gap(ui, 4);
    const std::string need = app.tr(debrief.need_revealed ? "debrief.need_found" : "debrief.need_hidden",
                                    {{"need", std::string(view.in(debrief.need))}});
    notice(ui, "debrief.need", need, debrief.need_revealed ? Tone::good : Tone::accent,
           debrief.need_revealed ? Icon::heart : Icon::bulb);
}

} // namespace rapport::gui
