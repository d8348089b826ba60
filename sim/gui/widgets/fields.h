// Places to type: one line, several lines (soft-wrapped by the rules of line_break.h), search. Works with input
// methods: while one composes, no key reaches the field or the screen. Ctrl+A C X V Z Y, word and line movement,
// selection by mouse.
#pragma once

#include <string>
#include <string_view>

#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/interact.h"

namespace rapport::gui {

struct FieldOptions {
    std::string_view label = {}; // above the field
    std::string_view placeholder = {};
    std::string_view note = {};  // below, soft
    std::string_view error = {}; // below, with an icon; replaces the note and colours the border
    Icon icon = Icon::none;      // inside, at the start
    bool enabled = true;
    bool read_only = false;
    bool secret = false;       // dots (passphrases)
    bool clear_button = false; // "<id>.clear"
    float width = 0;           // design units, 0: available
    int max_code_points = 4000;
    std::string_view clear_label = {}; // tooltip of the clear button
};

struct FieldResult {
    bool changed = false;   // the text differs from the frame before
    bool submitted = false; // Enter (one line), or Enter without Shift in a text area with enter_submits
    bool left = false;      // lost the focus in this frame: a moment to save
};

FieldResult text_field(Ui& ui, std::string_view id, std::string& value, const FieldOptions& options = {});
FieldResult search_field(Ui& ui, std::string_view id, std::string& value, std::string_view placeholder, float width = 0,
                         std::string_view clear_label = {});

struct AreaOptions {
    FieldOptions field = {};
    int min_lines = 3, max_lines = 8; // grows with the text between the two, then scrolls
    bool enter_submits =
        false; // Enter submits, Shift+Enter makes a new line; else Enter makes a new line, Ctrl+Enter submits
};
FieldResult text_area(Ui& ui, std::string_view id, std::string& value, const AreaOptions& options = {});
// How high it will be, without label and note, when drawn next in a place so wide. Device pixels.
float text_area_height(Ui& ui, std::string_view id, std::string_view value, const AreaOptions& options, float width);

} // namespace rapport::gui
