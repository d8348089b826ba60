#include "sim/gui/platform/items.h"

#include <algorithm>
#include <utility>

namespace rapport::gui {

Rect Rect::intersect(const Rect& other) const {
    Rect r{std::max(left, other.left), std::max(top, other.top), std::min(right, other.right),
           std::min(bottom, other.bottom)};
    if (r.empty()) r = {};
    return r;
}

void ItemLog::begin_frame(std::uint64_t frame) {
    frame_ = frame;
    order_.clear();
    duplicates_.clear();
    // Forget what has not been drawn for a while: screens come and go.
    if (items_.size() > 4096)
        std::erase_if(items_, [frame](const auto& entry) { return entry.second.frame + 600 < frame; });
}

Item& ItemLog::record(Item item) {
    item.frame = frame_;
    order_.push_back(item.id);
    auto [place, is_new] = items_.try_emplace(item.id);
    if (!is_new && place->second.frame == frame_) duplicates_.push_back(item.id);
    place->second = std::move(item);
    return place->second;
}

const Item* ItemLog::find(std::string_view id) const {
    const auto found = items_.find(id);
    return found == items_.end() || found->second.frame != frame_ ? nullptr : &found->second;
}

Item* ItemLog::find(std::string_view id) { return const_cast<Item*>(std::as_const(*this).find(id)); }

std::vector<const Item*> ItemLog::all() const {
    std::vector<const Item*> list;
    list.reserve(order_.size());
    for (const auto& id : order_)
        if (const Item* item = find(id)) list.push_back(item);
    return list;
}

} // namespace rapport::gui
