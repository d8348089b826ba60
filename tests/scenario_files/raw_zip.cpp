#include "tests/scenario_files/raw_zip.h"

namespace rapport::scenario_files::test {
namespace {

void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

std::uint32_t crc32_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

// What the local and the central header have in common.
void put_common(std::string& out, const RawEntry& e) {
    put(out, e.flags, 2);
    put(out, e.method, 2);
    put(out, 0, 2);
    put(out, 40 << 9 | 1 << 5 | 1, 2);
    put(out, crc32_of(e.bytes) ^ (e.wrong_check_sum ? 1U : 0U), 4);
    put(out, e.bytes.size(), 4);
    put(out, e.promised < 0 ? e.bytes.size() : static_cast<std::uint64_t>(e.promised), 4);
    put(out, e.name.size(), 2);
    put(out, 0, 2);
}

} // namespace

std::string raw_zip(const std::vector<RawEntry>& entries) {
    std::string out, central;
    for (const RawEntry& e : entries) {
        const std::size_t offset = out.size();
        put(out, 0x04034b50, 4);
        put(out, 20, 2);
        put_common(out, e);
        out += e.name + e.bytes;
        put(central, 0x02014b50, 4);
        put(central, 0x0314, 2); // made on Unix
        put(central, 20, 2);
        put_common(central, e);
        put(central, 0, 6);
        put(central, std::uint64_t{e.mode} << 16U, 4);
        put(central, offset, 4);
        central += e.name;
    }
    const std::size_t start = out.size();
    out += central;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, entries.size(), 2);
    put(out, entries.size(), 2);
    put(out, central.size(), 4);
    put(out, start, 4);
    put(out, 0, 2);
    return out;
}

} // namespace rapport::scenario_files::test
