// Things to press. Ids are stable and unique on the screen ("brief.start"); labels are already translated.
#pragma once

#include <string_view>

#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/interact.h"

namespace rapport::gui {

enum class ButtonKind : std::uint8_t {
    primary,   // the one next step of a screen
    secondary, // outlined
    quiet,     // no box until pointed at
    danger     // cannot be undone
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::secondary;
    Icon icon = Icon::none; // before the label
    Icon icon_after = Icon::none;
    bool enabled = true;
    float width = 0;           // design units; 0: as the label needs; < 0: the available width
    bool small = false;        // 32 instead of 40 high, note-sized label
    std::string_view key = {}; // key cap shown in it: "Enter", "1"
    std::string_view tip = {};
};

// True when pressed, by pointer, Enter or Space.
bool button(Ui& ui, std::string_view id, std::string_view label, const ButtonOptions& options = {});
// Size it would take, device pixels: for right-aligning.
ImVec2 button_size(Ui& ui, std::string_view label, const ButtonOptions& options = {});

struct IconButtonOptions {
    bool enabled = true;
    bool selected = false;
    float size = 40; // design units, square
    float icon_size = 20;
    Token colour = Token::ink_soft;
};
// `label` names it for the tooltip and for tests: no icon without words.
bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view label, const IconButtonOptions& options = {});

// Underlined words that go somewhere.
bool link(Ui& ui, std::string_view id, std::string_view label, Type type = Type::body);

// An entry of the left rail: icon, label, selected mark. `compact`: icon only, label as tooltip.
bool rail_item(Ui& ui, std::string_view id, Icon icon, std::string_view label, bool selected, bool compact = false,
               int badge = 0);

// A key as a little cap: "Enter", "1", "Ctrl+Z". Decoration; size in device pixels.
ImVec2 key_cap(Ui& ui, std::string_view key);
ImVec2 key_cap_size(Ui& ui, std::string_view key);
void draw_key_cap(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view key, Colour ink, Colour line);

} // namespace rapport::gui
