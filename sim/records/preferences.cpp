#include "sim/records/preferences.h"

#include "sim/base/text.h"
#include "sim/records/attempt.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

namespace rapport::records {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> theme_ids{"light", "dark", "contrast"};
constexpr std::size_t longest_name = 80; // code points

std::filesystem::path preferences_in(const std::filesystem::path& data) { return data / "preferences.json"; }

// Takes over what is there and right; what is there and wrong is reported and left at its default.
class Values {
public:
    Values(const OrderedJson& json, const std::filesystem::path& path, Diagnostics& diagnostics)
        : json_(json), path_(path), diagnostics_(diagnostics) {}

    template <class Allowed>
    void number(const char* key, int& value, Allowed&& allowed) {
        const auto found = json_.find(key);
        if (found == json_.end()) return;
        if (found->is_number_integer()) {
            const bool huge = found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX;
            const auto n = huge ? -1 : found->get<std::int64_t>();
            if (n >= 0 && n <= 1000 && allowed(n)) {
                value = static_cast<int>(n);
                return;
            }
        }
        wrong(key);
    }
    void truth(const char* key, bool& value) {
        const auto found = json_.find(key);
        if (found == json_.end()) return;
        if (found->is_boolean())
            value = found->get<bool>();
        else
            wrong(key);
    }
    std::optional<std::string> text(const char* key) {
        const auto found = json_.find(key);
        if (found == json_.end()) return std::nullopt;
        if (found->is_string()) return found->get<std::string>();
        wrong(key);
        return std::nullopt;
    }
    void wrong(std::string_view key) {
        diagnostics_.push_back(Diagnostic::warning("preferences_value")
                                   .with("key", key)
                                   .with("path", path_.string())
                                   .at({path_.string(), 0, 0, "/" + std::string(key)}));
    }

private:
    const OrderedJson& json_;
    const std::filesystem::path& path_;
    Diagnostics& diagnostics_;
};

auto within(std::int64_t least, std::int64_t most) {
    return [=](std::int64_t n) { return n >= least && n <= most; };
}

void read(Values& values, Preferences& p) {
    if (const auto text = values.text("language"); text && !text->empty()) {
        p.language = language_from(*text);
        if (!p.language) values.wrong("language");
    }
    if (const auto text = values.text("theme")) {
        if (const auto theme = theme_from(*text))
            p.theme = *theme;
        else
            values.wrong("theme");
    }
    values.number("text_scale", p.text_scale, within(80, 200));
    values.number("volume", p.volume, within(0, 100));
    values.truth("muted", p.muted);
    values.truth("reduce_motion", p.reduce_motion);
    values.truth("one_key_answers", p.one_key_answers);
    if (const auto mode = values.text("input_mode")) {
        if (*mode == input_by_choice || typed_in(*mode))
            p.input_mode = *mode;
        else
            values.wrong("input_mode");
    }
    values.number("leniency", p.leniency, [](std::int64_t n) { return n == 0 || n == 100 || n == 150 || n == 200; });
    values.number("reading_percent", p.reading_percent, within(50, 400));
    if (const auto text = values.text("trainee")) {
        if (code_points(*text) <= longest_name)
            p.trainee = *text;
        else
            values.wrong("trainee");
    }
}

} // namespace

std::string_view id(Theme t) { return theme_ids[static_cast<std::size_t>(t)]; }

std::optional<Theme> theme_from(std::string_view text) {
    const auto found = std::ranges::find(theme_ids, text);
    if (found == theme_ids.end()) return std::nullopt;
    return static_cast<Theme>(found - theme_ids.begin());
}

LoadedPreferences load_preferences(const std::filesystem::path& data) {
    LoadedPreferences loaded;
    const auto path = preferences_in(data);
    std::string bytes;
    if (const int e = read_file(path, bytes)) {
        if (e != ENOENT) {
            auto d = system_trouble(e, path, "preferences_unreadable");
            d.code = "preferences_unreadable";
            d.severity = Severity::warning;
            loaded.diagnostics.push_back(std::move(d));
        }
        return loaded;
    }
    const OrderedJson json = OrderedJson::parse(bytes, nullptr, false);
    if (!json.is_object()) {
        auto kept = path;
        kept += ".bad";
        std::error_code error;
        std::filesystem::rename(path, kept, error);
        loaded.diagnostics.push_back(Diagnostic::warning("preferences_damaged")
                                         .with("path", path.string())
                                         .with("kept_as", error ? path.string() : kept.string())
                                         .at({path.string(), 0, 0, {}}));
        return loaded;
    }
    Values values(json, path, loaded.diagnostics);
    read(values, loaded.preferences);
    return loaded;
}

std::expected<void, Diagnostic> save_preferences(const std::filesystem::path& data, const Preferences& p) {
    OrderedJson j;
    j["language"] = p.language ? id(*p.language) : std::string_view();
    j["theme"] = id(p.theme);
    j["text_scale"] = p.text_scale;
    j["volume"] = p.volume;
    j["muted"] = p.muted;
    j["reduce_motion"] = p.reduce_motion;
    j["one_key_answers"] = p.one_key_answers;
    j["input_mode"] = p.input_mode;
    j["leniency"] = p.leniency;
    j["reading_percent"] = p.reading_percent;
    j["trainee"] = p.trainee;
    return save_atomically(preferences_in(data), j.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n",
                           "save_failed");
}

} // namespace rapport::records
