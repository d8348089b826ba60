// The one seeded generator of the product: PCG32 (XSH-RR 64/32, O'Neill 2014), seeded through SplitMix64 (Steele et al.
// 2014). Every draw is derived from (seed, purpose, index), never from a shared stream, so that rewinding or asking
// twice gives the same answer on every machine.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <utility>

namespace rapport {

// What a draw is for. Values are part of the replay contract: never renumber.
enum class Purpose : std::uint32_t { persona = 1, line = 2, reply_order = 3, policy = 4, portrait = 5, test = 1000 };

class Random {
public:
    // index: typically the turn, counted from 1.
    Random(std::uint64_t seed, Purpose purpose, std::uint64_t index) {
        std::uint64_t x = seed;
        x = splitmix64(x) ^ static_cast<std::uint64_t>(purpose);
        x = splitmix64(x) ^ index;
        state_ = splitmix64(x);
        increment_ = splitmix64(x) | 1U;
        next();
    }

    std::uint32_t next() {
        const std::uint64_t old = state_;
        state_ = old * 6364136223846793005ULL + increment_;
        const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
        return std::rotr(shifted, static_cast<int>(old >> 59U));
    }
    // Uniform in [0, bound) without modulo bias (rejection); 0 if bound is 0.
    std::uint32_t below(std::uint32_t bound) {
        if (bound < 2) return 0;
        for (;;) {
            const std::uint32_t r = next();
            // The threshold is below the bound: only a draw below the bound is worth the second division.
            if (r >= bound || r >= (0U - bound) % bound) return r % bound;
        }
    }

private:
    static std::uint64_t splitmix64(std::uint64_t& x) {
        std::uint64_t z = (x += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
    std::uint64_t increment_;
};

// Fisher–Yates from the end, drawing below(i + 1).
template <class T>
void shuffle(std::span<T> items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
}

} // namespace rapport
