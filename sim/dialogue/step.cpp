// One answer: from the reply and the moment to the record that goes into the log.
#include "sim/dialogue/moment.h"
#include "sim/dialogue/session.h"

#include <algorithm>

namespace rapport::dialogue {

TurnRecord Session::record_of(scoring::ReplyKind kind, std::uint8_t reply, std::uint32_t response_ms) const {
    TurnRecord record;
    record.node = now_.node;
    record.line = now_.line;
    record.reply = reply;
    record.kind = kind;
    record.offered_count = now_.offered_count;
    record.offered = now_.offered;
    record.language = settings_.language;
    record.response_ms = response_ms;
    record.after = mood_;
    return record;
}

TurnRecord Session::moved_on() const {
    TurnRecord record = record_of(scoring::ReplyKind::none, 0, 0);
    record.branch = node().otherwise;
    return record;
}

// One step of lost patience for any wait beyond the norm, and one more for each further span of patience.
int Session::waiting_steps(std::uint32_t response_ms) const {
    if (settings_.leniency <= 0) return 0;
    const std::int64_t norm_s = first_turn() ? scenario_->first_response_s : scenario_->response_s;
    const std::int64_t beyond = std::int64_t{response_ms} - norm_s * 10 * settings_.leniency;
    if (beyond <= 0) return 0;
    const std::int64_t patience =
        std::max<std::int64_t>(1, std::int64_t{scenario_->patience_s} * 10 * settings_.leniency);
    return static_cast<int>(std::min<std::int64_t>(100, 1 + beyond / patience));
}

Target Session::resolve(const Reply& reply) const {
    if (reply.passage != none) return {Target::Kind::node, scenario_->passages[reply.passage].start};
    if (reply.to.kind == Target::Kind::back && !returns_.empty()) return returns_.back();
    return reply.to;
}

TurnRecord Session::answer(std::uint8_t index, std::uint32_t response_ms) const {
    const Node& n = node();
    const Reply& reply = scenario_->replies_of(n)[index];
    TurnRecord record = record_of(scoring::ReplyKind::chosen, index, response_ms);
    record.branch = resolve(reply);
    fetch_node(record.branch);

    Impact impact;
    for (const std::uint32_t option : scenario_->offers_of(reply))
        impact.best_fit = std::max(impact.best_fit, static_cast<int>(scenario_->options[option].fits));

    scoring::Labels said;
    for (const Shown& shown : scenario_->shown_by(reply)) {
        said.raise(shown.behaviour, shown.level);
        record.correction_check = record.correction_check || shown.check;
    }
    const Circumstances when{.first_turn = first_turn(),
                             .at_the_close = record.branch.kind == Target::Kind::ending ||
                                             n.calls_for.has(Behaviour::close_with_follow_up),
                             .solution = reply.solution,
                             .question_asked = n.asks != none,
                             .question_answered = n.asks != none && reply.answers,
                             .urgent = n.urgent,
                             .grants_demand = impact.best_fit == 3,
                             .anger = mood_.anger,
                             .best_before = best_};
    record.labels = at_the_moment(said, when);

    impact.labels = record.labels;
    impact.times_before = times_;
    impact.extra = {reply.anger, reply.trust};
    impact.waiting_steps = waiting_steps(response_ms);
    impact.solution = reply.solution;
    impact.solution_first = reply.solution_first;
    impact.question_open = n.asks != none && !reply.answers;
    impact.invited = when.question_answered || when.urgent || when.grants_demand;
    impact.reveals = reply.reveals && !need_revealed_;
    impact.best_before = best_;
    impact.sympathy_only_again = only_sympathy(record.labels) && sympathy_streak_ + 1 >= table_->sympathy_turns;

    fetch_conditions(record.branch);
    const Move move = react(*table_, scenario_->upset, temper(), mood_, impact);
    record.after = move.after;
    record.reasons = move.reasons;
    return record;
}

} // namespace rapport::dialogue
