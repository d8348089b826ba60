// The response clock, the call timer, and when the next frame is needed: only when a shown second changes.
#include "sim/gui/screens/conversation.h"

#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rapport::gui {
namespace {

constexpr float near_norm = 0.75F;               // from here the clock turns warm
constexpr std::int64_t silence_shown_ms = 10000; // and from here silence is announced

float two_pi() { return 6.2831853F; }

void ring(Ui& ui, ImDrawList& list, ImVec2 centre, float radius, float share, Token colour) {
    const float thick = ui.px(3);
    list.AddCircle(centre, radius, mix(ui.colour(Token::sunken), ui.colour(Token::line), 0.8F).packed(), 32, thick);
    if (share <= 0) return;
    const float start = -two_pi() / 4;
    list.PathArcTo(centre, radius, start, start + two_pi() * std::min(share, 1.0F), 32);
    list.PathStroke(ui.ink(colour), 0, thick);
}

} // namespace

void ConversationScreen::draw_clock(App& app, Ui& ui) {
    if (waiting()) return;
    const auto view = drill_.clock(app.now_ms());
    const std::int64_t second = view.response_ms / 1000;
    std::string words;
    float share = 0;
    Token colour = Token::accent;
    bool warm = false;
    if (view.paused) {
        words = app.tr("conversation.clock_stands");
        colour = Token::outline;
    } else if (view.reading) {
        words = app.tr("conversation.reading");
        const auto& line = drill_.session().line();
        const float allowance = std::max(1.0F, static_cast<float>(reading_time_ms(line.text.best(drill_.language())) *
                                                                  drill_.header().reading_percent / 100));
        // In whole seconds: the ring moves when the screen is drawn anew.
        share = std::ceil(static_cast<float>(view.reading_left_ms) / 1000) * 1000 / allowance;
        colour = Token::me_line;
    } else if (!view.norm_ms) {
        words = app.tr("conversation.clock_free");
        colour = Token::outline;
    } else {
        share = static_cast<float>(view.response_ms) / static_cast<float>(std::max<std::int64_t>(1, *view.norm_ms));
        warm = share >= near_norm;
        const TextArgs args{{"seconds", std::to_string(second)}, {"norm", std::to_string(*view.norm_ms / 1000)}};
        words = app.tr(share > 1 ? "conversation.clock_late" : "conversation.clock", args);
        if (warm) colour = Token::warn;
    }
    const bool speaking = !draft_.empty() || confirming();
    if (!view.paused && !view.reading && !speaking && view.silence_in && *view.silence_in <= silence_shown_ms) {
        words = app.tr("conversation.silence_in", {{"seconds", std::to_string((*view.silence_in + 999) / 1000)}});
        share = static_cast<float>(*view.silence_in) / silence_shown_ms;
        colour = Token::warn;
        warm = true;
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(control_height), radius = ui.px(8), skip = ui.px(8);
    TextStyle style{.type = Type::note, .bold = warm, .colour = warm ? Token::warn : Token::ink_soft, .max_lines = 1};
    const float room = std::max(1.0F, ui.available_width() - 2 * radius - skip - ui.px(3));
    const ImVec2 size = measure_text(ui, words, style, room);
    const float left = at.x + ui.available_width() - size.x - skip - 2 * radius - ui.px(2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 centre{left + radius, at.y + height / 2};
    ring(ui, list, centre, radius, share, colour);
    draw_text(ui, list, {left + 2 * radius + skip, std::round(at.y + (height - size.y) / 2)}, words, style, size.x + 1);
    Item& item = ui.record("conversation.clock", Role::progress, words,
                           {left, at.y, left + size.x + skip + 2 * radius, at.y + height}, true, false);
    item.value = static_cast<double>(share);
    item.text = view.reading ? "reading" : warm ? "warm" : "calm";
}

void ConversationScreen::draw_call_timer(Ui& ui) {
    const std::int64_t seconds = on_call_ms_ / 1000;
    char time[24];
    std::snprintf(time, sizeof time, "%02lld:%02lld", static_cast<long long>(seconds / 60),
                  static_cast<long long>(seconds % 60));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(control_height);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool live = talking() && !waiting();
    list.AddCircleFilled({at.x + ui.px(10), at.y + height / 2}, ui.px(4), ui.ink(live ? Token::good : Token::outline),
                         16);
    const ImVec2 size = draw_text(
        ui, list, {at.x + ui.px(22), at.y + std::round((height - line_height(ui, Type::body, ui.look().chinese)) / 2)},
        time, strong_style);
    ui.record("conversation.timer", Role::text, time, {at.x, at.y, at.x + ui.px(22) + size.x, at.y + height}, true,
              false);
}

void ConversationScreen::ask_for_frames(App& app, Ui& ui) const {
    if (!talking() || paused_) return;
    const std::int64_t now = app.now_ms();
    const auto until = [&](std::int64_t ms) {
        ui.request_frame_in(static_cast<double>(std::max<std::int64_t>(ms, 1)) / 1000);
    };
    if (line_due_) {
        until(*line_due_ - now);
        return;
    }
    const auto view = drill_.clock(now);
    if (view.paused) return;
    // One beat a second for all that is shown, or an idle call would draw three frames: the beat of the answer's clock
    // where there is one, else the call's. A millisecond late, so that the second has changed.
    if (view.reading)
        until((view.reading_left_ms - 1) % 1000 + 2);
    else if (view.norm_ms)
        until(1000 - view.response_ms % 1000 + 1);
    else if (channel() == dialogue::Channel::phone)
        until(1000 - on_call_ms_ % 1000 + 1);
    if (view.silence_in) {
        if (*view.silence_in > silence_shown_ms)
            until(*view.silence_in - silence_shown_ms + 1);
        else
            until(std::max<std::int64_t>(1, (*view.silence_in - 1) % 1000 + 2));
    }
}

} // namespace rapport::gui
