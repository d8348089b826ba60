// Text on the screen: wraps by our own rules, line height 1.6 for Chinese and 1.45 for Latin, layouts cached by
// content. All texts are plain data: no format codes, no "##".
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/gui/platform/ui.h"
#include "sim/gui/widgets/line_break.h"

namespace rapport::gui {

enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
    Type type = Type::body;
    bool bold = false;
    Token colour = Token::ink;
    Align align = Align::left;
    int max_lines = 0; // 0: all; else the last line ends in "…"
    float opacity = 1;
};

inline constexpr TextStyle title_style{.type = Type::title, .bold = true};
inline constexpr TextStyle heading_style{.type = Type::heading, .bold = true};
inline constexpr TextStyle body_style{};
inline constexpr TextStyle strong_style{.bold = true};
inline constexpr TextStyle soft_style{.colour = Token::ink_soft};
inline constexpr TextStyle note_style{.type = Type::note, .colour = Token::ink_soft};
inline constexpr TextStyle label_style{.type = Type::note, .bold = true, .colour = Token::ink_soft};

// How marked words are underlined, so that colour is not the only sign.
enum class Underline : std::uint8_t { none, solid, dashed, dotted, wavy, twofold };

// Marked words: code points [begin, end) of the text. Ranges may overlap; later ones are drawn on top.
struct Highlight {
    std::size_t begin = 0, end = 0;
    Token background = Token::accent_soft;
    Token line = Token::accent;
    Underline underline = Underline::solid;
    std::string id = {};  // if given: recorded as an item, focusable, and…
    std::string tip = {}; // …shows these words when pointed at
};

// At the cursor, in the available width (or `width` device pixels if > 0). Moves the cursor below. Returns the size
// taken. The index of the highlight that was clicked, if any, goes to `clicked`.
ImVec2 text(Ui& ui, std::string_view words, const TextStyle& style = {}, float width = 0,
            std::span<const Highlight> highlights = {}, std::optional<std::size_t>* clicked = nullptr);

// One line, not wrapped, cut with "…" when wider than `width` > 0.
ImVec2 text_line(Ui& ui, std::string_view words, const TextStyle& style = {}, float width = 0);

// Text recorded under an id, so that tests can read it.
ImVec2 text_item(Ui& ui, std::string_view id, std::string_view words, const TextStyle& style = {}, float width = 0);

// Size the text would take; width ≤ 0: one line per "\n".
ImVec2 measure_text(Ui& ui, std::string_view words, const TextStyle& style = {}, float width = 0);
float line_height(const Ui& ui, Type type, bool chinese);

// Draws without touching the cursor or the item log. Returns the size.
ImVec2 draw_text(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view words, const TextStyle& style = {},
                 float width = 0, std::span<const Highlight> highlights = {});
// In the middle of a rectangle, on one line, cut with "…" when too long.
void draw_text_in(Ui& ui, ImDrawList& list, const Rect& rect, std::string_view words, const TextStyle& style,
                  Align align = Align::centre);
// With any colour (charts, portraits).
ImVec2 draw_text_coloured(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view words, Face face, Colour colour,
                          float width = 0);

} // namespace rapport::gui
