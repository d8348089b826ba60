// What was said so far, and under one's own words what they did.
#include "sim/gui/screens/conversation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace rapport::gui {
namespace {

using dialogue::Channel;
using dialogue::ReasonCode;
using scoring::ReplyKind;

int weight(const dialogue::Delta& d) { return std::max(std::abs(d.anger), std::abs(d.trust)); }

struct Pill {
    std::string words;
    Tone tone = Tone::neutral;
    Icon icon = Icon::none;
};

// At the right, under one's own words; one below the other, words wrapped.
void pill(Ui& ui, const Pill& p, float inset) {
    const float full = ui.available_width(), side = ui.px(14), pad = ui.px(10), skip = ui.px(6);
    const TextStyle style{.type = Type::note, .bold = true, .colour = tone_ink(p.tone)};
    const float icon_room = p.icon == Icon::none ? 0 : side + skip;
    const ImVec2 size = measure_text(ui, p.words, style, full * 0.86F - 2 * pad - icon_room);
    const float width = size.x + icon_room + 2 * pad, height = size.y + ui.px(6);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = at.x + full - width - inset;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, {left, at.y, left + width, at.y + height}, ui.colour(tone_soft(p.tone)),
             std::min(height / 2, ui.px(13)), ui.theme().shadows ? std::optional<Colour>() : ui.colour(style.colour));
    if (p.icon != Icon::none)
        draw_icon(
            list, p.icon,
            {left + pad, std::round(at.y + ui.px(3) + (line_height(ui, Type::note, ui.look().chinese) - side) / 2)},
            side, ui.colour(style.colour));
    draw_text(ui, list, {left + pad + icon_room, at.y + ui.px(3)}, p.words, style, size.x + 1);
    ImGui::Dummy({full, height});
}

Tone tone_of(const dialogue::Delta& d) {
    const int good = d.trust - d.anger;
    return good > 0 ? Tone::good : good < 0 ? Tone::bad : Tone::neutral;
}

} // namespace

// Temper and the ends of the scale are nobody's doing.
std::vector<dialogue::Reason> weightiest(const dialogue::TurnRecord& record, std::size_t most) {
    std::vector<dialogue::Reason> reasons;
    for (const auto& reason : record.reasons.all())
        if (weight(reason.delta) > 0 && reason.code != ReasonCode::temper && reason.code != ReasonCode::limit)
            reasons.push_back(reason);
    std::ranges::stable_sort(reasons, [](const auto& a, const auto& b) { return weight(a.delta) > weight(b.delta); });
    if (reasons.size() > most) reasons.resize(most);
    return reasons;
}

std::string moved_words(const App& app, const dialogue::Delta& d) {
    std::string words;
    if (d.anger != 0) words = std::string(app.tr("name.anger")) + " " + signed_number(d.anger);
    if (d.trust != 0) {
        if (!words.empty()) words += app.tr("conversation.and");
        words += std::string(app.tr("name.trust")) + " " + signed_number(d.trust);
    }
    return words;
}

// What the reply of a finished turn did: in full for the last one, in short for those before.
void ConversationScreen::draw_move(App& app, Ui& ui, std::size_t turn) {
    const auto log = drill_.session().log();
    const auto& record = log[turn];
    const auto& before = mood_before(turn);
    const dialogue::Delta total{static_cast<std::int16_t>(record.after.anger - before.anger),
                                static_cast<std::int16_t>(record.after.trust - before.trust)};
    const std::string id = "conversation.move." + std::to_string(turn + 1);
    const float top = ImGui::GetCursorScreenPos().y, left = ImGui::GetCursorScreenPos().x;
    std::vector<Pill> pills;
    if (turn + 1 == log.size() || (turn + 2 == log.size() && log.back().kind == ReplyKind::none)) {
        for (const auto& reason : weightiest(record, 3)) {
            const Tone tone = tone_of(reason.delta);
            pills.push_back({moved_words(app, reason.delta) + " · " + reason_words(app, reason), tone,
                             tone == Tone::good ? Icon::check : Icon::warning});
        }
    } else if (weight(total) > 0) {
        pills.push_back({moved_words(app, total), Tone::neutral, Icon::none});
    }
    std::string said;
    for (const Pill& p : pills) {
        gap(ui, 1);
        // In line with the right edge of one's own words.
        pill(ui, p, channel() == Channel::chat ? ui.px(8) : 0);
        said += (said.empty() ? "" : "\n") + p.words;
    }
    if (!pills.empty())
        ui.record(id, Role::text, said, {left, top, left + ui.available_width(), ImGui::GetCursorScreenPos().y}, true,
                  false);
    if (record.after.ready && !before.ready && drill_.scenario().upset == dialogue::Upset::angry) {
        gap(ui, 2);
        transcript_note(ui, app.tr("name.ready"), Icon::ear);
    }
}

void ConversationScreen::draw_turn(App& app, Ui& ui, std::size_t turn) {
    const auto& s = drill_.scenario();
    const auto& record = drill_.session().log()[turn];
    const auto& node = s.nodes[record.node];
    const std::string number = std::to_string(turn + 1);
    draw_words(app, ui, "conversation.line." + number, Side::customer, in(app, s.lines_of(node)[record.line].text));
    gap(ui, 3);
    if (const auto place = dialogue::turned_to(record)) {
        const bool main = *place == dialogue::main_thread;
        transcript_note(ui,
                        main
                            ? std::string(app.tr("topic.turned_back"))
                            : app.tr("topic.turned_to", {{"topic", std::string(in(app, s.topics[*place - 1U].title))}}),
                        main ? Icon::back : Icon::chat);
        gap(ui, 4);
    }
    if (record.kind == ReplyKind::none) return;
    if (record.kind == ReplyKind::silence)
        transcript_note(ui, app.tr("conversation.said_nothing"), Icon::more);
    else
        draw_words(app, ui, "conversation.said." + number, Side::me,
                   record.typed ? std::string_view(record.typed->text)
                                : in(app, s.replies_of(node)[record.reply].text));
    if (practice()) draw_move(app, ui, turn);
    gap(ui, 4);
}

void ConversationScreen::draw_ending(App& app, Ui& ui) {
    const auto* ending = drill_.session().ending();
    const bool stopped = ending == nullptr;
    transcript_note(ui,
                    app.tr(stopped                       ? "conversation.stopped"
                           : channel() == Channel::phone ? "conversation.ended.phone"
                                                         : "conversation.ended.other"),
                    stopped ? Icon::stop : channel_icon(channel()));
    if (stopped) return;
    gap(ui, 3);
    const Tone tone = ending->outcome == scoring::Outcome::resolved  ? Tone::good
                      : ending->outcome == scoring::Outcome::partial ? Tone::warn
                                                                     : Tone::neutral;
    begin_card(ui, "conversation.ending", {.label = in(app, ending->text)});
    tag(ui, name_of(app, ending->outcome), tone,
        tone == Tone::good   ? Icon::check
        : tone == Tone::warn ? Icon::clock
                             : Icon::flag);
    gap(ui, 2);
    text_item(ui, "conversation.ending_words", in(app, ending->text));
    end_card(ui);
}

void ConversationScreen::draw_transcript(App& app, Ui& ui, float height) {
    begin_panel(ui, "conversation.transcript", 0, height,
                {.padding = 0, .keys = ScrollKeys::pages, .stick_to_end = true, .newest_at = newest_at_});
    const ReadingColumn c = reading_column(ui, 20);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + c.margin, at.y + ui.px(20)});
    ui.push_right_edge(at.x + c.margin + c.width);
    ImGui::BeginGroup();
    const auto log = drill_.session().log();
    if (!ringing_) {
        transcript_note(ui, app.tr("conversation.began." + std::string(id(channel()))), channel_icon(channel()));
        gap(ui, 4);
    }
    for (std::size_t turn = 0; turn < log.size(); ++turn) {
        if (turn == turns_at_start_ && turn > 0) {
            transcript_note(ui, app.tr("conversation.back"), Icon::history);
            gap(ui, 4);
        }
        draw_turn(app, ui, turn);
    }
    if (turns_at_start_ > 0 && turns_at_start_ == log.size() && talking()) {
        transcript_note(ui, app.tr("conversation.back"), Icon::history);
        gap(ui, 4);
    }
    newest_at_ = std::max(0.0F, content_y() - ui.px(8));
    if (!talking()) {
        draw_ending(app, ui);
    } else if (!waiting()) {
        draw_words(app, ui, "conversation.line", Side::customer, in(app, drill_.session().line().text));
    } else if (ringing_) {
        transcript_note(ui, app.tr("conversation.connecting"), Icon::phone);
    } else {
        typing_bubble(ui, "conversation.typing",
                      app.tr("conversation.typing", {{"name", std::string(customer_name(app))}}));
    }
    gap(ui, 5);
    ImGui::EndGroup();
    ui.pop_right_edge();
    // Something was said: on to it, wherever one was reading.
    if (std::exchange(to_end_, false)) scroll_to_newest(ui, newest_at_);
    end_panel(ui);
}

} // namespace rapport::gui
