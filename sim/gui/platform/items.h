// What was on the screen in a frame: every widget reports itself here under its stable id ("brief.start").
// Tests drive the screens by these ids; the key help and the tour find their targets by them too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rapport::gui {

// Device pixels, y down. `right` and `bottom` are outside.
struct Rect {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float centre_x() const { return (left + right) / 2; }
    float centre_y() const { return (top + bottom) / 2; }
    bool empty() const { return right <= left || bottom <= top; }
    bool contains(float x, float y) const { return x >= left && x < right && y >= top && y < bottom; }
    Rect inset(float by) const { return {left + by, top + by, right - by, bottom - by}; }
    Rect intersect(const Rect& other) const;
};

enum class Role : std::uint8_t {
    button,
    toggle,
    slider,
    tab,
    chip,
    field,
    card,
    row,
    bubble,
    link,
    heading,
    text,
    dialog,
    toast,
    scroll_area,
    image,
    progress,
    custom
};

struct Item {
    std::string id;
    Role role = Role::custom;
    std::string label; // the words on it, as shown
    Rect rect;         // whole item
    Rect seen;         // the part inside every clip rectangle; empty when scrolled away
    bool enabled = true;
    bool focusable = false;
    bool selected = false;   // tab chosen, toggle on, row selected
    double value = 0;        // slider, progress: in the widget's own range
    std::string text;        // fields: what is typed
    unsigned window = 0;     // ImGui id of the window it sits in, for scrolling it into view
    std::uint64_t frame = 0; // frame it was last drawn in
};

class ItemLog {
public:
    void begin_frame(std::uint64_t frame);
    // Two items with one id in one frame are a bug in a screen: kept in `duplicates` for tests.
    Item& record(Item item);

    // The item as drawn in the frame being drawn or, between frames, in the last one; nullptr when it was not drawn.
    const Item* find(std::string_view id) const;
    Item* find(std::string_view id);
    // All items of the current frame in drawing order.
    std::vector<const Item*> all() const;
    const std::vector<std::string>& duplicates() const { return duplicates_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, Item, Hash, std::equal_to<>> items_;
    std::vector<std::string> order_;
    std::vector<std::string> duplicates_;
    std::uint64_t frame_ = 0;
};

} // namespace rapport::gui
