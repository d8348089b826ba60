// The debrief: first one thing done well and one to try again; then one's own view; then the figures.
#include "sim/gui/screens/debrief_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <array>

namespace rapport::gui {
namespace {

class DebriefScreen final : public Screen {
public:
    DebriefScreen(App& app, training::PlayedAttempt attempt)
        : attempt_(std::move(attempt)), debrief_(training::debrief_of(attempt_)) {
        if (debrief_.outcome == scoring::Outcome::resolved) app.play(rapport::sound::Effect::success);
    }
    std::string_view name() const override { return "debrief"; }

    void draw(App& app, Ui& ui) override {
        const DebriefView view{app, ui, debrief_};
        begin_panel(ui, "debrief", 0, 0, {.padding = 32});
        if (back_button(app, ui, "debrief.back")) app.go_library();
        gap(ui, 3);
        draw_opening(view);
        gap(ui, 4);
        actions(app, ui);
        gap(ui, 6);
        if (!figures_shown_)
            ask_self(view);
        else
            details(view);
        gap(ui, 10);
        end_panel(ui);
    }

private:
    static bool exam(const training::Debrief& d) { return d.scenario->use == dialogue::Use::exam; }

    void actions(App& app, Ui& ui) {
        if (exam(debrief_)) return;
        const int turn = debrief_.try_again ? debrief_.try_again->turn : 0;
        if (turn > 0 && button(ui, "debrief.again_from", app.tr("debrief.again_from", {{"turn", std::to_string(turn)}}),
                               {.kind = ButtonKind::primary, .icon = Icon::undo}))
            again_from(app, turn);
        if (turn > 0) inline_gap(ui, 3);
        if (button(ui, "debrief.again", app.tr("debrief.again"),
                   {.kind = turn > 0 ? ButtonKind::secondary : ButtonKind::primary, .icon = Icon::refresh}))
            again_from(app, 1);
        inline_gap(ui, 3);
        if (button(ui, "debrief.library", app.tr("debrief.library"), {.kind = ButtonKind::quiet})) app.go_library();
    }

    void again_from(App& app, int turn) {
        auto drill = training::Drill::again_from(app.services(), attempt_, turn, app.now_ms());
        if (drill)
            app.go(conversation_screen(app, std::move(*drill)));
        else
            app.show(drill.error());
    }

    // Asked before the figures are seen, since afterwards nobody can tell any more. May be skipped.
    void ask_self(const DebriefView& view) {
        auto& [app, ui, debrief] = view;
        begin_card(ui, "debrief.self", {.width = 720, .padding = 20});
        section_heading(ui, app.tr("debrief.self_title"), {}, Icon::question);
        gap(ui, 1);
        text(ui, app.tr("debrief.self_words"), soft_style);
        gap(ui, 3);
        for (std::size_t q = 0; q < scoring::question_count; ++q) {
            const auto question = static_cast<scoring::Question>(q);
            double value = self_[q].value_or(50);
            const std::string id_text = "debrief.self." + std::string(id(question));
            const std::string shown = self_[q] ? std::to_string(static_cast<int>(value)) : std::string("–");
            if (slider(ui, id_text, value,
                       {.step = 5,
                        .label = app.tr("debrief.self_" + std::string(id(question))),
                        .value_text = shown,
                        .low = q + 1 == scoring::question_count ? app.tr("debrief.self_low") : std::string_view{},
                        .high = q + 1 == scoring::question_count ? app.tr("debrief.self_high") : std::string_view{},
                        .unset = !self_[q].has_value()}))
                self_[q] = value;
            gap(ui, 2);
        }
        gap(ui, 2);
        if (button(ui, "debrief.show", app.tr("debrief.show"), {.kind = ButtonKind::primary})) figures_shown_ = true;
        inline_gap(ui, 2);
        if (button(ui, "debrief.skip", app.tr("debrief.skip"), {.kind = ButtonKind::quiet})) {
            self_ = {};
            figures_shown_ = true;
        }
        end_card(ui);
    }

    void details(const DebriefView& view) {
        auto& [app, ui, debrief] = view;
        const std::array<Choice, 3> pages{
            Choice{"result", std::string(app.tr("debrief.tab_result")), Icon::chart},
            Choice{"conversation", std::string(app.tr("debrief.tab_conversation")), Icon::chat},
            Choice{"survey", std::string(app.tr("debrief.tab_survey")), Icon::clipboard}};
        tabs(ui, "debrief.tab", pages, page_);
        gap(ui, 4);
        if (page_ == "result") {
            draw_result(view, self_);
        } else if (page_ == "survey") {
            draw_survey(view);
        } else {
            if (const auto clicked = draw_mood_chart(view, selected_)) selected_ = reveal_ = *clicked;
            gap(ui, 4);
            if (const auto from = draw_conversation(view, reveal_)) again_from(app, *from);
        }
    }

    training::PlayedAttempt attempt_;
    training::Debrief debrief_;
    SelfRating self_{};
    bool figures_shown_ = false;
    std::string page_ = "result";
    int selected_ = 0, reveal_ = 0;
};

} // namespace

std::unique_ptr<Screen> debrief_screen(App& app, training::PlayedAttempt attempt) {
    return std::make_unique<DebriefScreen>(app, std::move(attempt));
}

} // namespace rapport::gui
