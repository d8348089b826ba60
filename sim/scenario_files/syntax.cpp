#include "sim/base/text.h"
#include "sim/scenario_files/parse.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Says in people's terms why bytes are not JSON. Only runs on files the JSON library has refused; it walks the text
// again with a grammar of its own, looking for the slips people make.

namespace rapport::scenario_files {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool hexadecimal(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// What other keyboards make of JSON's signs.
std::string_view meant_by(char32_t c) {
    switch (c) {
    case 0xFF0C:
    case 0x3001:
        return ",";
    case 0xFF1A:
        return ":";
    case 0xFF5B:
        return "{";
    case 0xFF5D:
        return "}";
    case 0xFF3B:
    case 0x3010:
        return "[";
    case 0xFF3D:
    case 0x3011:
        return "]";
    default:
        return {};
    }
}
bool other_quote(char32_t c) {
    return c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0xFF02 || c == 0xFF07 || c == 0x300C ||
           c == 0x300D || c == 0xAB || c == 0xBB;
}

// What other languages write for true, false and null.
std::string_view word_meant_by(std::string_view word) {
    std::string small;
    for (const char c : word.substr(0, 12)) small += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    for (const auto& [said, meant] : {std::pair<std::string_view, std::string_view>{"true", "true"},
                                      {"yes", "true"},
                                      {"on", "true"},
                                      {"false", "false"},
                                      {"no", "false"},
                                      {"off", "false"},
                                      {"null", "null"},
                                      {"none", "null"},
                                      {"nil", "null"},
                                      {"undefined", "null"}})
        if (small == said) return meant;
    return {};
}

class Walk {
public:
    Walk(std::string_view bytes, Findings& findings) : bytes_(bytes), findings_(findings) {
        if (bytes_.starts_with("\xEF\xBB\xBF")) pos_ = 3;
    }

    // Whether something was reported.
    bool run() {
        skip();
        if (pos_ == bytes_.size()) return report(0, "file_empty");
        if (!value()) return true;
        while (!open_.empty())
            if (!inside()) return true;
        skip();
        if (pos_ < bytes_.size()) return report(pos_, "json_text_after_end");
        return false;
    }

private:
    struct Open {
        char bracket;
        bool filled;
        std::size_t offset;
    };

    bool report(std::size_t offset, Code code, Findings::Args args = {}) {
        findings_.at(offset, code, args);
        return true;
    }
    bool fail(std::size_t offset, Code code, Findings::Args args = {}) {
        findings_.at(offset, code, args);
        return false;
    }
    void skip() {
        while (pos_ < bytes_.size() && blank(bytes_[pos_])) ++pos_;
    }
    bool here(char c) const { return pos_ < bytes_.size() && bytes_[pos_] == c; }
    char32_t character() const {
        std::size_t p = pos_;
        return next_code_point(bytes_, p);
    }
    std::string_view shown() const {
        std::size_t p = pos_;
        next_code_point(bytes_, p);
        return bytes_.substr(pos_, p - pos_);
    }

    bool unfinished() {
        const std::size_t at = open_.empty() ? pos_ : open_.back().offset;
        const std::string_view bracket = open_.empty() ? "" : (open_.back().bracket == '{' ? "}" : "]");
        const auto line = std::to_string(position_of(bytes_, at).line);
        return fail(bytes_.size(), "json_unfinished", {{"missing", bracket}, {"line", line}});
    }

    // Something stands where it cannot.
    bool strange() {
        if (pos_ >= bytes_.size()) return unfinished();
        const char c = bytes_[pos_];
        const char32_t wide = character();
        if (c == '/' || c == '#') return fail(pos_, "json_comment");
        if (!meant_by(wide).empty())
            return fail(pos_, "json_wide_sign", {{"found", shown()}, {"meant", meant_by(wide)}});
        if (other_quote(wide)) return fail(pos_, "json_wrong_quotes", {{"found", shown()}});
        if (letter(c)) {
            std::size_t end = pos_;
            while (end < bytes_.size() && (letter(bytes_[end]) || digit(bytes_[end])) && end - pos_ < 40) ++end;
            const auto word = bytes_.substr(pos_, end - pos_);
            return fail(pos_, "json_bare_word", {{"found", word}, {"suggestion", word_meant_by(word)}});
        }
        if (c == '+' || c == '.') return fail(pos_, "json_bad_number", {{"found", shown()}});
        return fail(pos_, "json_syntax", {{"found", shown()}});
    }

    // One step inside the innermost list or object.
    bool inside() {
        skip();
        Open& open = open_.back();
        const char end = open.bracket == '{' ? '}' : ']';
        if (here(end)) {
            ++pos_;
            open_.pop_back();
            return true;
        }
        if (pos_ >= bytes_.size()) return unfinished();
        if (here('}') || here(']'))
            return fail(pos_, "json_wrong_bracket",
                        {{"found", shown()},
                         {"meant", std::string_view(&end, 1)},
                         {"line", std::to_string(position_of(bytes_, open.offset).line)}});
        if (open.filled) {
            if (!here(',')) return comma_missing();
            const std::size_t comma = pos_++;
            skip();
            if (here('}') || here(']')) return fail(comma, "json_trailing_comma");
        }
        open.filled = true;
        if (open.bracket == '{') {
            if (!here('"')) return strange();
            if (!string()) return false;
            skip();
            if (!here(':')) {
                if (pos_ < bytes_.size() && meant_by(character()) == ":") return strange();
                return pos_ >= bytes_.size() ? unfinished() : fail(pos_, "json_missing_colon", {{"found", shown()}});
            }
            ++pos_;
            skip();
        }
        return value();
    }

    bool comma_missing() {
        const char c = bytes_[pos_];
        // The start of another value or key: what is missing is the comma before it.
        if (c == '"' || c == '{' || c == '[' || c == '-' || digit(c))
            return fail(behind_last(), "json_missing_comma", {{"found", shown()}});
        if (behind_last() == string_end_) {
            if (const auto mark = wrong_close(string_start_, string_end_ - 1)) return wrong_quotes(*mark);
            // "He said "no" today": words behind what looks like the end of a text.
            const char32_t wide = character();
            if (letter(c) || (wide > 0x7F && meant_by(wide).empty() && !other_quote(wide)))
                return fail(string_end_ - 1, "json_inner_quote", {{"found", word_here()}});
        }
        return strange();
    }
    // Up to the next blank or sign, some characters of it.
    std::string_view word_here() const {
        std::size_t end = pos_;
        for (int i = 0; i < 12 && end < bytes_.size(); ++i) {
            const char c = bytes_[end];
            if (blank(c) || c == '"' || c == ',' || c == ':') break;
            next_code_point(bytes_, end);
        }
        return bytes_.substr(pos_, end - pos_);
    }
    // A text that was opened with " and closed with ”: where, if all that comes after it is what follows a text. Marks
    // in pairs belong to the words.
    std::optional<std::size_t> wrong_close(std::size_t start, std::size_t end) const {
        std::size_t mark = start;
        int pairs = 0;
        for (std::size_t p = start + 1; p < end;) {
            const std::size_t at = p;
            const char32_t c = next_code_point(bytes_, p);
            pairs += c == U'“' ? 1 : c == U'”' ? -1 : 0;
            if (c == U'“' || c == U'”' || c == 0xFF02)
                mark = at;
            else if (mark > start && c != ' ' && c != '\t' && c != ',' && c != '}' && c != ']' && c != ':' && c != '\r')
                mark = start;
        }
        const bool full_width = bytes_.substr(mark).starts_with("＂");
        if (mark == start || (pairs == 0 && !full_width)) return std::nullopt;
        return mark;
    }
    bool wrong_quotes(std::size_t mark) {
        std::size_t end = mark;
        next_code_point(bytes_, end);
        return fail(mark, "json_wrong_quotes", {{"found", bytes_.substr(mark, end - mark)}});
    }
    // Just behind the last thing before here.
    std::size_t behind_last() const {
        std::size_t p = pos_;
        while (p > 0 && blank(bytes_[p - 1])) --p;
        return p;
    }

    bool value() {
        if (pos_ >= bytes_.size()) return unfinished();
        const char c = bytes_[pos_];
        if (c == '{' || c == '[') {
            open_.push_back({c, false, pos_++});
            return true;
        }
        if (c == '"') return string();
        if (c == '-' || digit(c)) return number();
        for (const std::string_view word : {"true", "false", "null"}) {
            if (!bytes_.substr(pos_).starts_with(word)) continue;
            const std::size_t end = pos_ + word.size();
            if (end < bytes_.size() && (letter(bytes_[end]) || digit(bytes_[end]))) break;
            pos_ = end;
            return true;
        }
        return strange();
    }

    bool number() {
        const std::size_t start = pos_;
        const auto digits = [&] {
            const std::size_t from = pos_;
            while (pos_ < bytes_.size() && digit(bytes_[pos_])) ++pos_;
            return pos_ > from;
        };
        bool good = true;
        if (here('-')) ++pos_;
        if (here('0'))
            ++pos_;
        else
            good = digits();
        if (good && here('.')) ++pos_, good = digits();
        if (good && (here('e') || here('E'))) {
            ++pos_;
            if (here('+') || here('-')) ++pos_;
            good = digits();
        }
        if (good && (pos_ >= bytes_.size() || (!digit(bytes_[pos_]) && !letter(bytes_[pos_]) && !here('.'))))
            return true;
        std::size_t end = pos_;
        while (end < bytes_.size() && end - start < 40 &&
               (digit(bytes_[end]) || letter(bytes_[end]) || bytes_[end] == '.'))
            ++end;
        return fail(start, "json_bad_number", {{"found", bytes_.substr(start, end - start)}});
    }

    bool string() {
        const std::size_t start = pos_++;
        while (pos_ < bytes_.size()) {
            const char c = bytes_[pos_];
            if (c == '"') {
                ++pos_;
                string_start_ = start, string_end_ = pos_;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20) {
                if (const auto mark = wrong_close(start, pos_)) return wrong_quotes(*mark);
                return fail(pos_, "json_line_break_in_string",
                            {{"line", std::to_string(position_of(bytes_, start).line)}});
            }
            if (c == '\\' && !escape()) return false;
            ++pos_;
        }
        return fail(start, "json_unfinished",
                    {{"missing", "\""}, {"line", std::to_string(position_of(bytes_, start).line)}});
    }

    // Leaves the position on the last character of the escape.
    bool escape() {
        const std::size_t start = pos_++;
        if (pos_ >= bytes_.size()) return unfinished();
        if (bytes_[pos_] != 'u') {
            if (std::string_view("\"\\/bfnrt").find(bytes_[pos_]) != std::string_view::npos) return true;
            return bad_escape(start, 2);
        }
        const auto unit = four_digits(pos_ + 1);
        if (!unit || (*unit >= 0xDC00 && *unit <= 0xDFFF)) return bad_escape(start, 6);
        pos_ += 4;
        if (*unit < 0xD800 || *unit > 0xDBFF) return true;
        const auto low = bytes_.substr(pos_ + 1).starts_with("\\u") ? four_digits(pos_ + 3) : std::nullopt;
        if (!low || *low < 0xDC00 || *low > 0xDFFF) return bad_escape(start, 6);
        pos_ += 6;
        return true;
    }
    std::optional<unsigned> four_digits(std::size_t at) const {
        if (at + 4 > bytes_.size()) return std::nullopt;
        unsigned value = 0;
        for (std::size_t i = at; i < at + 4; ++i) {
            const char c = bytes_[i];
            if (!hexadecimal(c)) return std::nullopt;
            value = value * 16 + static_cast<unsigned>(digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return value;
    }
    bool bad_escape(std::size_t start, std::size_t length) {
        return fail(start, "json_bad_escape", {{"found", code_point_slice(bytes_.substr(start, 24), 0, length)}});
    }

    std::string_view bytes_;
    Findings& findings_;
    std::size_t pos_ = 0;
    std::size_t string_start_ = 0, string_end_ = 0; // of the last text: its first mark, behind its last
    std::vector<Open> open_;
};

// The number that ends at or before this byte.
std::string_view number_before(std::string_view bytes, std::size_t at) {
    const auto part = [&](std::size_t i) {
        const char c = bytes[i];
        return digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    };
    at = std::min(at, bytes.size());
    while (at > 0 && (at == bytes.size() || !part(at))) --at;
    std::size_t end = at;
    while (end < bytes.size() && part(end)) ++end;
    while (at > 0 && part(at - 1)) --at;
    return bytes.substr(at, end - at);
}

} // namespace

void explain_syntax(std::string_view bytes, std::size_t reached, Findings& findings) {
    if (Walk(bytes, findings).run()) return;
    // The grammar holds, so it is a number too large for the machine.
    const auto number = number_before(bytes, reached);
    findings.at(static_cast<std::size_t>(number.data() - bytes.data()), "json_bad_number",
                {{"found", excerpt(number)}});
}

} // namespace rapport::scenario_files
