#include "sim/sound/tone.h"

#include <algorithm>
#include <cassert>

namespace rapport::sound {
namespace {

constexpr std::int64_t half_pi = 1'686'629'713;        // π/2 in units of unity
constexpr std::int64_t ln2_in_2_to_32 = 2'977'044'472; // natural logarithm of 2, times 2^32

constexpr std::uint32_t quarter_turn = std::uint32_t{1} << 30;

// Product of two fixed-point numbers that are not negative, rounded to the nearest.
constexpr std::int64_t times(std::int64_t a, std::int64_t b) { return (a * b + unity / 2) >> 30; }

// Half a raised cosine: 0 at `step` 0, `unity` at `step` == `steps`, without a corner at either end.
std::int64_t ease(std::int64_t step, std::int64_t steps) {
    if (step >= steps) return unity;
    // (1 - cos πx) / 2 is sin² (πx/2): an eighth of the way round the circle never leaves the first quarter.
    const auto phase = static_cast<std::uint32_t>(step * std::int64_t{quarter_turn} / steps);
    const std::int64_t root = sine(phase);
    return times(root, root);
}

// Phase advance per sample. 2^32 × 20 kHz in millihertz stays below 2^57.
std::int64_t advance_of(std::int64_t millihertz) {
    constexpr std::int64_t per_second = std::int64_t{sample_rate} * 1000;
    return ((millihertz << 32) + per_second / 2) / per_second;
}

// Adds one partial of one note to the mix, which is in units of unity.
void add_partial(const Note& note, const Partial& partial, std::span<std::int64_t> mix) {
    const std::int64_t count = std::int64_t{note.length_ms} * samples_per_ms;
    const std::int64_t attack = std::int64_t{note.attack_ms} * samples_per_ms;
    const std::int64_t release = std::int64_t{note.release_ms} * samples_per_ms;
    const std::int64_t glide = std::int64_t{note.glide_ms} * samples_per_ms;
    const std::int64_t from = advance_of(note.millihertz * partial.multiple);
    const std::int64_t to = advance_of(note.to_millihertz * partial.multiple);
    // One step of an exponential fall; the first-order term is exact to 10^-7 at these half lives.
    const std::int64_t fall = note.half_life_ms == 0 ? 0
                                                     : ln2_in_2_to_32 * partial.fades_times /
                                                           (std::int64_t{note.half_life_ms} * samples_per_ms);

    std::uint32_t phase = 0;
    std::int64_t strength = unity;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t rise = ease(i, attack);
        const std::int64_t end = ease(count - 1 - i, release);
        const std::int64_t gain = times(times(rise, end), strength) * note.level * partial.level / 1'000'000;
        // sine × gain may be negative: divide, because a shift would round downwards and add an offset.
        mix[static_cast<std::size_t>(i)] += sine(phase) * gain / unity;

        const std::int64_t advance = i < glide ? from + (to - from) * i / glide : to;
        phase += static_cast<std::uint32_t>(advance);
        strength -= (strength * fall) >> 32;
    }
}

// Quotient rounded half away from zero; the divisor is positive.
std::int64_t rounded(std::int64_t dividend, std::int64_t divisor) {
    return (dividend >= 0 ? dividend + divisor / 2 : dividend - divisor / 2) / divisor;
}

} // namespace

std::int64_t sine(std::uint32_t phase) {
    const std::uint32_t quarter = phase / quarter_turn;
    const std::uint32_t within = phase % quarter_turn;
    const std::int64_t mirrored = quarter % 2 == 0 ? within : quarter_turn - within;

    const std::int64_t x = times(mirrored, half_pi);
    const std::int64_t x2 = times(x, x);
    // x (1 - x²/(2·3) (1 - x²/(4·5) (1 - x²/(6·7) (1 - x²/(8·9) (1 - x²/(10·11))))))
    std::int64_t series = unity;
    for (const int divisor : {110, 72, 42, 20, 6}) series = unity - times(x2, series) / divisor;
    const std::int64_t value = std::min(times(x, series), unity);
    return quarter < 2 ? value : -value;
}

std::vector<std::int16_t> render(std::span<const Note> notes, int length_ms, int peak) {
    assert(length_ms > 0 && peak > 0 && peak <= 32'767);
    std::vector<std::int64_t> mix(static_cast<std::size_t>(length_ms) * samples_per_ms, 0);
    for (const Note& note : notes) {
        assert(note.start_ms >= 0 && note.start_ms + note.length_ms <= length_ms);
        // A first or last sample other than 0 is heard as a click.
        assert(note.attack_ms > 0 && note.release_ms > 0);
        const auto first = static_cast<std::size_t>(note.start_ms) * samples_per_ms;
        for (const Partial& partial : note.colour) add_partial(note, partial, std::span(mix).subspan(first));
    }

    std::int64_t loudest = 0;
    for (const std::int64_t sample : mix) loudest = std::max(loudest, sample < 0 ? -sample : sample);
    std::vector<std::int16_t> samples(mix.size(), 0);
    if (loudest == 0) return samples;
    std::transform(mix.begin(), mix.end(), samples.begin(),
                   [&](std::int64_t sample) { return static_cast<std::int16_t>(rounded(sample * peak, loudest)); });
    return samples;
}

} // namespace rapport::sound
