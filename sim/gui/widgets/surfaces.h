// Things that hold other things: card, panel, scroll area, dialog, grid, list row; headings, lines and gaps between
// them.
#pragma once

#include <functional>
#include <limits>
#include <span>
#include <string_view>

#include "sim/gui/widgets/buttons.h"
#include "sim/gui/widgets/choices.h"
#include "sim/gui/widgets/text.h"

namespace rapport::gui {

// `steps` of 4 design units downwards (or to the right with inline_gap, on the same line).
void gap(Ui& ui, float steps = 2);
void inline_gap(Ui& ui, float steps = 2);
void divider(Ui& ui);
// Moves the cursor so that `width` device pixels end at the right edge (same line when `same_line`).
void align_right(Ui& ui, float width, bool same_line = true);
// Moves the cursor so that `width` device pixels are centred in the available width.
void align_centre(Ui& ui, float width);

// Moves the cursor down so that an item of `height` sits in the middle of a row of `row_height` (device pixels): call
// it before each item of a row whose items differ in height, with the row's top as the last line's.
void align_middle(Ui& ui, float row_height, float height);

// "What it trains": heading with an optional soft note at the right.
void section_heading(Ui& ui, std::string_view words, std::string_view note = {}, Icon icon = Icon::none);

struct CardOptions {
    bool clickable = false;
    bool selected = false;
    bool enabled = true;
    float width = 0;      // design units; 0: available
    float min_height = 0; // design units: equal heights in a row of cards
    float padding = 16;
    Token fill = Token::raised;
    float lift = 2;              // shadow, 0: hairline only
    Tone tone = Tone::neutral;   // others: tinted fill, coloured bar at the left edge
    std::string_view label = {}; // for the item log; clickable cards must give one
};
// Draws its background behind whatever is put between begin and end; height follows the content. Cards may sit side by
// side (ImGui::SameLine) and nest. end_card returns true when the card itself (not a widget in it) was pressed.
void begin_card(Ui& ui, std::string_view id, const CardOptions& options = {});
bool end_card(Ui& ui);

// Height, in design units, the card of this id had in its last frame (0 before the first): for rows of equal heights.
float card_height(Ui& ui, std::string_view id);

// Which keys scroll a panel when no dialog, field or focused widget wants them.
enum class ScrollKeys : std::uint8_t { none, pages /* Page Up and Down */, all /* arrows, Home and End as well */ };

struct PanelOptions {
    float padding = 24; // design units
    Token fill = Token::surface;
    bool scrolls = true;
    bool border_left = false, border_right = false, border_top = false, border_bottom = false;
    ScrollKeys keys = ScrollKeys::none;
    // Stays at the bottom while it is at the bottom (transcripts). Where the newest, which begins so many device pixels
    // below the top of the content, is too high to be seen whole, its beginning counts as the bottom.
    bool stick_to_end = false;
    float newest_at = std::numeric_limits<float>::max();
};

// Whether what frames the content must be slim to leave room for it: by its height in design units,
// of which large text leaves fewer.
bool low_window(const Ui& ui);

// Of a bar with a row of controls across the window.
struct BarShape {
    float height, padding; // design units
};
BarShape bar_shape(const Ui& ui);
// A part of the window with its own scrolling, `width` × `height` design units (0: the rest). The id is recorded as a
// scroll area.
void begin_panel(Ui& ui, std::string_view id, float width, float height, const PanelOptions& options = {});
void end_panel(Ui& ui);
// What the innermost open panel is filled with; outside of all, the window's surface.
Token panel_ground(Ui& ui);
// Scrolls the current panel so that the item drawn last is seen.
void scroll_to_here(Ui& ui);
// Scrolls it to its end, but no further than to what begins here (newest_at, device pixels).
void scroll_to_newest(Ui& ui, float newest_at);
// Where the cursor is in the content of the current panel, device pixels from its top.
float content_y();

// Cells of equal width, as many in a row as fit. `for (…) { grid.next(); begin_card(ui, id, {.width =
// grid.cell_width()}); … }`.
class Grid {
public:
    // Design units.
    Grid(Ui& ui, float min_cell_width, float gap = 16, int max_columns = 0);
    void next();
    float cell_width() const { return cell_width_; }
    int columns() const { return columns_; }
    // Equal heights: the tallest cell of this row in the last frame, to give as CardOptions::min_height. `id` names the
    // grid.
    ~Grid();

private:
    Ui& ui_;
    float left_, top_, cell_width_, gap_, row_bottom_;
    int columns_, at_ = -1;
};

// A question over everything. Esc or a click outside asks to close when `dismissable`. While it is open nothing behind
// it takes input.
//   if (show) { begin_dialog(ui, "leave", title); … buttons … if (end_dialog(ui)) show = false; }
struct DialogOptions {
    float width = 480;
    bool dismissable = true;
    bool close_button = true;
    std::string_view close_label = {}; // of the cross, translated
    Icon icon = Icon::none;
    Tone tone = Tone::accent;
};
void begin_dialog(Ui& ui, std::string_view id, std::string_view title, const DialogOptions& options = {});
bool end_dialog(Ui& ui);

// A line of a list: icon, title, soft note below, words at the right, optional chevron. Takes the available width.
struct RowOptions {
    Icon icon = Icon::none;
    std::string_view note = {};
    std::string_view right = {};
    bool chevron = false;
    bool selected = false;
    bool enabled = true;
    bool pressable = true;
    Tone icon_tone = Tone::neutral;
};
bool list_row(Ui& ui, std::string_view id, std::string_view label, const RowOptions& options = {});

// A notice in the page: icon, words, tone ("Practice is private").
void notice(Ui& ui, std::string_view id, std::string_view words, Tone tone = Tone::accent, Icon icon = Icon::info);

// Nothing here yet: icon, title, what to do. Centred.
void empty_state(Ui& ui, Icon icon, std::string_view title, std::string_view words);

// Words that appear when the last item is pointed at or focused.
void tooltip(Ui& ui, std::string_view id, std::string_view words);

} // namespace rapport::gui
