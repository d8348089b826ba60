#include "sim/base/text.h"
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/bubble.h"
#include "sim/gui/widgets/choices.h"
#include "sim/gui/widgets/surfaces.h"
#include "sim/training/evidence_keys.h"

#include <algorithm>

namespace rapport::gui {
// Earned in full solid, in part dashed, cost wavy. The tip names the behaviour.
std::vector<Highlight> marked_words(const DebriefView& view, const training::DebriefTurn& turn) {
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
        if (const auto key = training::reason_key(e); !key.empty() && e.reason != "authored")
            h.tip.append("\n").append(view.app.tr(key));
        found.push_back(std::move(h));
    }
    return found;
}

namespace {

// Two screens show turns; each has ids of its own.
std::string item_id(const DebriefView& view, std::string_view item) {
    return std::string(view.app.screen().name()).append(".").append(item);
}

std::string mood_words(const App& app, const training::DebriefTurn& t) {
    return app.tr("debrief.mood_short", {{"anger", signed_number(t.after.anger - t.before.anger)},
                                         {"anger_now", std::to_string(t.after.anger)},
                                         {"trust", signed_number(t.after.trust - t.before.trust)},
                                         {"trust_now", std::to_string(t.after.trust)}});
}

// Words under an icon line, where its words begin.
void under_icon(Ui& ui, const std::string& id, std::string_view words, const TextStyle& style) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float step = ui.px(17 + 9);
    ImGui::SetCursorScreenPos({at.x + step, at.y});
    const ImVec2 size = text_item(ui, id, words, style);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({step + size.x, size.y});
}

std::string overruled_words(const App& app, const records::Overrule& change) {
    return app.tr(change.by.empty() ? "debrief.overruled_by_nobody" : "debrief.overruled",
                  {{"behaviour", std::string(name_of(app, change.behaviour))},
                   {"from", std::to_string(change.from)},
                   {"to", std::to_string(change.to)},
                   {"name", change.by},
                   {"reason", change.reason}});
}

// Why these words count, and what would have made them a 2.
void why_so(const DebriefView& view, const training::DebriefTurn& t, const scoring::Evidence& e) {
    auto& [app, ui, debrief] = view;
    // What the author's own words show is said by the mood's reasons.
    const std::string place = std::to_string(t.number).append(".").append(id(e.behaviour));
    if (const auto key = training::reason_key(e); !key.empty() && e.reason != "authored")
        under_icon(ui, item_id(view, "why.") + place, app.tr(key), note_style);
    if (const auto key = training::missing_key(e); !key.empty())
        under_icon(ui, item_id(view, "more.") + place, app.tr(key), {.type = Type::note, .colour = Token::accent});
}

void what_was_left(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    for (const scoring::Behaviour b : training::behaviours_in(t.unsure)) {
        icon_line(ui, Icon::question, Token::ink_soft,
                  app.tr("debrief.not_judged_here", {{"behaviour", std::string(name_of(app, b))}}), soft_style);
        gap(ui, 1);
    }
    for (const auto& c : t.called_for) {
        if (!c.graded || c.taken || c.not_judged) continue;
        icon_line(ui, Icon::circle, Token::ink_soft,
                  app.tr("debrief.missed_here", {{"behaviour", std::string(name_of(app, c.behaviour))}}), soft_style);
        gap(ui, 1);
    }
    for (const auto& opening : t.left_open) {
        icon_line(
            ui, Icon::ear, Token::ink_soft,
            app.tr(training::text_key(opening.kind), {{"words", opening.in(app.language()).quote},
                                                      {"name", std::string(view.in(debrief.scenario->customer_name))}}),
            soft_style);
        gap(ui, 1);
    }
}

void what_earned(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    if (!t.not_scorable.empty()) {
        notice(ui, item_id(view, "not_scorable.") + std::to_string(t.number),
               app.tr(training::text_key("not_scorable.", t.not_scorable)), Tone::warn, Icon::warning);
        gap(ui, 2);
    }
    for (const auto& e : t.evidence_in(app.language())) {
        const bool fault = scoring::is_fault(e.behaviour);
        const char* key = fault ? "debrief.mark_fault" : e.level == 2 ? "debrief.mark_full" : "debrief.mark_part";
        icon_line(ui, fault ? Icon::cross : Icon::check,
                  fault          ? Token::bad
                  : e.level == 2 ? Token::good
                                 : Token::warn,
                  app.tr(key, {{"behaviour", std::string(name_of(app, e.behaviour))}, {"words", e.quote}}));
        why_so(view, t, e);
        gap(ui, 1);
    }
    int changes = 0;
    for (const auto& change : t.overrules) {
        const std::string item =
            item_id(view, "overruled.") + std::to_string(t.number).append(".").append(std::to_string(++changes));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        icon_line(ui, Icon::person, Token::accent, "");
        ImGui::SetCursorScreenPos(at);
        under_icon(ui, item, overruled_words(app, change), body_style);
        gap(ui, 1);
    }
    what_was_left(view, t);
}

} // namespace

bool draw_earned(const DebriefView& view, const training::DebriefTurn& t) {
    const float top = content_y();
    what_earned(view, t);
    return content_y() > top;
}

void draw_moved(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
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

void draw_advice(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    if (!t.why.empty()) {
        text(ui, view.in(t.why));
        gap(ui, 2);
    }
    if (t.model && !t.chose_model) {
        begin_card(ui, item_id(view, "turn.") + std::to_string(t.number) + ".better",
                   {.padding = 12, .fill = Token::accent_soft, .lift = 0});
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
}

void draw_turned(const DebriefView& view, const training::DebriefTurn& t) {
    auto& [app, ui, debrief] = view;
    if (t.turned_to.empty()) return;
    const bool main = t.turned_title.empty();
    transcript_note(ui,
                    main ? std::string(app.tr("topic.turned_back"))
                         : app.tr("topic.turned_to", {{"topic", std::string(view.in(t.turned_title))}}),
                    main ? Icon::back : Icon::chat);
}

namespace {

void reasons(const DebriefView& view, const training::DebriefTurn& t) {
    auto& ui = view.ui;
    what_earned(view, t);
    if (!t.evidence_in(view.app.language()).empty() || !t.called_for.empty() || !t.left_open.empty()) gap(ui, 2);
    text(ui, mood_words(view.app, t), strong_style);
    gap(ui, 1);
    draw_moved(view, t);
}

// The author's word, the better line, and the way back to this moment.
bool advice(const DebriefView& view, const training::DebriefTurn& t, const std::string& id, bool rewind) {
    auto& [app, ui, debrief] = view;
    draw_advice(view, t);
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
        draw_turned(view, t);
        if (t.kind == scoring::ReplyKind::silence) {
            transcript_note(ui, app.tr("debrief.you_said_nothing"), Icon::clock);
        } else if (t.kind != scoring::ReplyKind::none) {
            const auto highlights = marked_words(view, t);
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
