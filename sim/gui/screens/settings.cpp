// Settings of this person at this desk. Each takes effect at once.
#include "sim/gui/app/app.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/screens/settings_data.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"

#include <array>
#include <optional>

namespace rapport::gui {
namespace {

class SettingsScreen final : public Screen {
public:
    explicit SettingsScreen(App& app) : name_(app.preferences().trainee) {}
    std::string_view name() const override { return "settings"; }
    Place place() const override { return Place::settings; }

    void draw(App& app, Ui& ui) override {
        begin_panel(ui, "settings", 0, 0, {.padding = page_padding, .keys = ScrollKeys::all});
        {
            const Column page(ui);
            text_item(ui, "settings.title", app.tr("settings.title"), title_style);
            gap(ui, 5);
            const auto left = [&] {
                person(app, ui);
                gap(ui, 4);
                look(app, ui);
                gap(ui, 4);
                sound(app, ui);
            };
            const auto right = [&] {
                drill(app, ui);
                gap(ui, 4);
                data_.draw(app, ui);
            };
            if (wide_page(ui)) {
                side_by_side(ui, 0.5F, 16, left, right);
            } else {
                left();
                gap(ui, 4);
                right();
            }
            gap(ui, 6);
        }
        end_panel(ui);
        data_.dialogs(app, ui);
    }

private:
    void person(App& app, Ui& ui) {
        begin_card(ui, "settings.person", {.padding = 20});
        section_heading(ui, app.tr("settings.person"), {}, Icon::person);
        gap(ui, 2);
        if (app.signed_in()) {
            text_item(ui, "settings.signed_in", app.tr("settings.signed_in", {{"name", app.preferences().trainee}}));
            gap(ui, 3);
            if (button(ui, "settings.sign_out", app.tr("settings.sign_out"))) app.sign_out(ui);
            inline_gap(ui, 3);
        } else {
            own_name(app, ui);
            gap(ui, 3);
        }
        if (button(ui, "settings.who", app.tr("settings.who"), {.icon = Icon::people})) app.ask_who();
        end_card(ui);
    }

    void own_name(App& app, Ui& ui) {
        const std::string note(app.tr("settings.name_note"));
        if (text_field(ui, "settings.name", name_,
                       {.label = app.tr("settings.name"), .note = note, .max_code_points = 80})
                .left &&
            name_ != app.preferences().trainee) {
            app.preferences().trainee = name_;
            app.preferences_changed(ui);
        }
    }

    void look(App& app, Ui& ui) {
        auto& p = app.preferences();
        begin_card(ui, "settings.look", {.padding = 20});
        section_heading(ui, app.tr("settings.look"), {}, Icon::eye);
        gap(ui, 2);
        const std::array<Choice, 3> themes{
            Choice{"light", std::string(app.tr("settings.theme_light")), Icon::sun},
            Choice{"dark", std::string(app.tr("settings.theme_dark")), Icon::moon},
            Choice{"contrast", std::string(app.tr("settings.theme_contrast")), Icon::contrast}};
        std::string theme(id(p.theme));
        if (segmented(ui, "settings.theme", themes, theme)) {
            p.theme = *records::theme_from(theme);
            app.preferences_changed(ui);
        }
        gap(ui, 3);
        text_size(app, ui);
        gap(ui, 3);
        if (toggle(ui, "settings.motion", app.tr("settings.motion"), p.reduce_motion)) app.preferences_changed(ui);
        end_card(ui);
    }

    // Applied when the pointer lets go: a page that grows under a held knob would run away from it.
    void text_size(App& app, Ui& ui) {
        auto& p = app.preferences();
        double scale = text_size_.value_or(p.text_scale);
        const std::string size = std::to_string(static_cast<int>(scale)) + " %";
        if (slider(ui, "settings.text_size", scale,
                   {.min = 80,
                    .max = 200,
                    .step = 10,
                    .label = app.tr("settings.text_size"),
                    .value_text = size,
                    .marks = true}))
            text_size_ = static_cast<int>(scale);
        if (!text_size_ || ImGui::IsMouseDown(0)) return;
        p.text_scale = *text_size_;
        text_size_.reset();
        app.preferences_changed(ui);
        ui.reveal("settings.text_size"); // the page has grown or shrunk around it
    }

    void drill(App& app, Ui& ui) {
        auto& p = app.preferences();
        begin_card(ui, "settings.drill", {.padding = 20});
        section_heading(ui, app.tr("settings.drill"), {}, Icon::clock);
        gap(ui, 2);
        if (toggle(ui, "settings.one_key", app.tr("settings.one_key"), p.one_key_answers, true,
                   app.tr("settings.one_key_note")))
            app.preferences_changed(ui);
        gap(ui, 3);
        text(ui, app.tr("settings.leniency"));
        gap(ui, 1);
        const std::array<Choice, 4> times{Choice{"100", "100 %"}, Choice{"150", "150 %"}, Choice{"200", "200 %"},
                                          Choice{"0", std::string(app.tr("settings.leniency_off"))}};
        std::string leniency = std::to_string(p.leniency);
        if (segmented(ui, "settings.leniency", times, leniency)) {
            p.leniency = std::stoi(leniency);
            app.preferences_changed(ui);
        }
        gap(ui, 1);
        text(ui, app.tr("settings.leniency_note"), note_style);
        gap(ui, 4);
        text(ui, app.tr("settings.reading"));
        gap(ui, 1);
        const std::array<Choice, 3> allowances{Choice{"100", "100 %"}, Choice{"150", "150 %"}, Choice{"200", "200 %"}};
        std::string reading = std::to_string(p.reading_percent);
        if (segmented(ui, "settings.reading", allowances, reading)) {
            p.reading_percent = std::stoi(reading);
            app.preferences_changed(ui);
        }
        gap(ui, 1);
        text(ui, app.tr("settings.reading_note"), note_style);
        end_card(ui);
    }

    void sound(App& app, Ui& ui) {
        auto& p = app.preferences();
        begin_card(ui, "settings.sound", {.padding = 20});
        section_heading(ui, app.tr("settings.sound"), {}, Icon::speaker);
        gap(ui, 2);
        if (toggle(ui, "settings.muted", app.tr("settings.muted"), p.muted)) app.preferences_changed(ui);
        gap(ui, 3);
        double volume = p.volume;
        const std::string value = std::to_string(p.volume) + " %";
        if (slider(ui, "settings.volume", volume,
                   {.step = 5, .enabled = !p.muted, .label = app.tr("settings.volume"), .value_text = value})) {
            p.volume = static_cast<int>(volume);
            volume_moved_ = true;
        }
        // Heard and saved once, when the knob rests.
        if (volume_moved_ && !ImGui::IsMouseDown(0)) {
            volume_moved_ = false;
            app.preferences_changed(ui);
            app.play(rapport::sound::Effect::message);
        }
        end_card(ui);
    }

    std::string name_;
    DataCard data_;
    std::optional<int> text_size_; // while the knob is held
    bool volume_moved_ = false;
};

} // namespace

std::unique_ptr<Screen> settings_screen(App& app) { return std::make_unique<SettingsScreen>(app); }

} // namespace rapport::gui
