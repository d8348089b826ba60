#include "sim/gui/platform/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rapport::gui {
namespace {

using Entry = std::pair<Token, Colour>;

template <std::size_t N>
constexpr Theme make(ThemeName name, bool shadows, const Entry (&entries)[N]) {
    static_assert(N == static_cast<std::size_t>(Token::count), "a theme names every token once");
    Theme theme;
    theme.name = name;
    theme.shadows = shadows;
    for (const auto& [token, colour] : entries) theme.colours[static_cast<std::size_t>(token)] = colour;
    return theme;
}

constexpr auto hex = [](std::uint32_t rgb, std::uint8_t alpha = 255) { return Colour::hex(rgb, alpha); };

// Cool paper, deep teal: calm, with enough weight for long reading.
constexpr Theme light = make(ThemeName::light, true,
                             {
                                 {Token::surface, hex(0xF4F6F8)},     {Token::raised, hex(0xFFFFFF)},
                                 {Token::sunken, hex(0xE8EDF1)},      {Token::hover, hex(0xEDF1F4)},
                                 {Token::ink, hex(0x17212B)},         {Token::ink_soft, hex(0x55626F)},
                                 {Token::line, hex(0xDDE3E9)},        {Token::outline, hex(0x7C8894)},
                                 {Token::accent, hex(0x0B6B72)},      {Token::accent_strong, hex(0x08545A)},
                                 {Token::on_accent, hex(0xFFFFFF)},   {Token::accent_soft, hex(0xDDEFEF)},
                                 {Token::good, hex(0x216B3A)},        {Token::on_good, hex(0xFFFFFF)},
                                 {Token::good_soft, hex(0xE0F2E5)},   {Token::warn, hex(0x855000)},
                                 {Token::on_warn, hex(0xFFFFFF)},     {Token::warn_soft, hex(0xFCEFD6)},
                                 {Token::bad, hex(0xB3312C)},         {Token::on_bad, hex(0xFFFFFF)},
                                 {Token::bad_soft, hex(0xFBE7E5)},    {Token::customer, hex(0xFFFFFF)},
                                 {Token::on_customer, hex(0x17212B)}, {Token::me, hex(0xCBE8E4)},
                                 {Token::on_me, hex(0x10292B)},       {Token::customer_line, hex(0xB8581B)},
                                 {Token::me_line, hex(0x0B6B72)},     {Token::focus, hex(0x1B6FD1)},
                                 {Token::shadow, hex(0x1B2B3A, 60)},  {Token::scrim, hex(0x0E1620, 120)},
                                 {Token::tip, hex(0x222D38)},         {Token::on_tip, hex(0xF4F7F9)},
                             });

constexpr Theme dark = make(ThemeName::dark, true,
                            {
                                {Token::surface, hex(0x11171C)},     {Token::raised, hex(0x1A2229)},
                                {Token::sunken, hex(0x0B1014)},      {Token::hover, hex(0x222C35)},
                                {Token::ink, hex(0xE7ECF0)},         {Token::ink_soft, hex(0x9EACB8)},
                                {Token::line, hex(0x2B3741)},        {Token::outline, hex(0x71808D)},
                                {Token::accent, hex(0x54BDB7)},      {Token::accent_strong, hex(0x76D0CB)},
                                {Token::on_accent, hex(0x052220)},   {Token::accent_soft, hex(0x163436)},
                                {Token::good, hex(0x6CC486)},        {Token::on_good, hex(0x06210F)},
                                {Token::good_soft, hex(0x17301F)},   {Token::warn, hex(0xE3AE5A)},
                                {Token::on_warn, hex(0x271800)},     {Token::warn_soft, hex(0x35290F)},
                                {Token::bad, hex(0xF08A82)},         {Token::on_bad, hex(0x2E0806)},
                                {Token::bad_soft, hex(0x3C1D1C)},    {Token::customer, hex(0x232D36)},
                                {Token::on_customer, hex(0xE7ECF0)}, {Token::me, hex(0x18494A)},
                                {Token::on_me, hex(0xE9F5F4)},       {Token::customer_line, hex(0xE39A5E)},
                                {Token::me_line, hex(0x54BDB7)},     {Token::focus, hex(0x7FB4F5)},
                                {Token::shadow, hex(0x000000, 130)}, {Token::scrim, hex(0x000000, 150)},
                                {Token::tip, hex(0xE2E8ED)},         {Token::on_tip, hex(0x17212B)},
                            });

// Black and white with yellow for action; every filled thing keeps a border.
constexpr Theme high = make(ThemeName::high_contrast, false,
                            {
                                {Token::surface, hex(0x000000)},     {Token::raised, hex(0x000000)},
                                {Token::sunken, hex(0x1C1C1C)},      {Token::hover, hex(0x2A2A2A)},
                                {Token::ink, hex(0xFFFFFF)},         {Token::ink_soft, hex(0xE6E6E6)},
                                {Token::line, hex(0xB5B5B5)},        {Token::outline, hex(0xFFFFFF)},
                                {Token::accent, hex(0xFFD83D)},      {Token::accent_strong, hex(0xFFE98A)},
                                {Token::on_accent, hex(0x000000)},   {Token::accent_soft, hex(0x332B00)},
                                {Token::good, hex(0x7CF29C)},        {Token::on_good, hex(0x000000)},
                                {Token::good_soft, hex(0x002B0E)},   {Token::warn, hex(0xFFC46B)},
                                {Token::on_warn, hex(0x000000)},     {Token::warn_soft, hex(0x332000)},
                                {Token::bad, hex(0xFF9C94)},         {Token::on_bad, hex(0x000000)},
                                {Token::bad_soft, hex(0x3A0A06)},    {Token::customer, hex(0x000000)},
                                {Token::on_customer, hex(0xFFFFFF)}, {Token::me, hex(0x0F2B4D)},
                                {Token::on_me, hex(0xFFFFFF)},       {Token::customer_line, hex(0xFFB07A)},
                                {Token::me_line, hex(0x8FD0FF)},     {Token::focus, hex(0x6FD3FF)},
                                {Token::shadow, hex(0x000000, 0)},   {Token::scrim, hex(0x000000, 200)},
                                {Token::tip, hex(0xFFFFFF)},         {Token::on_tip, hex(0x000000)},
                            });

// sRGB channel to linear light, WCAG 2.1 "relative luminance".
double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

std::uint8_t mix_channel(std::uint8_t from, std::uint8_t to, float amount) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(from) + (static_cast<float>(to) - static_cast<float>(from)) * amount));
}

} // namespace

Colour Colour::faded(float opacity) const {
    Colour c = *this;
    c.a = static_cast<std::uint8_t>(std::lround(static_cast<float>(a) * std::clamp(opacity, 0.0F, 1.0F)));
    return c;
}

Colour mix(Colour from, Colour to, float amount) {
    const float t = std::clamp(amount, 0.0F, 1.0F);
    return {mix_channel(from.r, to.r, t), mix_channel(from.g, to.g, t), mix_channel(from.b, to.b, t),
            mix_channel(from.a, to.a, t)};
}

double contrast(Colour text, Colour background) {
    const double a = luminance(text), b = luminance(background);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

const Theme& theme(ThemeName name) {
    switch (name) {
    case ThemeName::dark:
        return dark;
    case ThemeName::high_contrast:
        return high;
    case ThemeName::light:
        break;
    }
    return light;
}

std::string_view theme_id(ThemeName name) {
    switch (name) {
    case ThemeName::dark:
        return "dark";
    case ThemeName::high_contrast:
        return "high_contrast";
    case ThemeName::light:
        break;
    }
    return "light";
}

std::span<const TextPair> text_pairs() {
    using enum Token;
    static constexpr TextPair pairs[] = {
        {ink, surface},
        {ink, raised},
        {ink, sunken},
        {ink, hover},
        {ink, accent_soft},
        {ink, good_soft},
        {ink, warn_soft},
        {ink, bad_soft},
        {ink, customer},
        {ink_soft, surface},
        {ink_soft, raised},
        {ink_soft, sunken},
        {ink_soft, hover},
        {ink_soft, accent_soft},
        {ink_soft, good_soft},
        {ink_soft, warn_soft},
        {ink_soft, bad_soft},
        {accent, surface},
        {accent, raised},
        {accent, hover},
        {accent, accent_soft},
        {accent, sunken},
        {accent_strong, surface},
        {accent_strong, raised},
        {accent_strong, hover},
        {on_accent, accent},
        {on_accent, accent_strong},
        {good, surface},
        {good, raised},
        {good, good_soft},
        {on_good, good},
        {warn, surface},
        {warn, raised},
        {warn, warn_soft},
        {on_warn, warn},
        {bad, surface},
        {bad, raised},
        {bad, bad_soft},
        {on_bad, bad},
        {bad, hover},
        {on_customer, customer},
        {on_me, me},
        {on_tip, tip},
        {on_customer, accent_soft},
        {on_customer, good_soft},
        {on_customer, warn_soft},
        {on_customer, bad_soft},
        {on_me, accent_soft},
        {on_me, good_soft},
        {on_me, warn_soft},
        {on_me, bad_soft},
    };
    return pairs;
}

} // namespace rapport::gui
