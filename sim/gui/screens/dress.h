// One's words in the dress of the channel: bubbles in a chat, captions on the phone and face to face, letters and posts
// in writing.
#pragma once

#include "sim/gui/app/app.h"
#include "sim/gui/widgets/bubble.h"

#include <span>
#include <string_view>

namespace rapport::gui {

struct Dressed {
    dialogue::Channel channel = dialogue::Channel::chat;
    Side side = Side::customer;
    std::string_view name, words;
    std::span<const Highlight> highlights = {};
    bool appear = true; // bubbles ease in when first drawn
};

// At the cursor, in the available width. Recorded as a bubble under `id`.
void draw_dressed(App& app, Ui& ui, std::string_view id, const Dressed& said);

} // namespace rapport::gui
