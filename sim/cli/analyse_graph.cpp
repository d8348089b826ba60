#include "sim/cli/analyse_output.h"

#include <fmt/format.h>

#include <vector>

namespace rapport::cli {
namespace {

using analysis::Reached;
using dialogue::none;
using dialogue::Scenario;
using dialogue::Target;

enum class Stroke : std::uint8_t { plain, bold, dotted };

struct Arrow {
    std::string from, to, label;
    Stroke stroke = Stroke::plain;
};

struct Box {
    std::string name, label; // n3, "opening"
    bool ending = false, start = false, reached = true, dead_end = false;
};

struct Drawing {
    std::vector<Box> boxes;
    std::vector<Arrow> arrows;
};

class Draughtsman {
public:
    Draughtsman(const Scenario& scenario, const analysis::Reach& reach) : s_(scenario), reach_(reach) {}

    Drawing draw() {
        for (std::uint32_t i = 0; i < s_.nodes.size(); ++i)
            drawing_.boxes.push_back({fmt::format("n{}", i), std::string(s_.nodes[i].id), false, i == s_.start,
                                      reach_.nodes[i] != Reached::no, reach_.dead_ends[i]});
        for (std::uint32_t i = 0; i < s_.endings.size(); ++i)
            drawing_.boxes.push_back({fmt::format("e{}", i), std::string(s_.endings[i].id), true, false,
                                      reach_.endings[i] != Reached::no, false});
        for (std::uint32_t i = 0; i < s_.nodes.size(); ++i) leave(fmt::format("n{}", i), s_.nodes[i]);
        for (std::uint32_t k = 0; k < s_.topics.size(); ++k) {
            const std::string name = fmt::format("t{}", k);
            drawing_.boxes.push_back({name, "topic: " + std::string(s_.topics[k].id), true, false, true, false});
            arrow(name, {Target::Kind::node, s_.topics[k].start}, "start", Stroke::dotted);
        }
        if (returns_) drawing_.boxes.push_back({"back", "@return", true, false, true, false});
        if (closes_) drawing_.boxes.push_back({"done", "@topic_done", true, false, true, false});
        return std::move(drawing_);
    }

private:
    void leave(const std::string& from, const dialogue::Node& node) {
        for (const dialogue::Reply& reply : s_.replies_of(node)) {
            const Stroke stroke = reply.model ? Stroke::bold : Stroke::plain;
            const std::string label(reply.id);
            if (reply.passage == none) {
                arrow(from, reply.to, label, stroke);
                if (reply.to.kind == Target::Kind::topic_done)
                    arrow(from, reply.then, label + ": then", Stroke::dotted);
                continue;
            }
            arrow(from, {Target::Kind::node, s_.passages[reply.passage].start}, label + ": call", stroke);
            arrow(from, reply.then, label + ": then", Stroke::dotted);
        }
        arrow(from, node.silence_to, "silence", Stroke::dotted);
        arrow(from, node.otherwise, "otherwise", Stroke::dotted);
    }

    void arrow(const std::string& from, const Target& to, const std::string& label, Stroke stroke) {
        if (to.kind == Target::Kind::nowhere) return;
        returns_ = returns_ || to.kind == Target::Kind::back;
        closes_ = closes_ || to.kind == Target::Kind::topic_done;
        drawing_.arrows.push_back({from,
                                   to.kind == Target::Kind::back         ? std::string("back")
                                   : to.kind == Target::Kind::topic_done ? std::string("done")
                                   : to.kind == Target::Kind::ending     ? fmt::format("e{}", to.index)
                                                                         : fmt::format("n{}", to.index),
                                   label, stroke});
    }

    const Scenario& s_;
    const analysis::Reach& reach_;
    Drawing drawing_;
    bool returns_ = false, closes_ = false;
};

// Ids hold letters, digits, - and _ only; @return and @topic_done are ours. So nothing needs escaping.
std::string dot(const Drawing& drawing, std::string_view title) {
    std::string out = fmt::format("digraph \"{}\" {{\n  rankdir=LR;\n  node [shape=box];\n", title);
    for (const Box& b : drawing.boxes) {
        out += fmt::format("  {} [label=\"{}\"", b.name, b.label);
        if (b.ending) out += ", shape=oval";
        if (b.start) out += ", penwidth=3";
        if (!b.reached) out += ", style=dashed, color=gray";
        if (b.dead_end) out += ", color=red";
        out += "];\n";
    }
    for (const Arrow& a : drawing.arrows) {
        out += fmt::format("  {} -> {} [label=\"{}\"", a.from, a.to, a.label);
        if (a.stroke != Stroke::plain) out += a.stroke == Stroke::bold ? ", style=bold" : ", style=dotted";
        out += "];\n";
    }
    return out + "}\n";
}

std::string mermaid(const Drawing& drawing) {
    std::string out = "flowchart LR\n";
    for (const Box& b : drawing.boxes)
        out += b.ending ? fmt::format("  {}([\"{}\"])\n", b.name, b.label)
                        : fmt::format("  {}[\"{}\"]\n", b.name, b.label);
    for (const Arrow& a : drawing.arrows) {
        const char* line = a.stroke == Stroke::bold ? "==>" : a.stroke == Stroke::dotted ? "-.->" : "-->";
        out += fmt::format("  {} {}|\"{}\"| {}\n", a.from, line, a.label, a.to);
    }
    for (const Box& b : drawing.boxes) {
        if (b.start) out += fmt::format("  style {} stroke-width:3px\n", b.name);
        if (!b.reached) out += fmt::format("  style {} stroke-dasharray:5\n", b.name);
        if (b.dead_end) out += fmt::format("  style {} stroke:red\n", b.name);
    }
    return out;
}

} // namespace

std::optional<GraphFormat> graph_format_from(std::string_view id) {
    if (id == "dot") return GraphFormat::dot;
    if (id == "mermaid") return GraphFormat::mermaid;
    return std::nullopt;
}

std::string graph_text(const Scenario& scenario, const analysis::Reach& reach, GraphFormat format) {
    const Drawing drawing = Draughtsman(scenario, reach).draw();
    return format == GraphFormat::dot ? dot(drawing, scenario.id) : mermaid(drawing);
}

} // namespace rapport::cli
