// What holds for every reply holds for the recogniser as it is shipped, rules and learned layer together.
#include "scoring/text/fold.h"
#include "sim/base/text.h"
#include "tests/scoring/recogniser_samples.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

using namespace rapport;
using namespace rapport::scoring;

namespace {

std::string shipped_file(const char* name) {
    std::ifstream in(std::string(RAPPORT_SOURCE_DIR) + "/assets/models/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

LinearModel shipped_model() {
    auto model = LinearModel::parse(shipped_file("replies.model"));
    REQUIRE(model);
    return std::move(*model);
}

FusionTable shipped_cuts() {
    const auto file = nlohmann::json::parse(shipped_file("replies.cuts.json"));
    FusionTable table;
    for (const Language language : all_languages)
        for (std::size_t i = 0; i < behaviour_count; ++i) {
            const auto& cuts = file.at(std::string(id(language))).at(std::string(id(behaviour_at(i))));
            auto& to = table.cuts[static_cast<std::size_t>(language)][i];
            cuts.at("one").get_to(to.one);
            cuts.at("two").get_to(to.two);
            REQUIRE(to.monotone());
        }
    return table;
}

Recognition fused(Language language, std::string_view reply) {
    static const LinearModel model = shipped_model();
    static const FusionTable cuts = shipped_cuts();
    static const Recogniser both(signs_of(Language::en), signs_of(Language::zh), model, cuts);
    return both.read(reply, late_parcel(language));
}

// Sentences that mean the same wherever they stand, and faults that a sign knows.
const std::array<std::vector<std::string>, 2> shown = {{
    {"Two weeks of silence about the lamp would wear anybody out. ", "I'm sorry we let the birthday lamp slip. ",
     "I'm ringing the depot now. ", "We can send a second lamp by express for 11 May. ",
     "You were promised it for the sixth and you want it by Saturday. ", "Take all the time you need. ",
     "Would a refund suit you better? "},
    {"干等好几天没个准信，谁都会着急。", "真对不起，是我们把发货耽误了。", "我现在就给仓库打电话。",
     "可以加急再发一盏，5月11日到。", "您是要周六前拿到台灯。", "您慢慢讲，我不打断。", "您看退款是不是更合适？"},
}};
const std::array<std::vector<std::string>, 2> faults = {{
    {"Calm down. ", "That's our policy. ", "We are really busy today. ", "You should have read it. ",
     "I guarantee it arrives tomorrow. "},
    {"您冷静一下。", "规定就是这样。", "我们也很忙。", "您自己没看清。", "我保证明天一定到。"},
}};

std::string said(const std::vector<std::string>& sentences) {
    std::string out;
    for (const std::string& s : sentences) out += s;
    return out;
}

std::vector<std::string> some_of(std::vector<std::string> from, std::mt19937& draw) {
    std::shuffle(from.begin(), from.end(), draw);
    from.resize(1 + draw() % from.size());
    return from;
}

} // namespace

TEST_CASE("As shipped: every level has its words and its reason", "[recogniser][fused]") {
    std::mt19937 draw(3);
    for (const Language language : all_languages)
        for (int round = 0; round < 40; ++round) {
            const auto l = static_cast<std::size_t>(language);
            const std::string reply = said(some_of(shown[l], draw)) + said(some_of(faults[l], draw));
            const Recognition given = fused(language, reply);
            std::size_t levels = 0;
            given.labels.each([&](Behaviour, Level) { ++levels; });
            CHECK(given.observations.size() == levels);
            for (const Observation& o : given.observations) {
                INFO(id(o.behaviour) << " in " << reply);
                CHECK(o.level == given.labels[o.behaviour]);
                CHECK_FALSE(o.span.empty());
                CHECK(o.quote == code_point_slice(reply, o.span.start, o.span.length()));
                CHECK_FALSE(o.reason.empty());
                CHECK(o.missing.empty() == (o.level == 2 || is_fault(o.behaviour)));
            }
        }
}

TEST_CASE("As shipped: a phrase said twice is worth what it is worth once", "[recogniser][fused]") {
    for (const Language language : all_languages)
        for (const std::string& sentence : shown[static_cast<std::size_t>(language)]) {
            INFO(sentence);
            const Labels once = fused(language, sentence).labels;
            const Labels thrice = fused(language, sentence + sentence + sentence).labels;
            for (std::size_t b = 0; b < first_fault; ++b) CHECK(thrice[behaviour_at(b)] <= once[behaviour_at(b)]);
        }
}

TEST_CASE("As shipped: a fault never raises a behaviour", "[recogniser][fused]") {
    std::mt19937 draw(5);
    for (const Language language : all_languages)
        for (int round = 0; round < 30; ++round) {
            const auto l = static_cast<std::size_t>(language);
            const std::string good = said(some_of(shown[l], draw));
            const Labels without = fused(language, good).labels;
            for (const std::string& fault : faults[l])
                for (const std::string& reply : {good + fault, fault + good}) {
                    const Labels with = fused(language, reply).labels;
                    for (std::size_t b = 0; b < first_fault; ++b) {
                        // A refusal or a promise is an answer, and only answers are judged for plainness.
                        if (behaviour_at(b) == Behaviour::speak_plainly) continue;
                        INFO(id(behaviour_at(b)) << " in " << reply);
                        CHECK(with[behaviour_at(b)] <= without[behaviour_at(b)]);
                    }
                }
        }
}

TEST_CASE("As shipped: the order of sentences that stand by themselves changes no level", "[recogniser][fused]") {
    std::mt19937 draw(9);
    for (const Language language : all_languages)
        for (int round = 0; round < 30; ++round) {
            std::vector<std::string> sentences = some_of(shown[static_cast<std::size_t>(language)], draw);
            const std::string first = said(sentences);
            std::shuffle(sentences.begin(), sentences.end(), draw);
            const std::string second = said(sentences);
            INFO(first << "\n" << second);
            const Labels here = fused(language, first).labels, there = fused(language, second).labels;
            for (std::size_t b = 0; b < behaviour_count; ++b) {
                INFO(id(behaviour_at(b)));
                CHECK(here[behaviour_at(b)] == there[behaviour_at(b)]);
            }
        }
}

TEST_CASE("As shipped: nothing is no answer, and any bytes can be read", "[recogniser][fused]") {
    for (const Language language : all_languages) {
        CHECK(fused(language, "").labels.none());
        CHECK(fused(language, "You turtle pizza.").labels.none());
        CHECK(fused(language, std::string_view("\0\xFF\xC3\x28\x80", 5)).labels.none());
        CHECK(fused(language, std::string(20'000, 'x')).labels.none());
    }
}
