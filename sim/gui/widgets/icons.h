// Icons as vectors on a 24 × 24 grid, two-unit round strokes. They scale with the text and take any colour.
#pragma once

#include <cstdint>

#include "sim/gui/platform/ui.h"

namespace rapport::gui {

enum class Icon : std::uint8_t {
    none,
    phone,
    chat,
    mail,
    person,
    social,
    clock,
    check,
    cross,
    warning,
    info,
    star,
    star_filled,
    play,
    pause,
    stop,
    back,
    forward,
    menu,
    sun,
    moon,
    contrast,
    globe,
    speaker,
    muted,
    microphone,
    search,
    history,
    chart,
    book,
    people,
    pencil,
    lock,
    heart,
    ear,
    question,
    arrow_up,
    arrow_down,
    arrow_right,
    chevron_down,
    chevron_right,
    refresh,
    keyboard,
    settings,
    home,
    flag,
    target,
    clipboard,
    eye,
    plus,
    minus,
    trash,
    download,
    upload,
    filter,
    note,
    bulb,
    hand,
    calendar,
    more,
    send,
    undo,
    redo,
    copy,
    circle,
    dot,
    chevron_left,
    to_first,
    to_last,
    count
};

// Centred in the square of `size` device pixels whose top left corner is `at`.
void draw_icon(ImDrawList& list, Icon icon, ImVec2 at, float size, Colour colour);
void draw_icon_centred(ImDrawList& list, Icon icon, ImVec2 centre, float size, Colour colour);
// At the cursor, `size` in design units; moves on as an inline item (use ImGui::SameLine after it).
void icon(Ui& ui, Icon which, float size = 20, Token colour = Token::ink_soft);

} // namespace rapport::gui
