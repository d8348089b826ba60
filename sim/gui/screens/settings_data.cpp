#include "sim/gui/screens/settings_data.h"

#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"
#include "sim/training/people.h"

#include <array>

namespace rapport::gui {

void DataCard::draw(App& app, Ui& ui) {
    begin_card(ui, "settings.data", {.padding = 20});
    section_heading(ui, app.tr("settings.data"), {}, Icon::lock);
    gap(ui, 1);
    const bool kept = !app.services().data_problem;
    const std::string_view words = !kept           ? "unkept.words"
                                   : app.in_team() ? "settings.data_words_team"
                                                   : "settings.data_words";
    text_item(ui, "settings.data_words", app.tr(words), soft_style);
    gap(ui, 2);
    if (kept) text_item(ui, "settings.data_folder", app.services().data.string(), note_style);
    if (kept && app.services().database && !records::on_server(app.services().database->path())) {
        gap(ui, 4);
        old_words(app, ui);
        gap(ui, 4);
        if (button(ui, "settings.erase", app.tr("settings.erase"), {.icon = Icon::trash})) {
            if (auto whose = training::whose_data(app.services()); !whose)
                app.show(whose.error());
            else if (whose->empty())
                ui.toast(app.tr("settings.erase_nothing"));
            else
                doomed_ = *whose, typed_.clear();
        }
    }
    end_card(ui);
}

void DataCard::old_words(App& app, Ui& ui) {
    text(ui, app.tr("settings.words_kept"));
    gap(ui, 1);
    std::array<Choice, 4> choices;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        constexpr std::array<const char*, 4> months{"3", "6", "12", "24"};
        choices[i] = {months[i], app.tr("settings.months", {{"count", months[i]}})};
    }
    segmented(ui, "settings.months", choices, months_);
    gap(ui, 1);
    text(ui, app.tr("settings.words_note"), note_style);
    gap(ui, 2);
    if (!button(ui, "settings.old_words", app.tr("settings.old_words"))) return;
    auto plan = records::retention_preview(*app.services().database, std::stoi(months_), app.services().utc_now());
    if (!plan)
        app.show(plan.error());
    else if (plan->attempts == 0)
        ui.toast(app.tr("settings.words_none", {{"before", plan->before}}));
    else
        plan_ = std::move(*plan);
}

void DataCard::dialogs(App& app, Ui& ui) {
    if (!doomed_.empty()) erase_dialog(app, ui);
    if (plan_) retention_dialog(app, ui);
}

void DataCard::erase_dialog(App& app, Ui& ui) {
    const std::string word(app.tr("settings.erase_word"));
    begin_dialog(ui, "erase", app.tr("settings.erase_title"),
                 {.width = 560, .close_label = app.tr("trouble.close"), .icon = Icon::trash, .tone = Tone::bad});
    const std::string& name = app.preferences().trainee;
    text_item(ui, "erase.words",
              app.signed_in() ? app.tr("settings.erase_words", {{"name", name}})
                              : std::string(app.tr("settings.erase_words_own")));
    gap(ui, 3);
    const std::string label = app.tr("settings.erase_type", {{"word", word}});
    text_field(ui, "erase.word", typed_, {.label = label, .max_code_points = 40});
    gap(ui, 5);
    const bool keep = button(ui, "erase.keep", app.tr("settings.erase_keep"));
    inline_gap(ui, 3);
    const bool erase = button(ui, "erase.go", app.tr("settings.erase_go"),
                              {.kind = ButtonKind::danger, .icon = Icon::trash, .enabled = typed_ == word});
    if (end_dialog(ui) || keep || erase) {
        if (erase) app.erase_person(ui, doomed_);
        doomed_.clear();
    }
}

void DataCard::retention_dialog(App& app, Ui& ui) {
    begin_dialog(ui, "retention", app.tr("settings.words_title"),
                 {.width = 560, .close_label = app.tr("trouble.close"), .icon = Icon::clock, .tone = Tone::warn});
    text_item(ui, "retention.words",
              app.tr("settings.words_would", {{"before", plan_->before},
                                              {"attempts", std::to_string(plan_->attempts)},
                                              {"people", std::to_string(plan_->people)}}));
    gap(ui, 5);
    const bool keep = button(ui, "retention.keep", app.tr("settings.erase_keep"));
    inline_gap(ui, 3);
    const bool go = button(ui, "retention.go", app.tr("settings.words_go"), {.kind = ButtonKind::danger});
    if (end_dialog(ui) || keep || go) {
        if (go) {
            const auto done = records::retain(*app.services().database, std::stoi(months_), app.services().utc_now());
            if (!done)
                app.show(done.error());
            else
                ui.toast(app.tr("settings.words_done", {{"count", std::to_string(done->attempts)}}), ToastKind::good);
        }
        plan_.reset();
    }
}

} // namespace rapport::gui
