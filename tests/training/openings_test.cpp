// What the customer said and nobody took up: found in their words, said sparingly.
#include "sim/base/text.h"
#include "sim/training/debrief.h"
#include "tests/training/own_words.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using scoring::Behaviour;
using scoring::Labels;
using training::Drill;
using training::LeftOpen;
using training::OpeningKind;

namespace {

std::vector<std::vector<LeftOpen>> left_after(const std::vector<OwnWords>& story) {
    Desk desk;
    auto drill = Drill::start(desk.services(), telling_drill(desk), seven, 0);
    REQUIRE(drill.has_value());
    const auto attempt = played_with(*drill, story);
    const auto all = training::left_open(attempt.session);
    REQUIRE(all.size() == attempt.session.log().size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& record = attempt.session.log()[i];
        const auto& s = attempt.session.scenario();
        CHECK(all[i].size() <= training::most_left_open);
        for (const LeftOpen& opening : all[i])
            for (const Language l : all_languages) {
                const auto line = s.lines_of(s.nodes[record.node])[record.line].text.best(l);
                CHECK(code_point_slice(line, opening.in(l).start, opening.in(l).length) == opening.in(l).quote);
                CHECK_FALSE(opening.in(l).quote.empty());
            }
    }
    return all;
}

std::vector<OpeningKind> kinds(const std::vector<LeftOpen>& openings) {
    std::vector<OpeningKind> found;
    for (const LeftOpen& o : openings) found.push_back(o.kind);
    return found;
}

Labels with_labels(std::initializer_list<std::pair<Behaviour, scoring::Level>> levels) {
    Labels labels;
    for (const auto& [b, level] : levels) labels.set(b, level);
    return labels;
}

using Kinds = std::vector<OpeningKind>;

} // namespace

TEST_CASE("What neither this reply nor the next took up is named in the customer's words", "[training][openings]") {
    const auto all = left_after({{story::typed("One moment.", {})}, {story::typed("Hm, well.", {})}});
    REQUIRE(all.size() == 2);
    REQUIRE(kinds(all[0]) == Kinds{OpeningKind::question, OpeningKind::feeling}); // two at most
    CHECK(all[0][0].in(Language::en).quote == "What happened?");
    CHECK(all[0][0].in(Language::zh).quote == "到底怎么回事?");
    CHECK(all[0][1].in(Language::en).quote == "I am so worried");
    CHECK(all[0][1].in(Language::zh).quote == "我都急坏了");
    // The feeling has been named once; the customer asked again.
    CHECK(kinds(all[1]) == Kinds{OpeningKind::question, OpeningKind::want});
    CHECK(all[1][1].in(Language::en).quote == "I want it sent again");
}

TEST_CASE("What was taken up here or in the next reply is no missed opening", "[training][openings]") {
    const auto here = left_after({{story::typed(
        "No wonder you worry. I will have it sent again after these three days.",
        with_labels({{Behaviour::acknowledge_feeling, 1}, {Behaviour::restate, 1}, {Behaviour::take_ownership, 2}}))}});
    CHECK(here.at(0).empty());
    const auto next =
        left_after({{story::typed("One moment.", {})},
                    {story::typed("No wonder you worry. I will have it sent again after these three days.",
                                  with_labels({{Behaviour::acknowledge_feeling, 1},
                                               {Behaviour::restate, 1},
                                               {Behaviour::take_ownership, 2}}))}});
    CHECK(next.at(0).empty());
}

TEST_CASE("Nobody is told of a missed opening where the reply was a 2 on it", "[training][openings]") {
    const auto all = left_after({{story::typed("Being left in the dark like that frays anybody's nerves.",
                                               with_labels({{Behaviour::acknowledge_feeling, 2}}))}});
    CHECK(kinds(all.at(0)) == Kinds{OpeningKind::question, OpeningKind::want});
    const auto told = left_after({{story::typed("So it is late and you would like another one, is that right?",
                                                with_labels({{Behaviour::restate, 2}}))}});
    CHECK(kinds(told.at(0)) == Kinds{OpeningKind::question, OpeningKind::feeling});
}

TEST_CASE("Facts are named only where none of them was told back", "[training][openings]") {
    const auto none = left_after(
        {{story::typed("Worried, I see; it will be sent again, I am on it.",
                       with_labels({{Behaviour::acknowledge_feeling, 1}, {Behaviour::take_ownership, 2}}))}});
    REQUIRE(kinds(none.at(0)) == Kinds{OpeningKind::fact});
    CHECK(none[0][0].in(Language::en).quote == "Three days with no word");
    CHECK(none[0][0].in(Language::zh).quote == "三天没消息");
    const auto one = left_after({{story::typed(
        "Worried, I see; it will be sent again, I am on it.",
        with_labels({{Behaviour::acknowledge_feeling, 1}, {Behaviour::restate, 1}, {Behaviour::take_ownership, 2}}))}});
    CHECK(one.at(0).empty());
}

TEST_CASE("The author's own replies are looked at in the same way", "[training][openings]") {
    // "One moment please."; then, to another line, everything told back.
    const auto all = left_after({{{}, "b"}, {{}, "a"}});
    CHECK(kinds(all.at(0)) == Kinds{OpeningKind::question, OpeningKind::feeling});
    CHECK(all.at(1).empty()); // nothing was asked or felt there in so many words
    // "Three days with no word would worry anyone, I will look now."
    CHECK(kinds(left_after({{{}, "a"}}).at(0)) == Kinds{OpeningKind::question, OpeningKind::want});
}

TEST_CASE("The debrief of own words: what was read, what was not, and the author's answer beside",
          "[training][debrief]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), telling_drill(desk), seven, 0);
    REQUIRE(drill.has_value());
    dialogue::TypedReply mixed = story::typed(
        "You should have waited. Three days would worry anyone, sorry.",
        with_labels(
            {{Behaviour::acknowledge_feeling, 2}, {Behaviour::apologise, 1}, {Behaviour::dismiss_or_blame, 1}}));
    mixed.unsure.add(Behaviour::restate);
    dialogue::TypedReply salad = story::typed("sorry refund understand", {});
    salad.not_scorable = "keywords";
    const auto d = training::debrief_of(played_with(*drill, {{mixed}, {salad}}));
    REQUIRE(d.turns.size() == 2);
    const auto& first = d.turns[0];
    CHECK(first.kind == scoring::ReplyKind::typed);
    CHECK(first.reply == "otherwise");
    std::vector<Behaviour> order;
    for (const auto& e : first.evidence_in(Language::en)) order.push_back(e.behaviour);
    // What was done well before what was not.
    CHECK(order == std::vector{Behaviour::acknowledge_feeling, Behaviour::apologise, Behaviour::dismiss_or_blame});
    CHECK(first.evidence[0] == first.evidence[1]);
    CHECK(first.unsure.has(Behaviour::restate));
    CHECK(first.not_scorable.empty());
    REQUIRE(first.model.has_value());
    CHECK(first.model->id == "a");
    CHECK_FALSE(first.chose_model);
    CHECK(d.turns[1].not_scorable == "keywords");
    CHECK(d.turns[1].evidence_in(Language::en).empty());
}

TEST_CASE("Where no model answer is marked, own words are set beside the reply that fits the moment best",
          "[training][debrief]") {
    Desk desk;
    auto path = telling_drill(desk);
    {
        std::ifstream in(path);
        std::string text(std::istreambuf_iterator<char>(in), {});
        for (std::size_t at; (at = text.find(R"(, "model": true)")) != std::string::npos;) text.erase(at, 15);
        std::ofstream(path) << text;
    }
    auto drill = Drill::start(desk.services(), path, seven, 0);
    REQUIRE(drill.has_value());
    const auto own = training::debrief_of(played_with(*drill, {{story::typed("Hm.", {})}}));
    REQUIRE(own.turns[0].model.has_value());
    CHECK(own.turns[0].model->id == "a"); // the one that names the feeling; c has a fault, b shows nothing
    const auto chosen = training::debrief_of(played_with(*drill, {{{}, "b"}}));
    CHECK_FALSE(chosen.turns[0].model.has_value()); // of the author's own replies the author decides
}
