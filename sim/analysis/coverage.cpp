#include "sim/analysis/coverage.h"

namespace rapport::analysis {
namespace {

void count(CoveredPart& part, bool visited, std::string name) {
    ++part.all;
    if (visited)
        ++part.visited;
    else
        part.missing.push_back(std::move(name));
}

std::string within(const dialogue::Node& node, std::string_view id) {
    return std::string(node.id).append(".").append(id);
}

} // namespace

Coverage::Coverage(std::shared_ptr<const dialogue::Scenario> scenario)
    : scenario_(std::move(scenario)), nodes_(scenario_->nodes.size()), lines_(scenario_->lines.size()),
      replies_(scenario_->replies.size()), silences_(scenario_->nodes.size()), endings_(scenario_->endings.size()) {}

void Coverage::add(const dialogue::Session& session) {
    const auto visit = [&](std::uint32_t node) {
        nodes_[node] = true;
        opened_ |= dialogue::place_bit(scenario_->place_of(node));
    };
    done_ |= session.threads().done;
    for (const dialogue::TurnRecord& turn : session.log()) {
        const dialogue::Node& node = scenario_->nodes[turn.node];
        visit(turn.node);
        lines_[node.says.first + turn.line] = true;
        if (dialogue::follows_reply(turn)) replies_[node.replies.first + turn.reply] = true;
        if (turn.kind == scoring::ReplyKind::silence) silences_[turn.node] = true;
        if (turn.branch.kind == dialogue::Target::Kind::ending) endings_[turn.branch.index] = true;
    }
    if (session.over()) return;
    visit(session.now().node);
    lines_[session.node().says.first + session.now().line] = true;
}

Covered Coverage::covered() const {
    Covered all;
    for (std::size_t n = 0; n < scenario_->nodes.size(); ++n) {
        const dialogue::Node& node = scenario_->nodes[n];
        count(all.nodes, nodes_[n], std::string(node.id));
        for (std::uint32_t i = 0; i < node.says.count; ++i)
            count(all.lines, lines_[node.says.first + i], within(node, scenario_->lines_of(node)[i].id));
        for (std::uint32_t i = 0; i < node.replies.count; ++i)
            count(all.replies, replies_[node.replies.first + i], within(node, scenario_->replies_of(node)[i].id));
        if (node.silence_to.kind != dialogue::Target::Kind::nowhere)
            count(all.silences, silences_[n], std::string(node.id));
    }
    for (std::size_t e = 0; e < endings_.size(); ++e)
        count(all.endings, endings_[e], std::string(scenario_->endings[e].id));
    for (std::size_t k = 0; k < scenario_->topics.size(); ++k) {
        const auto place = static_cast<dialogue::Place>(k + 1);
        const std::string id(scenario_->topics[k].id);
        count(all.topics, dialogue::has_place(opened_, place), id);
        count(all.topics_done, dialogue::has_place(done_, place), id);
    }
    return all;
}

} // namespace rapport::analysis
