// Whether the tests run under the address sanitizer, where everything takes many times as long: the longest ones do
// less.
#pragma once

#include <cstdint>

namespace rapport::tests {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

// How many of `count` are enough there, where the Release tests try them all.
constexpr std::uint64_t enough(std::uint64_t count) { return sanitized ? count / 8 : count; }

} // namespace rapport::tests
