// Below the transcript: the replies in the order the seed gave them, and what can be done with them.
#include "sim/gui/screens/conversation.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rapport::gui {
namespace {

constexpr float between = 8, inner_x = 12, inner_y = 9;

// Above and below the row of what can be done.
float around_actions(const Ui& ui) { return low_window(ui) ? 6 : 12; }

// Room for the words of a reply, from the width of the whole card.
float words_room(Ui& ui, float width) { return width - 2 * ui.px(inner_x) - ui.px(22 + 12); }

// mark: said of one of them, below its words.
float reply_height(Ui& ui, std::string_view words, std::string_view mark, float width) {
    return std::max(measure_text(ui, words, body_style, words_room(ui, width)).y, ui.px(22)) + 2 * ui.px(inner_y) +
           (mark.empty() ? 0 : line_height(ui, Type::note, ui.look().chinese));
}

std::vector<TagSpec> hint_tags(const App& app, const scoring::BehaviourSet& asked) {
    std::vector<TagSpec> tags;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        if (asked.has(scoring::behaviour_at(i)))
            tags.push_back({std::string(name_of(app, scoring::behaviour_at(i))), Tone::accent, Icon::none});
    return tags;
}

// One reply: key cap, words; selected it carries the accent's border.
bool reply_card(Ui& ui, const std::string& id, std::string_view key, std::string_view words, std::string_view mark,
                bool selected) {
    const float width = ui.available_width(), height = reply_height(ui, words, mark, width);
    const Interaction i = interact(ui, id, {width, height}, {.role = Role::card, .label = words});
    if (Item* item = ui.items().find(id)) {
        item->selected = selected;
        item->text = mark;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = ui.px(corner_radius);
    const float on = ui.animate(id + "|on", selected ? 1.0F : 0.0F);
    const Colour rest = mix(ui.colour(Token::raised), ui.colour(Token::hover), std::max(i.hover * 0.7F, i.press));
    const Colour line = mix(mix(ui.colour(Token::line), ui.colour(Token::outline), 0.25F + 0.5F * i.hover),
                            ui.colour(Token::accent), on);
    draw_box(ui, list, i.rect, mix(rest, ui.colour(Token::accent_soft), on), radius, line, selected ? 2.0F : 1.0F);
    if (i.ring) draw_focus_ring(ui, list, i.rect, radius);
    const float line_tall = line_height(ui, Type::body, ui.look().chinese);
    const float x = i.rect.left + ui.px(inner_x), y = i.rect.top + ui.px(inner_y);
    const Rect cap{x, y + std::round((line_tall - ui.px(22)) / 2), x + ui.px(22), 0};
    if (selected) {
        draw_box(ui, list, {cap.left, cap.top, cap.right, cap.top + ui.px(22)}, ui.colour(Token::accent), ui.px(5));
        draw_text_in(ui, list, {cap.left, cap.top, cap.right, cap.top + ui.px(22)}, key,
                     {.type = Type::note, .bold = true, .colour = Token::on_accent});
    } else {
        draw_key_cap(ui, list, {cap.left, cap.top}, key, ui.colour(Token::ink_soft), ui.colour(Token::outline));
    }
    const float left = x + ui.px(22 + 12);
    const ImVec2 size = draw_text(ui, list, {left, y}, words, body_style, words_room(ui, width));
    if (!mark.empty()) {
        const float side = ui.px(14), top = y + size.y;
        draw_icon(list, Icon::target,
                  {left, std::round(top + (line_height(ui, Type::note, ui.look().chinese) - side) / 2)}, side,
                  ui.colour(Token::accent));
        draw_text(ui, list, {left + side + ui.px(6), top}, mark,
                  {.type = Type::note, .bold = true, .colour = Token::accent, .max_lines = 1},
                  words_room(ui, width) - side - ui.px(6));
    }
    return i.clicked;
}

} // namespace

// Known before anything is drawn, so that nothing jumps.
float ConversationScreen::bottom_height(App& app, Ui& ui) const {
    const float width = reading_column(ui, 16).width;
    const float body = line_height(ui, Type::body, ui.look().chinese),
                note = line_height(ui, Type::note, ui.look().chinese);
    float height = 2 * ui.px(around_actions(ui)) + ui.px(control_height);
    if (drill_.problem() || (talking() && !waiting())) height += ui.px(12 - between) + ui.px(1);
    // The card's own height is known once it was drawn.
    if (drill_.problem()) height += ui.px(std::max(120.0F, card_height(ui, "conversation.problem")) + 12);
    if (!talking()) return height;
    // While the customer writes, nothing jumps.
    if (waiting()) return std::max(height, kept_bottom_);
    const auto& now = drill_.session().now();
    if (writing()) {
        height += box_height(app, ui, width) + ui.px(between);
    } else {
        if (confirming()) height += reading_height(app, ui, width);
        for (std::size_t i = 0; i < now.offered_count; ++i)
            height += reply_height(ui, in(app, drill_.session().offered_reply(i).text),
                                   closest() == i ? app.tr("conversation.closest") : "", width) +
                      ui.px(between);
    }
    if (!confirming()) height += topics_height(app, ui, width);
    if (hint_ && practice()) {
        const auto tags = hint_tags(app, drill_.session().node().calls_for);
        float x = 0, rows = 1;
        for (const TagSpec& t : tags) {
            const float w = tag_size(ui, t.label, t.icon).x;
            if (x > 0 && x + ui.px(6) + w > width - ui.px(32)) {
                ++rows;
                x = 0;
            }
            x += (x > 0 ? ui.px(6) : 0) + w;
        }
        height += note + ui.px(4) + (tags.empty() ? body : rows * ui.px(24) + (rows - 1) * ui.px(6 + 4)) +
                  ui.px(24 + between);
    }
    return height;
}

void ConversationScreen::draw_problem(App& app, Ui& ui) {
    if (!drill_.problem()) return;
    const auto said = app.words(*drill_.problem());
    begin_card(ui, "conversation.problem", {.lift = 0, .tone = Tone::bad});
    const std::string key = !talking()      ? "conversation.not_stored"
                            : stop_unsaved_ ? "conversation.not_stopped"
                                            : "conversation.not_saved";
    text_item(ui, "conversation.problem_what", app.tr(key), strong_style);
    gap(ui, 1);
    text(ui, app.tr(typed() && talking() && !stop_unsaved_ ? "conversation.not_saved_typed" : key + "_words"));
    gap(ui, 1);
    text_item(ui, "conversation.problem_words", said.message, note_style);
    if (!said.hint.empty()) text(ui, said.hint, note_style);
    gap(ui, 2);
    if (button(ui, "conversation.retry", app.tr("conversation.retry"), {.icon = Icon::refresh, .small = true})) {
        const std::size_t before = drill_.session().log().size();
        const bool was_talking = talking();
        if (drill_.retry(app.now_ms()) && was_talking) {
            if (drill_.session().log().size() > before)
                stepped(app, ui, before);
            else if (!talking())
                to_debrief(app);
        }
    }
    end_card(ui);
    gap(ui, 3);
}

void ConversationScreen::draw_hint(App& app, Ui& ui) {
    if (!hint_ || !practice()) return;
    const auto tags = hint_tags(app, drill_.session().node().calls_for);
    begin_card(ui, "conversation.hint_card", {.padding = 12, .lift = 0});
    text(ui, app.tr("conversation.hint_words"), label_style);
    gap(ui, 1);
    if (tags.empty())
        text(ui, app.tr("conversation.hint_none"));
    else
        tag_row(ui, tags);
    end_card(ui);
    gap(ui, between / spacing_step);
}

void ConversationScreen::draw_replies(App& app, Ui& ui) {
    // A step changes what is offered: what was pressed is done after the loop.
    std::optional<std::size_t> pressed;
    const auto count = static_cast<std::size_t>(drill_.session().now().offered_count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i + 1);
        if (reply_card(ui, "conversation.reply." + number, number, in(app, drill_.session().offered_reply(i).text),
                       closest() == i ? app.tr("conversation.closest") : "", selected_ == i))
            pressed = i;
        if (i + 1 < count) gap(ui, between / spacing_step);
    }
    if (!confirming()) draw_topics(app, ui);
    if (!pressed) return;
    drill_.touch(app.now_ms());
    if (selected_ == pressed)
        say(app, ui);
    else
        selected_ = pressed;
    ui.request_frame();
}

void ConversationScreen::draw_actions(App& app, Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool can_speak = !waiting(), roomy = ui.available_width() > ui.px(600);
    // Which one Enter takes is said here, too: large letters may have pushed it out of sight.
    const std::string label = confirming() && selected_
                                  ? app.tr("conversation.say_number", {{"number", std::to_string(*selected_ + 1)}})
                                  : std::string(app.tr("conversation.say"));
    const bool said =
        button(ui, "conversation.say", label,
               {.kind = ButtonKind::primary,
                .icon = written() ? Icon::send : Icon::chat,
                .enabled = can_speak && (writing() ? !dialogue::typed_text(draft_).empty() : selected_.has_value()),
                .key = roomy ? "Enter" : ""});
    bool silent = false, hint = false, back = false, so_said = false;
    if (confirming() && practice()) {
        inline_gap(ui, 2);
        back = button(ui, "conversation.edit", app.tr("conversation.edit"),
                      {.icon = Icon::pencil, .key = roomy ? "E" : ""});
    }
    if (confirming() && in_so_many_words()) {
        inline_gap(ui, 2);
        so_said = button(ui, "conversation.so_said", app.tr("conversation.so_said"), {.kind = ButtonKind::quiet});
    }
    if (can_speak && !confirming() && can_keep_silent()) {
        inline_gap(ui, 2);
        silent = button(ui, "conversation.silence", app.tr("conversation.silence"),
                        {.key = !roomy    ? ""
                                : typed() ? "F2"
                                          : "S"});
    }
    if (can_speak && !confirming() && practice()) {
        inline_gap(ui, 2);
        const std::string_view words = app.tr("conversation.hint");
        hint = roomy ? button(ui, "conversation.hint", words, {.kind = ButtonKind::quiet, .icon = Icon::bulb})
                     : icon_button(ui, "conversation.hint", Icon::bulb, words, {.selected = hint_});
    }
    if (hint) {
        hint_ = !hint_;
        ui.request_frame();
    }
    ImGui::SameLine(0, ui.px(8));
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, at.y});
    draw_clock(app, ui);
    if (said && writing())
        send(app, ui, false);
    else if (said)
        say(app, ui);
    if (silent) keep_silent(app, ui);
    if (back) edit(ui);
    if (so_said) say_typed(app, ui, std::nullopt);
}

void ConversationScreen::draw_end_actions(App& app, Ui& ui) {
    const ButtonOptions options{.kind = ButtonKind::primary, .icon_after = Icon::forward, .key = "Enter"};
    align_centre(ui, button_size(ui, app.tr("conversation.debrief"), options).x);
    if (button(ui, "conversation.debrief", app.tr("conversation.debrief"), options)) to_debrief(app);
}

// The replies scroll where they are too long for the window; what can be done with them always stays in sight.
void ConversationScreen::draw_bottom(App& app, Ui& ui, float height) {
    const float actions = control_height + 2 * around_actions(ui);
    begin_panel(ui, "conversation.bottom", 0, height, {.padding = 0, .scrolls = false, .border_top = true});
    const auto indented = [&](float down, const auto& content) {
        const ReadingColumn c = reading_column(ui, 16);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({at.x + c.margin, at.y + ui.px(down)});
        ui.push_right_edge(at.x + c.margin + c.width);
        ImGui::BeginGroup();
        content();
        ImGui::EndGroup();
        ui.pop_right_edge();
    };
    if (height > actions + 1) {
        begin_panel(ui, "conversation.choices", 0, height - actions, {.padding = 0, .border_top = true});
        indented(12, [&] {
            draw_problem(app, ui);
            if (talking() && !waiting()) {
                draw_hint(app, ui);
                if (confirming()) draw_reading(app, ui);
                if (writing())
                    draw_text_box(app, ui);
                else
                    draw_replies(app, ui);
            } else if (talking() && !ringing_) {
                text(ui, app.tr("conversation.typing", {{"name", std::string(customer_name(app))}}), note_style);
            }
        });
        end_panel(ui);
    }
    indented(around_actions(ui), [&] {
        if (talking())
            draw_actions(app, ui);
        else
            draw_end_actions(app, ui);
    });
    end_panel(ui);
}

} // namespace rapport::gui
