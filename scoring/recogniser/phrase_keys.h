// How the beginnings of words are told apart at a glance, so that of thousands of phrases only those are followed whose
// words a text has. Private to scoring/recogniser.
//
// A key stands for the first letters of a word (up to four; Chinese and signs: one or two), or for a whole word; two
// may share one. What is found by keys is therefore a little too much, never too little.
#pragma once

#include "scoring/text/characters.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::scoring {

constexpr bool is_letter_of_word(char32_t c) { return is_digit(c) || is_letter(c); }

// A letter of a word, the apostrophe inside one, or the point inside a number.
constexpr bool inside_word(std::u32string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    if (is_letter_of_word(text[at])) return true;
    if (at == 0 || at + 1 >= text.size()) return false;
    const char32_t before = text[at - 1], behind = text[at + 1];
    return (text[at] == U'\'' && is_letter_of_word(before) && is_letter_of_word(behind)) ||
           ((text[at] == U'.' || text[at] == U',') && is_digit(before) && is_digit(behind));
}

inline constexpr std::size_t phrase_key_count = std::size_t{1} << 15;

class PhraseKeys {
public:
    // The key of a word of a pattern: whole, where it is all letters and ends there.
    static std::uint16_t of_pattern(std::u32string_view word, bool prefix) {
        const bool letters = std::ranges::all_of(word, is_letter_of_word);
        std::uint64_t hash = start;
        for (const char32_t c : letters && !prefix ? word : word.substr(0, longest(word[0]))) hash = next(hash, c);
        return key(letters && !prefix ? next(hash, end_of_word) : hash);
    }

    // Calls `take` with each key a pattern's word could have that stands at `at`: never inside a word.
    template <class Take>
    static void at(std::u32string_view text, std::size_t at, Take&& take) {
        const std::size_t most = std::min(longest(text[at]), text.size() - at);
        std::uint64_t hash = start;
        for (std::size_t i = 0; i < most; ++i) {
            hash = next(hash, text[at + i]);
            take(key(hash));
        }
        if (!is_letter_of_word(text[at])) return;
        hash = start;
        std::size_t end = at;
        for (; end < text.size() && is_letter_of_word(text[end]); ++end) hash = next(hash, text[end]);
        if (!inside_word(text, end)) take(key(next(hash, end_of_word)));
    }

    // Whether a phrase may begin here at all.
    static bool begins(std::u32string_view text, std::size_t at) {
        return at == 0 || !is_letter_of_word(text[at]) || !inside_word(text, at - 1);
    }

private:
    static constexpr std::uint64_t start = 0xCBF29CE484222325U; // FNV-1a, by code points
    static constexpr char32_t end_of_word = 0xFFFFFFFFU;
    static constexpr std::uint64_t next(std::uint64_t hash, char32_t c) { return (hash ^ c) * 0x100000001B3U; }
    static constexpr std::uint16_t key(std::uint64_t hash) {
        return static_cast<std::uint16_t>((hash ^ (hash >> 29U) ^ (hash >> 47U)) % phrase_key_count);
    }
    static constexpr std::size_t longest(char32_t first) { return is_letter_of_word(first) ? 4 : 2; }
};

// What is filed under each key.
class KeyIndex {
public:
    using Entry = std::pair<std::uint16_t, std::uint32_t>; // key, what

    void build(std::vector<Entry> entries) {
        std::ranges::sort(entries);
        entries.erase(std::ranges::unique(entries).begin(), entries.end());
        first_.assign(phrase_key_count + 1, 0);
        for (const Entry& e : entries) ++first_[e.first + 1U];
        for (std::size_t k = 0; k < phrase_key_count; ++k) first_[k + 1] += first_[k];
        items_.clear();
        items_.reserve(entries.size());
        for (const Entry& e : entries) items_.push_back(e.second);
    }
    std::span<const std::uint32_t> of(std::uint16_t key) const {
        if (first_.empty()) return {};
        return std::span(items_).subspan(first_[key], first_[key + 1U] - first_[key]);
    }

private:
    std::vector<std::uint32_t> first_; // of each key's items; one more at the end
    std::vector<std::uint32_t> items_;
};

} // namespace rapport::scoring
