#include "sim/gui/widgets/text_edit.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::gui {
namespace {

constexpr std::size_t undo_depth = 400;

std::u32string to_code_points(std::string_view utf8) {
    std::u32string out;
    for (std::size_t at = 0; at < utf8.size();)
        if (const char32_t c = next_code_point(utf8, at); c != U'\r') out.push_back(c);
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

enum class Sort { space, word, han, sign };
Sort sort_of(char32_t c) {
    if (c == U' ' || c == U'\t' || c == U'\n' || c == 0x3000) return Sort::space;
    if (c < 0x80)
        return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_'
                   ? Sort::word
                   : Sort::sign;
    if ((c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
        (c >= 0x2010 && c <= 0x2030))
        return Sort::sign;
    return is_cjk(c) ? Sort::han : Sort::word;
}

} // namespace

std::string TextEdit::utf8() const { return to_utf8(text_); }

void TextEdit::reset(std::string_view utf8) {
    text_ = to_code_points(utf8);
    caret_ = std::min(caret_, text_.size());
    anchor_ = caret_;
    past_.clear();
    future_.clear();
    last_ = Kind::none;
}

std::string TextEdit::selected_utf8() const {
    return to_utf8(std::u32string_view(text_).substr(selection_begin(), selection_end() - selection_begin()));
}

void TextEdit::remember(Kind kind) {
    if (kind == Kind::other || kind != last_) {
        past_.push_back({text_, caret_, anchor_});
        if (past_.size() > undo_depth) past_.erase(past_.begin());
    }
    future_.clear();
    last_ = kind;
}

void TextEdit::insert(std::u32string_view what, std::size_t limit) {
    if (what.empty()) return; // nothing typed: the selection stays
    const std::size_t kept = text_.size() - (selection_end() - selection_begin());
    const std::u32string_view fits = what.substr(0, limit > kept ? limit - kept : 0);
    if (fits.empty() && !has_selection()) return;
    const bool starts_word = fits.size() == 1 && sort_of(fits[0]) == Sort::space;
    remember(fits.size() > 8 || has_selection() || starts_word ? Kind::other : Kind::typing);
    if (starts_word) last_ = Kind::typing;
    text_.replace(selection_begin(), selection_end() - selection_begin(), fits);
    caret_ = anchor_ = selection_begin() + fits.size();
}

void TextEdit::erase_selection() {
    if (!has_selection()) return;
    remember(Kind::other);
    const std::size_t at = selection_begin();
    text_.erase(at, selection_end() - at);
    caret_ = anchor_ = at;
}

void TextEdit::erase_backwards(bool word) {
    if (has_selection()) return erase_selection();
    if (caret_ == 0) return;
    remember(Kind::deleting);
    const std::size_t from = word ? word_edge(caret_, false) : caret_ - 1;
    text_.erase(from, caret_ - from);
    caret_ = anchor_ = from;
}

void TextEdit::erase_forwards(bool word) {
    if (has_selection()) return erase_selection();
    if (caret_ == text_.size()) return;
    remember(Kind::deleting);
    const std::size_t to = word ? word_edge(caret_, true) : caret_ + 1;
    text_.erase(caret_, to - caret_);
}

void TextEdit::move_to(std::size_t position, bool extend) {
    caret_ = std::min(position, text_.size());
    if (!extend) anchor_ = caret_;
    last_ = Kind::none;
}

void TextEdit::move_by(int characters, bool extend) {
    if (has_selection() && !extend) return move_to(characters < 0 ? selection_begin() : selection_end(), false);
    if (characters < 0)
        move_to(caret_ - std::min(caret_, static_cast<std::size_t>(-characters)), extend);
    else
        move_to(caret_ + static_cast<std::size_t>(characters), extend);
}

// Over spaces, then over characters of one sort.
std::size_t TextEdit::word_edge(std::size_t from, bool forwards) const {
    std::size_t at = from;
    const auto next = [&] { return forwards ? text_[at] : text_[at - 1]; };
    const auto more = [&] { return forwards ? at < text_.size() : at > 0; };
    const auto step = [&] { forwards ? ++at : --at; };
    while (more() && sort_of(next()) == Sort::space) step();
    if (!more()) return at;
    const Sort sort = sort_of(next());
    while (more() && sort_of(next()) == sort) step();
    return at;
}

void TextEdit::move_word(bool forwards, bool extend) { move_to(word_edge(caret_, forwards), extend); }

void TextEdit::select_all() {
    anchor_ = 0;
    caret_ = text_.size();
    last_ = Kind::none;
}

void TextEdit::select_word_at(std::size_t position) {
    if (text_.empty()) return;
    std::size_t begin = std::min(position, text_.size() - 1), end = begin;
    const Sort sort = sort_of(text_[begin]);
    while (begin > 0 && sort_of(text_[begin - 1]) == sort) --begin;
    while (end < text_.size() && sort_of(text_[end]) == sort) ++end;
    anchor_ = begin;
    caret_ = end;
    last_ = Kind::none;
}

bool TextEdit::undo() {
    if (past_.empty()) return false;
    future_.push_back({text_, caret_, anchor_});
    text_ = past_.back().text;
    caret_ = past_.back().caret;
    anchor_ = past_.back().anchor;
    past_.pop_back();
    last_ = Kind::none;
    return true;
}

bool TextEdit::redo() {
    if (future_.empty()) return false;
    past_.push_back({text_, caret_, anchor_});
    text_ = future_.back().text;
    caret_ = future_.back().caret;
    anchor_ = future_.back().anchor;
    future_.pop_back();
    last_ = Kind::none;
    return true;
}

} // namespace rapport::gui
