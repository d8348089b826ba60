#include "sim/gui/platform/pace.h"

#include <catch2/catch.hpp>

using rapport::gui::Pace;

namespace {

// A window with nothing on its screen that moves: draws what is asked for, sleeps as long as it is told.
struct Sleeper {
    Pace pace;
    double now = 100;
    int drawn = 0, slept = 0;

    void settle() {
        while (pace.sleep_s(now) == 0) draw({});
    }
    void draw(std::optional<double> due_in) {
        ++drawn;
        pace.drew(now, due_in);
    }
    // Sleeps and wakes with nothing happening until a frame is wanted or `until` has come.
    bool frame_wanted_before(double until) {
        while (now < until) {
            ++slept;
            now += pace.sleep_s(now);
            if (pace.woke(now, false)) return true;
        }
        return false;
    }
};

} // namespace

TEST_CASE("A new window draws a few frames, then sleeps until something happens", "[gui][pace]") {
    Sleeper window;
    window.settle();
    CHECK(window.drawn == Pace::frames_after_event);
    CHECK_FALSE(window.frame_wanted_before(window.now + 60));
    CHECK(window.slept == 120);
}

TEST_CASE("A frame asked for is drawn in time, however long the sleep before it", "[gui][pace]") {
    const double due_in = GENERATE(0.0, 0.016, 0.3, 0.5, 0.7, 1.0, 1.4, 20.0);
    Sleeper window;
    window.settle();
    window.draw(due_in);
    const double asked = window.now;
    REQUIRE(window.frame_wanted_before(asked + 30));
    CHECK(window.now - asked == Approx(due_in).margin(0.002));
}

TEST_CASE("An event draws at once, lets things settle, and forgets nothing that was due", "[gui][pace]") {
    Sleeper window;
    window.settle();
    window.draw(10.0);
    window.now += 0.2;
    REQUIRE(window.pace.woke(window.now, true));
    window.drawn = 0;
    while (window.pace.sleep_s(window.now) == 0) window.draw(9.8);
    CHECK(window.drawn == 1 + Pace::frames_after_event);
    REQUIRE(window.frame_wanted_before(window.now + 30));
    CHECK(window.now == Approx(110).margin(0.002));
}

TEST_CASE("A window out of sight draws nothing until it is back", "[gui][pace]") {
    Sleeper window;
    window.settle();
    window.draw(0.1);
    window.pace.skipped();
    CHECK_FALSE(window.frame_wanted_before(window.now + 5));
    CHECK(window.pace.woke(window.now, true));
}
