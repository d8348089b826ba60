#include "scoring/learning/features.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace rapport::scoring;

namespace {

enum Kind : unsigned {
    word = 1,
    pair = 2,
    letters = 3,
    han = 4,
    in_first = 5,
    in_last = 6,
    in_question = 7,
    shape = 8
};

std::set<std::uint16_t> buckets(std::u32string_view text) {
    std::set<std::uint16_t> found;
    for (const Feature& f : features_of(text)) found.insert(f.bucket);
    return found;
}

bool has(std::u32string_view text, unsigned kind, std::u32string_view feature) {
    return buckets(text).contains(bucket_of(kind, feature));
}

} // namespace

TEST_CASE("A bucket is the same on every machine and in every release", "[scoring][learning]") {
    // Worked out apart from this program: FNV-1a 64 over salt, kind and UTF-8, folded to 15 bits.
    CHECK(bucket_of(word, U"sorry") == 15319);
    CHECK(bucket_of(pair, U"^ sorry") == 6756);
    CHECK(bucket_of(letters, U"<so") == 13336);
    CHECK(bucket_of(han, U"抱歉") == 16463);
    CHECK(bucket_of(han, U"0天") == 9883);
    CHECK(bucket_of(shape, U"?") == 12112);
}

TEST_CASE("Words, and neighbours within a sentence", "[scoring][learning]") {
    const auto* text = U"i'm sorry we lost it. please wait";
    CHECK(has(text, word, U"sorry"));
    CHECK(has(text, word, U"i'm"));
    CHECK(has(text, pair, U"sorry we"));
    CHECK(has(text, pair, U"^ i'm"));
    CHECK(has(text, pair, U"it $"));
    CHECK(has(text, pair, U"^ please"));
    CHECK_FALSE(has(text, pair, U"it please")); // a sentence ends between them
    CHECK_FALSE(has(text, word, U"sor"));
    CHECK(has(U"i’m sorry", word, U"i'm")); // either apostrophe
}

TEST_CASE("Han characters, one to three in a row", "[scoring][learning]") {
    const auto* text = U"非常抱歉,让您久等";
    for (const auto* part : {U"抱", U"抱歉", U"非常抱", U"常抱歉", U"让您久"}) CHECK(has(text, han, part));
    CHECK_FALSE(has(text, han, U"歉让")); // a comma stands between them
    CHECK_FALSE(has(text, han, U"非常抱歉"));
}

TEST_CASE("A number is a number, whichever it is", "[scoring][learning]") {
    CHECK(features_of(U"within 3 days") == features_of(U"within 7 days"));
    CHECK(buckets(U"at 14:30 today") == buckets(U"at 9 today"));
    CHECK(buckets(U"等了3天") == buckets(U"等了12天"));
    CHECK(has(U"等了3天", han, U"了0天"));
    CHECK_FALSE(has(U"等了3天", han, U"3天"));
}

TEST_CASE("A slip of typing keeps most of a word's letters", "[scoring][learning]") {
    const auto right = buckets(U"apologise");
    const auto slip = buckets(U"apologiise");
    std::vector<std::uint16_t> common;
    std::ranges::set_intersection(right, slip, std::back_inserter(common));
    CHECK_FALSE(slip.contains(bucket_of(word, U"apologise")));
    for (const auto* part : {U"<apol", U"polog", U"logi", U"ise>"}) CHECK(slip.contains(bucket_of(letters, part)));
    CHECK(common.size() * 2 > right.size());
}

TEST_CASE("Where a word stands, and whether it is asked", "[scoring][learning]") {
    const auto* text = U"hello there. we lost it. is that settled?";
    CHECK(has(text, in_first, U"hello"));
    CHECK_FALSE(has(text, in_first, U"lost"));
    CHECK(has(text, in_last, U"settled"));
    CHECK(has(text, in_question, U"settled"));
    CHECK_FALSE(has(text, in_question, U"lost"));
    CHECK(has(text, shape, U"?$"));
    CHECK(has(U"really? fine.", shape, U"?"));
    CHECK_FALSE(has(U"really? fine.", shape, U"?$"));
    CHECK(has(U"right !?", in_question, U"right"));
    CHECK(has(U"您满意吗?", in_question, U"满意"));
    CHECK(has(U"您满意吗\uFF1F", in_question, U"满意")); // full-width, where nobody has folded it
    CHECK_FALSE(has(U"您很满意。", in_question, U"满意"));
}

TEST_CASE("Saying it again adds nothing", "[scoring][learning]") {
    const auto once = buckets(U"we are sorry. we are sorry.");
    auto often = buckets(U"we are sorry. we are sorry. we are sorry. we are sorry. we are sorry.");
    // only the shape tells them apart: how many sentences, how many words
    std::vector<std::uint16_t> more;
    std::ranges::set_difference(often, once, std::back_inserter(more));
    CHECK(more.size() <= 2);
}

TEST_CASE("Every bucket once, in rising order, with the place it stands first", "[scoring][learning]") {
    const std::u32string text = U"sorry, so sorry about the 3 days 抱歉抱歉";
    const auto features = features_of(text);
    CHECK(std::ranges::adjacent_find(
              features, [](const Feature& a, const Feature& b) { return a.bucket >= b.bucket; }) == features.end());
    for (const Feature& f : features) CHECK(f.start + f.length <= text.size());
    const auto place = [&](unsigned kind, std::u32string_view of) {
        const auto f = std::ranges::find(features, bucket_of(kind, of), &Feature::bucket);
        REQUIRE(f != features.end());
        return text.substr(f->start, f->length);
    };
    CHECK(place(word, U"sorry") == U"sorry");
    CHECK(std::ranges::find(features, bucket_of(word, U"sorry"), &Feature::bucket)->start == 0);
    CHECK(place(pair, U"0 days") == U"3 days");
    CHECK(place(han, U"抱歉") == U"抱歉");
    CHECK(place(letters, U"rry>") == U"rry");
    CHECK(place(shape, U"s1").empty()); // stands nowhere
}

TEST_CASE("A text without words has no features", "[scoring][learning]") {
    for (const auto* text : {U"", U"   ", U"!!!???", U"……。", U"🙂🙂", U"\n\n"}) CHECK(features_of(text).empty());
}

TEST_CASE("Any code points will do, and very long texts end somewhere", "[scoring][learning]") {
    CHECK_NOTHROW(features_of(std::u32string{char32_t{0}, char32_t{0xFFFFFFFF}, char32_t{0xD800}, U'a', U'\'', U'\''}));
    std::u32string text;
    for (char32_t c = 0x4E00; c < 0x4E00 + 20'000; ++c) text += c;
    CHECK(features_of(text) == features_of(std::u32string_view(text).substr(0, 10'000)));
}
