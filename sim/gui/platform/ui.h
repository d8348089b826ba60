// The state behind the widgets: scale, theme, fonts, focus, transitions, toasts and the log of items.
// One Ui per window. Every widget takes it first: `if (button(ui, "brief.start", words.text("brief.start"))) …`.
// Positions are ImGui's (device pixels, cursor); sizes given to widgets are design units and go through px().
#pragma once

#include <algorithm>
#include <any>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "sim/gui/platform/fonts.h"
#include "sim/gui/platform/input.h"
#include "sim/gui/platform/items.h"
#include "sim/gui/platform/theme.h"

namespace rapport::gui {

struct Look {
    ThemeName theme = ThemeName::light;
    float text_scale = 1;    // the person's, 0.8–2.0
    float display_scale = 1; // the monitor's
    bool reduce_motion = false;
    bool chinese = false; // the interface's language is Chinese: line height, punctuation
    bool operator==(const Look&) const = default;
};

enum class ToastKind : std::uint8_t { info, good, warn, bad };

class Ui {
public:
    explicit Ui(Fonts& fonts);
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // ---- the frame (called by the window and by the test driver; screens don't) ----
    // Before ImGui::NewFrame: applies a changed look, takes over a finished atlas. True if the atlas' texture must be
    // uploaded. `hold_fonts`: starts no bigger atlas yet (the pass that only finds out what the first frame needs).
    bool prepare_frame(bool hold_fonts = false);
    // After ImGui::NewFrame: opens the root area over the whole window. `now_s`: any steady clock.
    void begin_frame(double now_s);
    // Closes the root area, draws toasts and the tooltip, moves the focus. Before ImGui::Render.
    void end_frame();

    // ---- look ----
    const Look& look() const { return look_; }
    void set_look(const Look& look);     // takes effect with the next frame; may be called inside one
    void set_display_scale(float scale); // the same; leaves alone what else was set for the next frame
    const Theme& theme() const { return gui::theme(look_.theme); }
    Colour colour(Token token) const { return theme()[token]; }
    ImU32 ink(Token token) const { return theme()[token].packed(); }
    Fonts& fonts() const { return fonts_; }
    // Words to have ready in the first atlas (all interface texts of the language) and soon after (scenarios).
    // Call before the first frame and after a change of language.
    void set_words(std::u32string interface_words, std::u32string content_words, bool typed_chinese);

    // Device pixels per design unit, and design units → device pixels (px rounds to whole pixels, at least 1 for sizes
    // > 0).
    float scale() const { return look_.text_scale * look_.display_scale; }
    float px(float design) const;
    // The window's size in design units: what a screen decides its layout by (collapse the side panels under 1100, …).
    float width() const;
    float height() const;

    // ---- time and motion ----
    double now() const { return now_s_; }
    std::uint64_t frame() const { return frame_; }
    // Ask for another frame: at once, or in so many seconds (a clock that ticks, a blinking caret). Without, the window
    // sleeps.
    void request_frame() { request_frame_in(0); }
    void request_frame_in(double seconds);
    // Seconds until the earliest asked-for frame; nullopt when none was asked for. Cleared by begin_frame.
    std::optional<double> frame_due_in() const { return due_in_; }
    // Eases towards `target` (ease-out), remembering by id. The first call starts at `start` if given, else at the
    // target. Jumps under "reduce motion". Asks for frames while moving.
    float animate(std::string_view id, float target, float duration_ms = motion_quick_ms,
                  std::optional<float> start = {});
    bool motion() const { return !look_.reduce_motion; }

    // ---- keyboard ----
    // Shortcut of a screen: true once per press, if nothing with a better right to the key wants it: an open dialog
    // above this screen, the focused text field (all plain keys; not Ctrl-, Alt- or F-keys, nor Esc), the focused
    // widget (Enter, Space, arrows).
    bool key_pressed(Key key, Mods mods = {});
    // A character without a fixed key, such as '?', under the same conditions.
    bool char_typed(char32_t character);
    // The focused item's id, empty when none.
    const std::string& focus() const { return focus_; }
    // Moves the focus (the item need not have been drawn yet). `ring`: show the focus ring as after a key.
    void set_focus(std::string_view id, bool ring = true);
    bool text_field_focused() const { return text_focused_; }
    bool focus_ring() const { return ring_; }

    // ---- items: for widgets ----
    ItemLog& items() { return items_; }
    const ItemLog& items() const { return items_; }
    // Reports an item of the current ImGui window. Focusable ones take their place in the Tab order by drawing order.
    Item& record(std::string_view id, Role role, std::string_view label, Rect rect, bool enabled, bool focusable);
    bool is_focused(std::string_view id) const { return focus_ == id && input_open(); }
    // A press on this widget was its own: it takes the focus, and a press elsewhere does not drop it.
    void claim_press(std::string_view id);
    // Keys that reach the focused widget `id` in this frame; consumes the press.
    bool focused_key(std::string_view id, Key key, Mods mods = {}, bool repeat = false);
    void claim_text_focus() { text_focused_next_ = true; } // called each frame by the focused text field
    // False while a dialog is open and we are drawing what lies behind it.
    bool input_open() const { return layer_ >= top_layer_; }
    void push_layer() {
        ++layer_;
        top_layer_next_ = std::max(top_layer_next_, layer_);
    }
    void pop_layer() { --layer_; }

    // ---- width of what is being laid out ----
    // Device pixels from the cursor to the right edge of the innermost card, panel or window.
    float available_width() const;
    void push_right_edge(float x);
    void pop_right_edge();

    // ---- toast and tooltip ----
    void toast(std::string_view words, ToastKind kind = ToastKind::info, float seconds = 4);
    // Shown beside `rect` after a moment's hover, or at once when `now`. Widgets call it; screens use tooltip().
    enum class TipSide : std::uint8_t { below, right };
    void offer_tooltip(std::string_view id, std::string_view words, Rect rect, bool now = false,
                       TipSide side = TipSide::below);

    // Scrolls the item into view when it is next drawn, in every panel around it.
    void reveal(std::string_view id) { reveal_ = id; }
    // What a widget remembers between frames, by its id. Forgotten when the id was not asked for during a minute.
    template <class T>
    T& state(std::string_view id) {
        Kept& kept = kept_state(id);
        if (!kept.value.has_value() || kept.value.type() != typeid(T)) kept.value.template emplace<T>();
        return *std::any_cast<T>(&kept.value);
    }

private:
    struct Easing {
        float from, to, duration_ms;
        double since;
        std::uint64_t frame;
    };
    struct Toast {
        std::string words;
        ToastKind kind;
        float seconds;
        std::optional<double> since;
        std::uint64_t number;
    };
    struct Stop {
        std::string id;
        int layer;
    };
    struct Tip {
        std::string id, words;
        Rect rect;
        double since = 0;
        std::uint64_t frame = 0;
        bool now = false;
        TipSide side = TipSide::below;
    };
    struct Kept {
        std::any value;
        double used = 0;
    };
    Kept& kept_state(std::string_view id);
    bool consume(Key key, Mods mods, bool repeat);
    bool focus_wants(Key key) const;
    void move_focus(bool backwards);
    void follow_layers();
    void draw_toasts();
    void draw_tooltip();

    Fonts& fonts_;
    Look look_, wanted_look_;
    FontRequest request_;
    bool look_applied_ = false, reload_fonts_ = true;
    ItemLog items_;
    std::uint64_t frame_ = 0;
    double now_s_ = 0;
    std::optional<double> due_in_;
    std::unordered_map<std::string, Easing> easings_;
    std::unordered_map<std::string, Kept> kept_;

    std::string focus_, reveal_;
    std::vector<std::string> focus_before_dialog_;
    bool ring_ = false, text_focused_ = false, text_focused_next_ = false, press_claimed_ = false;
    Role focus_role_ = Role::button;
    int frames_without_focus_ = 0;
    std::vector<Key> consumed_;
    std::vector<Stop> tab_order_;
    int layer_ = 0, top_layer_ = 0, top_layer_next_ = 0;
    std::vector<float> right_edges_;

    std::vector<Toast> toasts_;
    std::uint64_t toast_number_ = 0;
    Tip tip_;
};

} // namespace rapport::gui
