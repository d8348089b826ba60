#pragma once

#include <cstdint>
#include <vector>

#include "sim/sound/effect.h"
#include "sim/sound/tone.h"

namespace rapport::sound {

// No effect is louder than this: a quarter of full scale, -12 dBFS. Four at once cannot overflow.
inline constexpr int loudest_sample = 8'191;

// The two tones of the ring, a major third apart.
inline constexpr std::int64_t ring_low_millihertz = 523'251;  // C5 in equal temperament, A4 = 440 Hz
inline constexpr std::int64_t ring_high_millihertz = 659'255; // E5

// The samples of an effect: one channel at `sample_rate`, signed 16 bit, beginning and ending with 0.
// The ring lasts 2 s, its closing pause included, and can be repeated without a seam; all others are shorter than 1.5
// s. Pure, and the same on every machine.
std::vector<std::int16_t> synthesise(Effect effect);

} // namespace rapport::sound
