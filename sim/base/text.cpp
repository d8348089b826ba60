#include "sim/base/text.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace rapport {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

} // namespace

char32_t next_code_point(std::string_view s, std::size_t& pos) {
    const auto lead = static_cast<unsigned char>(s[pos++]);
    if (lead < 0x80) return lead;
    int extra = 0;
    char32_t c = 0;
    char32_t smallest = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        extra = 1, c = lead & 0x1FU, smallest = 0x80;
    } else if ((lead & 0xF0U) == 0xE0U) {
        extra = 2, c = lead & 0x0FU, smallest = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        extra = 3, c = lead & 0x07U, smallest = 0x10000;
    } else {
        return replacement;
    }
    std::size_t p = pos;
    for (int i = 0; i < extra; ++i, ++p) {
        if (p >= s.size() || !is_continuation(s[p])) return replacement;
        c = (c << 6U) | (static_cast<unsigned char>(s[p]) & 0x3FU);
    }
    if (c < smallest || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return replacement;
    pos = p;
    return c;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U)), put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U)), put(0x80U | ((c >> 6U) & 0x3FU)), put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U)), put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU)), put(0x80U | (c & 0x3FU));
    }
}

bool valid_utf8(std::string_view s) {
    for (std::size_t pos = 0; pos < s.size();) {
        const std::size_t start = pos;
        // U+FFFD itself is three bytes long; an error consumes exactly one.
        if (next_code_point(s, pos) == replacement && pos - start == 1) return false;
    }
    return true;
}

std::size_t code_points(std::string_view s) {
    std::size_t n = 0;
    for (std::size_t pos = 0; pos < s.size(); ++n) next_code_point(s, pos);
    return n;
}

std::string_view code_point_slice(std::string_view s, std::size_t from, std::size_t count) {
    std::size_t pos = 0;
    for (std::size_t i = 0; i < from && pos < s.size(); ++i) next_code_point(s, pos);
    const std::size_t begin = pos;
    for (std::size_t i = 0; i < count && pos < s.size(); ++i) next_code_point(s, pos);
    return s.substr(begin, pos - begin);
}

std::optional<CodePointRange> find_in_code_points(std::string_view text, std::string_view part) {
    const auto at = text.find(part);
    if (part.empty() || at == std::string_view::npos) return std::nullopt;
    return CodePointRange{code_points(text.substr(0, at)), code_points(part)};
}

std::string quoted_inside(std::string_view words) {
    std::string out;
    std::vector<char32_t> open; // the closing mark each is waiting for
    int doubles = 0;
    for (std::size_t at = 0; at < words.size();) {
        const char32_t c = next_code_point(words, at);
        const bool inner = open.size() % 2 == 0; // what stands directly in the “ ” around it all
        // A ’ closes only where a ‘ is open and no letter follows: elsewhere it is an apostrophe.
        const bool letter = at < words.size() && std::isalpha(static_cast<unsigned char>(words[at])) != 0;
        if (c == U'"') {
            // Straight marks open and close by turns.
            const bool closes = !open.empty() && open.back() == U'"';
            if (closes) open.pop_back();
            append_utf8(out, (open.size() % 2 == 0 ? closes ? U'’' : U'‘' : closes ? U'”' : U'“'));
            if (!closes) open.push_back(U'"');
        } else if (c == U'“' || c == U'‘') {
            append_utf8(out, inner ? U'‘' : U'“');
            open.push_back(c == U'“' ? U'”' : U'’');
        } else if (!open.empty() && c == open.back() && !(c == U'’' && letter)) {
            open.pop_back();
            append_utf8(out, open.size() % 2 == 0 ? U'’' : U'”');
        } else {
            append_utf8(out, c);
        }
        doubles += c == U'“' ? 1 : c == U'”' ? -1 : 0;
        if (doubles < 0) return std::string(words);
    }
    return open.empty() ? out : std::string(words);
}

bool is_cjk(char32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

std::int64_t reading_time_ms(std::string_view text) {
    std::int64_t words = 0;
    std::int64_t ideographs = 0;
    bool in_word = false;
    for (std::size_t pos = 0; pos < text.size();) {
        const char32_t c = next_code_point(text, pos);
        const bool ideograph = (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
        // Dashes, dots and quotation marks (U+00A1–BF, U+2000–206F) are not read aloud.
        const bool mark = (c >= 0xA1 && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F);
        const bool letter =
            !ideograph && !is_cjk(c) && !mark && c > 0x20 && (c > 0x7F || std::isalnum(static_cast<int>(c)) != 0);
        ideographs += ideograph ? 1 : 0;
        if (letter && !in_word) ++words;
        // An apostrophe or hyphen inside a word does not start another.
        in_word = letter || (in_word && (c == '\'' || c == '-' || c == 0x2019));
    }
    return words * 300 + ideographs * 250;
}

std::optional<std::string_view> nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    std::optional<std::string_view> best;
    std::size_t best_distance = std::numeric_limits<std::size_t>::max();
    for (const auto candidate : candidates) {
        const std::size_t longest = std::max(word.size(), candidate.size());
        const std::size_t limit = std::min<std::size_t>(3, std::max<std::size_t>(1, longest / 3));
        const std::size_t gap = longest - std::min(word.size(), candidate.size());
        if (gap > limit || longest > 64) continue;
        std::vector<std::vector<std::size_t>> d(word.size() + 1, std::vector<std::size_t>(candidate.size() + 1));
        for (std::size_t i = 0; i <= word.size(); ++i) d[i][0] = i;
        for (std::size_t j = 0; j <= candidate.size(); ++j) d[0][j] = j;
        for (std::size_t i = 1; i <= word.size(); ++i)
            for (std::size_t j = 1; j <= candidate.size(); ++j) {
                const std::size_t cost = word[i - 1] == candidate[j - 1] ? 0 : 1;
                d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
                if (i > 1 && j > 1 && word[i - 1] == candidate[j - 2] && word[i - 2] == candidate[j - 1])
                    d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        const std::size_t distance = d[word.size()][candidate.size()];
        if (distance <= limit && distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

} // namespace rapport
