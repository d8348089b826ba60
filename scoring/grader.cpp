#include "scoring/grader.h"

#include "scoring/fraction.h"
#include "scoring/kpi.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace rapport::scoring {
namespace {

constexpr std::array<std::string_view, question_count> question_ids{"listening", "understanding", "empathy", "solution",
                                                                    "satisfaction"};

using Score = std::optional<Fraction>; // 0–100; empty: not graded

Score mean(std::initializer_list<Score> scores) {
    Fraction sum;
    int n = 0;
    for (const Score& s : scores) {
        if (!s) continue;
        sum = sum + *s;
        ++n;
    }
    if (n == 0) return std::nullopt;
    return sum.divided_by(n);
}

Score score(BehaviourSet grades, const Tally& tally, Behaviour b) {
    const Tally::Taken& t = tally.behaviours[index(b)];
    if (!grades.has(b) || t.not_judged) return std::nullopt;
    return t.opportunities == 0 ? Fraction() : Fraction(std::int64_t{50} * t.levels, t.opportunities);
}

Score understanding(BehaviourSet grades, const Tally& tally) {
    const Tally::Taken& t = tally.behaviours[index(Behaviour::restate)];
    if (!grades.has(Behaviour::restate) || t.not_judged) return std::nullopt;
    return t.opportunities == 0 ? Fraction() : Fraction(t.value, t.opportunities);
}

std::int32_t hundredths(const Fraction& f) { return static_cast<std::int32_t>(f.hundredths()); }

Standing standing(const std::vector<Opportunity>& taken) {
    if (taken.empty()) return Standing::never_reached;
    if (std::ranges::all_of(taken, [](const Opportunity& o) { return o.best == 0; })) return Standing::missed;
    if (std::ranges::all_of(taken, [](const Opportunity& o) { return o.best == 2; })) return Standing::taken;
    return Standing::partly;
}

// The points of each fault: the two worst of an id (of equals the earlier ones), in the order of the turns until the
// most that can be lost is reached.
int price(std::vector<FaultResult>& faults) {
    std::array<std::array<FaultResult*, 2>, behaviour_count> worst{};
    for (FaultResult& f : faults) {
        auto& [first, second] = worst[index(f.behaviour)];
        if (first == nullptr || f.level > first->level)
            second = std::exchange(first, &f);
        else if (second == nullptr || f.level > second->level)
            second = &f;
    }
    int left = most_fault_points;
    for (FaultResult& f : faults) {
        const auto& [first, second] = worst[index(f.behaviour)];
        f.points = &f == first || &f == second ? std::min(left, points_of_fault(f.level)) : 0;
        left -= f.points;
    }
    return most_fault_points - left;
}

} // namespace

std::string_view id(Question q) { return question_ids[static_cast<std::size_t>(q)]; }

std::vector<Opportunity> opportunities(const Transcript& transcript, Behaviour behaviour) {
    std::vector<Opportunity> found;
    bool running = false;
    for (const Turn& turn : transcript.turns) {
        if (turn.kind == ReplyKind::none) continue;
        if (!turn.calls_for.has(behaviour)) {
            running = false;
            continue;
        }
        if (!running) found.push_back({.first_turn = turn.number});
        running = true;
        Opportunity& o = found.back();
        o.last_turn = turn.number;
        const Level level = turn.labels[behaviour];
        if (level > o.best) {
            o.best = level;
            o.best_turn = turn.number;
        }
        if (behaviour == Behaviour::restate && level == 2 && turn.correction_check) o.checked = true;
        o.unsure = (o.unsure || turn.unsure.has(behaviour)) && o.best == 0;
    }
    return found;
}

Scores scores(BehaviourSet grades, const Tally& tally) {
    const auto of = [&](Behaviour b) { return score(grades, tally, b); };
    using enum Behaviour;
    const std::array<Score, question_count> questions{
        mean({of(let_speak), of(restate), of(ask_open)}),
        understanding(grades, tally),
        mean({of(acknowledge_feeling), of(apologise)}),
        mean({of(take_ownership), of(offer_options), of(explain_steps), of(hand_over)}),
        mean({of(check_satisfaction), of(close_with_follow_up)}),
    };
    Scores result;
    for (std::size_t q = 0; q < question_count; ++q)
        if (questions[q]) result.questions[q] = hundredths(*questions[q]);

    const Score headline = mean({questions[0], questions[1], questions[2], questions[3], questions[4]});
    const Score manner = mean({of(open_contact), of(speak_plainly), of(set_limit)});
    if (!headline && !manner) return result;
    const Fraction before = headline && manner ? (Fraction(95) * *headline + Fraction(5) * *manner).divided_by(100)
                                               : *(headline ? headline : manner);
    result.before_faults = hundredths(before);
    const Fraction after = before - Fraction(tally.fault_points);
    const std::int32_t total = std::clamp(hundredths(after), 0, 10000);
    result.capped = tally.critical && total > held_at;
    result.total = result.capped ? held_at : total;
    return result;
}

Report grade(const Transcript& transcript) {
    Report report;
    Tally tally;
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        BehaviourResult& result = report.behaviours[i];
        result.behaviour = behaviour_at(i);
        if (is_fault(result.behaviour) || !transcript.grades.has(result.behaviour)) continue;
        result.opportunities = opportunities(transcript, result.behaviour);
        const auto unsure =
            std::ranges::stable_partition(result.opportunities, [](const Opportunity& o) { return !o.unsure; });
        result.not_judged.assign(unsure.begin(), unsure.end());
        result.opportunities.erase(unsure.begin(), unsure.end());
        Tally::Taken& taken = tally.behaviours[i];
        taken.not_judged = result.opportunities.empty() && !result.not_judged.empty();
        result.standing = taken.not_judged ? Standing::not_judged : standing(result.opportunities);
        for (const Opportunity& o : result.opportunities) {
            ++taken.opportunities;
            taken.levels += o.best;
            if (result.behaviour == Behaviour::restate) taken.value += understanding_value(o.best, o.checked);
        }
        if (const Score s = score(transcript.grades, tally, result.behaviour)) result.score = hundredths(*s);
    }
    for (const Turn& turn : transcript.turns) {
        if (turn.kind == ReplyKind::none) continue;
        for (std::size_t i = first_fault; i < behaviour_count; ++i) {
            const Level level = turn.labels[behaviour_at(i)];
            if (level == 0) continue;
            report.faults.push_back({behaviour_at(i), turn.number, level, 0});
            tally.critical = tally.critical || is_critical(behaviour_at(i), level);
        }
    }
    report.fault_points = tally.fault_points = price(report.faults);

    const Scores s = scores(transcript.grades, tally);
    report.questions = s.questions;
    report.total = s.total;
    report.before_faults = s.before_faults;
    report.capped = s.capped;
    report.kpi = kpi(transcript);
    return report;
}

} // namespace rapport::scoring
