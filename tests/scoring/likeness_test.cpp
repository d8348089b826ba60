// How far two texts say the same in the same words.
#include "scoring/recogniser/likeness.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using rapport::scoring::likeness;

TEST_CASE("The same words are alike in full, however they are written", "[scoring][likeness]") {
    CHECK(likeness("I'm sorry we lost your parcel.", "i am sorry  we lost your PARCEL!!") == 100);
    CHECK(likeness("您等了三天，对吗？", "您等了三天,对嗎?") == 100);
    CHECK(likeness("Yes.", "yes") == 100);
}

TEST_CASE("The same content in other words is more alike than other content in the same form", "[scoring][likeness]") {
    const std::string said = "Three days late and nobody told you: I will open your order at the warehouse.";
    const int paraphrase =
        likeness(said, "Nobody told you anything and it is three days late. I'm opening your order now.");
    const int other = likeness(said, "Two weeks early and everybody told me: I will close my account at the bank.");
    CHECK(paraphrase > other);
    CHECK(paraphrase < 100);
    CHECK(likeness("我马上给您补发一个", "马上为您补发一个新的") > likeness("我马上给您补发一个", "我马上给您退款"));
}

TEST_CASE("Nothing in common is nothing", "[scoring][likeness]") {
    CHECK(likeness("Refund", "Lighthouse") == 0);
    CHECK(likeness("", "anything") == 0);
    CHECK(likeness("", "") == 0);
    CHECK(likeness("!!!", "?") == 0);
    CHECK(likeness("\xFF\xFE", "words") == 0);
}

TEST_CASE("Likeness is the same both ways and keeps its scale", "[scoring][likeness]") {
    const std::vector<std::string> texts{
        "I am sorry.",          "I'm very sorry about the parcel", "您好", "您好，请说", "parcel parcel",
        "order 60418 of 3 May", "三天没有消息，谁都会着急",        ""};
    for (const auto& a : texts)
        for (const auto& b : texts) {
            INFO(a << " / " << b);
            CHECK(likeness(a, b) == likeness(b, a));
            CHECK(likeness(a, b) >= 0);
            CHECK(likeness(a, b) <= 100);
        }
    // Words in another order are not the same words.
    CHECK(likeness("not sorry but angry", "sorry but not angry") < 100);
}
