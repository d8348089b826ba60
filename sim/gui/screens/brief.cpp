// The brief: who is calling, what is known, what may be offered; then a breath, and go.
#include "sim/gui/app/app.h"
#include "sim/gui/screens/findings.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"
#include "sim/scenario_files/read.h"

#include <array>
#include <cmath>

namespace rapport::gui {
namespace {

constexpr double breathing_s = 10;

class BriefScreen final : public Screen {
public:
    BriefScreen(App& app, const training::LibraryEntry& entry) : entry_(entry) {
        read(app);
        if (!scenario_) app.show(trouble_);
    }
    std::string_view name() const override { return "brief"; }

    void draw(App& app, Ui& ui) override {
        if (revision_ != app.library_revision()) read(app); // the file may be another one by now
        const float bar = !scenario_ ? 0 : breathing_since_ ? 132 : 76;
        begin_panel(ui, "brief", 0, ImGui::GetContentRegionAvail().y / ui.scale() - bar,
                    {.padding = page_padding, .keys = ScrollKeys::all});
        {
            const Column page(ui);
            if (back_button(app, ui, "brief.back")) app.go_library();
            gap(ui, 3);
            if (scenario_)
                card(app, ui);
            else
                unreadable(app, ui);
        }
        end_panel(ui);
        if (!scenario_) return;
        // What leads on stays in sight, however long the card is.
        begin_panel(ui, "brief.bar", 0, bar,
                    {.padding = 0, .fill = Token::raised, .scrolls = false, .border_top = true});
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ui.push_right_edge(at.x + ui.available_width() - ui.px(page_padding));
        ImGui::SetCursorScreenPos({at.x + ui.px(page_padding), at.y + ui.px(18)});
        {
            const Column page(ui);
            start(app, ui);
        }
        ui.pop_right_edge();
        end_panel(ui);
    }

private:
    std::string_view in(const App& app, const LocalText& t) const { return t.best(app.language()); }

    void read(const App& app) {
        revision_ = app.library_revision();
        auto read = scenario_files::read_scenario_file(entry_.path);
        scenario_ = read.scenario;
        trouble_ = read.errors();
        if (!scenario_) breathing_since_.reset();
    }

    void unreadable(App& app, Ui& ui) {
        empty_state(ui, Icon::warning, app.tr("brief.unreadable_title"), app.tr("brief.unreadable"));
        gap(ui, 3);
        draw_findings(app, ui, "brief.finding", trouble_, 3, 2);
    }

    void card(App& app, Ui& ui) {
        heading(app, ui);
        if (wide_page(ui)) {
            const float height = std::max(card_height(ui, "brief.customer"), card_height(ui, "brief.policy"));
            side_by_side(
                ui, 0.55F, 20, [&] { customer(app, ui, height); }, [&] { policy(app, ui, height); });
        } else {
            customer(app, ui, 0);
            gap(ui, 4);
            policy(app, ui, 0);
        }
        gap(ui, 4);
    }

    void heading(App& app, Ui& ui) {
        const auto& s = *scenario_;
        text(ui, in(app, s.title), title_style);
        gap(ui, 1);
        text_item(ui, "brief.summary", in(app, s.summary), soft_style,
                  std::min(ui.px(reading_width), ui.available_width()));
        gap(ui, 3);
        const std::array<TagSpec, 4> tags{
            TagSpec{std::string(name_of(app, s.channel)), Tone::accent, channel_icon(s.channel)},
            TagSpec{std::string(industry_name(app, s.industry)), Tone::neutral, Icon::none},
            TagSpec{app.tr("brief.minutes", {{"minutes", std::to_string(s.minutes)}}), Tone::neutral, Icon::clock},
            TagSpec{std::string(app.tr("name.difficulty." + std::to_string(s.difficulty))), Tone::neutral, Icon::flag}};
        tag_row(ui, tags);
        gap(ui, 4);
        answering(app, ui);
        gap(ui, 4);
        if (!s.note.empty()) {
            notice(ui, "brief.note", in(app, s.note), Tone::warn, Icon::heart);
            gap(ui, 3);
        }
    }

    // Typing is a choice where what is typed can be read; elsewhere it says why it is none.
    void answering(App& app, Ui& ui) {
        records::Preferences& p = app.preferences();
        if (!app.services().grader || records::typed_in(p.input_mode)) app.want_typing();
        const auto& ready = app.typing_ready(ui);
        cannot_type_ = ready && !*ready;
        text(ui, app.tr("brief.mode"), label_style);
        gap(ui, 1);
        std::vector<Choice> choices;
        float wide = ui.px(6);
        for (const std::string_view mode :
             {records::input_by_choice, records::input_say_then_choose, records::input_free_text}) {
            choices.push_back({.id = std::string(mode),
                               .label = std::string(app.tr("brief.mode." + std::string(mode))),
                               .icon = mode == records::input_by_choice ? Icon::none : Icon::pencil,
                               .enabled = !records::typed_in(mode) || !cannot_type_});
            wide += measure_text(ui, choices.back().label, {.bold = true}).x + ui.px(28 + 24);
        }
        std::string chosen = mode(app);
        bool changed = false;
        if (wide <= ui.available_width())
            changed = segmented(ui, "brief.mode", choices, chosen);
        else
            for (const Choice& c : choices)
                if (radio(ui, "brief.mode." + c.id, c.label, chosen == c.id, c.enabled)) {
                    chosen = c.id;
                    changed = true;
                }
        if (changed) {
            p.input_mode = chosen;
            app.preferences_changed(ui);
        }
        gap(ui, 1);
        text_item(ui, "brief.mode_note", mode_note(app, ui), note_style,
                  std::min(ui.px(reading_width), ui.available_width()));
    }

    // What is played: the preference stays where it cannot be followed here.
    std::string mode(App& app) const {
        return cannot_type_ ? std::string(records::input_by_choice) : app.preferences().input_mode;
    }

    std::string mode_note(App& app, Ui& ui) const {
        if (cannot_type_) {
            const auto said = app.words(app.typing_ready(ui)->error());
            return said.hint.empty() ? said.message : said.message + " " + said.hint;
        }
        const std::string now = mode(app);
        std::string words(app.tr("brief.mode." + now + "_note"));
        if (records::typed_in(now) && !scenario_->speaks(app.language())) {
            const Language held = app.language() == Language::en ? Language::zh : Language::en;
            words.append(" ").append(app.tr("brief.mode.held." + std::string(id(held))));
        }
        return words;
    }

    void customer(App& app, Ui& ui, float height) {
        const auto& s = *scenario_;
        begin_card(ui, "brief.customer", {.min_height = height, .padding = 20});
        section_heading(ui, in(app, s.customer_name), tier(app), Icon::person);
        gap(ui, 2);
        for (const auto& fact : s.facts) pair(ui, in(app, fact.label), in(app, fact.value));
        if (!s.history.empty()) {
            gap(ui, 3);
            text(ui, app.tr("brief.history"), label_style);
            gap(ui, 1);
            for (const auto& entry : s.history) pair(ui, entry.date, in(app, entry.text));
        }
        end_card(ui);
    }

    std::string_view tier(const App& app) const {
        const std::string key = "name.tier." + std::string(scenario_->tier);
        return app.catalogue().has(app.language(), key) ? app.tr(key) : std::string_view(scenario_->tier);
    }

    static void pair(Ui& ui, std::string_view label, std::string_view value) {
        const float left = ImGui::GetCursorPosX();
        const float top = ImGui::GetCursorPosY();
        const float label_width = ui.px(132);
        const ImVec2 a = text(ui, label, soft_style, label_width - ui.px(12));
        ImGui::SetCursorPos({left + label_width, top});
        const ImVec2 b = text(ui, value, body_style, ui.available_width());
        ImGui::SetCursorPos({left, top + std::max(a.y, b.y) + ui.px(8)});
    }

    void policy(App& app, Ui& ui, float height) {
        const auto& s = *scenario_;
        begin_card(ui, "brief.policy", {.min_height = height, .padding = 20});
        section_heading(ui, app.tr("brief.policy"), {}, Icon::clipboard);
        gap(ui, 2);
        text(ui, app.tr("brief.allowed"), label_style);
        gap(ui, 1);
        for (const auto& option : s.options) bullet(ui, Icon::check, Token::good, in(app, option.text));
        if (!s.not_allowed.empty()) {
            gap(ui, 2);
            text(ui, app.tr("brief.not_allowed"), label_style);
            gap(ui, 1);
            for (const auto& option : s.not_allowed) bullet(ui, Icon::cross, Token::bad, in(app, option.text));
        }
        gap(ui, 2);
        divider(ui);
        gap(ui, 2);
        text(ui, app.tr("brief.goal"), label_style);
        gap(ui, 1);
        text(ui, app.tr("brief.goal_words"));
        gap(ui, 2);
        text(ui,
             app.tr("brief.norms",
                    {{"first", std::to_string(s.first_response_s)}, {"next", std::to_string(s.response_s)}}),
             soft_style);
        end_card(ui);
    }

    static void bullet(Ui& ui, Icon icon, Token colour, std::string_view words) {
        icon_line(ui, icon, colour, words);
        gap(ui, 1);
    }

    void start(App& app, Ui& ui) {
        if (breathing_since_) {
            breathe(app, ui);
            return;
        }
        if (button(ui, "brief.start",
                   app.tr(scenario_->channel == dialogue::Channel::phone ? "brief.answer" : "brief.start"),
                   {.kind = ButtonKind::primary, .icon = channel_icon(scenario_->channel), .key = "Enter"}) ||
            ui.key_pressed(Key::enter))
            begin(app);
        inline_gap(ui, 3);
        if (button(ui, "brief.breathe", app.tr("brief.breathe"), {.icon = Icon::heart})) breathing_since_ = ui.now();
        beside_button(ui, app.tr(app.services().data_problem ? "conversation.paused_unkept" : "brief.private"),
                      note_style);
    }

    // Ten seconds: in for four, out for six. Can be skipped at any moment.
    void breathe(App& app, Ui& ui) {
        const double t = ui.now() - *breathing_since_;
        if (t >= breathing_s) {
            breathing_since_.reset();
            ui.set_focus("brief.start");
            return;
        }
        ui.request_frame_in(ui.motion() ? 0 : 0.25);
        const bool in = t < 4;
        const auto phase = static_cast<float>(in ? t / 4 : 1 - (t - 4) / 6);
        const float eased = ui.motion() ? 0.5F - 0.5F * std::cos(phase * 3.14159265F) : (in ? 1.0F : 0.0F);
        const float radius = ui.px(22) + ui.px(24) * eased;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 centre{at.x + ui.px(48), at.y + ui.px(48)};
        auto& list = *ImGui::GetWindowDrawList();
        list.AddCircleFilled(centre, radius, ui.ink(Token::accent_soft), 64);
        list.AddCircle(centre, radius, ui.ink(Token::accent), 64, ui.px(2));
        const int left = static_cast<int>(std::ceil((in ? 4 : breathing_s) - t));
        draw_text_in(ui, list, {centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius},
                     std::to_string(left), strong_style);
        ImGui::SetCursorScreenPos({at.x + ui.px(124), at.y + ui.px(14)});
        ImGui::BeginGroup();
        text_item(ui, "brief.breathing", app.tr(in ? "brief.breathe_in" : "brief.breathe_out"), heading_style);
        gap(ui, 2);
        if (button(ui, "brief.breathe_skip", app.tr("brief.breathe_skip"), {.small = true})) breathing_since_.reset();
        ImGui::EndGroup();
    }

    void begin(App& app) {
        auto settings = training::preferred_settings(app.services(), app.language());
        settings.input_mode = mode(app);
        auto drill = training::Drill::start(app.services(), entry_.path, settings, app.now_ms());
        if (drill) {
            app.has_begun();
            app.go(conversation_screen(app, std::move(*drill)));
        } else
            app.show_start_trouble(drill.error(), [this, &app] { begin(app); });
    }

    training::LibraryEntry entry_;
    std::shared_ptr<const dialogue::Scenario> scenario_;
    Diagnostics trouble_;   // why there is none
    unsigned revision_ = 0; // of the library when it was read
    std::optional<double> breathing_since_;
    bool cannot_type_ = false;
};

} // namespace

std::unique_ptr<Screen> brief_screen(App& app, const training::LibraryEntry& entry) {
    return std::make_unique<BriefScreen>(app, entry);
}

} // namespace rapport::gui
