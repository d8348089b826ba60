#include "sim/scenario_files/test_plan_words.h"

#include "sim/base/text.h"

#include <algorithm>
#include <charconv>

namespace rapport::scenario_files {
namespace {

bool blank(char32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x3000; }

// The narrow sign for a wide one.
char32_t narrow(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    return c == 0x3000 || c == 0xA0 ? U' ' : c;
}

// What closes a quotation; 0 where this opens none. A closing mark in first place is a slip of the keyboard.
char32_t closing(char32_t c) {
    switch (c) {
    case '"':
    case 0xFF02:
    case 0x201D:
        return c;
    case 0x201C:
        return 0x201D;
    case 0x300C:
        return 0x300D;
    default:
        return 0;
    }
}

// Empty where it is none.
std::string_view comparison(char32_t c) {
    switch (narrow(c)) {
    case '<':
        return "<";
    case '>':
        return ">";
    case '=':
        return "=";
    case 0x2264:
        return "<=";
    case 0x2265:
        return ">=";
    default:
        return {};
    }
}

class Splitter {
public:
    explicit Splitter(std::string_view line) : line_(line) {}

    std::expected<std::vector<PlanWord>, Diagnostic> run() {
        for (skip(); !at_end() && peek() != '#'; skip()) {
            const int column = column_;
            if (const char32_t close = closing(peek())) {
                next();
                const auto text = quotation(close);
                if (!text)
                    return std::unexpected(Diagnostic::error("plan_quotes_open").at(Location{{}, 0, column, {}}));
                words_.push_back({std::string(*text), column, true});
            } else if (!comparison(peek()).empty()) {
                std::string sign(comparison(next()));
                while (sign.size() < 2 && !at_end() && narrow(peek()) == '=') sign += "=", next();
                words_.push_back({sign == "==" ? "=" : sign, column, false});
            } else {
                const std::size_t start = pos_;
                while (!at_end() && !blank(peek()) && comparison(peek()).empty()) next();
                words_.push_back({std::string(line_.substr(start, pos_ - start)), column, false});
            }
        }
        comment_ = pos_;
        return std::move(words_);
    }
    std::size_t comment() const { return comment_; }

private:
    bool at_end() const { return pos_ >= line_.size(); }
    char32_t peek() const {
        std::size_t p = pos_;
        return next_code_point(line_, p);
    }
    char32_t next() {
        ++column_;
        return next_code_point(line_, pos_);
    }
    void skip() {
        while (!at_end() && blank(peek())) next();
    }
    // A mark inside the words closes nothing: what closes is followed by a blank or nothing.
    std::optional<std::string_view> quotation(char32_t close) {
        const std::size_t start = pos_;
        while (!at_end()) {
            const std::size_t end = pos_;
            if (next() == close && (at_end() || blank(peek()))) return line_.substr(start, end - start);
        }
        return std::nullopt;
    }

    std::string_view line_;
    std::size_t pos_ = 0;
    std::size_t comment_ = 0;
    int column_ = 1;
    std::vector<PlanWord> words_;
};

std::string_view trimmed(std::string_view text) {
    std::size_t first = text.size();
    std::size_t last = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t start = pos;
        if (blank(next_code_point(text, pos))) continue;
        first = std::min(first, start);
        last = pos;
    }
    return first < last ? text.substr(first, last - first) : std::string_view{};
}

} // namespace

std::expected<std::vector<PlanWord>, Diagnostic> words_of_line(std::string_view line) { return Splitter(line).run(); }

std::string without_comment(std::string_view line) {
    Splitter splitter(line);
    // Where a quotation is left open it ends with the first # behind a blank.
    if (splitter.run()) return std::string(trimmed(line.substr(0, splitter.comment())));
    bool behind_blank = true;
    for (std::size_t pos = 0; pos < line.size();) {
        const std::size_t start = pos;
        const char32_t c = next_code_point(line, pos);
        if (c == '#' && behind_blank) return std::string(trimmed(line.substr(0, start)));
        behind_blank = blank(c);
    }
    return std::string(trimmed(line));
}

std::size_t end_of_first_word(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t start = pos;
        if (blank(next_code_point(text, pos))) return start;
    }
    return text.size();
}

std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        char32_t c = narrow(next_code_point(text, pos));
        if (blank(c) || c == '\n') {
            if (!out.empty() && out.back() != ' ') out += ' ';
            continue;
        }
        if (c >= 'A' && c <= 'Z') c += U'a' - U'A';
        append_utf8(out, c);
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::optional<std::int64_t> plan_number(std::string_view text) {
    const std::string plain = folded(text);
    std::int64_t whole = 0;
    const char* const last = plain.data() + plain.size();
    const auto [end, error] = std::from_chars(plain.data(), last, whole);
    if (error != std::errc{} || whole > 1'000'000'000'000 || whole < -1'000'000'000'000) return std::nullopt;
    std::int64_t hundredths = whole * 100;
    if (end == last) return hundredths;
    const std::string_view rest(end, static_cast<std::size_t>(last - end));
    if (rest.front() != '.' || rest.size() < 2 || rest.size() > 3) return std::nullopt;
    std::int64_t worth = plain.front() == '-' ? -10 : 10;
    for (const char c : rest.substr(1)) {
        if (c < '0' || c > '9') return std::nullopt;
        hundredths += (c - '0') * worth;
        worth /= 10;
    }
    return hundredths;
}

std::optional<std::uint32_t> plan_seconds(std::string_view text) {
    const std::string plain = folded(text);
    std::uint32_t seconds = 0;
    const char* const last = plain.data() + plain.size();
    const auto [end, error] = std::from_chars(plain.data(), last, seconds);
    const std::string_view unit(end, static_cast<std::size_t>(last - end));
    if (error != std::errc{} || (unit != "s" && unit != "秒") || seconds > longest_plan_wait_s) return std::nullopt;
    return seconds * 1000;
}

std::string plan_figure(std::int64_t hundredths) {
    const std::int64_t size = hundredths < 0 ? -hundredths : hundredths;
    std::string text(hundredths < 0 ? "-" : "");
    text.append(std::to_string(size / 100));
    const std::int64_t rest = size % 100;
    if (rest == 0) return text;
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
    return text;
}

} // namespace rapport::scenario_files
