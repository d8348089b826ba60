#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

#include "sim/sound/synth.h"
#include "tests/sound/recording.h"

using namespace rapport::sound;
using namespace rapport::sound::test;

namespace {

int milliseconds(const std::vector<std::int16_t>& samples) { return static_cast<int>(samples.size()) / samples_per_ms; }

std::span<const std::int16_t> between(const std::vector<std::int16_t>& samples, int from_ms, int to_ms) {
    return std::span(samples).subspan(static_cast<std::size_t>(from_ms) * samples_per_ms,
                                      static_cast<std::size_t>(to_ms - from_ms) * samples_per_ms);
}

} // namespace

TEST_CASE("Every machine makes the same samples", "[sound]") {
    // Changes only when a sound is meant to change: listen to it, then take over the new number.
    CHECK(fingerprint(synthesise(Effect::ring)) == 0x63824f5e4d0fa5e8U);
    CHECK(fingerprint(synthesise(Effect::message)) == 0xc7b02d375887f207U);
    CHECK(fingerprint(synthesise(Effect::sent)) == 0xbc4abee106785c0cU);
    CHECK(fingerprint(synthesise(Effect::hang_up)) == 0x02a657acfd410022U);
    CHECK(fingerprint(synthesise(Effect::success)) == 0xdfd84fef1046ccccU);
    CHECK(fingerprint(synthesise(Effect::tick)) == 0x7445bb59b5820531U);
}

TEST_CASE("The fingerprint notices a single step in a single sample", "[sound]") {
    auto samples = synthesise(Effect::message);
    const auto before = fingerprint(samples);
    samples[1'000] = static_cast<std::int16_t>(samples[1'000] + 1);
    CHECK(fingerprint(samples) != before);
}

TEST_CASE("No effect startles or clicks", "[sound]") {
    for (const Effect effect : all_effects) {
        CAPTURE(index_of(effect));
        const auto samples = synthesise(effect);
        REQUIRE(!samples.empty());

        SECTION("peak at -12 dBFS or below, and yet there is something to hear " + std::to_string(index_of(effect))) {
            const double dbfs = 20 * std::log10(peak(samples) / 32'768.0);
            CHECK(peak(samples) <= loudest_sample);
            CHECK(dbfs <= -12);
            CHECK(dbfs > -30);
        }
        SECTION("starts and ends at nothing " + std::to_string(index_of(effect))) {
            CHECK(samples.front() == 0);
            CHECK(samples.back() == 0);
            CHECK(peak(std::span(samples).first(samples_per_ms)) < peak(samples) / 2);
            CHECK(peak(std::span(samples).last(samples_per_ms)) < peak(samples) / 100);
        }
        SECTION("moves from sample to sample no faster than a tone of 4 kHz would " +
                std::to_string(index_of(effect))) {
            int step = 0;
            for (std::size_t i = 1; i < samples.size(); ++i)
                step = std::max(step, std::abs(samples[i] - samples[i - 1]));
            CHECK(step < peak(samples) * 0.52);
        }
        SECTION("swings about the middle " + std::to_string(index_of(effect))) {
            double sum = 0;
            for (const std::int16_t sample : samples) sum += sample;
            CHECK(std::abs(sum / static_cast<double>(samples.size())) < peak(samples) * 0.005);
        }
    }
}

TEST_CASE("Effects are short; the ring is two seconds with its pause", "[sound]") {
    CHECK(milliseconds(synthesise(Effect::ring)) == 2'000);
    for (const Effect effect : all_effects)
        if (effect != Effect::ring) {
            CAPTURE(index_of(effect));
            CHECK(milliseconds(synthesise(effect)) < 1'500);
            CHECK(milliseconds(synthesise(effect)) >= 50);
        }
    CHECK(milliseconds(synthesise(Effect::tick)) < 100); // there is one a second
}

TEST_CASE("Effects can be told apart", "[sound]") {
    std::set<std::uint64_t> different;
    for (const Effect effect : all_effects) different.insert(fingerprint(synthesise(effect)));
    CHECK(different.size() == all_effects.size());
}

TEST_CASE("The ring alternates between its two tones", "[sound]") {
    // Beat by beat: over a longer stretch the beats' phases would add up or cancel by chance.
    const auto ring = synthesise(Effect::ring);
    for (const int burst : {0, 620})
        for (int beat = 0; beat < 4; ++beat) {
            CAPTURE(burst, beat);
            const auto samples = between(ring, burst + beat * 100, burst + (beat + 1) * 100);
            double own = power_at(static_cast<double>(ring_high_millihertz) / 1000, samples);
            double other = power_at(static_cast<double>(ring_low_millihertz) / 1000, samples);
            if (beat % 2 == 1) std::swap(own, other);
            CHECK(own > 2 * other);
            for (const double elsewhere : {250.0, 350.0, 440.0, 780.0, 880.0, 1'200.0}) {
                CAPTURE(elsewhere);
                CHECK(own > 50 * power_at(elsewhere, samples));
            }
        }
}

TEST_CASE("The ring has a cadence: a soft burst, a fuller one, a pause", "[sound]") {
    const auto samples = synthesise(Effect::ring);
    const int first = peak(between(samples, 0, 400));
    const int gap = peak(between(samples, 580, 620));
    const int second = peak(between(samples, 620, 1'020));
    CHECK(first > 1'000);
    CHECK(first < second);
    CHECK(gap < second / 10);
    CHECK(peak(between(samples, 1'500, 2'000)) == 0);
}

TEST_CASE("Hanging up is three falling beeps with silence between", "[sound]") {
    const auto samples = synthesise(Effect::hang_up);
    const std::array pitches{587.330, 493.883, 391.995};
    for (int beep = 0; beep < 3; ++beep) {
        CAPTURE(beep);
        const auto part = between(samples, beep * 250, beep * 250 + 190);
        const auto own = static_cast<std::size_t>(beep);
        for (std::size_t other = 0; other < pitches.size(); ++other)
            if (other != own) CHECK(power_at(pitches[own], part) > 20 * power_at(pitches[other], part));
    }
    CHECK(peak(between(samples, 200, 240)) == 0);
    CHECK(peak(between(samples, 450, 490)) == 0);
}

TEST_CASE("The chime climbs a major chord", "[sound]") {
    const auto samples = synthesise(Effect::success);
    const auto opening = between(samples, 0, 120);
    const auto close = between(samples, 700, 1'200);
    CHECK(power_at(523.251, opening) > 20 * power_at(1'046.502, opening));
    CHECK(power_at(1'046.502, close) > 20 * power_at(523.251, close));
}
