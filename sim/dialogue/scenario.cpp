#include "sim/dialogue/scenario.h"

namespace rapport::dialogue {

std::uint32_t Scenario::node_named(std::string_view name) const { return position_of(nodes, name); }

std::uint32_t Scenario::ending_named(std::string_view name) const { return position_of(endings, name); }

} // namespace rapport::dialogue
