// One family at four sizes, regular and bold: Noto Sans merged with Noto Sans CJK SC, rasterised by FreeType.
//
// A glyph atlas is made of the code points asked for. The first one is small (Latin + the words of the interface), so
// the first frame comes fast; everything else is added by a second atlas built on a thread and swapped in between two
// frames. A code point that a screen draws and the atlas lacks is noted while drawing and comes with the next swap.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/diagnostic.h"

struct ImFont;
struct ImFontAtlas;

namespace rapport::gui {

enum class Type : std::uint8_t { title, heading, body, note };
inline constexpr float type_size[] = {26, 19, 16, 13}; // em in design units

struct Face {
    Type type = Type::body;
    bool bold = false;
    constexpr bool operator==(const Face&) const = default;
};

// What the atlas must hold.
struct FontRequest {
    float scale = 1;            // device pixels per design unit: display scale × the person's text scale; 0.5–8
    bool chinese = false;       // quotes, dashes and dots that both scripts share take their Chinese (full-width) form
    std::u32string first = {};  // ready in the first frame at every face, besides Latin: the interface's words
    std::u32string more = {};   // ready soon after, in body and note, regular and bold: scenario texts
    bool gb2312_level1 = false; // also the 3,755 most used characters (typed text), in body and note
};

// The pieces of the atlas' texture that are not glyphs: a blurred rounded square for soft shadows.
struct ShadowSprite {
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0; // whole sprite
    float size = 0;                       // texels a side
    float margin = 0;                     // texels of blur outside the square's edge
};

// A small picture in one colour that is no glyph (an icon, a rounded corner): one rectangle to draw instead of many
// triangles.
struct Sprite {
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
};
struct GlyphImage;
// Draws the picture a key stands for; called on the building thread, must be pure.
using SpritePainter = GlyphImage (*)(std::uint64_t key);

class Fonts {
public:
    // Finds the files (fontconfig). Never fails: see problems().
    Fonts();
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    // `no_cjk_font` (warning: Chinese shows as boxes), `no_fonts` (warning: ImGui's built-in font). Empty when all is
    // well.
    const std::vector<Diagnostic>& problems() const;

    // The first time builds an atlas now, in this thread: Latin, or nothing but a space if `bare` (for the pass that
    // only finds out what the first frame needs). Everything else, and every later call, is for the next swap. Call
    // between frames.
    void load(const FontRequest& request, bool bare = false);

    // Adds text that will be shown soon (a scenario just opened), without waiting. Duplicates cost nothing.
    void preload(std::string_view utf8);

    // Between frames: takes over a finished bigger atlas (ImGui's io.Fonts then points to it) and, unless `hold`,
    // starts on the next one if more was asked for. True if the atlas changed: the caller uploads its texture. The old
    // atlas lives until the next call.
    bool swap_if_ready(bool hold = false);
    // Between frames: starts on an atlas with Latin and what was drawn so far, for a complete first frame.
    void start_drawn();
    // Waits for the atlas under construction, if any; the next swap_if_ready takes it.
    void wait();
    // Waits for the thread, so that the next swap_if_ready brings everything asked for. For tests and screenshots.
    void finish();
    bool busy() const;
    // Called from the building thread when an atlas is ready; must be thread-safe (the window's wake()).
    void on_ready(void (*wake)());

    // The font of a face in the current atlas. Never null after load().
    ImFont* font(Face face) const;
    float scale() const;
    // Em size in device pixels.
    float em(Type type) const;
    // Advance of a code point in device pixels; notes it when the atlas lacks it. Zero for joiners and variation
    // selectors.
    float advance(Face face, char32_t code_point) const;
    // The 16-bit code under which the atlas holds the code point (a private one beyond U+FFFF); 0: draw nothing;
    // U+FFFD: neither in the atlas nor in any font (yet).
    std::uint16_t glyph_code(Face face, char32_t code_point) const;

    // The sprite in the current atlas; nullptr: noted, and comes with the next one. Keys: any, each always with the
    // same painter.
    const Sprite* sprite(std::uint64_t key, SpritePainter painter) const;
    // Notes it without need: it will be drawn some day.
    void want_sprite(std::uint64_t key, SpritePainter painter) const;
    // Those the current ImGui context draws with; nullptr before the first load().
    static const Fonts* current();

    ImFontAtlas* atlas() const;
    const ShadowSprite& shadow() const;
    // Grows with every swap: key of caches that hold positions of glyphs.
    std::uint32_t generation() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rapport::gui
