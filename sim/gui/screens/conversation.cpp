// State, time and keys of the conversation. The order of a step: the drill journals it, then the trainee's words are
// shown, then, in a chat after a moment, the customer's next line; the clocks stand still until that line is there.
#include "sim/gui/screens/conversation.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::gui {
namespace {

using dialogue::Channel;
using scoring::ReplyKind;
using training::Stage;

constexpr std::int64_t ring_ms = 1400;
constexpr std::int64_t shortest_typing_ms = 600, longest_typing_ms = 1200;
constexpr std::int64_t typing_ms_per_byte = 5;

} // namespace

ConversationScreen::ConversationScreen(App& app, training::Drill drill, Coming coming)
    : app_(app), drill_(std::move(drill)), features_(features_of(drill_.header().seed, drill_.scenario().female_voice)),
      last_now_(app.now_ms()) {
    news_.coming = coming;
    drill_.speak(app.language());
    app.show(drill_.notices());
    if (typed()) {
        draft_ = app.draft(drill_.header().id);
        app.want_typing();
        app.expect_typed_words();
    }
    const auto log = drill_.session().log();
    turns_at_start_ = log.size();
    if (channel() == Channel::phone) on_call_ms_ = std::max(said_for_ms(), app.time_on_call(drill_.header().id));
    end_announced_ = !talking();
    if (!talking()) return;
    if (channel() == Channel::phone && !spoke() && !app.preferences().reduce_motion) {
        ringing_ = true;
        line_due_ = last_now_ + ring_ms;
        app.play_until_stopped(sound::Effect::ring);
    }
}

// How long the call has been by its log: the customer's lines and the answers, as in the debrief's handling time.
std::int64_t ConversationScreen::said_for_ms() const {
    std::int64_t total = 0;
    const auto& s = drill_.scenario();
    for (const dialogue::TurnRecord& turn : drill_.session().log()) {
        const auto& line = s.lines_of(s.nodes[turn.node])[turn.line];
        total +=
            turn.response_ms + reading_time_ms(line.text.best(turn.language)) * drill_.header().reading_percent / 100;
    }
    return total;
}

ConversationScreen::~ConversationScreen() {
    if (ringing_) app_.stop(sound::Effect::ring);
    if (typed()) app_.keep_draft(drill_.header().id, talking() ? draft_ : std::string());
}

bool ConversationScreen::written() const { return channel() != Channel::phone && channel() != Channel::in_person; }

bool ConversationScreen::spoke() const {
    return std::ranges::any_of(drill_.session().log(), [](const auto& t) { return t.kind != ReplyKind::none; });
}

bool ConversationScreen::can_keep_silent() const {
    return talking() && drill_.session().node().silence_to.kind != dialogue::Target::Kind::nowhere;
}

void ConversationScreen::language_changed(App& app) {
    drill_.speak(app.language());
    read_again(app);
}

void ConversationScreen::set_paused(App& app, bool paused) {
    if (paused == paused_) return;
    paused_ = paused;
    if (ringing_) {
        if (paused)
            app.stop(sound::Effect::ring);
        else
            app.play_until_stopped(sound::Effect::ring);
    }
}

void ConversationScreen::reveal(App& app, Ui& ui) {
    line_due_.reset();
    to_end_ = true;
    if (ringing_) {
        app.stop(sound::Effect::ring);
        ringing_ = false;
    }
    if (!talking()) {
        announce_end(app);
        return;
    }
    if (written()) app.play(sound::Effect::message);
    // The voice wave moves about as long as the line takes to say.
    const auto length = static_cast<std::int64_t>(in(app, drill_.session().line().text).size());
    speaking_until_ = app.now_ms() + std::clamp<std::int64_t>(length * 45, 1200, 6000);
    ui.request_frame();
}

void ConversationScreen::announce_end(App& app) {
    if (end_announced_) return;
    end_announced_ = true;
    if (channel() == Channel::phone && drill_.stage() == Stage::finished) app.play(sound::Effect::hang_up);
}

// After a step that succeeded: everything up to `turns_before` was on the screen already.
void ConversationScreen::stepped(App& app, Ui& ui, std::size_t turns_before) {
    selected_.reset();
    hint_ = false;
    ticked_ = -1;
    to_end_ = true;
    const ReplyKind kind = drill_.session().log()[turns_before].kind;
    if (kind == ReplyKind::typed) draft_.clear(); // what was typed stays, whatever else happens
    reading_.reset();
    unread_.clear();
    to_box_ = true;
    if (written() && (kind == ReplyKind::chosen || kind == ReplyKind::typed)) app.play(sound::Effect::sent);
    if (channel() == Channel::chat && talking() && ui.motion()) {
        const auto length = static_cast<std::int64_t>(in(app, drill_.session().line().text).size());
        line_due_ = app.now_ms() + std::clamp(shortest_typing_ms + length * typing_ms_per_byte / 2, shortest_typing_ms,
                                              longest_typing_ms);
        drill_.pause(app.now_ms());
    } else {
        reveal(app, ui);
    }
    ui.request_frame();
}

void ConversationScreen::select(Ui& ui, std::size_t position) {
    selected_ = position;
    const std::string id = "conversation.reply." + std::to_string(position + 1);
    // Without the ring: the selection is the mark, and Enter stays the screen's.
    ui.set_focus(id, false);
    ui.reveal(id);
}

void ConversationScreen::say(App& app, Ui& ui) {
    if (!talking() || waiting() || !selected_ || *selected_ >= drill_.session().now().offered_count) return;
    if (typed()) {
        if (confirming()) say_typed(app, ui, selected_);
        return;
    }
    const std::size_t before = drill_.session().log().size();
    stop_unsaved_ = false;
    // What keeps it from being saved is shown by draw_problem; nothing has happened then.
    if (drill_.choose_at(*selected_, app.now_ms())) stepped(app, ui, before);
}

void ConversationScreen::keep_silent(App& app, Ui& ui) {
    if (!can_keep_silent() || waiting()) return;
    stop_unsaved_ = false;
    const std::size_t before = drill_.session().log().size();
    if (drill_.keep_silent(app.now_ms())) stepped(app, ui, before);
}

void ConversationScreen::to_debrief(App& app) {
    if (spoke())
        app.go(debrief_screen(app, drill_.attempt()));
    else
        app.go_library();
}

// Once a frame, before anything is drawn.
void ConversationScreen::watch(App& app, Ui& ui) {
    const std::int64_t now = app.now_ms(), passed = std::max<std::int64_t>(0, now - last_now_);
    last_now_ = now;
    if (!preloaded_) {
        preloaded_ = true;
        for (const auto& line : drill_.scenario().lines)
            for (const Language l : all_languages) ui.fonts().preload(line.text[l]);
        for (const auto& reply : drill_.scenario().replies)
            for (const Language l : all_languages) ui.fonts().preload(reply.text[l]);
        for (const auto& topic : drill_.scenario().topics)
            for (const Language l : all_languages) ui.fonts().preload(topic.title[l]);
    }
    if (!talking()) return;
    // Reading the list of keys, or a notice, is not waiting either.
    if (paused_ || asking() || !ui.input_open()) {
        drill_.pause(now);
        if (line_due_) *line_due_ += passed;
        return;
    }
    if (line_due_) {
        drill_.pause(now);
        if (now < *line_due_ && ui.motion()) return;
        reveal(app, ui);
    }
    on_call_ms_ += passed;
    if (channel() == Channel::phone) app.set_time_on_call(drill_.header().id, on_call_ms_);
    drill_.resume(now);
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseWheel != 0 || ImGui::IsAnyMouseDown() ||
        std::ranges::any_of(io.KeysDown, [](bool down) { return down; }) ||
        // Whoever has begun to write is speaking, however long the words are looked for.
        !draft_.empty() || confirming())
        drill_.touch(now);
    const std::size_t before = drill_.session().log().size();
    const auto fallen = drill_.tick(now);
    if (fallen && *fallen) {
        stepped(app, ui, before);
        return;
    }
    // The last seconds before silence falls are counted aloud.
    if (const auto left = drill_.clock(now).silence_in; left && *left <= 5000) {
        const std::int64_t second = (*left + 999) / 1000;
        if (second != ticked_ && second > 0) app.play(sound::Effect::tick);
        ticked_ = second;
    }
}

void ConversationScreen::keys(App& app, Ui& ui) {
    if (!ui.input_open()) return;
    if (!talking()) {
        if (ui.key_pressed(Key::enter)) to_debrief(app);
        if (ui.key_pressed(Key::escape)) app.go_library();
        return;
    }
    if (ui.key_pressed(Key::escape)) {
        set_paused(app, true);
        return;
    }
    if (waiting()) return;
    if (writing()) {
        if (ui.key_pressed(Key::enter)) {
            send(app, ui, false);
            return;
        }
        if (topic_by_key(app, ui)) return;
        if (can_keep_silent() && ui.key_pressed(Key::f2)) keep_silent(app, ui);
        return;
    }
    if (confirming() && practice() && ui.key_pressed(Key::e)) {
        edit(ui);
        return;
    }
    const auto count = static_cast<std::size_t>(drill_.session().now().offered_count);
    for (std::size_t i = 0; i < std::min<std::size_t>(count, 9); ++i) {
        const Key digit = static_cast<Key>(static_cast<std::size_t>(Key::digit1) + i);
        if (!ui.key_pressed(digit)) continue;
        select(ui, i);
        if (app.preferences().one_key_answers) {
            say(app, ui);
            return;
        }
    }
    if (count > 0 && ui.key_pressed(Key::down)) select(ui, selected_ ? (*selected_ + 1) % count : 0);
    if (count > 0 && ui.key_pressed(Key::up)) select(ui, selected_ ? (*selected_ + count - 1) % count : count - 1);
    if (selected_ && ui.key_pressed(Key::enter)) {
        say(app, ui);
        return;
    }
    if (confirming() || topic_by_key(app, ui)) return;
    if (can_keep_silent() && ui.key_pressed(Key::s)) keep_silent(app, ui);
}

void ConversationScreen::draw(App& app, Ui& ui) {
    watch_file(app, ui);
    watch(app, ui);
    keys(app, ui);
    const Layout columns = layout(ui);
    draw_header(app, ui, columns);
    draw_news(app, ui);
    const float height = ImGui::GetContentRegionAvail().y;
    if (columns.left > 0) {
        draw_card(app, ui, columns.middle ? columns.left : 0);
        if (columns.middle) ImGui::SameLine(0, 0);
    }
    if (columns.middle) {
        begin_panel(ui, "conversation.middle",
                    columns.right > 0 ? ui.available_width() / ui.scale() - columns.right : 0, 0,
                    {.padding = 0, .scrolls = false});
        // What the customer says wants its room, too, where there is little.
        const float most = confirming() ? 0.8F : low_window(ui) ? 0.58F : 0.64F;
        const float bottom = std::min(bottom_height(app, ui), height * most);
        if (!waiting()) kept_bottom_ = bottom;
        draw_transcript(app, ui, (height - bottom) / ui.scale());
        draw_bottom(app, ui, bottom / ui.scale());
        end_panel(ui);
        if (columns.right > 0) ImGui::SameLine(0, 0);
    }
    if (columns.right > 0) draw_side(app, ui, columns.middle ? columns.right : 0);
    draw_pause(app, ui);
    draw_question(app, ui);
    ask_for_frames(app, ui);
}

std::unique_ptr<Screen> conversation_screen(App& app, training::Drill drill) {
    return std::make_unique<ConversationScreen>(app, std::move(drill));
}

} // namespace rapport::gui
