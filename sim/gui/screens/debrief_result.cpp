#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rapport::gui {
namespace {

// What it is with the levels that people changed, beside what the grader gave.
std::string second_grade(const App& app, std::int32_t first, const std::optional<std::int32_t>& second) {
    if (!second || *second == first) return {};
    return std::string(" ").append(app.tr("debrief.after_change", {{"value", exact_score(*second)}}));
}

void questions(const DebriefView& view, const SelfRating& self) {
    auto& [app, ui, debrief] = view;
    for (std::size_t q = 0; q < scoring::question_count; ++q) {
        const auto question = static_cast<scoring::Question>(q);
        const auto value = debrief.report.questions[q];
        const std::string item = "debrief.question." + std::string(id(question));
        text(ui, name_of(app, question), strong_style);
        std::string right = value ? exact_score(*value) : std::string(app.tr("debrief.not_graded_short"));
        if (value && debrief.overruled) right += second_grade(app, *value, debrief.overruled->questions[q]);
        const ImVec2 size = measure_text(ui, right, strong_style);
        align_right(ui, size.x);
        text(ui, right, value ? strong_style : soft_style);
        gap(ui, 1);
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
    std::string value = exact_score(*report.total);
    if (debrief.overruled) value += second_grade(app, *report.total, debrief.overruled->total);
    const ImVec2 size = measure_text(ui, value, title_style);
    align_right(ui, size.x);
    text_item(ui, "debrief.total", value, title_style);
    if (debrief.overruled) text(ui, app.tr("debrief.overruled_note"), note_style);
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
    if (r.standing == scoring::Standing::not_judged) return std::string(app.tr("debrief.not_judged"));
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

void behaviour(const DebriefView& view, const scoring::BehaviourResult& r) {
    auto& [app, ui, debrief] = view;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float full = ui.available_width();
    const float name = std::floor(full * 0.48F);
    const float words = std::floor(full * 0.68F);
    const ImVec2 a = text(ui, name_of(app, r.behaviour), body_style, name - ui.px(12));
    ImGui::SetCursorScreenPos({at.x + name, at.y});
    dots(ui, r);
    ImGui::SetCursorScreenPos({at.x + words, at.y});
    const ImVec2 b = text_item(ui, "debrief.behaviour." + std::string(id(r.behaviour)), standing_words(app, r),
                               soft_style, full - words);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({full, std::max(a.y, b.y)});
    gap(ui, 2);
}

void behaviours(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    std::vector<const scoring::BehaviourResult*> graded;
    for (const auto& r : debrief.report.behaviours)
        if (r.standing != scoring::Standing::not_graded && !scoring::is_fault(r.behaviour)) graded.push_back(&r);
    begin_card(ui, "debrief.behaviours", {.padding = 20});
    section_heading(ui, app.tr("debrief.behaviours"), app.tr("debrief.taken_of_offered"), Icon::ear);
    gap(ui, 1);
    in_columns(ui, graded.size(), 48, [&](std::size_t i) { behaviour(view, *graded[i]); });
    gap(ui, 1);
    text(ui, app.tr("debrief.dots"), note_style);
    end_card(ui);
}

void faults(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    if (debrief.report.faults.empty()) return;
    gap(ui, 4);
    begin_card(ui, "debrief.faults", {.padding = 20});
    section_heading(ui, app.tr("debrief.faults"), {}, Icon::warning);
    for (const auto& f : debrief.report.faults) {
        const std::string words = app.tr(f.points > 0 ? "debrief.fault" : "debrief.fault_free",
                                         {{"behaviour", std::string(name_of(app, f.behaviour))},
                                          {"turn", std::to_string(f.turn)},
                                          {"points", std::to_string(f.points)}});
        icon_line(ui, Icon::cross, Token::bad, words);
        gap(ui, 1);
    }
    end_card(ui);
}

void five_questions(const DebriefView& view, const SelfRating& self, float height) {
    auto& [app, ui, debrief] = view;
    begin_card(ui, "debrief.questions", {.min_height = height, .padding = 20});
    section_heading(ui, app.tr("debrief.five_questions"), {}, Icon::chart);
    gap(ui, 1);
    questions(view, self);
    total(view);
    end_card(ui);
}

void radar(const DebriefView& view, float height) {
    auto& [app, ui, debrief] = view;
    begin_card(ui, "debrief.radar_card", {.min_height = height, .padding = 20});
    section_heading(ui, app.tr("debrief.radar"), {}, Icon::target);
    if (!draw_radar(view, 372)) text(ui, app.tr("debrief.radar_too_few"), soft_style);
    end_card(ui);
}

} // namespace

std::string exact_score(std::int32_t hundredths) {
    return hundredths % 100 == 0 ? std::to_string(hundredths / 100)
                                 : fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

void draw_result(const DebriefView& view, const SelfRating& self) {
    auto& [app, ui, debrief] = view;
    if (wide_page(ui)) {
        const float height = std::max(card_height(ui, "debrief.questions"), card_height(ui, "debrief.radar_card"));
        side_by_side(
            ui, 0.5F, 16, [&] { five_questions(view, self, height); }, [&] { radar(view, height); });
    } else {
        five_questions(view, self, 0);
        gap(ui, 4);
        radar(view, 0);
    }
    gap(ui, 4);
    behaviours(view);
    faults(view);
}

} // namespace rapport::gui
