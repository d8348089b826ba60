#include "scoring/recogniser/cuts_text.h"

#include "sim/base/byte_stream.h"
#include "sim/base/language.h"

namespace rapport::scoring {

std::string mark_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::uint32_t crc = crc32(bytes);
    std::string mark;
    for (int shift = 28; shift >= 0; shift -= 4) mark += digits[(crc >> static_cast<unsigned>(shift)) & 0xFU];
    return mark;
}

std::string cuts_text(const FusionTable& table, std::string_view model) {
    const auto list = [](const std::array<std::uint16_t, 3>& cuts) {
        std::string out = "[";
        for (const std::uint16_t cut : cuts) out.append(out.size() > 1 ? ", " : "").append(std::to_string(cut));
        return out.append("]");
    };
    std::string out = "{\n  \"format\": ";
    out.append(std::to_string(cuts_format)).append(",\n  \"model\": \"").append(mark_of(model)).append("\"");
    for (const Language language : all_languages) {
        out.append(",\n  \"").append(id(language)).append("\": {\n");
        for (std::size_t i = 0; i < behaviour_count; ++i) {
            const FusionCuts& cuts = table.cuts[static_cast<std::size_t>(language)][i];
            out.append("    \"").append(id(behaviour_at(i))).append("\": {\"one\": ").append(list(cuts.one));
            out.append(", \"two\": ").append(list(cuts.two)).append(i + 1 < behaviour_count ? "},\n" : "}\n");
        }
        out.append("  }");
    }
    return out.append("\n}\n");
}

} // namespace rapport::scoring
