#include "sim/gui/portrait/features.h"

#include "sim/base/random.h"

#include <array>

namespace rapport::gui {
namespace {

constexpr std::array skins{Colour::hex(0xF7DCC9), Colour::hex(0xF1CDB0), Colour::hex(0xEBC19C), Colour::hex(0xDDA97F),
                           Colour::hex(0xC68E62), Colour::hex(0x9C6642), Colour::hex(0x754A30)};
constexpr std::array dark_hair{Colour::hex(0x24201F), Colour::hex(0x2F2624), Colour::hex(0x3B2C25),
                               Colour::hex(0x4B3427)};
constexpr std::array fair_hair{Colour::hex(0x6A4630), Colour::hex(0x8B5E3B), Colour::hex(0xB58A57),
                               Colour::hex(0x93502F)};
constexpr std::array grey_hair{Colour::hex(0x77757A), Colour::hex(0x9C9A9C), Colour::hex(0xC9C6C2)};
// Muted cloth: beside any skin, on any of the three themes.
constexpr std::array cloths{Colour::hex(0x3E5C76), Colour::hex(0x5B7B6A), Colour::hex(0x8A5A63), Colour::hex(0x6B6287),
                            Colour::hex(0xA97C50), Colour::hex(0x4A5560), Colour::hex(0x2F6F73)};
constexpr std::array unders{Colour::hex(0xF3F1EC), Colour::hex(0xDCE6EE), Colour::hex(0xEFE3D6)};
constexpr std::array irises{Colour::hex(0x3B2A20), Colour::hex(0x4D3524), Colour::hex(0x5A5235), Colour::hex(0x48606E)};
constexpr std::array frames{Colour::hex(0x2C2A2B), Colour::hex(0x6B4A35), Colour::hex(0x3D4C5C)};

constexpr std::array his{Hair::crop, Hair::parted, Hair::swept, Hair::receding, Hair::curls, Hair::shaved};
constexpr std::array hers{Hair::bob, Hair::straight, Hair::waves, Hair::bun, Hair::pixie, Hair::curls, Hair::tied};

} // namespace

Features features_of(std::uint64_t seed, bool female) {
    Random random(seed, Purpose::portrait, female ? 2 : 1);
    const auto pick = [&](const auto& from) { return from[random.below(static_cast<std::uint32_t>(from.size()))]; };
    const auto chance = [&](std::uint32_t percent) { return random.below(100) < percent; };
    const auto build = [&] { return static_cast<float>(random.below(201)) / 100 - 1; };
    Features f;
    f.female = female;
    const std::uint32_t years = random.below(10);
    f.age = years < 4 ? Age::young : years < 8 ? Age::middle : Age::older;
    const std::uint32_t tone = random.below(static_cast<std::uint32_t>(skins.size()));
    f.skin = skins[tone];
    f.hair = female ? pick(hers) : pick(his);
    if (f.hair == Hair::receding && f.age == Age::young) f.hair = Hair::parted;
    const bool fair = tone < 3 && chance(35);
    f.hair_colour = fair ? pick(fair_hair) : pick(dark_hair);
    if (f.age == Age::older) f.hair_colour = pick(grey_hair);
    if (f.age == Age::middle && chance(35)) f.hair_colour = mix(f.hair_colour, grey_hair[1], 0.3F);
    if (!female) f.beard = chance(24) ? Beard::full : chance(30) ? Beard::stubble : Beard::none;
    f.clothes = static_cast<Clothes>(random.below(static_cast<std::uint32_t>(Clothes::count)));
    f.cloth = pick(cloths);
    f.under = pick(unders);
    f.glasses = chance(f.age == Age::older ? 55 : 30);
    f.round_glasses = chance(50);
    f.frame = pick(frames);
    f.earrings = female && chance(45);
    f.iris = fair ? pick(irises) : irises[random.below(2)];
    f.width = build();
    f.jaw = build();
    f.brow = build();
    f.eyes = build();
    f.nose = build();
    f.lips = build();
    return f;
}

} // namespace rapport::gui
