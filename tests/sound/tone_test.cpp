#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "sim/sound/tone.h"
#include "tests/sound/recording.h"

using namespace rapport::sound;
using namespace rapport::sound::test;

namespace {

constexpr std::array plain{Partial{1, 1000, 1}};

Note steady(std::int64_t millihertz, int length_ms) {
    return {.start_ms = 0,
            .length_ms = length_ms,
            .level = 1000,
            .millihertz = millihertz,
            .to_millihertz = millihertz,
            .glide_ms = 0,
            .attack_ms = 10,
            .half_life_ms = 0,
            .release_ms = 10,
            .colour = plain};
}

} // namespace

TEST_CASE("The integer sine follows the real one to a millionth", "[sound]") {
    double worst = 0;
    for (std::uint64_t phase = 0; phase < (1ULL << 32); phase += 65'537) {
        const double real = std::sin(2 * std::numbers::pi * static_cast<double>(phase) / 4'294'967'296.0);
        const double ours = static_cast<double>(sine(static_cast<std::uint32_t>(phase))) / static_cast<double>(unity);
        worst = std::max(worst, std::abs(real - ours));
    }
    CHECK(worst < 1e-6);
}

TEST_CASE("The sine is exact at the quarters of the circle", "[sound]") {
    constexpr std::uint32_t quarter = 1U << 30;
    CHECK(sine(0) == 0);
    CHECK(std::abs(sine(quarter) - unity) < 1'000); // the series ends a little off
    CHECK(sine(2 * quarter) == 0);
    CHECK(sine(3 * quarter) == -sine(quarter));
}

TEST_CASE("A steady note sounds at its pitch and nowhere else", "[sound]") {
    const auto samples = render(std::array{steady(1'000'000, 500)}, 500, 8'000);
    CHECK(power_at(1'000, samples) > 0.9 * 8'000 * 8'000 / 4);
    CHECK(power_at(1'100, samples) < 1e-4 * power_at(1'000, samples));
    CHECK(power_at(500, samples) < 1e-4 * power_at(1'000, samples));
}

TEST_CASE("A gliding note ends at the pitch it slides to", "[sound]") {
    Note note = steady(500'000, 400);
    note.to_millihertz = 1'000'000;
    note.glide_ms = 100;
    const auto samples = render(std::array{note}, 400, 8'000);
    const std::span tail = std::span(samples).last(200 * samples_per_ms);
    CHECK(power_at(1'000, tail) > 100 * power_at(500, tail));
}

TEST_CASE("A struck note halves in its half life", "[sound]") {
    Note note = steady(1'000'000, 400);
    note.half_life_ms = 50;
    const auto samples = render(std::array{note}, 400, 8'000);
    const std::span all(samples);
    const int early = peak(all.subspan(100 * samples_per_ms, 2 * samples_per_ms));
    const int later = peak(all.subspan(150 * samples_per_ms, 2 * samples_per_ms));
    CHECK(early == Approx(2 * later).epsilon(0.01));
}

TEST_CASE("The loudest sample is exactly the peak asked for, however many notes there are", "[sound]") {
    const std::array chord{steady(400'000, 300), steady(500'000, 300), steady(600'000, 300)};
    CHECK(peak(render(chord, 300, 8'000)) == 8'000);
    CHECK(peak(render(chord, 300, 32'767)) == 32'767);
    CHECK(peak(render(std::span(chord).first(1), 300, 1)) == 1);
}

TEST_CASE("No notes are silence", "[sound]") {
    const auto samples = render({}, 20, 8'000);
    CHECK(samples.size() == 20U * samples_per_ms);
    CHECK(peak(samples) == 0);
}
