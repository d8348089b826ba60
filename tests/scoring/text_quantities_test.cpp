// Amounts, whichever way they are written.
#include "scoring/text/fold.h"
#include "scoring/text/quantities.h"
#include "tests/scoring/text_samples.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;
using Kind = QuantityKind;

namespace {

std::vector<Quantity> amounts(std::string_view typed) { return quantities_of(folded(typed)); }

// The only amount in the text.
Quantity amount(std::string_view typed) {
    const auto found = amounts(typed);
    INFO(typed);
    REQUIRE(found.size() == 1);
    return found.front();
}

constexpr std::int64_t minutes = 60;
constexpr std::int64_t hours = 60 * minutes;
constexpr std::int64_t days = 24 * hours;

struct Case {
    Kind kind;
    std::int64_t value;
    std::vector<std::string> written;
};

} // namespace

TEST_CASE("The same amount, however it is written", "[scoring][text]") {
    const auto one = GENERATE(values<Case>({
        {Kind::duration,
         3 * days,
         {"3天", "三天", "三日", "3日", "72小时", "七十二小时", "72个小时", "three days", "3 days", "seventy-two hours",
          "seventy two hours", "3-day", "three-day", "72h", "72hrs", "3天", "three whole days", "三天三夜"}},
        {Kind::duration,
         2 * hours + 30 * minutes,
         {"两个半小时", "2个半小时", "2.5小时", "两小时半", "两小时三十分钟", "2小时30分钟", "two and a half hours",
          "2.5 hours", "two hours and a half", "2 and a half hours", "2½ hours", "150 minutes", "2 hours 30 minutes",
          "2 hours and 30 minutes", "two point five hours", "一百五十分钟"}},
        {Kind::duration,
         30 * minutes,
         {"半小时", "半个小时", "半个钟头", "half an hour", "half-hour", "30 mins", "三十分钟", "两刻钟"}},
        {Kind::duration, 15 * minutes, {"一刻钟", "15分钟", "十五分钟", "a quarter of an hour", "fifteen minutes"}},
        {Kind::duration, 90 * minutes, {"an hour and a half", "one and a half hours", "一个半小时", "1.5 hours"}},
        {Kind::duration, 45 * minutes, {"three quarters of an hour", "三刻钟", "45分钟"}},
        {Kind::duration, 84 * hours, {"三天半", "three and a half days", "3.5天"}},
        {Kind::duration, 15 * days, {"半个月", "十五天", "15 days"}},
        {Kind::duration, 14 * days, {"a fortnight", "两周", "两个星期", "两礼拜", "two weeks", "14 days", "俩星期"}},
        {Kind::duration, 2 * days, {"a couple of days", "couple of days", "两天", "俩天", "48 hours"}},
        {Kind::duration, 30 * days, {"a month", "one month", "一个月", "1个月", "三十天"}},
        {Kind::duration, 365 * days, {"a year", "一年", "one year"}},
        {Kind::duration, 1 * hours, {"an hour", "one hour", "一小时", "一个小时", "60 minutes", "个把小时1小时"}},
        {Kind::duration, 10 * minutes, {"十分钟", "10分钟", "ten minutes"}},
        {Kind::clock,
         2 * 60 + 30,
         {"两点半", "2点半", "2:30", "half past two", "by half two", "两点三十分", "两点三十", "2点30", "2:30"}},
        {Kind::clock,
         14 * 60 + 30,
         {"14:30", "14点30分", "14点半", "2.30 pm", "2:30pm", "2:30 p.m.", "下午两点半", "下午2:30",
          "half past two in the afternoon"}},
        {Kind::clock,
         15 * 60,
         {"下午三点", "下午3点", "3 pm", "3pm", "3 p.m.", "15:00", "three in the afternoon", "下午三点钟"}},
        {Kind::clock, 3 * 60, {"3 o'clock", "three o’clock", "三点钟", "三点", "3点整", "at 3"}},
        {Kind::clock, 12 * 60, {"noon", "中午十二点", "12 pm", "下午12点"}},
        {Kind::clock, 0, {"midnight", "晚上十二点", "12 am", "24:00", "00:00"}},
        {Kind::clock, 13 * 60, {"中午一点", "1 pm", "13:00"}},
        {Kind::clock, 20 * 60, {"晚上八点", "8 pm", "20:00", "8 in the evening", "eight in the evening"}},
        {Kind::clock, 2 * 60 + 45, {"quarter to three", "a quarter to three", "两点三刻", "2:45", "两点四十五"}},
        {Kind::clock, 2 * 60 + 10, {"ten past two", "10 past 2", "两点十分", "两点过十分", "2:10"}},
        {Kind::date,
         503,
         {"5月3日", "5月3号", "五月三日", "五月三号", "3 May", "May 3rd", "3rd of May", "May 3", "the 3rd of May",
          "2024-05-03", "2024/5/3", "2024年5月3日", "二〇二四年五月三日", "May 3, 2024", "third of May"}},
        {Kind::date, 3, {"三号", "3号", "by the 3rd", "the 3rd", "by the third"}},
        {Kind::date, 600, {"in June", "六月", "6月份", "June"}},
        {Kind::weekday, 3, {"周三", "星期三", "礼拜三", "Wednesday", "Wed", "wednesdays", "週三", "下周三"}},
        {Kind::weekday, 7, {"周日", "星期天", "礼拜天", "Sunday", "on Sun"}},
        {Kind::day, 1, {"tomorrow", "明天", "明日"}},
        {Kind::day, -1, {"yesterday", "昨天"}},
        {Kind::money, 3000, {"$30", "30 dollars", "thirty dollars", "30 bucks", "30美元", "$30.00", "USD 30"}},
        {Kind::money,
         3000,
         {"30块", "三十元", "¥30", "30元", "三十块钱", "¥30", "30 yuan", "30 rmb", "RMB 30", "30元人民币"}},
        {Kind::money, 3000, {"£30", "thirty quid", "30 pounds", "30英镑"}},
        {Kind::money, 450, {"£4.50", "4.50 pounds", "450 pence"}},
        {Kind::money, 350, {"三块五", "三块五毛", "3.5元", "3元5角"}},
        {Kind::money, 120'050, {"$1,200.50", "1,200.50 dollars"}},
        {Kind::percentage,
         2000,
         {"20%", "20 %", "20 per cent", "twenty percent", "百分之二十", "20%", "八折", "8折", "20% off", "80折",
          "20 per cent off", "20%的折扣", "优惠20%"}},
        {Kind::percentage, 2500, {"七五折", "75折", "7.5折", "百分之二十五", "25% discount"}},
        {Kind::percentage, 5000, {"half price", "半价", "打对折", "五折", "50%", "half off"}},
        {Kind::percentage, 350, {"3.5%", "百分之三点五"}},
        {Kind::number,
         8'841'000,
         {"order 8841", "订单8841", "No. 8841", "#8841", "8,841", "eight thousand eight hundred and forty-one",
          "八千八百四十一", "八八四一", "8841"}},
        {Kind::number, 2000, {"twice", "两次", "2次", "two times"}},
        {Kind::number, 105'000, {"一百零五", "a hundred and five", "105"}},
        {Kind::number, 150'000, {"一百五", "150", "one hundred fifty"}},
        {Kind::number, 12'000'000, {"一万二", "12,000", "1.2万", "twelve thousand", "12k", "一万两千"}},
        {Kind::number, 130'000'000'000, {"一亿三千万", "130,000,000", "1.3亿"}},
        {Kind::ordinal, 3000, {"the third time", "第三次", "3rd time", "第3"}},
        {Kind::ordinal, 23'000, {"twenty-third call", "第二十三"}},
    }));
    const Quantity first = amount(one.written.front());
    for (const auto& written : one.written) {
        INFO(written);
        const Quantity q = amount(written);
        CHECK(q.kind == one.kind);
        CHECK(q.value == one.value);
        CHECK_FALSE(q.vague);
        CHECK(same(q, first));
    }
}

TEST_CASE("Which half of the day is only known where it is said", "[scoring][text]") {
    for (const auto* written : {"2:30", "两点半", "half past two", "3 o'clock", "at ten", "11:59", "12点"})
        CHECK_FALSE(amount(written).half_known);
    for (const auto* written : {"14:30", "2 pm", "下午两点", "noon", "09:30", "凌晨三点", "0:15"})
        CHECK(amount(written).half_known);
    CHECK(same(amount("2:30"), amount("14:30")));
    CHECK(same(amount("2:30"), amount("凌晨两点半")));
    CHECK_FALSE(same(amount("2.30 am"), amount("14:30")));
    CHECK(same(amount("12点"), amount("midnight")));
    CHECK_FALSE(same(amount("两点半"), amount("三点")));
}

TEST_CASE("What is left open does not contradict", "[scoring][text]") {
    CHECK(same(amount("三号"), amount("3 May")));
    CHECK_FALSE(same(amount("3 June"), amount("3 May")));
    CHECK(same(amount("50 cents"), amount("50p")));
    CHECK_FALSE(same(amount("$30"), amount("£30")));
    CHECK_FALSE(same(amount("3天"), amount("3个工作日")));
    CHECK(same(amount("3个工作日"), amount("three business days")));
    CHECK_FALSE(same(amount("3天"), amount("3")));
    CHECK_FALSE(same(amount("the third time"), amount("三号")));
}

TEST_CASE("About so much is vague, and the same as nothing exact", "[scoring][text]") {
    for (const auto* written : {"几天", "a few days", "several days", "两三天", "三五天", "十几天", "三十多天",
                                "几十块", "半天", "a day or two", "三个多小时"}) {
        INFO(written);
        CHECK(amount(written).vague);
    }
    CHECK(same(amount("几天"), amount("a few days")));
    CHECK_FALSE(same(amount("几天"), amount("三天")));
    CHECK(amount("十几天").value == 10 * days);
    CHECK(amount("三十多天").value == 30 * days);
}

TEST_CASE("A pair shares its unit", "[scoring][text]") {
    for (const auto* written : {"3-5 days", "3–5 days", "three to five days", "3 to 5 days", "between 3 and 5 days",
                                "三到五天", "3~5天", "三至五天", "3天到5天", "3 or 5 days", "三或五天"}) {
        INFO(written);
        const auto found = amounts(written);
        REQUIRE(found.size() == 2);
        CHECK(found[0].value == 3 * days);
        CHECK(found[1].value == 5 * days);
    }
    const auto afternoon = amounts("2 to 5 pm");
    REQUIRE(afternoon.size() == 2);
    CHECK(afternoon[0].value == 14 * 60);
    const auto office = amounts("9 to 5 pm");
    REQUIRE(office.size() == 2);
    CHECK(office[0].value == 9 * 60);
    CHECK(amounts("3至5个工作日")[0].working_days);
    CHECK(amounts("20-30块")[0].value == 2000);
    CHECK(amounts("two and 5 days").front().kind == Kind::number); // no pair: "and" without "between"
}

TEST_CASE("Since when", "[scoring][text]") {
    for (const auto* written : {"since Monday", "从周一", "自周一起", "周一以来", "since the 3rd", "since last Monday",
                                "since yesterday", "从三号开始"}) {
        INFO(written);
        CHECK(amount(written).since);
    }
    for (const auto* written : {"on Monday", "周一", "by the 3rd"}) CHECK_FALSE(amount(written).since);
}

TEST_CASE("No amounts", "[scoring][text]") {
    const std::string text = GENERATE(values<std::string>({"",
                                                           "一下就好",
                                                           "十分抱歉",
                                                           "万分抱歉",
                                                           "千万别急",
                                                           "万一不行",
                                                           "统一处理",
                                                           "一定一直一起",
                                                           "快一点",
                                                           "早一点告诉您",
                                                           "有一点晚",
                                                           "这一点我明白",
                                                           "this one is broken",
                                                           "one of them",
                                                           "no one called",
                                                           "May I ask",
                                                           "You may be right",
                                                           "march on",
                                                           "he sat down",
                                                           "the sun is out",
                                                           "half the order",
                                                           "百般无奈",
                                                           "somebody",
                                                           "money",
                                                           "weekday",
                                                           "freight",
                                                           "tend to the often",
                                                           "sixpence",
                                                           "n't",
                                                           "'s",
                                                           "p",
                                                           "pm",
                                                           "o'clock",
                                                           "周到的服务",
                                                           "点击这里",
                                                           "半",
                                                           "元旦快乐",
                                                           "打折"}));
    INFO(text);
    CHECK(amounts(text).empty());
}

TEST_CASE("Points are counted with 点 as well", "[scoring][text]") {
    for (const auto* text : {"解决方案有两点:先补发", "以下三点", "这两点很重要"})
        for (const auto& q : amounts(text)) CHECK(q.kind != Kind::clock);
    CHECK(amount("两点前给您回电").kind == Kind::clock);
}

TEST_CASE("A whole reply", "[scoring][text]") {
    const std::string typed = "Order 8841 is 3 days late; I'll refund $30 (20% off) and call you tomorrow at ten.";
    const auto found = amounts(typed);
    REQUIRE(found.size() == 6);
    CHECK(as_typed(typed, found[0].range) == "8841");
    CHECK(as_typed(typed, found[1].range) == "3 days");
    CHECK(as_typed(typed, found[2].range) == "$30");
    CHECK(as_typed(typed, found[3].range) == "20% off");
    CHECK(found[3].off);
    CHECK(as_typed(typed, found[4].range) == "tomorrow");
    CHECK(found[5].kind == Kind::clock);

    const std::string chinese = "订单八八四一晚了三天,退您三十块,今晚八点前或明天上午10:30给您回电。";
    const auto others = amounts(chinese);
    REQUIRE(others.size() == 7);
    CHECK(same(others[0], found[0]));
    CHECK(same(others[1], found[1]));
    CHECK(others[2].currency == Currency::cny);
    CHECK(others[4].value == 20 * 60);
    CHECK(as_typed(chinese, others[6].range) == "上午10:30");
}

TEST_CASE("A long run of figures is a name", "[scoring][text]") {
    const auto a = amount("order 20240503123456789012");
    CHECK(a.value < 0);
    CHECK(same(a, amount("20240503123456789012")));
    CHECK_FALSE(same(a, amount("20240503123456789013")));
}

TEST_CASE("Any text: amounts are inside it, ordered and apart", "[scoring][text]") {
    auto texts = text_samples::any();
    for (auto& text : text_samples::large()) texts.push_back(std::move(text));
    for (std::size_t t = 0; t < texts.size(); ++t) {
        INFO("text " << t);
        const auto text = folded(texts[t]);
        std::size_t last = 0;
        bool fine = true;
        for (const auto& q : quantities_of(text)) {
            fine = fine && q.range.start >= last && !q.range.empty();
            last = q.range.end;
        }
        CHECK(fine);
        CHECK(last <= text.size());
    }
}
