// What a package may hold at most; each limit has its own diagnostic. A recording of a minute is about 1 MB.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::scenario_files {

struct PackageLimits {
    std::size_t archive = std::size_t{256} << 20U;   // file_too_large: bytes of the package itself
    std::uint64_t total = std::uint64_t{512} << 20U; // package_too_large: bytes of all files, unpacked
    std::uint64_t file = std::uint64_t{64} << 20U;   // package_file_too_large: bytes of one, unpacked
    std::size_t files = 2'000;                       // package_too_many_files
    // package_bomb: so many times its packed bytes, where a file has more than `small` bytes. Scenarios reach 10,
    // recordings 1.
    std::uint64_t ratio = 100, small = std::uint64_t{1} << 20U;
};

} // namespace rapport::scenario_files
