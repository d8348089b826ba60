// Every code has words in both languages, stands in the authoring guide, and has arguments that are really given.
#include "sim/scenario_files/catalogue_file.h"
#include "sim/scenario_files/codes.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/keys.h"
#include "tests/scenario_files/broken_cases.h"
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>
#include <set>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;

TEST_CASE("every code has a message and a hint in both languages", "[scenario_files][codes]") {
    const auto words = read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    for (const auto& entry : codes)
        for (const Language l : all_languages)
            for (const char* part : {".message", ".hint"}) {
                const std::string key = std::string("diagnostic.").append(entry.code).append(part);
                CAPTURE(key, id(l));
                CHECK(words.has(l, key));
            }
}

TEST_CASE("no code is listed twice", "[scenario_files][codes]") {
    std::set<std::string_view> seen;
    for (const auto& entry : codes) CHECK(seen.insert(entry.code).second);
}

TEST_CASE("the guide explains every code and every key", "[scenario_files][codes]") {
    const auto guide =
        read_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "README.md", 1 << 20).value();
    for (const auto& entry : codes) {
        CAPTURE(entry.code);
        CHECK(guide.find(std::string("| `").append(entry.code).append("` |")) != std::string::npos);
    }
    for (const auto& table : key_tables)
        for (const auto& key : table.keys) {
            CAPTURE(table.name, key.name);
            CHECK(guide.find(std::string("`").append(key.name).append("`")) != std::string::npos);
        }
}

TEST_CASE("what is said about a broken file leaves no hole", "[scenario_files][codes]") {
    const auto words = read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    for (const auto& c : broken_cases()) {
        std::string text = with(with(small_scenario, c.from, c.to), "¶", "");
        if (!c.also_from.empty()) text = with(text, c.also_from, c.also_to);
        for (const auto& d : read_scenario(text, "f").diagnostics)
            for (const Language l : all_languages) {
                // Arguments that hold braces themselves would look like holes.
                if (d.code == "json_wrong_bracket" || d.code == "json_unfinished") continue;
                const auto said = words_of(d, words, l);
                CAPTURE(d.code, said.message, said.hint);
                CHECK(said.message.find('{') == std::string::npos);
                CHECK_FALSE(said.hint.empty());
                // An example in a hint may show braces, never a name between them.
                for (const auto& [name, value] : d.args)
                    CHECK(said.hint.find(std::string("{").append(name).append("}")) == std::string::npos);
            }
    }
}

TEST_CASE("the first example of the guide is a scenario without findings", "[scenario_files][codes]") {
    const auto guide =
        read_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "README.md", 1 << 20).value();
    const auto from = guide.find("```json\n") + 8;
    const auto example = guide.substr(from, guide.find("```", from) - from);
    const auto result = read_scenario(example, "README.md");
    INFO(listed(result.diagnostics));
    CHECK(result.diagnostics.empty());
}
