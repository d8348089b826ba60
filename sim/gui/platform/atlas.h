// Builds one glyph atlas: the part of the fonts that depends on the version of ImGui (1.86: FreeType builder, 16-bit
// codes). Free of shared state, so that it can run on a thread.
#pragma once

#include "sim/gui/platform/font_files.h"
#include "sim/gui/platform/fonts.h"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rapport::gui {

inline constexpr std::size_t face_count = 8; // four sizes, regular and bold
constexpr std::size_t face_index(Face face) { return static_cast<std::size_t>(face.type) * 2 + (face.bold ? 1 : 0); }
constexpr Face face_at(std::size_t index) { return {static_cast<Type>(index / 2), index % 2 == 1}; }

// Latin letters, punctuation and signs every atlas has.
std::u32string latin_set();
// Quotes, dashes and dots that look different in Chinese.
bool shared_punctuation(char32_t code_point);
// Joiners, variation selectors, skin tones, direction marks: take no room and are not drawn.
bool draws_nothing(char32_t code_point);

struct AtlasOrder {
    float scale = 1;
    bool chinese = false;
    std::array<std::u32string, face_count> code_points; // sorted, unique
    std::vector<std::pair<std::uint64_t, SpritePainter>> sprites = {};
};

struct BuiltAtlas {
    std::unique_ptr<ImFontAtlas, void (*)(ImFontAtlas*)> atlas{nullptr, nullptr};
    std::array<ImFont*, face_count> fonts{};
    ShadowSprite shadow;
    std::unordered_map<std::uint64_t, Sprite> sprites;
    std::unordered_map<char32_t, std::uint16_t> codes; // code points held under a private code
    bool built_in = false;                             // no font file: ImGui's own
};

// RGBA pixels are ready in the result. `files` must outlive it.
std::unique_ptr<BuiltAtlas> build_atlas(const AtlasOrder& order, FontFiles& files);

} // namespace rapport::gui
