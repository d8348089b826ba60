// An attempt again, turn by turn: the conversation as it looked up to there, how the customer felt, and why.
#include "sim/base/text.h"
#include "sim/gui/screens/attempt_view.h"
#include "sim/gui/screens/parts.h"
#include "sim/gui/widgets/surfaces.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rapport::gui {
namespace {

constexpr float moment_width = 384;
constexpr float least_beside = 900, least_height = 560; // design units: two columns, and a head that stays
constexpr std::int64_t shortest_ms = 1800, longest_ms = 9000;

class AttemptScreen final : public Screen {
public:
    AttemptScreen(training::PlayedAttempt attempt, int turn, std::function<std::unique_ptr<Screen>(App&)> back,
                  bool from_debrief)
        : attempt_(std::move(attempt)), debrief_(training::debrief_of(attempt_)), back_(std::move(back)),
          from_debrief_(from_debrief) {
        step_.turn = std::clamp(turn, std::min(1, turns()), turns());
    }
    std::string_view name() const override { return "attempt"; }
    Place place() const override { return Place::progress; }
    std::vector<KeyLine> own_keys() const override {
        return {{{"←", "→"}, "keys.turns"}, {{"Home", "End"}, "keys.turns_ends"}, {{"P"}, "keys.play"}};
    }

    void draw(App& app, Ui& ui) override {
        const DebriefView view{app, ui, debrief_};
        turn_keys(app, ui);
        play_on(app, ui);
        const float bar = low_window(ui) ? 56 : 68;
        const float height = ImGui::GetContentRegionAvail().y / ui.scale() - bar;
        if (ui.available_width() >= ui.px(least_beside) && height + bar >= least_height)
            columns(view, height);
        else
            one_column(view, height);
        transport(view, bar);
    }

private:
    int turns() const { return static_cast<int>(debrief_.turns.size()); }
    const training::DebriefTurn& now() const { return debrief_.turns[static_cast<std::size_t>(step_.turn - 1)]; }

    // ---- stepping and playing ----

    void go_to(Ui& ui, int turn) {
        playing_ = false;
        show(ui, {std::clamp(turn, std::min(1, turns()), turns()), true});
    }
    void show(Ui& ui, Step step) {
        step_ = step;
        to_newest_ = true;
        ui.request_frame();
    }

    void turn_keys(App& app, Ui& ui) {
        if (turns() == 0) return;
        if (ui.key_pressed(Key::left)) go_to(ui, step_.turn - 1);
        if (ui.key_pressed(Key::right)) go_to(ui, step_.turn + 1);
        if (ui.key_pressed(Key::home)) go_to(ui, 1);
        if (ui.key_pressed(Key::end)) go_to(ui, turns());
        if (ui.key_pressed(Key::p)) play_or_pause(app, ui);
    }

    void play_or_pause(App& app, Ui& ui) {
        playing_ = !playing_;
        if (!playing_) {
            show(ui, {step_.turn, true});
            return;
        }
        if (step_.turn == turns()) show(ui, first_part(ui, 1));
        wait(app, ui);
    }

    // With motion the customer speaks first and the reply follows; without, a turn comes as a whole.
    static Step first_part(Ui& ui, int turn) { return {turn, !ui.motion()}; }

    // As long as what has just come takes to be read, somewhat quicker than for the first time; without motion nothing
    // is hurried.
    void wait(App& app, Ui& ui) {
        std::int64_t ms = 0;
        const Language l = app.language();
        if (!step_.reply || !ui.motion()) ms += reading_time_ms(now().customer_text.best(l));
        if (step_.reply) ms += reading_time_ms(now().reply_text.best(l));
        if (ui.motion()) ms = ms * 6 / 10;
        due_ms_ = app.now_ms() + std::clamp(ms, shortest_ms, ui.motion() ? longest_ms : 3 * longest_ms);
    }

    void play_on(App& app, Ui& ui) {
        if (!playing_) return;
        if (app.now_ms() >= due_ms_) {
            if (!step_.reply) {
                show(ui, {step_.turn, true});
            } else if (step_.turn < turns()) {
                show(ui, first_part(ui, step_.turn + 1));
            }
            if (step_.reply && step_.turn == turns()) {
                playing_ = false;
                return;
            }
            wait(app, ui);
        }
        ui.request_frame_in(static_cast<double>(due_ms_ - app.now_ms()) / 1000.0);
    }

    // ---- what is where ----

    void columns(const DebriefView& view, float height) {
        auto& [app, ui, debrief] = view;
        const float head = 124;
        begin_panel(ui, "attempt.head", 0, head, {.padding = 16, .scrolls = false, .border_bottom = true});
        {
            ui.push_right_edge(ImGui::GetCursorScreenPos().x + ui.available_width() - ui.px(16));
            ImGui::Indent(ui.px(16));
            head_words(view, true);
            ImGui::Unindent(ui.px(16));
            ui.pop_right_edge();
        }
        end_panel(ui);
        const float left = ui.available_width() / ui.scale() - moment_width;
        begin_panel(
            ui, "attempt.transcript", left, height - head,
            {.padding = page_padding, .keys = ScrollKeys::pages, .stick_to_end = true, .newest_at = newest_at_});
        {
            const Column words(ui, reading_width);
            spoken_in(view);
            draw_shown(view, attempt_, step_, newest_at_);
            gap(ui, 4);
        }
        if (std::exchange(to_newest_, false)) scroll_to_newest(ui, newest_at_);
        end_panel(ui);
        ImGui::SameLine(0, 0);
        begin_panel(ui, "attempt.moment", 0, height - head,
                    {.padding = 20, .fill = Token::raised, .border_left = true});
        moment(view);
        gap(ui, 3);
        divider(ui);
        gap(ui, 3);
        draw_facts(view);
        gap(ui, 4);
        end_panel(ui);
    }

    void one_column(const DebriefView& view, float height) {
        auto& ui = view.ui;
        begin_panel(ui, "attempt.transcript", 0, height,
                    {.padding = 24, .keys = ScrollKeys::pages, .stick_to_end = true, .newest_at = newest_at_});
        {
            const Column page(ui, reading_width);
            head_words(view, false);
            gap(ui, 4);
            spoken_in(view);
            draw_shown(view, attempt_, step_, newest_at_);
            gap(ui, 4);
            begin_card(ui, "attempt.moment", {.padding = 20});
            moment(view);
            end_card(ui);
            gap(ui, 4);
            begin_card(ui, "attempt.about", {.padding = 20});
            draw_facts(view);
            end_card(ui);
            gap(ui, 4);
        }
        if (std::exchange(to_newest_, false)) scroll_to_newest(ui, newest_at_);
        end_panel(ui);
    }

    void head_words(const DebriefView& view, bool beside) {
        auto& [app, ui, debrief] = view;
        if (back_button(app, ui, "attempt.back")) app.go(back_);
        const ButtonOptions look{.icon = Icon::chart};
        const ImVec2 size = button_size(ui, app.tr("attempt.debrief"), look);
        if (beside) align_right(ui, size.x);
        if (beside && button(ui, "attempt.debrief", app.tr("attempt.debrief"), look)) to_debrief(app);
        gap(ui, 1);
        text_item(ui, "attempt.title", header_title(debrief.header, app.language()),
                  {.type = Type::heading, .bold = true, .max_lines = beside ? 1 : 0});
        text_item(ui, "attempt.short", facts_in_short(view), soft_style);
        if (beside) return;
        gap(ui, 2);
        if (button(ui, "attempt.debrief", app.tr("attempt.debrief"), look)) to_debrief(app);
    }

    void to_debrief(App& app) {
        if (from_debrief_)
            app.go(back_);
        else
            app.go(debrief_screen(app, attempt_, Place::progress));
    }

    // The words are shown in the language one reads, like everywhere; which one it was played in is said.
    void spoken_in(const DebriefView& view) const {
        auto& [app, ui, debrief] = view;
        const Language spoken = debrief.header.language;
        if (spoken == app.language() || records::typed_in(debrief.header.input_mode)) return;
        text_item(ui, "attempt.spoken_in",
                  app.tr("attempt.spoken_in",
                         {{"language", std::string(app.tr("name.language." + std::string(id(spoken))))}}),
                  note_style);
        gap(ui, 3);
    }

    void moment(const DebriefView& view) {
        auto& [app, ui, debrief] = view;
        draw_moment(view, step_);
        const bool again = step_.turn > 0 && step_.reply && debrief.scenario->use == dialogue::Use::practice &&
                           now().kind != scoring::ReplyKind::none;
        if (again && button(ui, "attempt.again", app.tr("debrief.again_here"), {.icon = Icon::undo, .small = true}))
            play_from(app, attempt_, step_.turn);
    }

    void transport(const DebriefView& view, float height) {
        auto& ui = view.ui;
        begin_panel(ui, "attempt.bar", 0, height,
                    {.padding = 12, .fill = Token::raised, .scrolls = false, .border_top = true});
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ui.push_right_edge(at.x + ui.available_width() - ui.px(20));
        ImGui::SetCursorScreenPos({at.x + ui.px(8), at.y});
        controls(view);
        ui.pop_right_edge();
        end_panel(ui);
    }

    void controls(const DebriefView& view) {
        auto& [app, ui, debrief] = view;
        const Column page(ui);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float room = ui.available_width(), row = ui.px(40);
        const bool any = turns() > 0, first = step_.turn <= 1, last = step_.turn >= turns();
        const auto step = [&](const char* item, Icon icon, bool enabled) {
            const std::string key = std::string("attempt.").append(item);
            const bool pressed = icon_button(ui, key, icon, app.tr(key), {.enabled = enabled});
            inline_gap(ui, 1);
            return pressed;
        };
        if (step("first", Icon::to_first, any && !first)) go_to(ui, 1);
        if (step("previous", Icon::chevron_left, any && !first)) go_to(ui, step_.turn - 1);
        const std::string_view words = app.tr(playing_ ? "attempt.pause" : "attempt.play");
        if (icon_button(ui, "attempt.play", playing_ ? Icon::pause : Icon::play, words,
                        {.enabled = turns() > 1, .selected = playing_, .colour = Token::accent}))
            play_or_pause(app, ui);
        inline_gap(ui, 1);
        if (step("next", Icon::chevron_right, any && !last)) go_to(ui, step_.turn + 1);
        if (step("last", Icon::to_last, any && !last)) go_to(ui, turns());
        const float used = ImGui::GetCursorScreenPos().x - at.x;
        const std::string where =
            app.tr("attempt.turn_of", {{"turn", std::to_string(step_.turn)}, {"turns", std::to_string(turns())}});
        const ImVec2 size = measure_text(ui, where, strong_style);
        const float track = room - used - size.x - ui.px(32);
        if (turns() > 1 && track >= ui.px(96)) {
            ImGui::SetCursorScreenPos({at.x + used + ui.px(8), at.y + (row - ui.px(32)) / 2});
            double value = step_.turn;
            if (slider(ui, "attempt.turn", value,
                       {.min = 1, .max = static_cast<double>(turns()), .width = track / ui.scale(), .marks = true}))
                go_to(ui, static_cast<int>(std::lround(value)));
        }
        ImGui::SetCursorScreenPos({at.x + room - size.x, at.y + std::round((row - size.y) / 2)});
        text_item(ui, "attempt.where", where, strong_style, size.x + 1);
    }

    training::PlayedAttempt attempt_;
    training::Debrief debrief_;
    std::function<std::unique_ptr<Screen>(App&)> back_;
    bool from_debrief_;
    Step step_;
    bool playing_ = false, to_newest_ = true;
    float newest_at_ = 0;     // where the turn begins in the transcript, device pixels
    std::int64_t due_ms_ = 0; // while it plays: when it goes on
};

} // namespace

std::unique_ptr<Screen> attempt_screen(App&, training::PlayedAttempt attempt, int turn,
                                       std::function<std::unique_ptr<Screen>(App&)> back, bool from_debrief) {
    return std::make_unique<AttemptScreen>(std::move(attempt), turn, std::move(back), from_debrief);
}

} // namespace rapport::gui
