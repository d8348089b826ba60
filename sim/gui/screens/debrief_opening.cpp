#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"
#include "sim/training/text_keys.h"

#include <array>

namespace rapport::gui {
namespace {

Icon outcome_icon(scoring::Outcome o) {
    switch (o) {
    case scoring::Outcome::resolved:
        return Icon::check;
    case scoring::Outcome::partial:
        return Icon::flag;
    case scoring::Outcome::escalated:
        return Icon::arrow_up;
    default:
        return Icon::cross;
    }
}

Tone outcome_tone(scoring::Outcome o) {
    switch (o) {
    case scoring::Outcome::resolved:
        return Tone::good;
    case scoring::Outcome::lost:
        return Tone::bad;
    default:
        return Tone::warn;
    }
}

std::string quote_of(const DebriefView& view, const training::Highlight& h) {
    const auto& turn = view.turn(h.turn);
    for (const auto& e : turn.evidence_in(view.app.language()))
        if (e.behaviour == h.behaviour) return e.quote;
    return std::string(view.in(turn.reply_text));
}

void highlight_card(const DebriefView& view, std::string_view id, std::string_view title, Icon icon, Tone tone,
                    float width, float height, const training::Highlight* h) {
    auto& [app, ui, debrief] = view;
    begin_card(ui, id, {.width = width, .min_height = height, .padding = 20, .tone = tone});
    section_heading(ui, title, {}, icon);
    gap(ui, 2);
    if (h == nullptr) {
        text(ui, app.tr(tone == Tone::good ? "debrief.nothing_done_well" : "debrief.nothing_to_mend"));
        end_card(ui);
        return;
    }
    text(ui,
         app.tr("debrief.in_turn",
                {{"behaviour", std::string(name_of(app, h->behaviour))}, {"turn", std::to_string(h->turn)}}),
         strong_style);
    gap(ui, 1);
    const bool missed = h->kind == training::Highlight::Kind::missed;
    const auto& turn = view.turn(h->turn);
    if (missed)
        text(ui, app.tr("debrief.was_called_for"), soft_style);
    else
        text(ui, app.tr("debrief.quote", {{"words", quote_of(view, *h)}}));
    if (tone != Tone::good && turn.model && !turn.chose_model) {
        gap(ui, 2);
        text(ui, app.tr("debrief.better"), label_style);
        text(ui, app.tr("debrief.quote", {{"words", std::string(view.in(turn.model->text))}}));
    }
    end_card(ui);
}

} // namespace

void draw_opening(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    text(ui, view.in(debrief.scenario->title), soft_style);
    gap(ui, 1);
    text_item(ui, "debrief.title", app.tr("debrief.title"), title_style);
    gap(ui, 2);
    std::vector<TagSpec> tags;
    if (debrief.outcome)
        tags.push_back({std::string(name_of(app, *debrief.outcome)), outcome_tone(*debrief.outcome),
                        outcome_icon(*debrief.outcome)});
    else
        tags.push_back({std::string(app.tr("name.status.abandoned")), Tone::neutral, Icon::stop});
    tags.push_back({local_time(debrief.header.started_at), Tone::neutral, Icon::calendar});
    tag_row(ui, tags);
    if (!debrief.ending_text.empty()) {
        gap(ui, 2);
        text(ui, view.in(debrief.ending_text), body_style, ui.px(820));
    }
    if (!debrief.outcome) {
        gap(ui, 2);
        text(ui, app.tr("debrief.stopped_early"), soft_style);
    }
    gap(ui, 4);
    const bool wide = ui.width() >= 1000;
    const float space = ui.available_width() / ui.scale();
    const float width = wide ? (space - 16) / 2 : space;
    const float height = wide ? std::max(card_height(ui, "debrief.well"), card_height(ui, "debrief.mend")) : 0;
    highlight_card(view, "debrief.well", app.tr("debrief.done_well"), Icon::star_filled, Tone::good, width, height,
                   debrief.done_well ? &*debrief.done_well : nullptr);
    if (wide)
        ImGui::SameLine(0, ui.px(16));
    else
        gap(ui, 3);
    highlight_card(view, "debrief.mend", app.tr("debrief.try_again"), Icon::target, Tone::accent, width, height,
                   debrief.try_again ? &*debrief.try_again : nullptr);
}

void draw_survey(const DebriefView& view) {
    auto& [app, ui, debrief] = view;
    const auto& kpi = debrief.report.kpi;
    begin_card(ui, "debrief.survey", {.width = 720, .padding = 20});
    section_heading(ui, app.tr("debrief.figures"), {}, Icon::clipboard);
    gap(ui, 1);
    text(ui, app.tr("name.kpi.simulated"), note_style);
    gap(ui, 3);
    const auto row = [&](std::string_view key, const std::string& value) {
        list_row(ui, "debrief.kpi." + std::string(key), app.tr("name.kpi." + std::string(key)),
                 {.right = value, .pressable = false});
    };
    const auto seconds = [&](std::int64_t ms) {
        return app.tr("debrief.seconds",
                      {{"seconds", std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100)}});
    };
    if (kpi.csat) row("csat", std::to_string(*kpi.csat));
    if (kpi.nps) row("nps", std::to_string(*kpi.nps));
    if (kpi.fcr) row("fcr", std::string(app.tr(*kpi.fcr ? "debrief.yes" : "debrief.no")));
    if (kpi.first_response_ms) row("first_response", seconds(*kpi.first_response_ms));
    if (kpi.mean_response_ms) row("mean_response", seconds(*kpi.mean_response_ms));
    if (kpi.aht_ms && debrief.timed) row("aht", seconds(*kpi.aht_ms));
    if (!kpi.csat) text(ui, app.tr("debrief.no_survey"), soft_style);
    end_card(ui);
    if (debrief.need.empty()) return;
    gap(ui, 3);
    const std::string need = app.tr(debrief.need_revealed ? "debrief.need_found" : "debrief.need_hidden",
                                    {{"need", std::string(view.in(debrief.need))}});
    notice(ui, "debrief.need", need, debrief.need_revealed ? Tone::good : Tone::accent,
           debrief.need_revealed ? Icon::heart : Icon::bulb);
}

} // namespace rapport::gui
