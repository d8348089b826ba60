#include "sim/dialogue/mood.h"

#include <algorithm>

namespace rapport::dialogue {
namespace {

using scoring::behaviour_count;

constexpr std::array<Behaviour, 4> gate_keys{Behaviour::restate, Behaviour::acknowledge_feeling, Behaviour::apologise,
                                             Behaviour::ask_open};

// Rounded half away from zero.
std::int16_t percent_of(int value, int percent) {
    const int product = value * percent;
    return static_cast<std::int16_t>((product + (product < 0 ? -50 : 50)) / 100);
}

Delta percent_of(Delta d, int percent) { return {percent_of(d.anger, percent), percent_of(d.trust, percent)}; }

bool is_solving(Behaviour b) { return b == Behaviour::offer_options || b == Behaviour::explain_steps; }

class Sum {
public:
    explicit Sum(Reasons& into) : reasons(into) {}
    void add(ReasonCode code, Delta delta, Level level = 0, Behaviour behaviour = {}) {
        anger += delta.anger;
        trust += delta.trust;
        if (delta.anger != 0 || delta.trust != 0) reasons.add({code, behaviour, level, delta});
    }
    int anger = 0, trust = 0;
    Reasons& reasons;
};

// Opened by what was shown so far; in this reply only where the listening came first.
bool open_for_this_reply(const MoodTable& table, Upset upset, const Mood& before, const Impact& impact) {
    if (before.ready) return true;
    auto best = impact.best_before;
    if (!impact.solution_first)
        for (const Behaviour b : gate_keys)
            best[scoring::index(b)] = std::max(best[scoring::index(b)], impact.labels[b]);
    return gate_open(table, upset, before, best);
}

void add_what_was_shown(Sum& sum, const MoodTable& table, const MoodTable::Row& row, const Impact& impact, bool heard) {
    impact.labels.each([&](Behaviour b, Level level) {
        const std::size_t i = scoring::index(b);
        Delta delta = row.shows[i][level - 1U];
        if (!scoring::is_fault(b)) {
            const std::size_t nth = std::min<std::size_t>(impact.times_before[i], table.repeat_percent.size() - 1);
            delta = percent_of(delta, table.repeat_percent[nth]);
        }
        if (!heard && is_solving(b)) delta = percent_of(delta, table.early_solution_percent);
        sum.add(ReasonCode::shows, delta, level, b);
    });
}

} // namespace

std::string_view id(ReasonCode c) {
    static constexpr std::array<std::string_view, 14> names{"",
                                                            "shows",
                                                            "solution_too_early",
                                                            "option_fits",
                                                            "question_unanswered",
                                                            "sympathy_without_progress",
                                                            "waited",
                                                            "silence",
                                                            "need_revealed",
                                                            "scenario",
                                                            "temper",
                                                            "limit",
                                                            "nothing_offered",
                                                            "became_ready"};
    return names[static_cast<std::size_t>(c)];
}

bool Reasons::operator==(const Reasons& o) const { return std::ranges::equal(all(), o.all()); }

bool gate_open(const MoodTable& table, Upset upset, const Mood& mood, const std::array<Level, behaviour_count>& best) {
    if (mood.ready || upset != Upset::angry || mood.anger <= table.ready_at_anger) return true;
    int shown = 0;
    bool one_in_full = false;
    for (const Behaviour b : gate_keys) {
        shown += best[scoring::index(b)] > 0 ? 1 : 0;
        one_in_full = one_in_full || best[scoring::index(b)] == 2;
    }
    return shown >= table.ready_needs && one_in_full;
}

Move react(const MoodTable& table, Upset upset, int temper, const Mood& before, const Impact& impact) {
    Move move;
    move.after = react(table, upset, temper, before, impact, move.reasons);
    return move;
}

Mood react(const MoodTable& table, Upset upset, int temper, const Mood& before, const Impact& impact,
           Reasons& reasons) {
    const MoodTable::Row& row = table.rows[static_cast<std::size_t>(upset)];
    const bool open = open_for_this_reply(table, upset, before, impact);
    const bool heard = open || impact.invited;
    Sum sum(reasons);
    if (impact.silence) {
        sum.add(ReasonCode::silence, row.silence);
    } else {
        add_what_was_shown(sum, table, row, impact, heard);
        if (impact.best_fit >= 0) {
            const auto fit = static_cast<Level>(std::min(impact.best_fit, 3));
            const Delta delta = row.fits[fit];
            sum.add(ReasonCode::option_fits, heard ? delta : percent_of(delta, table.early_solution_percent), fit);
        }
        // The fault already counts the same haste; it is not charged twice.
        if (impact.solution && !heard && impact.labels[Behaviour::premature_solution] == 0)
            sum.add(ReasonCode::solution_too_early, row.solution_too_early);
        if (impact.question_open) sum.add(ReasonCode::question_unanswered, row.question_unanswered);
        if (impact.sympathy_only_again) sum.add(ReasonCode::sympathy_without_progress, row.sympathy_without_progress);
        if (impact.labels.none() && !impact.solution && !impact.question_open)
            sum.add(ReasonCode::nothing_offered, row.nothing_offered);
        if (impact.reveals) sum.add(ReasonCode::need_revealed, row.need_revealed);
        const int steps = std::min<int>(impact.waiting_steps, table.most_waiting_steps);
        sum.add(ReasonCode::waited, percent_of(row.waited_step, 100 * steps), static_cast<Level>(steps));
    }

    const Delta scaled{percent_of(sum.anger, temper), percent_of(sum.trust, temper)};
    sum.add(ReasonCode::temper,
            {static_cast<std::int16_t>(scaled.anger - sum.anger), static_cast<std::int16_t>(scaled.trust - sum.trust)});
    // The author's own extra is what the story says, whoever the customer is: not scaled.
    sum.add(ReasonCode::scenario, impact.extra);

    Mood after = before;
    after.anger = static_cast<std::int16_t>(std::clamp(before.anger + sum.anger, 0, 100));
    after.trust = static_cast<std::int16_t>(std::clamp(before.trust + sum.trust, 0, 100));
    sum.add(ReasonCode::limit, {static_cast<std::int16_t>(after.anger - before.anger - sum.anger),
                                static_cast<std::int16_t>(after.trust - before.trust - sum.trust)});
    if (before.ready) return after;
    auto best = impact.best_before;
    for (const Behaviour b : gate_keys) best[scoring::index(b)] = std::max(best[scoring::index(b)], impact.labels[b]);
    after.ready = gate_open(table, upset, after, best);
    if (after.ready) reasons.add({ReasonCode::became_ready, {}, 0, {}});
    return after;
}

} // namespace rapport::dialogue
