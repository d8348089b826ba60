#include "sim/gui/platform/font_files.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <mutex>

namespace rapport::gui {
namespace {

struct Mapping {
    void* at = MAP_FAILED;
    std::size_t size = 0;
};

Mapping map_file(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    struct stat info {};
    Mapping m;
    if (fstat(file, &info) == 0 && info.st_size > 0) {
        m.size = static_cast<std::size_t>(info.st_size);
        m.at = mmap(nullptr, m.size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    return m;
}

// What fontconfig's best match is; nullopt if `must_be` is given and the match belongs to another family.
struct Match {
    std::string path;
    int index = 0;
    bool bold = false;
};
std::optional<Match> match(const char* family, bool bold, char32_t must_have, bool must_be_family) {
    FcPattern* pattern = FcPatternCreate();
    if (family) FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcPatternAddBool(pattern, FC_OUTLINE, FcTrue);
    if (must_have) {
        FcCharSet* set = FcCharSetCreate();
        FcCharSetAddChar(set, must_have);
        FcPatternAddCharSet(pattern, FC_CHARSET, set);
        FcCharSetDestroy(set);
    }
    FcConfigSubstitute(nullptr, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result = FcResultNoMatch;
    FcPattern* found = FcFontMatch(nullptr, pattern, &result);
    FcPatternDestroy(pattern);
    std::optional<Match> answer;
    if (found) {
        FcChar8* file = nullptr;
        int index = 0, weight = FC_WEIGHT_REGULAR;
        FcCharSet* has = nullptr;
        bool fits = FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch;
        FcPatternGetInteger(found, FC_INDEX, 0, &index);
        FcPatternGetInteger(found, FC_WEIGHT, 0, &weight);
        if (must_have)
            fits = fits && FcPatternGetCharSet(found, FC_CHARSET, 0, &has) == FcResultMatch &&
                   FcCharSetHasChar(has, must_have);
        if (must_be_family) {
            bool same = false;
            FcChar8* name = nullptr;
            for (int i = 0; FcPatternGetString(found, FC_FAMILY, i, &name) == FcResultMatch; ++i)
                same = same || FcStrCmpIgnoreCase(name, reinterpret_cast<const FcChar8*>(family)) == 0;
            fits = fits && same;
        }
        if (fits) answer = Match{reinterpret_cast<const char*>(file), index & 0xFFFF, weight > FC_WEIGHT_MEDIUM};
        FcPatternDestroy(found);
    }
    return answer;
}

} // namespace

struct FontFiles::State {
    std::mutex lock; // any_with is called by the thread that builds atlases
    FT_Library freetype = nullptr;
    std::map<std::string, Mapping> mappings;
    std::map<char32_t, std::optional<FontFile>> others;

    std::optional<FontFile> load(const std::optional<Match>& found, bool want_bold) {
        if (!found) return std::nullopt;
        auto [place, is_new] = mappings.try_emplace(found->path);
        if (is_new) place->second = map_file(found->path);
        if (place->second.at == MAP_FAILED) return std::nullopt;
        FontFile file{
            found->path, found->index, {static_cast<const unsigned char*>(place->second.at), place->second.size}};
        FT_Face face = nullptr;
        if (FT_New_Memory_Face(freetype, file.bytes.data(), static_cast<FT_Long>(file.bytes.size()), file.index,
                               &face) != 0)
            return std::nullopt;
        const bool usable = FT_IS_SCALABLE(face) && face->units_per_EM > 0 && face->ascender > face->descender;
        if (usable)
            file.line_per_em =
                static_cast<float>(face->ascender - face->descender) / static_cast<float>(face->units_per_EM);
        file.synthetic_bold = want_bold && !found->bold;
        FT_Done_Face(face);
        return usable ? std::optional(file) : std::nullopt;
    }
};

FontFiles::FontFiles(Search search) : state_(std::make_unique<State>()) {
    if (search == Search::nothing) return;
    if (FT_Init_FreeType(&state_->freetype) != 0) {
        state_->freetype = nullptr;
        return;
    }
    if (!FcInit()) return;
    for (const bool bold : {false, true}) {
        auto latin = match("Noto Sans", bold, U'a', true);
        if (!latin) latin = match("sans-serif", bold, U'a', false);
        latin_[bold ? 1 : 0] = state_->load(latin, bold);
        if (search == Search::latin_only) continue;
        auto chinese = match("Noto Sans CJK SC", bold, U'的', true);
        if (!chinese) chinese = match("sans-serif", bold, U'的', false);
        chinese_[bold ? 1 : 0] = state_->load(chinese, bold);
    }
}

FontFiles::~FontFiles() {
    if (state_->freetype) FT_Done_FreeType(state_->freetype);
    for (const auto& [path, m] : state_->mappings)
        if (m.at != MAP_FAILED) munmap(m.at, m.size);
}

const FontFile* FontFiles::any_with(char32_t code_point) {
    const std::lock_guard hold(state_->lock);
    if (!state_->freetype) return nullptr;
    auto [place, is_new] = state_->others.try_emplace(code_point);
    if (is_new) place->second = state_->load(match(nullptr, false, code_point, false), false);
    return place->second ? &*place->second : nullptr;
}

Diagnostics font_problems(const FontFiles& files) {
    if (!files.latin(false) && !files.chinese(false))
        return {Diagnostic::warning("no_fonts").with("package", "fonts-noto-core")};
    if (!files.chinese(false)) return {Diagnostic::warning("no_cjk_font").with("package", "fonts-noto-cjk")};
    return {};
}

} // namespace rapport::gui
