// The frame around every screen: top bar, rail, the question of a diagnostic, the list of keys.
#include "sim/gui/app/app.h"
#include "sim/gui/app/sign_in.h"
#include "sim/gui/widgets/surfaces.h"
#include "sim/records/erase_person.h"

#include <fmt/format.h>

#include <array>

namespace rapport::gui {
namespace {

constexpr float rail_width = 200;
constexpr float rail_compact = 64;
constexpr float narrow_window = 1100;

} // namespace

void App::draw_top_bar(Ui& ui) {
    const BarShape shape = bar_shape(ui);
    begin_panel(ui, "bar", 0, shape.height,
                {.padding = shape.padding, .fill = Token::raised, .scrolls = false, .border_bottom = true});
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float row = ui.px(40);
    const float mark = ui.px(26);
    const ImVec2 name = measure_text(ui, tr("app.name"), heading_style);
    auto& list = *ImGui::GetWindowDrawList();
    draw_icon(list, Icon::ear, {top.x + ui.px(12), top.y + (row - mark) / 2}, mark, ui.colour(Token::accent));

    const std::array<Choice, 2> languages{Choice{"en", std::string(catalogue_.text(Language::en, "language.en"))},
                                          Choice{"zh", std::string(catalogue_.text(Language::zh, "language.zh"))}};
    const float language_width = 148;
    const float right = ui.px(language_width + 3 * 44 + 16);
    // Large text in a narrow window: the sign alone stands for the name.
    const float name_left = ui.px(12) + mark + ui.px(10);
    const bool named = name_left + name.x + ui.px(8) <= ui.available_width() - right;
    if (named) draw_text(ui, list, {top.x + name_left, top.y + (row - name.y) / 2}, tr("app.name"), heading_style);
    const float person = draw_person(ui, row, right);
    ImGui::SetCursorScreenPos(top);
    draw_sync(ui, row, name_left + (named ? name.x + ui.px(20) : 0), right + person + ui.px(8));
    ImGui::SetCursorScreenPos(top);
    align_right(ui, right, false);
    align_middle(ui, row, ui.px(36));
    std::string chosen(id(language_));
    if (segmented(ui, "bar.language", languages, chosen, language_width)) set_language(*language_from(chosen));
    ImGui::SetCursorScreenPos({ImGui::GetItemRectMax().x + ui.px(8), top.y});
    const bool dark = services_.preferences.theme != records::Theme::light;
    if (icon_button(ui, "bar.theme", dark ? Icon::sun : Icon::moon, tr(dark ? "bar.theme_light" : "bar.theme_dark"))) {
        services_.preferences.theme = dark ? records::Theme::light : records::Theme::dark;
        preferences_changed(ui);
    }
    inline_gap(ui, 1);
    const bool muted = services_.preferences.muted;
    if (icon_button(ui, "bar.sound", muted ? Icon::muted : Icon::speaker,
                    tr(muted ? "bar.sound_on" : "bar.sound_off"))) {
        services_.preferences.muted = !muted;
        preferences_changed(ui);
    }
    inline_gap(ui, 1);
    if (icon_button(ui, "bar.keys", Icon::keyboard, tr("bar.keys"))) keys_help_ = true;
    end_panel(ui);
}

// Who the attempts are kept under; asks who is practising.
float App::draw_person(Ui& ui, float row_height, float room_at_right) {
    const std::string& known = services_.preferences.trainee;
    const std::string name = known.empty() ? std::string(tr("bar.nobody")) : known;
    const ButtonOptions look{.kind = ButtonKind::quiet, .icon = Icon::person, .tip = tr("signin.title")};
    const ImVec2 size = button_size(ui, name, look);
    const float room = ui.available_width() - room_at_right;
    const bool whole = size.x <= room - ui.px(220);
    const float width = whole ? size.x : ui.px(40);
    if (width > room - ui.px(48)) return 0;
    align_right(ui, room_at_right + width + ui.px(8), false);
    align_middle(ui, row_height, whole ? size.y : ui.px(40));
    if (whole ? button(ui, "bar.person", name, look) : icon_button(ui, "bar.person", Icon::person, name)) ask_who();
    return width + ui.px(8);
}

void App::ask_who() {
    if (services_.data_problem)
        explain_unkept_ = true; // nobody is known where nothing is kept
    else if (!services_.database)
        show(services_.database_problem.value_or(Diagnostic::error("database_failed")));
    else
        sign_in_ = std::make_unique<SignInDialog>(*this);
}

void App::draw_sign_in(Ui& ui) {
    if (sign_in_ && !sign_in_->draw(*this, ui)) sign_in_.reset();
}

std::expected<void, Diagnostic> App::sign_in(Ui& ui, const std::string& person, const std::string& pin) {
    const std::string own = own_name();
    const auto entered = training::sign_in(services_, person, [&](const records::Person&) { return pin; });
    if (!entered) return std::unexpected(entered.error());
    own_name_ = own;
    person_changed();
    ui.toast(tr("signin.welcome", {{"name", services_.preferences.trainee}}), ToastKind::good);
    return {};
}

void App::sign_out(Ui& ui) {
    training::sign_out(services_, own_name());
    person_changed();
    ui.toast(tr("signin.gone"));
}

void App::erase_person(Ui& ui, const std::string& person) {
    const auto erased = records::erase_person(*services_.database, services_.data, person);
    if (!erased) {
        show(erased.error());
        return;
    }
    const std::string own = erased->preferences ? std::string() : own_name();
    training::sign_out(services_, own);
    person_changed();
    if (erased->left.empty())
        ui.toast(tr("settings.erased", {{"count", std::to_string(erased->attempts + erased->unfinished)}}),
                 ToastKind::good, 8);
    show(erased->left);
}

// Nothing of whoever was there before may stay on the screen.
void App::person_changed() {
    history_filters_.reset();
    offer_.reset();
    first_run_ = false;
    if (library_ready()) training::refresh_best(services_, library_);
    go_library();
}

void App::draw_rail(Ui& ui) {
    const bool compact = ui.width() < narrow_window;
    begin_panel(ui, "rail", compact ? rail_compact : rail_width, 0,
                {.padding = 8, .fill = Token::raised, .scrolls = false, .border_right = true});
    gap(ui, 2);
    const Place here = screen_->place();
    const auto leads = [&](std::string_view item, Icon icon, std::string_view label, Place place) {
        return rail_item(ui, item, icon, label, here == place, compact) && screen_->may_leave(*this, ui);
    };
    if (leads("rail.practice", Icon::chat, tr("rail.practice"), Place::practice)) go_library();
    if (leads("rail.progress", Icon::history, tr("rail.progress"), Place::progress)) go_history();
    if (leads("rail.settings", Icon::settings, tr("rail.settings"), Place::settings)) go_settings();
    end_panel(ui);
}

void App::draw_diagnostic(Ui& ui) {
    if (to_show_.empty()) return;
    const Diagnostic& d = to_show_.front();
    const DiagnosticWords said = words(d);
    const bool bad = d.severity == Severity::error;
    begin_dialog(ui, "trouble", tr(bad ? "trouble.title" : "trouble.notice"),
                 {.width = 520,
                  .close_label = tr("trouble.close"),
                  .icon = bad ? Icon::warning : Icon::info,
                  .tone = bad ? Tone::bad : Tone::warn});
    text_item(ui, "trouble.message", said.message);
    if (!said.hint.empty()) {
        gap(ui, 2);
        text_item(ui, "trouble.hint", said.hint, soft_style);
    }
    if (!d.where.file.empty()) {
        gap(ui, 2);
        std::string place = d.where.file;
        if (d.where.line > 0) place += fmt::format(":{}:{}", d.where.line, d.where.column);
        text(ui, place, note_style);
    }
    gap(ui, 4);
    const bool done = button(ui, "trouble.ok", tr("trouble.ok"), {.kind = ButtonKind::primary, .key = "Enter"}) ||
                      ui.key_pressed(Key::enter);
    if (end_dialog(ui) || done) to_show_.erase(to_show_.begin());
}

void App::draw_keys_help(Ui& ui) {
    if (!keys_help_ && (ui.char_typed(U'?') || ui.key_pressed(Key::f1))) keys_help_ = true;
    if (!keys_help_) return;
    begin_dialog(ui, "keys", tr("keys.title"),
                 {.width = 460, .close_label = tr("trouble.close"), .icon = Icon::keyboard});
    const auto row = [&](const std::vector<std::string_view>& keys, std::string_view words) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = ui.px(30);
        float x = at.x;
        for (const auto key : keys) {
            const ImVec2 size = key_cap_size(ui, key);
            draw_key_cap(ui, *ImGui::GetWindowDrawList(), {x, at.y + (height - size.y) / 2}, key, ui.colour(Token::ink),
                         ui.colour(Token::outline));
            x += size.x + ui.px(6);
        }
        const float left = ui.px(120);
        const float room = ui.available_width() - left;
        const ImVec2 size = measure_text(ui, words, body_style, room);
        ImGui::SetCursorScreenPos({at.x + left, at.y + std::max(0.0F, (height - size.y) / 2)});
        text(ui, words, body_style, room);
        ImGui::SetCursorScreenPos(at);
        ImGui::Dummy({0, std::max(height, size.y) + ui.px(4)});
    };
    if (screen_->typed()) {
        row({"Enter"}, tr("keys.confirm"));
        row({"Shift", "Enter"}, tr("keys.new_line"));
        row({"1", "…", "4"}, tr("keys.choose_typed"));
        row({"E"}, tr("keys.edit"));
        row({"F2"}, tr("keys.silence"));
        row({"F5", "…", "F12"}, tr("keys.topic"));
        row({"Esc"}, tr("keys.pause"));
    } else if (screen_->name() == "conversation") {
        row({"1", "…", "4"}, tr("keys.choose"));
        row({"Enter"}, tr("keys.confirm"));
        row({"S"}, tr("keys.silence"));
        row({"F5", "…", "F12"}, tr("keys.topic"));
        row({"Esc"}, tr("keys.pause"));
    } else {
        for (const KeyLine& line : screen_->own_keys()) row(line.caps, tr(line.words));
        row({"Enter"}, tr(screen_->name() == "brief" ? "keys.start" : "keys.press"));
        row({"Esc"}, tr("keys.back"));
    }
    row({"Tab"}, tr("keys.tab"));
    row({"F1", "?"}, tr("keys.help"));
    row({"Ctrl", "Q"}, tr("keys.quit"));
    if (end_dialog(ui)) keys_help_ = false;
}

} // namespace rapport::gui
