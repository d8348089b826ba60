// Colours, spacing and corner radius: the only place where the look is given in numbers.
// A colour is asked for by its role (Token), never by its value, so that the three themes stay complete.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rapport::gui {

// 8 bits a channel, sRGB, straight (not premultiplied) alpha.
struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;

    static constexpr Colour hex(std::uint32_t rrggbb, std::uint8_t alpha = 255) {
        return {static_cast<std::uint8_t>(rrggbb >> 16), static_cast<std::uint8_t>(rrggbb >> 8),
                static_cast<std::uint8_t>(rrggbb), alpha};
    }
    // Packed as ImGui wants it (ABGR on little-endian: IM_COL32).
    constexpr std::uint32_t packed() const {
        return static_cast<std::uint32_t>(a) << 24 | static_cast<std::uint32_t>(b) << 16 |
               static_cast<std::uint32_t>(g) << 8 | static_cast<std::uint32_t>(r);
    }
    // The same colour, `opacity` (0–1) times as opaque.
    Colour faded(float opacity) const;
    constexpr bool operator==(const Colour&) const = default;
};

// Straight mix: 0 gives `from`, 1 gives `to`.
Colour mix(Colour from, Colour to, float amount);

// WCAG 2.1 contrast ratio, 1–21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio). Both colours opaque.
double contrast(Colour text, Colour background);

enum class Token : std::uint8_t {
    surface,       // the window's background
    raised,        // cards, dialogs, bars, fields
    sunken,        // wells: slider tracks, segmented controls, code-like blocks
    hover,         // a quiet row or button under the pointer
    ink,           // text
    ink_soft,      // secondary text and icons
    line,          // hairlines and borders of cards (decoration)
    outline,       // borders that must be seen to use the thing: fields, toggles (≥ 3:1)
    accent,        // primary buttons, links, selection, focus
    accent_strong, // accent under the pointer
    on_accent,     // text on accent
    accent_soft,   // tinted background of a selected thing; text on it is `ink` or `accent`
    good,
    on_good,
    good_soft,
    warn,
    on_warn,
    warn_soft,
    bad,
    on_bad,
    bad_soft, // *_soft: tinted background; text on it is `ink` or the plain colour
    customer,
    on_customer, // the customer's bubble and its text
    me,
    on_me, // the trainee's bubble and its text
    customer_line,
    me_line, // the two voices as lines or marks in charts, on surface or raised (≥ 3:1)
    focus,   // the focus ring
    shadow,  // colour of soft shadows (alpha included)
    scrim,   // what dims the screen behind a dialog (alpha included)
    tip,
    on_tip, // tooltips, toasts
    count
};

enum class ThemeName : std::uint8_t { light, dark, high_contrast };

struct Theme {
    ThemeName name = ThemeName::light;
    bool shadows = true; // high contrast draws borders instead
    std::array<Colour, static_cast<std::size_t>(Token::count)> colours{};

    Colour operator[](Token token) const { return colours[static_cast<std::size_t>(token)]; }
};

const Theme& theme(ThemeName name);

// "light", "dark", "high_contrast": the names used in settings files and i18n keys.
std::string_view theme_id(ThemeName name);

// Every pair of text and background that widgets and screens may combine; each is ≥ 4.5:1 in each theme (tested).
struct TextPair {
    Token text, background;
};
std::span<const TextPair> text_pairs();

// Design units (px at 100 %). Multiply with Ui::px.
inline constexpr float spacing_step = 4;
inline constexpr float corner_radius = 10;
inline constexpr float control_height = 40;
inline constexpr float hairline = 1;

// Durations of transitions, milliseconds (UX: 120–180, off under "reduce motion").
inline constexpr float motion_quick_ms = 120;
inline constexpr float motion_calm_ms = 180;

// Overwrites the whole ImGuiStyle of the current context: nothing of ImGui's own look stays. `scale`: device pixels per
// design unit.
void apply_style(const Theme& theme, float scale);

} // namespace rapport::gui
