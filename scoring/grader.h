// From transcript to report. Pure and exact: rational arithmetic, rounded half up to hundredths at the end.
//
// Level 0/1/2 is worth 0/50/100. A behaviour scores 50 × Σ best level / opportunities, 0 where it is graded but nothing
// called for it, and nothing at all where the scenario does not grade it: then it leaves every mean below.
//
//   listening      mean(let_speak, restate, ask_open)
//   understanding  mean over the opportunities of restate of 0 / 50 / 75, or 100 at level 2 closed with a check
//   empathy        mean(acknowledge_feeling, apologise)
//   solution       mean(take_ownership, offer_options, explain_steps, hand_over)
//   satisfaction   mean(check_satisfaction, close_with_follow_up)
//   total          (95 × mean(the questions that are graded)
//                   + 5 × mean(open_contact, speak_plainly, set_limit)) / 100
//
// An opportunity in which nothing was shown for certain and a typed reply left the grader unsure is not judged: it
// counts neither as taken nor as missed, and a behaviour with no other opportunity leaves every mean.
//
// Where one of the two parts of the total has nothing graded, the other stands for the whole. Off the total come 4 for
// a fault at level 1 and 10 at level 2: the two worst of each id, at most 30 in all. The result is held within 0–100,
// and to at most 60 once dismiss_or_blame or over_promise was severe. Faults cost whether or not the scenario lists
// them.
#pragma once

#include "scoring/report.h"
#include "scoring/transcript.h"

namespace rapport::scoring {

inline constexpr int most_fault_points = 30;
inline constexpr int points_of_fault(Level level) { return level >= 2 ? 10 : level == 1 ? 4 : 0; }
inline constexpr std::int32_t held_at = 6000; // hundredths, after a critical fault
inline constexpr bool is_critical(Behaviour fault, Level level) {
    return level >= 2 && (fault == Behaviour::dismiss_or_blame || fault == Behaviour::over_promise);
}

// An attempt that was broken off is graded the same, over what happened.
Report grade(const Transcript& transcript);

// What a report's scores depend on, without the turns. For searches that try many continuations.
struct Tally {
    struct Taken {
        int opportunities = 0;
        int levels = 0;          // Σ best level
        int value = 0;           // Σ 0/50/75/100, of restate
        bool not_judged = false; // there were opportunities, and none could be judged
    };
    std::array<Taken, first_fault> behaviours{};
    int fault_points = 0; // already limited
    bool critical = false;
};

struct Scores {
    std::array<std::optional<std::int32_t>, question_count> questions; // hundredths
    std::optional<std::int32_t> total;
    std::int32_t before_faults = 0;
    bool capped = false;
};
Scores scores(BehaviourSet grades, const Tally& tally);

// What one opportunity of restate is worth for "confirms understanding", 0–100.
inline constexpr int understanding_value(Level level, bool checked) {
    return level >= 2 ? (checked ? 100 : 75) : level == 1 ? 50 : 0;
}

// The opportunities of one behaviour: maximal runs of consecutive turns whose moment called for it.
// Those not judged are among them.
// Turns on which the story moved by itself (ReplyKind::none) neither call for anything nor break a run.
std::vector<Opportunity> opportunities(const Transcript& transcript, Behaviour behaviour);

} // namespace rapport::scoring
