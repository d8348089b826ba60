// The two languages of the product and texts that come in both.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rapport {

enum class Language : std::uint8_t { en, zh };
inline constexpr std::array<Language, 2> all_languages{Language::en, Language::zh};

constexpr std::string_view id(Language l) { return l == Language::en ? "en" : "zh"; }
constexpr std::optional<Language> language_from(std::string_view s) {
    if (s == "en") return Language::en;
    if (s == "zh") return Language::zh;
    return std::nullopt;
}

// A text in up to both languages: views into storage owned by whoever made it (for a scenario, the Scenario itself).
struct LocalText {
    std::array<std::string_view, 2> in{};

    constexpr std::string_view operator[](Language l) const { return in[static_cast<std::size_t>(l)]; }
    constexpr std::string_view& operator[](Language l) { return in[static_cast<std::size_t>(l)]; }
    // The text in this language, or in the other where it is missing (the reader has warned about it).
    constexpr std::string_view best(Language l) const {
        const auto text = (*this)[l];
        return text.empty() ? in[1 - static_cast<std::size_t>(l)] : text;
    }
    constexpr bool empty() const { return in[0].empty() && in[1].empty(); }
};

} // namespace rapport
