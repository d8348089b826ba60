// Chat bubbles with tail, on the left for the customer and on the right for the trainee.
#pragma once

#include <span>
#include <string_view>

#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/text.h"

namespace rapport::gui {

enum class Side : std::uint8_t { customer, me };

struct BubbleOptions {
    Side side = Side::customer;
    std::string_view name = {}; // above the bubble, soft
    std::string_view note = {}; // below: time, "seen"
    bool tail = true;           // false for the second of a run by the same speaker
    std::span<const Highlight> highlights = {};
    float max_width = 560; // design units; also at most 78 % of the available width
    bool appear = true;    // eases in when its id is first drawn
};

struct BubbleResult {
    Rect rect; // of the bubble itself, device pixels
    bool hovered = false;
    std::optional<std::size_t> clicked_highlight = {};
};

BubbleResult bubble(Ui& ui, std::string_view id, std::string_view words, const BubbleOptions& options = {});

// Three dots that breathe while the customer writes; still under "reduce motion". `label` for the log ("is typing").
void typing_bubble(Ui& ui, std::string_view id, std::string_view label, Side side = Side::customer);

// A line in the middle of the transcript: "The call is on hold".
void transcript_note(Ui& ui, std::string_view words, Icon icon = Icon::none);

} // namespace rapport::gui
