#include "sim/records/identity.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <pwd.h>
#include <sodium.h>
#include <unistd.h>
#include <vector>

namespace rapport::records {
namespace {

template <std::size_t N>
std::array<unsigned char, N> chance() {
    // Fails only where the system has no source of randomness at all; there is no going on from that.
    if (sodium_init() < 0) std::abort();
    std::array<unsigned char, N> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

} // namespace

std::string new_attempt_id() {
    auto bytes = chance<16>();
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40); // version 4
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80); // variant 10
    std::string id;
    static constexpr char digits[] = "0123456789abcdef";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) id.push_back('-');
        id.push_back(digits[bytes[i] >> 4]);
        id.push_back(digits[bytes[i] & 15]);
    }
    return id;
}

bool valid_attempt_id(std::string_view id) {
    if (id.size() != 36) return false;
    for (std::size_t i = 0; i < id.size(); ++i) {
        const char c = id[i];
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    }
    return id[14] == '4' && (id[19] == '8' || id[19] == '9' || id[19] == 'a' || id[19] == 'b');
}

std::uint64_t new_seed() {
    std::uint64_t seed = 0;
    for (const unsigned char b : chance<8>()) seed = seed << 8 | b;
    return seed >> 11;
}

std::string account_name() {
    std::vector<char> room(16384);
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, room.data(), room.size(), &found) == 0 && found != nullptr &&
        *found->pw_name != '\0')
        return found->pw_name;
    return std::to_string(::geteuid());
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text.data();
}

} // namespace rapport::records
