#include "sim/gui/widgets/fields.h"

#include "sim/base/text.h"
#include "sim/gui/widgets/buttons.h"
#include "sim/gui/widgets/text.h"
#include "sim/gui/widgets/text_edit.h"

#include <cmath>

namespace rapport::gui {
namespace {

constexpr double blink_s = 0.53;

// What a field remembers between frames.
struct FieldState {
    TextEdit edit;
    std::string shown; // the value as it left the field
    float scroll_x = 0, scroll_y = 0;
    float column = -1;      // where Up and Down aim at, pixels; < 0: the caret's own
    double caret_since = 0; // the caret is solid right after it moved
    std::size_t last_caret = 0;
    bool had_focus = false;
};

// The text as lines in pixels.
class Page {
public:
    Page(Ui& ui, const TextEdit& edit, float wrap, bool secret) : ui_(&ui), edit_(&edit), secret_(secret) {
        if (secret)
            for (std::size_t i = 0; i < edit.text().size(); ++i) words_ += "•";
        else
            words_ = edit.utf8();
        lines_ = break_lines(words_, wrap, [&](char32_t c) { return advance(c); });
        line_ = line_height(ui, Type::body, ui.look().chinese || has_chinese(words_));
    }

    float line() const { return line_; }
    std::size_t count() const { return lines_.size(); }
    const Line& at(std::size_t i) const { return lines_[i]; }
    std::string_view words(std::size_t i) const {
        return std::string_view(words_).substr(lines_[i].begin, lines_[i].end - lines_[i].begin);
    }

    std::size_t line_of(std::size_t position) const {
        std::size_t i = 0;
        while (i + 1 < lines_.size() && lines_[i + 1].first_code_point <= position) ++i;
        return i;
    }
    // One past the last position of a line: where the next one starts, or the end of the text.
    std::size_t end_of(std::size_t i) const {
        return i + 1 < lines_.size() ? lines_[i + 1].first_code_point : edit_->text().size();
    }
    float x_of(std::size_t position, std::size_t line) const {
        float x = 0;
        for (std::size_t k = lines_[line].first_code_point; k < position && k < edit_->text().size(); ++k)
            x += advance(character(k));
        return x;
    }
    std::size_t position_at(float x, std::size_t line) const {
        std::size_t k = lines_[line].first_code_point;
        const bool wrapped = line + 1 < lines_.size();
        const std::size_t last = wrapped ? std::max(k, end_of(line) - 1) : end_of(line);
        for (float at = 0; k < last; ++k) {
            const float width = advance(character(k));
            if (x < at + width / 2) break;
            at += width;
        }
        return k;
    }

private:
    float advance(char32_t c) const { return c == U'\n' ? 0 : ui_->fonts().advance({}, c); }
    char32_t character(std::size_t k) const { return secret_ ? U'•' : edit_->text()[k]; }

    Ui* ui_;
    const TextEdit* edit_;
    bool secret_;
    std::string words_;
    std::vector<Line> lines_;
    float line_ = 0;
};

struct Context {
    Ui& ui;
    std::string id;
    FieldState& state;
    const FieldOptions& options;
    bool multi = false, enter_submits = true;
};

// Left and Right with every combination of Ctrl (by word) and Shift (extend).
void move_by_keys(const Context& c, const Page& page) {
    TextEdit& edit = c.state.edit;
    for (const bool shift : {false, true}) {
        for (const bool ctrl : {false, true}) {
            const Mods mods{.ctrl = ctrl, .shift = shift};
            const auto pressed = [&](Key key) { return c.ui.focused_key(c.id, key, mods, true); };
            if (pressed(Key::left)) ctrl ? edit.move_word(false, shift) : edit.move_by(-1, shift);
            if (pressed(Key::right)) ctrl ? edit.move_word(true, shift) : edit.move_by(1, shift);
            const std::size_t line = page.line_of(edit.caret());
            if (pressed(Key::home)) edit.move_to(ctrl ? 0 : page.at(line).first_code_point, shift);
            if (pressed(Key::end)) {
                const std::size_t end = page.end_of(line);
                edit.move_to(ctrl ? edit.text().size() : line + 1 < page.count() && end > 0 ? end - 1 : end, shift);
            }
        }
        if (!c.multi) continue;
        for (const auto& [key, step] : {std::pair{Key::up, -1}, std::pair{Key::down, 1}, std::pair{Key::page_up, -6},
                                        std::pair{Key::page_down, 6}}) {
            if (!c.ui.focused_key(c.id, key, {.shift = shift}, true)) continue;
            const auto line = static_cast<std::ptrdiff_t>(page.line_of(edit.caret()));
            const float aim =
                c.state.column >= 0 ? c.state.column : page.x_of(edit.caret(), static_cast<std::size_t>(line));
            const std::ptrdiff_t to = line + step, last = static_cast<std::ptrdiff_t>(page.count()) - 1;
            if (to < 0)
                edit.move_to(0, shift);
            else if (to > last)
                edit.move_to(edit.text().size(), shift);
            else
                edit.move_to(page.position_at(aim, static_cast<std::size_t>(to)), shift);
            c.state.column = aim;
            c.state.last_caret = edit.caret(); // keeps the column
        }
    }
}

void clipboard_keys(const Context& c, std::size_t limit) {
    TextEdit& edit = c.state.edit;
    const auto ctrl = [&](Key key, bool repeat = false) { return c.ui.focused_key(c.id, key, {.ctrl = true}, repeat); };
    if (ctrl(Key::a)) edit.select_all();
    if (ctrl(Key::c) && edit.has_selection() && !c.options.secret)
        ImGui::SetClipboardText(edit.selected_utf8().c_str());
    if (c.options.read_only) return;
    if (ctrl(Key::x) && edit.has_selection() && !c.options.secret) {
        ImGui::SetClipboardText(edit.selected_utf8().c_str());
        edit.erase_selection();
    }
    if (ctrl(Key::v, true)) {
        if (const char* pasted = ImGui::GetClipboardText()) {
            std::u32string plain;
            const std::string_view all = pasted;
            for (std::size_t at = 0; at < all.size();) {
                const char32_t ch = next_code_point(all, at);
                if (ch == U'\n' || ch == U'\t')
                    plain.push_back(c.multi && ch == U'\n' ? U'\n' : U' ');
                else if (ch >= U' ' && ch != 0x7F)
                    plain.push_back(ch);
            }
            edit.insert(plain, limit);
        }
    }
    if (ctrl(Key::z, true)) edit.undo();
    if (ctrl(Key::y, true) || c.ui.focused_key(c.id, Key::z, {.ctrl = true, .shift = true}, true)) edit.redo();
}

// Everything the keyboard does to the focused field. True when submitted.
bool edit_by_keys(const Context& c, const Page& page) {
    TextEdit& edit = c.state.edit;
    const auto limit = static_cast<std::size_t>(std::max(0, c.options.max_code_points));
    bool submitted = false;
    clipboard_keys(c, limit);
    move_by_keys(c, page);
    if (c.options.read_only) return false;
    const auto pressed = [&](Key key, Mods mods = {}) { return c.ui.focused_key(c.id, key, mods, true); };
    if (pressed(Key::backspace) || pressed(Key::backspace, {.shift = true})) edit.erase_backwards(false);
    if (pressed(Key::backspace, {.ctrl = true})) edit.erase_backwards(true);
    if (pressed(Key::del)) edit.erase_forwards(false);
    if (pressed(Key::del, {.ctrl = true})) edit.erase_forwards(true);
    if (c.ui.focused_key(c.id, Key::enter)) {
        if (c.multi && !c.enter_submits)
            edit.insert(U"\n", limit);
        else
            submitted = true;
    }
    if (c.multi && c.ui.focused_key(c.id, Key::enter, {.shift = true})) edit.insert(U"\n", limit);
    if (c.multi && c.ui.focused_key(c.id, Key::enter, {.ctrl = true})) submitted = true;
    // Only from the second frame on: the key that moved the focus here must not type its letter.
    if (c.ui.text_field_focused() && !ImGui::GetIO().KeyCtrl) edit.insert(input::typed(), limit);
    return submitted;
}

void edit_by_mouse(const Context& c, const Page& page, const Interaction& i, const Rect& inner) {
    if (!i.held && !(i.hovered && ImGui::IsMouseDoubleClicked(0))) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float y = mouse.y - inner.top + c.state.scroll_y, x = mouse.x - inner.left + c.state.scroll_x;
    const auto line =
        static_cast<std::size_t>(std::clamp(std::floor(y / page.line()), 0.0F, static_cast<float>(page.count() - 1)));
    const std::size_t position = page.position_at(x, line);
    if (ImGui::IsMouseDoubleClicked(0))
        c.state.edit.select_word_at(position);
    else if (ImGui::IsMouseClicked(0))
        c.state.edit.move_to(position, ImGui::GetIO().KeyShift);
    else if (ImGui::IsMouseDragging(0, 3))
        c.state.edit.move_to(position, true);
}

// Scrolls so that the caret is inside, and draws selection, text and caret.
void draw_inside(const Context& c, const Page& page, const Rect& inner, bool focused) {
    Ui& ui = c.ui;
    FieldState& s = c.state;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::size_t caret_line = page.line_of(s.edit.caret());
    const float caret_x = page.x_of(s.edit.caret(), caret_line), caret_y = static_cast<float>(caret_line) * page.line();
    const float total = static_cast<float>(page.count()) * page.line();
    if (s.edit.caret() != s.last_caret || !s.had_focus) {
        s.caret_since = ui.now();
        s.last_caret = s.edit.caret();
        if (!c.multi) {
            s.scroll_x = std::min(s.scroll_x, std::max(0.0F, caret_x - ui.px(24)));
            s.scroll_x = std::max(s.scroll_x, caret_x - inner.width() + ui.px(4));
        }
        s.scroll_y = std::min(s.scroll_y, caret_y);
        s.scroll_y = std::max(s.scroll_y, caret_y + page.line() - inner.height());
    }
    if (c.multi && ImGui::IsItemHovered() && ImGui::GetIO().MouseWheel != 0)
        s.scroll_y -= ImGui::GetIO().MouseWheel * page.line() * 2;
    s.scroll_x = std::max(0.0F, s.scroll_x);
    s.scroll_y = std::clamp(s.scroll_y, 0.0F, std::max(0.0F, total - inner.height()));

    list.PushClipRect({inner.left - ui.px(1), inner.top}, {inner.right + ui.px(1), inner.bottom}, true);
    const float lead = c.multi ? 0 : std::round((inner.height() - page.line()) / 2);
    for (std::size_t k = 0; k < page.count(); ++k) {
        const float y = inner.top + lead + static_cast<float>(k) * page.line() - s.scroll_y,
                    x = inner.left - s.scroll_x;
        if (y > inner.bottom || y + page.line() < inner.top) continue;
        const std::size_t from = std::max(s.edit.selection_begin(), page.at(k).first_code_point),
                          to = std::min(s.edit.selection_end(), page.end_of(k));
        if (from < to && focused)
            list.AddRectFilled({x + page.x_of(from, k), y}, {x + page.x_of(to, k), y + page.line()},
                               mix(ui.colour(Token::accent_soft), ui.colour(Token::accent), 0.12F).packed(), ui.px(2));
        draw_text(ui, list, {x, y}, page.words(k), {.colour = c.options.enabled ? Token::ink : Token::ink_soft});
    }
    if (focused && !c.options.read_only) {
        const double passed = ui.now() - s.caret_since;
        const bool on = !ui.motion() || std::fmod(passed, 2 * blink_s) < blink_s;
        if (ui.motion()) ui.request_frame_in(blink_s - std::fmod(passed, blink_s));
        const float x = std::round(inner.left + caret_x - s.scroll_x), y = inner.top + lead + caret_y - s.scroll_y;
        const float half = std::round((page.line() - 1.25F * ui.fonts().em(Type::body)) / 2);
        if (on) list.AddRectFilled({x, y + half}, {x + ui.px(2), y + page.line() - half}, ui.ink(Token::accent));
    }
    list.PopClipRect();
    if (c.multi && total > inner.height() + 1) {
        const float track = inner.height(), thumb = std::max(ui.px(20), track * track / total);
        const float top = inner.top + (track - thumb) * s.scroll_y / (total - track), right = inner.right + ui.px(8);
        list.AddRectFilled({right - ui.px(4), top}, {right, top + thumb},
                           ui.colour(Token::outline).faded(0.5F).packed(), ui.px(2));
    }
}

// Between the border and the words, design units.
constexpr float inside_x = 12, inside_y = 9;

float words_width(const Ui& ui, const FieldOptions& o, float full) {
    return full - 2 * ui.px(inside_x) - (o.icon == Icon::none ? 0 : ui.px(28)) - (o.clear_button ? ui.px(30) : 0);
}

float area_height(const Ui& ui, const Page& page, int min_lines, int max_lines) {
    const auto lines = static_cast<float>(std::clamp(static_cast<int>(page.count()), min_lines, max_lines));
    return lines * page.line() + 2 * ui.px(inside_y);
}

FieldResult field(Ui& ui, std::string_view id, std::string& value, const FieldOptions& o, bool multi,
                  bool enter_submits, int min_lines, int max_lines) {
    const std::string name(id);
    auto& s = ui.state<FieldState>(name + "|field");
    if (s.shown != value) {
        s.edit.reset(value);
        s.shown = value;
        s.edit.move_to(s.edit.text().size(), false);
    }
    const float full = o.width > 0 ? ui.px(o.width) : ui.available_width(), pad_x = ui.px(inside_x),
                pad_y = multi ? ui.px(inside_y) : 0;
    const bool clearable = o.clear_button && !value.empty() && o.enabled && !o.read_only;
    const float icon_room = o.icon == Icon::none ? 0 : ui.px(28), clear_room = o.clear_button ? ui.px(30) : 0;
    const float inner_width = words_width(ui, o, full);
    ImGui::BeginGroup();
    if (!o.label.empty()) {
        text(ui, o.label, {.type = Type::note, .bold = true, .colour = Token::ink_soft}, full);
        ImGui::Dummy({0, ui.px(4)});
    }
    Context c{ui, name, s, o, multi, enter_submits};
    Page page(ui, s.edit, multi ? inner_width : 0, o.secret);
    const float height = multi ? area_height(ui, page, min_lines, max_lines) : ui.px(control_height);
    const Interaction i = interact(ui, id, {full, height},
                                   {.role = Role::field,
                                    .label = o.label.empty() ? o.placeholder : o.label,
                                    .enabled = o.enabled,
                                    .overlap = o.clear_button,
                                    .keys = false});
    if (i.hovered && o.enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    const Rect inner{i.rect.left + pad_x + icon_room, i.rect.top + pad_y, i.rect.right - pad_x - clear_room,
                     i.rect.bottom - pad_y};

    FieldResult result;
    const bool focused = i.focused && o.enabled;
    if (focused) {
        ui.claim_text_focus();
        const std::size_t before = s.edit.caret();
        result.submitted = edit_by_keys(c, page);
        edit_by_mouse(c, page, i, inner);
        if (s.edit.caret() != before && s.edit.caret() != s.last_caret) s.column = -1;
    }
    result.left = s.had_focus && !focused;
    std::string now = s.edit.utf8();
    if (now != value) {
        result.changed = true;
        value = std::move(now);
        page = Page(ui, s.edit, multi ? inner_width : 0, o.secret);
        ui.request_frame();
    }
    s.shown = value;

    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = ui.px(corner_radius), glow = ui.animate(name + "|focus", focused ? 1.0F : 0.0F);
    const Colour rest = !o.error.empty() ? ui.colour(Token::bad)
                                         : mix(mix(ui.colour(Token::line), ui.colour(Token::outline), 0.75F),
                                               ui.colour(Token::ink_soft), i.hover);
    if (glow > 0)
        draw_box(ui, list, i.rect.inset(-ui.px(3)),
                 ui.colour(o.error.empty() ? Token::accent : Token::bad).faded(0.16F * glow), radius + ui.px(3));
    draw_box(ui, list, i.rect, ui.colour(o.enabled ? Token::raised : Token::sunken), radius,
             o.error.empty() ? mix(rest, ui.colour(Token::accent), glow) : rest, focused ? 1.5F : 1.0F);
    if (o.icon != Icon::none)
        draw_icon(list, o.icon, {i.rect.left + pad_x, std::round(i.rect.top + (ui.px(control_height) - ui.px(18)) / 2)},
                  ui.px(18), ui.colour(Token::ink_soft));
    if (value.empty()) {
        const float line = line_height(ui, Type::body, has_chinese(o.placeholder));
        const float top = multi ? inner.top : std::round(inner.centre_y() - line / 2);
        draw_text(ui, list, {inner.left, top}, o.placeholder,
                  {.colour = Token::ink_soft, .max_lines = multi ? max_lines : 1}, inner.width());
    }
    draw_inside(c, page, inner, focused);
    s.had_focus = focused;
    if (Item* item = ui.items().find(id)) item->text = o.secret ? std::string() : value;

    if (clearable) {
        const ImVec2 after = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({i.rect.right - ui.px(36), i.rect.top + ui.px(4)});
        if (icon_button(ui, name + ".clear", Icon::cross, o.clear_label, {.size = 32, .icon_size = 16})) {
            value.clear();
            result.changed = true;
            ui.set_focus(id, false);
        }
        ImGui::SetCursorScreenPos(after);
        ImGui::Dummy({0, 0});
    }
    if (!o.error.empty() || !o.note.empty()) {
        ImGui::Dummy({0, ui.px(4)});
        if (!o.error.empty()) {
            icon(ui, Icon::warning, 16, Token::bad);
            ImGui::SameLine(0, ui.px(6));
            text(ui, o.error, {.type = Type::note, .colour = Token::bad}, full - ui.px(22));
        } else {
            text(ui, o.note, note_style, full);
        }
    }
    ImGui::EndGroup();
    return result;
}

} // namespace

FieldResult text_field(Ui& ui, std::string_view id, std::string& value, const FieldOptions& options) {
    return field(ui, id, value, options, false, true, 1, 1);
}

FieldResult search_field(Ui& ui, std::string_view id, std::string& value, std::string_view placeholder, float width,
                         std::string_view clear_label) {
    return text_field(ui, id, value,
                      {.placeholder = placeholder,
                       .icon = Icon::search,
                       .clear_button = true,
                       .width = width,
                       .clear_label = clear_label});
}

FieldResult text_area(Ui& ui, std::string_view id, std::string& value, const AreaOptions& options) {
    return field(ui, id, value, options.field, true, options.enter_submits, options.min_lines, options.max_lines);
}

float text_area_height(Ui& ui, std::string_view id, std::string_view value, const AreaOptions& o, float width) {
    const auto& kept = ui.state<FieldState>(std::string(id) + "|field");
    TextEdit other;
    if (kept.shown != value) other.reset(value);
    const Page page(ui, kept.shown == value ? kept.edit : other, words_width(ui, o.field, width), o.field.secret);
    return area_height(ui, page, o.min_lines, o.max_lines);
}

} // namespace rapport::gui
