#include "sim/dialogue/step_table.h"

#include "sim/dialogue/condition.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

namespace rapport::dialogue {
namespace {

constexpr unsigned less = 1, equal = 2, greater = 4;

bool is(const Instruction& i, Op op) { return i.op == static_cast<std::uint8_t>(op); }

// The register an instruction reads; false where it does something else.
bool reads(const Instruction& i, std::uint16_t& from) {
    switch (static_cast<Op>(i.op)) {
    case Op::anger:
        from = anger_register;
        return true;
    case Op::trust:
        from = trust_register;
        return true;
    case Op::ready:
        from = ready_register;
        return true;
    case Op::turn:
        from = turn_register;
        return true;
    case Op::seconds:
        from = seconds_register;
        return true;
    case Op::variable:
        from = static_cast<std::uint16_t>(first_variable + i.operand);
        return i.operand <= std::numeric_limits<std::uint16_t>::max() - first_variable;
    default:
        return false;
    }
}

// What of == != < <= > >= makes a comparison true; 0 for any other operation.
unsigned truth_of(const Instruction& i) {
    switch (static_cast<Op>(i.op)) {
    case Op::equal:
        return equal;
    case Op::not_equal:
        return less | greater;
    case Op::less:
        return less;
    case Op::less_equal:
        return less | equal;
    case Op::greater:
        return greater;
    case Op::greater_equal:
        return greater | equal;
    default:
        return 0;
    }
}

// "3" or "-3" at the front of the code: its value, and the code behind it.
struct Constant {
    std::int32_t value;
    std::span<const Instruction> rest;
};
std::optional<Constant> constant(std::span<const Instruction> code) {
    if (code.empty() || !is(code[0], Op::number)) return std::nullopt;
    if (code.size() > 1 && is(code[1], Op::negate)) return Constant{-code[0].operand, code.subspan(2)};
    return Constant{code[0].operand, code.subspan(1)};
}

// Nothing; "angry", "not angry"; "anger < 3".
void lay_condition(std::span<const Instruction> code, StepTable::Reply& out) {
    out.asked = zero;
    out.number = 0;
    out.truth = less | equal | greater;
    if (code.empty()) return;
    if (reads(code[0], out.asked)) {
        if (code.size() == 1) {
            out.truth = less | greater;
            return;
        }
        if (code.size() == 2 && is(code[1], Op::logical_not)) {
            out.truth = equal;
            return;
        }
        const auto number = constant(code.subspan(1));
        if (number && number->rest.size() == 1 && truth_of(number->rest[0]) != 0) {
            out.number = number->value;
            out.truth = truth_of(number->rest[0]) & 7U;
            return;
        }
    }
    out.asked = zero;
    out.truth = 0; // never; the mark decides
    out.other_condition = 1;
}

// "a = 3", "a = b", "a = b + 3", "a = b - 3".
bool lay_effect(const Scenario& s, const Assignment& effect, StepTable::Reply& out) {
    const auto code = s.code_of(effect.value);
    if (effect.variable > std::numeric_limits<std::uint16_t>::max() - first_variable) return false;
    out.changed = static_cast<std::uint16_t>(first_variable + effect.variable);
    if (const auto number = constant(code)) {
        out.plus = number->value;
        return number->rest.empty();
    }
    if (code.empty() || !reads(code[0], out.from)) return false;
    if (code.size() == 1) return true;
    const auto number = constant(code.subspan(1));
    if (!number || number->rest.size() != 1) return false;
    out.plus = is(number->rest[0], Op::subtract) ? -number->value : number->value;
    return is(number->rest[0], Op::add) || is(number->rest[0], Op::subtract);
}

StepTable::Node node_of(const Node& n) {
    StepTable::Node out{};
    out.first_reply = n.replies.first;
    out.first_line = n.says.first;
    out.lines = static_cast<std::uint16_t>(std::min<std::size_t>(n.says.count, 0xFFFF));
    out.replies = static_cast<std::uint8_t>(std::min<std::size_t>(n.replies.count, most_replies));
    out.asks = n.asks != none;
    out.asks_action = n.asks != none && n.asks_action;
    out.urgent = n.urgent;
    out.follow_up = n.calls_for.has(Behaviour::close_with_follow_up);
    return out;
}

StepTable::Reply reply_of(const Scenario& s, const Reply& r) {
    StepTable::Reply out{};
    lay_condition(s.code_of(r.when), out);
    out.from = zero;
    const auto effects = Scenario::slice(s.effects, r.effects);
    if (effects.size() == 1 && lay_effect(s, effects.front(), out))
        out.changes = 1;
    else
        out.other_effects = effects.empty() ? 0 : 1;
    out.anger = r.anger;
    out.trust = r.trust;
    out.to = r.to.index;
    out.to_kind = static_cast<unsigned>(r.to.kind) & 7U;
    scoring::Labels labels;
    for (const Shown& shown : s.shown_by(r)) {
        labels.raise(shown.behaviour, shown.level);
        if (shown.check) out.check = 1;
    }
    out.labels = labels.bits() & ((std::uint64_t{1} << scoring::Labels::bit_count) - 1U);
    unsigned best_fit = 0;
    for (const std::uint32_t option : s.offers_of(r)) best_fit = std::max(best_fit, 1U + s.options[option].fits);
    out.best_fit = best_fit & 7U;
    out.once = r.once;
    out.calls = r.passage != none;
    out.solution = r.solution;
    out.solution_first = r.solution_first;
    out.reveals = r.reveals;
    out.answers = r.answers;
    return out;
}

} // namespace

StepTable::StepTable(const Scenario& s) {
    // As few cache lines as a node can do with: one of an even number of records begins with a line.
    constexpr std::size_t to_a_line = cache_line / sizeof(Record);
    const auto start = [](std::size_t end, std::size_t records) {
        return end + (records % to_a_line == 0 ? end % to_a_line : 0);
    };
    std::size_t end = 0;
    for (const dialogue::Node& n : s.nodes) {
        const std::size_t records = 1 + std::min<std::size_t>(n.replies.count, most_replies);
        end = start(end, records) + records;
    }
    ways_.reserve(s.nodes.size());
    records_.reserve(end + to_a_line); // and one behind, so that asking for a line too much stays inside
    for (const dialogue::Node& n : s.nodes) {
        const auto replies = s.replies_of(n).first(std::min<std::size_t>(n.replies.count, most_replies));
        records_.resize(start(records_.size(), 1 + replies.size()));
        Way way{static_cast<std::uint32_t>(records_.size()), n.says.first, {}};
        if (n.says.count > 0)
            for (const Language l : all_languages)
                way.words[static_cast<std::size_t>(l)] = s.lines_of(n).front().text.best(l).data();
        ways_.push_back(way);
        records_.push_back({.node = node_of(n)});
        for (const dialogue::Reply& r : replies) records_.push_back({.reply = reply_of(s, r)});
    }
}

} // namespace rapport::dialogue
