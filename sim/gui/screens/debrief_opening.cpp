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
                    float height, const training::Highlight* h) {
    auto& [app, ui, debrief] = view;
    begin_card(ui, id, {.min_height = height, .padding = 20, .tone = tone});
    section_heading(ui, title, {}, icon);
    gap(ui, 2);
    if (h == nullptr) {
        text(ui, app.tr(tone == Tone::good ? "debrief.nothing_done_well" : "debrief.nothing_to_mend"));
        end_card(ui);
        return;
    }
    const auto& turn = view.turn(h->turn);
    const dialogue::Reason* cost = training::cost_of(turn, *h);
    if (h->kind != training::Highlight::Kind::shown) {
        text_item(ui, std::string(id) + ".kind", app.tr(training::mend_key(*h)), label_style);
        gap(ui, 0.5F);
    }
    const std::string what = cost != nullptr ? reason_words(app, *cost) : std::string(name_of(app, h->behaviour));
    text(ui, app.tr("debrief.in_turn", {{"behaviour", what}, {"turn", std::to_string(h->turn)}}), strong_style);
    gap(ui, 1);
    if (turn.reply_text.empty())
        text(ui, app.tr("debrief.you_said_nothing"), soft_style);
    else if (h->kind == training::Highlight::Kind::missed && cost == nullptr)
        text(ui, app.tr("debrief.was_called_for"), soft_style);
    else
        text(ui, app.tr("debrief.quote", {{"words", quote_of(view, *h)}}));
    if (tone != Tone::good && turn.model && !turn.chose_model) {
        gap(ui, 2);
        text(ui, app.tr("debrief.better"), label_style);
        gap(ui, 0.5F);
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
    if (records::what_if(debrief.header))
        tags.push_back({app.tr("name.what_if", {{"turn", std::to_string(debrief.header.branched_from->turn)}}),
                        Tone::accent, Icon::undo});
    tag_row(ui, tags);
    if (const auto& earlier = debrief.header.earlier_versions; !earlier.empty()) {
        gap(ui, 2);
        text_item(ui, "debrief.versions", app.tr("debrief.versions", {{"turns", std::to_string(earlier.back().turns)}}),
                  soft_style);
    }
    if (!debrief.ending_text.empty()) {
        gap(ui, 2);
        text_item(ui, "debrief.ending", view.in(debrief.ending_text), body_style,
                  std::min(ui.px(reading_width), ui.available_width()));
    }
    if (!debrief.outcome) {
        gap(ui, 2);
        text(ui, app.tr("debrief.stopped_early"), soft_style);
    }
    gap(ui, 4);
    const auto well = [&](float height) {
        highlight_card(view, "debrief.well", app.tr("debrief.done_well"), Icon::star_filled, Tone::good, height,
                       debrief.done_well ? &*debrief.done_well : nullptr);
    };
    const auto mend = [&](float height) {
        highlight_card(view, "debrief.mend", app.tr("debrief.try_again"), Icon::target, Tone::accent, height,
                       debrief.try_again ? &*debrief.try_again : nullptr);
    };
    if (wide_page(ui)) {
        const float height = std::max(card_height(ui, "debrief.well"), card_height(ui, "debrief.mend"));
        side_by_side(
            ui, 0.5F, 16, [&] { well(height); }, [&] { mend(height); });
    } else {
        well(0);
        gap(ui, 3);
        mend(0);
    }
}

} // namespace rapport::gui
