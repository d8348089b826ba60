#include "sim/gui/widgets/text.h"

#include "sim/base/text.h"
#include "sim/gui/widgets/interact.h"

#include <cmath>

namespace rapport::gui {
namespace {

constexpr float chinese_line = 1.6F, latin_line = 1.45F;
constexpr char32_t ellipsis = U'…';

struct Layout {
    std::string words;
    std::vector<Line> lines;
    float line = 0, baseline = 0; // of a line, from its top; pixels
    float width = 0;              // widest line
    bool cut = false;             // the last line ends in an ellipsis
    std::uint64_t used = 0;
};

// Layouts by everything they depend on.
struct LayoutCache {
    std::unordered_map<std::uint64_t, Layout> layouts;
    std::uint32_t generation = 0;
    float scale = 0;
};

std::uint64_t key_of(std::string_view words, Face face, float width, int max_lines) {
    std::uint64_t h = std::hash<std::string_view>{}(words);
    const auto add = [&h](std::uint64_t value) { h = (h ^ value) * 0x9E3779B97F4A7C15ULL; };
    add(static_cast<std::uint64_t>(face.type) * 2 + (face.bold ? 1 : 0));
    add(static_cast<std::uint64_t>(std::lround(width * 4)));
    add(static_cast<std::uint64_t>(max_lines));
    return h;
}

void shorten(Layout& layout, int max_lines, float width, const Measure& measure) {
    if (max_lines <= 0 || layout.lines.size() <= static_cast<std::size_t>(max_lines)) return;
    layout.lines.resize(static_cast<std::size_t>(max_lines));
    layout.cut = true;
    Line& last = layout.lines.back();
    const float room = width - measure(ellipsis);
    std::size_t at = last.begin, count = 0;
    float used = 0;
    while (at < last.end) {
        std::size_t next = at;
        const float advance = measure(next_code_point(layout.words, next));
        if (used + advance > room) break;
        used += advance;
        at = next;
        ++count;
    }
    last.end = at;
    last.code_points = count;
    last.width = used + measure(ellipsis);
}

const Layout& layout_of(Ui& ui, std::string_view words, Face face, float width, int max_lines) {
    auto& cache = ui.state<LayoutCache>("text.layouts");
    if (cache.generation != ui.fonts().generation() || cache.scale != ui.scale()) {
        cache.layouts.clear();
        cache.generation = ui.fonts().generation();
        cache.scale = ui.scale();
    }
    if (cache.layouts.size() > 4000)
        std::erase_if(cache.layouts, [&](const auto& entry) { return entry.second.used + 120 < ui.frame(); });
    Layout& layout = cache.layouts[key_of(words, face, width, max_lines)];
    layout.used = ui.frame();
    if (!layout.lines.empty() && layout.words == words) return layout;
    layout.words = words;
    layout.cut = false;
    const Measure measure = [&](char32_t c) { return ui.fonts().advance(face, c); };
    layout.lines = break_lines(words, width, measure);
    shorten(layout, max_lines, width, measure);
    layout.line = line_height(ui, face.type, has_chinese(words));
    layout.baseline = std::round(layout.line / 2 + 0.365F * ui.fonts().em(face.type));
    layout.width = 0;
    for (const Line& line : layout.lines) layout.width = std::max(layout.width, line.width);
    return layout;
}

ImVec2 size_of(const Layout& layout) {
    return {std::ceil(layout.width), layout.line * static_cast<float>(layout.lines.size())};
}

float indent_of(Align align, float room, float width) {
    if (room <= 0 || align == Align::left) return 0;
    return std::round((room - width) * (align == Align::centre ? 0.5F : 1.0F));
}

void draw_underline(Ui& ui, ImDrawList& list, float left, float right, float y, Underline style, ImU32 colour) {
    const float thick = std::max(1.0F, std::round(1.5F * ui.scale()));
    const auto dashes = [&](float on, float off) {
        for (float x = left; x < right; x += on + off)
            list.AddRectFilled({x, y}, {std::min(x + on, right), y + thick}, colour);
    };
    switch (style) {
    case Underline::none:
        break;
    case Underline::solid:
        list.AddRectFilled({left, y}, {right, y + thick}, colour);
        break;
    case Underline::dashed:
        dashes(ui.px(6), ui.px(3));
        break;
    case Underline::dotted:
        dashes(thick, ui.px(3));
        break;
    case Underline::twofold:
        list.AddRectFilled({left, y - thick}, {right, y}, colour);
        list.AddRectFilled({left, y + thick}, {right, y + 2 * thick}, colour);
        break;
    case Underline::wavy: {
        const float step = ui.px(3), swing = ui.px(1.5F);
        bool up = true;
        for (float x = left; x <= right; x += step, up = !up)
            list.PathLineTo({x, y + (up ? -swing : swing) / 2 + thick / 2});
        list.PathStroke(colour, 0, thick);
        break;
    }
    }
}

struct Mark { // one highlight's piece on one line
    std::size_t highlight;
    Rect rect;
};

// The pieces of the highlights, for drawing and for pointing at.
std::vector<Mark> marks_of(Ui& ui, const Layout& layout, Face face, ImVec2 at, float room, Align align,
                           std::span<const Highlight> highlights) {
    std::vector<Mark> marks;
    for (std::size_t h = 0; h < highlights.size(); ++h) {
        float y = at.y;
        for (const Line& line : layout.lines) {
            const std::size_t from = std::max(highlights[h].begin, line.first_code_point);
            const std::size_t to = std::min(highlights[h].end, line.first_code_point + line.code_points);
            if (from < to) {
                float x = at.x + indent_of(align, room, line.width), left = x;
                std::size_t byte = line.begin;
                for (std::size_t i = line.first_code_point; i < to; ++i) {
                    if (i == from) left = x;
                    x += ui.fonts().advance(face, next_code_point(layout.words, byte));
                }
                const float em = ui.fonts().em(face.type);
                marks.push_back(
                    {h, {left - ui.px(1), y + layout.baseline - em, x + ui.px(1), y + layout.baseline + 0.28F * em}});
            }
            y += layout.line;
        }
    }
    return marks;
}

void draw_layout(Ui& ui, ImDrawList& list, const Layout& layout, Face face, ImVec2 at, float room, Align align,
                 ImU32 colour) {
    const Fonts& fonts = ui.fonts();
    const ImFont* font = fonts.font(face);
    const float ascent = std::round(font->Ascent);
    const ImVec2 clip_min = list.GetClipRectMin(), clip_max = list.GetClipRectMax();
    float y = at.y;
    for (std::size_t i = 0; i < layout.lines.size(); ++i, y += layout.line) {
        if (y > clip_max.y) break;
        if (y + layout.line < clip_min.y) continue;
        const Line& line = layout.lines[i];
        const float top = std::round(y + layout.baseline) - ascent;
        float x = at.x + indent_of(align, room, line.width);
        const auto put = [&](char32_t c) {
            const std::uint16_t code = fonts.glyph_code(face, c);
            if (code > U' ') font->RenderChar(&list, font->FontSize, {std::round(x), top}, colour, code);
            x += fonts.advance(face, c);
        };
        for (std::size_t byte = line.begin; byte < line.end;) put(next_code_point(layout.words, byte));
        if (layout.cut && i + 1 == layout.lines.size()) put(ellipsis);
    }
}

ImVec2 draw(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view words, const TextStyle& style, float width,
            Colour colour, std::span<const Highlight> highlights, std::vector<Mark>* marks_out) {
    const Face face{style.type, style.bold};
    const Layout& layout = layout_of(ui, words, face, width, style.max_lines);
    if (!highlights.empty()) {
        std::vector<Mark> marks = marks_of(ui, layout, face, at, width, style.align, highlights);
        for (const Mark& mark : marks) {
            if (out_of_sight(list, mark.rect)) continue;
            const Highlight& h = highlights[mark.highlight];
            list.AddRectFilled({mark.rect.left, mark.rect.top}, {mark.rect.right, mark.rect.bottom},
                               ui.colour(h.background).faded(style.opacity).packed(), ui.px(3));
        }
        draw_layout(ui, list, layout, face, at, width, style.align, colour.packed());
        for (const Mark& mark : marks) {
            if (out_of_sight(list, mark.rect, ui.px(4))) continue;
            const Highlight& h = highlights[mark.highlight];
            draw_underline(ui, list, mark.rect.left + ui.px(1), mark.rect.right - ui.px(1), mark.rect.bottom - ui.px(1),
                           h.underline, ui.colour(h.line).faded(style.opacity).packed());
        }
        if (marks_out) *marks_out = std::move(marks);
    } else {
        draw_layout(ui, list, layout, face, at, width, style.align, colour.packed());
    }
    return size_of(layout);
}

// Points at, focuses and clicks the marked words that have an id.
std::optional<std::size_t> touch_marks(Ui& ui, std::span<const Highlight> highlights, const std::vector<Mark>& marks) {
    std::optional<std::size_t> clicked;
    std::size_t last = highlights.size();
    for (const Mark& mark : marks) {
        const Highlight& h = highlights[mark.highlight];
        if (h.id.empty()) continue;
        const bool first_piece = mark.highlight != last;
        last = mark.highlight;
        if (first_piece) {
            ui.record(h.id, Role::link, h.tip, mark.rect, true, true);
            const bool focused = ui.is_focused(h.id);
            if (focused && ui.focus_ring()) {
                draw_focus_ring(ui, *ImGui::GetWindowDrawList(), mark.rect, ui.px(3));
                ui.offer_tooltip(h.id, h.tip, mark.rect, true);
                if (ui.focused_key(h.id, Key::enter) || ui.focused_key(h.id, Key::space)) clicked = mark.highlight;
            }
        }
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        if (ui.input_open() && ImGui::IsWindowHovered() && mark.rect.contains(mouse.x, mouse.y)) {
            ui.offer_tooltip(h.id, h.tip, mark.rect);
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            if (ImGui::IsMouseClicked(0)) {
                ui.claim_press(h.id);
                clicked = mark.highlight;
            }
        }
    }
    return clicked;
}

} // namespace

float line_height(const Ui& ui, Type type, bool chinese) {
    return std::round(ui.fonts().em(type) * (chinese ? chinese_line : latin_line));
}

ImVec2 text(Ui& ui, std::string_view words, const TextStyle& style, float width, std::span<const Highlight> highlights,
            std::optional<std::size_t>* clicked) {
    const float room = width > 0 ? width : ui.available_width();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    std::vector<Mark> marks;
    const Colour colour = ui.colour(style.colour).faded(style.opacity);
    ImVec2 size = draw(ui, *ImGui::GetWindowDrawList(), at, words, style, room, colour, highlights, &marks);
    if (style.align != Align::left) size.x = room;
    ImGui::Dummy(size);
    const auto hit = touch_marks(ui, highlights, marks);
    if (clicked && hit) *clicked = hit;
    return size;
}

ImVec2 text_line(Ui& ui, std::string_view words, const TextStyle& style, float width) {
    TextStyle one = style;
    one.max_lines = width > 0 ? 1 : 0;
    const ImVec2 size = draw_text(ui, *ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), words, one, width);
    ImGui::Dummy({style.align == Align::left || width <= 0 ? size.x : width, size.y});
    return size;
}

ImVec2 text_item(Ui& ui, std::string_view id, std::string_view words, const TextStyle& style, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = text(ui, words, style, width);
    ui.record(id, Role::text, words, {at.x, at.y, at.x + size.x, at.y + size.y}, true, false);
    return size;
}

ImVec2 measure_text(Ui& ui, std::string_view words, const TextStyle& style, float width) {
    return size_of(layout_of(ui, words, {style.type, style.bold}, width, style.max_lines));
}

ImVec2 draw_text(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view words, const TextStyle& style, float width,
                 std::span<const Highlight> highlights) {
    return draw(ui, list, at, words, style, width, ui.colour(style.colour).faded(style.opacity), highlights, nullptr);
}

void draw_text_in(Ui& ui, ImDrawList& list, const Rect& rect, std::string_view words, const TextStyle& style,
                  Align align) {
    TextStyle one = style;
    one.max_lines = 1;
    one.align = Align::left;
    const ImVec2 size = measure_text(ui, words, one, rect.width());
    const float x = rect.left + indent_of(align, rect.width(), size.x);
    draw_text(ui, list, {x, std::round(rect.centre_y() - size.y / 2)}, words, one, rect.width());
}

ImVec2 draw_text_coloured(Ui& ui, ImDrawList& list, ImVec2 at, std::string_view words, Face face, Colour colour,
                          float width) {
    return draw(ui, list, at, words, {.type = face.type, .bold = face.bold}, width, colour, {}, nullptr);
}

} // namespace rapport::gui
