#include "sim/gui/app/app.h"

#include "sim/base/text.h"
#include "sim/gui/app/sign_in.h"
#include "sim/gui/widgets/surfaces.h"

#include <chrono>
#include <cstdlib>

namespace rapport::gui {
namespace {

std::u32string decoded(std::string_view utf8) {
    std::u32string out;
    for (std::size_t pos = 0; pos < utf8.size();) out.push_back(next_code_point(utf8, pos));
    return out;
}

Language system_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    return Language::en;
}

ThemeName theme_of(records::Theme theme) {
    switch (theme) {
    case records::Theme::dark:
        return ThemeName::dark;
    case records::Theme::contrast:
        return ThemeName::high_contrast;
    default:
        return ThemeName::light;
    }
}

} // namespace

App::App(training::Services services, Catalogue catalogue, AppHost host)
    : services_(std::move(services)), catalogue_(std::move(catalogue)), host_(std::move(host)),
      language_(services_.preferences.language.value_or(system_language())) {
    explain_unkept_ = services_.data_problem.has_value();
    show(services_.notices);
    show(training::recover(services_).diagnostics);
    sync_ = training::start_sync(services_);
    // The database is not for two threads at once: the results are added when the files have been read.
    training::Services for_reading = services_;
    for_reading.database = nullptr;
    reading_ = std::async(std::launch::async, [for_reading = std::move(for_reading)] {
        return training::read_library(for_reading, for_reading.library_folder());
    });
    if (!services_.preferences.language && services_.database) {
        const auto played = services_.database->list({.scenario_id = {}, .status = std::nullopt, .limit = 1});
        first_run_ = played && played->empty() && training::unfinished(services_).entries.empty();
    }
    screen_ = library_screen(*this);
}

// The screen first: it leaves what was typed and not said with the app.
App::~App() { screen_.reset(); }

bool App::library_ready() {
    await_library({});
    return !reading_.valid();
}

void App::await_library(std::chrono::milliseconds patience) {
    if (reading_.valid() && reading_.wait_for(patience) == std::future_status::ready) library();
}

training::Library& App::library() {
    if (reading_.valid()) take_library(reading_.get());
    return library_;
}

void App::take_library(training::Library library) {
    library_ = std::move(library);
    library_watch_ = {};
    ++library_revision_;
    training::refresh_best(services_, library_);
    show(library_.diagnostics);
    words_stale_ = true;
}

void App::welcomed() {
    first_run_ = false;
    services_.preferences.language = language_;
    save_preferences();
}

// The name there is the desk's own, whoever is signed in.
void App::save_preferences() {
    records::Preferences kept = services_.preferences;
    kept.trainee = own_name();
    if (const auto saved = records::save_preferences(services_.data, kept); !saved) show(saved.error());
}

void App::prepare(Ui& ui) {
    apply_look(ui);
    give_words(ui);
}

void App::apply_look(Ui& ui) {
    const auto& p = services_.preferences;
    Look look = ui.look();
    look.theme = theme_of(p.theme);
    look.text_scale = static_cast<float>(p.text_scale) / 100.0F;
    look.reduce_motion = p.reduce_motion;
    look.chinese = language_ == Language::zh;
    ui.set_look(look);
    if (host_.sound_level) host_.sound_level(p.volume, p.muted);
}

// The interface's words must be there in the first frame; what the scenarios say may follow a moment later.
void App::give_words(Ui& ui) {
    words_stale_ = false;
    std::string interface_words;
    for (const auto& [key, text] : catalogue_.all(language_))
        if (!key.starts_with("diagnostic.")) interface_words += text;
    interface_words += catalogue_.text(Language::zh, "language.zh");
    std::string content;
    for (const auto& entry : library_.entries) {
        interface_words += entry.title.best(language_);
        content += entry.summary.best(language_);
        for (const Language l : all_languages) content += entry.title.best(l);
    }
    for (const Language l : all_languages)
        for (const auto& [key, text] : catalogue_.all(l)) content += text;
    ui.set_words(decoded(interface_words), decoded(content), typed_words_);
}

void App::reload_library() {
    reading_ = {};
    take_library(training::read_library(services_, services_.library_folder()));
}

void App::set_language(Language language) {
    if (language == language_) return;
    language_ = language;
    services_.preferences.language = language;
    words_stale_ = true;
    save_preferences();
    screen_->language_changed(*this);
}

void App::preferences_changed(Ui& ui) {
    apply_look(ui);
    save_preferences();
}

std::int64_t App::time_on_call(const std::string& attempt) const {
    const auto found = time_on_call_.find(attempt);
    return found == time_on_call_.end() ? 0 : found->second;
}

std::string App::draft(const std::string& attempt) const {
    const auto found = drafts_.find(attempt);
    return found == drafts_.end() ? std::string() : found->second;
}

void App::keep_draft(const std::string& attempt, const std::string& text) {
    if (text.empty())
        drafts_.erase(attempt);
    else
        drafts_[attempt] = text;
}

void App::want_typing() {
    if (typing_ready_ || typing_loading_.valid()) return;
    if (!services_.grader) {
        typing_ready_ = std::unexpected(Diagnostic::error("typing_unavailable"));
        return;
    }
    typing_loading_ = std::async(std::launch::async, [load = services_.grader]() -> std::expected<void, Diagnostic> {
        if (const auto grader = load(); !grader) return std::unexpected(grader.error());
        return {};
    });
}

const App::TypingReady& App::typing_ready(Ui& ui) {
    if (!typing_loading_.valid()) return typing_ready_;
    if (typing_loading_.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
        typing_ready_ = typing_loading_.get();
    else
        ui.request_frame_in(0.03);
    return typing_ready_;
}

void App::expect_typed_words() {
    words_stale_ = words_stale_ || !typed_words_;
    typed_words_ = true;
}

void App::play(sound::Effect effect) const {
    if (host_.play) host_.play(effect);
}

void App::play_until_stopped(sound::Effect effect) const {
    if (host_.play_until_stopped) host_.play_until_stopped(effect);
}

void App::stop(sound::Effect effect) const {
    if (host_.stop) host_.stop(effect);
}

void App::go(std::unique_ptr<Screen> screen) {
    // a function object must be copyable, a screen is not
    go([kept = std::make_shared<std::unique_ptr<Screen>>(std::move(screen))](App&) { return std::move(*kept); });
}
void App::go(std::function<std::unique_ptr<Screen>(App&)> make) {
    next_ = std::move(make);
    if (sync_) sync_->wake(); // a screen that is left may have stored something
}
void App::go_library() { go(library_screen); }
void App::go_history() { go(history_screen); }
void App::go_settings() { go(settings_screen); }

void App::show(const Diagnostic& diagnostic) { to_show_.push_back(diagnostic); }

void App::show(const Diagnostics& diagnostics) {
    to_show_.insert(to_show_.end(), diagnostics.begin(), diagnostics.end());
}

void App::mention(Ui& ui, const Diagnostic& diagnostic) {
    const auto said = words(diagnostic);
    const auto kind = diagnostic.severity == Severity::error ? ToastKind::bad : ToastKind::warn;
    ui.toast(said.hint.empty() ? said.message : said.message + " " + said.hint, kind, 8);
}

bool App::may_close(Ui& ui) { return screen_->may_leave(*this, ui); }

void App::tell_title() {
    const std::string title =
        tr("title.window", {{"app", std::string(tr("app.name"))},
                            {"screen", std::string(tr("title." + std::string(screen_->name())))}});
    if (title == title_) return;
    title_ = title;
    if (host_.title) host_.title(title_);
}

void App::draw(Ui& ui) {
    if (!library_ready()) ui.request_frame_in(0.02); // taken over as soon as it is there
    if (host_.sound_trouble)
        if (const auto trouble = host_.sound_trouble()) mention(ui, *trouble);
    watch_library(ui);
    if (words_stale_) prepare(ui);
    tell_title();
    if (ui.key_pressed(Key::q, {.ctrl = true}) && host_.quit && may_close(ui)) host_.quit();
    draw_top_bar(ui);
    if (!screen_->full_window()) draw_unkept_strip(ui);
    const bool with_rail = !screen_->full_window();
    if (with_rail) {
        draw_rail(ui);
        ImGui::SameLine(0, 0);
    }
    begin_panel(ui, "screen", 0, 0, {.padding = 0, .scrolls = false});
    screen_->draw(*this, ui);
    end_panel(ui);
    draw_unkept_dialogs(ui);
    draw_sign_in(ui);
    draw_diagnostic(ui);
    draw_keys_help(ui);
    if (next_) {
        screen_.reset();
        offer_.reset();
        screen_ = std::exchange(next_, nullptr)(*this);
        ui.set_focus({}, false); // the keys belong to the new screen at once
    }
}

} // namespace rapport::gui
