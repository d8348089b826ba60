#include "sim/base/text.h"
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/bubble.h"
#include "sim/gui/widgets/surfaces.h"

#include <algorithm>

namespace rapport::gui {
namespace {

// Marked words: earned in full solid, in part dashed, cost wavy. The tip names the behaviour.
std::vector<Highlight> marks(const DebriefView& view, const training::DebriefTurn& turn) {
    std::vector<Highlight> found;
    const std::size_t whole = code_points(view.in(turn.reply_text));
    for (const auto& e : turn.evidence_in(view.app.language())) {
        if (e.length >= whole) continue; // the whole reply: said below, not painted over everything
        const bool fault = scoring::is_fault(e.behaviour);
        Highlight h;
        h.begin = e.start;
        h.end = e.start + e.length;
        h.background = fault ? Token::bad_soft : e.level == 2 ? Token::good_soft : Token::warn_soft;
        h.line = fault ? Token::bad : e.level == 2 ? Token::good : Token::warn;
        h.underline = fault ? Underline::wavy : e.level == 2 ? Underline::solid : Underline::dashed;
        h.tip = name_of(view.app, e.behaviour);
        found.push_back(std::move(h));
    }
    return found;
}

std::string mood_words(const App& app, const training::DebriefTurn& t) {
    return app.tr("debrief.mood_short", {{"anger", signed_number(t.after.anger - t.before.anger)},
                                         {"anger_now", std::to_string(t.after.anger)},
                                         {"trust", signed_number(t.after.trust - t.before.trust)},
                                         {"trust_now", std::to_string(t.after.trust)}});
}

void what_earned(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    for (const auto& e : t.evidence_in(app.language())) {
        const bool fault = scoring::is_fault(e.behaviour);
        icon(ui, fault ? Icon::cross : Icon::check, 16, fault ? Token::bad : e.level == 2 ? Token::good : Token::warn);
        inline_gap(ui, 2);
        const char* key = fault ? "debrief.mark_fault" : e.level == 2 ? "debrief.mark_full" : "debrief.mark_part";
        text(ui, app.tr(key, {{"behaviour", std::string(name_of(app, e.behaviour))}, {"words", e.quote}}));
    }
    for (const auto& c : t.called_for) {
        if (!c.graded || c.taken) continue;
        icon(ui, Icon::circle, 16, Token::ink_soft);
        inline_gap(ui, 2);
        text(ui, app.tr("debrief.missed_here", {{"behaviour", std::string(name_of(app, c.behaviour))}}), soft_style);
    }
}

void mood_reasons(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    text(ui, mood_words(app, t), strong_style);
    for (const auto& r : t.reasons) {
        std::string numbers;
        if (r.delta.anger != 0)
            numbers += std::string(app.tr("name.anger")) + " " + signed_number(r.delta.anger) + "  ";
        if (r.delta.trust != 0)
            numbers += std::string(app.tr("name.trust")) + " " + signed_number(r.delta.trust) + "  ";
        text(ui, "· " + std::string(reason_words(app, r)) + (numbers.empty() ? "" : "  " + numbers), note_style);
    }
}

// Feedback beside the words: what earned, how the mood moved, why, and the better line.
bool feedback(const DebriefView& view, const training::DebriefTurn& t, bool rewind) {
    auto& [app, ui, debrief] = view;
    const std::string id = "debrief.turn." + std::to_string(t.number);
    begin_card(ui, id, {.padding = 16, .fill = Token::surface, .lift = 0});
    what_earned(view, t);
    if (!t.evidence_in(app.language()).empty() || !t.called_for.empty()) gap(ui, 2);
    mood_reasons(view, t);
    if (!t.why.empty()) {
        gap(ui, 2);
        text(ui, view.in(t.why));
    }
    if (t.model && !t.chose_model) {
        gap(ui, 2);
        text(ui, app.tr("debrief.better"), label_style);
        text(ui, app.tr("debrief.quote", {{"words", std::string(view.in(t.model->text))}}));
    } else if (t.chose_model) {
        gap(ui, 1);
        text(ui, app.tr("debrief.was_model"), note_style);
    }
    bool again = false;
    if (rewind && t.kind != scoring::ReplyKind::none) {
        gap(ui, 2);
        again = button(ui, id + ".again", app.tr("debrief.again_here"),
                       {.kind = ButtonKind::quiet, .icon = Icon::undo, .small = true});
    }
    end_card(ui);
    return again;
}

} // namespace

std::optional<int> draw_conversation(const DebriefView& view, int& reveal_turn) {
    auto& [app, ui, debrief] = view;
    std::optional<int> again;
    const bool rewind = debrief.scenario->use == dialogue::Use::practice;
    for (const auto& t : debrief.turns) {
        const std::string number = std::to_string(t.number);
        if (reveal_turn == t.number) {
            scroll_to_here(ui);
            reveal_turn = 0;
        }
        bubble(ui, "debrief.customer." + number, view.in(t.customer_text),
               {.side = Side::customer, .name = view.in(debrief.scenario->customer_name), .appear = false});
        gap(ui, 2);
        if (t.kind == scoring::ReplyKind::silence) {
            transcript_note(ui, app.tr("debrief.you_said_nothing"), Icon::clock);
        } else if (t.kind != scoring::ReplyKind::none) {
            const auto highlights = marks(view, t);
            bubble(ui, "debrief.me." + number, view.in(t.reply_text),
                   {.side = Side::me, .name = app.tr("debrief.me"), .highlights = highlights, .appear = false});
        }
        gap(ui, 2);
        if (t.kind != scoring::ReplyKind::none && feedback(view, t, rewind)) again = t.number;
        gap(ui, 5);
    }
    return again;
}

} // namespace rapport::gui
