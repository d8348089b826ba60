// What decent people say in words that look like a fault: none of it is one.
#include "sim/scenario_files/grader_file.h"
#include "tests/scoring/recogniser_samples.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scoring;

namespace {

// Later in a contact, where the agent has listened.
Moment later(Language language) {
    Moment m = late_parcel(language);
    Labels heard;
    heard.raise(Behaviour::restate, 2);
    heard.raise(Behaviour::acknowledge_feeling, 2);
    m.history = {{.agent = true, .text = {}, .labels = heard}};
    m.anger = 60;
    return m;
}

const std::array<std::vector<std::string>, 2> honest = {{
    {"I'll deal with it myself, today.",
     "Let me solve your problem now.",
     "I want your problem solved before Saturday.",
     "What would you like us to do?",
     "How would you like to hear from us?",
     "Do you know what it looked like when it was packed?",
     "Could you have a look at the label for me?",
     "What can I do for you about Saturday?",
     "Did anybody ever ask you what it is for?",
     "Next time, please ring me directly, here is my number.",
     "In future, please call me and nobody else.",
     "The choice is down to you.",
     "You were told the sixth, and today it is the ninth.",
     "All you have to do is open the door to the courier.",
     "You only need to keep the box by the door.",
     "You're the one who had to stand there without a present.",
     "I'll make a note so that your message doesn't get lost again.",
     "The worry won't go away by itself, I know.",
     "What do you think of that?",
     "How do you think we should go on?",
     "What were you hoping for on Saturday?",
     "Would you rather I called you in the evening or in the morning?",
     "Which would you rather have?",
     "You don't have to explain yourself to me.",
     "You didn't do anything wrong.",
     "That isn't your fault at all.",
     "It's our mistake and not yours.",
     "I can't promise that, but I can tell you what I can do.",
     "To be honest I don't know yet, and I won't pretend.",
     "You should have heard from us on the sixth.",
     "You shouldn't have had to wait that long.",
     "You have every right to be cross.",
     "I would be angry too.",
     "I'm new here, but I will see this through.",
     "If you could hold on a second, I'll check with my colleague.",
     "You will need to sign for it when the courier comes.",
     "You don't need to send anything in.",
     "As far as I can see nobody answered you.",
     "No one should have to wait on the phone like that.",
     "Honestly, I'd be fed up as well.",
     "Don't worry, I'm on it.",
     "Take your time, I'm listening.",
     "How many people are coming to the birthday?",
     "So what you need is a lamp that is there on Saturday, right?",
     "You've told us twice already, I won't make you say it a third time.",
     "I don't want to make you repeat it all.",
     "My colleague should not have said that.",
     "It's up to you.",
     "Sorry, I put that badly."},
    {"您的问题我来解决。",
     "您希望我们怎么处理？",
     "您想让我怎么帮您？",
     "您方便的话看一下面单。",
     "以后有事您直接打我电话。",
     "下次您直接找我就行。",
     "选哪个您说了算。",
     "您只要给快递开个门就行。",
     "您只需要签个字。",
     "您什么都不用做，等快递上门就好。",
     "您没有做错什么。",
     "这不是您的错，是我们的错。",
     "这个我不能保证，但我能做的是马上给您重发。",
     "说实话我现在还不知道，我不想糊弄您。",
     "本来就应该有人告诉您。",
     "换我我也生气。",
     "我是新来的，但这事我负责到底。",
     "您稍等，我问一下同事。",
     "快递来的时候您签个字就行。",
     "您不用寄任何东西。",
     "两条留言都没人回，确实不应该。",
     "谁也不该这么等着。",
     "您放心，我在办了。",
     "您别着急，慢慢说，我听着。",
     "一共来多少人",
     "您是想生日之前拿到，不想再听借口，对吧",
     "您已经说过两遍了，不会让您再说第三遍。",
     "后来怎么了",
     "您看哪种更合适",
     "都听您的。",
     "我同事那样说是不对的。",
     "您说得对，是我们没做好。",
     "我知道您等了很久，也知道您不想再听解释。",
     "没有人通知您，这是我们的疏忽。",
     "您要是愿意，我现在就帮您登记。"},
}};

} // namespace

TEST_CASE("Honest words are called no fault", "[recogniser][honest]") {
    static const auto grader = scenario_files::load_grader(RAPPORT_SOURCE_DIR).value();
    for (const Language language : all_languages)
        for (const std::string& reply : honest[static_cast<std::size_t>(language)]) {
            INFO(reply);
            grader.recogniser().read(reply, later(language)).labels.each([&](Behaviour b, Level) {
                INFO(id(b));
                CHECK_FALSE(is_fault(b));
            });
        }
}

TEST_CASE("The same words turned against the customer are one", "[recogniser][honest]") {
    static const auto grader = scenario_files::load_grader(RAPPORT_SOURCE_DIR).value();
    const std::array<std::vector<std::string>, 2> against = {{
        {"That's your problem.", "It's your own fault.", "What do you expect me to do?",
         "You should have read the terms.", "Calm down, it's only a lamp."},
        {"这是您自己的问题。", "您自己没看清。", "规定就是这样，我也没办法。", "您冷静一下。", "这点小事至于吗。"},
    }};
    for (const Language language : all_languages)
        for (const std::string& reply : against[static_cast<std::size_t>(language)]) {
            INFO(reply);
            const Labels labels = grader.recogniser().read(reply, later(language)).labels;
            CHECK((labels[Behaviour::dismiss_or_blame] > 0 || labels[Behaviour::hide_behind_policy] > 0));
        }
}

TEST_CASE("A denial acquits only what it denies", "[recogniser][honest]") {
    const auto blames = [](Language language, std::string_view reply) {
        return recogniser().read(reply, later(language)).labels[Behaviour::dismiss_or_blame] > 0;
    };
    CHECK_FALSE(blames(Language::en, "That isn't your own fault."));
    CHECK_FALSE(blames(Language::en, "I won't tell you to calm down."));
    CHECK(blames(Language::en, "No it's your own fault."));
    CHECK(blames(Language::en, "You can't deny it's your own fault."));
    CHECK(blames(Language::en, "I'm not going to do anything before you calm down."));
    CHECK_FALSE(blames(Language::zh, "这不是您自己的问题。"));
    CHECK(blames(Language::zh, "不是我们的问题，这是您自己的问题。"));
}

TEST_CASE("A warm word on what the card allows is no guarantee", "[recogniser][honest]") {
    const auto promises = [](Language language, std::string_view reply) {
        return int{recogniser().read(reply, later(language)).labels[Behaviour::over_promise]};
    };
    CHECK(promises(Language::en, "You get a full refund within 3 working days, I promise.") == 0);
    CHECK(promises(Language::zh, "加急补发一盏，5月11日一定到。") == 0);
    CHECK(promises(Language::en, "I guarantee it will never happen again.") > 0);
    CHECK(promises(Language::zh, "我保证以后绝不会再出这种事。") > 0);
}

TEST_CASE("What is a fault once is one when it is said again", "[recogniser][honest]") {
    static const auto grader = scenario_files::load_grader(RAPPORT_SOURCE_DIR).value();
    const std::string fault =
        "I'll update the record today, but honestly we are run off our feet and short of staff here. ";
    const Labels once = grader.recogniser().read(fault, later(Language::en)).labels;
    const Labels twice = grader.recogniser().read(fault + fault, later(Language::en)).labels;
    REQUIRE(once[Behaviour::self_centred] > 0);
    for (std::size_t b = 0; b < first_fault; ++b) {
        INFO(id(behaviour_at(b)));
        CHECK(twice[behaviour_at(b)] <= once[behaviour_at(b)]);
    }
}
