// What floats above everything: the tooltip and the toasts. Parts of Ui, here because they are made of widgets.
#include "sim/gui/widgets/icons.h"
#include "sim/gui/widgets/interact.h"
#include "sim/gui/widgets/text.h"

#include <cmath>

namespace rapport::gui {
namespace {

constexpr double tip_delay_s = 0.45;

} // namespace

void Ui::draw_tooltip() {
    if (tip_.id.empty() || tip_.frame != frame_) return;
    const double waited = now_s_ - tip_.since;
    if (!tip_.now && waited < tip_delay_s) {
        request_frame_in(tip_delay_s - waited);
        return;
    }
    const float shown = animate("tooltip|" + tip_.id, 1, motion_quick_ms, 0.0F);
    const TextStyle style{.type = Type::note, .colour = Token::on_tip, .opacity = shown};
    const ImVec2 size = measure_text(*this, tip_.words, style, px(320));
    const float pad_x = px(10), pad_y = px(6), away = px(8);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = size.x + 2 * pad_x, height = size.y + 2 * pad_y;
    float top = tip_.rect.bottom + away;
    if (top + height > screen.y - away) top = tip_.rect.top - away - height;
    float left = tip_.rect.centre_x() - width / 2;
    if (tip_.side == TipSide::right) left = tip_.rect.right + away, top = tip_.rect.centre_y() - height / 2;
    left = std::round(std::clamp(left, away, std::max(away, screen.x - away - width)));
    top = std::round(std::max(away, top));
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    const Rect box{left, top, left + width, top + height};
    draw_box(*this, list, box, colour(Token::tip).faded(shown), px(7));
    draw_text(*this, list, {left + pad_x, top + pad_y}, tip_.words, style, px(320));
    Item item;
    item.id = "tooltip";
    item.role = Role::text;
    item.label = tip_.words;
    item.rect = item.seen = box;
    items_.record(std::move(item));
}

void Ui::draw_toasts() {
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    float bottom = screen.y - px(24);
    for (auto& t : toasts_)
        if (!t.since) t.since = now_s_;
    std::erase_if(toasts_, [this](const Toast& t) { return now_s_ - *t.since >= static_cast<double>(t.seconds); });
    for (auto t = toasts_.rbegin(); t != toasts_.rend(); ++t) {
        const std::string id = "toast." + std::to_string(t->number);
        const double left_s = static_cast<double>(t->seconds) - (now_s_ - *t->since);
        request_frame_in(left_s);
        float shown = animate(id, 1, motion_calm_ms, 0.0F);
        if (motion() && left_s < 0.15) {
            shown = std::min(shown, static_cast<float>(left_s / 0.15));
            request_frame();
        }
        const auto [sign, tone] = [&]() -> std::pair<Icon, Token> {
            switch (t->kind) {
            case ToastKind::good:
                return {Icon::check, Token::good_soft};
            case ToastKind::warn:
                return {Icon::warning, Token::warn_soft};
            case ToastKind::bad:
                return {Icon::warning, Token::bad_soft};
            case ToastKind::info:
                break;
            }
            return {Icon::info, Token::accent_soft};
        }();
        const TextStyle style{.colour = Token::on_tip, .opacity = shown};
        const float side = px(20), pad = px(14), between = px(10), room = std::min(px(480), screen.x - px(80));
        const ImVec2 size = measure_text(*this, t->words, style, room);
        const float width = size.x + side + between + 2 * pad, height = size.y + px(20);
        const float left = std::round((screen.x - width) / 2), top = std::round(bottom - height + (1 - shown) * px(12));
        const Rect box{left, top, left + width, top + height};
        draw_shadow(*this, list, box, px(corner_radius), 6, shown);
        draw_box(*this, list, box, colour(Token::tip).faded(shown), px(corner_radius));
        // The soft tints are made for the surface; on the inverted toast the sign takes the text's colour mixed with
        // them.
        const Colour ink =
            mix(colour(Token::on_tip), colour(tone), look_.theme == ThemeName::light ? 0.6F : 0.0F).faded(shown);
        draw_icon(list, sign, {left + pad, std::round(box.centre_y() - side / 2)}, side, ink);
        draw_text(*this, list, {left + pad + side + between, top + px(10)}, t->words, style, room);
        Item item;
        item.id = id;
        item.role = Role::toast;
        item.label = t->words;
        item.rect = item.seen = box;
        items_.record(std::move(item));
        bottom = top - px(8);
    }
}

} // namespace rapport::gui
