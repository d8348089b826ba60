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

Target Session::resolve(const StepTable::Reply& reply, std::uint8_t index) const {
    if (reply.calls)
        return {Target::Kind::node, scenario_->passages[scenario_->replies_of(node())[index].passage].start};
    if (reply.target().kind == Target::Kind::back && !returns_.empty()) return returns_.back();
    if (reply.target().kind == Target::Kind::topic_done) return after_topic(scenario_->replies_of(node())[index]);
    return reply.target();
}

// What words mean here and now: the levels that are left of them, and what they do to the customer.
void Session::weigh(TurnRecord& record, const scoring::Labels& said, bool answered, Impact& impact) const {
    const StepTable::Node& n = steps_->at(now_.node).node();
    const Circumstances when{.first_turn = first_turn(),
                             .at_the_close = record.branch.kind == Target::Kind::ending || n.follow_up,
                             .solution = impact.solution,
                             .question_asked = n.asks,
                             .asked_for_action = n.asks_action && answered,
                             .urgent = n.urgent,
                             .grants_demand = impact.best_fit == 3,
                             .anger = mood_.anger,
                             .best_before = best_};
    record.labels = at_the_moment(said, when);

    impact.labels = record.labels;
    impact.times_before = times_;
    impact.waiting_steps = waiting_steps(record.response_ms);
    impact.question_open = n.asks && !answered;
    impact.invited = when.asked_for_action || when.urgent || when.grants_demand;
    impact.best_before = best_;
    impact.sympathy_only_again = only_sympathy(record.labels) && sympathy_streak_ + 1 >= table_->sympathy_turns;

    record.after = react(*table_, scenario_->upset, temper(), mood_, impact, record.reasons);
}

TurnRecord Session::answer(std::uint8_t index, std::uint32_t response_ms) const {
    const StepTable::Place here = steps_->at(now_.node);
    const StepTable::Reply& reply = here.reply(index);
    TurnRecord record = record_of(scoring::ReplyKind::chosen, index, response_ms);
    record.branch = resolve(reply, index);
    record.correction_check = reply.check;
    fetch_words(record.branch);

    Impact impact;
    impact.best_fit = static_cast<int>(reply.best_fit) - 1;
    impact.extra = {reply.anger, reply.trust};
    impact.solution = reply.solution;
    impact.solution_first = reply.solution_first;
    impact.reveals = reply.reveals && !need_revealed_;
    weigh(record, scoring::Labels::of_bits(reply.labels), reply.answers, impact);
    return record;
}

} // namespace rapport::dialogue
