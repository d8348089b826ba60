#include "sim/gui/screens/attempt_view.h"

#include "sim/gui/portrait/mood_gauge.h"
#include "sim/gui/portrait/portrait.h"
#include "sim/gui/screens/conversation.h"
#include "sim/gui/screens/dress.h"
#include "sim/gui/screens/parts.h"

#include <algorithm>

namespace rapport::gui {
namespace {

using dialogue::Channel;
using scoring::ReplyKind;

constexpr float widest_face = 480; // design units

void shown_turn(const DebriefView& view, const training::DebriefTurn& t, bool last, bool reply) {
    auto& [app, ui, debrief] = view;
    const Channel channel = debrief.scenario->channel;
    const std::string number = std::to_string(t.number);
    draw_dressed(
        app, ui, "attempt.line." + number,
        {channel, Side::customer, view.in(debrief.scenario->customer_name), view.in(t.customer_text), {}, last});
    gap(ui, 3);
    if (!reply) return;
    draw_turned(view, t);
    if (!t.turned_to.empty()) gap(ui, 3);
    if (t.kind == ReplyKind::none) return;
    if (t.kind == ReplyKind::silence) {
        transcript_note(ui, app.tr("debrief.you_said_nothing"), Icon::clock);
    } else {
        const auto marks = last ? marked_words(view, t) : std::vector<Highlight>();
        draw_dressed(app, ui, "attempt.said." + number,
                     {channel, Side::me, app.tr("debrief.me"), view.in(t.reply_text), marks, last});
    }
    gap(ui, 4);
}

void shown_end(const DebriefView& view, const training::PlayedAttempt& attempt) {
    auto& [app, ui, debrief] = view;
    const Channel channel = debrief.scenario->channel;
    if (!debrief.outcome) {
        draw_dressed(
            app, ui, "attempt.line",
            {channel, Side::customer, view.in(debrief.scenario->customer_name), view.in(attempt.session.line().text)});
        gap(ui, 3);
        transcript_note(ui, app.tr("conversation.stopped"), Icon::stop);
        return;
    }
    transcript_note(ui, app.tr(channel == Channel::phone ? "conversation.ended.phone" : "conversation.ended.other"),
                    channel_icon(channel));
    gap(ui, 3);
    const Tone tone = *debrief.outcome == scoring::Outcome::resolved  ? Tone::good
                      : *debrief.outcome == scoring::Outcome::partial ? Tone::warn
                                                                      : Tone::neutral;
    begin_card(ui, "attempt.ending", {.label = view.in(debrief.ending_text)});
    tag(ui, name_of(app, *debrief.outcome), tone,
        tone == Tone::good   ? Icon::check
        : tone == Tone::warn ? Icon::clock
                             : Icon::flag);
    gap(ui, 2);
    text_item(ui, "attempt.ending_words", view.in(debrief.ending_text));
    end_card(ui);
}

void gauge(const DebriefView& view, bool trust, int value, int before) {
    const std::string which = trust ? "trust" : "anger";
    mood_gauge(view.ui, "attempt." + which,
               {.name = view.app.tr("name." + which),
                .level = view.app.tr("conversation." + which + "." + std::to_string(mood_band(value))),
                .value = value,
                .before = before,
                .good_when_high = trust});
}

void face(const DebriefView& view, const dialogue::Mood& mood) {
    auto& [app, ui, debrief] = view;
    const float anger = ui.animate("attempt.face.anger", mood.anger, 150),
                trust = ui.animate("attempt.face.trust", mood.trust, 150);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect box{at.x, at.y, at.x + ui.available_width(), at.y + ui.px(132)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, box, mix(ui.colour(Token::sunken), ui.colour(Token::customer_line), 0.09F), ui.px(14),
             ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::line));
    draw_portrait(list, {box.left, box.top + ui.px(8), box.right, box.bottom},
                  features_of(debrief.header.seed, debrief.scenario->female_voice), expression_of(anger, trust));
    ImGui::Dummy({box.width(), box.height()});
    ui.record("attempt.face", Role::image, view.in(debrief.scenario->customer_name), box, true, false);
    gap(ui, 3);
}

} // namespace

void draw_shown(const DebriefView& view, const training::PlayedAttempt& attempt, const Step& step, float& newest_at) {
    auto& [app, ui, debrief] = view;
    const Channel channel = debrief.scenario->channel;
    transcript_note(ui, app.tr("conversation.began." + std::string(id(channel))), channel_icon(channel));
    gap(ui, 4);
    newest_at = 0; // the first turn is seen from the top of the page
    for (int turn = 1; turn <= step.turn; ++turn) {
        if (turn == step.turn && turn > 1) newest_at = std::max(0.0F, content_y() - ui.px(8));
        shown_turn(view, view.turn(turn), turn == step.turn, turn < step.turn || step.reply);
    }
    if (step.turn == static_cast<int>(debrief.turns.size()) && step.reply) shown_end(view, attempt);
}

void draw_moment(const DebriefView& view, const Step& step) {
    auto& [app, ui, debrief] = view;
    if (step.turn == 0) {
        text_item(ui, "attempt.nothing", app.tr("attempt.nothing"), soft_style);
        return;
    }
    const auto& t = view.turn(step.turn);
    const dialogue::Mood& mood = step.reply ? t.after : t.before;
    text(ui, app.tr("attempt.mood"), label_style);
    gap(ui, 2);
    // On the phone nobody is seen; and in a wide card the figures come first.
    if (debrief.scenario->channel != Channel::phone && ui.available_width() <= ui.px(widest_face)) face(view, mood);
    gauge(view, false, mood.anger, t.before.anger);
    gap(ui, 3);
    gauge(view, true, mood.trust, t.before.trust);
    if (debrief.scenario->upset == dialogue::Upset::angry) {
        gap(ui, 3);
        icon_line(ui, mood.ready ? Icon::ear : Icon::lock, mood.ready ? Token::good : Token::ink_soft,
                  app.tr(mood.ready ? "name.ready" : "name.not_ready"), note_style);
    }
    if (!step.reply) return;
    gap(ui, 4);
    text(ui, app.tr("attempt.reasons"), label_style);
    gap(ui, 1);
    if (t.reasons.empty())
        text(ui, app.tr("attempt.no_change"), note_style);
    else
        draw_moved(view, t);
    gap(ui, 2);
    divider(ui);
    gap(ui, 3);
    text(ui, app.tr("attempt.marks"), label_style);
    gap(ui, 1);
    if (t.kind == ReplyKind::none)
        text_item(ui, "attempt.no_reply", app.tr("attempt.no_reply"), soft_style);
    else if (!draw_earned(view, t))
        text_item(ui, "attempt.no_marks", app.tr("attempt.no_marks"), soft_style);
    gap(ui, 2);
    draw_advice(view, t);
}

} // namespace rapport::gui
