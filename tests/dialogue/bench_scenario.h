// A synthetic story of any size with a walk through it that an independent walker can follow: each node says one line
// and offers three replies, each with one condition and one effect on two variables; the walk never ends.
#pragma once

#include "sim/dialogue/scenario.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace rapport::story {

// The scenario's file, and the scenario read from it.
std::string synthetic(std::uint32_t nodes);
std::shared_ptr<const dialogue::Scenario> synthetic_scenario(std::uint32_t nodes);

// The checksum of the first `steps` nodes of the walk (h = h·31 + node mod 2³²), worked out from the numbers the story
// is made of alone: no file is read and no part of the product is used.
std::uint32_t synthetic_checksum(std::uint32_t nodes, std::size_t steps);

// The walk's generator: x = x·1664525 + 1013904223 mod 2³², from 12345; a pick is (x >> 8) mod how many are offered.
class WalkPicks {
public:
    std::uint32_t of(std::uint32_t offered);

private:
    std::uint32_t x_ = 12345;
};

} // namespace rapport::story
