// What must fail, and where: each case breaks the small scenario in one place. "¶" stands where the finding must point.
#include "sim/scenario_files/codes.h"
#include "tests/scenario_files/broken_cases.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files;
using namespace rapport::scenario_files::test;

namespace {

struct Marked {
    std::string text;
    int line = 1;
    int column = 1;
};

// Takes the mark out and says where it stood, counted here independently of the reader.
Marked unmark(const std::string& text) {
    const std::string mark = "¶";
    const auto at = text.find(mark);
    REQUIRE(at != std::string::npos);
    Marked m{text.substr(0, at) + text.substr(at + mark.size())};
    for (std::size_t i = 0; i < at; ++i) {
        if (text[i] == '\n')
            ++m.line, m.column = 1;
        else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
            ++m.column;
    }
    return m;
}

} // namespace

TEST_CASE("a broken file says what is wrong and where", "[scenario_files]") {
    for (const auto& c : broken_cases()) {
        CAPTURE(c.code, c.from, c.to);
        std::string text = with(small_scenario, c.from, c.to);
        if (!c.also_from.empty()) text = with(text, c.also_from, c.also_to);
        const Marked file = unmark(text);
        const auto result = read_scenario(file.text, "broken.json");
        INFO(listed(result.diagnostics));
        const Diagnostic* found = find(result.diagnostics, c.code);
        REQUIRE(found != nullptr);
        CHECK(found->where.file == "broken.json");
        CHECK(found->where.line == file.line);
        CHECK(found->where.column == file.column);
        if (c.alone) CHECK(result.diagnostics.size() == 1);
        const bool errors = std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                                        [](const Diagnostic& d) { return d.severity == Severity::error; });
        CHECK((result.scenario == nullptr) == errors);
        for (const auto& entry : codes)
            if (entry.code == c.code) CHECK(found->severity == entry.severity);
        if (!c.argument.empty()) CHECK(found->arg(c.argument) == c.value);
    }
}

TEST_CASE("every code that a scenario file can cause is caused by a case", "[scenario_files]") {
    // Tested in files_test.cpp, data_files_test.cpp and hostile_test.cpp.
    const std::vector<std::string_view> elsewhere{"file_missing",   "file_is_folder",   "file_unreadable",
                                                  "file_too_large", "folder_missing",   "folder_unwritable",
                                                  "disk_full",      "file_unwritable",  "product_folder_missing",
                                                  "file_empty",     "too_deep",         "more_findings",
                                                  "too_many_nodes", "not_pair",         "catalogue_key_missing",
                                                  "not_utf8",       "nul_character",    "list_length",
                                                  "saved_as_utf16", "placeholder_flood"};
    for (const auto& entry : codes) {
        const bool here = std::any_of(broken_cases().begin(), broken_cases().end(),
                                      [&](const BrokenCase& c) { return c.code == entry.code; });
        const bool there = std::find(elsewhere.begin(), elsewhere.end(), entry.code) != elsewhere.end();
        CAPTURE(entry.code);
        CHECK(here != there);
    }
}

TEST_CASE("all that is wrong with a file comes in one run, in the order of the file", "[scenario_files]") {
    std::string text = with(small_scenario, R"("channel": "chat")", R"("channel": "telegraph")");
    text = with(text, R"("to": "close")", R"("to": "clsoe")");
    text = with(text, R"("gender": "f")", R"("gender": "x", "volume": 3)");
    text = with(text, R"("outcome": "lost")", R"("outcome": "sad")");
    const auto result = read_scenario(text, "f");
    INFO(listed(result.diagnostics));
    REQUIRE(result.diagnostics.size() == 5);
    CHECK(result.diagnostics[0].code == "unknown_value");
    CHECK(result.diagnostics[0].where.pointer == "/channel");
    CHECK(result.diagnostics[1].code == "unknown_value");
    CHECK(result.diagnostics[1].where.pointer == "/customer/voice/gender");
    CHECK(result.diagnostics[2].code == "unknown_key");
    CHECK(result.diagnostics[2].where.pointer == "/customer/voice/volume");
    CHECK(result.diagnostics[3].code == "unknown_target");
    CHECK(result.diagnostics[3].where.pointer == "/nodes/0/replies/0/to");
    CHECK(result.diagnostics[3].arg("suggestion") == "close");
    CHECK(result.diagnostics[4].where.pointer == "/endings/1/outcome");
}
