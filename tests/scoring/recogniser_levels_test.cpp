// What a typed reply is given, sentence by sentence: the manual of the recogniser's rules.
#include "recogniser_samples.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scoring;
using enum Behaviour;

namespace {

struct LevelCase {
    Language language;
    Behaviour behaviour;
    int level;
    const char* reply;
};

using enum Language;

} // namespace

TEST_CASE("Each behaviour is given by what was said, and withheld where it only sounds so", "[recogniser]") {
    const auto cases = std::to_array<LevelCase>({
        {en, open_contact, 2, "Hello Ms Lopez, this is Li from customer care."},
        {en, open_contact, 1, "Good morning."},
        {en, open_contact, 0, "Your lamp is on its way."},
        {zh, open_contact, 2, "张女士您好，我是客服小李。"},
        {en, let_speak, 2, "Please go on, I'm listening."},
        {zh, let_speak, 2, "您慢慢说，我在听。"},
        {en, restate, 2, "So the lamp is three days late and you'd like the lamp before Saturday, is that right?"},
        {en, restate, 0, "Let me see what we can do."},
        {en, ask_open, 2, "Could you walk me through what happened?"},
        {zh, ask_open, 2, "您能详细说说是怎么回事吗？"},
        {en, acknowledge_feeling, 2, "Waiting three days for the lamp with no news would frustrate anyone."},
        {en, acknowledge_feeling, 1, "I understand how you feel."},
        {zh, acknowledge_feeling, 1, "非常理解您的心情。"},
        {en, apologise, 1, "We apologise for any inconvenience caused."},
        {en, apologise, 0, "I'm not saying sorry for this."},
        {en, take_ownership, 2, "I'll check with the warehouse right now."},
        {zh, take_ownership, 2, "我马上为您查询。"},
        {en, offer_options, 2,
         "I can send a second lamp by express or give you a full refund, which would you prefer?"},
        {zh, offer_options, 2, "可以加急补发一盏台灯，也可以全额退款，您看哪种合适？"},
        {en, check_satisfaction, 2, "Does that settle it for you?"},
        {en, check_satisfaction, 1, "Is there anything else I can help you with?"},
        {zh, check_satisfaction, 2, "这样处理您满意吗？"},
        {en, close_with_follow_up, 2, "I'll call you tomorrow at ten."},
        {en, close_with_follow_up, 1, "Have a nice day, goodbye."},
    });
    for (const LevelCase& c : cases) {
        INFO(id(c.behaviour) << ": " << c.reply);
        CHECK(int{read(c.language, c.reply).labels[c.behaviour]} == c.level);
    }
}

TEST_CASE("Faults are found where they are made", "[recogniser]") {
    const auto at_least_one = std::to_array<LevelCase>({
        {en, dismiss_or_blame, 1, "Calm down, it's only a lamp."},
        {zh, dismiss_or_blame, 1, "您冷静一下。"},
        {en, over_promise, 1, "I guarantee it arrives tomorrow."},
        {en, hide_behind_policy, 1, "That's our policy, there is nothing I can do."},
        {zh, hide_behind_policy, 1, "这是公司规定，没办法。"},
        {en, self_centred, 1, "We are really busy at the moment."},
        {zh, self_centred, 1, "我们也很忙的。"},
        {en, misinform, 1, "What is your full name?"},
        {en, premature_solution, 1, "That's our policy, there is nothing I can do."},
    });
    for (const LevelCase& c : at_least_one) {
        INFO(id(c.behaviour) << ": " << c.reply);
        CHECK(int{read(c.language, c.reply).labels[c.behaviour]} >= c.level);
    }
    CHECK(read(en, "Thank you, that is clear.").labels.none() == false);
    CHECK(read(en, "I can't promise that it arrives tomorrow.").labels[over_promise] == 0);
}

TEST_CASE("The words shown begin and end with a word", "[recogniser]") {
    const auto given = read(en, "Hello Ms Lopez, I am sorry that we lost your lamp, no wonder you are upset.");
    REQUIRE_FALSE(given.observations.empty());
    for (const Observation& o : given.observations) {
        INFO(o.quote);
        CHECK(o.quote.front() != ' ');
        CHECK(o.quote.back() != ' ');
    }
}

TEST_CASE("What a reply quotes earns nothing", "[recogniser]") {
    CHECK(read(en, "You wrote \"I am sorry for the trouble I caused\" in your mail.").labels[apologise] == 0);
    CHECK(read(en, "I am sorry that we lost your lamp.").labels[apologise] > 0);
}

TEST_CASE("A hand-over and a limit count only where they are called for", "[recogniser]") {
    const char* reply = "I want to help you. If the insults go on I will have to end the call.";
    Moment m = late_parcel(Language::en);
    CHECK(recogniser().read(reply, m).labels[set_limit] == 2);
    m.calls_for.remove(set_limit);
    CHECK(recogniser().read(reply, m).labels[set_limit] == 0);
}

TEST_CASE("What is no answer earns nothing, and says why", "[recogniser]") {
    const auto why = [](Language l, std::string_view reply) { return read(l, reply).not_scorable; };
    CHECK(why(en, "") == NotScorable::empty);
    CHECK(why(en, " \n ") == NotScorable::empty);
    CHECK(why(en, "😀😀!!") == NotScorable::symbols_only);
    CHECK(why(en, "Мне очень жаль, я сейчас проверю.") == NotScorable::other_language);
    CHECK(why(en, "Empathy. Options. Sorry. Refund. Lamp. Steps. Follow-up. Satisfaction. Resolution.") ==
          NotScorable::keywords);
    CHECK(why(zh, "抱歉 理解 台灯 共情 马上处理 方案 满意 跟进") == NotScorable::keywords);
    CHECK(why(zh, "抱歉 退款 理解 换货") == NotScorable::keywords);
    CHECK(why(en, "sorry refund understand exchange") == NotScorable::keywords);
    // Few words are not yet a pile.
    CHECK(why(en, "Sorry. Refunded today, done.") == NotScorable::scorable);
    CHECK(why(zh, "抱歉，已退款，明天到账。") == NotScorable::scorable);
    CHECK(why(en, "I'm sorry we lost your lamp, I will send a second one now.") == NotScorable::scorable);
    CHECK(read(en, "Empathy. Options. Sorry. Refund. Lamp. Steps. Follow-up. Satisfaction.").labels.none());
}

TEST_CASE("The overall mark is one plus the two best called for, less the faults", "[recogniser]") {
    BehaviourSet calls;
    calls.add(restate);
    calls.add(apologise);
    Labels labels;
    CHECK(overall_of(labels, calls) == 1);
    labels.set(restate, 2);
    CHECK(overall_of(labels, calls) == 3);
    labels.set(apologise, 2);
    CHECK(overall_of(labels, calls) == 5);
    labels.set(take_ownership, 2); // not called for
    CHECK(overall_of(labels, calls) == 5);
    labels.set(dismiss_or_blame, 1);
    CHECK(overall_of(labels, calls) == 4);
    labels.set(over_promise, 2);
    labels.set(misinform, 2);
    CHECK(overall_of(labels, calls) == 1);
    BehaviourSet lone;
    lone.add(restate);
    Labels only;
    only.set(restate, 2);
    CHECK(overall_of(only, lone) == 5); // a lone one counts twice
}
