// What contradicts the card: amounts, deadlines, refusals of what it allows, questions it answers. The card is that of
// the late lamp: ordered on 2 May for $80, promised for 6 May, today is 9 May; a second one there on 11 May, or a
// refund within 3 working days.
#include "recogniser_samples.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scoring;
using enum Language;

namespace {

std::string_view reason_of(const Recognition& given, Behaviour b) {
    const auto at = std::ranges::find(given.observations, b, &Observation::behaviour);
    return at == given.observations.end() ? std::string_view{} : std::string_view(at->reason);
}

std::string misinformation(Language l, std::string_view reply) {
    return std::string(reason_of(read(l, reply), Behaviour::misinform));
}

} // namespace

TEST_CASE("An amount that is nowhere known misinforms", "[recogniser][facts]") {
    CHECK(misinformation(en, "The refund takes 15 working days.") == "unknown_deadline");
    CHECK(misinformation(zh, "退款要十五个工作日才能到账。") == "unknown_deadline");
    CHECK(misinformation(en, "You paid $95 for the lamp.") == "unknown_sum");
    CHECK(misinformation(zh, "您这盏台灯付了95元。") == "unknown_sum");
    CHECK(misinformation(en, "Our records say the lamp was promised for 21 May.") == "wrong_date");
    CHECK(misinformation(zh, "系统显示台灯承诺21号到。") == "wrong_date");
}

TEST_CASE("What the card says, and what follows from it, does not", "[recogniser][facts]") {
    for (const char* reply :
         {"The refund takes three working days.", "You paid eighty dollars for the lamp.",
          "You ordered on 2 May and were promised the 6th, that is four days.", "Half of it, $40, comes back today.",
          "You have waited three days.", "It arrives on 11 May."}) {
        INFO(reply);
        CHECK(misinformation(en, reply).empty());
    }
    for (const char* reply :
         {"退款三个工作日到账。", "您付了八十块。", "台灯5月2日订的，答应6号到。", "先退一半40元。"}) {
        INFO(reply);
        CHECK(misinformation(zh, reply).empty());
    }
}

TEST_CASE("The time of one's own next call, a vague amount and a quotation contradict nothing", "[recogniser][facts]") {
    CHECK(misinformation(en, "I'll call you on 12 May at ten.").empty());
    CHECK(misinformation(zh, "我12号上午十点给您打电话。").empty());
    CHECK(misinformation(en, "Give me a few minutes and I will look.").empty());
    CHECK(misinformation(en, "You wrote \"it takes 15 working days\" in your mail.").empty());
}

TEST_CASE("More money than the card knows of is a promise beyond it", "[recogniser][facts]") {
    const Recognition given = read(en, "I'll get you $200 in cash for the stress.");
    CHECK(given.labels[Behaviour::over_promise] == 2);
    CHECK(given.labels[Behaviour::misinform] == 0);
    CHECK(read(zh, "另外再赔您五百块精神损失费。").labels[Behaviour::over_promise] == 2);
}

TEST_CASE("A day is not forbidden, promising it is", "[recogniser][facts]") {
    Moment m = late_parcel(en), z = late_parcel(zh);
    m.card.not_allowed = {{"naming a day the carrier has not confirmed", {"you'll have it by Friday"}}};
    z.card.not_allowed = {{"快递没确认之前承诺送达日期", {"周五前准到"}}};
    const auto promises = [](const Moment& moment, std::string_view reply) {
        return recogniser().read(reply, moment).labels[Behaviour::over_promise] > 0;
    };
    CHECK(promises(m, "I'm sending it out now and you'll have it by Friday."));
    CHECK(promises(z, "我现在就发，周五前准到。"));
    CHECK_FALSE(promises(m, "I see we missed the pick-up last Friday."));
    CHECK_FALSE(promises(m, "I'll write to you on Friday at ten."));
    CHECK_FALSE(promises(z, "我查了，上周五漏了揽收，是我们的错。"));
    CHECK_FALSE(promises(z, "我记着呢，周五您爸爸就出院了。"));
}

TEST_CASE("News from the card answers a question; it tells nothing back", "[recogniser][facts]") {
    Moment m = late_parcel(en);
    m.card.facts.push_back({"left the depot in the wrong van on Monday"});
    const auto restates = [&](std::string_view reply) {
        return recogniser().read(reply, m).labels[Behaviour::restate] > 0;
    };
    m.customer = "Three days I have been waiting for this lamp. So where is it?";
    CHECK_FALSE(restates("It left the depot in the wrong van on Monday."));
    CHECK(restates("Three days you have been waiting for this lamp."));
    m.customer = "It left the depot in the wrong van, they tell me. Where is it?";
    CHECK(restates("So it left the depot in the wrong van."));
}

TEST_CASE("A plan opens like a summary and is none", "[recogniser][facts]") {
    const auto level = [](std::string_view reply) { return read(en, reply).labels[Behaviour::restate]; };
    CHECK(level("So you have waited three days for this lamp and you need it before Saturday, right?") == 2);
    CHECK(level("So I'll send a second lamp today and you have it before Saturday.") < 2);
}

TEST_CASE("How long a test takes is no date of a plan", "[recogniser][facts]") {
    const auto level = [](Language l, std::string_view reply) {
        return read(l, reply).labels[Behaviour::explain_steps];
    };
    CHECK(level(en, "I'm sending you a second lamp now; each of them has run for two hours.") == 0);
    CHECK(level(en, "I'm sending you a second lamp now; it is with you on 11 May.") == 1);
    CHECK(level(zh, "我现在给您补发一盏连跑两小时测过的。") == 0);
    CHECK(level(zh, "我现在给您补发一盏，5月11日到。") == 1);
}

TEST_CASE("What is granted just as it was wanted, and agreed, needs no second option", "[recogniser][facts]") {
    Moment m = late_parcel(en);
    m.card.wants = {{"a full refund"}};
    const auto level = [&](std::string_view reply) {
        return recogniser().read(reply, m).labels[Behaviour::offer_options];
    };
    CHECK(level("You can have the full refund. Shall I book it?") == 2);
    CHECK(level("You can have the full refund.") == 1);
    CHECK(level("I can send a second lamp by express. Shall I book it?") == 1);
}

TEST_CASE("A contact that never came is no next one", "[recogniser][facts]") {
    CHECK(read(zh, "我们没给您打电话，是我们不对。").labels[Behaviour::close_with_follow_up] == 0);
    CHECK(read(zh, "我们没给您打电话，是我们不对。").labels[Behaviour::take_ownership] == 0);
    CHECK(read(zh, "明天上午十点我给您打电话。").labels[Behaviour::close_with_follow_up] > 0);
}

TEST_CASE("The agent's own worry is not the customer's", "[recogniser][facts]") {
    CHECK(read(zh, "台灯晚了三天，我怕您又白等。").labels[Behaviour::acknowledge_feeling] == 0);
    CHECK(read(zh, "台灯晚了三天，换我我也着急。").labels[Behaviour::acknowledge_feeling] == 2);
}

TEST_CASE("What has gone wrong may be told in the sentence before the apology", "[recogniser][facts]") {
    CHECK(read(en, "You have waited three days for your lamp. I am so sorry!").labels[Behaviour::apologise] == 2);
    CHECK(read(en, "I am so sorry!").labels[Behaviour::apologise] == 1);
}

TEST_CASE("Refusing what the card allows misinforms, leaving it open does not", "[recogniser][facts]") {
    CHECK(misinformation(en, "I'm afraid we cannot refund that.") == "denies_option");
    CHECK(misinformation(zh, "这个退不了。") == "denies_option");
    CHECK(misinformation(zh, "退不退由您来定。").empty());
    CHECK(misinformation(zh, "要是不退的话，就给您补发。").empty());
}

TEST_CASE("Asking for what is known misinforms, asking for what is not does not", "[recogniser][facts]") {
    CHECK(misinformation(en, "Can I take your full name please?") == "asks_what_is_known");
    CHECK(misinformation(zh, "请问您贵姓？") == "asks_what_is_known");
    CHECK(misinformation(en, "How much was it?") == "asks_what_is_known");
    // No order number on this card, so far.
    CHECK(misinformation(en, "Could you give me your order number?").empty());
    CHECK(misinformation(zh, "麻烦报一下订单号。").empty());
    Moment numbered = late_parcel(en);
    numbered.card.facts.push_back({"order 88412"});
    CHECK(reason_of(recogniser().read("Could you give me your order number?", numbered), Behaviour::misinform) ==
          "asks_what_is_known");
    // Their wish is theirs to say; and a promise not to ask again asks nothing.
    CHECK(misinformation(en, "Which day would suit you?").empty());
    CHECK(misinformation(en, "You won't have to tell me your name again.").empty());
    CHECK(misinformation(zh, "您看哪天方便？").empty());
    CHECK(misinformation(zh, "您不用再报一遍姓名。").empty());
}

TEST_CASE("The customer's words held up to them are an argument", "[recogniser][facts]") {
    CHECK(read(en, "\"Nobody tells me anything\"? You got a mail on Monday, it is in your inbox.")
              .labels[Behaviour::dismiss_or_blame] > 0);
    CHECK(read(en, "\"Nobody tells me anything\", you said, and no wonder you are upset. Please go on.")
              .labels[Behaviour::dismiss_or_blame] == 0);
}

TEST_CASE("A fault in what is no answer counts all the same", "[recogniser][facts]") {
    const Recognition given =
        read(en, "Sorry. Empathy. Options. Next steps. Calm down. Follow-up. Satisfaction. Ownership. Thank you.");
    CHECK(given.not_scorable == NotScorable::keywords);
    CHECK(given.labels[Behaviour::dismiss_or_blame] > 0);
    for (std::size_t b = 0; b < first_fault; ++b) CHECK(given.labels[behaviour_at(b)] == 0);
}

TEST_CASE("A terse answer is an answer", "[recogniser][facts]") {
    for (const char* reply : {"lamp, express, 11 May, driver rings u 10 min before", "Refund 3 days max, shell email u",
                              "Wrong shop, the lamp counter's next door"}) {
        INFO(reply);
        CHECK(read(en, reply).not_scorable == NotScorable::scorable);
    }
    CHECK(read(zh, "补发需要姓名、电话、地址、收货时间，一共四样。").not_scorable == NotScorable::scorable);
    CHECK(read(en, "Lo sentimos, el paquete fue entregado el lunes, consulte las condiciones.").not_scorable ==
          NotScorable::other_language);
}
