#include "sim/base/byte_scan.h"
#include "sim/base/text.h"
#include "sim/scenario_files/parse.h"

namespace rapport::scenario_files {
namespace {

// Whether eight bytes are all plain: ASCII and not NUL.
bool plain(std::uint64_t eight) { return (eight & eight_times(0x80)) == 0 && !any_below(eight, 1); }

// A byte order mark of UTF-16, or, without one, the first two characters as two bytes each: a scenario begins with
// signs of ASCII.
bool in_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    if (bytes.size() < 4) return false;
    const auto wide = [&](std::size_t sign, std::size_t nul) {
        return bytes[sign] != 0 && bytes[nul] == 0 && bytes[sign + 2] != 0 && bytes[nul + 2] == 0;
    };
    return wide(0, 1) || wide(1, 0);
}

} // namespace

bool is_bidi_control(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string code_point_name(char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name = "U+";
    for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
        name += digits[(c >> static_cast<unsigned>(shift)) & 0xFU];
    return name;
}

void screen_characters(std::string_view bytes, Findings& findings) {
    if (in_utf16(bytes)) {
        findings.at(0, "saved_as_utf16"); // every other byte would be a finding of its own
        return;
    }
    std::size_t broken = 0;
    for (std::size_t pos = 0; pos < bytes.size();) {
        if (pos + 8 <= bytes.size() && plain(eight_bytes(bytes.data() + pos))) {
            pos += 8;
            continue;
        }
        const std::size_t start = pos;
        const char32_t c = next_code_point(bytes, pos);
        if (c == 0xFFFD && pos - start == 1) {
            // The first tells all: the file is in another encoding, or damaged.
            if (broken++ == 0) findings.at(start, "not_utf8");
        } else if (c == 0) {
            findings.at(start, "nul_character");
        } else if (is_bidi_control(c)) {
            findings.at(start, "bidi_control", {{"character", code_point_name(c)}});
        }
    }
}

} // namespace rapport::scenario_files
