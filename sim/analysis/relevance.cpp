#include "sim/analysis/relevance.h"

#include "sim/dialogue/condition.h"
#include "sim/dialogue/moment.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

using dialogue::Node;
using dialogue::none;
using dialogue::Op;
using dialogue::Range;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Target;
using scoring::Behaviour;
using scoring::behaviour_count;

// Beyond this many bits the nodes share one set: less is merged, and it is as right.
constexpr std::size_t most_bits = 64'000'000;

bool has(const std::vector<std::uint64_t>& bits, std::size_t i) { return ((bits[i / 64] >> (i % 64)) & 1U) != 0; }
void add(std::vector<std::uint64_t>& bits, std::size_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

// 64 bits from any position on.
std::uint64_t word_at(const std::vector<std::uint64_t>& bits, std::size_t from) {
    const std::size_t word = from / 64, shift = from % 64;
    const auto at = [&](std::size_t i) { return i < bits.size() ? bits[i] : 0; };
    return shift == 0 ? at(word) : (at(word) >> shift) | (at(word + 1) << (64 - shift));
}

bool unite(std::vector<std::uint64_t>& into, const std::vector<std::uint64_t>& from) {
    bool changed = false;
    for (std::size_t i = 0; i < into.size(); ++i) {
        changed = changed || (from[i] & ~into[i]) != 0;
        into[i] |= from[i];
    }
    return changed;
}

template <class T>
void put(std::string& key, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        key.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU));
}

bool has_listened(const std::array<dialogue::Level, behaviour_count>& best) {
    const auto level = [&](Behaviour b) { return best[scoring::index(b)]; };
    return level(Behaviour::let_speak) >= 1 || level(Behaviour::restate) >= 1 || level(Behaviour::ask_open) >= 1 ||
           level(Behaviour::acknowledge_feeling) >= 1 || level(Behaviour::apologise) == 2;
}

} // namespace

Relevance::Relevance(const Scenario& scenario, const dialogue::MoodTable& table, const Graph& graph, std::uint64_t work)
    : scenario_(&scenario), table_(&table) {
    number_the_flags();
    find_needed_variables();
    const std::size_t nodes = scenario.nodes.size();
    if (nodes * width_ > most_bits || graph.loose) {
        one_for_all();
        return;
    }
    const Bits empty(width_ / 64 + 1, 0);
    std::vector<Bits> entering(nodes, empty);
    reads_.assign(nodes, empty);
    for (std::uint32_t i = 0; i < nodes; ++i) read_on_entering(i, entering[i]), read_on_replying(i, reads_[i]);
    if (!spread(graph, entering, work)) one_for_all();
}

void Relevance::one_for_all() {
    reads_.assign(1, Bits(width_ / 64 + 1, 0));
    for (std::uint32_t i = 0; i < scenario_->nodes.size(); ++i)
        read_on_entering(i, reads_[0]), read_on_replying(i, reads_[0]);
}

// Whatever counts at a node counts wherever one can get there from.
bool Relevance::spread(const Graph& graph, const std::vector<Bits>& entering, std::uint64_t most) {
    Work work(most);
    const std::size_t of_exit = 4 + 2 * entering.front().size();
    bool enough = true;
    for (bool changed = true; changed && enough;) {
        changed = false;
        for (const std::uint32_t node : graph.backwards) {
            enough = work.steps(1 + graph.exits[node].size() * of_exit);
            if (!enough) break;
            for (const Graph::Exit& exit : graph.exits[node]) {
                if (exit.to == none) continue;
                changed |= unite(reads_[node], entering[exit.to]);
                changed |= unite(reads_[node], reads_[exit.to]);
            }
        }
    }
    work_ = work.units();
    return enough;
}

void Relevance::number_the_flags() {
    const Scenario& s = *scenario_;
    node_flag_.assign(s.nodes.size(), none);
    reply_flag_.assign(s.replies.size(), none);
    flags_ = variables + s.variables.size();
    width_ = flags_;
    const auto number = [&](std::uint32_t& flag) {
        if (flag == none) flag = static_cast<std::uint32_t>(width_++);
    };
    for (std::size_t i = 0; i < s.replies.size(); ++i)
        if (s.replies[i].once) number(reply_flag_[i]);
    for (const dialogue::Instruction& instruction : s.code) {
        const auto operand = static_cast<std::size_t>(instruction.operand);
        if (static_cast<Op>(instruction.op) == Op::seen) number(node_flag_[operand]);
        if (static_cast<Op>(instruction.op) == Op::chosen) number(reply_flag_[operand]);
    }
}

void Relevance::find_needed_variables() {
    const Scenario& s = *scenario_;
    needed_.assign(s.variables.size(), false);
    std::vector<std::vector<const dialogue::Assignment*>> changes(s.variables.size());
    for (const dialogue::Assignment& a : s.effects) changes[a.variable].push_back(&a);
    std::vector<std::size_t> open;
    const auto need_all_in = [&](Range code) {
        for (const dialogue::Instruction& instruction : s.code_of(code)) {
            if (static_cast<Op>(instruction.op) != Op::variable) continue;
            const auto v = static_cast<std::size_t>(instruction.operand);
            if (needed_[v]) continue;
            needed_[v] = true;
            open.push_back(v);
        }
    };
    for (const Reply& reply : s.replies) need_all_in(reply.when);
    for (const dialogue::Topic& topic : s.topics) need_all_in(topic.when);
    while (!open.empty()) {
        const std::size_t v = open.back();
        open.pop_back();
        for (const dialogue::Assignment* a : changes[v]) need_all_in(a->value);
    }
}

void Relevance::read(Range code, Bits& into) const {
    for (const dialogue::Instruction& instruction : scenario_->code_of(code)) {
        const auto operand = static_cast<std::size_t>(instruction.operand);
        switch (static_cast<Op>(instruction.op)) {
        case Op::variable:
            add(into, variables + operand);
            break;
        case Op::anger:
            add(into, anger);
            break;
        case Op::trust:
            add(into, trust);
            break;
        case Op::ready:
            add(into, ready);
            break;
        case Op::turn:
            add(into, turn);
            break;
        case Op::seen:
            add(into, node_flag_[operand]);
            break;
        case Op::chosen:
            add(into, reply_flag_[operand]);
            break;
        case Op::shown:
            add(into, shown + operand);
            break;
        default: // seconds are those of the reply just given: spent once the next moment is entered
            break;
        }
    }
}

void Relevance::read_on_entering(std::uint32_t node, Bits& into) const {
    const Node& n = scenario_->nodes[node];
    for (std::uint32_t i = 0; i < n.replies.count; ++i) {
        const Reply& reply = scenario_->replies[n.replies.first + i];
        read(reply.when, into);
        if (reply.once) add(into, reply_flag_[n.replies.first + i]);
    }
    for (const dialogue::Topic& topic : scenario_->topics) read(topic.when, into);
}

void Relevance::read_on_replying(std::uint32_t node, Bits& into) const {
    const Node& n = scenario_->nodes[node];
    for (const Reply& reply : scenario_->replies_of(n)) {
        for (const dialogue::Assignment& a : Scenario::slice(scenario_->effects, reply.effects))
            if (needed_[a.variable]) read(a.value, into);
        if (reply.solution && !n.urgent) add(into, early_solution);
        if (reply.reveals) add(into, reveals);
        for (const dialogue::Shown& s : scenario_->shown_by(reply)) add(into, shows + scoring::index(s.behaviour));
    }
}

Past Relevance::start() const {
    Past past;
    past.flags.assign((width_ - flags_) / 64 + 1, 0);
    return past;
}

void Relevance::follow(Past& past, const dialogue::Session& session) const {
    const auto flag = [&](std::uint32_t position) {
        if (position != none) add(past.flags, position - flags_);
    };
    const auto log = session.log();
    for (; past.followed < log.size(); ++past.followed) {
        const dialogue::TurnRecord& record = log[past.followed];
        const Node& node = scenario_->nodes[record.node];
        flag(node_flag_[record.node]);
        if (dialogue::follows_reply(record)) {
            const std::uint32_t index = node.replies.first + record.reply;
            const Reply& reply = scenario_->replies[index];
            flag(reply_flag_[index]);
            if (reply.passage != none) past.returns.push_back(reply.then);
            if (reply.to.kind == Target::Kind::back && !past.returns.empty()) past.returns.pop_back();
        }
        for (std::size_t i = 0; i < behaviour_count; ++i) {
            const dialogue::Level level = record.labels[scoring::behaviour_at(i)];
            past.best[i] = std::max(past.best[i], level);
            if (level > 0 && past.times[i] < table_->repeat_percent.size() - 1) ++past.times[i];
        }
        if (record.kind == scoring::ReplyKind::none) continue;
        past.sympathy_streak = dialogue::only_sympathy(record.labels)
                                   ? std::min<std::int32_t>(past.sympathy_streak + 1, table_->sympathy_turns)
                                   : 0;
    }
    if (!session.over()) flag(node_flag_[session.now().node]);
}

std::string Relevance::key(const dialogue::Session& session, const Past& past) const {
    const auto& now = session.now();
    const Bits& counts = reads(now.node);
    std::string key;
    key.reserve(64);
    put(key, now.node);
    std::uint16_t offered = 0;
    for (const std::uint8_t i : now.replies()) offered = static_cast<std::uint16_t>(offered | (1U << i));
    put(key, offered);
    put(key, static_cast<std::uint8_t>(session.first_turn()));
    put(key, static_cast<std::uint32_t>(past.returns.size()));
    for (const Target& t : past.returns) put(key, static_cast<std::uint8_t>(t.kind)), put(key, t.index);
    if (!scenario_->topics.empty()) {
        key += session.threads().bytes();
        put(key, static_cast<dialogue::PlaceSet>(now.open_topics & ~session.threads().done));
    }
    if (has(counts, turn)) put(key, static_cast<std::uint32_t>(session.log().size()));
    for (std::size_t i = 0; i < scenario_->variables.size(); ++i)
        if (has(counts, variables + i)) put(key, session.variable(i));
    for (std::size_t i = 0; i < past.flags.size(); ++i)
        if (const std::uint64_t asked = word_at(counts, flags_ + 64 * i); asked != 0) put(key, past.flags[i] & asked);
    for (std::size_t i = 0; i < behaviour_count; ++i)
        if (has(counts, shown + i)) put(key, past.best[i]);

    if (has(counts, early_solution)) put(key, static_cast<std::uint8_t>(!has_listened(past.best)));
    if (!mood_counts(session, past)) return key;
    const dialogue::Mood& mood = session.mood();
    put(key, mood.anger), put(key, static_cast<std::uint8_t>(mood.ready));
    if (has(counts, trust)) put(key, mood.trust);
    for (std::size_t i = 0; i < behaviour_count; ++i)
        if (has(counts, shows + i)) put(key, past.times[i]);
    if (!mood.ready)
        for (const Behaviour b :
             {Behaviour::restate, Behaviour::acknowledge_feeling, Behaviour::apologise, Behaviour::ask_open})
            put(key, past.best[scoring::index(b)]);
    put(key, past.sympathy_streak);
    if (has(counts, reveals)) put(key, static_cast<std::uint8_t>(session.need_revealed()));
    return key;
}

bool Relevance::mood_counts(const dialogue::Session& session, const Past& past) const {
    const Bits& counts = reads(session.now().node);
    const bool may_be_early = has(counts, early_solution) && !has_listened(past.best);
    return may_be_early || has(counts, anger) || has(counts, trust) || has(counts, ready);
}

} // namespace rapport::analysis
