// Eight bytes at a time: what long texts are looked through with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rapport {

inline std::uint64_t eight_bytes(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

constexpr std::uint64_t eight_times(unsigned char byte) { return 0x0101010101010101U * byte; }

// Whether any of the eight is this byte; is below this byte (128 at most).
constexpr bool any_is(std::uint64_t eight, unsigned char byte) {
    const std::uint64_t differs = eight ^ eight_times(byte);
    return ((differs - eight_times(1)) & ~differs & eight_times(0x80)) != 0;
}
constexpr bool any_below(std::uint64_t eight, unsigned char byte) {
    return ((eight - eight_times(byte)) & ~eight & eight_times(0x80)) != 0;
}

// Where the first `{` or `}` stands from `from` on; npos where there is none.
inline std::size_t find_brace(std::string_view text, std::size_t from = 0) {
    for (; from + 8 <= text.size(); from += 8) {
        const std::uint64_t eight = eight_bytes(text.data() + from);
        if (any_is(eight, '{') || any_is(eight, '}')) break;
    }
    for (; from < text.size(); ++from)
        if (text[from] == '{' || text[from] == '}') return from;
    return std::string_view::npos;
}

} // namespace rapport
