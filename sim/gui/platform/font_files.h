// The font files of this machine, found by fontconfig and mapped into memory once.
#pragma once

#include "sim/base/diagnostic.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rapport::gui {

struct FontFile {
    std::string path;
    int index = 0;                        // face in a collection
    std::span<const unsigned char> bytes; // the whole file, mapped
    float line_per_em = 1;                // (ascender − descender) / em of this face, from its own header
    bool synthetic_bold = false;          // a regular face that must be emboldened
};

class FontFiles {
public:
    // `nothing`: as on a machine without fonts; `latin_only`: as on one without Chinese ones (tests).
    enum class Search : std::uint8_t { everything, latin_only, nothing };
    explicit FontFiles(Search search = Search::everything);
    ~FontFiles();
    FontFiles(const FontFiles&) = delete;
    FontFiles& operator=(const FontFiles&) = delete;

    // Noto Sans, or else the system's sans serif. nullopt: no usable font at all.
    const std::optional<FontFile>& latin(bool bold) const { return latin_[bold ? 1 : 0]; }
    // Noto Sans CJK SC, or else any font that covers Simplified Chinese.
    const std::optional<FontFile>& chinese(bool bold) const { return chinese_[bold ? 1 : 0]; }
    // Any outline font that has the code point (emoji, arrows, rare characters). Remembers its answers.
    const FontFile* any_with(char32_t code_point);

private:
    struct State;
    std::unique_ptr<State> state_;
    std::optional<FontFile> latin_[2], chinese_[2];
};

// `no_fonts` or `no_cjk_font`, with the package to install as argument "package"; empty when all is there.
Diagnostics font_problems(const FontFiles& files);

} // namespace rapport::gui
