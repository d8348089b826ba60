// What was read in a typed reply: before it is confirmed, as chips with the words quoted; after it was said, beside
// what it did to the customer, with the reasons.
#include "sim/gui/screens/conversation.h"
#include "sim/training/evidence_keys.h"

#include <algorithm>
#include <cmath>

namespace rapport::gui {
namespace {

using scoring::Behaviour;
using scoring::ReplyKind;

constexpr float card_pad = 12, chip_tall = 26, chip_gap = 6, chip_pad = 9, chip_icon = 14, longest_quote = 230;
constexpr int quoted_lines = 2;
constexpr TextStyle chip_name{.type = Type::note, .bold = true};

// One observation, as people are told of it.
struct ReadChip {
    std::string id, name, quote, tip;
    Tone tone = Tone::neutral;
    Icon icon = Icon::none;
};

std::string in_marks(std::string quote) {
    std::ranges::replace(quote, '\n', ' ');
    return std::string("“").append(quote).append("”");
}

std::string named(const App& app, Behaviour b, int level) {
    std::string name(name_of(app, b));
    if (!scoring::is_fault(b) && level == 1) name.append(" · ").append(app.tr("conversation.partly"));
    return name;
}

std::string why(const App& app, const scoring::Evidence& e) {
    const std::string key = training::reason_key(e);
    return key.empty() ? std::string() : std::string(app.tr(key));
}

std::vector<ReadChip> chips_of(const App& app, const dialogue::TypedReply& reply) {
    std::vector<ReadChip> chips;
    for (const scoring::Evidence& e : reply.evidence) {
        const bool fault = scoring::is_fault(e.behaviour);
        chips.push_back({.id = "conversation.read." + std::string(id(e.behaviour)),
                         .name = named(app, e.behaviour, e.level),
                         .quote = in_marks(e.quote),
                         .tip = why(app, e),
                         .tone = fault          ? Tone::warn
                                 : e.level == 2 ? Tone::good
                                                : Tone::accent,
                         .icon = fault ? Icon::warning : Icon::check});
    }
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        if (!reply.unsure.has(b) || reply.labels[b] > 0) continue;
        chips.push_back({.id = "conversation.read." + std::string(id(b)),
                         .name = std::string(name_of(app, b)),
                         .quote = std::string(app.tr("conversation.not_judged")),
                         .tip = std::string(app.tr("conversation.not_judged_why")),
                         .tone = Tone::neutral,
                         .icon = Icon::question});
    }
    return chips;
}

float quote_width(Ui& ui, const ReadChip& chip) {
    return std::min(measure_text(ui, chip.quote, note_style).x + 1, ui.px(longest_quote));
}

float chip_width(Ui& ui, const ReadChip& chip, float most) {
    return std::min(most, measure_text(ui, chip.name, chip_name).x + quote_width(ui, chip) +
                              ui.px(2 * chip_pad + chip_icon + 6 + 6));
}

// Where each stands, from the left top corner of all; returns how high they are together.
template <class Each>
float in_rows(Ui& ui, const std::vector<ReadChip>& chips, float width, Each&& each) {
    float x = 0, y = 0;
    for (const ReadChip& chip : chips) {
        const float w = chip_width(ui, chip, width);
        if (x > 0 && x + w > width) {
            x = 0;
            y += ui.px(chip_tall + chip_gap);
        }
        each(chip, x, y, w);
        x += w + ui.px(chip_gap);
    }
    return chips.empty() ? 0 : y + ui.px(chip_tall);
}

void draw_read_chip(Ui& ui, const ReadChip& chip, const Rect& box) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colour ink = ui.colour(tone_ink(chip.tone));
    draw_box(ui, list, box, ui.colour(tone_soft(chip.tone)), ui.px(6),
             ui.theme().shadows ? std::optional<Colour>() : ink);
    float x = box.left + ui.px(chip_pad);
    draw_icon(list, chip.icon, {x, std::round(box.centre_y() - ui.px(chip_icon) / 2)}, ui.px(chip_icon), ink);
    x += ui.px(chip_icon + 6);
    const float right = box.right - ui.px(chip_pad);
    const ImVec2 name = measure_text(ui, chip.name, chip_name);
    TextStyle style = chip_name;
    style.colour = tone_ink(chip.tone);
    style.max_lines = 1;
    draw_text(ui, list, {x, std::round(box.centre_y() - name.y / 2)}, chip.name, style,
              std::max(1.0F, std::min(name.x + 1, right - x)));
    x += name.x + ui.px(6);
    if (right - x > ui.px(24))
        draw_text(ui, list, {x, std::round(box.centre_y() - line_height(ui, Type::note, ui.look().chinese) / 2)},
                  chip.quote, {.type = Type::note, .max_lines = 1}, right - x);
    ui.record(chip.id, Role::text, chip.name, box, true, false).text = chip.quote;
    if (ui.input_open() && ImGui::IsMouseHoveringRect({box.left, box.top}, {box.right, box.bottom}))
        ui.offer_tooltip(chip.id, chip.tip, box);
}

// Nothing of the checklist in it: said as it is.
std::string nothing_read(const App& app, const dialogue::TypedReply& reply) {
    return std::string(app.tr(reply.not_scorable.empty() ? std::string("conversation.read_nothing")
                                                         : "not_scorable." + reply.not_scorable));
}

std::string which_words(const App& app, bool some_fits) {
    return std::string(app.tr(some_fits ? "conversation.which" : "conversation.which_none"));
}

constexpr float beside_quote = 16 + 10; // the pencil before one's own words

} // namespace

// In an exam the reading is nobody's business before the end.
float ConversationScreen::reading_height(App& app, Ui& ui, float width) const {
    float height = measure_text(ui, which_words(app, closest().has_value()), label_style, width).y + ui.px(6);
    const float room = width - 2 * ui.px(card_pad);
    TextStyle words = body_style;
    words.max_lines = quoted_lines;
    height +=
        2 * ui.px(card_pad) + measure_text(ui, reading_->reply.text, words, room - ui.px(beside_quote)).y + ui.px(12);
    if (!practice()) return height;
    const auto chips = chips_of(app, reading_->reply);
    height += ui.px(8) + in_rows(ui, chips, room, [](const ReadChip&, float, float, float) {});
    if (chips.empty()) height += measure_text(ui, nothing_read(app, reading_->reply), note_style, room).y;
    return height;
}

void ConversationScreen::draw_reading(App& app, Ui& ui) {
    const dialogue::TypedReply& reply = reading_->reply;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string which = which_words(app, closest().has_value());
    const float width = ui.available_width(), pad = ui.px(card_pad), room = width - 2 * pad;
    const float below = measure_text(ui, which, label_style, width).y + ui.px(6 + 12);
    const Rect box{at.x, at.y, at.x + width, at.y + reading_height(app, ui, width) - below};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, box, ui.colour(Token::sunken), ui.px(corner_radius),
             ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::line));
    TextStyle words = body_style;
    words.max_lines = quoted_lines;
    const float line = line_height(ui, Type::body, ui.look().chinese);
    draw_icon(list, Icon::pencil, {at.x + pad, std::round(at.y + pad + (line - ui.px(16)) / 2)}, ui.px(16),
              ui.colour(Token::ink_soft));
    const float left = at.x + pad + ui.px(beside_quote);
    const ImVec2 size =
        draw_text(ui, list, {left, at.y + pad}, reply.text, words, std::max(1.0F, room - ui.px(beside_quote)));
    ui.record("conversation.yours", Role::text, reply.text, {left, at.y + pad, left + size.x, at.y + pad + size.y},
              true, false);
    if (practice()) {
        const float top = at.y + pad + size.y + ui.px(8), x = at.x + pad;
        const auto chips = chips_of(app, reply);
        in_rows(ui, chips, room, [&](const ReadChip& chip, float dx, float dy, float w) {
            draw_read_chip(ui, chip, {x + dx, top + dy, x + dx + w, top + dy + ui.px(chip_tall)});
        });
        if (chips.empty()) {
            const std::string nothing = nothing_read(app, reply);
            const ImVec2 tall = draw_text(ui, list, {x, top}, nothing, note_style, room);
            ui.record("conversation.read_nothing", Role::text, nothing, {x, top, x + tall.x, top + tall.y}, true,
                      false);
        }
    }
    ImGui::Dummy({width, box.height()});
    gap(ui, 3);
    text_item(ui, "conversation.which", which, label_style);
    ImGui::Dummy({0, ui.px(6)});
}

// Under what moved the customer: what of the checklist was in the words, and how it was known.
void ConversationScreen::draw_last_read(App& app, Ui& ui) {
    const auto log = drill_.session().log();
    std::size_t turn = log.size();
    while (turn > 0 && log[turn - 1].kind == ReplyKind::none) --turn; // the story may have moved on by itself
    if (turn == 0) return;
    const dialogue::TurnRecord last = log[turn - 1];
    if (!last.typed) return;
    const dialogue::TypedReply& reply = *last.typed;
    gap(ui, 2);
    text_item(ui, "conversation.last_read", app.tr("conversation.last_read"), label_style);
    gap(ui, 1);
    const auto entry = [&](Icon icon, Token colour, std::string_view key, std::string_view name,
                           std::string_view reason) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float side = ui.px(14), line = line_height(ui, Type::note, ui.look().chinese);
        draw_icon(*ImGui::GetWindowDrawList(), icon, {at.x, at.y + std::round((line - side) / 2)}, side,
                  ui.colour(colour));
        ImGui::SetCursorScreenPos({at.x + side + ui.px(8), at.y});
        ImGui::BeginGroup();
        text(ui, name, chip_name);
        if (!reason.empty()) text_item(ui, std::string("conversation.last_read.").append(key), reason, note_style);
        ImGui::EndGroup();
        ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
        gap(ui, 1);
    };
    for (const scoring::Evidence& e : reply.evidence) {
        const bool fault = scoring::is_fault(e.behaviour);
        // The moment may have left less of it than the words had (checklist rules 1, 12, 13, 19).
        const int counts = std::min<int>(e.level, last.labels[e.behaviour]);
        entry(fault && counts > 0 ? Icon::warning
              : counts > 0        ? Icon::check
                                  : Icon::more,
              counts == 0 ? Token::ink_soft
              : fault     ? Token::bad
                          : Token::good,
              id(e.behaviour), named(app, e.behaviour, counts),
              counts > 0 ? why(app, e) : std::string(app.tr("conversation.read_not_now")));
    }
    bool unsure = false;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        if (!reply.unsure.has(b) || reply.labels[b] > 0) continue;
        unsure = true;
        entry(Icon::question, Token::ink_soft, id(b), name_of(app, b), app.tr("conversation.not_judged_why"));
    }
    if (reply.evidence.empty() && !unsure)
        text_item(ui, "conversation.last_read.nothing", nothing_read(app, reply), note_style);
}

} // namespace rapport::gui
