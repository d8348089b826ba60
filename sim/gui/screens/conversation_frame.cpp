// Around the conversation: who is there, the switches of the side panels, pause.
#include "sim/gui/screens/conversation.h"

#include <algorithm>
#include <cmath>

namespace rapport::gui {
namespace {

constexpr float left_width = 276, right_width = 296;
constexpr float wide_window = 1100; // both panels beside the transcript
constexpr float least_middle = 420; // below, an open panel takes the whole width
constexpr float widest_column = 880;
constexpr float words_beside = 900; // header buttons with words

} // namespace

ReadingColumn reading_column(const Ui& ui, float least_margin) {
    const float room = ui.available_width();
    const float margin = std::max(ui.px(least_margin), std::round((room - ui.px(widest_column)) / 2));
    return {margin, std::max(1.0F, room - 2 * margin)};
}

ConversationScreen::Layout ConversationScreen::layout(const Ui& ui) const {
    Layout l;
    const bool wide = ui.width() >= wide_window;
    if (wide ? left_wanted_ : drawer_ == Drawer::left) l.left = left_width;
    if (wide ? right_wanted_ : drawer_ == Drawer::right) l.right = right_width;
    const bool room = ui.width() - l.left - l.right >= least_middle;
    // At the start, and where there is little room, the conversation comes first.
    if (!room && !wide && drawer_ == Drawer::right && !drawer_asked_) return {};
    l.middle = room;
    return l;
}

void ConversationScreen::draw_header(App& app, Ui& ui, const Layout& l) {
    const auto& s = drill_.scenario();
    const BarShape shape = bar_shape(ui);
    begin_panel(ui, "conversation.header", 0, shape.height,
                {.padding = shape.padding, .fill = Token::raised, .scrolls = false, .border_bottom = true});
    const bool wide = ui.width() >= wide_window;
    const auto flip = [&](bool& wanted, Drawer drawer) {
        if (wide) {
            wanted = !wanted;
        } else {
            const bool open = (drawer == Drawer::left ? l.left : l.right) > 0;
            drawer_ = open ? Drawer::none : drawer;
            drawer_asked_ = true;
        }
        ui.request_frame();
    };
    const ImVec2 top = ImGui::GetCursorPos();
    if (icon_button(ui, "conversation.card_switch", Icon::clipboard, app.tr("conversation.card"),
                    {.selected = l.left > 0}))
        flip(left_wanted_, Drawer::left);
    inline_gap(ui, 2);

    // From the right edge inwards: what must always be there.
    const bool words = ui.width() >= words_beside;
    const ButtonOptions pause{.icon = Icon::pause, .key = words ? "Esc" : ""};
    const float pause_width = !talking() ? 0
                              : words    ? button_size(ui, app.tr("conversation.pause"), pause).x + ui.px(8)
                                         : ui.px(40 + 8);
    const float timer = channel() == dialogue::Channel::phone ? ui.px(104) : 0;
    const float buttons = pause_width + ui.px(40) + timer;

    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float disc = ui.px(40), room = ui.available_width() - disc - ui.px(12 + 16) - buttons;
    list.AddCircleFilled({at.x + disc / 2, at.y + disc / 2}, disc / 2, ui.ink(Token::accent_soft), 32);
    draw_icon_centred(list, channel_icon(s.channel), {at.x + disc / 2, at.y + disc / 2}, ui.px(20),
                      ui.colour(Token::accent));
    const float x = at.x + disc + ui.px(12);
    TextStyle strong = strong_style, soft = note_style;
    std::string note = std::string(name_of(app, s.channel)) + " · " + std::string(in(app, s.title));
    // The sign tells the channel, too.
    if (measure_text(ui, note, soft).x > room) note = in(app, s.title);
    strong.max_lines = soft.max_lines = 1;
    const float name_height = line_height(ui, Type::body, ui.look().chinese),
                note_height = line_height(ui, Type::note, ui.look().chinese);
    const float first = at.y + (disc - name_height - note_height) / 2;
    draw_text(ui, list, {x, first}, customer_name(app), strong, std::max(1.0F, room));
    draw_text(ui, list, {x, first + name_height}, note, soft, std::max(1.0F, room));
    ui.record("conversation.who", Role::heading, customer_name(app), {x, at.y, x + room, at.y + disc}, true, false);

    ImGui::SetCursorPosY(top.y);
    ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
    align_right(ui, buttons, false);
    if (timer > 0) {
        const ImVec2 place = ImGui::GetCursorScreenPos();
        draw_call_timer(ui);
        ImGui::SetCursorScreenPos({place.x + timer, place.y});
    }
    if (talking()) {
        if (words ? button(ui, "conversation.pause", app.tr("conversation.pause"), pause)
                  : icon_button(ui, "conversation.pause", Icon::pause, app.tr("conversation.pause")))
            set_paused(app, true);
        inline_gap(ui, 2);
    }
    if (icon_button(ui, "conversation.side_switch", practice() ? Icon::chart : Icon::person,
                    app.tr(practice() ? "conversation.side" : "conversation.customer"), {.selected = l.right > 0}))
        flip(right_wanted_, Drawer::right);
    end_panel(ui);
}

void ConversationScreen::draw_pause(App& app, Ui& ui) {
    if (!paused_) return;
    begin_dialog(ui, "conversation.paused", app.tr("conversation.paused"),
                 {.width = 480, .close_label = app.tr("conversation.resume"), .icon = Icon::pause});
    const bool kept = !app.services().data_problem;
    text_item(ui, "conversation.paused_words",
              app.tr(!spoke() ? "conversation.paused_unsaid"
                     : kept   ? "conversation.paused_words"
                              : "conversation.paused_unkept"));
    gap(ui, 5);
    bool go_on = button(ui, "conversation.resume", app.tr("conversation.resume"),
                        {.kind = ButtonKind::primary, .icon = Icon::play, .width = -1, .key = "Enter"});
    if (!go_on) go_on = ui.key_pressed(Key::enter);
    gap(ui, 2);
    if (button(ui, "conversation.leave", app.tr("conversation.leave"), {.icon = Icon::back, .width = -1})) {
        if (!spoke()) (void)drill_.abandon(app.now_ms()); // nothing to come back to; what is in its way, it keeps
        app.go_library();
    }
    gap(ui, 2);
    if (button(ui, "conversation.stop", app.tr(spoke() ? "conversation.stop" : "conversation.stop_unsaid"),
               {.kind = ButtonKind::quiet, .icon = Icon::stop, .width = -1})) {
        const bool kept = spoke();
        // Trouble leaves the conversation as it was; draw_problem shows it.
        stop_unsaved_ = !drill_.abandon(app.now_ms());
        if (!stop_unsaved_) {
            if (kept)
                to_debrief(app);
            else
                app.go_library();
        }
        go_on = true;
    }
    if (end_dialog(ui)) go_on = true;
    if (go_on) set_paused(app, false);
}

} // namespace rapport::gui
