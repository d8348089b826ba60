// Where the parts of a scenario stand in its file, for those who find something out later (analysis, the editor).
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/scenario_files/tree.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rapport::scenario_files {

class SourceMap {
public:
    SourceMap();

    Location document() const { return {file, 1, 1, ""}; }
    Location node(std::uint32_t node) const;
    // Positions within the node, from 0.
    Location reply(std::uint32_t node, std::uint32_t reply) const;
    Location line(std::uint32_t node, std::uint32_t line) const;
    Location ending(std::uint32_t ending) const;

    std::string file;
    std::shared_ptr<const Storage> storage;
    // Byte offsets; replies and lines in the order of the scenario's pools, with the first of each node.
    std::vector<std::uint32_t> nodes, endings, replies, lines, first_reply, first_line;

private:
    // Lines and columns are counted when the first place is asked for; a copy shares them.
    struct Counted;
    std::shared_ptr<Counted> counted_;
    Location at(const std::vector<std::uint32_t>& offsets, std::size_t index, std::string pointer) const;
};

} // namespace rapport::scenario_files
