#include "sim/analysis/effort.h"

#include <algorithm>
#include <limits>

namespace rapport::analysis {
namespace {

constexpr std::size_t bytes_a_unit = 800;     // 25 records of the log
constexpr std::size_t evaluated_a_unit = 200; // instructions of conditions and effects
constexpr std::size_t moves_a_unit = 8;       // of the story by itself

std::uint16_t units_of(std::size_t instructions) {
    return static_cast<std::uint16_t>(
        std::min<std::size_t>(instructions / evaluated_a_unit, std::numeric_limits<std::uint16_t>::max()));
}

} // namespace

Effort::Effort(const dialogue::Scenario& s, std::size_t key_bits) : scenario_(&s) {
    const std::size_t bytes = (s.nodes.size() + s.replies.size() + 2 * key_bits) / 8 + 4 * s.variables.size();
    kept_ = bytes / bytes_a_unit;
    std::size_t always = 0;
    for (const dialogue::Topic& topic : s.topics) always += topic.when.count;
    entering_.reserve(s.nodes.size());
    for (const dialogue::Node& node : s.nodes) {
        std::size_t read = always;
        if (node.says.count > 1) // drawn among those that hold, which are looked for twice
            for (const dialogue::Line& line : s.lines_of(node)) read += 2 * (1 + line.when.count);
        for (const dialogue::Reply& reply : s.replies_of(node)) read += reply.when.count;
        entering_.push_back(units_of(read));
        heavy_ = heavy_ || entering_.back() > 0;
    }
    choosing_.reserve(s.replies.size());
    for (const dialogue::Reply& reply : s.replies) {
        std::size_t read = 0;
        for (const dialogue::Assignment& a : dialogue::Scenario::slice(s.effects, reply.effects))
            read += 1 + a.value.count;
        choosing_.push_back(units_of(read));
        heavy_ = heavy_ || choosing_.back() > 0;
    }
}

std::uint64_t Effort::since(const dialogue::Session& session, std::size_t records) const {
    const auto log = session.log();
    std::uint64_t units = log.size() > records ? (log.size() - records - 1) / moves_a_unit : 0;
    if (!heavy_) return units;
    for (std::size_t i = records; i < log.size(); ++i) {
        const dialogue::TurnRecord record = log[i];
        if (dialogue::follows_reply(record))
            units += choosing_[scenario_->nodes[record.node].replies.first + record.reply];
        if (record.branch.kind == dialogue::Target::Kind::node) units += entering_[record.branch.index];
    }
    return units;
}

} // namespace rapport::analysis
