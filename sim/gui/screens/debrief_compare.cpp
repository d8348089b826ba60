// Two runs of the same contact side by side.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

namespace rapport::gui {
namespace {

using Score = std::optional<std::int32_t>;

// Words and an arrow as well as a colour.
void change(Ui& ui, Score before, Score now, float right) {
    if (!before || !now) return;
    const std::int32_t delta = *now - *before;
    const Tone tone = delta > 0 ? Tone::good : delta < 0 ? Tone::bad : Tone::neutral;
    const std::string words = delta == 0 ? "=" : (delta > 0 ? "+" : "\u2212") + exact_score(std::abs(delta));
    const TextStyle style{.bold = true, .colour = tone_ink(tone)};
    const ImVec2 size = measure_text(ui, words, style);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    draw_text(ui, list, {right - size.x, at.y}, words, style);
    if (delta != 0)
        draw_icon(list, delta > 0 ? Icon::arrow_up : Icon::arrow_down, {right - size.x - ui.px(20), at.y + ui.px(4)},
                  ui.px(16), ui.colour(tone_ink(tone)));
}

void bar(const DebriefView& view, const std::string& id, std::string_view words, Score value, Tone tone) {
    auto& [app, ui, debrief] = view;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float full = ui.available_width(), name = ui.px(84), number = ui.px(56);
    const float height = line_height(ui, Type::note, app.language() == Language::zh);
    auto& list = *ImGui::GetWindowDrawList();
    draw_text(ui, list, at, words, note_style, name);
    const std::string shown = value ? exact_score(*value) : std::string(app.tr("debrief.not_graded_short"));
    draw_text_in(ui, list, {at.x + full - number, at.y, at.x + full, at.y + height}, shown, note_style, Align::right);
    ImGui::SetCursorScreenPos({at.x + name, at.y + (height - ui.px(6)) / 2});
    progress_bar(ui, id, value ? static_cast<float>(*value) / 10000.0F : 0.0F, tone,
                 (full - name - number - ui.px(8)) / ui.scale(), 6);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({full, height});
}

void pair(const DebriefView& view, std::string_view key, std::string_view name, Score before, Score now) {
    auto& [app, ui, debrief] = view;
    const float right = ImGui::GetCursorScreenPos().x + ui.available_width();
    change(ui, before, now, right);
    text(ui, name, strong_style, ui.available_width() - ui.px(96));
    const std::string id = "debrief.compare." + std::string(key);
    bar(view, id + ".before", app.tr("debrief.before"), before, Tone::neutral);
    bar(view, id + ".now", app.tr("debrief.now"), now, Tone::accent);
    gap(ui, 3);
}

} // namespace

void draw_comparison(const DebriefView& view, const training::Debrief& before) {
    auto& [app, ui, debrief] = view;
    const std::string from =
        app.tr("debrief.compare_from", {{"turn", std::to_string(debrief.header.branched_from->turn)}});
    begin_card(ui, "debrief.compare", {.padding = 20});
    section_heading(ui, app.tr("debrief.compare"), from, Icon::refresh);
    in_columns(ui, scoring::question_count + 1, 48, [&](std::size_t i) {
        if (i == 0) {
            pair(view, "total", app.tr("name.total"), before.report.total, debrief.report.total);
            return;
        }
        const auto question = static_cast<scoring::Question>(i - 1);
        pair(view, id(question), name_of(app, question), before.report.questions[i - 1],
             debrief.report.questions[i - 1]);
    });
    end_card(ui);
    gap(ui, 4);
}

} // namespace rapport::gui
