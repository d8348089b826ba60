// The editing behind a text field: characters, caret, selection, undo. Pure: no ImGui, no fonts; positions are code
// points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::gui {

class TextEdit {
public:
    const std::u32string& text() const { return text_; }
    std::string utf8() const;
    // Replaces everything from outside: caret kept where possible, undo forgotten.
    void reset(std::string_view utf8);

    std::size_t caret() const { return caret_; }
    std::size_t selection_begin() const { return caret_ < anchor_ ? caret_ : anchor_; }
    std::size_t selection_end() const { return caret_ < anchor_ ? anchor_ : caret_; }
    bool has_selection() const { return caret_ != anchor_; }
    std::string selected_utf8() const;

    // Replaces the selection. `limit`: most code points the whole text may have; what does not fit is left out.
    void insert(std::u32string_view what, std::size_t limit);
    void erase_backwards(bool word);
    void erase_forwards(bool word);
    void erase_selection();

    // `extend` keeps the other end of the selection.
    void move_to(std::size_t position, bool extend);
    void move_by(int characters, bool extend);
    void move_word(bool forwards, bool extend);
    void select_all();
    void select_word_at(std::size_t position);

    // Typing in one go is undone in one go (until a space, a deletion or a movement).
    bool undo();
    bool redo();

private:
    struct Step {
        std::u32string text;
        std::size_t caret, anchor;
    };
    enum class Kind { none, typing, deleting, other };
    void remember(Kind kind);
    std::size_t word_edge(std::size_t from, bool forwards) const;

    std::u32string text_;
    std::size_t caret_ = 0, anchor_ = 0;
    std::vector<Step> past_, future_;
    Kind last_ = Kind::none;
};

} // namespace rapport::gui
