#include "sim/gui/widgets/line_break.h"

#include "sim/base/text.h"

#include <algorithm>
#include <limits>

namespace rapport::gui {
namespace {

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

bool digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= 0xFF10 && c <= 0xFF19); }

// Full-width forms by number: in many editors they cannot be told from the ASCII ones.
constexpr std::u32string_view closing =
    U"\u3002\uFF0C\u3001\uFF01\uFF1F\uFF1B\uFF1A\uFF09\u300D\u300F\u3011\u300B\u3009\u3015"
    U"\u3017\uFF5D\uFF3D"                                                 // 。,、!?;:)」』】》〉〕〗}]
    U"\u2026\u2014\uFF5E\u00B7\u201D\u2019\uFF05\u2030\u2103\u30FC\u3005" // …—~·”’%‰℃ー々
    U".,!?;:)]}%\u00BB\u203A";
constexpr std::u32string_view opening = U"\u300C\u300E\uFF08\u3010\u300A\u3008\u3014\u3016\uFF5B\uFF3B\u201C\u2018"
                                        U"\uFFE5\u00A5\uFF04" // 「『(【《〈〔〖{[“‘¥¥$
                                        U"([{\u00AB\u2039$\u20AC\u00A3#\u2116";
constexpr std::u32string_view ambiguous_quotes = U"'\"";

bool joins_backwards(char32_t c) { // belongs to the character before it
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D || c == 0x20E3 || c == 0xFEFF ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x2060 || c == 0x00A0 || c == 0x202F;
}

bool emoji(char32_t c) { return c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF); }

// Han that reads as one with the number before it: 3天, 72小时, 5号, 20元.
bool unit_after_number(char32_t c) { return one_of(c, U"天日月年号时分秒元块角个件次折岁点位单周楼层期"); }

bool space(char32_t c) { return c == U' ' || c == U'\t' || c == 0x3000; }

struct Measured {
    char32_t c;
    std::size_t at;
    float width;
};

} // namespace

bool may_break_between(char32_t before, char32_t after) {
    if (before == 0x200B) return true;
    if (joins_backwards(after) || before == 0x200D || before == 0x00A0 || before == 0x202F || before == 0x2060)
        return false;
    if (space(after)) return false; // it hangs at the end of the line
    if (one_of(after, closing)) return false;
    if (space(before)) return true;
    if (one_of(before, opening) || one_of(before, ambiguous_quotes) || one_of(after, ambiguous_quotes)) return false;
    if (digit(before) && unit_after_number(after)) return false;
    if (before == U'\u2014' || before == U'\u2013') return !digit(after); // after a dash
    return is_cjk(before) || is_cjk(after) || emoji(before) || emoji(after);
}

std::vector<Line> break_lines(std::string_view text, float width, const Measure& measure) {
    std::vector<Measured> run;
    run.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        run.push_back({c, begin, c == U'\n' || c == U'\r' ? 0.0F : measure(c)});
    }
    const float limit = width > 0 ? width : std::numeric_limits<float>::max();
    const auto byte_at = [&](std::size_t i) { return i < run.size() ? run[i].at : text.size(); };

    std::vector<Line> lines;
    const auto emit = [&](std::size_t from, std::size_t to, bool hard) {
        while (to > from && (space(run[to - 1].c) || run[to - 1].c == U'\r')) --to;
        Line line{byte_at(from), byte_at(to), from, to - from, 0, hard};
        for (std::size_t i = from; i < to; ++i) line.width += run[i].width;
        lines.push_back(line);
    };

    std::size_t start = 0;
    std::size_t candidate = 0; // the last place where this line may end; `start`: none yet
    float used = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
        if (run[i].c == U'\n') {
            emit(start, i, true);
            start = candidate = i + 1;
            used = 0;
            continue;
        }
        if (i > start && may_break_between(run[i - 1].c, run[i].c)) candidate = i;
        used += run[i].width;
        if (used <= limit || space(run[i].c) || i == start || joins_backwards(run[i].c)) continue;
        const std::size_t cut = candidate > start ? candidate : i; // i: a word longer than the line
        emit(start, cut, false);
        start = candidate = cut;
        used = 0;
        for (std::size_t k = start; k <= i; ++k) used += run[k].width;
        // What moved down may itself allow a break further on.
        for (std::size_t k = start + 1; k <= i; ++k)
            if (may_break_between(run[k - 1].c, run[k].c)) candidate = k;
    }
    emit(start, run.size(), false);
    return lines;
}

bool has_chinese(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();)
        if (static_cast<unsigned char>(utf8[at]) < 0xE2)
            ++at; // nothing below U+2000 is
        else if (is_cjk(next_code_point(utf8, at)))
            return true;
    return false;
}

std::size_t byte_of_code_point(std::string_view text, std::size_t n) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < n && at < text.size(); ++i) next_code_point(text, at);
    return at;
}

std::u32string code_points_of(std::string_view utf8) {
    std::u32string all;
    for (std::size_t at = 0; at < utf8.size();) all.push_back(next_code_point(utf8, at));
    std::ranges::sort(all);
    const auto rest = std::ranges::unique(all);
    all.erase(rest.begin(), rest.end());
    return all;
}

} // namespace rapport::gui
