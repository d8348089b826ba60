// Where nothing can be kept: the strip that says so on every screen, why, and the offer to practise all the same.
#include "sim/gui/app/app.h"
#include "sim/gui/widgets/surfaces.h"

#include <algorithm>

namespace rapport::gui {
namespace {

// What another folder would cure.
bool folder_trouble(const Diagnostic& d) {
    return d.code == "disk_full" || d.code == "folder_unwritable" || d.code == "journal_failed";
}

void say(Ui& ui, std::string_view id, const DiagnosticWords& said) {
    text_item(ui, std::string(id) + ".message", said.message);
    if (said.hint.empty()) return;
    gap(ui, 2);
    text_item(ui, std::string(id) + ".hint", said.hint, soft_style);
}

} // namespace

void App::show_start_trouble(const Diagnostics& errors, std::function<void()> again) {
    if (errors.empty() || !folder_trouble(errors.front()) || services_.data_problem) {
        show(errors);
        return;
    }
    offer_ = {.problem = errors.front(), .again = std::move(again)};
}

void App::draw_unkept_strip(Ui& ui) {
    if (!services_.data_problem) return;
    constexpr float padding = 8;
    const std::string_view words = tr(services_.passing ? "unkept.strip" : "unkept.strip_closed");
    const ButtonOptions look{.kind = ButtonKind::quiet, .small = true};
    const float side = ui.px(20), why = button_size(ui, tr("unkept.why"), look).x + ui.px(16);
    const float room = ui.px(ui.width()) - ui.px(2 * padding + 24) - side - why;
    const ImVec2 size = measure_text(ui, words, {}, room);
    const float row = std::max(size.y, ui.px(36));
    begin_panel(ui, "unkept", 0, row / ui.scale() + 2 * padding,
                {.padding = padding, .fill = Token::warn_soft, .scrolls = false, .border_bottom = true});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_icon(list, Icon::warning, {at.x + ui.px(8), at.y + (row - side) / 2}, side, ui.colour(Token::warn));
    const float left = at.x + ui.px(8) + side + ui.px(8);
    const float top = at.y + (row - size.y) / 2;
    draw_text(ui, list, {left, top}, words, {}, room);
    ui.record("unkept.words", Role::text, words, {left, top, left + size.x, top + size.y}, true, false);
    ImGui::SetCursorScreenPos({left + size.x + ui.px(12), at.y});
    align_middle(ui, row, button_size(ui, tr("unkept.why"), look).y);
    if (button(ui, "unkept.why", tr("unkept.why"), look)) explain_unkept_ = true;
    end_panel(ui);
}

void App::draw_unkept_dialogs(Ui& ui) {
    if (explain_unkept_ && services_.data_problem) {
        begin_dialog(ui, "unkept.dialog", tr("unkept.title"),
                     {.width = 560, .close_label = tr("trouble.close"), .icon = Icon::warning, .tone = Tone::warn});
        say(ui, "unkept.dialog", words(*services_.data_problem));
        gap(ui, 3);
        text_item(ui, "unkept.dialog.words", tr(services_.passing ? "unkept.words" : "unkept.words_closed"));
        gap(ui, 4);
        const bool done = button(ui, "unkept.ok", tr("trouble.ok"), {.kind = ButtonKind::primary, .key = "Enter"}) ||
                          ui.key_pressed(Key::enter);
        if (end_dialog(ui) || done) explain_unkept_ = false;
    }
    if (offer_) {
        begin_dialog(ui, "unkept.offer", tr("trouble.title"),
                     {.width = 560, .close_label = tr("trouble.close"), .icon = Icon::warning, .tone = Tone::bad});
        say(ui, "unkept.offer", words(offer_->problem));
        gap(ui, 3);
        text_item(ui, "unkept.offer.words", tr("unkept.offer"));
        gap(ui, 4);
        const bool accepted = button(ui, "unkept.accept", tr("unkept.accept"), {.icon = Icon::play, .width = -1});
        gap(ui, 2);
        const bool done =
            button(ui, "unkept.back", tr("trouble.ok"), {.kind = ButtonKind::primary, .width = -1, .key = "Enter"}) ||
            ui.key_pressed(Key::enter);
        if (end_dialog(ui) || done || accepted) {
            const Offer taken = *std::exchange(offer_, std::nullopt);
            if (accepted) practise_unkept(taken);
        }
    }
}

void App::practise_unkept(const Offer& offer) {
    if (auto passing = training::play_unkept(services_, offer.problem); !passing)
        show(passing.error());
    else if (offer.again)
        offer.again();
}

} // namespace rapport::gui
