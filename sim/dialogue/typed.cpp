#include "sim/dialogue/typed.h"

#include "sim/base/text.h"

#include <algorithm>
#include <array>

namespace rapport::dialogue {
namespace {

constexpr std::array<std::string_view, 3> matched_ids{"by_reading", "by_trainee", "nothing_fits"};

// Controls of the terminal and of the direction of writing: words could be made to look like others.
bool hidden(char32_t c) {
    return c < U' ' || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool blank(char32_t c) { return c == U' ' || c == U'\n' || c == 0xA0 || c == 0x3000; }

} // namespace

std::string_view id(Matched matched) { return matched_ids[static_cast<std::size_t>(matched)]; }

std::optional<Matched> matched_from(std::string_view id) {
    const auto found = std::ranges::find(matched_ids, id);
    if (found == matched_ids.end()) return std::nullopt;
    return static_cast<Matched>(found - matched_ids.begin());
}

std::string typed_text(std::string_view as_typed) {
    std::string text;
    std::size_t kept = 0; // up to the last character that is no blank
    for (std::size_t pos = 0; pos < as_typed.size();) {
        char32_t c = next_code_point(as_typed, pos);
        if (c == U'\r' && pos < as_typed.size() && as_typed[pos] == '\n') continue;
        if (c == U'\r' || c == 0x85 || c == 0x2028 || c == 0x2029) c = U'\n';
        if (c == U'\t') c = U' ';
        if (c != U'\n' && hidden(c)) continue;
        if (text.empty() && blank(c)) continue;
        append_utf8(text, c);
        if (!blank(c)) kept = text.size();
    }
    text.resize(kept);
    return text;
}

std::optional<Diagnostic> unfit(const TypedReply& reply) {
    if (reply.text.empty()) return Diagnostic::error("typed_empty");
    const std::size_t length = code_points(reply.text);
    if (length > longest_typed)
        return Diagnostic::error("typed_too_long")
            .with("length", std::to_string(length))
            .with("most", std::to_string(longest_typed));
    const auto outside = [&](const scoring::Evidence& e) {
        return e.level == 0 || e.start > length || e.length > length - e.start ||
               code_point_slice(reply.text, e.start, e.length) != e.quote;
    };
    if (reply.evidence.size() > most_evidence || reply.text != typed_text(reply.text) ||
        std::ranges::any_of(reply.evidence, outside))
        return Diagnostic::error("typed_unreadable");
    return std::nullopt;
}

} // namespace rapport::dialogue
