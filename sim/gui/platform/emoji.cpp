#include "sim/gui/platform/emoji.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>

namespace rapport::gui {
namespace {

GlyphImage render(FT_Library freetype, const FontFile& file, char32_t code_point, float em) {
    GlyphImage image;
    FT_Face face = nullptr;
    if (FT_New_Memory_Face(freetype, file.bytes.data(), static_cast<FT_Long>(file.bytes.size()), file.index, &face) !=
        0)
        return image;
    if (FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(std::max(1L, std::lround(em)))) == 0 &&
        FT_Get_Char_Index(face, code_point) != 0 &&
        FT_Load_Char(face, code_point, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) == 0 &&
        face->glyph->bitmap.pixel_mode == FT_PIXEL_MODE_GRAY) {
        const FT_GlyphSlot slot = face->glyph;
        image.width = static_cast<int>(slot->bitmap.width);
        image.height = static_cast<int>(slot->bitmap.rows);
        image.left = static_cast<float>(slot->bitmap_left);
        image.top = static_cast<float>(slot->bitmap_top);
        image.advance = static_cast<float>(slot->advance.x) / 64.0F;
        for (int y = 0; y < image.height; ++y) {
            const unsigned char* row = slot->bitmap.buffer + static_cast<std::ptrdiff_t>(y) * slot->bitmap.pitch;
            image.alpha.insert(image.alpha.end(), row, row + image.width);
        }
    }
    FT_Done_Face(face);
    return image;
}

} // namespace

char32_t plain_relative(char32_t c) {
    const auto in = [c](char32_t from, char32_t to) { return c >= from && c <= to; };
    if (in(0x1F494, 0x1F494)) return U'♡';
    if (in(0x1F493, 0x1F49F) || in(0x1F5A4, 0x1F5A4) || in(0x1F90D, 0x1F90E) || in(0x1F9E1, 0x1F9E1)) return U'♥';
    if (in(0x1F61E, 0x1F62B) || in(0x1F62D, 0x1F631) || in(0x1F641, 0x1F641) || in(0x1F611, 0x1F616) ||
        in(0x1F97A, 0x1F97A) || in(0x1F92C, 0x1F92C))
        return U'☹';
    if (in(0x1F600, 0x1F64A) || in(0x1F910, 0x1F92F) || in(0x1F970, 0x1F97A)) return U'☺';
    if (in(0x1F31F, 0x1F320)) return U'★';
    if (in(0x1F44D, 0x1F44D)) return U'✓';
    if (in(0x1F4DE, 0x1F4DE)) return U'☎';
    if (in(0x1F4E6, 0x1F4E6)) return U'□';
    return 0;
}

GlyphImage glyph_from_any_font(FontFiles& files, FT_Library freetype, char32_t code_point, float em) {
    for (const char32_t c : {code_point, plain_relative(code_point)}) {
        if (c == 0) continue;
        if (const FontFile* file = files.any_with(c))
            if (GlyphImage image = render(freetype, *file, c, em); !image.empty()) return image;
    }
    return {};
}

GlyphImage box_image(float em) {
    GlyphImage image;
    image.width = std::max(4, static_cast<int>(std::lround(em * 0.56F)));
    image.height = std::max(5, static_cast<int>(std::lround(em * 0.72F)));
    image.left = std::round(em * 0.1F);
    image.top = static_cast<float>(image.height);
    image.advance = static_cast<float>(image.width) + 2 * image.left;
    image.alpha.assign(static_cast<std::size_t>(image.width * image.height), 0);
    const int line = std::max(1, static_cast<int>(std::lround(em / 16)));
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if (x < line || y < line || x >= image.width - line || y >= image.height - line)
                image.alpha[static_cast<std::size_t>(y * image.width + x)] = 150;
    return image;
}

} // namespace rapport::gui
