// The right panel: the customer's face or voice; in practice also the mood, why it last moved, and what has been shown.
#include "sim/gui/screens/conversation.h"

#include "sim/gui/portrait/mood_gauge.h"
#include "sim/gui/portrait/portrait.h"
#include "sim/gui/portrait/voice_wave.h"

#include <algorithm>
#include <cmath>

namespace rapport::gui {

using dialogue::Channel;
using scoring::Behaviour;

int mood_band(int value) { return std::clamp(value / 20, 0, 4); }

dialogue::Mood ConversationScreen::mood_before(std::size_t turn) const {
    return turn == 0 ? drill_.session().mood_at_start() : drill_.session().log()[turn - 1].after;
}

void ConversationScreen::draw_customer(App& app, Ui& ui, float height) {
    const auto& mood = drill_.session().mood();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ui.available_width(), radius = ui.px(14);
    const Rect box{at.x, at.y, at.x + width, at.y + height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    // What the face shows follows the mood in its own time, 150 ms like the gauges.
    const float anger = ui.animate("conversation.face.anger", mood.anger, 150),
                trust = ui.animate("conversation.face.trust", mood.trust, 150);
    draw_box(ui, list, box, mix(ui.colour(Token::sunken), ui.colour(Token::customer_line), 0.09F), radius,
             ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::line));
    const bool phone = channel() == Channel::phone;
    if (phone && !show_face_) {
        const std::int64_t now = app.now_ms();
        const bool heard = talking() && !waiting() && !paused_ && ui.motion() && now < speaking_until_;
        const float speaking =
            ui.motion() ? ui.animate("conversation.voice", heard ? 1.0F : 0.12F, motion_calm_ms) : 0.75F;
        draw_voice_wave(list, box.inset(ui.px(20)), loudness_of(anger), speaking, ui.motion() ? ui.now() : 1.0,
                        ui.colour(Token::customer_line));
        if (heard) ui.request_frame_in(1.0 / 30);
    } else {
        draw_portrait(list, {box.left + ui.px(4), box.top + ui.px(8), box.right - ui.px(4), box.bottom}, features_,
                      expression_of(anger, trust));
    }
    const std::string words =
        app.tr("conversation.face",
               {{"name", std::string(customer_name(app))},
                {"anger", std::string(app.tr("conversation.anger." + std::to_string(mood_band(mood.anger))))},
                {"trust", std::string(app.tr("conversation.trust." + std::to_string(mood_band(mood.trust))))}});
    ui.record(phone && !show_face_ ? "conversation.voice" : "conversation.face", Role::image,
              practice() ? std::string_view(words) : customer_name(app), box, true, false);
    if (phone) {
        const float side = ui.px(36);
        ImGui::SetCursorScreenPos({box.right - side - ui.px(4), box.top + ui.px(4)});
        if (icon_button(ui, "conversation.face_switch", show_face_ ? Icon::speaker : Icon::person,
                        app.tr(show_face_ ? "conversation.show_voice" : "conversation.show_face"),
                        {.size = 36, .icon_size = 18})) {
            show_face_ = !show_face_;
            ui.request_frame();
        }
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
}

void ConversationScreen::draw_mood(App& app, Ui& ui) {
    const auto log = drill_.session().log();
    const auto& mood = drill_.session().mood();
    const auto& before = log.empty() ? mood : mood_before(log.size() - 1);
    mood_gauge(ui, "conversation.anger",
               {.name = app.tr("name.anger"),
                .level = app.tr("conversation.anger." + std::to_string(mood_band(mood.anger))),
                .value = mood.anger,
                .before = before.anger});
    gap(ui, 3);
    mood_gauge(ui, "conversation.trust",
               {.name = app.tr("name.trust"),
                .level = app.tr("conversation.trust." + std::to_string(mood_band(mood.trust))),
                .value = mood.trust,
                .before = before.trust,
                .good_when_high = true});
    // The gate belongs to the angry customer only.
    if (drill_.scenario().upset != dialogue::Upset::angry) return;
    gap(ui, 4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = ui.px(28);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Tone tone = mood.ready ? Tone::good : Tone::neutral;
    list.AddCircleFilled({at.x + side / 2, at.y + side / 2}, side / 2, ui.ink(tone_soft(tone)), 24);
    draw_icon_centred(list, mood.ready ? Icon::ear : Icon::lock, {at.x + side / 2, at.y + side / 2}, ui.px(16),
                      ui.colour(tone_ink(tone)));
    ImGui::SetCursorScreenPos({at.x + side + ui.px(10), at.y});
    ImGui::BeginGroup();
    TextStyle head = strong_style;
    head.colour = mood.ready ? Token::good : Token::ink;
    text_item(ui, "conversation.gate", app.tr(mood.ready ? "name.ready" : "name.not_ready"), head);
    text(ui, app.tr(mood.ready ? "conversation.gate_open" : "conversation.gate_closed"), note_style);
    ImGui::EndGroup();
    ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
}

static dialogue::Delta total(const dialogue::Reasons& reasons) {
    int anger = 0, trust = 0;
    for (const auto& reason : reasons.all()) {
        anger += reason.delta.anger;
        trust += reason.delta.trust;
    }
    return {static_cast<std::int16_t>(anger), static_cast<std::int16_t>(trust)};
}

void ConversationScreen::draw_last_move(App& app, Ui& ui) {
    text(ui, app.tr("conversation.last_move"), label_style);
    gap(ui, 1);
    const auto log = drill_.session().log();
    if (log.empty()) {
        text(ui, app.tr("conversation.no_reply_yet"), note_style);
        return;
    }
    // The three that weighed most; the debrief has them all.
    const auto reasons = weightiest(log.back(), 3);
    dialogue::Delta rest = total(log.back().reasons);
    for (const dialogue::Reason& reason : reasons) {
        const auto& d = reason.delta;
        rest.anger = static_cast<std::int16_t>(rest.anger - d.anger);
        rest.trust = static_cast<std::int16_t>(rest.trust - d.trust);
        const bool good = d.trust > d.anger;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float side = ui.px(14), line = line_height(ui, Type::note, ui.look().chinese);
        draw_icon(*ImGui::GetWindowDrawList(), good ? Icon::check : Icon::warning,
                  {at.x, at.y + std::round((line - side) / 2)}, side, ui.colour(good ? Token::good : Token::bad));
        ImGui::SetCursorScreenPos({at.x + side + ui.px(8), at.y});
        ImGui::BeginGroup();
        text(ui, reason_words(app, reason), {.type = Type::note});
        text(ui, moved_words(app, d), note_style);
        ImGui::EndGroup();
        ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
        gap(ui, 1);
    }
    // So that what is listed adds up to the arrows above.
    if (rest.anger != 0 || rest.trust != 0)
        text_item(ui, "conversation.rest", app.tr("conversation.rest", {{"moved", moved_words(app, rest)}}),
                  note_style);
    else if (reasons.empty())
        text(ui, app.tr("conversation.no_move"), note_style);
    draw_last_read(app, ui);
}

// A behaviour is ticked once it was shown where it was called for; at level 1 in part.
void ConversationScreen::draw_checklist(App& app, Ui& ui) {
    text(ui, app.tr("conversation.checklist"), label_style);
    gap(ui, 1);
    const auto& s = drill_.scenario();
    const auto log = drill_.session().log();
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        int best = 0;
        bool fresh = false;
        for (std::size_t turn = 0; turn < log.size(); ++turn) {
            const int level = log[turn].labels[b];
            const bool counts = scoring::is_fault(b) || s.nodes[log[turn].node].calls_for.has(b);
            if (!counts || level <= best) continue;
            best = level;
            fresh = turn + 1 == log.size();
        }
        // Faults are listed once they happen, behaviours from the start.
        if (scoring::is_fault(b) ? best == 0 : !s.grades.has(b)) continue;
        const bool fault = scoring::is_fault(b), full = !fault && best == 2;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float side = ui.px(18), line = line_height(ui, Type::note, ui.look().chinese),
                    height = std::max(side, line);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const ImVec2 centre{at.x + side / 2, at.y + height / 2};
        const float grown = fresh ? ui.animate("conversation.tick." + std::string(id(b)), 1, motion_calm_ms, 0.4F) : 1;
        if (fault) {
            draw_icon_centred(list, Icon::warning, centre, side * grown, ui.colour(Token::bad));
        } else if (best > 0) {
            if (full) {
                list.AddCircleFilled(centre, side / 2 * grown, ui.ink(Token::good), 24);
            } else {
                list.AddCircle(centre, side / 2 * grown - ui.px(1), ui.ink(Token::good), 24, ui.px(1.5F));
            }
            draw_icon_centred(list, Icon::check, centre, ui.px(12) * grown,
                              ui.colour(full ? Token::on_good : Token::good));
        } else {
            list.AddCircle(centre, side / 2 - ui.px(1), ui.ink(Token::outline), 24, ui.px(1.5F));
        }
        const std::string_view note = !fault && best == 1 ? app.tr("conversation.partly") : std::string_view();
        const float note_width = note.empty() ? 0 : measure_text(ui, note, note_style).x + ui.px(6);
        const float room = ui.available_width() - side - ui.px(8) - note_width;
        TextStyle style{.type = Type::note, .bold = fresh, .colour = best > 0 ? Token::ink : Token::ink_soft};
        const ImVec2 size = measure_text(ui, name_of(app, b), style, room);
        draw_text(ui, list, {at.x + side + ui.px(8), at.y + std::max(0.0F, std::round((height - line) / 2))},
                  name_of(app, b), style, room);
        if (!note.empty())
            draw_text(ui, list,
                      {at.x + ui.available_width() - note_width + ui.px(6), at.y + std::round((height - line) / 2)},
                      note, note_style);
        const float tall = std::max(height, size.y);
        Item& item = ui.record("conversation.check." + std::string(id(b)), Role::text, name_of(app, b),
                               {at.x, at.y, at.x + ui.available_width(), at.y + tall}, true, false);
        item.value = best;
        item.selected = best > 0;
        ImGui::Dummy({ui.available_width(), tall});
        gap(ui, 1);
    }
}

void ConversationScreen::draw_side(App& app, Ui& ui, float width) {
    begin_panel(ui, "conversation.side", width, 0, {.padding = 16, .fill = Token::raised, .border_left = true});
    const float room = ImGui::GetWindowHeight();
    const bool large = channel() == Channel::in_person || !practice();
    const float wanted = channel() == Channel::phone && !show_face_ ? 104 : large ? 268 : 168;
    draw_customer(app, ui, std::max(ui.px(88), std::min(ui.px(wanted), room * (large ? 0.42F : 0.32F))));
    gap(ui, 4);
    if (practice()) {
        draw_mood(app, ui);
        gap(ui, 3);
        divider(ui);
        gap(ui, 3);
        draw_last_move(app, ui);
        gap(ui, 2);
        divider(ui);
        gap(ui, 3);
        draw_checklist(app, ui);
    }
    gap(ui, 2);
    end_panel(ui);
}

} // namespace rapport::gui
