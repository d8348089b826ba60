#include "sim/training/debrief_turn.h"

#include <algorithm>
#include <tuple>

namespace rapport::training {
namespace {

using dialogue::Reply;
using dialogue::TurnRecord;
using scoring::ReplyKind;

// Of the replies offered, the one that shows most of what was called for; none with a fault.
const Reply* best_fitting(const dialogue::Scenario& s, const TurnRecord& record) {
    const dialogue::Node& node = s.nodes[record.node];
    const Reply* best = nullptr;
    int most = 0;
    for (const std::uint8_t i : std::span(record.offered.data(), record.offered_count)) {
        const Reply& reply = s.replies_of(node)[i];
        int shown = 0;
        bool fault = false;
        for (const dialogue::Shown& it : s.shown_by(reply)) {
            fault = fault || (scoring::is_fault(it.behaviour) && it.level > 0);
            if (node.calls_for.has(it.behaviour)) shown += it.level;
        }
        if (!fault && shown > most) best = &reply, most = shown;
    }
    return best;
}

// What an author says of a reply is said of what was typed only where it shows as much and no other fault (of a reply
// that is no model also: not more of that or of what is called for), or was taken for that reply on request.
bool fits_comment(const dialogue::Scenario& s, const TurnRecord& record, const Reply& reply) {
    const dialogue::TypedReply& typed_reply = *record.typed;
    if (typed_reply.matched == dialogue::Matched::by_trainee || reply.text.best(record.language) == typed_reply.text)
        return true;
    scoring::Labels authored;
    for (const dialogue::Shown& it : s.shown_by(reply)) authored.set(it.behaviour, it.level);
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const auto b = scoring::behaviour_at(i);
        const scoring::Level typed = record.labels[b];
        const bool matters = authored[b] > 0 || s.nodes[record.node].calls_for.has(b);
        if (typed < authored[b] || (!reply.model && matters && typed > authored[b]) ||
            (scoring::is_fault(b) && typed > 0 && authored[b] == 0))
            return false;
    }
    return true;
}

std::optional<ModelAnswer> model_of(const dialogue::Scenario& s, const TurnRecord& record) {
    const auto replies = s.replies_of(s.nodes[record.node]);
    const std::span offered(record.offered.data(), record.offered_count);
    const auto answer = [&](const Reply& r, bool shown) { return ModelAnswer{r.id, r.text, r.why, shown}; };
    for (const std::uint8_t i : offered)
        if (replies[i].model) return answer(replies[i], true);
    for (const Reply& r : replies)
        if (r.model) return answer(r, false);
    if (record.typed)
        if (const Reply* best = best_fitting(s, record)) return answer(*best, true);
    return std::nullopt;
}

std::vector<Called> called_for(const DebriefSources& sources, const scoring::Turn& turn) {
    std::vector<Called> found;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const auto behaviour = scoring::behaviour_at(i);
        if (!turn.calls_for.has(behaviour)) continue;
        Called called{.behaviour = behaviour,
                      .level = turn.labels[behaviour],
                      .graded = sources.transcript.grades.has(behaviour),
                      .taken = turn.labels[behaviour] > 0};
        for (const scoring::Opportunity& o : sources.opportunities[i])
            if (o.first_turn <= turn.number && turn.number <= o.last_turn) {
                called.taken = called.taken || o.best > 0;
                called.not_judged = called.not_judged || o.unsure;
            }
        found.push_back(called);
    }
    return found;
}

std::vector<scoring::Evidence> well_done_first(std::vector<scoring::Evidence> evidence) {
    std::ranges::stable_sort(evidence, {}, [](const scoring::Evidence& e) {
        return std::tuple{scoring::is_fault(e.behaviour), -int{e.level}, scoring::index(e.behaviour)};
    });
    return evidence;
}

} // namespace

DebriefTurn debrief_turn(const DebriefSources& sources, std::size_t index, const dialogue::Mood& before) {
    const dialogue::Scenario& s = sources.session.scenario();
    const TurnRecord& record = sources.session.log()[index];
    const scoring::Turn& graded = sources.transcript.turns[index];
    const dialogue::Node& node = s.nodes[record.node];
    const dialogue::Line& line = s.lines_of(node)[record.line];

    DebriefTurn turn;
    turn.number = graded.number;
    turn.node = node.id;
    turn.line = line.id;
    turn.kind = record.kind;
    turn.customer_text = line.text;
    turn.spoken = record.language;
    turn.labels = record.labels;
    turn.before = before;
    turn.after = record.after;
    turn.reasons.assign(record.reasons.all().begin(), record.reasons.all().end());
    turn.response_ms = record.response_ms;
    for (std::size_t l = 0; l < turn.evidence.size(); ++l)
        turn.evidence[l] = well_done_first(sources.in_language[l].turns[index].evidence);
    for (const scoring::FaultResult& f : sources.report.faults)
        if (f.turn == turn.number) turn.faults.push_back(f);
    turn.unsure = graded.unsure;

    switch (record.kind) {
    case ReplyKind::chosen: {
        const Reply& reply = s.replies_of(node)[record.reply];
        turn.reply = reply.id;
        turn.reply_text = reply.text;
        turn.why = reply.why;
        turn.chose_model = reply.model;
        turn.question_unanswered = node.asks != dialogue::none && !reply.answers;
        break;
    }
    case ReplyKind::typed: {
        turn.typed = record.typed;
        turn.not_scorable = turn.typed->not_scorable;
        turn.reply = "otherwise";
        for (const Language l : all_languages) turn.reply_text[l] = turn.typed->text;
        turn.question_unanswered = std::ranges::any_of(turn.reasons, [](const dialogue::Reason& r) {
            return r.code == dialogue::ReasonCode::question_unanswered;
        });
        if (!dialogue::follows_reply(record)) break;
        const Reply& reply = s.replies_of(node)[record.reply];
        turn.reply = reply.id;
        if (fits_comment(s, record, reply)) turn.why = reply.why;
        // Own words are never the author's, unless they are, or were taken for them on request.
        turn.chose_model = reply.model && (reply.text.best(record.language) == turn.typed->text ||
                                           turn.typed->matched == dialogue::Matched::by_trainee);
        break;
    }
    case ReplyKind::silence:
        turn.reply = "silence";
        turn.question_unanswered = node.asks != dialogue::none;
        break;
    default:
        turn.reply = "otherwise";
        if (const auto place = dialogue::turned_to(record)) {
            turn.turned_to = dialogue::place_id(s, *place);
            if (*place != dialogue::main_thread) turn.turned_title = s.topics[*place - 1U].title;
        }
        return turn; // nothing was to be said
    }
    turn.model = model_of(s, record);
    turn.called_for = called_for(sources, graded);
    return turn;
}

} // namespace rapport::training
