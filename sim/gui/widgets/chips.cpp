#include "sim/gui/widgets/choices.h"

#include "sim/gui/widgets/text.h"

#include <cmath>

namespace rapport::gui {

Token tone_ink(Tone tone) {
    switch (tone) {
    case Tone::accent:
        return Token::accent;
    case Tone::good:
        return Token::good;
    case Tone::warn:
        return Token::warn;
    case Tone::bad:
        return Token::bad;
    case Tone::neutral:
        break;
    }
    return Token::ink_soft;
}

Token tone_soft(Tone tone) {
    switch (tone) {
    case Tone::accent:
        return Token::accent_soft;
    case Tone::good:
        return Token::good_soft;
    case Tone::warn:
        return Token::warn_soft;
    case Tone::bad:
        return Token::bad_soft;
    case Tone::neutral:
        break;
    }
    return Token::sunken;
}

Token tone_solid(Tone tone) { return tone == Tone::neutral ? Token::outline : tone_ink(tone); }

Token tone_on_solid(Tone tone) {
    switch (tone) {
    case Tone::good:
        return Token::on_good;
    case Tone::warn:
        return Token::on_warn;
    case Tone::bad:
        return Token::on_bad;
    case Tone::accent:
    case Tone::neutral:
        break;
    }
    return Token::on_accent;
}

namespace {

constexpr TextStyle tag_style{.type = Type::note, .bold = true};

} // namespace

ImVec2 tag_size(Ui& ui, std::string_view label, Icon icon) {
    const float icon_room = icon == Icon::none ? 0 : ui.px(14) + ui.px(5);
    return {measure_text(ui, label, tag_style).x + icon_room + ui.px(16), ui.px(24)};
}

void tag(Ui& ui, std::string_view label, Tone tone, Icon icon) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = tag_size(ui, label, icon);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect box{at.x, at.y, at.x + size.x, at.y + size.y};
    draw_box(ui, list, box, ui.colour(tone_soft(tone)), ui.px(6),
             ui.theme().shadows ? std::optional<Colour>() : ui.colour(tone_ink(tone)));
    const Colour ink = ui.colour(tone_ink(tone));
    float x = at.x + ui.px(8);
    if (icon != Icon::none) {
        draw_icon(list, icon, {x, std::round(box.centre_y() - ui.px(14) / 2)}, ui.px(14), ink);
        x += ui.px(14) + ui.px(5);
    }
    const ImVec2 words = measure_text(ui, label, tag_style);
    draw_text_coloured(ui, list, {x, std::round(box.centre_y() - words.y / 2)}, label, {Type::note, true}, ink);
    ImGui::Dummy(size);
}

void tag_row(Ui& ui, std::span<const TagSpec> tags) {
    const float room = ui.available_width(), gap = ui.px(6);
    ImGui::BeginGroup();
    float used = 0;
    for (const TagSpec& spec : tags) {
        const float width = tag_size(ui, spec.label, spec.icon).x;
        if (used > 0 && used + gap + width <= room) {
            ImGui::SameLine(0, gap);
            used += gap + width;
        } else {
            if (used > 0) ImGui::Dummy({0, gap});
            used = width;
        }
        tag(ui, spec.label, spec.tone, spec.icon);
    }
    ImGui::EndGroup();
}

bool chip(Ui& ui, std::string_view id, std::string_view label, bool on, Icon icon, bool enabled) {
    const TextStyle style{.type = Type::note, .bold = true};
    const Icon shown = on ? Icon::check : icon;
    const float side = ui.px(15), gap = ui.px(6), height = ui.px(32);
    const ImVec2 words = measure_text(ui, label, style);
    // Room for the tick is always kept where there is an icon, so that nothing jumps.
    const float icon_room = shown != Icon::none ? side + gap : 0;
    const Interaction i = interact(ui, id, {words.x + icon_room + ui.px(26), height},
                                   {.role = Role::chip, .label = label, .enabled = enabled});
    if (Item* item = ui.items().find(id)) item->selected = on;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float t = ui.animate(std::string(id) + "|on", on ? 1.0F : 0.0F);
    const Colour rest = mix(ui.colour(Token::raised), ui.colour(Token::hover), i.hover);
    draw_box(ui, list, i.rect, mix(rest, ui.colour(Token::accent_soft), t), height / 2,
             mix(mix(ui.colour(Token::line), ui.colour(Token::outline), 0.35F + 0.65F * i.hover),
                 ui.colour(Token::accent), t));
    const Colour ink = !enabled ? mix(ui.colour(Token::ink_soft), ui.colour(Token::surface), 0.4F)
                                : ui.colour(on ? Token::accent : Token::ink);
    float x = i.rect.left + ui.px(13);
    if (shown != Icon::none) {
        draw_icon(list, shown, {x, std::round(i.rect.centre_y() - side / 2)}, side, ink);
        x += side + gap;
    }
    draw_text_coloured(ui, list, {x, std::round(i.rect.centre_y() - words.y / 2)}, label, {Type::note, true}, ink);
    if (i.ring) draw_focus_ring(ui, list, i.rect, height / 2);
    return i.clicked;
}

void progress_bar(Ui& ui, std::string_view id, float fraction, Tone tone, float width, float height, float mark) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float w = width > 0 ? ui.px(width) : ui.available_width(), h = ui.px(height), room = mark >= 0 ? ui.px(4) : 0;
    const Rect bar{at.x, at.y + room, at.x + w, at.y + room + h};
    ui.record(id, Role::progress, {}, bar, true, false).value = static_cast<double>(fraction);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_box(ui, list, bar, mix(ui.colour(Token::sunken), ui.colour(Token::line), 0.6F), h / 2);
    const float t = ui.animate(std::string(id) + "|fill", std::clamp(fraction, 0.0F, 1.0F), motion_calm_ms);
    if (t > 0)
        draw_box(ui, list, {bar.left, bar.top, bar.left + std::max(h, w * t), bar.bottom}, ui.colour(tone_solid(tone)),
                 h / 2);
    if (mark >= 0) { // a hollow pin: readable on the filled and on the empty part
        const float x = std::round(bar.left + w * std::clamp(mark, 0.0F, 1.0F)), half = ui.px(2);
        draw_box(ui, list, {x - half - ui.px(1), bar.top - room, x + half + ui.px(1), bar.bottom + room},
                 ui.colour(Token::raised), half);
        draw_box(ui, list, {x - half, bar.top - room, x + half, bar.bottom + room}, ui.colour(Token::ink), half);
    }
    ImGui::Dummy({w, h + 2 * room});
}

void spinner(Ui& ui, float size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = ui.px(size), radius = side / 2 - ui.px(2);
    const ImVec2 centre{at.x + side / 2, at.y + side / 2};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (ui.motion()) {
        const auto angle = static_cast<float>(std::fmod(ui.now() * 5.0, 6.283185));
        list.AddCircle(centre, radius, ui.ink(Token::line), 0, ui.px(2.5F));
        list.PathArcTo(centre, radius, angle, angle + 1.6F, 16);
        list.PathStroke(ui.ink(Token::accent), 0, ui.px(2.5F));
        ui.request_frame_in(0.033);
    } else {
        for (const float dx : {-0.32F, 0.0F, 0.32F})
            list.AddCircleFilled({centre.x + dx * side, centre.y}, side * 0.1F, ui.ink(Token::accent));
    }
    ImGui::Dummy({side, side});
}

} // namespace rapport::gui
