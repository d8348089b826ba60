// The window's content without the window: shell, current screen, words, preferences. Runs headless in the tests.
#pragma once

#include "sim/base/catalogue.h"
#include "sim/gui/app/screen.h"
#include "sim/sound/effect.h"
#include "sim/training/debrief.h"
#include "sim/training/drill.h"
#include "sim/training/library.h"
#include "sim/training/services.h"
#include "sim/training/sync.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::gui {

class SignInDialog;    // sim/gui/app/sign_in.h
struct HistoryFilters; // sim/gui/screens/history_filters.h

// What the app needs from outside; each replaceable by tests.
struct AppHost {
    std::function<std::int64_t()> now_ms;         // steady clock
    std::function<void(sound::Effect)> play = {}; // empty: silent
    std::function<void(sound::Effect)> play_until_stopped = {};
    std::function<void(sound::Effect)> stop = {};
    std::function<void(int volume, bool muted)> sound_level = {};
    std::function<std::optional<Diagnostic>()> sound_trouble = {}; // to be shown once
    std::function<void(const std::string&)> title = {};            // of the window: which screen one is on
    std::function<void()> quit = {};
};

class App {
public:
    // Starts reading the library on a thread, so that the window can come up meanwhile.
    App(training::Services services, Catalogue catalogue, AppHost host);
    ~App();

    // Look and words for the first frame.
    void prepare(Ui& ui);
    // One frame: top bar, rail, current screen, dialogs.
    void draw(Ui& ui);
    // A close click: false while the current screen wants to ask first.
    bool may_close(Ui& ui);

    // ---- words ----
    Language language() const { return language_; }
    void set_language(Language language); // at once, everywhere; saved
    std::string_view tr(std::string_view key) const { return catalogue_.text(language_, key); }
    std::string tr(std::string_view key, const TextArgs& args) const { return catalogue_.format(language_, key, args); }
    const Catalogue& catalogue() const { return catalogue_; }
    DiagnosticWords words(const Diagnostic& d) const { return words_of(d, catalogue_, language_); }

    // ---- what the screens work with ----
    training::Services& services() { return services_; }
    bool library_ready();         // true once the scenarios have been read; never waits
    training::Library& library(); // waits until they have been read
    // Waits for them no longer than this.
    void await_library(std::chrono::milliseconds patience);
    void reload_library();
    // Rises whenever the library is read anew: pointers into it are then no good, and what was read may have changed.
    unsigned library_revision() const { return library_revision_; }
    // Nothing has been played yet and the welcome has not been put away.
    bool first_run() const { return first_run_; }
    void welcomed();                         // remembered as a choice of language
    void has_begun() { first_run_ = false; } // the first drill is on its way: no more welcome
    records::Preferences& preferences() { return services_.preferences; }
    void preferences_changed(Ui& ui); // applies look and sound level, saves; trouble is shown
    std::int64_t now_ms() const { return host_.now_ms(); }
    void play(sound::Effect effect) const;
    void play_until_stopped(sound::Effect effect) const;
    void stop(sound::Effect effect) const;

    // How long a call has lasted, milliseconds, as its screen last told: who comes back to it in this run finds the
    // timer where it was. The log keeps only what is graded.
    std::int64_t time_on_call(const std::string& attempt) const;
    void set_time_on_call(const std::string& attempt, std::int64_t ms) { time_on_call_[attempt] = ms; }

    // What was being typed when a conversation was left, by attempt; kept while the window is open.
    std::string draft(const std::string& attempt) const;
    void keep_draft(const std::string& attempt, const std::string& text);
    // What reads typed replies takes a moment to load: on a thread, from when it is first wanted. An error: replies
    // cannot be typed here, and why. Empty: not known yet; frames are asked for until it is.
    using TypingReady = std::optional<std::expected<void, Diagnostic>>;
    void want_typing();
    const TypingReady& typing_ready(Ui& ui);
    // Chinese that nobody has written down yet will be typed: its characters are made ready.
    void expect_typed_words();

    // What the past attempts are looked through with; kept while the window is open, so that one comes back to it.
    std::shared_ptr<HistoryFilters>& history_filters() { return history_filters_; }
    // What is stored here goes to a team's server as well.
    bool in_team() const { return sync_ != nullptr; }

    // ---- who is practising ----
    bool signed_in() const { return !services_.person.empty(); }
    // What the desk's own person is called in the preferences; may be empty.
    const std::string& own_name() const { return signed_in() ? own_name_ : services_.preferences.trainee; }
    // Asks who is; where a conversation is under way, that it be left first.
    void ask_who();
    // Everything shown is hers from now on, and the library is gone to. Errors: those of training::sign_in.
    std::expected<void, Diagnostic> sign_in(Ui& ui, const std::string& person, const std::string& pin);
    void sign_out(Ui& ui);
    // Everything kept of her goes (records/erase_person.h), and she is signed out. Trouble is shown.
    void erase_person(Ui& ui, const std::string& person);

    // ---- going places ----
    void go(std::unique_ptr<Screen> screen); // after this frame
    // The same, made when the screen before it is gone and its drill is free to be resumed.
    void go(std::function<std::unique_ptr<Screen>(App&)> make);
    Screen& screen() { return *screen_; }
    void go_library();
    void go_history();
    void go_settings();
    // Shows a diagnostic as a dialog with message and hint until it is closed; several queue up.
    void show(const Diagnostic& diagnostic);
    void show(const Diagnostics& diagnostics);
    // What kept a drill from starting. Where it is the folder's fault, playing without keeping anything is offered,
    // and `again` is called when that is taken up; the screen that asks is still there then.
    void show_start_trouble(const Diagnostics& errors, std::function<void()> again);
    // Shows a diagnostic as a passing notice.
    void mention(Ui& ui, const Diagnostic& diagnostic);

private:
    struct Offer {
        Diagnostic problem;
        std::function<void()> again;
    };
    void draw_top_bar(Ui& ui);
    void draw_sign_in(Ui& ui);
    void person_changed();
    void save_preferences();
    void draw_unkept_strip(Ui& ui);
    void draw_unkept_dialogs(Ui& ui);
    void practise_unkept(const Offer& offer);
    void draw_rail(Ui& ui);
    void draw_diagnostic(Ui& ui);
    void draw_keys_help(Ui& ui);
    void tell_title();
    void take_library(training::Library library);
    // library_news.cpp: files put into the library's folder, changed or taken out, while a screen shows them
    void watch_library(Ui& ui);
    void tell_news(Ui& ui, const training::LibraryWatch::Changes& changes);
    // What it takes of the row, in device pixels.
    float draw_person(Ui& ui, float row_height, float room_at_right);
    void draw_sync(Ui& ui, float row_height, float left, float right);
    void apply_look(Ui& ui);
    void give_words(Ui& ui);

    training::Services services_;
    std::unique_ptr<training::Sync> sync_; // null where this desk belongs to no team
    Catalogue catalogue_;
    AppHost host_;
    Language language_ = Language::en;
    std::future<training::Library> reading_;
    training::Library library_;
    training::LibraryWatch library_watch_;
    std::int64_t library_due_ = 0; // milliseconds
    unsigned library_revision_ = 0;
    std::unique_ptr<Screen> screen_;
    std::function<std::unique_ptr<Screen>(App&)> next_;
    std::vector<Diagnostic> to_show_;
    std::optional<Offer> offer_;
    std::map<std::string, std::int64_t> time_on_call_;
    std::map<std::string, std::string> drafts_;
    std::shared_ptr<HistoryFilters> history_filters_;
    std::unique_ptr<SignInDialog> sign_in_; // null: nobody asks
    std::string own_name_;                  // while somebody is signed in
    std::future<std::expected<void, Diagnostic>> typing_loading_;
    TypingReady typing_ready_;
    std::string title_;
    bool typed_words_ = false;
    bool words_stale_ = true, keys_help_ = false, first_run_ = false, explain_unkept_ = false;
};

// ---- the screens (sim/gui/screens/<name>.cpp) ----
std::unique_ptr<Screen> library_screen(App& app);
std::unique_ptr<Screen> brief_screen(App& app, const training::LibraryEntry& entry);
// The drill has been started or resumed.
std::unique_ptr<Screen> conversation_screen(App& app, training::Drill drill);
// Of a drill that was left: asks first where the scenario's file has changed meanwhile.
std::unique_ptr<Screen> resumed_conversation_screen(App& app, training::Drill drill);
// Leads back to where it was opened from: practice, or the past attempts.
std::unique_ptr<Screen> debrief_screen(App& app, training::PlayedAttempt attempt, Place from = Place::practice);
std::unique_ptr<Screen> history_screen(App& app);
// An attempt turn by turn, from `turn` on (1 is the first). `back` makes the screen it was opened from.
std::unique_ptr<Screen> attempt_screen(App& app, training::PlayedAttempt attempt, int turn,
                                       std::function<std::unique_ptr<Screen>(App&)> back, bool from_debrief = false);
std::unique_ptr<Screen> settings_screen(App& app);

// Names of things by stable id, in the current language: "name.channel.phone", "name.behaviour.restate",
// "name.question.empathy", "name.outcome.resolved", "name.difficulty.2" … and the reason of a mood move in words.
std::string_view name_of(const App& app, dialogue::Channel channel);
std::string_view name_of(const App& app, scoring::Behaviour behaviour);
std::string_view name_of(const App& app, scoring::Question question);
std::string_view name_of(const App& app, scoring::Outcome outcome);
std::string reason_words(const App& app, const dialogue::Reason& reason);

} // namespace rapport::gui
