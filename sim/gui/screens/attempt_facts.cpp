#include "sim/gui/screens/attempt_view.h"
#include "sim/gui/screens/parts.h"

#include <algorithm>
#include <optional>

namespace rapport::gui {
namespace {

std::string ended(const DebriefView& view) {
    const auto& d = view.debrief;
    return std::string(d.outcome ? name_of(view.app, *d.outcome) : view.app.tr("name.status.abandoned"));
}

std::string versions(const DebriefView& view) {
    const auto& header = view.debrief.header;
    std::string words = std::to_string(header.scenario_version);
    for (const auto& earlier : header.earlier_versions)
        words.append(" · ").append(
            view.app.tr("attempt.earlier_version", {{"version", std::to_string(earlier.scenario_version)},
                                                    {"turns", std::to_string(earlier.turns)}}));
    return words;
}

std::string played(const DebriefView& view) {
    const auto& header = view.debrief.header;
    std::string words;
    for (const records::PlayedAs p : records::all_played)
        if (p != records::PlayedAs::what_if && records::was_played(header, p))
            words = view.app.tr("history.mode." + std::string(id(p)));
    if (records::what_if(header))
        words.append(" · ").append(view.app.tr("name.what_if", {{"turn", std::to_string(header.branched_from->turn)}}));
    return words;
}

std::string graded_by(const DebriefView& view) {
    const auto& header = view.debrief.header;
    std::string words = view.app.tr("attempt.rules", {{"version", std::to_string(header.scorer_version)}});
    if (!header.grader.empty()) words.append(" · ").append(view.app.tr("attempt.reader", {{"version", header.grader}}));
    return words;
}

// Name at the left, value at the right of it; one under the other where there is no room for two columns.
void fact(const DebriefView& view, const std::string& item, const std::string& value) {
    auto& [app, ui, debrief] = view;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float names = std::min(ui.px(120), ui.available_width() * 0.4F);
    const ImVec2 a = text(ui, app.tr("attempt.fact." + item), note_style, names - ui.px(8));
    ImGui::SetCursorScreenPos({at.x + names, at.y});
    const ImVec2 b = text_item(ui, "attempt.fact." + item, value, {.type = Type::note});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({0, std::max(a.y, b.y)});
    gap(ui, 1);
}

// As the list of attempts has it: one that was stopped has no grade.
std::optional<std::int32_t> total_of(const DebriefView& view) {
    return view.debrief.outcome ? view.debrief.report.total : std::nullopt;
}

} // namespace

std::string facts_in_short(const DebriefView& view) {
    const auto& d = view.debrief;
    std::string words = local_time(d.header.started_at) + " · " + ended(view);
    if (const auto points = total_of(view))
        words.append(" · ").append(view.app.tr("history.score", {{"total", score_text(*points)}}));
    return words;
}

void draw_facts(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    const auto& header = debrief.header;
    text(ui, app.tr("attempt.facts"), label_style);
    gap(ui, 2);
    fact(view, "when", local_time(header.started_at));
    fact(view, "outcome", ended(view));
    if (const auto points = total_of(view))
        fact(view, "score", app.tr("history.score", {{"total", exact_score(*points)}}));
    fact(view, "scenario", header.scenario_id);
    fact(view, "version", versions(view));
    fact(view, "language", std::string(app.tr("name.language." + std::string(id(header.language)))));
    fact(view, "mode", played(view));
    fact(view, "grader", graded_by(view));
    if (!header.trainee.empty()) fact(view, "trainee", header.trainee);
    fact(view, "id", header.id);
    gap(ui, 1);
    if (button(ui, "attempt.copy", app.tr("attempt.copy"), {.icon = Icon::copy, .small = true})) {
        ImGui::SetClipboardText(header.id.c_str());
        ui.toast(app.tr("attempt.copied"), ToastKind::good);
    }
}

} // namespace rapport::gui
