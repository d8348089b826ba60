#include "sim/sound/synth.h"

#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace rapport::sound {
namespace {

// Colours, from plain to bright. High partials are quiet and fade first: that is what makes a tone sound soft.
constexpr std::array round_tone{Partial{1, 1000, 1}, Partial{2, 120, 2}};
constexpr std::array warm_tone{Partial{1, 1000, 1}, Partial{2, 180, 2}, Partial{3, 50, 3}};
constexpr std::array bell_tone{Partial{1, 1000, 1}, Partial{2, 150, 2}, Partial{4, 90, 5}};

// Pitches in millihertz, equal temperament with A4 = 440 Hz.
constexpr std::int64_t f4 = 349'228, g4 = 391'995, b4 = 493'883, c5 = 523'251, d5 = 587'330, e5 = 659'255, g5 = 783'991,
                       a5 = 880'000, c6 = 1'046'502;

Note struck(int start_ms, int length_ms, int level, std::int64_t pitch, int half_life_ms,
            std::span<const Partial> colour) {
    return {.start_ms = start_ms,
            .length_ms = length_ms,
            .level = level,
            .millihertz = pitch,
            .to_millihertz = pitch,
            .glide_ms = 0,
            .attack_ms = 8,
            .half_life_ms = half_life_ms,
            .release_ms = length_ms / 3,
            .colour = colour};
}

// A tone that slides to its pitch, like a drop of water.
Note sliding(int length_ms, std::int64_t from, std::int64_t to, int glide_ms, int half_life_ms) {
    Note note = struck(0, length_ms, 1000, from, half_life_ms, round_tone);
    note.to_millihertz = to;
    note.glide_ms = glide_ms;
    return note;
}

// Two bursts of alternating tones and a pause. The first burst is softer, so that the phone announces itself.
std::vector<std::int16_t> ring() {
    constexpr int beat_ms = 100;
    std::vector<Note> notes;
    for (const auto& [start_ms, level] : {std::pair{0, 650}, std::pair{620, 1000}}) {
        for (int beat = 0; beat < 4; ++beat) {
            const std::int64_t pitch = beat % 2 == 0 ? ring_high_millihertz : ring_low_millihertz;
            notes.push_back(struck(start_ms + beat * beat_ms, beat == 3 ? 400 : 200, level, pitch, 90, warm_tone));
            notes.back().attack_ms = 15;
        }
    }
    return render(notes, 2000, 7'300);
}

std::vector<std::int16_t> message() { return render(std::array{sliding(180, d5, a5, 45, 35)}, 180, 5'200); }

std::vector<std::int16_t> sent() { return render(std::array{sliding(140, f4, d5, 70, 40)}, 140, 3'700); }

std::vector<std::int16_t> hang_up() {
    std::vector<Note> notes;
    int start_ms = 0;
    for (const auto& [pitch, level] : {std::pair{d5, 1000}, std::pair{b4, 900}, std::pair{g4, 800}}) {
        Note beep = struck(start_ms, 190, level, pitch, 0, round_tone);
        beep.attack_ms = 20;
        beep.release_ms = 90;
        notes.push_back(beep);
        start_ms += 250;
    }
    return render(notes, 690, 4'600);
}

std::vector<std::int16_t> success() {
    return render(std::array{struck(0, 700, 800, c5, 150, bell_tone), struck(130, 700, 800, e5, 150, bell_tone),
                             struck(260, 800, 850, g5, 170, bell_tone), struck(390, 1010, 900, c6, 220, bell_tone)},
                  1400, 6'500);
}

std::vector<std::int16_t> tick() {
    Note note = struck(0, 60, 1000, g5, 9, round_tone);
    note.attack_ms = 3;
    return render(std::array{note}, 60, 2'600);
}

} // namespace

std::vector<std::int16_t> synthesise(Effect effect) {
    switch (effect) {
    case Effect::ring:
        return ring();
    case Effect::message:
        return message();
    case Effect::sent:
        return sent();
    case Effect::hang_up:
        return hang_up();
    case Effect::success:
        return success();
    case Effect::tick:
        return tick();
    }
    return {};
}

} // namespace rapport::sound
