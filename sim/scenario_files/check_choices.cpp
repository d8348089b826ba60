// What makes no difference: replies that say or lead the same, silence as good as the model answer, options and needs
// no reply takes up, personas like the customer.
#include "sim/scenario_files/check.h"
#include "sim/scenario_files/satisfiable.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

using dialogue::none;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Target;

template <class T, class Same>
bool equal_runs(std::span<const T> a, std::span<const T> b, Same&& same) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

class ChoiceCheck {
public:
    ChoiceCheck(const Scenario& s, const Binder& at, Findings& findings) : s_(s), at_(at), findings_(findings) {}

    void run() {
        for (std::uint32_t i = 0; i < s_.nodes.size(); ++i) {
            siblings(s_.nodes[i]);
            silence(i);
        }
        if (at_.sound().people && at_.sound().offers) options();
        if (at_.sound().people && at_.sound().reveals) need();
        if (at_.sound().people) personas();
    }

private:
    bool same_code(dialogue::Range a, dialogue::Range b) const {
        return equal_runs(s_.code_of(a), s_.code_of(b),
                          [](const auto& x, const auto& y) { return x.op == y.op && x.operand == y.operand; });
    }
    bool same_consequences(const Reply& a, const Reply& b) const {
        const auto same_effect = [&](const auto& x, const auto& y) {
            return x.variable == y.variable && same_code(x.value, y.value);
        };
        return a.to == b.to && a.then == b.then && a.passage == b.passage && a.once == b.once && a.anger == b.anger &&
               a.trust == b.trust && a.solution == b.solution && a.reveals == b.reveals && a.answers == b.answers &&
               a.solution_first == b.solution_first &&
               equal_runs(Scenario::slice(s_.effects, a.effects), Scenario::slice(s_.effects, b.effects),
                          same_effect) &&
               equal_runs(s_.offers_of(a), s_.offers_of(b), [](auto x, auto y) { return x == y; });
    }
    bool same_levels(const Reply& a, const Reply& b) const {
        const auto levels = [&](const Reply& r) {
            std::pair<scoring::Labels, bool> out; // and whether a restatement asks if it is right
            for (const auto& shown : s_.shown_by(r)) {
                out.first.set(shown.behaviour, shown.level);
                out.second = out.second || shown.check;
            }
            return out;
        };
        return levels(a) == levels(b);
    }
    // Offered in the same cases, however that is written. Where one is offered more often than the other, its condition
    // may guard its words: only somebody who knows of the father can wish him well.
    bool together(const Reply& a, const Reply& b) const {
        return same_code(a.when, b.when) || (implies(a.when, b.when) && implies(b.when, a.when));
    }
    // With the same words there is nothing to guard: one case in which both stand there is enough.
    bool never_without(const Reply& a, const Reply& b) const {
        return same_code(a.when, b.when) || implies(a.when, b.when) || implies(b.when, a.when);
    }
    bool implies(dialogue::Range a, dialogue::Range b) const {
        if (b.empty()) return true;
        if (a.empty() || !certain(a) || !certain(b)) return false;
        const auto first = s_.code_of(a), second = s_.code_of(b);
        std::vector<dialogue::Instruction> code(first.begin(), first.end()); // not a, or b
        code.push_back({static_cast<std::uint8_t>(dialogue::Op::logical_not), 0});
        code.insert(code.end(), second.begin(), second.end());
        code.push_back({static_cast<std::uint8_t>(dialogue::Op::logical_or), 0});
        return truth_of(code, [&](dialogue::Op op, std::int32_t operand) {
                   return bounds_anywhere(s_, op, operand);
               }) == Truth::always;
    }
    bool certain(dialogue::Range when) const {
        return std::ranges::all_of(s_.code_of(when), [&](const auto& i) {
            return static_cast<dialogue::Op>(i.op) != dialogue::Op::variable ||
                   at_.variable_sound[static_cast<std::size_t>(i.operand)];
        });
    }

    void siblings(const dialogue::Node& node) {
        for (std::uint32_t k = 1; k < node.replies.count; ++k) {
            const Reply& reply = s_.replies[node.replies.first + k];
            const ValueIndex here = at_.reply_at[node.replies.first + k];
            if (!at_.sound_reply(node.replies.first + k)) continue;
            for (std::uint32_t j = 0; j < k; ++j) {
                const Reply& other = s_.replies[node.replies.first + j];
                if (!at_.sound_reply(node.replies.first + j)) continue;
                const bool same = same_consequences(reply, other) && same_levels(reply, other);
                const auto language = std::find_if(all_languages.begin(), all_languages.end(), [&](Language l) {
                    return !reply.text[l].empty() && reply.text[l] == other.text[l];
                });
                const bool alike = language != all_languages.end();
                if (same && together(reply, other)) {
                    findings_.at(at_.tree, here, "reply_no_difference", {{"id", reply.id}, {"other", other.id}});
                    break;
                }
                if (!alike || !never_without(reply, other)) continue;
                findings_.at(at_.tree, at_.tree.member(here, "text"), "reply_same_words",
                             {{"id", reply.id}, {"other", other.id}, {"language", rapport::id(*language)}});
                break;
            }
        }
    }

    void silence(std::uint32_t i) {
        const auto& node = s_.nodes[i];
        if (node.silence_to.kind == Target::Kind::nowhere) return;
        for (std::uint32_t k = 0; k < node.replies.count; ++k) {
            const Reply& reply = s_.replies[node.replies.first + k];
            if (!at_.sound_reply(node.replies.first + k)) continue;
            if (!reply.model || !reply.when.empty() || reply.passage != none || !(reply.to == node.silence_to))
                continue;
            findings_.at(at_.tree, at_.tree.member(at_.tree.member(at_.node_at[i], "silence"), "to"),
                         "silence_like_model", {{"model", reply.id}});
            return;
        }
    }

    ValueIndex named(ValueIndex list, std::string_view id) const {
        if (list == no_value) return no_value;
        for (const ValueIndex item : at_.tree.inside(list))
            if (const ValueIndex name = at_.tree.member(item, "id"); name != no_value && at_.tree.text(name) == id)
                return item;
        return no_value;
    }

    void options() {
        const Tree& tree = at_.tree;
        if (s_.options.empty()) return;
        std::vector<bool> offered(s_.options.size(), false);
        for (const std::uint32_t option : s_.offered) offered[option] = true;
        const ValueIndex list = tree.member(tree.member(tree.member(0, "card"), "policy"), "options");
        for (std::size_t i = 0; i < s_.options.size(); ++i)
            if (!offered[i])
                findings_.at(tree, named(list, s_.options[i].id), "option_never_offered", {{"id", s_.options[i].id}});
    }

    void need() {
        if (s_.need_id.empty()) return;
        if (std::any_of(s_.replies.begin(), s_.replies.end(), [](const Reply& r) { return r.reveals; })) return;
        findings_.at(at_.tree, at_.tree.member(at_.tree.member(0, "customer"), "hidden_need"), "need_never_revealed",
                     {{"id", s_.need_id}});
    }

    void personas() {
        const auto like = [&](const dialogue::Persona& p) {
            return std::array<std::int16_t, 3>{p.temper.value_or(s_.temper), p.anger.value_or(s_.anger),
                                               p.trust.value_or(s_.trust)};
        };
        constexpr std::size_t most = 100; // each is compared with all before it
        for (std::size_t i = 1; i < std::min(s_.personas.size(), most); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (like(s_.personas[i]) == like(s_.personas[j])) {
                    findings_.at(at_.tree, named(at_.personas_at, s_.personas[i].id), "persona_no_difference",
                                 {{"id", s_.personas[i].id}});
                    break;
                }
    }

    const Scenario& s_;
    const Binder& at_;
    Findings& findings_;
};

} // namespace

void check_choices(const Scenario& scenario, const Binder& at, Findings& findings) {
    ChoiceCheck(scenario, at, findings).run();
}

} // namespace rapport::scenario_files
