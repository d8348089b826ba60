// Typed words in the middle of a drill: what the recogniser is told of the moment, and which reply they amount to.
#include "sim/base/random.h"
#include "sim/training/typed_moment.h"
#include "tests/dialogue/story.h"
#include "tests/sanitized.h"
#include "tests/scoring/recogniser_samples.h"

#include <catch2/catch.hpp>

#include <set>

using namespace rapport;
using namespace rapport::dialogue;
using training::read_typed;
using training::typed_moment;

namespace {

Session session_in(const std::shared_ptr<const Scenario>& scenario, Language language, std::uint64_t seed = 1) {
    return {scenario, story::mood_table(), {.seed = seed, .language = language}};
}

std::shared_ptr<const Scenario> shipped(std::string_view id) {
    for (const auto& scenario : story::library())
        if (scenario->id == id) return scenario;
    FAIL("no scenario " << id);
    return nullptr;
}

// Reads these words at the node a contact stands at after these replies, and says which reply they amount to.
std::string amounts_to(const Session& session, std::string_view words) {
    const auto reading = read_typed(session, scoring::recogniser(), words);
    REQUIRE(reading);
    if (reading->reply.branch == otherwise_branch) return "otherwise";
    return std::string(session.scenario().replies_of(session.node())[reading->reply.branch].id);
}

} // namespace

TEST_CASE("The author's own words, typed, find their own reply everywhere", "[training][typed]") {
    for (const auto& scenario : story::library())
        for (const Language language : all_languages) {
            std::set<std::pair<std::uint32_t, std::uint8_t>> tried;
            for (std::uint64_t seed = 0; seed < (tests::sanitized ? 1 : 60); ++seed) {
                Random random(seed, Purpose::test, 31);
                auto s = session_in(scenario, language, seed);
                for (int i = 0; i < 30 && !s.over(); ++i) {
                    for (const std::uint8_t place : s.now().replies()) {
                        if (!tried.emplace(s.now().node, place).second) continue;
                        const Reply& reply = scenario->replies_of(s.node())[place];
                        const std::string words(reply.text.best(language));
                        INFO(scenario->id << " " << s.node().id << "." << reply.id << ": " << words);
                        const auto reading = read_typed(s, scoring::recogniser(), words);
                        REQUIRE(reading);
                        CHECK(reading->fits.front().fit == 100);
                        CHECK(reading->reply.branch == place);
                        CHECK(reading->reply.matched == Matched::by_reading);
                        CHECK(reading->reply.text == words);
                        CHECK(amounts_to(s, "  " + words + "\r\n") == reply.id);
                    }
                    REQUIRE(s.choose_at(random.below(s.now().offered_count), 5000));
                }
            }
            CHECK(tried.size() > (tests::sanitized ? 8 : 20));
        }
}

TEST_CASE("What goes beyond the author's words is no reason to be misunderstood", "[training][typed]") {
    auto s = session_in(shipped("zhang-defect-phone"), Language::en);
    for (const auto reply : {"d", "b", "c", "b"}) REQUIRE(s.choose(reply, 5000));
    REQUIRE(s.node().id == "options");
    for (const char* words :
         {"I can send you a tested replacement by Thursday or refund the full 2,000. Which would you like?",
          "I'll send you a tested replacement tomorrow, with you by Thursday, and text you the tracking number. Or I "
          "refund "
          "the full 2,000. Which would you like?"}) {
        INFO(words);
        const auto reading = read_typed(s, scoring::recogniser(), words);
        REQUIRE(reading);
        CHECK(reading->reply.matched == Matched::by_reading);
    }
    // A fault is one, whatever stands beside it.
    CHECK(
        amounts_to(s, "I could refund you or send a new one, but people like you are never satisfied, so whatever.") !=
        amounts_to(s,
                   "I can send you a tested replacement by Thursday or refund the full 2,000. Which would you like?"));
}

namespace {

struct Said {
    std::string_view scenario;
    Language language;
    std::vector<std::string_view> before; // the replies chosen so far
    std::string_view reply;               // what it amounts to
    std::string_view words;
};

constexpr Language en = Language::en, zh = Language::zh;

const std::vector<Said> sensible{
    {"zhang-defect-phone",
     en,
     {},
     "d",
     "Good evening Mr Zhang, my name is Li at Nearlight. Twelve people there and the picture goes black, of course you "
     "are furious. Tell me everything, I'm listening."},
    {"zhang-defect-phone",
     en,
     {},
     "b",
     "Hello Mr Zhang, Li from Nearlight speaking. Could you give me the order number and when you bought it?"},
    {"zhang-defect-phone", en, {}, "c", "Sir, please calm down first, then we can talk."},
    {"zhang-defect-phone", zh, {}, "d", "张先生，我是近光小李。十二个客人看着黑屏，换谁都会火大。您慢慢说，我在听。"},
    {"zhang-defect-phone", zh, {}, "c", "先生您冷静一点，冷静了我们再谈。"},
    {"zhang-defect-phone",
     en,
     {"c"},
     "a",
     "You are right, I started badly and I am sorry. A room full of people waiting. Please carry on, I will not "
     "interrupt."},
    {"zhang-defect-phone",
     zh,
     {"d"},
     "b",
     "也就是每次十分钟左右就啸叫、变紫、黑屏，您不想再试什么办法，要的是真正修好，对吧？之前标了已解决，是我们的错，抱"
     "歉。"},
    {"late-order-chat",
     en,
     {},
     "c",
     "Hi Ms Lin, Sam here. Three days late and nobody told you anything, anyone would be angry and worried. I'm "
     "opening "
     "your order right now."},
    {"late-order-chat",
     en,
     {},
     "d",
     "Hello Ms Lin, this is Sam. I can send a new one today or give you a full refund, which do you want?"},
    {"late-order-chat",
     en,
     {},
     "b", // the author calls it severe, the reader a 1
     "We are very busy right now, there are other people waiting as well. Give me the order number and I'll look when "
     "I "
     "get round to it."},
    {"late-order-chat", zh, {}, "d", "林女士，我今天给您补发一把，或者全额退款，您选哪个？"},
    {"late-order-chat",
     en,
     {"a"},
     "d",
     "Getting angry doesn't make it arrive faster. Three days late is quite common, most parcels show up eventually."},
    {"bank-trust-in-person",
     en,
     {},
     "b",
     "Good morning Ms Shen, I am Lin Qiao, I took over as your adviser yesterday. Two messages unanswered and then a "
     "stranger tells you. No wonder you feel let down, we should have told you and I am sorry."},
    {"bank-trust-in-person",
     zh,
     {},
     "b",
     "沈女士您好，我是林乔，昨天刚接手。留言没人回，还从陌生人那里听说他走了，谁都会寒心。是我们没有告诉您，对不起。"},
    {"bank-trust-in-person",
     en,
     {"a"},
     "c",
     "I apologise for that, I can see it has been a hard time for you. I'm here for you now, please tell me what's on "
     "your mind."},
    // nothing of the kind
    {"zhang-defect-phone", en, {}, "otherwise", "The weather is nice today, isn't it?"},
    {"zhang-defect-phone", en, {}, "otherwise", "asdf qwer zxcv"},
    {"late-order-chat", zh, {}, "otherwise", "今天天气不错"},
    {"bank-trust-in-person", en, {}, "otherwise", "!!!???"},
};

Session standing_after(const Said& said) {
    auto s = session_in(shipped(said.scenario), said.language);
    for (const auto reply : said.before) REQUIRE(s.choose(reply, 5000));
    return s;
}

} // namespace

TEST_CASE("Sensible words find the reply they amount to; others find none", "[training][typed]") {
    for (const Said& said : sensible) {
        INFO(said.scenario << ": " << said.words);
        CHECK(amounts_to(standing_after(said), said.words) == said.reply);
    }
}

TEST_CASE("The trainee may pick another reply; the words keep their grade", "[training][typed]") {
    const auto s = standing_after({"late-order-chat", en, {}, "", ""});
    const std::string_view words = "Hello Ms Lin, Sam here. Three days late and no word: anyone would be angry.";
    const auto by_reading = read_typed(s, scoring::recogniser(), words);
    const auto picked = read_typed(s, scoring::recogniser(), words, "a");
    REQUIRE((by_reading && picked));
    CHECK(picked->reply.matched == Matched::by_trainee);
    CHECK(s.scenario().replies_of(s.node())[picked->reply.branch].id == "a");
    CHECK(picked->reply.labels == by_reading->reply.labels);
    CHECK(picked->reply.evidence == by_reading->reply.evidence);
    // Confirming what was read is no pick of one's own.
    const auto confirmed = read_typed(s, scoring::recogniser(), words, "c");
    REQUIRE(confirmed);
    CHECK(confirmed->reply == by_reading->reply);
    const auto refused = read_typed(s, scoring::recogniser(), words, "zz");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "reply_not_offered");
}

TEST_CASE("Whatever is typed is read or refused, and can be said", "[training][typed]") {
    const auto s = standing_after({"zhang-defect-phone", en, {}, "", ""});
    const auto code = [&](std::string_view words) {
        const auto reading = read_typed(s, scoring::recogniser(), words);
        if (!reading) return reading.error().code;
        auto next = s;
        REQUIRE(next.say(reading->reply, 5000));
        return reading->reply.not_scorable.empty() ? std::string("read") : reading->reply.not_scorable;
    };
    CHECK(code("") == "typed_empty");
    CHECK(code(" \n\t\x1B ") == "typed_empty");
    CHECK(code(std::string(100'000, 'a')) == "typed_too_long");
    CHECK(code("?!…") == "symbols_only");
    CHECK(code(std::string_view("I am\0 sorry\x07 that it went black.", 32)) == "read");
    CHECK(code("\xFF\xFE I am sorry that it went black. \xC3") == "read");
    const auto cleaned = read_typed(s, scoring::recogniser(), "I am\x1B[31m sorry.\r\nTell me.");
    REQUIRE(cleaned);
    CHECK(cleaned->reply.text == "I am[31m sorry.\nTell me.");
    Random random(4, Purpose::test, 32);
    for (int i = 0; i < 300; ++i) {
        std::string bytes;
        for (std::uint32_t n = random.below(120); n > 0; --n) bytes.push_back(static_cast<char>(random.below(256)));
        (void)code(bytes);
    }
}

TEST_CASE("The recogniser is told the moment as the trainee sees it", "[training][typed]") {
    auto s = standing_after({"zhang-defect-phone", en, {}, "", ""});
    const auto first = typed_moment(s);
    CHECK(first.language == en);
    CHECK(first.channel == scoring::Channel::phone);
    CHECK(first.card.customer == s.scenario().customer_name.best(en));
    CHECK(first.card.facts.size() >= s.scenario().facts.size());
    CHECK(first.card.options.size() == s.scenario().options.size());
    CHECK(first.history.empty());
    CHECK(first.customer == s.line().text.best(en));
    CHECK(first.anger == s.mood().anger);
    CHECK(first.calls_for == s.node().calls_for);

    const auto words = read_typed(s, scoring::recogniser(), "Hello Mr Zhang, I'm Li. What happened?");
    REQUIRE(words);
    REQUIRE(s.say(words->reply, 5000));
    if (s.over()) return;
    s.speak(zh);
    const auto second = typed_moment(s);
    CHECK(second.language == zh);
    REQUIRE(second.history.size() >= 2);
    CHECK_FALSE(second.history[0].agent);
    CHECK(second.history[0].text == first.customer); // as it was said then
    CHECK(second.history[1].agent);
    CHECK(second.history[1].text == "Hello Mr Zhang, I'm Li. What happened?");
    CHECK(second.history[1].labels == s.log()[0].labels);
}
