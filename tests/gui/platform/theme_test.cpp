#include "sim/gui/platform/theme.h"

#include <catch2/catch.hpp>

#include <string>

using namespace rapport::gui;

namespace {
constexpr ThemeName all_themes[] = {ThemeName::light, ThemeName::dark, ThemeName::high_contrast};
}

TEST_CASE("contrast follows WCAG 2.1", "[gui][theme]") {
    CHECK(contrast(Colour::hex(0x000000), Colour::hex(0xFFFFFF)) == Approx(21.0));
    CHECK(contrast(Colour::hex(0x777777), Colour::hex(0xFFFFFF)) ==
          Approx(4.48).margin(0.005)); // the well-known near miss
    CHECK(contrast(Colour::hex(0x767676), Colour::hex(0xFFFFFF)) == Approx(4.54).margin(0.005));
    CHECK(contrast(Colour::hex(0xFF0000), Colour::hex(0xFF0000)) == Approx(1.0));
}

TEST_CASE("every text can be read on its background in every theme", "[gui][theme]") {
    for (const ThemeName name : all_themes)
        for (const auto& [text, background] : text_pairs()) {
            INFO(theme_id(name) << ": text token " << static_cast<int>(text) << " on " << static_cast<int>(background));
            CHECK(contrast(theme(name)[text], theme(name)[background]) >= 4.5);
        }
}

TEST_CASE("what shows state or shape stands out by 3:1", "[gui][theme]") {
    using enum Token;
    for (const ThemeName name : all_themes)
        for (const auto& [mark, background] :
             {TextPair{outline, raised}, TextPair{outline, surface}, TextPair{focus, raised}, TextPair{focus, surface},
              TextPair{customer_line, raised}, TextPair{customer_line, surface}, TextPair{me_line, raised},
              TextPair{me_line, surface}}) {
            INFO(theme_id(name) << ": token " << static_cast<int>(mark) << " on " << static_cast<int>(background));
            CHECK(contrast(theme(name)[mark], theme(name)[background]) >= 3.0);
        }
}

TEST_CASE("text colours are opaque, so their contrast is what the table says", "[gui][theme]") {
    for (const ThemeName name : all_themes)
        for (const auto& [text, background] : text_pairs()) {
            CHECK(theme(name)[text].a == 255);
            CHECK(theme(name)[background].a == 255);
        }
}

TEST_CASE("mixing and fading colours", "[gui][theme]") {
    CHECK(mix(Colour::hex(0x000000), Colour::hex(0xFFFFFF), 0.5F) == Colour::hex(0x808080));
    CHECK(mix(Colour::hex(0x102030), Colour::hex(0xFFFFFF), 0) == Colour::hex(0x102030));
    CHECK(mix(Colour::hex(0x102030), Colour::hex(0xFFFFFF), 2) == Colour::hex(0xFFFFFF)); // clamped
    CHECK(Colour::hex(0x102030).faded(0.5F).a == 128);
    CHECK(Colour::hex(0x102030).packed() == 0xFF302010U);
}
