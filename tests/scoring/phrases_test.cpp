#include "scoring/recogniser/phrases.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/base/text.h"

using namespace rapport;
using namespace rapport::scoring;

namespace {

std::u32string code_points_in(std::string_view s) {
    std::u32string out;
    for (std::size_t pos = 0; pos < s.size();) out.push_back(next_code_point(s, pos));
    return out;
}

// What one pattern finds in a text, each match in angle quotes.
std::string found_in(std::string_view pattern, std::string_view text, const PhraseClasses& classes = {}) {
    const auto table = PhraseTable::compile({{"p", std::string(pattern)}}, classes);
    REQUIRE(table.has_value());
    std::string out;
    for (const PhraseMatch& m : table->find(code_points_in(text)))
        out += "<" + std::string(code_point_slice(text, m.begin, m.end - m.begin)) + ">";
    return out;
}

Diagnostic refused(std::string_view pattern, const PhraseClasses& classes = {}) {
    const auto table = PhraseTable::compile({{"fine", "sorry"}, {"p", std::string(pattern)}}, classes);
    REQUIRE_FALSE(table.has_value());
    CHECK(table.error().arg("id") == "p");
    return table.error();
}

} // namespace

TEST_CASE("A word is found whole, wherever it stands", "[scoring][phrases]") {
    CHECK(found_in("sorry", "sorry, so sorry") == "<sorry><sorry>");
    CHECK(found_in("art", "start the artful art") == "<art>");
    CHECK(found_in("i'm sorry", "now i'm sorry") == "<i'm sorry>");
    CHECK(found_in("don't", "i don't") == "<don't>");
    CHECK(found_in("don", "i don't") == "");
    CHECK(found_in("3 days", "it took 3 days, not 33 days") == "<3 days>");
    CHECK(found_in("3", "3.5 or 3,000 or 3.") == "<3>");
}

TEST_CASE("A star stands for the rest of a word", "[scoring][phrases]") {
    CHECK(found_in("apolog*", "i apologise; apologies. apolog") == "<apologise><apologies><apolog>");
    CHECK(found_in("keep* you waiting", "for keeping you waiting") == "<keeping you waiting>");
}

TEST_CASE("Brackets hold what may stand there, an empty one lets it be left out", "[scoring][phrases]") {
    CHECK(found_in("[so|very|] sorry", "very sorry. sorry. so sorry") == "<very sorry><sorry><so sorry>");
    CHECK(found_in("i [am|'m|was really] [so|] sorry", "i was really so sorry, i am sorry") ==
          "<i was really so sorry><i am sorry>");
    CHECK(found_in("[a|b [c|d]] e", "b d e, a e, b e") == "<b d e><a e>");
    CHECK(found_in("[真的|非常|]抱歉", "真的抱歉，抱歉") == "<真的抱歉><抱歉>");
}

TEST_CASE("Commas, quotation marks and dashes may stand between, the end of a sentence may not", "[scoring][phrases]") {
    CHECK(found_in("really sorry", "really - \"sorry\"") == "<really - \"sorry>");
    CHECK(found_in("really sorry", "really. sorry") == "");
    CHECK(found_in("是 我们", "是,我们") == "<是,我们>");
    CHECK(found_in("是 我们", "是。我们") == "");
    CHECK(found_in("是我们", "是,我们") == ""); // written together it is one word
}

TEST_CASE("Three dots stand for up to four words or eight Chinese characters", "[scoring][phrases]") {
    CHECK(found_in("sorry ... late", "sorry that it came late") == "<sorry that it came late>");
    CHECK(found_in("sorry ... late", "sorry late") == "<sorry late>");
    CHECK(found_in("sorry ... late", "sorry that it all came so late") == "");
    CHECK(found_in("sorry ... late", "sorry. it came late") == "");
    CHECK(found_in("抱歉 ... 久等", "抱歉,让您白白久等了") == "<抱歉,让您白白久等>");
    CHECK(found_in("抱歉 ... 久等", "抱歉一二三四五六七八久等") == "<抱歉一二三四五六七八久等>");
    CHECK(found_in("抱歉 ... 久等", "抱歉一二三四五六七八九久等") == "");
    CHECK(found_in("refund ... card", "refund of 4.50 to your card") == "<refund of 4.50 to your card>");
}

TEST_CASE("A class is written once and used by name", "[scoring][phrases]") {
    const PhraseClasses classes = {{"i", {"i", "i'm", "i'll"}}, {"will", {"<i> [will|]", "让我"}}};
    CHECK(found_in("<will> check", "i will check, i'll check, check", classes) == "<i will check><i'll check>");
    CHECK(found_in("<will> 查", "让我查一下", classes) == "<让我查>");
}

TEST_CASE("The longest match counts, matches of one phrase do not overlap, those of two may", "[scoring][phrases]") {
    CHECK(found_in("so [so|] [sorry|]", "so so sorry") == "<so so sorry>");
    const auto table = PhraseTable::compile({{"a", "very sorry"}, {"b", "sorry indeed"}});
    REQUIRE(table);
    CHECK(table->find(code_points_in("very sorry indeed")) == std::vector<PhraseMatch>{{0, 0, 10}, {1, 5, 17}});
    CHECK(table->size() == 2);
}

TEST_CASE("What cannot be followed is refused with its place", "[scoring][phrases]") {
    CHECK(refused("").code == "phrase_empty");
    CHECK(refused("[a|]").code == "phrase_empty");
    CHECK(refused("... sorry").code == "phrase_empty");
    CHECK(refused("sorry ...").code == "phrase_empty");
    CHECK(refused("*").code == "phrase_empty");
    CHECK(refused("sorry [a|b").code == "phrase_bracket");
    CHECK(refused("sorry [a|b").arg("at") == "7");
    CHECK(refused("a] b").code == "phrase_bracket");
    CHECK(refused("a | b").code == "phrase_bracket");
    CHECK(refused("[a>").code == "phrase_bracket");
    CHECK(refused("<nobody> a").code == "phrase_class");
    CHECK(refused("<nobody> a").arg("name") == "nobody");
    CHECK(refused("<a>", {{"a", {"b <a>"}}}).code == "phrase_class");
    CHECK(refused("<a> <a> <a>", {{"a", std::vector<std::string>(200, "abcdefghij")}}).code == "phrase_long");
}

TEST_CASE("Any text is searched in time that grows with it only", "[scoring][phrases]") {
    const auto table = PhraseTable::compile(
        {{"a", "a ... [a|] ... [a|] ... b"}, {"b", "a* a* a* a* b"}, {"c", "[a|a|a] [a|] [a|] c"}});
    REQUIRE(table);
    std::u32string text;
    for (int i = 0; i < 50'000; ++i) text += U"a ";
    CHECK(table->find(text).empty());
    CHECK(table->find(std::u32string(100'000, U'a')).empty());
    CHECK(table->find({}).empty());
    CHECK(table->find(code_points_in("\xFF\xFE 😀 \xE2\x80\xAE a\xCC\x81 b")).size() <= 2);
}
