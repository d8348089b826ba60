#include "sim/records/preferences.h"
#include "tests/records/faults.h"
#include "tests/records/folder.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

Preferences unusual() {
    return {.language = Language::zh,
            .theme = Theme::contrast,
            .text_scale = 200,
            .volume = 0,
            .muted = true,
            .reduce_motion = true,
            .one_key_answers = true,
            .input_mode = "free_text",
            .leniency = 0,
            .reading_percent = 400,
            .trainee = "小李 \"Li\" \\"};
}

} // namespace

TEST_CASE("Preferences come back as they were saved", "[records][preferences]") {
    const Folder folder;
    for (const Preferences& p : {Preferences{}, unusual()}) {
        REQUIRE(save_preferences(folder.path(), p).has_value());
        const auto loaded = load_preferences(folder.path());
        CHECK(loaded.preferences == p);
        CHECK(loaded.diagnostics.empty());
    }
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("Without a file there are defaults and nothing to say", "[records][preferences]") {
    const Folder folder;
    const auto loaded = load_preferences(folder.path());
    CHECK(loaded.preferences == Preferences{});
    CHECK(loaded.diagnostics.empty());
}

TEST_CASE("A damaged file is kept aside, the defaults stand, and it is said once", "[records][preferences]") {
    const Folder folder;
    for (const std::string bytes : {"", "{\"volume\": ", "[1, 2]", "\xFF\xFE"}) {
        put(folder / "preferences.json", bytes);
        const auto loaded = load_preferences(folder.path());
        CHECK(loaded.preferences == Preferences{});
        REQUIRE(loaded.diagnostics.size() == 1);
        CHECK(loaded.diagnostics[0].code == "preferences_damaged");
        CHECK(loaded.diagnostics[0].severity == Severity::warning);
        CHECK(loaded.diagnostics[0].arg("kept_as") == (folder / "preferences.json.bad").string());
        CHECK(contents(folder / "preferences.json.bad") == bytes);
        CHECK(load_preferences(folder.path()).diagnostics.empty());
    }
}

TEST_CASE("A value out of range falls back alone", "[records][preferences]") {
    const Folder folder;
    put(folder / "preferences.json", R"({"language": "fr", "theme": "pink", "text_scale": 1000, "volume": -5,
        "muted": "yes", "reduce_motion": true, "input_mode": "policy", "leniency": 120, "reading_percent": 49.5,
        "trainee": 7,
        "added by a newer version": []})");
    const auto loaded = load_preferences(folder.path());
    Preferences expected;
    expected.reduce_motion = true;
    CHECK(loaded.preferences == expected);
    std::vector<std::string> keys;
    for (const auto& d : loaded.diagnostics) {
        CHECK(d.code == "preferences_value");
        keys.emplace_back(d.arg("key"));
    }
    CHECK(keys == std::vector<std::string>{"language", "theme", "text_scale", "volume", "muted", "input_mode",
                                           "leniency", "reading_percent", "trainee"});
}

TEST_CASE("A number too large for any setting is not taken for another", "[records][preferences]") {
    const Folder folder;
    put(folder / "preferences.json", R"({"volume": 18446744073709551616, "reading_percent": 18446744073709551516})");
    const auto loaded = load_preferences(folder.path());
    CHECK(loaded.preferences == Preferences{});
    CHECK(loaded.diagnostics.size() == 2);
}

TEST_CASE("A save that fails leaves the old file whole", "[records][preferences][fault]") {
    const Folder folder;
    REQUIRE(save_preferences(folder.path(), unusual()).has_value());
    {
        const FileSizeLimit full(10);
        const auto saved = save_preferences(folder.path(), {});
        REQUIRE_FALSE(saved.has_value());
        CHECK(saved.error().code == "disk_full");
    }
    CHECK(load_preferences(folder.path()).preferences == unusual());
    CHECK(files_in(folder.path()) == 1);
    CHECK(save_preferences("/proc/none", {}).error().code != "");
    put(folder / "file", "x");
    CHECK(save_preferences(folder / "file", {}).error().code == "folder_unwritable");
}
