// One person's settings on this desk: <data>/preferences.json. Saved atomically; a file that cannot be read is kept
// beside as preferences.json.bad and the defaults are used, a value out of range falls back to its default.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/base/language.h"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace rapport::records {

enum class Theme : std::uint8_t { light, dark, contrast };
std::string_view id(Theme t);
std::optional<Theme> theme_from(std::string_view id);

struct Preferences {
    std::optional<Language> language; // empty: never chosen, follow the system
    Theme theme = Theme::light;
    int text_scale = 100; // per cent, 80–200
    int volume = 80;      // per cent, 0–100
    bool muted = false;
    bool reduce_motion = false;
    bool one_key_answers = false;      // a digit answers at once, without Enter
    std::string input_mode = "choice"; // how replies are given (attempt.h): choice, say_then_choose, free_text
    int leniency = 100;                // per cent of the time norms: 100, 150, 200; 0: off
    int reading_percent = 100;         // factor on the reading allowance, 50–400
    std::string trainee;               // name or alias, at most 80 code points
    bool operator==(const Preferences&) const = default;
};

struct LoadedPreferences {
    Preferences preferences;
    Diagnostics diagnostics; // warnings: preferences_damaged (path, kept_as), preferences_value (key)
};
LoadedPreferences load_preferences(const std::filesystem::path& data);
// Errors: disk_full, folder_unwritable, save_failed (path, reason). On error the old file is still whole.
std::expected<void, Diagnostic> save_preferences(const std::filesystem::path& data, const Preferences& preferences);

} // namespace rapport::records
