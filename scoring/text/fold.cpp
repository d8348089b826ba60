#include "scoring/text/fold.h"

#include "sim/base/text.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace rapport::scoring {
namespace {

constexpr std::size_t plane = 0x10000;

struct FoldTable {
    std::vector<char32_t> basic;                       // by code point, below U+10000
    std::vector<std::pair<char32_t, char32_t>> beyond; // ordered by the first
};

char32_t folded_mark(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0; // full width, then what its half-width twin becomes
    switch (c) {
    case U'\t':
    case U'\r':
    case U'\v':
    case U'\f':
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xA0:
        return U' ';
    case 0x85:
    case 0x2028:
    case 0x2029:
        return U'\n';
    case U'‘':
    case U'’':
    case U'‚':
    case U'‛':
    case U'′':
    case U'`':
    case 0xB4:
    case 0x2BC:
        return U'\'';
    case U'„':
    case U'‟':
    case U'«':
    case U'「':
    case U'『':
    case U'〝':
    case 0xFE41:
    case 0xFE43:
    case 0xFF62:
        return U'“';
    case U'»':
    case U'」':
    case U'』':
    case U'〞':
    case 0xFE42:
    case 0xFE44:
    case 0xFF63:
        return U'”';
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
        return U'-';
    case 0x22EF:
    case 0xFE19:
        return U'…';
    case 0x301C:
    case 0x223C:
        return U'~';
    case 0xFF61:
        return U'。';
    case 0xFF64:
        return U'、';
    case 0x2027:
    case 0x30FB:
    case 0xFF65:
        return U'·';
    case 0xFFE0:
        return U'¢';
    case 0xFFE1:
        return U'£';
    case 0xFFE5:
        return U'¥';
    default:
        if (c >= 0x2000 && c <= 0x200A) return U' ';
        if (c >= 0x2010 && c <= 0x2015) return U'-';
        return c;
    }
}

FoldTable make_table() {
    FoldTable table;
    table.basic.resize(plane);
    for (char32_t c = 0; c < plane; ++c)
        table.basic[c] = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(folded_mark(c)), U_FOLD_CASE_DEFAULT));
    const auto add_beyond = [&](char32_t from, char32_t to) { table.beyond.emplace_back(from, to); };
    // Alphabets beyond the first plane that have capitals: Deseret … Adlam.
    for (char32_t c = 0x10400; c <= 0x1E943; ++c)
        if (const auto small = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
            small != c)
            add_beyond(c, small);

    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
    if (U_SUCCESS(status) && simplify) {
        // Only what the rules name is asked about: some thousands of characters instead of a hundred thousand.
        icu::UnicodeSet candidates;
        simplify->getSourceSet(candidates);
        for (int32_t r = 0; r < candidates.getRangeCount(); ++r)
            for (UChar32 c = candidates.getRangeStart(r); c <= candidates.getRangeEnd(r); ++c) {
                if (!is_han(static_cast<char32_t>(c))) continue;
                icu::UnicodeString one(c);
                simplify->transliterate(one);
                if (one.countChar32() != 1 || one.char32At(0) == c) continue;
                const auto to = static_cast<char32_t>(one.char32At(0));
                if (static_cast<std::size_t>(c) < plane)
                    table.basic[static_cast<std::size_t>(c)] = to;
                else
                    add_beyond(static_cast<char32_t>(c), to);
            }
    }
    table.basic[U'妳'] = U'你'; // how Taiwan and Hong Kong address a woman
    std::ranges::sort(table.beyond);
    return table;
}

const FoldTable& fold_table() {
    static const FoldTable table = make_table();
    return table;
}

char32_t looked_up(const FoldTable& table, char32_t c) {
    if (c < plane) return table.basic[c];
    const auto found = std::ranges::lower_bound(table.beyond, c, {}, &std::pair<char32_t, char32_t>::first);
    return found != table.beyond.end() && found->first == c ? found->second : c;
}

} // namespace

char32_t folded(char32_t c) { return looked_up(fold_table(), c); }

std::u32string folded(std::string_view utf8) {
    const FoldTable& table = fold_table();
    std::u32string out;
    out.reserve(utf8.size());
    for (std::size_t pos = 0; pos < utf8.size();) out.push_back(looked_up(table, next_code_point(utf8, pos)));
    return out;
}

std::string_view as_typed(std::string_view utf8, TextRange range) {
    return range.empty() ? std::string_view{} : code_point_slice(utf8, range.start, range.length());
}

std::string utf8_of(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

} // namespace rapport::scoring
