#include "sim/scenario_files/source_map.h"

#include "sim/scenario_files/findings.h"

#include <mutex>
#include <optional>

namespace rapport::scenario_files {

struct SourceMap::Counted {
    std::once_flag once;
    std::optional<Positions> positions;
};

SourceMap::SourceMap() : counted_(std::make_shared<Counted>()) {}

Location SourceMap::at(const std::vector<std::uint32_t>& offsets, std::size_t index, std::string pointer) const {
    if (index >= offsets.size() || storage == nullptr) return {file, 0, 0, std::move(pointer)};
    std::call_once(counted_->once, [&] { counted_->positions.emplace(storage->bytes); });
    const Position p = counted_->positions->of(offsets[index]);
    return {file, p.line, p.column, std::move(pointer)};
}

Location SourceMap::node(std::uint32_t node) const { return at(nodes, node, "/nodes/" + std::to_string(node)); }

Location SourceMap::ending(std::uint32_t ending) const {
    return at(endings, ending, "/endings/" + std::to_string(ending));
}

Location SourceMap::reply(std::uint32_t node, std::uint32_t reply) const {
    const std::size_t index = node < first_reply.size() ? first_reply[node] + reply : replies.size();
    return at(replies, index, "/nodes/" + std::to_string(node) + "/replies/" + std::to_string(reply));
}

Location SourceMap::line(std::uint32_t node, std::uint32_t line) const {
    const std::size_t index = node < first_line.size() ? first_line[node] + line : lines.size();
    return at(lines, index, "/nodes/" + std::to_string(node) + "/says/" + std::to_string(line));
}

} // namespace rapport::scenario_files
