#include "sim/training/debrief.h"

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/training/debrief_turn.h"
#include "sim/training/overrule.h"

#include <algorithm>
#include <tuple>

namespace rapport::training {
namespace {

using scoring::Behaviour;
using scoring::Opportunity;

// The same attempt as if every turn had been in this language: the labels are the log's, only the texts differ.
scoring::Transcript transcript_in(const dialogue::Session& session, Language language) {
    std::vector<dialogue::TurnRecord> log(session.log().begin(), session.log().end());
    for (dialogue::TurnRecord& record : log) record.language = language;
    dialogue::Settings settings = session.settings();
    settings.language = language;
    const auto other = dialogue::Session::replay(session.scenario_ptr(), session.mood_table(), settings, log);
    auto found = dialogue::transcript(other ? *other : session);
    found.turns.resize(log.size()); // a replay may add moves of the story's own behind the last record
    return found;
}

int moved_by(const DebriefTurn& turn, Behaviour behaviour) {
    int gain = 0;
    for (const dialogue::Reason& r : turn.reasons)
        if (r.code == dialogue::ReasonCode::shows && r.behaviour == behaviour) gain += r.delta.trust - r.delta.anger;
    return gain;
}

bool wanted(const DebriefTurn& turn, Behaviour behaviour) {
    return std::ranges::any_of(turn.called_for, [&](const Called& c) { return c.behaviour == behaviour && c.graded; });
}

std::optional<Highlight> best_showing(const Debrief& debrief) {
    std::optional<Highlight> best;
    std::tuple<bool, bool, int, int> best_rank;
    for (const DebriefTurn& turn : debrief.turns) {
        bool clean = true;
        for (std::size_t i = scoring::first_fault; i < scoring::behaviour_count; ++i)
            clean = clean && turn.labels[scoring::behaviour_at(i)] == 0;
        for (std::size_t i = 0; i < scoring::first_fault; ++i) {
            const Behaviour b = scoring::behaviour_at(i);
            const auto level = turn.labels[b];
            if (level == 0) continue;
            const std::tuple rank{clean, wanted(turn, b), static_cast<int>(level), moved_by(turn, b)};
            // Strictly better: of equals the earlier turn, then the earlier in the checklist, stays.
            if (best && rank <= best_rank) continue;
            best = Highlight{Highlight::Kind::shown, b, level, turn.number};
            best_rank = rank;
        }
    }
    return best;
}

std::optional<Highlight> heaviest_fault(const scoring::Report& report) {
    const scoring::FaultResult* worst = nullptr;
    for (const scoring::FaultResult& f : report.faults)
        if (!worst || std::tie(f.level, f.points) > std::tie(worst->level, worst->points)) worst = &f;
    if (!worst) return std::nullopt;
    return Highlight{Highlight::Kind::fault, worst->behaviour, worst->level, worst->turn};
}

// The turn of the run whose model answer shows the behaviour; else the first with a model answer; else the first.
int turn_to_compare(const Debrief& debrief, const Opportunity& o, Behaviour behaviour) {
    const dialogue::Scenario& s = *debrief.scenario;
    int with_model = 0;
    for (int n = o.first_turn; n <= o.last_turn; ++n) {
        const DebriefTurn& turn = debrief.turns[static_cast<std::size_t>(n - 1)];
        if (!turn.model) continue;
        if (with_model == 0) with_model = n;
        for (const dialogue::Reply& r : s.replies_of(s.nodes[s.node_named(turn.node)]))
            if (r.id == turn.model->id)
                for (const dialogue::Shown& shown : s.shown_by(r))
                    if (shown.behaviour == behaviour && shown.level > 0) return n;
    }
    return with_model != 0 ? with_model : o.first_turn;
}

bool same_place(const Highlight& a, int turn, Behaviour b) { return a.turn == turn && a.behaviour == b; }

// The first opportunity (by turn, then checklist order) left at this level, but for the one that is praised.
std::optional<Highlight> first_left_at(const Debrief& debrief, scoring::Level level, Highlight::Kind kind) {
    const auto praised = [&](const Opportunity& o, Behaviour b) {
        return level > 0 && debrief.done_well && same_place(*debrief.done_well, o.best_turn, b);
    };
    const Opportunity* first = nullptr;
    Behaviour behaviour{};
    for (const scoring::BehaviourResult& result : debrief.report.behaviours)
        for (const Opportunity& o : result.opportunities)
            if (result.standing != scoring::Standing::not_graded && o.best == level &&
                (!first || o.first_turn < first->first_turn) && !praised(o, result.behaviour))
                first = &o, behaviour = result.behaviour;
    if (!first) return std::nullopt;
    const int turn = level > 0 ? first->best_turn : turn_to_compare(debrief, *first, behaviour);
    return Highlight{kind, behaviour, level, turn};
}

int cost_of(const dialogue::Reason& r) { return r.delta.anger - r.delta.trust; }

bool is_silence_or_question(dialogue::ReasonCode c) {
    return c == dialogue::ReasonCode::silence || c == dialogue::ReasonCode::question_unanswered;
}

// What a trainee did or left out, of the reasons for a move; the rest is the customer's or the author's.
bool is_own_doing(dialogue::ReasonCode c) {
    using enum dialogue::ReasonCode;
    return c == solution_too_early || c == option_fits || c == sympathy_without_progress || c == waited ||
           c == nothing_offered || is_silence_or_question(c);
}

// A behaviour to practise at this turn: one it called for, else the first its model answer shows.
Behaviour behaviour_to_practise(const Debrief& debrief, const DebriefTurn& turn) {
    for (const Called& c : turn.called_for)
        if (c.graded) return c.behaviour;
    const dialogue::Scenario& s = *debrief.scenario;
    if (turn.model)
        for (const dialogue::Reply& r : s.replies_of(s.nodes[s.node_named(turn.node)]))
            if (r.id == turn.model->id)
                for (const dialogue::Shown& shown : s.shown_by(r))
                    if (shown.level > 0 && !scoring::is_fault(shown.behaviour)) return shown.behaviour;
    return turn.called_for.empty() ? Behaviour::let_speak : turn.called_for.front().behaviour;
}

// The reason that cost the customer's mood the most, the earlier one of equals.
template <class Counts>
std::optional<Highlight> costliest(const Debrief& debrief, Counts&& counts) {
    std::optional<Highlight> worst;
    int most = 0;
    for (const DebriefTurn& turn : debrief.turns)
        for (const dialogue::Reason& r : turn.reasons) {
            if (turn.chose_model) break; // the author knows nothing better there
            if (!counts(r.code) || cost_of(r) <= most) continue;
            most = cost_of(r);
            worst = Highlight{Highlight::Kind::missed, behaviour_to_practise(debrief, turn), 0, turn.number, r.code};
        }
    return worst;
}

std::optional<Highlight> to_mend(const Debrief& debrief) {
    if (auto fault = heaviest_fault(debrief.report)) return fault;
    if (auto missed = first_left_at(debrief, 0, Highlight::Kind::missed)) return missed;
    if (auto cost = costliest(debrief, is_silence_or_question)) return cost;
    if (auto partly = first_left_at(debrief, 1, Highlight::Kind::partly)) return partly;
    return costliest(debrief, is_own_doing);
}

std::vector<MissedOpening> missed_openings(const scoring::Report& report) {
    std::vector<MissedOpening> missed;
    for (const scoring::BehaviourResult& result : report.behaviours) {
        if (result.standing == scoring::Standing::not_graded) continue;
        for (const Opportunity& o : result.opportunities)
            if (o.best == 0) missed.push_back({result.behaviour, o.first_turn, o.last_turn});
    }
    std::ranges::stable_sort(missed, {}, &MissedOpening::first_turn);
    return missed;
}

} // namespace

std::span<const scoring::Evidence> DebriefTurn::evidence_in(Language l) const {
    return evidence[static_cast<std::size_t>(l)];
}

std::vector<Behaviour> Debrief::with(scoring::Standing standing) const {
    std::vector<Behaviour> found;
    for (const scoring::BehaviourResult& result : report.behaviours)
        if (result.standing == standing && !scoring::is_fault(result.behaviour)) found.push_back(result.behaviour);
    return found;
}

Debrief debrief_of(const PlayedAttempt& attempt) {
    const dialogue::Session& session = attempt.session;
    const scoring::Transcript transcript = dialogue::transcript(session);

    Debrief debrief;
    debrief.scenario = session.scenario_ptr();
    debrief.header = attempt.log.header;
    debrief.end = attempt.log.end;
    debrief.report = scoring::grade(transcript);
    debrief.timed = transcript.timed;
    debrief.outcome = transcript.outcome;
    if (const dialogue::Ending* ending = session.ending()) {
        debrief.ending = ending->id;
        debrief.ending_text = ending->text;
    }
    debrief.need_revealed = session.need_revealed();
    if (debrief.need_revealed || session.over()) debrief.need = debrief.scenario->need_text;
    if (!session.over() && !session.log().empty()) debrief.unanswered = session.line().text;

    DebriefSources sources{session, transcript, {}, debrief.report, {}};
    for (const Language l : all_languages) sources.in_language[static_cast<std::size_t>(l)] = transcript_in(session, l);
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        sources.opportunities[i] = scoring::opportunities(transcript, scoring::behaviour_at(i));

    dialogue::Mood mood = session.mood_at_start();
    debrief.mood.push_back({0, mood});
    for (std::size_t i = 0; i < session.log().size(); ++i) {
        debrief.turns.push_back(debrief_turn(sources, i, mood));
        mood = session.log()[i].after;
        debrief.mood.push_back({static_cast<int>(i) + 1, mood});
    }
    for (const records::Overrule& change : attempt.overrules)
        if (change.turn >= 1 && static_cast<std::size_t>(change.turn) <= debrief.turns.size())
            debrief.turns[static_cast<std::size_t>(change.turn - 1)].overrules.push_back(change);
    if (!attempt.overrules.empty()) debrief.overruled = scoring::grade(overruled(transcript, attempt.overrules));
    auto openings = left_open(session);
    for (std::size_t i = 0; i < openings.size(); ++i) debrief.turns[i].left_open = std::move(openings[i]);
    debrief.missed = missed_openings(debrief.report);
    debrief.done_well = best_showing(debrief);
    debrief.try_again = to_mend(debrief);
    return debrief;
}

std::string_view mend_key(const Highlight& h) {
    using Kind = Highlight::Kind;
    const bool avoid = h.kind == Kind::fault || (h.cost && *h.cost != dialogue::ReasonCode::question_unanswered);
    return avoid ? "debrief.avoid" : h.kind == Kind::partly ? "debrief.partly" : "debrief.missed";
}

const dialogue::Reason* cost_of(const DebriefTurn& turn, const Highlight& h) {
    if (!h.cost) return nullptr;
    const auto found = std::ranges::find(turn.reasons, *h.cost, &dialogue::Reason::code);
    return found == turn.reasons.end() ? nullptr : &*found;
}

} // namespace rapport::training
