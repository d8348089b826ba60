#include "sim/base/random.h"

namespace rapport {
namespace {

std::uint64_t splitmix64(std::uint64_t& x) {
    std::uint64_t z = (x += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

} // namespace

Random::Random(std::uint64_t seed, Purpose purpose, std::uint64_t index) {
    std::uint64_t x = seed;
    x = splitmix64(x) ^ static_cast<std::uint64_t>(purpose);
    x = splitmix64(x) ^ index;
    state_ = splitmix64(x);
    increment_ = splitmix64(x) | 1U;
    next();
}

std::uint32_t Random::next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005ULL + increment_;
    const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
    const auto rotation = static_cast<std::uint32_t>(old >> 59U);
    return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
}

std::uint32_t Random::below(std::uint32_t bound) {
    if (bound < 2) return 0;
    for (;;) {
        const std::uint32_t r = next();
        // The threshold is below the bound: only a draw below the bound is worth the second division.
        if (r >= bound || r >= (0U - bound) % bound) return r % bound;
    }
}

} // namespace rapport
