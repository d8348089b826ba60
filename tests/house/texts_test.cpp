// Words for people live in assets/i18n, in both languages, and code asks only for words that are there.
#include "tests/house/sources.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>

using namespace rapport;

namespace {

nlohmann::json texts(const std::string& language) {
    return nlohmann::json::parse(house::contents(house::root() / "assets/i18n" / (language + ".json")));
}

std::set<std::string> placeholders(const std::string& text) {
    std::set<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        if (const auto end = text.find('}', at); end != std::string::npos) found.insert(text.substr(at, end - at + 1));
    return found;
}

bool has_han(const std::string& text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead >= 0xE4 && lead <= 0xE9) return true;
    }
    return false;
}

} // namespace

TEST_CASE("Every text exists in both languages, with the same arguments", "[house][i18n]") {
    const auto en = texts("en");
    const auto zh = texts("zh");
    REQUIRE(en.size() > 50);
    for (const auto& [key, text] : en.items()) {
        INFO(key);
        REQUIRE(zh.contains(key));
        CHECK_FALSE(text.get<std::string>().empty());
        CHECK_FALSE(zh[key].get<std::string>().empty());
        CHECK(placeholders(text) == placeholders(zh[key]));
    }
    for (const auto& [key, text] : zh.items()) {
        INFO(key);
        CHECK(en.contains(key));
    }
}

TEST_CASE("English texts hold no Chinese", "[house][i18n]") {
    const auto en = texts("en");
    for (const auto& [key, text] : en.items()) {
        if (key.starts_with("language.")) continue; // a language is named in itself
        INFO(key);
        CHECK_FALSE(has_han(text.get<std::string>()));
    }
}

TEST_CASE("Chinese texts say 你 to the trainee", "[house][i18n]") {
    const auto zh = texts("zh");
    for (const auto& [key, text] : zh.items()) {
        if (key == "missing.invitation") continue; // what is said to the customer
        INFO(key);
        CHECK(text.get<std::string>().find("您") == std::string::npos);
    }
}

// Keys are written whole in the code ("debrief.title") or put together from a stable id ("reason.shows." + …): here,
// the whole ones.
TEST_CASE("Every text the code asks for exists", "[house][i18n]") {
    const auto en = texts("en");
    for (const auto& path : house::sources({"sim/gui", "sim/cli"})) {
        const std::string text = house::contents(path);
        for (std::size_t at = text.find("tr(\""); at != std::string::npos; at = text.find("tr(\"", at + 1)) {
            const auto end = text.find('"', at + 4);
            const std::string key = text.substr(at + 4, end - at - 4);
            // `tr("family." + id)` names a family, not a text.
            if (key.ends_with('.') || key.ends_with('_')) continue;
            INFO(path << " asks for " << key);
            CHECK(en.contains(key));
        }
    }
}

// Its key is put together from its name (`argument_word`), so the search above does not find it.
TEST_CASE("Every argument of the command line has its word", "[house][i18n]") {
    const auto en = texts("en");
    const std::string beginning = "add_option(\"";
    std::set<std::string> arguments;
    for (const auto& path : house::sources({"sim/cli"})) {
        const std::string text = house::contents(path);
        for (std::size_t at = text.find(beginning); at != std::string::npos; at = text.find(beginning, at + 1)) {
            const auto start = at + beginning.size();
            if (text[start] != '-') arguments.insert(text.substr(start, text.find('"', start) - start));
        }
    }
    CHECK(arguments.contains("URL"));
    CHECK(arguments.contains("FILE"));
    for (const auto& argument : arguments) {
        INFO(argument);
        CHECK(en.contains("cli.word.argument." + argument));
    }
}
