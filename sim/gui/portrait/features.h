// What a customer looks like, drawn once per attempt from its seed: the same seed gives the same person on every
// machine. None of it says anything about mood; that is expression.h.
#pragma once

#include "sim/gui/platform/theme.h"

#include <cstdint>

namespace rapport::gui {

enum class Hair : std::uint8_t {
    crop,     // short all over
    parted,   // short, parted at the side
    swept,    // short sides, swept back
    receding, // high forehead, hair at the sides
    curls,
    shaved,
    bob,
    straight, // long
    waves,    // long
    bun,
    pixie,
    tied, // drawn back, a tail over the shoulder
    count
};
enum class Clothes : std::uint8_t { crew, shirt, blazer, v_neck, roll_neck, count };
enum class Age : std::uint8_t { young, middle, older };
enum class Beard : std::uint8_t { none, stubble, full };

struct Features {
    bool female = false;
    Age age = Age::young;
    Hair hair = Hair::crop;
    Beard beard = Beard::none;
    Clothes clothes = Clothes::crew;
    bool glasses = false, round_glasses = false, earrings = false;
    Colour skin, hair_colour, cloth, under, iris, frame;
    // −1 … 1: small differences of build.
    float width = 0, jaw = 0, brow = 0, eyes = 0, nose = 0, lips = 0;
    bool operator==(const Features&) const = default;
};

// `female`: the voice the scenario gives the customer.
Features features_of(std::uint64_t seed, bool female);

} // namespace rapport::gui
