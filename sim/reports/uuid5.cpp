#include "sim/reports/uuid5.h"

#include <bit>
#include <cstddef>
#include <optional>

namespace rapport::reports {
namespace {

using State = std::array<std::uint32_t, 5>;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

void take_block(State& state, std::string_view block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t t = 0; t < 16; ++t)
        for (std::size_t i = 0; i < 4; ++i) w[t] = w[t] << 8U | byte_at(block, 4 * t + i);
    for (std::size_t t = 16; t < 80; ++t) w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t t = 0; t < 80; ++t) {
        std::uint32_t f = b ^ c ^ d;
        std::uint32_t k = t < 40 ? 0x6ED9EBA1U : 0xCA62C1D6U;
        if (t < 20) {
            f = (b & c) | (~b & d);
            k = 0x5A827999U;
        } else if (t >= 40 && t < 60) {
            f = (b & c) | (b & d) | (c & d);
            k = 0x8F1BBCDCU;
        }
        const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[t];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

std::optional<std::uint8_t> digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

constexpr bool hyphen_at(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

// The sixteen bytes; empty where it is no UUID.
std::string bytes_of(std::string_view uuid) {
    if (uuid.size() != 36) return {};
    std::string bytes;
    for (std::size_t i = 0; i < uuid.size();) {
        if (hyphen_at(i)) {
            if (uuid[i++] != '-') return {};
            continue;
        }
        const auto high = digit(uuid[i]);
        const auto low = digit(uuid[i + 1]);
        if (!high || !low) return {};
        bytes.push_back(static_cast<char>(*high << 4U | *low));
        i += 2;
    }
    return bytes;
}

} // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
    std::string padded(bytes);
    padded.push_back('\x80');
    while (padded.size() % 64 != 56) padded.push_back('\0');
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (unsigned shift = 64; shift > 0; shift -= 8) padded.push_back(static_cast<char>(bits >> (shift - 8) & 0xFFU));
    State state{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t at = 0; at < padded.size(); at += 64) take_block(state, std::string_view(padded).substr(at, 64));
    std::array<std::uint8_t, 20> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)) & 0xFFU);
    return digest;
}

std::string uuid5(std::string_view name_space, std::string_view name) {
    const std::string bytes = bytes_of(name_space);
    if (bytes.empty()) return {};
    auto digest = sha1(bytes + std::string(name));
    digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x50U);
    digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
    static constexpr char digits[] = "0123456789abcdef";
    std::string uuid;
    for (std::size_t i = 0; i < 16; ++i) {
        if (hyphen_at(uuid.size())) uuid.push_back('-');
        uuid.push_back(digits[digest[i] >> 4U]);
        uuid.push_back(digits[digest[i] & 15U]);
    }
    return uuid;
}

} // namespace rapport::reports
