#include "scoring/correction_check.h"

#include <catch2/catch.hpp>

using rapport::Language;
using rapport::scoring::invites_correction;

namespace {
bool en(std::string_view reply) { return invites_correction(reply, Language::en); }
bool zh(std::string_view reply) { return invites_correction(reply, Language::zh); }
} // namespace

TEST_CASE("A question after the restatement invites correction", "[scoring][check]") {
    CHECK(en("So the parcel is three days late and you'd like it re-sent first. Is that right?"));
    CHECK(en("So the parcel is three days late and you'd like it re-sent first — is that right?"));
    CHECK(en("You ordered two lamps and one came broken. Did I get that right?"));
    CHECK(en("You were charged twice in March and want one charge back. Have I understood you correctly?"));
    CHECK(en("The engineer came at four instead of ten. Is that what happened?"));
    CHECK(en("The kettle leaked again, and this time you want your money back. Did I miss anything?"));
    CHECK(en("You want the refund, not the voucher. is that correct")); // in a chat, without the mark
    CHECK(zh("您是说包裹晚了三天,希望优先补发,是这样吗?"));
    CHECK(zh("您三月份被重复扣款,希望退回一笔。我理解得对吗?"));
    CHECK(zh("水壶又漏水了,这次您想直接退款。我有没有理解错?"));
    CHECK(zh("您需要的是周三前收到修訂版合同,是這樣嗎?"));
}

TEST_CASE("Marks are full width or half width, or left out in a chat", "[scoring][check]") {
    CHECK(zh("您是说包裹晚了三天，希望优先补发，是这样吗\uFF1F"));
    CHECK(zh("您三月份被重复扣款\uFF0C希望退回一笔\uFF1B我理解得对吗\uFF1F"));
    CHECK(zh("您希望优先补发\uFF0C对吧"));
    CHECK(zh("您是说包裹晚了三天 希望优先补发 我理解得对不对"));
    CHECK_FALSE(zh("这样处理您满意吗\uFF1F"));
    CHECK_FALSE(zh("给您退款\uFF0C好吗"));
}

TEST_CASE("So does a tag on it", "[scoring][check]") {
    CHECK(en("You've waited since Monday and want it before Friday, right?"));
    CHECK(en("You'd like both lamps replaced, correct?"));
    CHECK(zh("您需要的是周三前收到修訂版合同,對嗎?"));
    CHECK(zh("您希望优先补发,对吧?"));
    CHECK(zh("您周一就该收到货,一直没有消息,是吗?"));
    CHECK(zh("所以您是想换一台新的对不对?"));
}

TEST_CASE("And an open invitation to correct", "[scoring][check]") {
    CHECK(en("Correct me if I'm wrong, but you've called three times and nobody rang back."));
    CHECK(en("You'd like a refund for June. Please tell me if I've misunderstood."));
    CHECK(zh("您是六月被多扣了一次费,希望退回。如果我理解有误,请您指正。"));
}

TEST_CASE("More may follow the check", "[scoring][check]") {
    CHECK(en("So it's three days late and you'd like it re-sent. Is that right? Then I'll start right away."));
    CHECK(zh("您希望优先补发,对吗?我马上为您安排。"));
}

TEST_CASE("Asking for consent or satisfaction is no such check", "[scoring][check]") {
    CHECK_FALSE(en("I can send a new one tomorrow. Is that right for you?"));
    CHECK_FALSE(en("I'll refund the forty euros. Is that okay?"));
    CHECK_FALSE(en("I'll have it collected on Friday, all right?"));
    CHECK_FALSE(en("Does the replacement settle this for you?"));
    CHECK_FALSE(en("Is there anything else?"));
    CHECK_FALSE(zh("我明天给您补发一个新的,可以吗?"));
    CHECK_FALSE(zh("这样处理您满意吗?"));
    CHECK_FALSE(zh("给您退款,好吗?"));
}

TEST_CASE("Nor is surprise or argument", "[scoring][check]") {
    CHECK_FALSE(en("Is that right?"));
    CHECK_FALSE(en("Right?"));
    CHECK_FALSE(en("You signed for it, so it was delivered. Isn't that right?"));
    CHECK_FALSE(zh("是吗?"));
    CHECK_FALSE(zh("对吗?"));
    CHECK_FALSE(zh("我们按规定办难道不对吗?"));
    CHECK_FALSE(zh("合同上写得很清楚,不是吗?"));
    CHECK_FALSE(zh("您真的是吗?"));
}

TEST_CASE("Statements with the same words are none", "[scoring][check]") {
    CHECK_FALSE(en("That is right, the parcel left on Monday."));
    CHECK_FALSE(en("I'll make it right, I promise, and call you tomorrow."));
    CHECK_FALSE(en("You have the right to a refund."));
    CHECK_FALSE(zh("您说得对,是我们没有按时发货。"));
    CHECK_FALSE(zh("对,包裹周一已经发出。"));
}

TEST_CASE("Words in quotation marks are somebody else's", "[scoring][check]") {
    CHECK_FALSE(en("My colleague asked \"you want a refund, right?\" and noted it down."));
    CHECK_FALSE(en("My colleague asked “is that right?” and noted it down."));
    CHECK_FALSE(zh("同事当时问您「要退款,对吗?」并做了记录。"));
}

TEST_CASE("Nothing and nonsense invite nothing", "[scoring][check]") {
    CHECK_FALSE(en(""));
    CHECK_FALSE(zh(""));
    CHECK_FALSE(en("???"));
    CHECK_FALSE(zh("???"));
    CHECK_FALSE(en("\xff\xfe\x80"));
    CHECK_FALSE(zh("\xe5\xaf"));
}
