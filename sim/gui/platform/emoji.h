// Glyphs beyond the two main fonts: rendered one by one from whatever font of the system has them, as grey images.
#pragma once

#include "sim/gui/platform/font_files.h"

#include <vector>

typedef struct FT_LibraryRec_* FT_Library;

namespace rapport::gui {

struct GlyphImage {
    int width = 0, height = 0;
    float left = 0, top = 0; // of the image, from the pen and up from the baseline, pixels
    float advance = 0;
    std::vector<unsigned char> alpha;
    bool empty() const { return width <= 0 || height <= 0; }
};

// Empty when no font has it. Where only a plain relative of an emoji is to be had (☺ for a smiling face, ♥ for a
// heart), that one is drawn. `em` in pixels.
GlyphImage glyph_from_any_font(FontFiles& files, FT_Library freetype, char32_t code_point, float em);

// A thin empty box: "there is a character here that cannot be shown".
GlyphImage box_image(float em);

// The plain relative in the Basic Multilingual Plane, or 0.
char32_t plain_relative(char32_t emoji);

} // namespace rapport::gui
