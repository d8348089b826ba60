#include "sim/gui/app/sign_in.h"

#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"
#include "sim/records/profiles.h"

#include <algorithm>
#include <cstdlib>

namespace rapport::gui {
namespace {

// More people than this are searched through.
constexpr std::size_t most_unsearched = 8;

// Design units. Large text in a small window: only what is needed to choose.
bool low(const Ui& ui) { return ui.height() < 480; }

// As many rows as leave room for the rest of the dialog.
std::size_t rows_that_fit(const Ui& ui, float rest) {
    return static_cast<std::size_t>(std::clamp((ui.height() - rest) / 61, 1.0F, 8.0F));
}

std::string name_shown(const App& app, const records::Person& person) {
    return person.words.name.empty() ? std::string(app.tr("signin.own")) : person.words.name;
}

std::int64_t seconds_of(const Diagnostic& d) {
    for (const auto& [name, value] : d.args)
        if (name == "seconds") return std::atoll(value.c_str());
    return 0;
}

} // namespace

SignInDialog::SignInDialog(App& app) : step_(app.screen().name() == "conversation" ? Step::leave_first : Step::choose) {
    auto known = training::who_may_sign_in(app.services());
    if (known)
        people_ = std::move(*known);
    else
        error_ = app.words(known.error()).message;
}

bool SignInDialog::draw(App& app, Ui& ui) {
    const std::string title = step_ == Step::leave_first ? std::string(app.tr("signin.leave_title"))
                              : step_ == Step::pin
                                  ? app.tr("signin.hello", {{"name", name_shown(app, chosen_)}})
                                  : std::string(app.tr(step_ == Step::add ? "signin.add_title" : "signin.title"));
    const Icon icon = step_ == Step::leave_first ? Icon::pause : step_ == Step::pin ? Icon::lock : Icon::people;
    begin_dialog(ui, "signin", title, {.width = 520, .close_label = app.tr("trouble.close"), .icon = icon});
    switch (step_) {
    case Step::leave_first:
        leave_first(app, ui);
        break;
    case Step::choose:
        choose(app, ui);
        break;
    case Step::pin:
        ask_pin(app, ui);
        break;
    case Step::add:
        add(app, ui);
        break;
    }
    return !end_dialog(ui) && !done_;
}

void SignInDialog::leave_first(App& app, Ui& ui) {
    text_item(ui, "signin.leave_words", app.tr("signin.leave_words"));
    gap(ui, 5);
    if (button(ui, "signin.leave", app.tr("signin.leave"), {.kind = ButtonKind::primary})) {
        app.go_library();
        step_ = Step::choose;
    }
    inline_gap(ui, 3);
    if (button(ui, "signin.stay", app.tr("signin.stay"))) done_ = true;
}

void SignInDialog::choose(App& app, Ui& ui) {
    if (!low(ui)) {
        text_item(ui, "signin.words", app.tr("signin.words"), soft_style);
        gap(ui, 3);
    }
    if (!error_.empty()) {
        notice(ui, "signin.error", error_, Tone::warn, Icon::warning);
        gap(ui, 3);
    }
    std::size_t room = rows_that_fit(ui, 300);
    std::vector<const training::KnownPerson*> found;
    if (people_.size() > std::min(most_unsearched, room)) {
        room = rows_that_fit(ui, 400);
        const bool entered =
            search_field(ui, "signin.search", search_, app.tr("signin.search"), 0, app.tr("library.search_clear"))
                .submitted;
        gap(ui, 2);
        for (const auto& known : people_)
            if (contains_folded(known.person.words.name, search_) ||
                contains_folded(known.person.words.staff_number, search_))
                found.push_back(&known);
        if (entered && found.size() == 1) return picked(app, ui, *found.front());
    } else {
        for (const auto& known : people_) found.push_back(&known);
    }
    for (std::size_t i = 0; i < std::min(found.size(), room); ++i) {
        person_row(app, ui, *found[i]);
        if (step_ != Step::choose || done_) return; // people_ is as it was, but this list is over
    }
    if (found.empty() && !people_.empty()) text_item(ui, "signin.none", app.tr("signin.none"), soft_style);
    if (found.size() > room && !low(ui)) {
        gap(ui, 1);
        text_item(ui, "signin.more", app.tr("signin.more", {{"count", std::to_string(found.size() - room)}}),
                  note_style);
    }
    if (!people_.empty()) gap(ui, 1);
    this_computer(app, ui);
    if (!low(ui)) {
        gap(ui, 2);
        divider(ui);
    }
    gap(ui, low(ui) ? 2 : 3);
    if (button(ui, "signin.add", app.tr("signin.add"), {.icon = Icon::plus})) {
        step_ = Step::add;
        error_.clear();
        ui.set_focus("signin.name", false);
    }
}

void SignInDialog::person_row(App& app, Ui& ui, const training::KnownPerson& known) {
    const records::Person& person = known.person;
    const bool here = app.services().person == person.id;
    std::string note = person.words.staff_number;
    if (known.pin) note.append(note.empty() ? "" : " · ").append(app.tr("signin.has_pin"));
    if (list_row(ui, "signin.person." + person.id, name_shown(app, person),
                 {.icon = known.pin ? Icon::lock : Icon::person,
                  .note = note,
                  .right = here ? app.tr("signin.here") : std::string_view(),
                  .chevron = !here,
                  .selected = here,
                  .icon_tone = Tone::accent}))
        picked(app, ui, known);
}

void SignInDialog::this_computer(App& app, Ui& ui) {
    const bool here = !app.signed_in();
    const std::string note = app.own_name().empty() ? std::string(app.tr("signin.own_note"))
                                                    : app.tr("signin.own_name", {{"name", app.own_name()}});
    if (!list_row(ui, "signin.own", app.tr("signin.own"),
                  {.icon = Icon::home,
                   .note = low(ui) ? std::string_view() : std::string_view(note),
                   .right = here ? app.tr("signin.here") : std::string_view(),
                   .chevron = !here,
                   .selected = here}))
        return;
    done_ = true;
    if (!here) app.sign_out(ui);
}

void SignInDialog::picked(App& app, Ui& ui, const training::KnownPerson& known) {
    done_ = app.services().person == known.person.id;
    if (done_) return;
    chosen_ = known.person;
    error_.clear();
    if (!known.pin) return enter(app, ui, chosen_);
    step_ = Step::pin;
    wait_until_ = 0;
    ui.set_focus("signin.pin", false);
    ui.request_frame();
}

// Esc and the cross close the dialog; this leads to the list again.
bool SignInDialog::steps_back(App& app, Ui& ui) {
    if (!button(ui, "signin.back", app.tr("signin.back"), {.kind = ButtonKind::quiet})) return false;
    step_ = Step::choose;
    name_.clear(), pin_.clear(), again_.clear(), error_.clear();
    return true;
}

void SignInDialog::ask_pin(App& app, Ui& ui) {
    const std::int64_t wait = wait_until_ - app.now_ms();
    if (wait > 0) {
        error_ = app.tr("signin.wait", {{"seconds", std::to_string((wait + 999) / 1000)}});
        ui.request_frame_in(0.25);
    } else if (wait_until_ > 0) {
        wait_until_ = 0;
        error_.clear();
    }
    const auto typed = text_field(ui, "signin.pin", pin_,
                                  {.label = app.tr("signin.pin"),
                                   .note = error_.empty() ? app.tr("signin.pin_note") : std::string_view(),
                                   .secret = true,
                                   .max_code_points = static_cast<int>(records::longest_pin)});
    if (typed.changed && wait <= 0) error_.clear();
    if (!error_.empty()) {
        gap(ui, 2);
        notice(ui, "signin.error", error_, wait > 0 ? Tone::warn : Tone::bad, wait > 0 ? Icon::clock : Icon::warning);
    }
    gap(ui, 5);
    const bool may = wait <= 0 && !pin_.empty();
    const bool go =
        button(ui, "signin.go", app.tr("signin.go"), {.kind = ButtonKind::primary, .enabled = may, .key = "Enter"});
    inline_gap(ui, 3);
    if (steps_back(app, ui)) return;
    if (may && (go || typed.submitted)) enter(app, ui, chosen_);
}

void SignInDialog::add(App& app, Ui& ui) {
    const auto name = text_field(
        ui, "signin.name", name_,
        {.label = app.tr("settings.name"), .max_code_points = static_cast<int>(records::longest_person_name)});
    gap(ui, 3);
    bool submitted = name.submitted, changed = name.changed;
    const auto secret = [&](std::string_view id, std::string& value, std::string_view label) {
        const auto typed = text_field(
            ui, id, value,
            {.label = app.tr(label), .secret = true, .max_code_points = static_cast<int>(records::longest_pin)});
        submitted = submitted || typed.submitted;
        changed = changed || typed.changed;
    };
    side_by_side(
        ui, 0.5F, 12, [&] { secret("signin.new_pin", pin_, "signin.new_pin"); },
        [&] { secret("signin.again", again_, "signin.again"); });
    if (changed) error_.clear();
    if (!low(ui)) {
        gap(ui, 1);
        text(ui, app.tr("signin.new_pin_note"), note_style);
    }
    if (!error_.empty()) {
        gap(ui, 2);
        notice(ui, "signin.error", error_, Tone::bad, Icon::warning);
    }
    gap(ui, low(ui) ? 2 : 5);
    const bool may = name_.find_first_not_of(' ') != std::string::npos;
    const bool go = button(ui, "signin.create", app.tr("signin.create"),
                           {.kind = ButtonKind::primary, .enabled = may, .key = "Enter"});
    inline_gap(ui, 3);
    if (steps_back(app, ui) || !may || !(go || submitted)) return;
    if (pin_ != again_) {
        error_ = app.tr("signin.differ");
        return;
    }
    const auto person = training::add_person(app.services(), {name_, {}}, pin_);
    if (!person)
        refused(app, person.error());
    else
        enter(app, ui, *person);
}

void SignInDialog::enter(App& app, Ui& ui, const records::Person& person) {
    const auto entered = app.sign_in(ui, person.id, pin_);
    pin_.clear();
    if (entered)
        done_ = true;
    else
        refused(app, entered.error());
}

void SignInDialog::refused(const App& app, const Diagnostic& problem) {
    if (problem.code == "pin_wait") {
        wait_until_ = app.now_ms() + seconds_of(problem) * 1000;
        error_ = app.tr("signin.wait", {{"seconds", std::to_string(seconds_of(problem))}});
    } else {
        error_ = problem.code == "pin_wrong" ? std::string(app.tr("signin.wrong")) : app.words(problem).message;
    }
}

} // namespace rapport::gui
