// Which of the author's replies a typed one amounts to, from what was read in it alone: words that have nothing in
// common with the author's.
#include "sim/dialogue/branch.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::dialogue;
using scoring::Behaviour;
using scoring::Labels;

namespace {

Labels labels(std::initializer_list<std::pair<Behaviour, scoring::Level>> shown) {
    Labels l;
    for (const auto& [b, level] : shown) l.set(b, level);
    return l;
}

std::string shows(const std::string& list) { return R"("shows":{)" + list + "}"; }

// The reply that is followed, "otherwise" or "none".
std::string follows(const Session& s, const Labels& read, bool scorable = true) {
    const Followed to = followed(s, fits(s, read, "Own words entirely."), read, scorable);
    if (to.branch == otherwise_branch) return "otherwise";
    return std::string(s.scenario().replies_of(s.node())[to.branch].id);
}

constexpr const char* apology = R"("apologise":{"level":2,"en":"Reply good"},"restate":{"level":2,"en":"Reply good"})";
constexpr const char* formula = R"("apologise":{"level":1,"en":"Reply formula"})";
constexpr const char* blame = R"("dismiss_or_blame":{"level":1,"en":"Reply blame"})";

Session moment() {
    return story::start(story::of(story::node("a",
                                              story::reply("blame", "bad", shows(blame)) + "," +
                                                  story::reply("formula", "good", shows(formula)) + "," +
                                                  story::reply("good", "good", shows(apology)),
                                              R"("calls_for":["apologise","restate"],"otherwise":"b",)") +
                                  "," + story::node("b", story::reply("y", "good"))));
}

} // namespace

TEST_CASE("Words follow the reply that shows what they show", "[dialogue][typed][branch]") {
    const Session s = moment();
    using enum Behaviour;
    CHECK(follows(s, labels({{apologise, 2}, {restate, 2}})) == "good");
    CHECK(follows(s, labels({{apologise, 1}})) == "formula");
    CHECK(follows(s, labels({{dismiss_or_blame, 1}})) == "blame");
}

TEST_CASE("Doing more than the author's good reply leads where it leads", "[dialogue][typed][branch]") {
    const Session s = moment();
    using enum Behaviour;
    const Labels more = labels({{apologise, 2},
                                {restate, 1},
                                {acknowledge_feeling, 2},
                                {take_ownership, 2},
                                {explain_steps, 2},
                                {ask_open, 2}});
    CHECK(follows(s, more) == "good");
}

TEST_CASE("Whoever does something for the customer was understood", "[dialogue][typed][branch]") {
    const Session s = moment();
    using enum Behaviour;
    // Nothing that is called for here, but no fault either: the nearest reply without one.
    CHECK(follows(s, labels({{explain_steps, 2}, {take_ownership, 2}})) != "otherwise");
    CHECK(follows(s, labels({{explain_steps, 2}, {take_ownership, 2}})) != "blame");
    // Beside what is called for, a small fault loses nobody.
    CHECK(follows(s, labels({{apologise, 1}, {over_promise, 1}, {self_centred, 1}})) != "otherwise");
}

TEST_CASE("Words that name one option do not follow a reply that offers another", "[dialogue][typed][branch]") {
    const Session s = story::start(story::of(story::node(
        "a", story::reply("coupon", "bad",
                          R"("offers":["coupon"],"shows":{"offer_options":{"level":1,"en":"Reply coupon"}})") +
                 "," +
                 story::reply("money", "good",
                              R"("offers":["refund"],"shows":{"offer_options":{"level":1,"en":"Reply money"}})"))));
    Labels offer;
    offer.set(Behaviour::offer_options, 1);
    const auto first = [&](std::string_view words) {
        return std::string(s.scenario().replies_of(s.node())[fits(s, offer, words).front().reply].id);
    };
    CHECK(first("I would give you a refund.") == "money");
    CHECK(first("I would give you a coupon.") == "coupon");
    CHECK(first("I would give you something.") == "coupon"); // the author's order
}

TEST_CASE("What does nothing, or does harm alone, leads to otherwise", "[dialogue][typed][branch]") {
    const Session s = moment();
    using enum Behaviour;
    CHECK(follows(s, {}) == "otherwise");
    CHECK(follows(s, labels({{open_contact, 2}, {speak_plainly, 2}})) == "otherwise");
    CHECK(follows(s, labels({{self_centred, 1}})) == "otherwise");
    CHECK(follows(s, labels({{apologise, 1}, {dismiss_or_blame, 2}})) != "good");
    CHECK(follows(s, labels({{apologise, 2}, {restate, 2}}), false) == "otherwise"); // nothing could be read
}
