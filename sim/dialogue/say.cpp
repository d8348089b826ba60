// One typed answer: from the words as read and the moment to the record that goes into the log.
#include "sim/dialogue/moment.h"
#include "sim/dialogue/session.h"

#include <algorithm>
#include <initializer_list>

namespace rapport::dialogue {
namespace {

using scoring::Labels;

bool shows_any(const Labels& labels, std::initializer_list<Behaviour> of) {
    return std::ranges::any_of(of, [&](Behaviour b) { return labels[b] > 0; });
}

// As the reader derives them from an authored reply's `shows` (scenarios/README.md, `answers` and `solution`).
bool answers_by_words(const Labels& l) {
    using enum Behaviour;
    return shows_any(l, {take_ownership, offer_options, explain_steps, hand_over, over_promise, hide_behind_policy});
}
// An answer, decision or plan that the author's reply has not, or has less of.
bool answers_beyond(const Labels& said, const Labels& authored) {
    using enum Behaviour;
    return std::ranges::any_of(
        std::initializer_list<Behaviour>{take_ownership, offer_options, explain_steps, hand_over, speak_plainly},
        [&](Behaviour b) { return said[b] > authored[b]; });
}
bool solves(const Labels& l) { return answers_by_words(l) || l[Behaviour::premature_solution] > 0; }

// The first words that solve stand before the first words that listen.
bool solves_first(const TypedReply& typed) {
    using enum Behaviour;
    constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::size_t solved = nowhere, listened = nowhere;
    for (const scoring::Evidence& e : typed.evidence) {
        const bool solving =
            e.behaviour == take_ownership || e.behaviour == offer_options || e.behaviour == explain_steps;
        const bool listening = e.behaviour == let_speak || e.behaviour == restate || e.behaviour == ask_open ||
                               e.behaviour == acknowledge_feeling || e.behaviour == apologise;
        if (solving) solved = std::min(solved, e.start);
        if (listening) listened = std::min(listened, e.start);
    }
    return solved != nowhere && listened != nowhere && solved < listened;
}

} // namespace

TurnRecord Session::spoken(TypedReply typed, std::uint32_t response_ms) const {
    const StepTable::Place here = steps_->at(now_.node);
    const StepTable::Reply* follows = typed.branch == otherwise_branch ? nullptr : &here.reply(typed.branch);
    TurnRecord record = record_of(scoring::ReplyKind::typed, typed.branch, response_ms);
    record.branch = leads_to(record);
    record.correction_check = typed.correction_check;

    const Labels& said = typed.labels;
    Impact impact;
    // A solution of the author's that these words leave out was not offered.
    const bool as_much = follows && (solves(said) || !solves(Labels::of_bits(follows->labels)));
    impact.solution = follows ? follows->solution && as_much : said[Behaviour::offer_options] > 0;
    impact.solution = impact.solution || said[Behaviour::premature_solution] > 0;
    impact.solution_first = solves_first(typed) || (follows && typed.evidence.empty() && follows->solution_first);
    if (as_much) impact.best_fit = static_cast<int>(follows->best_fit) - 1;
    // Own words answer where the author's reply does, and where they do by what they show beyond it.
    const bool answered = follows ? typed.not_scorable.empty() &&
                                        (follows->answers || answers_beyond(said, Labels::of_bits(follows->labels)))
                                  : answers_by_words(said);
    if (follows) {
        impact.extra = {follows->anger, follows->trust};
        impact.reveals = follows->reveals && !need_revealed_;
    }
    weigh(record, said, answered, impact);
    record.typed = TypedPart(std::move(typed));
    return record;
}

std::expected<std::size_t, Diagnostic> Session::say(TypedReply typed, std::uint32_t response_ms) {
    if (over()) return std::unexpected(Diagnostic::error("attempt_over"));
    if (auto problem = unfit(typed)) return std::unexpected(std::move(*problem));
    if (typed.branch != otherwise_branch && std::ranges::find(now_.replies(), typed.branch) == now_.replies().end())
        return std::unexpected(Diagnostic::error("reply_not_offered")
                                   .with("reply", std::to_string(typed.branch + 1))
                                   .with("node", node().id));
    return commit(spoken(std::move(typed), response_ms));
}

// Where the record's words lead: the reply they follow, otherwise, or nowhere else.
Target Session::after_typed(std::uint8_t branch) const {
    if (branch != otherwise_branch) return resolve(steps_->at(now_.node).reply(branch), branch);
    if (node().otherwise.kind != Target::Kind::nowhere) return node().otherwise;
    return {Target::Kind::node, now_.node};
}

bool Session::typed_fits(const TurnRecord& r) const {
    if (!r.typed || r.typed->branch != r.reply || unfit(*r.typed)) return false;
    const std::span offered(r.offered.data(), r.offered_count);
    return r.reply == otherwise_branch || std::ranges::find(offered, r.reply) != offered.end();
}

} // namespace rapport::dialogue
