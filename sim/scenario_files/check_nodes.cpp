#include "sim/scenario_files/check.h"
#include "sim/scenario_files/paths.h"

#include <algorithm>
#include <optional>

namespace rapport::scenario_files {
namespace {

using dialogue::Instruction;
using dialogue::Node;
using dialogue::none;
using dialogue::Op;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Target;

using Compiled = std::span<const Instruction>;

bool same(const Instruction& a, const Instruction& b) { return a.op == b.op && a.operand == b.operand; }

bool always(Compiled code) {
    return code.empty() || (code.size() == 1 && static_cast<Op>(code[0].op) == Op::number && code[0].operand != 0);
}

// Whether one of the two conditions always holds: x < y and x >= y, c and not c.
bool complementary(Compiled a, Compiled b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (a.empty()) return true;
    if (a.size() + 1 == b.size())
        return static_cast<Op>(b.back().op) == Op::logical_not && std::equal(a.begin(), a.end(), b.begin(), same);
    if (a.size() != b.size() || !std::equal(a.begin(), a.end() - 1, b.begin(), same)) return false;
    const auto pair = [&](Op x, Op y) {
        const auto one = static_cast<Op>(a.back().op);
        const auto two = static_cast<Op>(b.back().op);
        return (one == x && two == y) || (one == y && two == x);
    };
    return pair(Op::less, Op::greater_equal) || pair(Op::greater, Op::less_equal) || pair(Op::equal, Op::not_equal);
}

// Whether there is a reply in every state the story can be in. Again: the node may be visited more than once.
bool always_a_reply(const Scenario& s, const Node& node, bool again) {
    const auto replies = s.replies_of(node);
    const auto lasting = [&](const Reply& r) { return !r.once || !again; };
    for (const Reply& a : replies) {
        if (!lasting(a)) continue;
        if (always(s.code_of(a.when))) return true;
        for (const Reply& b : replies)
            if (&a != &b && lasting(b) && complementary(s.code_of(a.when), s.code_of(b.when))) return true;
    }
    return false;
}

class NodeCheck {
public:
    NodeCheck(const Scenario& s, const Binder& at, Findings& findings) : s_(s), at_(at), findings_(findings) {}

    void run() {
        moves_on_.assign(s_.nodes.size(), false);
        for (std::uint32_t i = 0; i < s_.nodes.size(); ++i) {
            lines(i);
            replies(i);
            models(i);
        }
        circles();
        const bool model = std::any_of(s_.replies.begin(), s_.replies.end(), [](const Reply& r) { return r.model; });
        if (!model && !s_.grades.empty() && at_.sound().models) findings_.at(0, "model_missing");
    }

private:
    ValueIndex member(std::uint32_t node, std::string_view key) const {
        return at_.tree.member(at_.node_at[node], key);
    }

    void lines(std::uint32_t i) {
        const ValueIndex says = member(i, "says");
        if (says == no_value || at_.tree.kind(says) != Kind::list) return;
        const auto lines = s_.lines_of(s_.nodes[i]);
        if (lines.empty() && at_.tree.children(says) > 0) return; // too many, reported
        const bool any =
            std::any_of(lines.begin(), lines.end(), [&](const auto& l) { return always(s_.code_of(l.when)); });
        if (!any) findings_.at(at_.tree, says, "no_unconditional_line", {{"node", s_.nodes[i].id}});
    }

    void replies(std::uint32_t i) {
        const Node& node = s_.nodes[i];
        if (!at_.node_sound[i]) return;
        const ValueIndex list = member(i, "replies");
        if (list == no_value || at_.tree.kind(list) != Kind::list) return;
        const bool moves_on = member(i, "otherwise") != no_value;
        if (node.replies.empty()) {
            if (!moves_on) findings_.at(at_.tree, list, "no_replies", {{"node", node.id}});
            moves_on_[i] = moves_on;
            return;
        }
        if (always_a_reply(s_, node, false)) {
            const auto replies = s_.replies_of(node);
            const bool once = std::any_of(replies.begin(), replies.end(), [](const Reply& r) { return r.once; });
            if (!once || !at_.story_complete() || always_a_reply(s_, node, revisited(i))) return;
        }
        moves_on_[i] = moves_on;
        if (!moves_on) findings_.at(at_.tree, list, "otherwise_missing", {{"node", node.id}});
    }

    bool revisited(std::uint32_t node) {
        if (!revisitable_) revisitable_ = Paths(s_).revisitable();
        return (*revisitable_)[node];
    }

    void models(std::uint32_t i) {
        const Node& node = s_.nodes[i];
        const Reply* model = nullptr;
        for (std::uint32_t k = 0; k < node.replies.count; ++k) {
            const Reply& reply = s_.replies[node.replies.first + k];
            if (!reply.model) continue;
            const ValueIndex here = at_.reply_at[node.replies.first + k];
            for (const auto& shown : s_.shown_by(reply))
                if (scoring::is_fault(shown.behaviour))
                    findings_.at(at_.tree, here, "model_shows_fault", {{"id", scoring::id(shown.behaviour)}});
            if (!reply.when.empty() || !at_.sound_reply(node.replies.first + k))
                continue; // one for one case, another for another
            if (model != nullptr)
                findings_.at(at_.tree, here, "model_several", {{"node", node.id}, {"first", model->id}});
            else
                model = &reply;
        }
        if (model == nullptr || model->passage != none || model->to.kind == Target::Kind::nowhere) return;
        if (model->to == node.otherwise)
            findings_.at(at_.tree, member(i, "otherwise"), "otherwise_like_model", {{"model", model->id}});
    }

    // Nodes that may offer nothing and hand on to each other in a circle.
    void circles() {
        std::vector<std::uint32_t> visited_by(s_.nodes.size(), none);
        for (std::uint32_t start = 0; start < s_.nodes.size(); ++start) {
            std::uint32_t node = start;
            while (moves_on_[node] && visited_by[node] == none) {
                visited_by[node] = start;
                const Target to = s_.nodes[node].otherwise;
                if (to.kind != Target::Kind::node) break;
                if (visited_by[to.index] == start && moves_on_[to.index]) {
                    findings_.at(at_.tree, member(node, "otherwise"), "otherwise_circle",
                                 {{"node", s_.nodes[to.index].id}});
                    break;
                }
                node = to.index;
            }
        }
    }

    const Scenario& s_;
    const Binder& at_;
    Findings& findings_;
    std::optional<Marks> revisitable_;
    Marks moves_on_; // nodes that may have no reply and then follow `otherwise`
};

} // namespace

void check_nodes(const Scenario& scenario, const Binder& at, Findings& findings) {
    NodeCheck(scenario, at, findings).run();
}

} // namespace rapport::scenario_files
