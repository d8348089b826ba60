// The product's own data files: the words and the mood table.
#include "sim/scenario_files/catalogue_file.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/mood_file.h"
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;
namespace fs = std::filesystem;

namespace {

std::string shipped_mood() {
    return read_file(fs::path(RAPPORT_SOURCE_DIR) / "assets" / "models" / "mood.json", 1 << 20).value();
}

// The place of the first finding in the mood file after one change.
Diagnostic broken_mood(std::string_view from, std::string_view to) {
    const auto result = read_mood_table(with(shipped_mood(), from, to), "mood.json");
    CHECK(result.table == nullptr);
    REQUIRE_FALSE(result.diagnostics.empty());
    return result.diagnostics[0];
}

} // namespace

TEST_CASE("the shipped mood table is complete", "[scenario_files][data]") {
    const auto result = read_mood_file(RAPPORT_SOURCE_DIR);
    INFO(listed(result.diagnostics));
    CHECK(result.diagnostics.empty());
    REQUIRE(result.table != nullptr);
    CHECK(result.table->ready_at_anger == 40);
    const auto& angry = result.table->rows[static_cast<std::size_t>(dialogue::Upset::angry)];
    CHECK(angry.shows[scoring::index(scoring::Behaviour::restate)][1].anger < 0);
    CHECK(angry.shows[scoring::index(scoring::Behaviour::dismiss_or_blame)][1].anger > 0);
}

TEST_CASE("a mood table with a hole or a slip is refused", "[scenario_files][data]") {
    CHECK(broken_mood("\"angry\"", "\"furious\"").code == "missing_key");
    CHECK(broken_mood("\"angry\"", "\"angri\"").code == "unknown_key"); // and not missing besides
    CHECK(broken_mood("\"restate\"", "\"restat\"").code == "missing_key");
    CHECK(broken_mood("\"fits\"", "\"suits\"").code == "missing_key");
    CHECK(broken_mood("\"ready_needs\": 2", "\"ready_needs\": 9").code == "number_out_of_range");
    CHECK(broken_mood("[100, 60, 30, 10]", "[100, 60, 30]").code == "list_length");
    CHECK(broken_mood("[100, 60, 30, 10]", "[100, 60, 30, \"10\"]").code == "not_whole_number");
    const auto text = shipped_mood();
    const auto silence = text.find('[', text.find("\"silence\""));
    const auto pair = text.substr(silence, text.find(']', silence) - silence + 1);
    CHECK(broken_mood("\"silence\": " + pair, "\"silence\": [1]").code == "not_pair");
    CHECK(broken_mood("\"silence\": " + pair, "\"silence\": [1, 101]").code == "number_out_of_range");
    CHECK(read_mood_file("/nonexistent").diagnostics.at(0).code == "file_missing");
}

TEST_CASE("the shipped words are there in both languages", "[scenario_files][data]") {
    const auto result = read_catalogue(RAPPORT_SOURCE_DIR);
    INFO(listed(result.diagnostics));
    CHECK(result.diagnostics.empty());
    CHECK(result.catalogue.has(Language::zh, "diagnostic.did_you_mean"));
}

TEST_CASE("a word that one language lacks is reported by its key", "[scenario_files][data]") {
    std::string name = (fs::temp_directory_path() / "rapport-words-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    const fs::path folder = name;
    fs::create_directories(folder / "assets" / "i18n");
    REQUIRE(write_file(folder / "assets" / "i18n" / "en.json", R"({"a": "A", "b": "B"})"));
    CHECK(read_catalogue(folder).diagnostics.at(0).code == "file_missing");
    REQUIRE(write_file(folder / "assets" / "i18n" / "zh.json", R"({"a": "甲"})"));
    const auto result = read_catalogue(folder);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].code == "catalogue_key_missing");
    CHECK(result.diagnostics[0].arg("key") == "b");
    CHECK(result.diagnostics[0].arg("language") == "zh");
    CHECK(result.catalogue.text(Language::zh, "a") == "甲");
    REQUIRE(write_file(folder / "assets" / "i18n" / "zh.json", R"({"a": 1, "b": "乙"})"));
    CHECK(read_catalogue(folder).diagnostics.at(0).code == "not_string");
    fs::remove_all(folder);
}
