// The frame around every screen: top bar, rail, the question of a diagnostic, the list of keys.
#include "sim/gui/app/app.h"
#include "sim/gui/widgets/surfaces.h"

#include <fmt/format.h>

#include <array>

namespace rapport::gui {
namespace {

constexpr float bar_height = 56;
constexpr float rail_width = 200;
constexpr float rail_compact = 64;
constexpr float narrow_window = 1100;

} // namespace

void App::draw_top_bar(Ui& ui) {
    begin_panel(ui, "bar", 0, bar_height,
                {.padding = 8, .fill = Token::raised, .scrolls = false, .border_bottom = true});
    inline_gap(ui, 2);
    const ImVec2 top = ImGui::GetCursorPos();
    ImGui::SetCursorPosY(top.y + ui.px(6));
    text_line(ui, tr("app.name"), heading_style);

    const std::array<Choice, 2> languages{Choice{"en", std::string(catalogue_.text(Language::en, "language.en"))},
                                          Choice{"zh", std::string(catalogue_.text(Language::zh, "language.zh"))}};
    const float language_width = 148;
    const float right = ui.px(language_width + 3 * 44 + 24);
    ImGui::SetCursorPosY(top.y);
    align_right(ui, right, false);
    std::string chosen(id(language_));
    if (segmented(ui, "bar.language", languages, chosen, language_width)) set_language(*language_from(chosen));
    inline_gap(ui, 2);
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
    const auto row = [&](std::string_view key, std::string_view words) {
        key_cap(ui, key);
        ImGui::SameLine(ui.px(130));
        text(ui, words);
        gap(ui, 1);
    };
    if (screen_->name() == "conversation") {
        row("1–4", tr("keys.choose"));
        row("Enter", tr("keys.confirm"));
        row("S", tr("keys.silence"));
        row("Esc", tr("keys.pause"));
    }
    row("Tab", tr("keys.tab"));
    row("Enter", tr("keys.press"));
    row("Esc", tr("keys.back"));
    row("F1  ?", tr("keys.help"));
    if (end_dialog(ui)) keys_help_ = false;
}

} // namespace rapport::gui
