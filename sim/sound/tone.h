#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Sine tones with soft envelopes, in integers only: the same samples on every machine and compiler.
namespace rapport::sound {

inline constexpr int sample_rate = 48'000; // samples per second; a millisecond is a whole number of them
inline constexpr int samples_per_ms = sample_rate / 1000;

// 1.0 in the fixed-point numbers used for sines and gains.
inline constexpr std::int64_t unity = std::int64_t{1} << 30;

// Sine of a phase in turns: 0 is 0°, 2^32 would be 360°. The result is in units of `unity`,
// off by less than 10^-6 (Taylor series of the sine up to x^11 on a quarter turn).
std::int64_t sine(std::uint32_t phase);

// A sine that swings along with a note's fundamental and gives it its colour.
struct Partial {
    int multiple;    // of the fundamental's frequency, from 1
    int level;       // per mille of the note's level
    int fades_times; // how many times faster than the fundamental it fades, from 1
};

// One struck or held tone.
struct Note {
    int start_ms;
    int length_ms;
    int level; // per mille; notes of one effect are relative to each other
    std::int64_t millihertz;
    std::int64_t to_millihertz; // pitch reached at the end of `glide_ms`; equal to `millihertz` for a steady tone
    int glide_ms;               // 0 for a steady tone
    int attack_ms;              // raised-cosine rise from nothing
    int half_life_ms;           // time in which a struck tone halves; 0 holds it level
    int release_ms;             // raised-cosine fall to nothing at the end of the length
    std::span<const Partial> colour;
};

// Adds the notes up over `length_ms` and scales the sum so that its largest sample is exactly `peak` (1–32767).
// Notes must end within the length. The first and the last sample are 0. Notes without any sound give silence.
std::vector<std::int16_t> render(std::span<const Note> notes, int length_ms, int peak);

} // namespace rapport::sound
