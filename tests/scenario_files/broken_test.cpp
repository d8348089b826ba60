// What must fail, and where: each case breaks the small scenario in one place. "¶" stands where the finding must point.
#include "sim/scenario_files/codes.h"
#include "tests/scenario_files/broken_cases.h"
#include "tests/scenario_files/support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>

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

TEST_CASE("what is asked about conditions, replies and paths does not wait for other errors", "[scenario_files]") {
    std::string text = with(small_scenario, R"("channel": "chat")", R"("channel": "telegraph")");
    text = with(text, R"("when": "tries > 0")", R"("when": "tries > 5")");                           // never holds
    text = with(text, R"("when": "not offered and tries < 3")", R"("when": "offered + tries < 3")"); // no number
    text = with(text, R"("silence": {"after_s": 20, "to": "lost"})", R"("silence": {"after_s": 20, "to": "close"})");
    text = with(text, R"("calls_for": ["restate"])", R"("calls_for": ["restate", "let_speak"])");
    text = with(text, R"("fits": 3}])", R"("fits": 3}, {"id": "coupon", "text": {"en": "C"}, "en": ["a coupon"]}])");
    text = with(text, R"("to": "done"}])", R"("to": "done"}, {"id": "b", "text": {"en": "Bye."}, "to": "done"}])");
    text = with(text, R"("passages": [)", R"("passages": [{"id": "idle", "start": "verify-1"}, )");
    text = with(text, R"("temper": 80)", R"("temper": 100)");
    text = with(text, R"("outcome": "lost")", R"("outcome": "sad")");
    const auto result = read_scenario(text, "f");
    CHECK(result.scenario == nullptr);
    INFO(listed(result.diagnostics));
    std::vector<std::string_view> found;
    for (const Diagnostic& d : result.diagnostics) found.push_back(d.code);
    CHECK(found == std::vector<std::string_view>{"unknown_value", "option_never_offered", "persona_no_difference",
                                                 "condition_never", "called_not_graded", "called_not_shown",
                                                 "condition_not_number", "silence_like_model", "reply_no_difference",
                                                 "passage_unused", "unknown_value"});
}

TEST_CASE("an error brings no other of its own", "[scenario_files]") {
    struct Slip {
        std::string_view from, to;
        std::vector<std::string_view> found;
    };
    const std::vector<Slip> slips{
        // A list that was not read: whatever names it would have given are not missed.
        {R"("variables": {)", R"("varibles": {)", {"unknown_key"}},
        {R"("passages": [)", R"("passsages": [)", {"unknown_key"}},
        {R"("endings": [)", R"("endingss": [)", {"unknown_key"}},
        {R"("options": [)", R"("optoins": [)", {"unknown_key"}},
        {R"("topics": [)", R"("topcis": [)", {"unknown_key"}},
        {R"("hidden_need": {)", R"("hiden_need": {)", {"unknown_key"}},
        {R"("feelings": [)", R"("feelngs": [)", {"unknown_key"}},
        // A key that was not read: what it would have asked, set, offered, shown or led to is not missed.
        {R"("when": "tries > 0")", R"("wen": "tries > 0")", {"unknown_key"}},
        {R"("do": [)", R"("does": [)", {"unknown_key"}},
        {R"("offers": [)", R"("offer": [)", {"unknown_key"}},
        {R"("reveals": ")", R"("reveal": ")", {"unknown_key"}},
        {R"("shows": {)", R"("show": {)", {"unknown_key"}},
        {R"("model": true)", R"("modell": true)", {"unknown_key"}},
        {R"("then": "close")", R"("than": "close")", {"unknown_key"}},
        {R"("calls_for": [)", R"("call_for": [)", {"unknown_key"}},
        {R"("otherwise": ")", R"("otherwize": ")", {"unknown_key"}},
        {R"("replies": [{"id": "a", "text": {"en": "Goodbye)",
         R"("answers": [{"id": "a", "text": {"en": "Goodbye)",
         {"missing_key", "unknown_key"}},
        // A name that is not right where it is given: whoever uses it is not told so again.
        {R"("tries": {"type")", R"("tries!": {"type")", {"variable_name_invalid"}},
        {R"({"id": "verify", "start")", R"({"id": "verify it", "start")", {"id_invalid"}},
        // A value that was not read: what follows from the one that stands in for it is not said.
        {R"("calls_for": ["restate"])", R"("calls_for": ["restat"])", {"unknown_behaviour"}},
        {R"("grades": ["restate"])", R"("grades": ["restat"])", {"unknown_behaviour"}},
        {R"("shows": {"restate":)", R"("shows": {"restat":)", {"unknown_behaviour"}},
        {R"("offers": ["refund"])", R"("offers": ["refnud"])", {"unknown_option"}},
        {R"("max": 3})", R"("max": "3"})", {"not_whole_number"}},
        {R"("outcome": "resolved")", R"("outcome": "solved")", {"unknown_value"}},
        {R"("to": "@return")", R"("to": "@retrun")", {"unknown_target"}},
        {R"("call": "verify")", R"("call": "verfy")", {"unknown_passage"}},
        {R"("start": "opening")", R"("start": "openning")", {"start_no_node"}},
        {R"("do": ["tries = tries + 1")", R"("do": ["tries = tries + ")", {"condition_unfinished"}},
        {R"("when": "not offered and tries < 3")", R"("when": "not offered and tries <")", {"condition_unfinished"}},
    };
    for (const Slip& slip : slips) {
        CAPTURE(slip.from, slip.to);
        const auto result = read_scenario(with(small_scenario, slip.from, slip.to), "f");
        INFO(listed(result.diagnostics));
        std::vector<std::string_view> found;
        for (const Diagnostic& d : result.diagnostics) found.push_back(d.code);
        CHECK(found == slip.found);
    }
}

TEST_CASE("a name that cannot be one is said once, however often it is used", "[scenario_files]") {
    std::string text = with(small_scenario, R"({"id": "verify", "start")", R"({"id": "verify it", "start")");
    text = with(text, R"("call": "verify")", R"("call": "verify it")");
    text = with(text, R"({"id": "lost", "outcome")", R"({"id": "she is lost", "outcome")");
    for (int use = 0; use < 3; ++use) text = with(text, R"(: "lost")", R"(: "she is lost")");
    text = with(text, R"("tries": {"type")", R"("tries-so-far": {"type")");
    const auto result = read_scenario(text, "f");
    INFO(listed(result.diagnostics));
    REQUIRE(result.diagnostics.size() == 3);
    CHECK(result.diagnostics[0].code == "variable_name_invalid");
    CHECK(result.diagnostics[1].code == "id_invalid");
    CHECK(result.diagnostics[2].code == "id_invalid");
}

TEST_CASE("of two slips in one file none brings a third", "[scenario_files]") {
    const auto codes_of = [](const std::string& text) {
        std::vector<std::string> found;
        for (const Diagnostic& d : read_scenario(text, "f").diagnostics) found.push_back(d.code);
        std::ranges::sort(found);
        return found;
    };
    const auto broken_by = [](std::string text, const BrokenCase& c) {
        for (const auto& [from, to] : {std::pair{c.from, c.to}, std::pair{c.also_from, c.also_to}}) {
            const auto at = text.find(from);
            if (at == std::string::npos) return std::string();
            std::string into(to);
            const std::string_view mark = "¶";
            if (const auto here = into.find(mark); here != std::string::npos) into.erase(here, mark.size());
            text.replace(at, from.size(), into);
        }
        return text;
    };
    // Those that say of the other one's place what is true of it: its words have no translation, its name is another.
    const std::vector<std::string_view> about_others{"translation_missing", "placeholder_no_words",
                                                     "fact_named_customer", "duplicate_id",
                                                     "topic_in_passage",    "node_cannot_end"};
    struct Case {
        const BrokenCase* what;
        std::vector<std::string> alone;
    };
    std::vector<Case> cases;
    for (const BrokenCase& c : broken_cases())
        if (std::ranges::find(about_others, c.code) == about_others.end())
            cases.push_back({&c, codes_of(broken_by(std::string(small_scenario), c))});
    std::size_t pairs = 0, both = 0;
    for (std::size_t i = 0; i < cases.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const BrokenCase &a = *cases[i].what, &b = *cases[k].what;
            const std::string text = broken_by(broken_by(std::string(small_scenario), a), b);
            if (text.empty() || text != broken_by(broken_by(std::string(small_scenario), b), a)) continue; // one place
            const auto found = codes_of(text);
            std::vector<std::string> expected, more;
            std::ranges::merge(cases[i].alone, cases[k].alone, std::back_inserter(expected));
            std::ranges::set_difference(found, expected, std::back_inserter(more));
            CAPTURE(a.code, a.to, b.code, b.to, more);
            REQUIRE(more.empty());
            ++pairs;
            both += found == expected ? 1U : 0U;
        }
    CHECK(pairs > 5000);
    CHECK(both > pairs / 2); // the others have a slip in the way: of JSON, or in what is asked about
}

TEST_CASE("a reply makes no difference beside one that is the same in the same cases", "[scenario_files]") {
    const auto code = [](std::string_view first, std::string_view second) -> std::string {
        const auto result =
            read_scenario(with(small_scenario, R"({"id": "a", "text": {"en": "Goodbye."}, "to": "done"})",
                               std::string(first).append(", ").append(second)),
                          "f");
        INFO(listed(result.diagnostics));
        CHECK(result.scenario != nullptr);
        CHECK(result.diagnostics.size() <= 1);
        return result.diagnostics.empty() ? "" : result.diagnostics[0].code;
    };
    const std::string plain = R"({"id": "p", "text": {"en": "Goodbye."}, "to": "done"})";
    CHECK(code(plain, R"({"id": "q", "text": {"en": "See you."}, "to": "done"})") == "reply_no_difference");
    const std::string other = R"({"id": "o", "text": {"en": "Oh."}, "mood": {"anger": 1}, "to": "done"}, )";
    const std::string some = other + R"({"id": "p", "when": "tries > 1", "text": {"en": "Goodbye."}, "to": "done"})";
    CHECK(code(some, R"({"id": "q", "when": "tries > 1", "text": {"en": "See you."}, "to": "done"})") ==
          "reply_no_difference");
    CHECK(code(some, R"({"id": "q", "when": "tries >= 2", "text": {"en": "See you."}, "to": "done"
})") == "reply_no_difference");
    // In fewer cases: there may be a reason for it.
    CHECK(code(plain, R"({"id": "q", "when": "tries > 1", "text": {"en": "See you."}, "to": "done"})").empty());
    CHECK(code(some, R"({"id": "q", "when": "tries > 2", "text": {"en": "See you."}, "to": "done"})").empty());
    // But none with the same words, whatever comes of them.
    CHECK(code(plain, R"({"id": "q", "when": "tries > 1", "text": {"en": "Goodbye."}, "to": "lost"})") ==
          "reply_same_words");
    CHECK(code(some, R"({"id": "q", "when": "tries > 2", "text": {"en": "Goodbye."}, "to": "lost"})") ==
          "reply_same_words");
    CHECK(code(some, R"({"id": "q", "when": "tries <= 1", "text": {"en": "Goodbye."}, "to": "lost"})").empty());
    // A weaker reply is there to be told from a better one, and a question that invites correction is worth something.
    CHECK(code(R"({"id": "p", "text": {"en": "It is late."}, "shows": {"restate": 2}, "to": "done"})",
               R"({"id": "q", "text": {"en": "Late, yes."}, "shows": {"restate": 1}, "to": "done"})")
              .empty());
    CHECK(
        code(
            R"({"id": "p", "text": {"en": "Late?"}, "shows": {"restate": {"level": 2, "check": true}}, "to": "done"})",
            R"({"id": "q", "text": {"en": "Late."}, "shows": {"restate": {"level": 2, "check": false}}, "to": "done"})")
            .empty());
}
