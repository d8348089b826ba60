// A reply in one's own words: the box, and the ways from what was typed to a turn. Two of them (records/attempt.h): in
// free text it is said as it is; in say-then-choose it is read first, and a reply offered is confirmed.
#include "sim/gui/screens/conversation.h"

#include "sim/base/text.h"
#include "sim/gui/widgets/fields.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rapport::gui {
namespace {

constexpr std::string_view box_id = "conversation.text";
constexpr std::size_t counted_from = 500; // characters left, from which on they are counted aloud
constexpr float row_tall = 22, row_gap = 4;

AreaOptions box_options(std::string_view placeholder) {
    return {.field = {.placeholder = placeholder, .max_code_points = static_cast<int>(dialogue::longest_typed)},
            .min_lines = 2,
            .max_lines = 5,
            .enter_submits = true};
}

// Why nothing could be read: words, and a way past it.
struct UnreadNote {
    static constexpr float pad = 10, icon = 18, skip = 10, between = 8, button = 32;
    static float words_width(const Ui& ui, float width) { return width - ui.px(2 * pad + icon + skip); }
    static float height(Ui& ui, std::string_view words, float width) {
        return measure_text(ui, words, body_style, words_width(ui, width)).y + ui.px(2 * pad + between + button);
    }
};

std::string unread_words(const App& app, std::string_view code) {
    return std::string(app.tr("not_scorable." + std::string(code)));
}

} // namespace

bool ConversationScreen::writing() const { return typed() && talking() && !waiting() && !confirming(); }

// Marked only where it is close: what is merely nearest is no likeness.
std::optional<std::size_t> ConversationScreen::closest() const {
    if (!confirming() || reading_->fits.empty() || reading_->reply.matched != dialogue::Matched::by_reading)
        return std::nullopt;
    const auto offered = drill_.session().now().replies();
    for (std::size_t i = 0; i < offered.size(); ++i)
        if (offered[i] == reading_->reply.branch) return i;
    return std::nullopt;
}

bool ConversationScreen::in_so_many_words() const {
    return confirming() && reading_->reply.branch == dialogue::otherwise_branch;
}

void ConversationScreen::send(App& app, Ui& ui, bool all_the_same) {
    if (!writing() || dialogue::typed_text(draft_).empty()) return;
    auto reading = drill_.read(draft_);
    ui.request_frame();
    if (!reading) {
        app.show(reading.error());
        return;
    }
    unread_.clear();
    // An exam takes one at one's word; practice lets one say it better.
    if (practice() && !all_the_same && !reading->reply.not_scorable.empty()) {
        unread_ = reading->reply.not_scorable;
        to_box_ = true;
        return;
    }
    if (drill_.header().input_mode != records::input_say_then_choose) {
        say_typed(app, ui, std::nullopt);
        return;
    }
    reading_ = std::move(*reading);
    hint_ = false;
    selected_.reset();
    // What was read stands above the replies: it stays in sight.
    selected_ = closest();
    ui.set_focus(selected_ ? "conversation.reply." + std::to_string(*selected_ + 1) : std::string(), false);
}

void ConversationScreen::say_typed(App& app, Ui& ui, std::optional<std::size_t> position) {
    if (!talking() || waiting() || (position && *position >= drill_.session().now().offered_count)) return;
    const std::size_t before = drill_.session().log().size();
    stop_unsaved_ = false;
    std::optional<std::string> picked;
    if (position) picked = drill_.session().offered_reply(*position).id;
    const auto said =
        drill_.say(draft_, picked ? std::optional<std::string_view>(*picked) : std::nullopt, app.now_ms());
    if (said)
        stepped(app, ui, before);
    else if (!drill_.problem()) // what keeps it from being saved is shown by draw_problem
        app.show(said.error());
}

void ConversationScreen::edit(Ui& ui) {
    reading_.reset();
    selected_.reset();
    to_box_ = true;
    ui.request_frame();
}

// In another language the moment reads differently.
void ConversationScreen::read_again(App& app) {
    if (!confirming()) return;
    auto reading = drill_.read(draft_);
    if (reading)
        reading_ = std::move(*reading);
    else
        app.show(reading.error());
}

float ConversationScreen::box_height(App& app, Ui& ui, float width) const {
    float height = text_area_height(ui, box_id, draft_, box_options({}), width) + ui.px(row_gap) + ui.px(row_tall);
    if (!unread_.empty()) height += UnreadNote::height(ui, unread_words(app, unread_), width) + ui.px(8);
    return height;
}

void ConversationScreen::draw_text_box(App& app, Ui& ui) {
    const float width = ui.available_width();
    bool all_the_same = false;
    if (!unread_.empty()) {
        const std::string words = unread_words(app, unread_);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const Rect box{at.x, at.y, at.x + width, at.y + UnreadNote::height(ui, words, width)};
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const float pad = ui.px(UnreadNote::pad), left = at.x + pad + ui.px(UnreadNote::icon + UnreadNote::skip);
        draw_box(ui, list, box, ui.colour(Token::warn_soft), ui.px(corner_radius),
                 ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::warn));
        const float line = line_height(ui, Type::body, ui.look().chinese);
        draw_icon(list, Icon::info, {at.x + pad, std::round(at.y + pad + (line - ui.px(UnreadNote::icon)) / 2)},
                  ui.px(UnreadNote::icon), ui.colour(Token::warn));
        const ImVec2 size =
            draw_text(ui, list, {left, at.y + pad}, words, body_style, UnreadNote::words_width(ui, width));
        ui.record("conversation.unread", Role::text, words, {left, at.y + pad, left + size.x, at.y + pad + size.y},
                  true, false);
        ImGui::SetCursorScreenPos({left, at.y + pad + size.y + ui.px(UnreadNote::between)});
        all_the_same = button(ui, "conversation.all_the_same", app.tr("conversation.all_the_same"), {.small = true});
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy({width, box.height()});
        gap(ui, 2);
    }

    // Whoever types means the box, whatever the pointer pressed last, unless Tab has led elsewhere.
    const bool astray = !ui.focus_ring() && ui.focus() != box_id && !ImGui::IsAnyMouseDown();
    if (ui.input_open() && (to_box_ || astray)) {
        ui.set_focus(box_id, false);
        to_box_ = false;
    }
    const std::string placeholder =
        app.tr("conversation.text_placeholder", {{"name", std::string(customer_name(app))}});
    const FieldResult typed_now = text_area(ui, box_id, draft_, box_options(placeholder));
    if (typed_now.changed) {
        unread_.clear();
        drill_.touch(app.now_ms());
    }

    ImGui::Dummy({0, ui.px(row_gap)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float tall = ui.px(row_tall);
    float x = at.x;
    const auto words = [&](std::string_view said, const TextStyle& style) {
        const ImVec2 size = measure_text(ui, said, style);
        draw_text(ui, list, {x, std::round(at.y + (tall - size.y) / 2)}, said, style);
        x += size.x;
    };
    const auto cap = [&](std::string_view key) {
        draw_key_cap(ui, list, {x, at.y}, key, ui.colour(Token::ink_soft), ui.colour(Token::outline));
        x += key_cap_size(ui, key).x + ui.px(6);
    };
    cap("Enter");
    words(app.tr("conversation.key_send"), note_style);
    x += ui.px(16);
    cap("Shift");
    cap("Enter");
    words(app.tr("conversation.key_line"), note_style);
    const std::size_t length = code_points(draft_);
    if (const std::size_t left = dialogue::longest_typed - std::min(length, dialogue::longest_typed);
        left <= counted_from) {
        const std::string count = app.tr("conversation.text_left", {{"count", std::to_string(left)}});
        TextStyle style = note_style;
        style.bold = true;
        style.colour = left == 0 ? Token::warn : Token::ink_soft;
        const ImVec2 size = measure_text(ui, count, style);
        x = at.x + width - size.x;
        words(count, style);
        ui.record("conversation.text_left", Role::text, count, {x - size.x, at.y, x, at.y + tall}, true, false).value =
            static_cast<double>(left);
    }
    ImGui::Dummy({width, tall});
    draw_topics(app, ui);
    if (typed_now.submitted)
        send(app, ui, false);
    else if (all_the_same)
        send(app, ui, true);
}

} // namespace rapport::gui
