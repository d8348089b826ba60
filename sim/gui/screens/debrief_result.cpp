#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::gui {
namespace {

std::string exact(std::int32_t hundredths) {
    return hundredths % 100 == 0 ? std::to_string(hundredths / 100)
                                 : fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

void questions(const DebriefView& view, const SelfRating& self) {
    auto& [app, ui, debrief] = view;
    for (std::size_t q = 0; q < scoring::question_count; ++q) {
        const auto question = static_cast<scoring::Question>(q);
        const auto value = debrief.report.questions[q];
        const std::string item = "debrief.question." + std::string(id(question));
        text(ui, name_of(app, question), strong_style);
        const std::string right = value ? exact(*value) : std::string(app.tr("debrief.not_graded_short"));
        const ImVec2 size = measure_text(ui, right, strong_style);
        align_right(ui, size.x);
        text(ui, right, value ? strong_style : soft_style);
        const float mark = self[q] ? static_cast<float>(*self[q]) / 100.0F : -1.0F;
        progress_bar(ui, item, value ? static_cast<float>(*value) / 10000.0F : 0.0F,
                     value ? score_tone(*value) : Tone::neutral, 0, 10, mark);
        gap(ui, 3);
    }
    if (std::ranges::any_of(self, [](const auto& s) { return s.has_value(); }))
        text(ui, app.tr("debrief.self_mark"), note_style);
}

void total(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    const auto& report = debrief.report;
    if (!report.total) return;
    gap(ui, 2);
    divider(ui);
    gap(ui, 2);
    text(ui, app.tr("name.total"), heading_style);
    const std::string value = exact(*report.total);
    const ImVec2 size = measure_text(ui, value, title_style);
    align_right(ui, size.x);
    text_item(ui, "debrief.total", value, title_style);
    if (report.fault_points > 0)
        text(ui, app.tr("debrief.fault_points", {{"points", std::to_string(report.fault_points)}}), soft_style);
    if (report.capped) notice(ui, "debrief.capped", app.tr("debrief.capped"), Tone::warn, Icon::warning);
}

// One dot an opportunity: full, half, empty. The words beside say the same.
void dots(Ui& ui, const scoring::BehaviourResult& r) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    const float radius = ui.px(5);
    for (std::size_t i = 0; i < r.opportunities.size(); ++i) {
        const ImVec2 centre{at.x + radius + static_cast<float>(i) * ui.px(16), at.y + ui.px(12)};
        const auto level = r.opportunities[i].best;
        if (level == 2) {
            list.AddCircleFilled(centre, radius, ui.ink(Token::good), 20);
            continue;
        }
        if (level == 1) {
            list.PathArcTo(centre, radius, 1.5707963F, 4.7123890F, 12);
            list.PathFillConvex(ui.ink(Token::good));
        }
        list.AddCircle(centre, radius, ui.ink(level == 1 ? Token::good : Token::ink_soft), 20, ui.px(1.5F));
    }
}

std::string standing_words(const App& app, const scoring::BehaviourResult& r) {
    if (r.standing == scoring::Standing::never_reached) return std::string(app.tr("debrief.never_reached"));
    int full = 0;
    int part = 0;
    for (const auto& o : r.opportunities) {
        full += o.best == 2 ? 1 : 0;
        part += o.best == 1 ? 1 : 0;
    }
    const std::string offered = std::to_string(r.opportunities.size());
    if (part > 0)
        return app.tr("debrief.taken_partly",
                      {{"full", std::to_string(full)}, {"part", std::to_string(part)}, {"offered", offered}});
    return app.tr("debrief.taken", {{"full", std::to_string(full)}, {"offered", offered}});
}

void behaviours(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    const float left = ImGui::GetCursorPosX();
    for (const auto& r : debrief.report.behaviours) {
        if (r.standing == scoring::Standing::not_graded || scoring::is_fault(r.behaviour)) continue;
        const float top = ImGui::GetCursorPosY();
        text(ui, name_of(app, r.behaviour), body_style, ui.px(230));
        const float bottom = ImGui::GetCursorPosY();
        ImGui::SetCursorPos({left + ui.px(240), top});
        dots(ui, r);
        ImGui::SetCursorPos({left + ui.px(310), top});
        text_item(ui, "debrief.behaviour." + std::string(id(r.behaviour)), standing_words(app, r), soft_style,
                  ui.available_width());
        ImGui::SetCursorPos({left, std::max(bottom, ImGui::GetCursorPosY())});
        gap(ui, 1);
    }
}

void faults(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    if (debrief.report.faults.empty()) return;
    gap(ui, 3);
    text(ui, app.tr("debrief.faults"), label_style);
    gap(ui, 1);
    for (const auto& f : debrief.report.faults) {
        const std::string words = app.tr(f.points > 0 ? "debrief.fault" : "debrief.fault_free",
                                         {{"behaviour", std::string(name_of(app, f.behaviour))},
                                          {"turn", std::to_string(f.turn)},
                                          {"points", std::to_string(f.points)}});
        icon(ui, Icon::warning, 16, Token::bad);
        inline_gap(ui, 2);
        text(ui, words);
    }
}

} // namespace

void draw_result(const DebriefView& view, const SelfRating& self) {
    auto& [app, ui, debrief] = view;
    const bool wide = ui.width() >= 1100;
    const float space = ui.available_width() / ui.scale();
    const float width = wide ? (space - 16) / 2 : space;
    begin_card(ui, "debrief.questions", {.width = width, .padding = 20});
    section_heading(ui, app.tr("debrief.five_questions"), {}, Icon::chart);
    gap(ui, 3);
    questions(view, self);
    total(view);
    end_card(ui);
    if (wide)
        ImGui::SameLine(0, ui.px(16));
    else
        gap(ui, 3);
    begin_card(ui, "debrief.behaviours", {.width = width, .padding = 20});
    section_heading(ui, app.tr("debrief.behaviours"), app.tr("debrief.taken_of_offered"), Icon::ear);
    gap(ui, 2);
    behaviours(view);
    faults(view);
    end_card(ui);
}

} // namespace rapport::gui
