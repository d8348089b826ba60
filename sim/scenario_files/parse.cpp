#include "sim/scenario_files/parse.h"

#include "sim/scenario_files/feed.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace rapport::scenario_files {
namespace {

// One value at most for every comma and opening bracket.
std::size_t most_values(std::string_view bytes) {
    const auto several = [](char c) { return c == ',' || (c | 0x20) == '{'; };
    std::size_t count = 1;
    constexpr std::size_t block = 64; // counted together, without a branch
    std::size_t at = 0;
    for (; at + block <= bytes.size(); at += block) {
        const char* part = bytes.data() + at;
        std::uint8_t found = 0;
        for (std::size_t i = 0; i < block; ++i) found = static_cast<std::uint8_t>(found + (several(part[i]) ? 1 : 0));
        count += found;
    }
    return count + static_cast<std::size_t>(
                       std::count_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), several));
}

// Receives the events of the JSON library. The library does not say where a token stands, so this follows along in the
// bytes with a cursor of its own: between two tokens there are only blanks, commas and colons, and the library has
// already made sure that each token is well formed. Where a text stands the feed knows.
class Builder {
public:
    Builder(Tree& tree, const Feed& feed, const Limits& limits, Findings& findings, Characters characters)
        : tree_(tree), bytes_(tree.bytes()), feed_(feed), limits_(limits), findings_(findings),
          characters_(characters) {
        if (bytes_.starts_with("\xEF\xBB\xBF")) cursor_ = 3;
        tree_.values.reserve(most_values(bytes_));
    }

    bool null() { return word(Kind::null, 4); }
    bool boolean(bool value) { return word(value ? Kind::yes : Kind::no, value ? 4 : 5); }
    bool number_integer(std::int64_t) { return number(); }
    bool number_unsigned(std::uint64_t) { return number(); }
    bool number_float(double, const std::string&) { return number(); }
    bool binary(nlohmann::json::binary_t&) { return false; }

    bool string(std::string& text) {
        const auto raw = quoted();
        auto& value = add(Kind::string, raw.offset, raw.length);
        if (raw.escaped) {
            value.escaped |= 1U;
            const auto v = static_cast<ValueIndex>(tree_.values.size() - 1);
            tree_.unescaped_texts.emplace_back(v, keep(text));
            screen(raw);
        }
        return true;
    }
    bool key(std::string& text) {
        const auto raw = quoted();
        key_offset_ = raw.offset;
        key_length_ = static_cast<std::uint16_t>(std::min<std::size_t>(raw.length, 0xFFFF));
        key_copy_ = raw.escaped ? static_cast<std::int64_t>(keep(text)) : -1;
        if (raw.escaped) screen(raw);
        return true;
    }
    bool start_object(std::size_t) { return open(Kind::object); }
    bool start_array(std::size_t) { return open(Kind::list); }
    bool end_object() {
        find_duplicates(open_.back());
        return close();
    }
    bool end_array() { return close(); }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
        failed_at_ = position == 0 ? 0 : position - 1 + feed_.left_out();
        syntax_error_ = true;
        return false;
    }

    bool syntax_error() const { return syntax_error_; }
    std::size_t failed_at() const { return failed_at_; }

private:
    struct Raw {
        std::uint32_t offset, length;
        bool escaped;
    };

    void skip() {
        while (cursor_ < bytes_.size()) {
            const char c = bytes_[cursor_];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != ',' && c != ':') return;
            ++cursor_;
        }
    }
    // The text the library has just read: its closing quote is the last byte it was given.
    Raw quoted() {
        const std::size_t start = feed_.opening_quote();
        cursor_ = feed_.given();
        return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(cursor_ - start - 2), feed_.escaped()};
    }
    bool word(Kind kind, std::uint32_t length) {
        skip();
        add(kind, static_cast<std::uint32_t>(cursor_), length);
        cursor_ += length;
        return true;
    }
    bool number() {
        skip();
        const std::size_t start = cursor_;
        const auto part = [](char c) {
            return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
        };
        while (cursor_ < bytes_.size() && part(bytes_[cursor_])) ++cursor_;
        add(Kind::number, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(cursor_ - start));
        return true;
    }
    bool open(Kind kind) {
        skip();
        if (open_.size() >= limits_.depth) {
            findings_.at(cursor_, "too_deep", {{"limit", std::to_string(limits_.depth)}});
            return false;
        }
        add(kind, static_cast<std::uint32_t>(cursor_), 0);
        open_.push_back(static_cast<ValueIndex>(tree_.values.size() - 1));
        ++cursor_;
        return true;
    }
    bool close() {
        while (bytes_[cursor_] != ']' && bytes_[cursor_] != '}') ++cursor_; // only blanks are left
        ++cursor_;
        tree_.values[open_.back()].extent = static_cast<std::uint32_t>(tree_.values.size());
        open_.pop_back();
        return true;
    }

    Tree::Value& add(Kind kind, std::uint32_t offset, std::uint32_t extent) {
        Tree::Value value{offset, extent, key_offset_, key_length_, kind, 0};
        if (key_copy_ >= 0) {
            value.escaped |= 2U;
            tree_.unescaped_keys.emplace_back(static_cast<ValueIndex>(tree_.values.size()),
                                              static_cast<std::uint32_t>(key_copy_));
        }
        key_offset_ = 0, key_length_ = 0, key_copy_ = -1;
        return tree_.values.emplace_back(value);
    }
    std::uint32_t keep(const std::string& text) {
        auto& texts = tree_.storage()->unescaped;
        texts.push_back(text);
        return static_cast<std::uint32_t>(texts.size() - 1);
    }
    // An escape can smuggle in what the screening of the bytes has not seen.
    void screen(const Raw& raw) {
        if (characters_ == Characters::any) return;
        const auto text = bytes_.substr(raw.offset + 1, raw.length);
        for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
            if (text[at + 1] != 'u') {
                at += 2;
                continue;
            }
            unsigned value = 0;
            std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16);
            if (value == 0)
                findings_.at(raw.offset + 1 + at, "nul_character");
            else if (is_bidi_control(value))
                findings_.at(raw.offset + 1 + at, "bidi_control", {{"character", code_point_name(value)}});
            at += 6;
        }
    }

    // The object is complete except for its extent.
    void find_duplicates(ValueIndex object) {
        members_.clear();
        const auto end = static_cast<ValueIndex>(tree_.values.size());
        for (ValueIndex v = object + 1; v < end; v = tree_.next(v)) members_.push_back(v);
        const auto report = [&](ValueIndex again) {
            findings_.at(tree_.key_offset(again), "duplicate_key", {{"key", excerpt(tree_.key(again))}});
        };
        const auto same_key = [&](ValueIndex a, ValueIndex b) {
            const Tree::Value &one = tree_.values[a], &two = tree_.values[b];
            const bool plain = ((one.escaped | two.escaped) & 2U) == 0;
            return (!plain || one.key_length == two.key_length) && tree_.key(a) == tree_.key(b);
        };
        if (members_.size() <= 24) {
            for (std::size_t i = 1; i < members_.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    if (same_key(members_[i], members_[j])) {
                        report(members_[i]);
                        break;
                    }
            return;
        }
        std::stable_sort(members_.begin(), members_.end(),
                         [&](ValueIndex a, ValueIndex b) { return tree_.key(a) < tree_.key(b); });
        for (std::size_t i = 1; i < members_.size(); ++i)
            if (tree_.key(members_[i]) == tree_.key(members_[i - 1])) report(members_[i]);
    }

    Tree& tree_;
    std::string_view bytes_;
    const Feed& feed_;
    const Limits& limits_;
    Findings& findings_;
    Characters characters_;
    std::size_t cursor_ = 0;
    std::uint32_t key_offset_ = 0;
    std::uint16_t key_length_ = 0;
    std::int64_t key_copy_ = -1;
    std::vector<ValueIndex> open_, members_;
    bool syntax_error_ = false;
    std::size_t failed_at_ = 0;
};

} // namespace

Tree parse(std::shared_ptr<Storage> storage, const Limits& limits, Findings& findings, Characters characters) {
    Tree tree(std::move(storage));
    const auto bytes = tree.bytes();
    if (bytes.size() > std::min(limits.bytes, most_bytes)) {
        findings.at(0, "file_too_large",
                    {{"bytes", std::to_string(bytes.size())}, {"limit", std::to_string(limits.bytes)}});
        return tree;
    }
    if (characters == Characters::visible || !valid_utf8(bytes)) screen_characters(bytes, findings);
    if (findings.errors() > 0) return tree; // the library would only stumble over the same bytes
    Feed feed(bytes);
    Builder builder(tree, feed, limits, findings, characters);
    bool done = false;
    try {
        done = nlohmann::json::sax_parse(feed.begin(), feed.end(), &builder);
    } catch (const nlohmann::json::exception&) {
        done = false;
    }
    if (done) return tree;
    tree.values.clear();
    if (builder.syntax_error() || findings.errors() == 0) explain_syntax(bytes, builder.failed_at(), findings);
    return tree;
}

} // namespace rapport::scenario_files
