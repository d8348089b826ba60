#include "scoring/learning/train.h"
#include "scoring/trainer/processors.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace rapport;
using namespace rapport::scoring;

namespace {

struct TaughtReply {
    const char32_t* text;
    std::vector<std::pair<Behaviour, Level>> labels;
};

constexpr auto sorry = Behaviour::apologise;
constexpr auto blame = Behaviour::dismiss_or_blame;
constexpr auto options = Behaviour::offer_options;

// Ten desks, four replies each: a full apology, a stock one, blame, and an answer.
const std::vector<std::vector<TaughtReply>> english{
    {{U"i'm sorry we sent you the wrong lamp, that was our mistake", {{sorry, 2}}},
     {U"sorry for any inconvenience", {{sorry, 1}}},
     {U"you should have read the label", {{blame, 2}}},
     {U"i can send a new lamp or refund it, which would you prefer?", {{options, 2}}}},
    {{U"we lost your booking and i'm sorry, it was our mistake", {{sorry, 2}}},
     {U"apologies for any inconvenience caused", {{sorry, 1}}},
     {U"you should have printed it", {{blame, 2}}},
     {U"there is a room at four or one tomorrow, which would you prefer?", {{options, 2}}}},
    {{U"i am sorry we kept you waiting since noon, our mistake entirely", {{sorry, 2}}},
     {U"we are sorry for any inconvenience", {{sorry, 1}}},
     {U"calm down, it is only an hour", {{blame, 2}}},
     {U"you can wait here or come back at five, which would you prefer?", {{options, 2}}}},
    {{U"i'm sorry, we charged you twice, that is our mistake", {{sorry, 2}}},
     {U"sorry about that", {{sorry, 1}}},
     {U"calm down, you should have checked", {{blame, 2}}},
     {U"i can refund one charge or credit it, which suits you?", {{options, 2}}}},
    {{U"we delivered it broken and i'm truly sorry, our mistake", {{sorry, 2}}},
     {U"our apologies for any inconvenience", {{sorry, 1}}},
     {U"you should have packed it better", {{blame, 2}}},
     {U"we can repair it or replace it, which would you prefer?", {{options, 2}}}},
    {{U"i'm sorry we forgot to call you, that was my mistake", {{sorry, 2}}},
     {U"sorry for the inconvenience", {{sorry, 1}}},
     {U"calm down please, it is only a call", {{blame, 2}}},
     {U"i can call at nine or at ten, which suits you?", {{options, 2}}}},
    {{U"sorry, we gave you the wrong date, it was our mistake", {{sorry, 2}}},
     {U"apologies for the inconvenience", {{sorry, 1}}},
     {U"you should have asked again", {{blame, 2}}},
     {U"tuesday or friday are free, which would you prefer?", {{options, 2}}}},
    {{U"i am so sorry we cancelled it, that was our mistake", {{sorry, 2}}},
     {U"sorry about any inconvenience", {{sorry, 1}}},
     {U"it is only a ticket, calm down", {{blame, 2}}},
     {U"we can book the next one or refund you, which suits you?", {{options, 2}}}},
    {{U"we left it in the rain, i'm sorry, our mistake", {{sorry, 2}}},
     {U"so sorry for any inconvenience", {{sorry, 1}}},
     {U"you should have been at home", {{blame, 2}}},
     {U"a new one or your money, which would you prefer?", {{options, 2}}}},
    {{U"i'm sorry, we mixed up your order, that is our mistake", {{sorry, 2}}},
     {U"many apologies for any inconvenience", {{sorry, 1}}},
     {U"you should have told us, calm down", {{blame, 2}}},
     {U"i can swap it or refund it, which would you prefer?", {{options, 2}}}}};

std::vector<Example> corpus_of(const std::vector<std::vector<TaughtReply>>& desks, Language language = Language::en) {
    std::vector<Example> corpus;
    for (std::size_t desk = 0; desk < desks.size(); ++desk)
        for (const TaughtReply& said : desks[desk]) {
            Labels labels;
            for (const auto& [behaviour, level] : said.labels) labels.set(behaviour, level);
            corpus.push_back({"desk-" + std::to_string(desk), language, said.text, labels});
        }
    return corpus;
}

LinearModel trained() { return train(corpus_of(english), {}, 3); }

Level given(const LinearModel& model, std::u32string_view text, Behaviour b) {
    return model.grade(Language::en, features_of(text))[index(b)].level;
}

} // namespace

TEST_CASE("What was taught is recognised in other words around it", "[scoring][learning]") {
    const LinearModel model = trained();
    CHECK(given(model, U"i'm sorry we broke the vase, it was our mistake", sorry) == 2);
    CHECK(given(model, U"apologies for any inconvenience", sorry) == 1);
    CHECK(given(model, U"you should have looked first, calm down", blame) >= 1);
    CHECK(given(model, U"blue or green, which would you prefer?", options) == 2);
    CHECK(given(model, U"the office opens at nine", sorry) == 0);
    CHECK(given(model, U"blue or green, which would you prefer?", blame) == 0);
    CHECK(model.version() == 3);
}

TEST_CASE("The words that taught it are named", "[scoring][learning]") {
    const std::u32string text = U"here is the plan. it is quite late, sorry for any inconvenience";
    const auto pieces = trained().strongest(Language::en, features_of(text), sorry, 1, 3);
    REQUIRE_FALSE(pieces.empty());
    CHECK_THAT(std::string(text.begin(), text.end()).substr(pieces[0].start, pieces[0].length),
               Catch::Contains("sorry") || Catch::Contains("inconvenience"));
}

TEST_CASE("The same corpus gives the same model, byte for byte, in whatever order", "[scoring][learning]") {
    auto corpus = corpus_of(english);
    const std::string bytes = trained().bytes();
    CHECK(train(corpus, {}, 3).bytes() == bytes);
    std::ranges::reverse(corpus);
    std::ranges::rotate(corpus, corpus.begin() + 7);
    CHECK(train(corpus, {}, 3).bytes() == bytes);
    TrainingSettings backwards; // nor does it matter in which order its parts are learned
    backwards.each = [](std::size_t n, const std::function<void(std::size_t)>& act) {
        while (n > 0) act(--n);
    };
    CHECK(train(corpus, backwards, 3).bytes() == bytes);
    CHECK(train(corpus, on_all_processors(), 3).bytes() == bytes);
    const auto again = LinearModel::parse(bytes);
    REQUIRE(again);
    CHECK(again->bytes() == bytes);
}

TEST_CASE("Another corpus, another hash", "[scoring][learning]") {
    auto corpus = corpus_of(english);
    const auto hash = corpus_hash(corpus);
    CHECK(trained().corpus() == hash);
    corpus.front().labels.set(sorry, 1);
    CHECK(corpus_hash(corpus) != hash);
    corpus = corpus_of(english);
    corpus.front().text += U'!';
    CHECK(corpus_hash(corpus) != hash);
    corpus = corpus_of(english);
    corpus.front().situation = "elsewhere";
    CHECK(corpus_hash(corpus) != hash);
}

TEST_CASE("Measuring is done on situations that were not seen", "[scoring][learning]") {
    const auto tables = cross_validate(corpus_of(english), {});
    const auto& en = tables[static_cast<std::size_t>(Language::en)];
    for (const Behaviour b : {sorry, options}) {
        INFO(id(b));
        CHECK(en[index(b)].total() == 40);
        CHECK(*en[index(b)].quadratic_kappa() > 0.6);
    }
    CHECK(tables[static_cast<std::size_t>(Language::zh)][0].total() == 0);
}

TEST_CASE("What only one situation knows helps with no other", "[scoring][learning]") {
    // In every situation a word of its own says everything. Dividing replies instead of situations would find that out.
    std::vector<Example> corpus;
    for (int situation = 0; situation < 20; ++situation)
        for (int reply = 0; reply < 4; ++reply) {
            const std::u32string own(4, static_cast<char32_t>(U'a' + situation));
            Labels labels;
            if (situation % 2 == 0) labels.set(sorry, 2);
            corpus.push_back({"s" + std::to_string(situation), Language::en, U"well " + own, labels});
        }
    const auto table = cross_validate(corpus, {})[0][index(sorry)];
    CHECK(table.total() == 80);
    CHECK(table.quadratic_kappa().value_or(0) < 0.3);
}

TEST_CASE("What is too rare to be learned is left out, not guessed", "[scoring][learning]") {
    auto corpus = corpus_of(english);
    for (std::size_t i = 0; i < 7; ++i) corpus[i * 4].labels.set(Behaviour::hand_over, 2); // one fewer than needed
    const LinearModel model = train(corpus, {}, 1);
    CHECK_FALSE(model.output(Language::en, Behaviour::hand_over, 1));
    CHECK_FALSE(model.output(Language::en, Behaviour::restate, 1));
    CHECK(model.output(Language::en, sorry, 1));
    CHECK(given(model, U"i'm sorry we sent you the wrong lamp, that was our mistake", Behaviour::hand_over) == 0);
}

TEST_CASE("A fault is learned from the sentence that has it, though only the reply is labelled",
          "[scoring][learning]") {
    // Every blaming reply opens with words that no other has, and that differ from desk to desk; what blames is shared.
    const std::u32string_view openings[] = {U"the van left at nine", U"room twelve is upstairs", U"your pills are here",
                                            U"gate four has closed", U"the boiler is a combi"};
    std::vector<Example> corpus;
    for (int desk = 0; desk < 20; ++desk) {
        const std::string situation = "desk-" + std::to_string(desk);
        const std::u32string opening(openings[desk % 5]);
        const std::u32string blaming = desk % 2 == 0 ? U"you should have read the label" : U"you should have rung us";
        Labels blamed;
        blamed.set(blame, 1);
        blamed.set(Behaviour::hide_behind_policy, 1); // one of those that are read beside the whole reply
        Example bad{situation, Language::en, opening + U". " + blaming, blamed};
        bad.parts = {{opening}, {blaming}, {U"thank you"}};
        Example good{situation, Language::en, opening + U". you will have it today", {}};
        good.parts = {{desk % 4 == 0 ? opening : U"good morning"}, {U"you will have it today"}, {U"thank you"}};
        corpus.push_back(std::move(bad));
        corpus.push_back(std::move(good));
    }
    const LinearModel model = train(corpus, {}, 1);
    CHECK(LinearModel::parse(model.bytes()).has_value());
    CHECK(train(corpus, on_all_processors(), 1).bytes() == model.bytes());
    CHECK(given(model, U"you should have asked us", blame) >= 1);
    for (const std::u32string_view opening : openings) CHECK(given(model, opening, blame) == 0);
    CHECK(given(model, U"thank you", blame) == 0);
    const auto table = cross_validate(corpus, {})[0][index(blame)];
    CHECK(table.f1().value_or(0) > 0.9);

    // Which sentence comes first makes no difference.
    auto turned = corpus;
    for (Example& e : turned) std::ranges::reverse(e.parts);
    const LinearModel other = train(turned, {}, 1);
    CHECK(given(other, U"you should have asked us", blame) >= 1);
    CHECK(given(other, U"thank you", blame) == 0);
    CHECK(corpus_hash(turned) != corpus_hash(corpus));
}

TEST_CASE("A severe fault is not given on ten examples that are only mostly right", "[scoring][learning]") {
    auto corpus = corpus_of(english);
    for (Example& e : corpus) // half of the blame is mild, in the same words
        if (e.labels[blame] == 2 && (e.situation.back() - '0') % 2 == 0) e.labels.set(blame, 1);
    const LinearModel model = train(corpus, {}, 1);
    CHECK(given(model, U"you should have read it", blame) <= 1);
}

TEST_CASE("A language with fewer situations than folds is left out", "[scoring][learning]") {
    const std::vector<std::vector<TaughtReply>> few(english.begin(), english.begin() + 4);
    CHECK(train(corpus_of(few), {}, 1).weight_count() == 0);
    CHECK(train({}, {}, 1).weight_count() == 0);
    CHECK(cross_validate(corpus_of(few), {})[0][0].total() == 0);
    TrainingSettings unfolded;
    unfolded.folds = 0;
    CHECK(train(corpus_of(english), unfolded, 1).weight_count() == 0);
    CHECK(cross_validate(corpus_of(english), unfolded)[0][0].total() == 0);
    // and the other is learned all the same
    auto both = corpus_of(english);
    both.push_back({"zh-1", Language::zh, U"抱歉", {}});
    CHECK(train(both, {}, 1).weight_count() > 0);
}

TEST_CASE("Only the largest weights are kept", "[scoring][learning]") {
    TrainingSettings few;
    few.most_weights = few.most_fault_weights = 20;
    const LinearModel model = train(corpus_of(english), few, 1);
    std::size_t outputs = 0;
    for (std::size_t i = 0; i < behaviour_count; ++i)
        for (const Level level : {Level{1}, Level{2}})
            outputs += model.output(Language::en, behaviour_at(i), level) ? 1 : 0;
    CHECK(model.weight_count() > 0);
    CHECK(model.weight_count() <= 20 * outputs);
    CHECK(given(model, U"sorry, it was our mistake", sorry) >= 1);
}
