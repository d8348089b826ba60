#include "sim/gui/screens/conversation.h"
#include "sim/gui/screens/dress.h"

#include <algorithm>

namespace rapport::gui {
namespace {

using dialogue::Channel;

// A caption: name and words in one quiet block, the voice's colour at its edge.
Rect caption(Ui& ui, const Dressed& said) {
    const auto& [channel, side, name, words, highlights, appear] = said;
    const bool mine = side == Side::me;
    const float full = ui.available_width(), bar = ui.px(3), pad_x = ui.px(14), pad_y = ui.px(8);
    const float most = std::min(full * 0.86F, ui.px(640)), room = most - bar - 2 * pad_x;
    const TextStyle style{.colour = mine ? Token::on_me : Token::on_customer};
    TextStyle who = label_style;
    who.colour = mine ? Token::on_me : Token::ink_soft;
    who.opacity = mine ? 0.8F : 1;
    const ImVec2 head = measure_text(ui, name, who), body = measure_text(ui, words, style, room);
    const float width = std::max(head.x, body.x) + bar + 2 * pad_x, height = head.y + body.y + 2 * pad_y;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = mine ? at.x + full - width : at.x;
    const Rect box{left, at.y, left + width, at.y + height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, box, ui.colour(mine ? Token::me : Token::customer), ui.px(8),
             mine && ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::line));
    list.AddRectFilled({box.left, box.top}, {box.left + bar, box.bottom},
                       ui.ink(mine ? Token::me_line : Token::customer_line), ui.px(8), ImDrawFlags_RoundCornersLeft);
    draw_text(ui, list, {left + bar + pad_x, at.y + pad_y}, name, who);
    draw_text(ui, list, {left + bar + pad_x, at.y + pad_y + head.y}, words, style, room, highlights);
    ImGui::Dummy({full, height});
    return box;
}

// A letter or a post: the whole width, a line with who wrote it, then the words.
Rect letter(Ui& ui, const Dressed& said, std::string_view kind, Icon icon) {
    const auto& [channel, side, name, words, highlights, appear] = said;
    const bool mine = side == Side::me;
    const float full = ui.available_width(), pad = ui.px(16), disc = ui.px(32), inset = mine ? ui.px(40) : 0;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = at.x + inset, width = full - inset, room = width - 2 * pad;
    const TextStyle style{.colour = mine ? Token::on_me : Token::on_customer};
    const ImVec2 body = measure_text(ui, words, style, room);
    const Rect box{left, at.y, left + width, at.y + disc + body.y + 2 * pad + ui.px(8)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (!mine) draw_shadow(ui, list, box, ui.px(corner_radius), 1);
    draw_box(ui, list, box, ui.colour(mine ? Token::me : Token::customer), ui.px(corner_radius),
             ui.colour(Token::line));
    const ImVec2 middle{left + pad + disc / 2, at.y + pad + disc / 2};
    list.AddCircleFilled(middle, disc / 2, ui.ink(mine ? Token::me_line : Token::customer_line), 32);
    draw_icon_centred(list, mine ? Icon::pencil : icon, middle, ui.px(16), ui.colour(Token::raised));
    TextStyle who = strong_style, what = note_style;
    who.colour = style.colour;
    if (mine) what.colour = Token::on_me;
    const float name_height = measure_text(ui, name, who).y, kind_height = measure_text(ui, kind, what).y;
    const float y = at.y + pad + (disc - name_height - kind_height) / 2;
    draw_text(ui, list, {left + pad + disc + ui.px(10), y}, name, who);
    draw_text(ui, list, {left + pad + disc + ui.px(10), y + name_height}, kind, what);
    draw_text(ui, list, {left + pad, at.y + pad + disc + ui.px(8)}, words, style, room, highlights);
    ImGui::Dummy({full, box.height()});
    return box;
}

} // namespace

void draw_dressed(App& app, Ui& ui, std::string_view id, const Dressed& said) {
    if (said.channel == Channel::chat) {
        bubble(ui, id, said.words,
               {.side = said.side, .name = said.name, .highlights = said.highlights, .appear = said.appear});
        return;
    }
    Rect box;
    if (said.channel == Channel::email)
        box = letter(ui, said, name_of(app, Channel::email), Icon::mail);
    else if (said.channel == Channel::social)
        box = letter(ui, said, app.tr(said.side == Side::me ? "conversation.public_reply" : "conversation.public_post"),
                     Icon::social);
    else
        box = caption(ui, said);
    ui.record(id, Role::bubble, said.name, box, true, false).text = said.words;
}

void ConversationScreen::draw_words(App& app, Ui& ui, std::string_view id, Side side, std::string_view words) {
    draw_dressed(app, ui, id,
                 {channel(), side, side == Side::me ? app.tr("conversation.you") : customer_name(app), words});
}

} // namespace rapport::gui
