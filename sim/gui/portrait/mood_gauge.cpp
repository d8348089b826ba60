#include "sim/gui/portrait/mood_gauge.h"

#include "sim/gui/widgets/interact.h"
#include "sim/gui/widgets/text.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace rapport::gui {
namespace {

constexpr float gauge_ms = 150;

} // namespace

Tone mood_tone(int value, bool good_when_high) {
    const int bad = good_when_high ? 100 - value : value;
    return bad >= 65 ? Tone::bad : bad > 40 ? Tone::warn : Tone::good;
}

void mood_gauge(Ui& ui, std::string_view id, const MoodGauge& g) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float full = ui.available_width(), bar_height = ui.px(10);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Tone tone = mood_tone(g.value, g.good_when_high);

    // Name, word and number.
    const ImVec2 name = draw_text(ui, list, at, g.name, strong_style);
    const std::string number = std::to_string(g.value);
    const ImVec2 figure = measure_text(ui, number, strong_style);
    draw_text(ui, list, {at.x + full - figure.x, at.y}, number, strong_style);
    const TextStyle word{.type = Type::note, .bold = true, .colour = tone_ink(tone), .max_lines = 1};
    const float x = at.x + name.x + ui.px(8), room = full - name.x - figure.x - ui.px(8 + 44);
    const ImVec2 level = measure_text(ui, g.level, word, room);
    draw_text(ui, list, {x, at.y + std::round((name.y - level.y) / 2) + ui.px(1)}, g.level, word, room);

    // What the last reply did: an arrow and the difference.
    if (g.value != g.before) {
        const bool up = g.value > g.before, good = up == g.good_when_high;
        const Token ink = good ? Token::good : Token::bad;
        const float side = ui.px(14), right = at.x + full - figure.x - ui.px(8);
        const std::string moved = std::to_string(std::abs(g.value - g.before));
        const TextStyle style{.type = Type::note, .bold = true, .colour = ink};
        const ImVec2 size = measure_text(ui, moved, style);
        draw_text(ui, list, {right - size.x, at.y + std::round((name.y - size.y) / 2) + ui.px(1)}, moved, style);
        draw_icon(list, up ? Icon::arrow_up : Icon::arrow_down,
                  {right - size.x - side - ui.px(1), at.y + std::round((name.y - side) / 2) + ui.px(1)}, side,
                  ui.colour(ink));
    }

    const float top = at.y + name.y + ui.px(5);
    const Rect bar{at.x, top, at.x + full, top + bar_height};
    draw_box(ui, list, bar, mix(ui.colour(Token::sunken), ui.colour(Token::line), 0.6F), bar_height / 2,
             ui.theme().shadows ? std::optional<Colour>() : ui.colour(Token::line));
    const std::string key(id);
    const float shown = ui.animate(key + "|value", static_cast<float>(g.value) / 100, gauge_ms);
    const auto reach = [&](float share) { return bar.left + std::max(bar_height, bar.width() * share); };
    const float was = static_cast<float>(g.before) / 100;
    // Where it stood before stays as a shadow behind the bar.
    if (was > shown)
        draw_box(ui, list, {bar.left, bar.top, reach(was), bar.bottom}, ui.colour(tone_solid(tone)).faded(0.28F),
                 bar_height / 2);
    if (shown > 0)
        draw_box(ui, list, {bar.left, bar.top, reach(shown), bar.bottom}, ui.colour(tone_solid(tone)), bar_height / 2);
    if (was < shown && was > 0) {
        const float mark = std::round(bar.left + bar.width() * was);
        list.AddRectFilled({mark - ui.px(1), bar.top}, {mark + ui.px(1), bar.bottom}, ui.ink(Token::raised));
    }
    Item& item = ui.record(id, Role::progress, g.name, {at.x, at.y, at.x + full, bar.bottom}, true, false);
    item.value = g.value;
    item.text = g.level;
    ImGui::Dummy({full, bar.bottom - at.y});
}

} // namespace rapport::gui
