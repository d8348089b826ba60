#include "sim/base/catalogue.h"

#include <catch2/catch.hpp>

using namespace rapport;

TEST_CASE("A text is looked up by key and filled in by name", "[base][catalogue]") {
    Catalogue c;
    c.set(Language::en, "greeting", "Hello {name}, {name}!");
    c.set(Language::zh, "greeting", "{name},您好!");
    CHECK(c.format(Language::en, "greeting", {{"name", "Li"}}) == "Hello Li, Li!");
    CHECK(c.format(Language::zh, "greeting", {{"name", "小李"}}) == "小李,您好!");
}

TEST_CASE("What is filled in is data: braces in it are not filled in again", "[base][catalogue]") {
    CHECK(fill_in("{a} and {b}", {{"a", "{b}"}, {"b", "%s{a}"}}) == "{b} and %s{a}");
    CHECK(fill_in("open { brace", {{"brace", "x"}}) == "open { brace");
    CHECK(fill_in("{unknown}", {}) == "{unknown}");
}

TEST_CASE("Words between quotation marks keep their own marks one level down", "[base][catalogue]") {
    Catalogue c;
    c.set(Language::en, "quote", "Better: “{words}”");
    c.set(Language::zh, "quote", "更好的说法：“{words}”");
    c.set(Language::zh, "plain", "“引言”之后：{words}");
    CHECK(c.format(Language::zh, "quote", {{"words", "您看到的是“已解决”。"}}) == "更好的说法：“您看到的是‘已解决’。”");
    CHECK(c.format(Language::en, "quote", {{"words", "It said “solved”, didn’t it?"}}) ==
          "Better: “It said ‘solved’, didn’t it?”");
    CHECK(c.format(Language::zh, "plain", {{"words", "“已解决”"}}) == "“引言”之后：“已解决”"); // not inside
    // A diagnostic says what stands in a file, to the letter.
    c.set(Language::en, "diagnostic.odd.message", "Not here: “{found}”");
    CHECK(words_of(Diagnostic::error("odd").with("found", "a “b”"), c, Language::en).message == "Not here: “a “b””");
}

TEST_CASE("A missing text shows its key instead of nothing", "[base][catalogue]") {
    const Catalogue c;
    CHECK(c.text(Language::en, "no.such") == "‹no.such›");
}

TEST_CASE("A diagnostic becomes a message and a hint; a near name makes the better hint", "[base][catalogue]") {
    Catalogue c;
    c.set(Language::en, "diagnostic.unknown_key.message", "Nobody knows “{key}” here.");
    c.set(Language::en, "diagnostic.unknown_key.hint", "Remove it.");
    c.set(Language::en, "diagnostic.did_you_mean", "Did you mean “{suggestion}”?");
    auto words = words_of(Diagnostic::error("unknown_key").with("key", "txt"), c, Language::en);
    CHECK(words.message == "Nobody knows “txt” here.");
    CHECK(words.hint == "Remove it.");
    words = words_of(Diagnostic::error("unknown_key").with("key", "txt").with("suggestion", "text"), c, Language::en);
    CHECK(words.hint == "Did you mean “text”?");
}
