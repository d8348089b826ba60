#include "sim/cli/columns.h"

#include "sim/base/text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace rapport::cli {
namespace {

constexpr std::size_t widest = 100; // longer lines are hard to read
constexpr std::size_t narrowest = 20;

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

std::size_t columns_of(char32_t c) {
    if (is_control(c) || (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F))
        return 0;
    const bool half_width_form = c >= 0xFF61 && c <= 0xFFDC;
    const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
    const bool emoji = c >= 0x1F300 && c <= 0x1FAFF;
    return (is_cjk(c) && !half_width_form) || hangul || emoji ? 2 : 1;
}

bool among(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }
bool opens(char32_t c) { return among(U"“‘「『（《〈【〔([{¥￥", c); }
bool closes(char32_t c) { return among(U"”’」』）》〉】〕)]}，。、；：！？…—·％%,.;:!?", c); }

// What is never cut: a Chinese character with the marks that cling to it, or a run of anything else up to a blank.
struct Unit {
    std::string text;
    std::size_t width = 0;
    std::size_t blanks = 0; // before it
    char32_t first = 0, last = 0;
};

std::vector<Unit> units_of(std::string_view line) {
    std::vector<Unit> units;
    std::size_t blanks = 0;
    for (std::size_t pos = 0; pos < line.size();) {
        const std::size_t start = pos;
        const char32_t c = next_code_point(line, pos);
        if (c == U' ' || c == U'\t') {
            ++blanks;
            continue;
        }
        const bool clings =
            !units.empty() && blanks == 0 &&
            (opens(units.back().last) || closes(c) || (!is_cjk(units.back().last) && !is_cjk(c) && !opens(c)));
        if (!clings) units.push_back({.text = {}, .width = 0, .blanks = blanks, .first = c, .last = c});
        Unit& unit = units.back();
        unit.text += line.substr(start, pos - start);
        unit.width += columns_of(c);
        unit.last = c;
        blanks = 0;
    }
    return units;
}

// "•", "✓✓", "▸2." and the like: what follows lines up behind it.
bool is_bullet(std::string_view word) {
    bool any_digit = false;
    for (std::size_t pos = 0; pos < word.size();) {
        const char32_t c = next_code_point(word, pos);
        const bool digit = c >= U'0' && c <= U'9';
        any_digit = any_digit || digit;
        if (!digit && !among(U"•✓✗○▸", c) && !(c == U'.' && any_digit && pos == word.size())) return false;
        if (digit && pos == word.size()) return false; // a plain number
    }
    return true;
}

void wrap_line(std::string& out, std::string_view line, std::size_t width) {
    const auto units = units_of(line);
    if (units.empty()) return;
    std::size_t hang = units[0].blanks;
    if (units.size() > 1 && units[1].blanks > 0 && is_bullet(units[0].text)) hang += units[0].width + units[1].blanks;
    hang = std::min(hang, width / 2);
    std::size_t at = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        if (i > 0 && at + unit.blanks + unit.width > width && at > hang) {
            out += '\n';
            out.append(hang, ' ');
            at = hang;
        } else {
            out.append(unit.blanks, ' ');
            at += unit.blanks;
        }
        out += unit.text;
        at += unit.width;
    }
}

} // namespace

std::size_t columns(std::string_view text) {
    std::size_t sum = 0;
    for (std::size_t pos = 0; pos < text.size();) sum += columns_of(next_code_point(text, pos));
    return sum;
}

std::string harmless(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t pos = 0; pos < text.size();) {
        const char32_t c = next_code_point(text, pos);
        append_utf8(out, is_control(c) && c != U'\n' && c != U'\t' ? char32_t{0xFFFD} : c);
    }
    return out;
}

std::string shell_word(std::string_view path) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-";
    if (!path.empty() && path.find_first_not_of(plain) == std::string_view::npos) return std::string(path);
    std::string word = "'";
    for (const char c : path) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string wrapped(std::string_view text, std::size_t width) {
    if (width == 0) return std::string(text);
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t end = std::min(text.find('\n', pos), text.size());
        wrap_line(out, text.substr(pos, end - pos), width);
        if (end < text.size()) out += '\n';
        pos = end + 1;
    }
    return out;
}

std::size_t line_width(int descriptor) {
    std::size_t width = 0;
    if (winsize size{}; isatty(descriptor) != 0) {
        width = ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    } else if (const char* set = std::getenv("COLUMNS")) {
        const std::string_view digits(set);
        if (std::from_chars(digits.data(), digits.data() + digits.size(), width).ec != std::errc{}) width = 0;
    }
    return width == 0 ? 0 : std::clamp(width, narrowest, widest);
}

} // namespace rapport::cli
