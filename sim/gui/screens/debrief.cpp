// The debrief: first one thing done well and one to try again; then one's own view; then the figures.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <array>

namespace rapport::gui {
namespace {

class DebriefScreen final : public Screen {
public:
    DebriefScreen(App& app, training::PlayedAttempt attempt, Place from, std::optional<DebriefState> again = {})
        : attempt_(std::move(attempt)), from_(from), debrief_(training::debrief_of(attempt_)) {
        // The attempt this one was tried again from; it may have been deleted since.
        if (const auto& from = attempt_.log.header.branched_from; from && app.services().database)
            if (const auto before = training::load_attempt(app.services(), from->attempt))
                before_ = training::debrief_of(*before);
        if (again)
            state_ = std::move(*again);
        else if (debrief_.outcome == scoring::Outcome::resolved)
            app.play(rapport::sound::Effect::success);
    }
    std::string_view name() const override { return "debrief"; }
    Place place() const override { return from_; }

    void draw(App& app, Ui& ui) override {
        const DebriefView view{app, ui, debrief_};
        begin_panel(ui, "debrief", 0, 0, {.padding = page_padding, .keys = ScrollKeys::all});
        {
            const Column page(ui);
            if (back_button(app, ui, "debrief.back")) {
                if (from_ == Place::progress)
                    app.go_history();
                else
                    app.go_library();
            }
            gap(ui, 3);
            draw_opening(view);
            gap(ui, 4);
            actions(app, ui);
            gap(ui, 6);
            if (!state_.figures_shown)
                ask_self(view);
            else
                details(view);
            gap(ui, 6);
        }
        end_panel(ui);
    }

private:
    static bool exam(const training::Debrief& d) { return d.scenario->use == dialogue::Use::exam; }

    void actions(App& app, Ui& ui) {
        if (exam(debrief_)) return;
        // One next action: before the figures it is to see them.
        const auto main = state_.figures_shown ? ButtonKind::primary : ButtonKind::secondary;
        const int turn = debrief_.try_again ? debrief_.try_again->turn : 0;
        // From the first turn on would be starting over.
        if (turn > 1 && button(ui, "debrief.again_from", app.tr("debrief.again_from", {{"turn", std::to_string(turn)}}),
                               {.kind = main, .icon = Icon::undo}))
            play_from(app, attempt_, turn);
        const ButtonOptions over{.kind = turn > 1 ? ButtonKind::secondary : main, .icon = Icon::refresh};
        if (turn > 1) beside_or_below(ui, button_size(ui, app.tr("debrief.again"), over).x);
        if (button(ui, "debrief.again", app.tr("debrief.again"), over)) play_from(app, attempt_, 1);
        const ButtonOptions back{.kind = ButtonKind::quiet};
        beside_or_below(ui, button_size(ui, app.tr("debrief.library"), back).x);
        if (button(ui, "debrief.library", app.tr("debrief.library"), back)) app.go_library();
    }

    // On the line of the last button if so many device pixels still fit there.
    static void beside_or_below(Ui& ui, float width) {
        inline_gap(ui, 3);
        if (ui.available_width() >= width) return;
        ImGui::NewLine();
        gap(ui, 2);
    }

    // Only once the figures are seen: it tells what the words earned.
    void step_through(App& app, int turn) {
        app.go([attempt = attempt_, from = from_, state = state_, turn](App& after) {
            const auto back = [attempt, from, state](App& again) { return debrief_again(again, attempt, from, state); };
            return attempt_screen(after, attempt, turn, back, true);
        });
    }

    // Asked before the figures are seen, since afterwards nobody can tell any more. May be skipped.
    void ask_self(const DebriefView& view) {
        auto& [app, ui, debrief] = view;
        begin_card(ui, "debrief.self", {.padding = 20});
        section_heading(ui, app.tr("debrief.self_title"), {}, Icon::question);
        text(ui, app.tr("debrief.self_words"), soft_style);
        gap(ui, 4);
        in_columns(ui, scoring::question_count, 48, [&](std::size_t q) {
            self_slider(view, static_cast<scoring::Question>(q));
            gap(ui, 3);
        });
        gap(ui, 3);
        if (button(ui, "debrief.show", app.tr("debrief.show"), {.kind = ButtonKind::primary})) show_figures(ui);
        inline_gap(ui, 2);
        if (button(ui, "debrief.skip", app.tr("debrief.skip"), {.kind = ButtonKind::quiet})) {
            state_.self = {};
            show_figures(ui);
        }
        end_card(ui);
    }

    void show_figures(Ui& ui) {
        state_.figures_shown = true;
        ui.set_focus("debrief.tab.result");
    }

    void self_slider(const DebriefView& view, scoring::Question question) {
        auto& [app, ui, debrief] = view;
        auto& own = state_.self[static_cast<std::size_t>(question)];
        double value = own.value_or(50);
        const std::string name(id(question));
        const std::string shown = own ? std::to_string(static_cast<int>(value)) : std::string("–");
        if (slider(ui, "debrief.self." + name, value,
                   {.step = 5,
                    .label = app.tr("debrief.self_" + name),
                    .value_text = shown,
                    .low = app.tr("debrief.self_low"),
                    .high = app.tr("debrief.self_high"),
                    .unset = !own.has_value()}))
            own = value;
    }

    void details(const DebriefView& view) {
        auto& [app, ui, debrief] = view;
        const std::array<Choice, 3> pages{
            Choice{"result", std::string(app.tr("debrief.tab_result")), Icon::chart},
            Choice{"conversation", std::string(app.tr("debrief.tab_conversation")), Icon::chat},
            Choice{"survey", std::string(app.tr("debrief.tab_survey")), Icon::clipboard}};
        tabs(ui, "debrief.tab", pages, state_.page);
        gap(ui, 4);
        if (state_.page == "result") {
            if (before_) draw_comparison(view, *before_);
            draw_result(view, state_.self);
        } else if (state_.page == "survey") {
            draw_survey(view);
        } else {
            if (button(ui, "debrief.replay", app.tr("debrief.replay"), {.icon = Icon::play}))
                step_through(app, std::max(selected_, 1));
            gap(ui, 4);
            if (const auto clicked = draw_mood_chart(view, selected_)) selected_ = reveal_ = *clicked;
            gap(ui, 4);
            if (const auto from = draw_conversation(view, reveal_)) play_from(app, attempt_, *from);
        }
    }

    training::PlayedAttempt attempt_;
    Place from_;
    training::Debrief debrief_;
    std::optional<training::Debrief> before_;
    DebriefState state_;
    int selected_ = 0, reveal_ = 0;
};

} // namespace

void play_from(App& app, const training::PlayedAttempt& attempt, int turn) {
    auto drill = training::Drill::again_from(app.services(), attempt, turn, app.now_ms());
    if (drill)
        app.go(conversation_screen(app, std::move(*drill)));
    else
        app.show_start_trouble(drill.error(), [&app, &attempt, turn] { play_from(app, attempt, turn); });
}

std::unique_ptr<Screen> debrief_again(App& app, training::PlayedAttempt attempt, Place from, DebriefState state) {
    return std::make_unique<DebriefScreen>(app, std::move(attempt), from, std::move(state));
}

std::unique_ptr<Screen> debrief_screen(App& app, training::PlayedAttempt attempt, Place from) {
    return std::make_unique<DebriefScreen>(app, std::move(attempt), from);
}

} // namespace rapport::gui
