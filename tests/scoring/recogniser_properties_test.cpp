// What holds for every reply, for the rules alone and for the grader as it is shipped, with its learned layer: words
// behind each level, nothing for saying it twice, nothing for faults, no order.
#include "sim/base/text.h"
#include "sim/scenario_files/grader_file.h"
#include "tests/scoring/recogniser_samples.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>

using namespace rapport;
using namespace rapport::scoring;

namespace {

Recognition as_shipped(Language language, std::string_view reply) {
    static const auto grader = scenario_files::load_grader(RAPPORT_SOURCE_DIR).value();
    REQUIRE(grader.has_model());
    return grader.recogniser().read(reply, late_parcel(language));
}

using Read = Recognition (*)(Language, std::string_view);
// Each test runs for both.
Read either() { return GENERATE(as<Read>{}, static_cast<Read>(&rapport::scoring::read), &as_shipped); }

// Sentences that mean the same wherever they stand.
const std::array<std::vector<std::string>, 2> good_sentences = {{
    {"Three days with no news about the lamp would frustrate anyone. ", "I'm sorry we sent your lamp so late. ",
     "I'll check with the warehouse right now. ", "I can send a second lamp by express, there on 11 May. ",
     "So the lamp is three days late and you want it before Saturday. ", "Please take your time, I'm listening. ",
     "You will get a text message when it leaves. ", "Two weeks of silence about the lamp would wear anybody out. ",
     "I'm sorry we let the birthday lamp slip. ", "You were promised it for the sixth and you want it by Saturday. ",
     "Would a refund suit you better? "},
    {"等了三天没有消息，换谁都着急。", "很抱歉，是我们没有按时发货。", "我马上为您查询。",
     "可以加急补发一盏台灯，5月11日到。", "您是说台灯晚了三天，想周六前收到。", "您慢慢说，我在听。",
     "干等好几天没个准信，谁都会着急。", "我现在就给仓库打电话。", "您是要周六前拿到台灯。", "您看退款是不是更合适？",
     "真对不起，是我们把发货耽误了。", "您慢慢讲，我不打断。", "可以加急再发一盏，5月11日到。"},
}};
const std::array<std::vector<std::string>, 2> fault_sentences = {{
    {"Calm down. ", "That's our policy. ", "We have far too many orders right now. ", "You should have read it. ",
     "I guarantee it arrives tomorrow. ", "It's only a lamp. ", "I'm not going to apologise for that. ",
     "There is nothing I can do. ", "We are really busy today. "},
    {"您冷静一下。", "规定就是这样。", "我们也很忙。", "您自己没看清。", "我保证明天一定到。", "这点小事至于吗。",
     "道歉谈不上。", "我们也没办法。"},
}};

std::string joined(const std::vector<std::string>& sentences) {
    std::string out;
    for (const std::string& s : sentences) out += s;
    return out;
}

// Some of them, in some order.
std::vector<std::string> drawn(const std::vector<std::string>& from, std::mt19937& draw) {
    std::vector<std::string> out = from;
    std::shuffle(out.begin(), out.end(), draw);
    out.resize(1 + draw() % out.size());
    return out;
}

// A reply some 30 times in each language: what(language, its place, the draw).
void each_round(unsigned seed, const std::function<void(Language, std::size_t, std::mt19937&)>& what) {
    std::mt19937 draw(seed);
    for (const Language language : all_languages)
        for (int round = 0; round < 30; ++round) what(language, static_cast<std::size_t>(language), draw);
}

} // namespace

TEST_CASE("Every level has its words, its reason and, where it could be more, what is missing",
          "[recogniser][properties]") {
    const Read grade = either();
    each_round(7, [&](Language language, std::size_t l, std::mt19937& draw) {
        const std::string reply = joined(drawn(good_sentences[l], draw)) + joined(drawn(fault_sentences[l], draw));
        const Recognition given = grade(language, reply);
        std::size_t levels = 0;
        given.labels.each([&](Behaviour, Level) { ++levels; });
        CHECK(given.observations.size() == levels);
        for (const Observation& o : given.observations) {
            INFO(id(o.behaviour) << " in " << reply);
            CHECK(o.level == given.labels[o.behaviour]);
            CHECK_FALSE(o.span.empty());
            CHECK(o.span.end <= code_points(reply));
            CHECK(o.quote == code_point_slice(reply, o.span.start, o.span.length()));
            CHECK_FALSE(o.reason.empty());
            CHECK(o.missing.empty() == (o.level == 2 || is_fault(o.behaviour)));
        }
        CHECK(given.overall >= 1);
        CHECK(given.overall <= 5);
    });
}

TEST_CASE("A phrase said twice is worth what it is worth once", "[recogniser][properties]") {
    const Read grade = either();
    for (const Language language : all_languages)
        for (const std::string& sentence : good_sentences[static_cast<std::size_t>(language)]) {
            INFO(sentence);
            const Labels once = grade(language, sentence).labels;
            const Labels thrice = grade(language, sentence + sentence + sentence).labels;
            for (std::size_t b = 0; b < first_fault; ++b) CHECK(thrice[behaviour_at(b)] <= once[behaviour_at(b)]);
        }
}

TEST_CASE("A fault never raises a behaviour or the overall mark", "[recogniser][properties]") {
    const Read grade = either();
    each_round(11, [&](Language language, std::size_t l, std::mt19937& draw) {
        const std::string good = joined(drawn(good_sentences[l], draw));
        const Recognition without = grade(language, good);
        for (const std::string& fault : fault_sentences[l])
            for (const std::string& reply : {good + fault, fault + good}) {
                INFO(reply);
                const Recognition with = grade(language, reply);
                for (std::size_t b = 0; b < first_fault; ++b) {
                    // A refusal or a promise is an answer, and only answers are judged for plainness.
                    if (behaviour_at(b) == Behaviour::speak_plainly) continue;
                    INFO(id(behaviour_at(b)));
                    CHECK(with.labels[behaviour_at(b)] <= without.labels[behaviour_at(b)]);
                }
                CHECK(with.overall <= without.overall);
            }
    });
}

TEST_CASE("A promise of what is forbidden lends nothing to what is said beside it", "[recogniser][properties]") {
    // It is an action all the same, and an answer.
    const Read grade = either();
    const std::array<std::string, 2> promise = {"I'll give you cash compensation. ", "我给您现金赔偿。"};
    for (const Language language : all_languages) {
        const auto l = static_cast<std::size_t>(language);
        CHECK(grade(language, promise[l]).labels[Behaviour::over_promise] > 0);
        for (const std::string& good : good_sentences[l]) {
            const Labels without = grade(language, good).labels;
            for (const std::string& reply : {good + promise[l], promise[l] + good}) {
                INFO(reply);
                const Labels with = grade(language, reply).labels;
                for (const Behaviour b : {Behaviour::restate, Behaviour::acknowledge_feeling, Behaviour::apologise,
                                          Behaviour::let_speak, Behaviour::check_satisfaction}) {
                    INFO(id(b));
                    CHECK(with[b] <= without[b]);
                }
            }
        }
    }
}

TEST_CASE("A fault is not talked away by what else is said", "[recogniser][properties]") {
    const Read grade = either();
    for (const Language language : all_languages) {
        const auto l = static_cast<std::size_t>(language);
        for (const std::string& fault : fault_sentences[l]) {
            const Labels alone = grade(language, fault).labels;
            for (const std::string& good : good_sentences[l])
                for (const std::string& reply : {good + fault, fault + good}) {
                    INFO(reply);
                    const Labels with = grade(language, reply).labels;
                    for (const Behaviour b :
                         {Behaviour::self_centred, Behaviour::dismiss_or_blame, Behaviour::over_promise}) {
                        INFO(id(b));
                        CHECK((with[b] > 0) >= (alone[b] > 0));
                    }
                }
        }
    }
}

TEST_CASE("A fault that is quoted is none of the agent's", "[recogniser][properties]") {
    const Read grade = either();
    for (const Language language : all_languages) {
        const bool english = language == Language::en;
        for (const std::string& fault : fault_sentences[static_cast<std::size_t>(language)]) {
            const std::string quoted = english ? "I'm sorry somebody told you \"" + fault + "\" on the phone."
                                               : "很抱歉，同事对您说了“" + fault + "”这样的话。";
            const std::string plain =
                english ? "I'm sorry somebody told you that on the phone." : "很抱歉，同事对您说了这样的话。";
            INFO(quoted);
            const Labels with = grade(language, quoted).labels, without = grade(language, plain).labels;
            for (std::size_t b = first_fault; b < behaviour_count; ++b)
                CHECK(with[behaviour_at(b)] <= without[behaviour_at(b)]);
        }
    }
}

TEST_CASE("The order of sentences that stand by themselves changes no level", "[recogniser][properties]") {
    const Read grade = either();
    each_round(13, [&](Language language, std::size_t l, std::mt19937& draw) {
        std::vector<std::string> sentences = drawn(good_sentences[l], draw);
        const std::string first = joined(sentences);
        std::shuffle(sentences.begin(), sentences.end(), draw);
        const std::string second = joined(sentences);
        INFO(first << "\n" << second);
        const Labels here = grade(language, first).labels, there = grade(language, second).labels;
        for (std::size_t b = 0; b < behaviour_count; ++b) {
            INFO(id(behaviour_at(b)));
            CHECK(here[behaviour_at(b)] == there[behaviour_at(b)]);
        }
    });
}

TEST_CASE("Any bytes can be read, and nothing is no answer", "[recogniser][properties]") {
    const Read grade = either();
    for (const Language language : all_languages) {
        CHECK(grade(language, "").labels.none());
        CHECK(grade(language, std::string_view("\0\xFF\xC3\x28\x80", 5)).labels.none());
        CHECK(grade(language, "You turtle pizza.").labels.none());
        for (const char filler : {'\xE4', ' ', 'x'}) CHECK(grade(language, std::string(100'000, filler)).labels.none());
        std::string marks;
        for (int i = 0; i < 30'000; ++i) marks += "？";
        CHECK(grade(language, marks).not_scorable == NotScorable::symbols_only);
    }
}

TEST_CASE("The same reply is read the same twice", "[recogniser][properties]") {
    const Read grade = either();
    const std::string reply = joined(good_sentences[0]);
    for (const Language language : all_languages) CHECK(grade(language, reply).labels == grade(language, reply).labels);
}
