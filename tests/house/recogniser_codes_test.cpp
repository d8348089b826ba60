// Every reason, and everything that would have made it a 2, has words; and no code stands in the list for nothing.
#include "scoring/recogniser/codes.h"
#include "sim/training/evidence_keys.h"
#include "tests/house/sources.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

using namespace rapport;
using namespace rapport::scoring;

namespace {

struct Literal {
    std::string text, before; // the source in front of it on its line
};

// The narrow string literals of a source, those of comments and #include left out.
std::vector<Literal> literals_of(const std::string& source) {
    std::vector<Literal> found;
    std::istringstream lines(source);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#include")) continue;
        for (std::size_t at = 0; (at = line.find('"', at)) != std::string::npos;) {
            const std::string before = line.substr(0, at);
            if (before.find("//") != std::string::npos) break;
            std::size_t end = at + 1;
            while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
            if (!before.ends_with('U')) found.push_back({line.substr(at + 1, end - at - 1), before});
            at = end + 1;
        }
    }
    return found;
}

bool looks_like_code(const Literal& literal) {
    return !literal.text.empty() &&
           std::ranges::all_of(literal.text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) &&
           !literal.before.ends_with("s_with("); // the end or the beginning of a sign's id
}

// What gives codes: the rules and the recogniser itself.
std::vector<Literal> literals_of_rules() {
    std::vector<Literal> all;
    for (const auto& path : house::sources({"scoring/recogniser"})) {
        const std::string source = house::contents(path);
        if (path.extension() != ".cpp" || source.find("scoring/recogniser/scene.h") == std::string::npos) continue;
        for (Literal& literal : literals_of(source)) all.push_back(std::move(literal));
    }
    return all;
}

std::set<std::string> sign_ids() {
    std::set<std::string> ids;
    for (const char* file : {"assets/signs/en.json", "assets/signs/zh.json"}) {
        const auto signs = nlohmann::json::parse(house::contents(house::root() / file)).at("signs");
        for (const auto& [id, patterns] : signs.items()) ids.insert(id);
    }
    return ids;
}

template <class List>
bool has_code(const List& list, std::string_view code) {
    return std::ranges::find(list, code) != list.end();
}

template <class List>
void all_have_words(const List& list, const char* family) {
    for (const char* file : {"assets/i18n/en.json", "assets/i18n/zh.json"}) {
        const auto words = nlohmann::json::parse(house::contents(house::root() / file));
        for (const std::string_view code : list) {
            if (has_code(learned_codes, code)) continue; // words of their own for each behaviour
            CAPTURE(file, family, code);
            CHECK(words.contains(std::string(family).append(code)));
        }
    }
}

} // namespace

TEST_CASE("every code the rules give stands in the list of codes", "[house][recogniser]") {
    const auto signs = sign_ids();
    const auto literals = literals_of_rules();
    REQUIRE(literals.size() > 200);
    std::set<std::string> unknown;
    for (const Literal& literal : literals)
        if (looks_like_code(literal) && !signs.contains(literal.text) && !has_code(reason_codes, literal.text) &&
            !has_code(missing_codes, literal.text) && !has_code(not_scorable_codes, literal.text))
            unknown.insert(literal.text);
    CAPTURE(unknown); // add them to scoring/recogniser/codes.h, with words
    CHECK(unknown.empty());
}

TEST_CASE("every code in the list is given somewhere", "[house][recogniser]") {
    std::set<std::string> given;
    for (const Literal& literal : literals_of_rules()) given.insert(literal.text);
    const auto all_given = [&](const auto& list) {
        std::set<std::string_view> seen;
        for (const std::string_view code : list) {
            CAPTURE(code);
            CHECK(given.contains(std::string(code)));
            CHECK(seen.insert(code).second);
        }
    };
    all_given(reason_codes);
    all_given(missing_codes);
    all_given(not_scorable_codes);
}

TEST_CASE("every reason the recogniser gives has words in both languages", "[house][recogniser][i18n]") {
    all_have_words(reason_codes, "reason.");
    all_have_words(missing_codes, "missing.");
    all_have_words(not_scorable_codes, "not_scorable.");
}

TEST_CASE("a level that was learned has words for each behaviour and fault", "[house][recogniser][i18n]") {
    for (const char* file : {"assets/i18n/en.json", "assets/i18n/zh.json"}) {
        const auto words = nlohmann::json::parse(house::contents(house::root() / file));
        for (std::size_t i = 0; i < behaviour_count; ++i) {
            const Behaviour b = behaviour_at(i);
            CAPTURE(file, id(b));
            CHECK(words.contains(training::reason_key(b, is_fault(b) ? "learned_fault" : "learned")));
            if (!is_fault(b)) CHECK(words.contains(training::missing_key(b, missing_unknown)));
        }
    }
}

TEST_CASE("a source is searched for codes outside comments, wide texts and parts of ids", "[house][recogniser]") {
    const auto found =
        literals_of("give(\"one\", U\"two\"); // \"three\"\n#include \"four.h\"\nid.ends_with(\"five\");\n");
    REQUIRE(found.size() == 2);
    CHECK(found[0].text == "one");
    CHECK(looks_like_code(found[0]));
    CHECK(found[1].text == "five");
    CHECK_FALSE(looks_like_code(found[1]));
}
