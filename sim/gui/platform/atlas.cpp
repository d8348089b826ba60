#include "sim/gui/platform/atlas.h"

#include "sim/gui/platform/emoji.h"

#include <imgui.h>
#include <imgui_freetype.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>

namespace rapport::gui {
namespace {

constexpr std::uint16_t first_private = 0xE000, last_private = 0xF8FF;
constexpr int shadow_side = 64, shadow_margin = 20;

// Glyphs that no merged font has, and sprites: drawn into rectangles of the atlas after it is built.
struct Extra {
    int rect = 0;
    GlyphImage image;
};

class Builder {
public:
    Builder(const AtlasOrder& order, FontFiles& files) : order_(order), files_(files) {
        built_->atlas = {IM_NEW(ImFontAtlas)(), [](ImFontAtlas* a) { IM_DELETE(a); }};
        atlas_ = built_->atlas.get();
        atlas_->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
        atlas_->Flags |= ImFontAtlasFlags_NoMouseCursors;
        FT_Init_FreeType(&freetype_);
    }
    ~Builder() {
        for (FT_Face face : {latin_face_, chinese_face_})
            if (face) FT_Done_Face(face);
        if (freetype_) FT_Done_FreeType(freetype_);
    }
    Builder(const Builder&) = delete;
    Builder& operator=(const Builder&) = delete;

    std::unique_ptr<BuiltAtlas> build() {
        shadow_rect_ = atlas_->AddCustomRectRegular(shadow_side, shadow_side);
        add_sprites();
        latin_face_ = open(files_.latin(false));
        chinese_face_ = open(files_.chinese(false));
        built_->built_in = !latin_face_ && !chinese_face_;
        for (std::size_t i = 0; i < face_count; ++i) add_face(i);
        atlas_->Build();
        for (ImFontConfig& config : atlas_->ConfigData)
            if (!built_->built_in) {
                config.FontDataOwnedByAtlas = false;
                config.FontData = nullptr;
            }
        blit_shadow();
        for (const Extra& extra : extras_) blit(extra.rect, extra.image);
        for (const auto& [key, extra] : sprites_) {
            if (!atlas_->GetCustomRectByIndex(extra.rect)->IsPacked()) continue; // the texture is full
            blit(extra.rect, extra.image);
            built_->sprites[key] = place_of(extra);
        }
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        atlas_->GetTexDataAsRGBA32(&pixels, &width, &height);
        return std::move(built_);
    }

private:
    FT_Face open(const std::optional<FontFile>& file) {
        FT_Face face = nullptr;
        if (!file || !freetype_ ||
            FT_New_Memory_Face(freetype_, file->bytes.data(), static_cast<FT_Long>(file->bytes.size()), file->index,
                               &face) != 0)
            return nullptr;
        return face;
    }

    void add_face(std::size_t index) {
        const Face face = face_at(index);
        const float em = type_size[static_cast<std::size_t>(face.type)] * order_.scale;
        if (built_->built_in) {
            ImFontConfig config;
            config.SizePixels = std::max(8.0F, std::round(em));
            built_->fonts[index] = atlas_->AddFontDefault(&config);
            add_extras(index, em, order_.code_points[index]);
            return;
        }
        ImVector<ImWchar>& latin = ranges_.emplace_back();
        ImVector<ImWchar>& chinese = ranges_.emplace_back();
        std::u32string neither;
        for (const char32_t c : order_.code_points[index]) {
            if (draws_nothing(c)) continue;
            const bool narrow = c <= 0xFFFF && latin_face_ && FT_Get_Char_Index(latin_face_, c) != 0;
            const bool wide = c <= 0xFFFF && chinese_face_ && FT_Get_Char_Index(chinese_face_, c) != 0;
            if (narrow && !(wide && order_.chinese && shared_punctuation(c)))
                add_to(latin, c);
            else if (wide)
                add_to(chinese, c);
            else
                neither.push_back(c);
        }
        const bool has_latin = files_.latin(face.bold).has_value();
        if (has_latin) built_->fonts[index] = add_file(*files_.latin(face.bold), em, latin, nullptr);
        if (files_.chinese(face.bold) && (!chinese.empty() || !has_latin)) {
            ImFont* font = add_file(*files_.chinese(face.bold), em, chinese, built_->fonts[index]);
            if (!built_->fonts[index]) built_->fonts[index] = font;
        }
        add_extras(index, em, neither);
    }

    static void add_to(ImVector<ImWchar>& ranges, char32_t c) {
        const auto code = static_cast<ImWchar>(c);
        if (!ranges.empty() && ranges.back() + 1 == code)
            ranges.back() = code;
        else {
            ranges.push_back(code);
            ranges.push_back(code);
        }
    }

    ImFont* add_file(const FontFile& file, float em, ImVector<ImWchar>& ranges, ImFont* merge_into) {
        if (ranges.empty()) add_to(ranges, U' ');
        ranges.push_back(0);
        ImFontConfig config;
        config.FontData = const_cast<unsigned char*>(file.bytes.data()); // only read
        config.FontDataSize = static_cast<int>(file.bytes.size());
        // Said to be the atlas' own, or it would copy 19 MB a face; taken back after the build.
        config.FontDataOwnedByAtlas = true;
        config.FontNo = file.index;
        // ImGui sizes a font by its line (ascender to descender), we by its em.
        config.SizePixels = em * file.line_per_em;
        config.GlyphRanges = ranges.Data;
        config.MergeMode = merge_into != nullptr;
        config.DstFont = merge_into;
        config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting |
                                  (file.synthetic_bold ? static_cast<unsigned>(ImGuiFreeTypeBuilderFlags_Bold) : 0U);
        return atlas_->AddFont(&config);
    }

    // What neither font has: other fonts of the system (emoji included), and a box for what nobody has.
    void add_extras(std::size_t index, float em, const std::u32string& code_points) {
        for (const char32_t c : code_points) {
            if (built_->built_in && c < 0x100) continue;
            GlyphImage image = glyph_from_any_font(files_, freetype_, c, em);
            if (image.empty()) continue;
            add_extra(index, code_for(c), std::move(image), em);
        }
        add_extra(index, 0xFFFD, box_image(em), em);
    }

    void add_extra(std::size_t index, std::uint16_t code, GlyphImage image, float em) {
        if (code == 0) return;
        // Offsets are from the top of the line; the baseline lies at the font's rounded ascent.
        const auto& main = files_.latin(false) ? files_.latin(false) : files_.chinese(false);
        const float ascent = main ? std::round(baseline(*main, em)) : std::round(em * 0.8F);
        const int rect = atlas_->AddCustomRectFontGlyph(built_->fonts[index], code, image.width, image.height,
                                                        image.advance, {image.left, ascent - image.top});
        extras_.push_back({rect, std::move(image)});
    }

    float baseline(const FontFile&, float em) const {
        const FT_Face face = latin_face_ ? latin_face_ : chinese_face_;
        return em * static_cast<float>(face->ascender) / static_cast<float>(face->units_per_EM);
    }

    std::uint16_t code_for(char32_t c) {
        if (c <= 0xFFFF && (c < first_private || c > last_private)) return static_cast<std::uint16_t>(c);
        if (const auto known = built_->codes.find(c); known != built_->codes.end()) return known->second;
        if (next_private_ > last_private) return 0;
        return built_->codes[c] = next_private_++;
    }

    void add_sprites() {
        for (const auto& [key, paint] : order_.sprites) {
            GlyphImage image = paint(key);
            if (image.empty()) continue;
            // An empty row and column keep its neighbours out of its edges.
            const int rect = atlas_->AddCustomRectRegular(image.width + 1, image.height + 1);
            sprites_.push_back({key, {rect, std::move(image)}});
        }
    }

    Sprite place_of(const Extra& extra) const {
        const ImFontAtlasCustomRect* place = atlas_->GetCustomRectByIndex(extra.rect);
        const float x = place->X, y = place->Y, width = static_cast<float>(extra.image.width),
                    height = static_cast<float>(extra.image.height);
        return {x * atlas_->TexUvScale.x, y * atlas_->TexUvScale.y, (x + width) * atlas_->TexUvScale.x,
                (y + height) * atlas_->TexUvScale.y};
    }

    void blit(int rect, const GlyphImage& image) {
        const ImFontAtlasCustomRect* place = atlas_->GetCustomRectByIndex(rect);
        if (!place->IsPacked() || !atlas_->TexPixelsAlpha8) return;
        for (int y = 0; y < image.height; ++y)
            std::memcpy(atlas_->TexPixelsAlpha8 + (place->Y + y) * atlas_->TexWidth + place->X,
                        image.alpha.data() + static_cast<std::ptrdiff_t>(y) * image.width,
                        static_cast<std::size_t>(image.width));
    }

    // A rounded square with a Gaussian edge, computed from its distance field: close enough to a blur and quick.
    void blit_shadow() {
        GlyphImage image;
        image.width = image.height = shadow_side;
        image.alpha.resize(shadow_side * shadow_side);
        constexpr float half = shadow_side / 2.0F, inner = half - shadow_margin, radius = 9;
        for (int y = 0; y < shadow_side; ++y)
            for (int x = 0; x < shadow_side; ++x) {
                const float dx = std::abs(static_cast<float>(x) + 0.5F - half) - inner + radius;
                const float dy = std::abs(static_cast<float>(y) + 0.5F - half) - inner + radius;
                const float outside =
                    std::hypot(std::max(dx, 0.0F), std::max(dy, 0.0F)) + std::min(std::max(dx, dy), 0.0F) - radius;
                const float cover = 0.5F * std::erfc(outside / 9.5F); // sigma ≈ 6.7 texels
                // Fades to nothing exactly at the sprite's edge.
                const float edge = std::clamp((shadow_margin - outside) / 6.0F, 0.0F, 1.0F);
                image.alpha[static_cast<std::size_t>(y * shadow_side + x)] =
                    static_cast<unsigned char>(std::lround(255 * cover * edge));
            }
        blit(shadow_rect_, image);
        const ImFontAtlasCustomRect* place = atlas_->GetCustomRectByIndex(shadow_rect_);
        ImVec2 from, to;
        atlas_->CalcCustomRectUV(place, &from, &to);
        built_->shadow = {
            from.x, from.y, to.x, to.y, static_cast<float>(shadow_side), static_cast<float>(shadow_margin)};
    }

    const AtlasOrder& order_;
    FontFiles& files_;
    std::unique_ptr<BuiltAtlas> built_ = std::make_unique<BuiltAtlas>();
    ImFontAtlas* atlas_ = nullptr;
    FT_Library freetype_ = nullptr;
    FT_Face latin_face_ = nullptr, chinese_face_ = nullptr;
    std::deque<ImVector<ImWchar>> ranges_; // must live until the build
    std::vector<Extra> extras_;
    std::vector<std::pair<std::uint64_t, Extra>> sprites_;
    int shadow_rect_ = 0;
    std::uint16_t next_private_ = first_private;
};

} // namespace

std::u32string latin_set() {
    std::u32string set;
    for (char32_t c = 0x20; c < 0x7F; ++c) set.push_back(c);
    for (char32_t c = 0xA0; c < 0x100; ++c) set.push_back(c);
    for (const char32_t c : U"–—‘’“”„†•…‰‹›€™−≈≠≤≥→←↑↓")
        if (c) set.push_back(c);
    return set;
}

bool shared_punctuation(char32_t c) {
    return c == 0x00B7 || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026;
}

bool draws_nothing(char32_t c) {
    return c < 0x20 || c == 0x7F || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0000 && c <= 0xE0FFF);
}

std::unique_ptr<BuiltAtlas> build_atlas(const AtlasOrder& order, FontFiles& files) {
    return Builder(order, files).build();
}

} // namespace rapport::gui
