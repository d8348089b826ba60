// The gauge: value in words and figures, the last move beside it, the bar easing to its place.
#include "sim/gui/portrait/mood_gauge.h"
#include "tests/gui/support/driver.h"

#include <catch2/catch.hpp>

using namespace rapport::gui;

TEST_CASE("a gauge reports its value and its word", "[gui][portrait]") {
    MoodGauge gauge{.name = "Anger", .level = "furious", .value = 82, .before = 70};
    Driver drive([&](Ui& ui) { mood_gauge(ui, "gauge", gauge); }, {.width = 300, .height = 120});
    CHECK(drive.item("gauge").value == 82);
    CHECK(drive.item("gauge").label == "Anger");
    CHECK(drive.item("gauge").text == "furious");
}

TEST_CASE("the bar eases to a new value in 150 ms, and jumps under reduced motion", "[gui][portrait]") {
    const bool motion = GENERATE(true, false);
    MoodGauge gauge{.name = "Trust", .level = "low", .value = 20, .before = 20, .good_when_high = true};
    Driver drive([&](Ui& ui) { mood_gauge(ui, "gauge", gauge); }, {.width = 300, .height = 120, .animate = motion});
    drive.frames(3);
    gauge.value = 80;
    drive.frames(1);
    const auto moving = drive.pixels();
    CHECK(drive.ui().frame_due_in().has_value() == motion);
    drive.wait(0.2, 12);
    const auto settled = drive.pixels();
    CHECK((moving != settled) == motion);
    drive.frames(1);
    CHECK_FALSE(drive.ui().frame_due_in().has_value()); // at rest it asks for nothing
}

TEST_CASE("the tone says whether a value is good for the conversation", "[gui][portrait]") {
    CHECK(mood_tone(90, false) == Tone::bad);
    CHECK(mood_tone(50, false) == Tone::warn);
    CHECK(mood_tone(20, false) == Tone::good);
    CHECK(mood_tone(20, true) == Tone::bad);
    CHECK(mood_tone(90, true) == Tone::good);
}
