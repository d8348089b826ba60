// One file per screen: what is in the middle of the window, under the top bar and beside the rail.
#pragma once

#include "sim/gui/platform/ui.h"

#include <memory>
#include <string_view>
#include <vector>

namespace rapport::gui {

class App;

// A line of the list of keys: the caps, and the key of the words beside them.
struct KeyLine {
    std::vector<std::string_view> caps;
    std::string_view words;
};

// Where the rail shows one to be. Screens without a place of their own (brief, conversation) belong to
// practice.
enum class Place : std::uint8_t { practice, progress, settings };

class Screen {
public:
    Screen() = default;
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;
    virtual ~Screen() = default;

    // Draws the screen into the current panel. Leaves by app.go(…), which takes effect after the frame.
    virtual void draw(App& app, Ui& ui) = 0;
    // Stable: "library", "brief", "conversation", "debrief", "attempt", "history",
    // "settings". Prefix of its items' ids.
    virtual std::string_view name() const = 0;
    virtual Place place() const { return Place::practice; }
    // True while the whole window belongs to the screen: no rail (the conversation).
    virtual bool full_window() const { return false; }
    // True while replies are typed: letters and digits are no keys of the screen then.
    virtual bool typed() const { return false; }
    // Keys of its own, for the list that `?` shows.
    virtual std::vector<KeyLine> own_keys() const { return {}; }
    // Asked before the window closes or the rail leads elsewhere. False: the screen has opened its own question.
    virtual bool may_leave(App&, Ui&) { return true; }
    // The language has changed; drop what was laid out or cached in words.
    virtual void language_changed(App&) {}
};

} // namespace rapport::gui
