#include "sim/training/drill_clock.h"

#include <catch2/catch.hpp>

using rapport::training::DrillClock;

namespace {

// A line shown at 1000 ms with two seconds to read and silence ten seconds later.
DrillClock shown() {
    DrillClock clock;
    clock.line_shown(1000, 2000, 10'000);
    return clock;
}

} // namespace

TEST_CASE("The response clock starts after the reading allowance", "[training][clock]") {
    const auto clock = shown();
    CHECK(clock.reading(1000));
    CHECK(clock.reading(2999));
    CHECK(clock.response_ms(2999) == 0);
    CHECK_FALSE(clock.reading(3000));
    CHECK(clock.response_ms(3000) == 0);
    CHECK(clock.response_ms(4500) == 1500);
}

TEST_CASE("Silence counts from the end of the allowance", "[training][clock]") {
    const auto clock = shown();
    CHECK(clock.silence_in(1000) == 12'000);
    CHECK(clock.silence_in(3000) == 10'000);
    CHECK(clock.silence_in(12'999) == 1);
    CHECK(clock.silence_in(13'000) == 0);
    CHECK(clock.silence_in(99'000) == 0);
}

TEST_CASE("Typing is never silence, but the response clock goes on", "[training][clock]") {
    auto clock = shown();
    clock.touch(1500); // while reading: silence still counts from the allowance
    CHECK(clock.silence_in(3000) == 10'000);
    clock.touch(12'900);
    CHECK(clock.silence_in(13'000) == 9'900);
    CHECK(clock.response_ms(13'000) == 10'000);
    clock.touch(20'000);
    clock.touch(19'000); // out of order: the later one counts
    CHECK(clock.silence_in(20'000) == 10'000);
}

TEST_CASE("A pause stops everything", "[training][clock]") {
    auto clock = shown();
    clock.pause(4000);
    clock.pause(5000); // still the first one
    CHECK(clock.paused());
    CHECK(clock.response_ms(50'000) == 1000);
    CHECK(clock.silence_in(50'000) == 9000);
    clock.resume(60'000);
    clock.resume(70'000);
    CHECK_FALSE(clock.paused());
    CHECK(clock.response_ms(60'000) == 1000);
    CHECK(clock.response_ms(61'000) == 2000);
    CHECK(clock.silence_in(69'000) == 0);
}

TEST_CASE("A pause while reading keeps the rest of the allowance", "[training][clock]") {
    auto clock = shown();
    clock.pause(2000);
    clock.resume(10'000);
    CHECK(clock.reading(10'999));
    CHECK(clock.response_ms(11'000) == 0);
    CHECK(clock.response_ms(11'500) == 500);
}

TEST_CASE("Without a consequence there is no silence", "[training][clock]") {
    DrillClock clock;
    clock.line_shown(0, 0, {});
    CHECK_FALSE(clock.silence_in(1'000'000'000).has_value());
}

TEST_CASE("A clock that runs backwards counts as standing still", "[training][clock]") {
    auto clock = shown();
    CHECK(clock.response_ms(-5000) == 0);
    CHECK(clock.reading(0));
    clock.pause(4000);
    clock.resume(3000);
    CHECK(clock.response_ms(5000) == 2000);
}

TEST_CASE("The next line starts afresh, also out of a pause", "[training][clock]") {
    auto clock = shown();
    clock.touch(5000);
    clock.pause(6000);
    clock.line_shown(20'000, 500, {});
    CHECK_FALSE(clock.paused());
    CHECK(clock.response_ms(21'000) == 500);
}
