#include "scoring/text/numerals.h"

#include "scoring/text/characters.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rapport::scoring {
namespace {

constexpr std::size_t longest_amount = 15; // figures
constexpr std::int64_t largest = 1'000'000'000'000'000;

struct NumberWord {
    std::u32string_view word;
    std::int64_t value;
};

constexpr auto small_words = std::to_array<NumberWord>(
    {{U"zero", 0},      {U"one", 1},       {U"two", 2},       {U"three", 3},    {U"four", 4},     {U"five", 5},
     {U"six", 6},       {U"seven", 7},     {U"eight", 8},     {U"nine", 9},     {U"ten", 10},     {U"eleven", 11},
     {U"twelve", 12},   {U"thirteen", 13}, {U"fourteen", 14}, {U"fifteen", 15}, {U"sixteen", 16}, {U"seventeen", 17},
     {U"eighteen", 18}, {U"nineteen", 19}, {U"twenty", 20},   {U"thirty", 30},  {U"forty", 40},   {U"fourty", 40},
     {U"fifty", 50},    {U"sixty", 60},    {U"seventy", 70},  {U"eighty", 80},  {U"ninety", 90}});
constexpr auto scale_words =
    std::to_array<NumberWord>({{U"hundred", 100}, {U"thousand", 1000}, {U"grand", 1000}, {U"million", 1'000'000}});

template <std::size_t N>
const NumberWord* number_word(const std::array<NumberWord, N>& words, std::u32string_view word) {
    const auto found = std::ranges::find(words, word, &NumberWord::word);
    return found == words.end() ? nullptr : &*found;
}

int han_digit(char32_t c) {
    constexpr std::u32string_view plain = U"零一二三四五六七八九";
    constexpr std::u32string_view formal = U"〇壹贰叁肆伍陆柒捌玖";
    if (c == U'两') return 2;
    if (const auto at = plain.find(c); at != plain.npos) return static_cast<int>(at);
    if (const auto at = formal.find(c); at != formal.npos) return static_cast<int>(at);
    return -1;
}

std::int64_t han_scale(char32_t c) {
    switch (c) {
    case U'十':
    case U'拾':
        return 10;
    case U'百':
    case U'佰':
        return 100;
    case U'千':
    case U'仟':
        return 1000;
    case U'万':
        return 10'000;
    case U'亿':
        return 100'000'000;
    default:
        return 0;
    }
}

char32_t at_or_space(std::u32string_view text, std::size_t at) { return at < text.size() ? text[at] : U' '; }

// "and a half", "and a quarter" after a number in words or figures.
void add_written_fraction(std::u32string_view text, Numeral& n) {
    const std::size_t next = after_spaces(text, n.end);
    if (const auto end = words_at(text, next, U"and a half")) {
        n.thousandths += 500, n.end = *end, n.whole = false;
    } else if (const auto quarter = words_at(text, next, U"and a quarter")) {
        n.thousandths += 250, n.end = *quarter, n.whole = false;
    }
}

int vulgar_fraction(char32_t c) { return c == U'½' ? 500 : c == U'¼' ? 250 : c == U'¾' ? 750 : 0; }

// 多, 余, 来 after a round number: 十多天, 三十来个.
void take_vague_suffix(std::u32string_view text, Numeral& n) {
    const char32_t next = at_or_space(text, n.end);
    if ((next == U'多' || next == U'余') && n.thousandths >= 10'000 && n.thousandths % 10'000 == 0)
        ++n.end, n.vague = true;
}

} // namespace

bool says(std::u32string_view text, std::size_t at, std::u32string_view what) {
    return at <= text.size() && text.substr(at).starts_with(what);
}

std::u32string_view latin_word_at(std::u32string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_latin(text[end]) && end - at < 16) ++end;
    return at < text.size() ? text.substr(at, end - at) : std::u32string_view{};
}

std::u32string_view latin_word_before(std::u32string_view text, std::size_t at) {
    std::size_t end = at;
    while (end > 0 && at - end < 3 && text[end - 1] == U' ') --end;
    std::size_t start = end;
    while (start > 0 && end - start < 16 && is_latin(text[start - 1])) --start;
    return text.substr(start, end - start);
}

std::size_t after_spaces(std::u32string_view text, std::size_t at) {
    const std::size_t from = at;
    while (at < text.size() && text[at] == U' ' && at - from < 3) ++at;
    return at;
}

std::size_t after_gap(std::u32string_view text, std::size_t at) {
    if (at + 1 < text.size() && text[at] == U'-' && is_latin(text[at + 1])) return at + 1;
    return after_spaces(text, at);
}

std::optional<std::size_t> words_at(std::u32string_view text, std::size_t at, std::u32string_view words) {
    while (!words.empty()) {
        const auto space = words.find(U' ');
        const std::u32string_view word = words.substr(0, space);
        if (latin_word_at(text, at) != word) return std::nullopt;
        at += word.size();
        if (space == words.npos) return at;
        words.remove_prefix(space + 1);
        const std::size_t next = after_gap(text, at);
        if (next == at) return std::nullopt;
        at = next;
    }
    return at;
}

std::optional<Numeral> figures_at(std::u32string_view text, std::size_t at) {
    if (const int part = vulgar_fraction(at_or_space(text, at)); part != 0) {
        Numeral n{.thousandths = part, .end = at + 1};
        n.whole = false;
        return n;
    }
    if (at >= text.size() || !is_digit(text[at])) return std::nullopt;
    Numeral n;
    std::size_t p = at;
    std::int64_t value = 0;
    std::uint64_t name = 0xCBF29CE484222325U;
    const auto take = [&](char32_t c) {
        if (++n.characters <= longest_amount) value = value * 10 + static_cast<std::int64_t>(c - U'0');
        name = (name ^ c) * 0x100000001B3U;
    };
    while (p < text.size() && is_digit(text[p])) take(text[p++]);
    // Thousands: a comma and exactly three figures.
    const auto group = [&] {
        return p + 3 < text.size() && text[p] == U',' && is_digit(text[p + 1]) && is_digit(text[p + 2]) &&
               is_digit(text[p + 3]) && !(p + 4 < text.size() && is_digit(text[p + 4]));
    };
    while (p - at <= 20 && (p - at <= 3 || n.characters > 3) && group() && text[at] != U'0') {
        take(text[p + 1]), take(text[p + 2]), take(text[p + 3]);
        p += 4;
    }
    n.end = p;
    if (n.characters > longest_amount) {
        n.thousandths = -static_cast<std::int64_t>(name >> 2U) - 1;
        return n;
    }
    n.thousandths = std::min(value, largest) * 1000;
    if (p + 1 < text.size() && text[p] == U'.' && is_digit(text[p + 1])) {
        std::int64_t place = 100;
        for (++p; p < text.size() && is_digit(text[p]); ++p, ++n.decimals, place /= 10)
            n.thousandths += place * static_cast<std::int64_t>(text[p] - U'0');
        n.end = p;
        n.whole = false;
    }
    if (const int part = vulgar_fraction(at_or_space(text, p)); part != 0)
        n.thousandths += part, n.end = ++p, n.whole = false;
    const char32_t next = at_or_space(text, p);
    std::int64_t scale = han_scale(next);
    if (next == U'百' && at_or_space(text, p + 1) == U'分') scale = 0;
    if (next == U'k' && !is_latin(at_or_space(text, p + 1))) scale = 1000;
    if (scale > 10 && n.thousandths <= largest * 1000 / scale / 10'000) {
        n.thousandths *= scale, ++n.end;
        if (at_or_space(text, n.end) == U'万' && scale < 10'000) n.thousandths *= 10'000, ++n.end;
    }
    if (n.whole) add_written_fraction(text, n);
    take_vague_suffix(text, n);
    return n;
}

std::optional<Numeral> english_numeral_at(std::u32string_view text, std::size_t at) {
    Numeral n{.end = at, .form = NumeralForm::english};
    // Fixed phrases first.
    struct Phrase {
        std::u32string_view words;
        std::int64_t value;
        bool vague;
    };
    static constexpr auto phrases = std::to_array<Phrase>({{U"a couple of", 2, false},
                                                           {U"a couple", 2, false},
                                                           {U"couple of", 2, false},
                                                           {U"half a dozen", 6, false},
                                                           {U"a dozen", 12, false},
                                                           {U"a few", 3, true},
                                                           {U"several", 3, true}});
    std::u32string_view word = latin_word_at(text, at);
    if (word == U"a" || word == U"couple" || word == U"half" || word == U"several")
        for (const auto& phrase : phrases)
            if (const auto end = words_at(text, at, phrase.words)) {
                n.thousandths = phrase.value * 1000, n.vague = phrase.vague, n.end = *end;
                return n;
            }

    std::int64_t total = 0;   // thousands and above
    std::int64_t current = 0; // below the next scale
    bool any = false;
    bool open_tens = false; // "seventy" waits for its "two"
    std::size_t p = at;
    if (word == U"a") {
        const std::size_t next = after_spaces(text, p + 1);
        if (next == p + 1 || number_word(scale_words, latin_word_at(text, next)) == nullptr) return std::nullopt;
        p = next, current = 1, any = true;
    }
    // Nobody says more than a dozen words of a number.
    for (int words = 0; words < 12; ++words) {
        word = latin_word_at(text, p);
        if (const auto* small = number_word(small_words, word)) {
            const bool fits = current % 100 == 0 || (open_tens && small->value > 0 && small->value < 10);
            if (any && !fits) break;
            current += small->value;
            open_tens = small->value >= 20;
        } else if (const auto* scale = any ? number_word(scale_words, word) : nullptr) {
            if (scale->value == 100) {
                if (current >= 100) break;
                current *= 100;
            } else {
                total += current * scale->value, current = 0;
            }
            open_tens = false;
        } else {
            break;
        }
        any = true;
        p += word.size();
        n.end = p;
        std::size_t next = after_gap(text, p);
        if (next == p) break;
        // "a hundred and five"; not "two and three"
        if ((current >= 100 || total > 0) && latin_word_at(text, next) == U"and") {
            const std::size_t behind = after_spaces(text, next + 3);
            if (number_word(small_words, latin_word_at(text, behind)) != nullptr) next = behind;
        }
        p = next;
    }
    if (!any || n.end == at) return std::nullopt;
    n.thousandths = (total + current) * 1000;
    // "two point five"
    if (const std::size_t next = after_spaces(text, n.end); latin_word_at(text, next) == U"point") {
        const std::size_t behind = after_spaces(text, next + 5);
        const std::u32string_view digit = latin_word_at(text, behind);
        if (const auto* small = number_word(small_words, digit); small != nullptr && small->value < 10)
            n.thousandths += small->value * 100, n.end = behind + digit.size(), n.whole = false;
    }
    if (n.whole) add_written_fraction(text, n);
    return n;
}

std::optional<Numeral> chinese_numeral_at(std::u32string_view text, std::size_t at) {
    const char32_t first = at_or_space(text, at);
    Numeral n{.end = at, .form = NumeralForm::chinese};
    if (first == U'俩' || first == U'仨') {
        n.thousandths = first == U'俩' ? 2000 : 3000, n.end = at + 1, n.characters = 1, n.implies_measure = true;
        return n;
    }
    // 百 千 万 begin no number: 百般, 千万, 万一.
    if (han_digit(first) < 0 && han_scale(first) != 10 && first != U'几') return std::nullopt;

    std::size_t end = at;
    bool scaled = false;
    while (end < text.size() && end - at < 24 &&
           (han_digit(text[end]) >= 0 || han_scale(text[end]) > 0 || text[end] == U'几')) {
        if (text[end] == U'百' && at_or_space(text, end + 1) == U'分') break; // 百分之
        scaled = scaled || han_scale(text[end]) > 0;
        n.vague = n.vague || text[end] == U'几';
        ++end;
    }
    n.end = end;
    n.characters = end - at;
    const auto digit = [&](std::size_t i) { return text[i] != U'几' ? han_digit(text[i]) : i == at ? 3 : 0; };
    if (!scaled) {
        std::int64_t value = 0;
        if (n.characters <= longest_amount)
            for (std::size_t i = at; i < end; ++i) value = value * 10 + digit(i);
        n.positional = value;
        // 两三天, 三五天: about
        if (n.characters == 2 && digit(at) > 0 && digit(at + 1) > digit(at) && digit(at + 1) - digit(at) <= 2)
            value = digit(at), n.vague = true;
        n.thousandths = value * 1000;
    } else {
        std::int64_t total = 0;
        std::int64_t section = 0; // below 万
        std::int64_t pending = -1;
        std::int64_t last_scale = 0;
        bool zero = false;
        for (std::size_t i = at; i < end; ++i) {
            if (const int d = digit(i); d >= 0) {
                if (pending > 0) n.vague = true; // 三四十
                if (pending <= 0) pending = d;
                zero = d == 0;
                if (d == 0) pending = -1, last_scale = 0;
                continue;
            }
            const std::int64_t scale = han_scale(text[i]);
            if (scale >= 10'000) {
                // 亿 multiplies all before it, 万 what follows the last 亿.
                const std::int64_t before = (scale > 10'000 ? total : 0) + section + std::max<std::int64_t>(pending, 0);
                const std::int64_t product = before > largest / scale ? largest : before * scale;
                total = scale > 10'000 ? product : std::min(largest, total + product);
                section = 0;
            } else {
                section += (pending < 0 ? 1 : pending) * scale;
            }
            pending = -1;
            last_scale = scale;
        }
        // 五百八 is 580, 一万二 12,000; 五百零八 is 508, 十八 18.
        if (pending > 0) section += last_scale > 10 && !zero ? pending * last_scale / 10 : pending;
        n.thousandths = std::min(largest, total + section) * 1000;
    }
    take_vague_suffix(text, n);
    return n;
}

std::optional<Numeral> numeral_at(std::u32string_view text, std::size_t at) {
    if (at >= text.size()) return std::nullopt;
    if (is_latin(text[at])) return english_numeral_at(text, at);
    if (is_han(text[at])) return chinese_numeral_at(text, at);
    return figures_at(text, at);
}

} // namespace rapport::scoring
