// Every flaw, where it is and where it is not.
#include "sim/analysis/analysis.h"
#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include <map>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;
using enum rapport::scoring::Behaviour;

namespace {

using Words = std::map<std::string, std::pair<std::string_view, std::string_view>>; // "node.reply" → en, zh
const WordLists kind{std::vector<std::string>{"sorry", "of course"}, std::vector<std::string>{"抱歉", "当然"}};

std::shared_ptr<dialogue::Scenario> worded(const S& story, const Words& words) {
    auto s = std::make_shared<dialogue::Scenario>(*make(story));
    for (const auto& n : s->nodes)
        for (std::uint32_t i = 0; i < n.replies.count; ++i) {
            auto& reply = s->replies[n.replies.first + i];
            std::string name(n.id);
            const auto found = words.find(name.append(".").append(reply.id));
            reply.text = {};
            if (found != words.end()) reply.text.in = {found->second.first, found->second.second};
        }
    s->languages = {true, !words.empty() && !words.begin()->second.second.empty()};
    return s;
}

std::vector<Flaw> flaws(const std::shared_ptr<const dialogue::Scenario>& s) {
    return flaws_of(*s, reach_of(s, mood_table(), {}), kind);
}

std::vector<std::string> codes(const std::vector<Flaw>& list) {
    std::vector<std::string> out;
    for (const Flaw& f : list) out.push_back(f.what.code);
    return out;
}
using Codes = std::vector<std::string>;

// Two distinct replies at one node, the first the better one.
S pair() {
    return {.grades = {restate},
            .nodes = {{.id = "n",
                       .calls_for = {restate},
                       .replies = {{.id = "a", .shows = {{restate, 2}}, .to = "!resolved", .model = true},
                                   {.id = "b", .shows = {{restate, 1}}, .to = "!resolved"}}}}};
}
const Words plain{{"n.a", {"Three days late, and you want it sent again.", "晚了三天，您希望补发。"}},
                  {"n.b", {"So your order has not come yet, as you say.", "就是说订单还没收到，对吧。"}}};

// `count` moments in a row with a good reply and two poor ones.
S moments(int count) {
    S story{.grades = {restate}};
    for (int i = 0; i < count; ++i) {
        std::string id = "n";
        std::string next = "n";
        const std::string to = i + 1 < count ? next.append(std::to_string(i + 1)) : "!resolved";
        story.nodes.push_back({.id = id.append(std::to_string(i)),
                               .calls_for = {restate},
                               .replies = {{.id = "good", .shows = {{restate, 2}}, .to = to},
                                           {.id = "poor", .shows = {{restate, 1}}, .to = to},
                                           {.id = "bad", .shows = {{self_centred, 1}}, .to = to}}});
    }
    return story;
}

Words in_each(int count, std::string_view good, std::string_view poor, std::string_view bad) {
    Words words;
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        std::string a = "n", b = "n", c = "n";
        words[a.append(number).append(".good")] = {good, {}};
        words[b.append(number).append(".poor")] = {poor, {}};
        words[c.append(number).append(".bad")] = {bad, {}};
    }
    return words;
}

} // namespace

TEST_CASE("A sound item has no flaws", "[analysis][flaws]") { CHECK(codes(flaws(worded(pair(), plain))).empty()); }

TEST_CASE("The best reply must not be known by its length", "[analysis][flaws]") {
    constexpr std::string_view long_one = "You have waited three days and want it sent again.";
    constexpr std::string_view middle = "So the order you placed is late, I hear it.";
    constexpr std::string_view short_one = "We are quite busy at the moment.";
    const auto longest = flaws(worded(moments(5), in_each(5, long_one, middle, short_one)));
    REQUIRE(codes(longest) == Codes{"best_is_longest"});
    CHECK(longest[0].node == dialogue::none);
    CHECK(longest[0].what.arg("language") == "en");
    CHECK(longest[0].what.arg("right") == "5");
    CHECK(longest[0].what.arg("moments") == "5");
    CHECK(codes(flaws(worded(moments(5), in_each(5, short_one, middle, long_one)))) == Codes{"best_is_shortest"});
    CHECK(codes(flaws(worded(moments(5), in_each(5, middle, short_one, long_one)))).empty());
    // Three times is chance.
    CHECK(codes(flaws(worded(moments(3), in_each(3, long_one, middle, short_one)))).empty());
    // Nearly the same length is no clue.
    CHECK(codes(flaws(worded(moments(5),
                             in_each(5, "You have waited three days now for it.", "So the order you made is late, yes.",
                                     "We are quite busy at the moment.."))))
              .empty());
}

TEST_CASE("What guessing would often give is no flaw", "[analysis][flaws]") {
    CHECK(beyond_chance(4, {4, 4, 4, 4}));             // 1 in 256
    CHECK_FALSE(beyond_chance(3, {4, 4, 4}));          // 1 in 64, but three moments say little
    CHECK_FALSE(beyond_chance(4, {4, 4, 4, 4, 4}));    // 1 in 64
    CHECK_FALSE(beyond_chance(6, {2, 2, 2, 2, 2, 2})); // 1 in 64
    CHECK(beyond_chance(7, {2, 2, 2, 2, 2, 2, 2}));    // 1 in 128
    CHECK_FALSE(beyond_chance(4, {1, 1, 1, 1}));
    // Beyond 500 moments by the normal distribution: mean 250, standard deviation 13.7.
    const std::vector<std::size_t> many(1000, 4);
    CHECK_FALSE(beyond_chance(280, many));
    CHECK(beyond_chance(283, many));
}

TEST_CASE("Kind words must not give the best reply away", "[analysis][flaws]") {
    constexpr std::string_view a = "Sorry: three days, and it is to be sent again.";
    constexpr std::string_view b = "So the order you made is late, as you say it.";
    constexpr std::string_view c = "We are quite busy at the moment, I have to say.";
    const auto found = flaws(worded(moments(5), in_each(5, a, b, c)));
    CHECK(codes(found) == Codes{"best_by_kind_words"});
    CHECK(codes(flaws(worded(moments(5), in_each(5, b, a, c)))).empty());
    // Where poor ones are as polite, tone says nothing.
    CHECK(
        codes(flaws(worded(moments(5), in_each(5, a, "Of course the order you made is late, I see it.", c)))).empty());
}

TEST_CASE("Words are found whole in English and anywhere in Chinese", "[analysis][flaws]") {
    const std::vector<std::string> en{"sorry", "of course"}, zh{"抱歉"};
    CHECK(contains_any("I'm SORRY, but", en, Language::en));
    CHECK(contains_any("Of course.", en, Language::en));
    CHECK_FALSE(contains_any("a sorrysome tale", en, Language::en));
    CHECK_FALSE(contains_any("of coursework", en, Language::en));
    CHECK(contains_any("非常抱歉，先生", zh, Language::zh));
    CHECK_FALSE(contains_any("您好", zh, Language::zh));
}

TEST_CASE("One reply half as long again as any other stands out", "[analysis][flaws]") {
    Words words = plain;
    words["n.a"] = {"Three days late, and you had counted on it for Sunday, so you want it sent again by Friday.",
                    "晚了三天，您希望补发。"};
    auto found = flaws(worded(pair(), words));
    REQUIRE(codes(found) == Codes{"best_stands_out"});
    CHECK(found[0].node == 0);
    CHECK(found[0].reply == 0);
    CHECK(found[0].what.arg("language") == "en");
    std::swap(words["n.a"], words["n.b"]); // a long poor one gives nothing away
    CHECK(codes(flaws(worded(pair(), words))).empty());
    words["n.a"] = {"Three days.", "三天没到，您是急着周日给老人家过生日用，希望周五之前一定补发到。"};
    words["n.b"] = {"Well, yes.", "就是说订单还没收到，对吧。"};
    found = flaws(worded(pair(), words));
    REQUIRE(codes(found) == Codes{"best_stands_out"}); // half as long again, but both short: English is no flaw
    CHECK(found[0].what.arg("language") == "zh");
}

TEST_CASE("Two replies with the same words", "[analysis][flaws]") {
    Words words = plain;
    words["n.b"] = {"Three days late, and you want it sent again!", "就是说订单还没收到，对吧。"};
    const auto found = flaws(worded(pair(), words));
    REQUIRE(codes(found) == Codes{"replies_alike"});
    CHECK(found[0].reply == 1);
    CHECK(found[0].what.arg("first") == "a");
    S story = pair(); // one for one case, the other for another: never side by side
    story.nodes[0].replies[0].when = "anger >= 40";
    story.nodes[0].replies[1].when = "anger < 90";
    CHECK(codes(flaws(worded(story, words))).empty());
    CHECK(likeness("abcd", "ABCD!") == 100);
    CHECK(likeness("abc", "xyz") == 0);
    CHECK(likeness("night", "nacht") == 25);
    CHECK(likeness("退款三天到账", "退款五天到账") == 60);
}

TEST_CASE("Two replies that do the same leave nothing to choose between them", "[analysis][flaws]") {
    S story = pair();
    story.nodes[0].replies.push_back({.id = "c", .shows = {{restate, 1}}, .to = "!resolved"});
    Words words = plain;
    words["n.c"] = {"I hear that something went wrong with it.", "我听您说好像出了点什么问题。"};
    const auto found = flaws(worded(story, words));
    REQUIRE(codes(found) == Codes{"replies_equivalent"});
    CHECK(found[0].reply == 2);
    CHECK(found[0].what.arg("first") == "b");
    for (const auto& change : std::vector<void (*)(R&)>{[](R& r) {
                                                            r.shows = {{restate, 1}, {let_speak, 1}};
                                                        },
                                                        [](R& r) { r.solution = true; }, [](R& r) { r.anger = 5; },
                                                        [](R& r) { r.to = "!lost"; }, [](R& r) { r.check = true; },
                                                        [](R& r) { r.when = "turn == 1"; }}) {
        S other = story;
        other.endings.emplace_back("lost", scoring::Outcome::lost);
        change(other.nodes[0].replies[2]);
        CHECK(codes(flaws(worded(other, words))).empty());
    }
}

TEST_CASE("A node with one reply, or with replies that are all as good, is no choice", "[analysis][flaws]") {
    S story = pair();
    story.nodes[0].replies.pop_back();
    CHECK(codes(flaws(worded(story, plain))) == Codes{"single_reply"});
    story = pair();
    story.nodes[0].replies[1].shows = {{restate, 2}, {let_speak, 1}};
    CHECK(codes(flaws(worded(story, plain))) == Codes{"no_real_choice"});
    story.nodes[0].replies[1].anger = -10; // it matters after all
    CHECK(codes(flaws(worded(story, plain))).empty());
}

TEST_CASE("The model answer is the best", "[analysis][flaws]") {
    S story = pair();
    story.nodes[0].replies[0].model = false;
    story.nodes[0].replies[1].model = true;
    const auto found = flaws(worded(story, plain));
    REQUIRE(codes(found) == Codes{"model_not_best"});
    CHECK(found[0].reply == 1);
    CHECK(found[0].what.arg("better") == "a");
}

TEST_CASE("A reply whose condition never holds", "[analysis][flaws]") {
    S story = pair();
    story.nodes[0].replies[1].when = "trust > 100";
    const auto found = flaws(worded(story, plain));
    REQUIRE(codes(found) == Codes{"reply_out_of_reach"});
    CHECK(found[0].reply == 1);
    story.nodes[0].replies[1].when = "trust <= 100";
    CHECK(codes(flaws(worded(story, plain))).empty());
}

TEST_CASE("What is graded is called for where one gets to, and can be shown in full", "[analysis][flaws]") {
    S story = pair();
    story.grades.push_back(apologise);
    auto found = flaws(worded(story, plain));
    REQUIRE(codes(found) == Codes{"graded_never_called_here"});
    CHECK(found[0].what.arg("behaviour") == "apologise");
    story.nodes[0].calls_for.push_back(apologise);
    story.nodes[0].replies[0].shows.emplace_back(apologise, 1);
    CHECK(codes(flaws(worded(story, plain))) == Codes{"graded_never_full"});
    story.nodes[0].replies[0].shows.back().second = 2;
    CHECK(codes(flaws(worded(story, plain))).empty());
}

TEST_CASE("Totals: full marks can be had, and the expert stands out", "[analysis][flaws]") {
    S story = pair();
    story.nodes[0].replies[0].check = true;
    const auto run = [&](const S& of) { return analyse(worded(of, plain), mood_table(), kind); };
    // Right or wrong at even odds: with two replies the random trainee's median is that of a coin.
    auto found = run(story);
    CHECK(found.range.max.path.total_hundredths == 10000);
    CHECK_FALSE(
        std::ranges::any_of(found.flaws, [](const Flaw& f) { return f.what.code == "full_marks_out_of_reach"; }));

    story.nodes[0].replies[0].shows = {{restate, 2}, {self_centred, 1}};
    found = run(story);
    const auto out =
        std::ranges::find(found.flaws, "full_marks_out_of_reach", [](const Flaw& f) { return f.what.code; });
    REQUIRE(out != found.flaws.end());
    CHECK(out->what.arg("total") == "96");

    // Where every reply is as good, nobody can be told apart.
    story.nodes[0].replies[0].shows = {{restate, 2}};
    story.nodes[0].replies[1].shows = {{restate, 2}, {let_speak, 1}};
    story.nodes[0].replies[1].check = true;
    found = run(story);
    CHECK(std::ranges::count(codes(found.flaws), "does_not_tell_apart") == 4);
    CHECK_FALSE(clean(found));
}

TEST_CASE("Where trainees come apart and nothing else is wrong, the analysis is clean", "[analysis][flaws]") {
    S story = pair();
    auto& replies = story.nodes[0].replies;
    replies[0].check = true;
    replies[1] = {.id = "b", .shows = {{take_ownership, 1}}, .to = "!resolved", .solution = true};
    replies.push_back({.id = "c", .shows = {{apologise, 1}, {open_contact, 1}}, .to = "!resolved"});
    replies.push_back({.id = "d", .shows = {{acknowledge_feeling, 2}, {let_speak, 2}}, .to = "!resolved"});
    Words words = plain;
    words["n.c"] = {"Hello there, we do regret any inconvenience.", "您好，给您添麻烦了，实在不应该。"};
    words["n.d"] = {"That must be awful for you, please go on.", "您一定气坏了，您慢慢说我在听。"};
    const auto found = analyse(worded(story, words), mood_table(), kind);
    CHECK(codes(found.flaws).empty());
    CHECK(clean(found));
    CHECK(found.reach.exact);
}
