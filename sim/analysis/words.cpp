// Comparing the words of replies (sim/analysis/flaws.h).
#include "sim/analysis/flaws.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
char32_t lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }

// Letters, digits and Chinese characters. Full-width signs and general punctuation are none.
bool is_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c) || (c >= U'0' && c <= U'9');
    return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFF0F) &&
           !(c >= 0xFF1A && c <= 0xFF20);
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

} // namespace

LetterPairs letter_pairs(std::string_view text) {
    LetterPairs pairs;
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = lower(next_code_point(text, at));
        if (!is_letter(c)) continue;
        if (before != 0) pairs.push_back((std::uint64_t{before} << 32) | c);
        before = c;
    }
    std::ranges::sort(pairs);
    return pairs;
}

int likeness(std::string_view a, std::string_view b) {
    const LetterPairs first = letter_pairs(a), second = letter_pairs(b);
    if (first.empty() || second.empty()) return a == b ? 100 : 0;
    return likeness(first, second);
}

int likeness(const LetterPairs& first, const LetterPairs& second) {
    if (first.empty() || second.empty()) return 0;
    std::size_t shared = 0;
    for (std::size_t i = 0, k = 0; i < first.size() && k < second.size();) {
        if (first[i] == second[k])
            ++shared, ++i, ++k;
        else if (first[i] < second[k])
            ++i;
        else
            ++k;
    }
    return static_cast<int>(200 * shared / (first.size() + second.size()));
}

bool contains_any(std::string_view text, const std::vector<std::string>& words, Language language) {
    const std::string all = language == Language::en ? lower_case(text) : std::string(text);
    const auto letter_at = [&](std::size_t i) {
        return i < all.size() && is_ascii_letter(static_cast<unsigned char>(all[i]));
    };
    for (const std::string& word : words)
        for (std::size_t at = all.find(word); at != std::string::npos; at = all.find(word, at + 1)) {
            if (language == Language::zh) return true;
            if ((at == 0 || !letter_at(at - 1)) && !letter_at(at + word.size())) return true;
        }
    return false;
}

} // namespace rapport::analysis
