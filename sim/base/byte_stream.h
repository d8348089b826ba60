// Numbers and texts as bytes, and back from bytes that may be anything: what the binary files of the product share
// (saved sessions, models). Numbers are LEB128 (seven bits a byte, lowest first), signed ones zigzag-coded first
// (0, −1, 1, −2 …); texts are their length and their bytes. Nothing here throws or reads beyond the end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace rapport {

namespace byte_stream_detail {
inline constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
        table[i] = c;
    }
    return table;
}();
} // namespace byte_stream_detail

// CRC-32 (ISO-HDLC): 0xCBF43926 for "123456789".
inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char byte : bytes)
        c = byte_stream_detail::crc_table[(c ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (c >> 8U);
    return c ^ 0xFFFFFFFFU;
}

inline std::string little_endian(std::uint32_t value) {
    std::string out;
    for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
    return out;
}

class ByteWriter {
public:
    void byte(unsigned value) { out.push_back(static_cast<char>(value & 0xFFU)); }
    void number(std::uint64_t value) {
        for (; value >= 0x80U; value >>= 7U) byte(0x80U | static_cast<unsigned>(value & 0x7FU));
        byte(static_cast<unsigned>(value));
    }
    void signed_number(int value) {
        number(static_cast<std::uint64_t>(value < 0 ? -2 * std::int64_t{value} - 1 : 2 * std::int64_t{value}));
    }
    void text(std::string_view value) {
        number(value.size());
        out += value;
    }
    std::string out;
};

// Reads what may be anything. After the first thing that cannot be, everything is 0 and `failed` stays.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
    bool failed() const { return failed_; }
    std::size_t at() const { return at_; }
    std::size_t left() const { return bytes_.size() - at_; }

    std::uint8_t byte(unsigned most = 255) {
        if (failed_ || left() == 0) return fail<std::uint8_t>();
        const auto value = static_cast<unsigned char>(bytes_[at_]);
        if (value > most) return fail<std::uint8_t>();
        ++at_;
        return value;
    }
    template <class T>
    T number(std::uint64_t most = std::numeric_limits<T>::max()) {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint64_t b = byte();
            const std::uint64_t part = b & 0x7FU;
            if (failed_ || (part << shift) >> shift != part) return fail<T>();
            value |= part << shift;
            if (b >= 0x80U) continue;
            // One way to write each number: no idle byte at the end.
            return value > most || (b == 0 && shift > 0) ? fail<T>() : static_cast<T>(value);
        }
        return fail<T>();
    }
    // Within the range of T, 32 bits at most.
    template <class T = std::int16_t>
    T signed_number() {
        static_assert(sizeof(T) <= sizeof(std::int32_t));
        const auto coded = static_cast<std::int64_t>(
            number<std::uint64_t>(2 * static_cast<std::uint64_t>(std::numeric_limits<T>::max()) + 1));
        return static_cast<T>(coded % 2 == 0 ? coded / 2 : -1 - coded / 2);
    }
    std::string_view text() {
        const auto size = number<std::size_t>();
        if (failed_ || size > left()) return fail<std::string_view>();
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    template <class T = int>
    T fail() {
        failed_ = true;
        return T{};
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

} // namespace rapport
