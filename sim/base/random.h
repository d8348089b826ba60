// The one seeded generator of the product: PCG32 (XSH-RR 64/32, O'Neill 2014), seeded through SplitMix64 (Steele et al.
// 2014). Every draw is derived from (seed, purpose, index), never from a shared stream, so that rewinding or asking
// twice gives the same answer on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace rapport {

// What a draw is for. Values are part of the replay contract: never renumber.
enum class Purpose : std::uint32_t { persona = 1, line = 2, reply_order = 3, policy = 4, portrait = 5, test = 1000 };

class Random {
public:
    // index: typically the turn, counted from 1.
    Random(std::uint64_t seed, Purpose purpose, std::uint64_t index);

    std::uint32_t next();
    // Uniform in [0, bound) without modulo bias (rejection); 0 if bound is 0.
    std::uint32_t below(std::uint32_t bound);

private:
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
