// The parts of the debrief. Each draws one block of the page from the view model of sim/training/debrief.h.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/gui/widgets/text.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rapport::gui {

struct DebriefView {
    App& app;
    Ui& ui;
    const training::Debrief& debrief;
    std::string_view in(const LocalText& text) const { return text.best(app.language()); }
    const training::DebriefTurn& turn(int number) const { return debrief.turns[static_cast<std::size_t>(number - 1)]; }
};

// How the trainee thought it went, 0–100 a question, before the figures are shown.
using SelfRating = std::array<std::optional<double>, scoring::question_count>;

void draw_opening(const DebriefView& view);
// The five questions as bars with the self-rating marked, the total, and every behaviour as taken of offered.
void draw_result(const DebriefView& view, const SelfRating& self);
// Anger and trust over the turns. Returns the turn that was clicked.
std::optional<int> draw_mood_chart(const DebriefView& view, int selected);
// The conversation with what earned and what cost marked in the words. Returns the turn to try again from.
std::optional<int> draw_conversation(const DebriefView& view, int& reveal_turn);
// The parts of it, for one turn. Marked words of the trainee: earned in full, in part, cost.
std::vector<Highlight> marked_words(const DebriefView& view, const training::DebriefTurn& turn);
// The turn to another topic, where there was one.
void draw_turned(const DebriefView& view, const training::DebriefTurn& turn);
// What the words earned, cost and left open. False: nothing to say, nothing drawn.
bool draw_earned(const DebriefView& view, const training::DebriefTurn& turn);
// Each reason why the mood moved, with its numbers.
void draw_moved(const DebriefView& view, const training::DebriefTurn& turn);
// The author's word and the better line.
void draw_advice(const DebriefView& view, const training::DebriefTurn& turn);
void draw_survey(const DebriefView& view);
// This attempt beside the one it was tried again from: the total and the five questions.
void draw_comparison(const DebriefView& view, const training::Debrief& before);
// The graded behaviours around a circle, the further out the better. Needs at least three of them: false otherwise,
// nothing drawn. `height` in design units.
bool draw_radar(const DebriefView& view, float height);

// What a debrief shows of itself, to come back to it.
struct DebriefState {
    SelfRating self{};
    bool figures_shown = false;
    std::string page = "result";
};
std::unique_ptr<Screen> debrief_again(App& app, training::PlayedAttempt attempt, Place from, DebriefState state);
// A drill from this turn of an attempt on, or what keeps it from starting.
void play_from(App& app, const training::PlayedAttempt& attempt, int turn);

// "66.67", "100".
std::string exact_score(std::int32_t hundredths);

} // namespace rapport::gui
