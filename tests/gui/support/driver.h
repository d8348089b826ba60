// Drives screens without a display: an ImGui context of its own, simulated pointer, keys and text, and pictures of the
// frame.
//
//   Driver drive([&](Ui& ui) { draw_library(ui, …); });
//   drive.click("library.card.late-parcel");
//   REQUIRE(drive.has("brief.start"));
//   drive.type("reply.text", "I am sorry"); drive.press(Key::enter); drive.save_png("brief.png");
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/gui/platform/ui.h"

namespace rapport::gui {

// Says which item and why: not drawn, disabled, covered, scrolled away and out of reach.
class DriveError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct DriverOptions {
    int width = 1280, height = 800;
    Look look = {};
    std::u32string words = {}; // interface words to have in the first atlas; empty: fetched as drawn
    bool animate = false;      // false: reduce motion, so that one frame is the end state
};

class Driver {
public:
    explicit Driver(std::function<void(Ui&)> draw, const DriverOptions& options = {});
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    Ui& ui();
    // Draws frames of 1/60 s of simulated time.
    void frames(int count = 1);
    // Lets simulated time pass (clocks, toasts), drawing `steps` frames.
    void wait(double seconds, int steps = 10);
    void resize(int width, int height);

    // Scrolls the item into view, moves the pointer on it, checks it is the thing under the pointer, presses and
    // releases.
    void click(std::string_view id);
    void hover(std::string_view id);
    // At a fraction (0–1) of the item's width, for sliders.
    void click_at(std::string_view id, float fraction_x, float fraction_y = 0.5F);
    void drag(std::string_view id, float from_x, float to_x);
    void wheel(std::string_view id, float lines);
    // Clicks the field and types. The second form types into what has the focus.
    void type(std::string_view id, std::string_view utf8);
    void type(std::string_view utf8);
    void clear(std::string_view id); // Ctrl+A, Backspace
    void press(Key key, Mods mods = {});
    void tab(int times = 1); // negative: backwards

    bool has(std::string_view id) const;         // drawn in the last frame, perhaps scrolled away
    bool sees(std::string_view id) const;        // and at least partly visible
    const Item& item(std::string_view id) const; // throws DriveError when not drawn
    std::vector<std::string> ids(std::string_view prefix = {}) const;
    std::vector<std::string> duplicates() const;

    // Draws with every glyph in place and writes the frame.
    void save_png(const std::string& path);
    // RGBA of the last frame, rows from the top.
    std::vector<unsigned char> pixels();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rapport::gui
