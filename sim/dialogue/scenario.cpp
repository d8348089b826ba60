#include "sim/dialogue/scenario.h"

namespace rapport::dialogue {
namespace {

template <class T>
std::uint32_t named(const std::vector<T>& items, std::string_view id) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].id == id) return static_cast<std::uint32_t>(i);
    return none;
}

} // namespace

std::uint32_t Scenario::node_named(std::string_view name) const { return named(nodes, name); }

std::uint32_t Scenario::ending_named(std::string_view name) const { return named(endings, name); }

} // namespace rapport::dialogue
