// A zip archive written by hand, entry by entry, as no zip program would write it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scenario_files::test {

struct RawEntry {
    std::string name, bytes;
    std::uint32_t mode = 0100644; // Unix: kind and rights
    std::uint16_t flags = 0x0800; // 0x0800: the name is UTF-8; 0x0001: encrypted
    std::uint16_t method = 0;     // stored
    std::int64_t promised = -1;   // size in the headers; -1: the true one
    bool wrong_check_sum = false;
};

std::string raw_zip(const std::vector<RawEntry>& entries);

} // namespace rapport::scenario_files::test
