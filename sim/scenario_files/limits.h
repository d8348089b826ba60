// What the reader accepts at most. Every limit has its own diagnostic.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::scenario_files {

struct Limits {
    std::size_t bytes = std::size_t{8} << 20U; // file_too_large
    std::size_t depth = 32;                    // too_deep: lists and objects inside each other
    std::size_t nodes = 10'000;                // too_many_nodes
    std::size_t findings = 1'000;              // more_findings: how many of one file are listed
};

// Offsets are kept in 32 bits; no limit may be raised beyond this.
inline constexpr std::size_t most_bytes = std::size_t{1} << 30U;

} // namespace rapport::scenario_files
