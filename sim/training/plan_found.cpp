#include "sim/training/plan_found.h"

#include "scoring/grader.h"
#include "sim/base/text.h"
#include "sim/dialogue/transcript.h"
#include "sim/scenario_files/test_plan_words.h"
#include "sim/training/plan_check.h"

#include <algorithm>
#include <iterator>

namespace rapport::training {
namespace {

using dialogue::Session;
using scenario_files::Expectation;
using scenario_files::folded;
using scenario_files::plan_figure;
using scenario_files::PlanSubject;
using scoring::ReplyKind;

std::string joined(std::string_view first, std::string_view second) {
    return std::string(first).append(" ").append(second);
}

std::string standing(const Session& session) {
    return session.over() ? joined("ending", session.ending()->id) : joined("node", session.node().id);
}

// What the trainee reads: the customer's line, or the text of the ending.
std::string_view text_now(const Session& session) {
    const Language l = session.settings().language;
    return session.over() ? session.ending()->text.best(l) : session.line().text.best(l);
}

Finding named(std::string_view word, std::string_view wanted, std::string_view there) {
    return {wanted == there, joined(word, there)};
}

Finding yes_or_no(std::string_view word, bool yes) {
    return {yes, yes ? std::string(word) : std::string("not ").append(word)};
}

Finding figure(std::string_view word, const Expectation& e, std::int64_t whole) {
    return {!e.none && e.range.has(whole * 100), joined(word, std::to_string(whole))};
}

Finding score(std::string_view word, const Expectation& e, const std::optional<std::int64_t>& hundredths) {
    if (!hundredths) return {e.none, joined(word, "none")};
    return {!e.none && e.range.has(*hundredths), joined(word, plan_figure(*hundredths))};
}

std::optional<std::int64_t> hundredths(const std::optional<int>& whole) {
    return whole ? std::optional<std::int64_t>(*whole * 100) : std::nullopt;
}

Finding line(const Session& session, const Expectation& e) {
    if (!e.name.empty())
        return session.over() ? Finding{false, standing(session)} : named("line", e.name, session.line().id);
    const auto text = text_now(session);
    return {folded(text).find(folded(e.words)) != std::string::npos, std::string("line \"").append(text).append("\"")};
}

Finding shown(const Session& session, const Expectation& e) {
    scoring::Level best = 0;
    for (const dialogue::TurnRecord& turn : session.log()) best = std::max(best, turn.labels[e.behaviour]);
    return {e.range.has(std::int64_t{best} * 100),
            joined("shown", joined(scoring::id(e.behaviour), std::to_string(best)))};
}

Finding variable(const Session& session, const Expectation& e) {
    const auto& variables = session.scenario().variables;
    const auto at = std::ranges::find(variables, std::string_view(e.name), &dialogue::Variable::id);
    const std::int32_t value = session.variable(static_cast<std::size_t>(at - variables.begin()));
    const std::string word = at->boolean ? (value != 0 ? "true" : "false") : std::to_string(value);
    return {e.range.has(std::int64_t{value} * 100), joined("variable", joined(e.name, word))};
}

std::string places_offered(const Session& session) {
    std::string list;
    for (const dialogue::Place place : dialogue::places_in(session.places()))
        list.append(list.empty() ? "" : ", ").append(dialogue::place_id(session.scenario(), place));
    return list;
}

Finding topic(const Session& session, const Expectation& e) {
    if (session.over()) return {false, standing(session)};
    if (!e.offered) return named("topic", e.name, dialogue::place_id(session.scenario(), session.threads().here));
    const auto place = dialogue::place_named(session.scenario(), e.name);
    return {place && dialogue::has_place(session.places(), *place), joined("offered:", places_offered(session))};
}

Finding graded(const Session& session, const Expectation& e) {
    const scoring::Report report = scoring::grade(dialogue::transcript(session, dialogue::Detail::labels_only));
    switch (e.subject) {
    case PlanSubject::total:
        return score("total", e, report.total);
    case PlanSubject::question:
        return score(scoring::id(e.question), e, report.questions[static_cast<std::size_t>(e.question)]);
    case PlanSubject::csat:
        return score("csat", e, hundredths(report.kpi.csat));
    case PlanSubject::nps:
        return score("nps", e, hundredths(report.kpi.nps));
    default:
        return figure("faults", e, static_cast<std::int64_t>(report.faults.size()));
    }
}

Finding plainly(const Session& session, const Expectation& e) {
    switch (e.subject) {
    case PlanSubject::node:
        return session.over() ? Finding{false, standing(session)} : named("node", e.name, session.node().id);
    case PlanSubject::line:
        return line(session, e);
    case PlanSubject::ending:
        return session.over() ? named("ending", e.name, session.ending()->id) : Finding{false, standing(session)};
    case PlanSubject::outcome:
        if (!session.over()) return {false, standing(session)};
        return {session.ending()->outcome == e.outcome, joined("outcome", scoring::id(session.ending()->outcome))};
    case PlanSubject::over:
        return {session.over(), standing(session)};
    case PlanSubject::topic:
        return topic(session, e);
    case PlanSubject::persona:
        return named("persona", e.name, persona_name(session.persona()));
    case PlanSubject::ready:
        return yes_or_no("ready", session.mood().ready);
    case PlanSubject::revealed:
        return yes_or_no("revealed", session.need_revealed());
    case PlanSubject::anger:
        return figure("anger", e, session.mood().anger);
    case PlanSubject::trust:
        return figure("trust", e, session.mood().trust);
    case PlanSubject::turn:
        return session.over() ? Finding{false, standing(session)} : figure("turn", e, session.now().turn);
    case PlanSubject::shown:
        return shown(session, e);
    case PlanSubject::variable:
        return variable(session, e);
    default:
        return graded(session, e);
    }
}

// Pairs of neighbouring characters, sorted: what two sentences have in common says how close they are.
std::vector<std::pair<char32_t, char32_t>> pairs_of(std::string_view text) {
    std::vector<std::pair<char32_t, char32_t>> pairs;
    const std::string plain = folded(text);
    char32_t before = 0;
    for (std::size_t pos = 0; pos < plain.size();) {
        const char32_t c = next_code_point(plain, pos);
        pairs.emplace_back(before, c);
        before = c;
    }
    std::ranges::sort(pairs);
    return pairs;
}

// Dice's coefficient in thousandths: twice what is common over what there is.
std::size_t likeness(std::string_view a, std::string_view b) {
    const auto left = pairs_of(a);
    const auto right = pairs_of(b);
    std::vector<std::pair<char32_t, char32_t>> common;
    std::ranges::set_intersection(left, right, std::back_inserter(common));
    return left.empty() && right.empty() ? 1000 : 2000 * common.size() / (left.size() + right.size());
}

} // namespace

Finding look(const Session& session, const Expectation& expectation) {
    Finding finding = plainly(session, expectation);
    if (expectation.negated) finding.holds = !finding.holds;
    return finding;
}

OfferedWords offered_words(const Session& session, std::string_view words) {
    OfferedWords found;
    const std::string wanted = folded(words);
    std::size_t best = 0;
    for (std::size_t i = 0; i < session.now().offered_count; ++i) {
        const auto text = session.offered_reply(i).text.best(session.settings().language);
        if (folded(text) == wanted) found.same.push_back(i);
        const std::size_t like = likeness(text, words);
        if (like > best) {
            best = like;
            found.closest = i;
        }
    }
    return found;
}

std::string_view last_reply(const Session& session) {
    if (session.log().empty()) return {};
    const dialogue::TurnRecord& turn = session.log().back();
    switch (turn.kind) {
    case ReplyKind::silence:
        return "silence";
    case ReplyKind::none:
        if (const auto place = dialogue::turned_to(turn)) return dialogue::place_id(session.scenario(), *place);
        return "otherwise";
    default:
        if (!dialogue::follows_reply(turn)) return "otherwise";
        return session.scenario().replies_of(session.scenario().nodes[turn.node])[turn.reply].id;
    }
}

std::string way_of(const Session& session) {
    constexpr std::string_view arrow = " → ";
    std::string way;
    for (const dialogue::TurnRecord& record : session.log()) {
        const dialogue::Node& node = session.scenario().nodes[record.node];
        way.append(node.id).append(arrow);
        if (record.kind == ReplyKind::silence)
            way.append("silence");
        else if (const auto place = dialogue::turned_to(record))
            way.append(dialogue::turn_id(session.scenario(), *place));
        else if (!dialogue::follows_reply(record))
            way.append("otherwise");
        else
            way.append(session.scenario().replies_of(node)[record.reply].id);
        way.append(arrow);
    }
    return way.append(session.over() ? session.ending()->id : session.node().id);
}

} // namespace rapport::training
