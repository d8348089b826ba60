#include "sim/dialogue/transcript.h"

#include "sim/base/text.h"
#include "sim/dialogue/topics.h"

#include <algorithm>

namespace rapport::dialogue {
namespace {

using scoring::Evidence;

Evidence whole_reply(Behaviour behaviour, Level level, std::string_view text, std::string_view reason) {
    return {behaviour, level, std::string(text), 0, code_points(text), std::string(reason)};
}

// The authored words, at the level the moment left them; what the moment took away earns and shows nothing.
std::vector<Evidence> evidence_of(const Scenario& s, const Reply& reply, const TurnRecord& record) {
    std::vector<Evidence> found;
    const std::string_view text = reply.text.best(record.language);
    for (const Shown& shown : s.shown_by(reply)) {
        const Level level = record.labels[shown.behaviour];
        if (level == 0 || shown.behaviour == Behaviour::premature_solution) continue;
        const std::string_view quote = shown.quote.best(record.language);
        const std::string_view reason = level < shown.level ? "moment" : "authored";
        if (const auto range = find_in_code_points(text, quote))
            found.push_back(
                {shown.behaviour, level, std::string(quote), range->start, range->length, std::string(reason)});
        else
            found.push_back(whole_reply(shown.behaviour, level, text, reason));
    }
    if (const Level level = record.labels[Behaviour::premature_solution]; level > 0)
        found.push_back(whole_reply(Behaviour::premature_solution, level, text, "rule_13"));
    return found;
}

// What was read in the trainee's own words, at the level the moment left it.
std::vector<Evidence> evidence_of(const TypedReply& typed, const TurnRecord& record) {
    std::vector<Evidence> found;
    for (const Evidence& read : typed.evidence) {
        const Level level = record.labels[read.behaviour];
        if (level == 0) continue;
        found.push_back(read);
        if (level == read.level) continue;
        found.back().level = level;
        found.back().reason = read.behaviour == Behaviour::premature_solution ? "rule_13" : "moment";
    }
    const auto shown = [&](Behaviour b) { return std::ranges::find(found, b, &Evidence::behaviour) != found.end(); };
    record.labels.each([&](Behaviour b, Level level) {
        if (!shown(b))
            found.push_back(
                whole_reply(b, level, typed.text, b == Behaviour::premature_solution ? "rule_13" : "moment"));
    });
    return found;
}

// What the moment rules out has been judged after all.
scoring::BehaviourSet unsure_of(const TypedReply& typed, const TurnRecord& record, const Node& node, bool first) {
    scoring::BehaviourSet unsure = typed.unsure;
    record.labels.each([&](Behaviour b, Level) { unsure.remove(b); });
    if (!first) unsure.remove(Behaviour::open_contact);
    if (node.asks != none) unsure.remove(Behaviour::let_speak);
    unsure.remove(Behaviour::premature_solution);
    return unsure;
}

} // namespace

scoring::Transcript transcript(const Session& session, Detail detail) {
    const Scenario& s = session.scenario();
    scoring::Transcript t;
    t.grades = s.grades;
    t.anger = session.mood().anger;
    t.trust = session.mood().trust;
    if (const Ending* e = session.ending()) t.outcome = e->outcome;
    t.turns.reserve(session.log().size());
    bool first = true; // nobody has answered yet
    for (const TurnRecord& record : session.log()) {
        const Node& node = s.nodes[record.node];
        scoring::Turn turn;
        turn.number = static_cast<int>(t.turns.size()) + 1;
        turn.kind = record.kind;
        turn.calls_for = node.calls_for;
        turn.labels = record.labels;
        turn.correction_check = record.correction_check;
        turn.response_ms = record.response_ms;
        if (record.typed) {
            turn.unsure = unsure_of(*record.typed, record, node, first);
            turn.not_scorable = record.typed->not_scorable;
            t.timed = true;
        }
        if (record.kind != scoring::ReplyKind::none) first = false;
        if (detail == Detail::full) {
            const Line& line = s.lines_of(node)[record.line];
            turn.node = node.id;
            turn.line = line.id;
            turn.customer_text = line.text.best(record.language);
            if (record.kind == scoring::ReplyKind::chosen) {
                const Reply& reply = s.replies_of(node)[record.reply];
                turn.reply = reply.id;
                turn.reply_text = reply.text.best(record.language);
                turn.evidence = evidence_of(s, reply, record);
            } else if (record.typed) {
                turn.reply = follows_reply(record) ? s.replies_of(node)[record.reply].id : "otherwise";
                turn.reply_text = record.typed->text;
                turn.evidence = evidence_of(*record.typed, record);
            } else if (const auto place = turned_to(record)) {
                turn.reply = turn_id(s, *place);
            } else {
                turn.reply = record.kind == scoring::ReplyKind::silence ? "silence" : "otherwise";
            }
        }
        t.turns.push_back(std::move(turn));
    }
    return t;
}

} // namespace rapport::dialogue
