// Numbers as written, in figures, English words and Chinese characters. Private to scoring/text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rapport::scoring {

enum class NumeralForm : std::uint8_t { figures, english, chinese };

struct Numeral {
    std::int64_t thousandths = 0;
    std::size_t end = 0; // behind its last character
    NumeralForm form = NumeralForm::figures;
    bool vague = false;
    bool whole = true;            // no fraction written
    std::size_t characters = 0;   // figures before the point, or Chinese characters
    std::size_t decimals = 0;     // figures after the point
    std::int64_t positional = -1; // Chinese digits without 十百千: read one after the other (七五: 75)
    bool implies_measure = false; // 俩 仨: 个 is in it
};

// The number that begins at `at`, if one does: 1,000 · 4.50 · 3k · 1.5万 · ½ · seventy-two · a hundred · two and a half
// · a few · 一百零五 · 二〇二四 · 五百八 · 几十. The caller sees to it that `at` is no inside of a word or figure.
std::optional<Numeral> numeral_at(std::u32string_view text, std::size_t at);
std::optional<Numeral> figures_at(std::u32string_view text, std::size_t at);
std::optional<Numeral> english_numeral_at(std::u32string_view text, std::size_t at);
std::optional<Numeral> chinese_numeral_at(std::u32string_view text, std::size_t at);

// Reading helpers of the parsers. Gaps and words are bounded, so that no attempt costs more than a constant.
std::u32string_view latin_word_at(std::u32string_view text, std::size_t at); // "" where none begins; at most 16 letters
std::u32string_view latin_word_before(std::u32string_view text, std::size_t at); // skips up to 3 spaces
std::size_t after_spaces(std::u32string_view text, std::size_t at);              // up to 3 spaces
std::size_t after_gap(std::u32string_view text, std::size_t at);                 // … or one hyphen
bool says(std::u32string_view text, std::size_t at, std::u32string_view what);   // these characters stand at `at`
// These words, separated by gaps, whole: where they end, or nothing.
std::optional<std::size_t> words_at(std::u32string_view text, std::size_t at, std::u32string_view words);

} // namespace rapport::scoring
