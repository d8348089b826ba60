// The left panel: what the trainee may know and may do, as in the brief.
#include "sim/gui/screens/conversation.h"

namespace rapport::gui {
namespace {

// Reference to glance at beside the conversation: small, but in full ink.
constexpr TextStyle small{.type = Type::note};

void label(Ui& ui, std::string_view words) {
    text(ui, words, label_style);
    gap(ui, 0.5F);
}

void pair(Ui& ui, std::string_view name, std::string_view value) {
    text(ui, name, note_style);
    text(ui, value, small);
    gap(ui, 1.5F);
}

void point(Ui& ui, Icon icon, Token colour, std::string_view words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = ui.px(14), line = line_height(ui, Type::note, ui.look().chinese);
    draw_icon(*ImGui::GetWindowDrawList(), icon, {at.x, at.y + (line - side) / 2}, side, ui.colour(colour));
    ImGui::SetCursorScreenPos({at.x + side + ui.px(8), at.y});
    text(ui, words, small);
    gap(ui, 1);
}

void section(Ui& ui) {
    gap(ui, 1.5F);
    divider(ui);
    gap(ui, 3);
}

} // namespace

void ConversationScreen::draw_card(App& app, Ui& ui, float width) {
    const auto& s = drill_.scenario();
    begin_panel(ui, "conversation.card", width, 0, {.padding = 16, .fill = Token::raised, .border_right = true});
    text_item(ui, "conversation.card_name", customer_name(app), heading_style);
    const std::string tier = "name.tier." + std::string(s.tier);
    if (!s.tier.empty()) text(ui, app.catalogue().has(app.language(), tier) ? app.tr(tier) : s.tier, note_style);
    gap(ui, 3);
    for (const auto& fact : s.facts) pair(ui, in(app, fact.label), in(app, fact.value));
    section(ui);
    label(ui, app.tr("brief.allowed"));
    for (const auto& option : s.options) point(ui, Icon::check, Token::good, in(app, option.text));
    if (!s.not_allowed.empty()) {
        gap(ui, 1);
        label(ui, app.tr("brief.not_allowed"));
        for (const auto& option : s.not_allowed) point(ui, Icon::cross, Token::bad, in(app, option.text));
    }
    if (!s.history.empty()) {
        section(ui);
        label(ui, app.tr("brief.history"));
        for (const auto& entry : s.history) pair(ui, entry.date, in(app, entry.text));
    }
    gap(ui, 2);
    end_panel(ui);
}

} // namespace rapport::gui
