// When the window draws and how long it may sleep: on events, on frames asked for, and never otherwise.
// Times are seconds of any steady clock. Knows nothing of windows, so that it can be tested.
#pragma once

#include <algorithm>
#include <optional>

namespace rapport::gui {

class Pace {
public:
    static constexpr double longest_sleep_s = 0.5; // a lost wake-up is made good after this long
    static constexpr int frames_after_event = 3;   // hover, layout and focus settle over a few frames

    // How long to wait for an event before the next frame; 0: draw without waiting.
    double sleep_s(double now) const {
        if (frames_left_ > 0) return 0;
        return due_at_ ? std::clamp(*due_at_ - now, shortest_sleep_s, longest_sleep_s) : longest_sleep_s;
    }
    // After the wait. `event`: something happened meanwhile. True: draw a frame now.
    bool woke(double now, bool event) {
        if (event) frames_left_ = 1 + frames_after_event;
        if (frames_left_ == 0 && due_at_ && now >= *due_at_ - tolerance_s) frames_left_ = 1;
        return frames_left_ > 0;
    }
    // After a frame; `due_in_s`: when it asked for the next one.
    void drew(double now, std::optional<double> due_in_s) {
        frames_left_ = std::max(0, frames_left_ - 1);
        due_at_.reset();
        if (due_in_s) due_at_ = now + *due_in_s;
    }
    // Nothing to be seen (iconified): waits for the next event or due frame.
    void skipped() { frames_left_ = 0, due_at_.reset(); }

private:
    static constexpr double shortest_sleep_s = 0.001, tolerance_s = 0.0005;
    int frames_left_ = frames_after_event;
    std::optional<double> due_at_;
};

} // namespace rapport::gui
