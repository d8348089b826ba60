#pragma once

#include <array>
#include <cstddef>

namespace rapport::sound {

// The sounds the window makes. None of them carries information that the screen does not show as well.
enum class Effect {
    ring,    // an incoming call; made to be repeated until it is answered
    message, // the customer's next line has arrived
    sent,    // the trainee's reply has gone out
    hang_up, // the call is over, three falling beeps
    success, // the debrief opens on a drill that went well
    tick,    // the response clock is running out, one tick a second
};

inline constexpr std::array all_effects{Effect::ring,    Effect::message, Effect::sent,
                                        Effect::hang_up, Effect::success, Effect::tick};

// Place of an effect in tables that hold one entry for each.
constexpr std::size_t index_of(Effect effect) { return static_cast<std::size_t>(effect); }

} // namespace rapport::sound
