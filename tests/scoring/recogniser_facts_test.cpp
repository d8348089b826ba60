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
