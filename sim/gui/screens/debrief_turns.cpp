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
        const char* key = fault ? "debrief.mark_fault" : e.level == 2 ? "debrief.mark_full" : "debrief.mark_part";
        icon_line(ui, fault ? Icon::cross : Icon::check,
                  fault          ? Token::bad
                  : e.level == 2 ? Token::good
                                 : Token::warn,
                  app.tr(key, {{"behaviour", std::string(name_of(app, e.behaviour))}, {"words", e.quote}}));
        gap(ui, 1);
    }
    for (const auto& c : t.called_for) {
        if (!c.graded || c.taken) continue;
        icon_line(ui, Icon::circle, Token::ink_soft,
                  app.tr("debrief.missed_here", {{"behaviour", std::string(name_of(app, c.behaviour))}}), soft_style);
        gap(ui, 1);
    }
}

void mood_reasons(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    text(ui, mood_words(app, t), strong_style);
    gap(ui, 1);
    for (const auto& r : t.reasons) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float numbers = ui.px(168);
        std::string moved;
        const auto add = [&](std::string_view key, int n) {
            if (n == 0) return;
            if (!moved.empty()) moved += "  ";
            moved += app.tr(key);
            moved += ' ';
            moved += signed_number(n);
        };
        add("name.anger", r.delta.anger);
        add("name.trust", r.delta.trust);
        const ImVec2 a = text(ui, moved.empty() ? "–" : moved, label_style, numbers - ui.px(8));
        ImGui::SetCursorScreenPos({at.x + numbers, at.y});
        const ImVec2 b = text(ui, reason_words(app, r), note_style);
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy({0, std::max(a.y, b.y)});
        gap(ui, 0.5F);
    }
}

void reasons(const DebriefView& view, const training::DebriefTurn& t) {
    auto& ui = view.ui;
    what_earned(view, t);
    if (!t.evidence_in(view.app.language()).empty() || !t.called_for.empty()) gap(ui, 2);
    mood_reasons(view, t);
}

// The author's word, the better line, and the way back to this moment.
bool advice(const DebriefView& view, const training::DebriefTurn& t, const std::string& id, bool rewind) {
    auto& [app, ui, debrief] = view;
    if (!t.why.empty()) {
        text(ui, view.in(t.why));
        gap(ui, 2);
    }
    if (t.model && !t.chose_model) {
        begin_card(ui, id + ".better", {.padding = 12, .fill = Token::accent_soft, .lift = 0});
        icon_line(ui, Icon::bulb, Token::accent, app.tr("debrief.better"),
                  {.type = Type::note, .bold = true, .colour = Token::accent});
        gap(ui, 1);
        text(ui, app.tr("debrief.quote", {{"words", std::string(view.in(t.model->text))}}));
        end_card(ui);
        gap(ui, 2);
    } else if (t.chose_model) {
        icon_line(ui, Icon::star, Token::good, app.tr("debrief.was_model"), note_style);
        gap(ui, 2);
    }
    return rewind && button(ui, id + ".again", app.tr("debrief.again_here"), {.icon = Icon::undo, .small = true});
}

// Feedback beside the words: what earned, how the mood moved, why, and the better line.
bool feedback(const DebriefView& view, const training::DebriefTurn& t, bool rewind) {
    auto& ui = view.ui;
    const std::string id = "debrief.turn." + std::to_string(t.number);
    bool again = false;
    begin_card(ui, id, {.padding = 16, .fill = Token::surface, .lift = 0});
    if (wide_page(ui)) {
        side_by_side(
            ui, 0.56F, 32, [&] { reasons(view, t); }, [&] { again = advice(view, t, id, rewind); });
    } else {
        reasons(view, t);
        gap(ui, 3);
        again = advice(view, t, id, rewind);
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
        icon_line(ui, Icon::chat, Token::ink_soft, app.tr("debrief.turn", {{"turn", number}}), label_style);
        gap(ui, 2);
        if (reveal_turn == t.number) {
            ImGui::SetScrollHereY(0.1F);
            ui.request_frame();
            reveal_turn = 0;
        }
        bubble(ui, "debrief.customer." + number, view.in(t.customer_text),
               {.side = Side::customer, .name = view.in(debrief.scenario->customer_name), .appear = false});
        gap(ui, 2);
        if (!t.turned_to.empty()) {
            const bool main = t.turned_title.empty();
            transcript_note(ui,
                            main ? std::string(app.tr("topic.turned_back"))
                                 : app.tr("topic.turned_to", {{"topic", std::string(view.in(t.turned_title))}}),
                            main ? Icon::back : Icon::chat);
        }
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
