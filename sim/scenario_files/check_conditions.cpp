// What is asked and can be answered beforehand: conditions that never or always hold, changes that change nothing,
// variables nobody asks about or sets.
#include "sim/scenario_files/before.h"
#include "sim/scenario_files/check.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

using dialogue::Op;
using dialogue::Scenario;

class ConditionCheck {
public:
    ConditionCheck(const Scenario& s, const Binder& at, Findings& findings)
        : s_(s), at_(at), findings_(findings), before_(s) {}

    void run() {
        read_.assign(s_.variables.size(), false);
        set_.assign(s_.variables.size(), false);
        for (std::uint32_t i = 0; i < s_.nodes.size(); ++i) {
            const auto& node = s_.nodes[i];
            for (std::uint32_t k = 0; k < node.says.count; ++k)
                condition(i, s_.lines[node.says.first + k].when, at_.line_at[node.says.first + k], "line_never_said",
                          s_.lines[node.says.first + k].id);
            for (std::uint32_t k = 0; k < node.replies.count; ++k) {
                const auto& reply = s_.replies[node.replies.first + k];
                const ValueIndex here = at_.reply_at[node.replies.first + k];
                condition(i, reply.when, here, "reply_never_offered", reply.id);
                effects(reply);
            }
        }
        topics();
        variables();
    }

private:
    void topics() {
        for (std::size_t k = 0; k < s_.topics.size(); ++k) {
            const auto& topic = s_.topics[k];
            if (topic.when.empty()) continue;
            const auto code = s_.code_of(topic.when);
            mark_read(code);
            if (!certain(code)) continue;
            const ValueIndex here = at_.tree.member(at_.topic_at[k], "when");
            const Truth truth = truth_anywhere(code);
            if (truth == Truth::never) findings_.at(at_.tree, here, "topic_never_opens", {{"id", topic.id}});
            if (truth == Truth::always) findings_.at(at_.tree, here, "condition_always");
        }
    }

    void mark_read(std::span<const dialogue::Instruction> code) {
        for (const auto& i : code)
            if (static_cast<Op>(i.op) == Op::variable) read_[static_cast<std::size_t>(i.operand)] = true;
    }

    // Whether all it reads has a range that could be read.
    bool certain(std::span<const dialogue::Instruction> code) const {
        return std::ranges::all_of(code, [&](const auto& i) {
            return static_cast<Op>(i.op) != Op::variable || at_.variable_sound[static_cast<std::size_t>(i.operand)];
        });
    }

    Truth truth_anywhere(std::span<const dialogue::Instruction> code) const {
        return truth_of(code, [&](Op op, std::int32_t operand) { return bounds_anywhere(s_, op, operand); });
    }

    void condition(std::uint32_t node, dialogue::Range when, ValueIndex owner, Code never_here, std::string_view id) {
        if (when.empty()) return;
        const auto code = s_.code_of(when);
        mark_read(code);
        if (!certain(code)) return;
        const ValueIndex here = at_.tree.member(owner, "when");
        const Truth truth = truth_anywhere(code);
        if (truth == Truth::never) return findings_.at(at_.tree, here, "condition_never");
        if (truth == Truth::always) return findings_.at(at_.tree, here, "condition_always");
        bool history = false;
        for (const auto& i : code)
            history = history || static_cast<Op>(i.op) == Op::seen || static_cast<Op>(i.op) == Op::chosen;
        if (!history || !at_.story_complete()) return;
        const auto at_node = [&](Op op, std::int32_t operand) { return before_.bounds_at(node, op, operand); };
        if (truth_of(code, at_node) == Truth::never)
            findings_.at(at_.tree, here, never_here, {{"id", id}, {"node", s_.nodes[node].id}});
    }

    void effects(const dialogue::Reply& reply) {
        for (std::uint32_t e = reply.effects.first; e < reply.effects.first + reply.effects.count; ++e) {
            const auto& effect = s_.effects[e];
            const ValueIndex here = at_.effect_at[e];
            const auto& variable = s_.variables[effect.variable];
            const auto code = s_.code_of(effect.value);
            set_[effect.variable] = true;
            for (const auto& i : code)
                if (static_cast<Op>(i.op) == Op::variable && static_cast<std::uint32_t>(i.operand) != effect.variable)
                    read_[static_cast<std::size_t>(i.operand)] = true;
            if (!at_.variable_sound[effect.variable] || !certain(code)) continue;
            const Interval value =
                values_of(code, [&](Op op, std::int32_t operand) { return bounds_anywhere(s_, op, operand); });
            const bool itself = code.size() == 1 && static_cast<Op>(code[0].op) == Op::variable &&
                                static_cast<std::uint32_t>(code[0].operand) == effect.variable;
            if (itself)
                findings_.at(at_.tree, here, "assignment_no_change", {{"id", variable.id}});
            else if (value.least > variable.max || value.most < variable.min)
                findings_.at(at_.tree, here, "assignment_out_of_range",
                             {{"id", variable.id},
                              {"least", std::to_string(variable.min)},
                              {"most", std::to_string(variable.max)}});
        }
    }

    void variables() {
        if (s_.variables.empty()) return;
        const ValueIndex list = at_.tree.member(0, "variables");
        for (std::size_t v = 0; v < s_.variables.size(); ++v) {
            if ((read_[v] && set_[v]) || at_.mentioned_in_lost(s_.variables[v].id)) continue;
            const ValueIndex here = at_.tree.member(list, s_.variables[v].id);
            findings_.at_key(at_.tree, here, read_[v] ? Code("variable_never_set") : Code("variable_never_read"),
                             {{"id", s_.variables[v].id}});
        }
    }

    const Scenario& s_;
    const Binder& at_;
    Findings& findings_;
    Before before_;
    Marks read_, set_;
};

} // namespace

void check_conditions(const Scenario& scenario, const Binder& at, Findings& findings) {
    ConditionCheck(scenario, at, findings).run();
}

} // namespace rapport::scenario_files
