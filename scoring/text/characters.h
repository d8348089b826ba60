// What a folded code point is. Ranges, not tables: enough to cut replies into words, and the same on every machine.
#pragma once

#include <cstddef>

namespace rapport::scoring {

// Code points start … end - 1 of the text as it was typed. Folding keeps places, so a range fits both.
struct TextRange {
    std::size_t start = 0;
    std::size_t end = 0;

    bool operator==(const TextRange&) const = default;
    std::size_t length() const { return end - start; }
    bool empty() const { return end <= start; }
    bool contains(std::size_t at) const { return at >= start && at < end; }
    bool contains(const TextRange& other) const { return other.start >= start && other.end <= end; }
};

constexpr bool is_space(char32_t c) { return c <= U' ' || c == 0x7F || c == 0x200B || c == 0xFEFF; }
constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; } // folded: capitals are gone
constexpr bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇';
}
constexpr bool is_emoji(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0x2B50 || c == 0x2B55 ||
           c == 0x231A || c == 0x231B || c == 0x23F0 || c == 0x23F3 || c == 0x2764;
}
// Joins or colours the emoji before it.
constexpr bool is_emoji_joiner(char32_t c) { return c == 0x200D || c == 0xFE0F || c == 0x20E3; }

// A character of a word written with spaces: a letter of any alphabet, or a mark upon one.
constexpr bool is_letter(char32_t c) {
    if (is_latin(c)) return true;
    if (c < 0xC0 || c == 0xD7 || c == 0xF7 || is_han(c) || is_emoji(c)) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c >= 0x2000 && c <= 0x2BFF) return c == 0x2126 || c == 0x212A || c == 0x212B; // signs, arrows, boxes
    if (c >= 0x3000 && c <= 0x303F) return c == 0x3005;                               // 々
    if (c >= 0xE000 && c <= 0xF8FF) return false;                                     // private use
    return !(c >= 0xFE00 && c <= 0xFE6F) && !(c >= 0xFF00 && c <= 0x1F0FF && (c < 0xFF66 || c >= 0xFFE0)) &&
           c < 0xE0000;
}

} // namespace rapport::scoring
