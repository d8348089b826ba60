// A drill in the trainee's own words: read without trace, said, left, resumed, tried again.
#include "sim/training/debrief.h"
#include "sim/training/drill.h"
#include "tests/training/own_words.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::Drill;

namespace {

constexpr const char* kind_words = "I'm sorry, we left you without a word for three days. Tell me what happened.";

training::DrillSettings typing(std::string_view mode = records::input_free_text) {
    training::DrillSettings settings{.seed = 7};
    settings.input_mode = mode;
    return settings;
}

} // namespace

TEST_CASE("Reading typed words leaves no trace", "[training][drill][typed]") {
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), typing(), 0);
    REQUIRE(drill);
    const auto before = drill->session().state_bytes();
    const auto reading = drill->read(kind_words);
    REQUIRE(reading);
    CHECK(reading->reply.text == kind_words);
    CHECK(reading->recognition.labels[scoring::Behaviour::apologise] > 0);
    CHECK(reading->fits.size() == drill->session().now().offered_count);
    CHECK(drill->session().state_bytes() == before);
    CHECK(drill->session().log().empty());
    CHECK_FALSE(drill->header().grader.empty());
    CHECK(drill->header().input_mode == records::input_free_text);
}

TEST_CASE("What was typed outlives the program and can be tried again", "[training][drill][typed]") {
    Desk desk;
    std::string id, state;
    std::vector<dialogue::TurnRecord> said_before;
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), typing(records::input_say_then_choose), 0);
        REQUIRE(drill);
        id = drill->header().id;
        REQUIRE(drill->say(kind_words, "b", 4000));
        REQUIRE(drill->session().log()[0].typed);
        CHECK(drill->session().log()[0].kind == scoring::ReplyKind::typed);
        CHECK(drill->session().log()[0].response_ms < 4000);
        state = drill->session().state_bytes();
        said_before = drill->session().log().records();
    }
    desk.restart();
    auto drill = Drill::resume(desk.services(), id, 5000);
    REQUIRE(drill);
    CHECK(drill->session().state_bytes() == state);
    CHECK(drill->session().log().records() == said_before);
    CHECK(drill->typing());
    CHECK(drill->notices().empty());
    REQUIRE(drill->say("This is what I do now: I send a new one today.", "a", 20'000));
    REQUIRE(drill->choose("a", 40'000));
    REQUIRE(drill->stored());

    const auto loaded = training::load_attempt(desk.services(), id);
    REQUIRE(loaded);
    CHECK(loaded->session.log().records() == drill->session().log().records());
    const auto debrief = training::debrief_of(*loaded);
    CHECK(debrief.turns[0].reply_text.best(Language::zh) == kind_words);
    CHECK(debrief.turns[0].typed);
    CHECK(debrief.timed);
    for (const auto& e : debrief.turns[0].evidence_in(Language::en))
        CHECK(std::string(kind_words).find(e.quote) != std::string::npos);

    auto again = Drill::again_from(desk.services(), *loaded, 2, 0);
    REQUIRE(again);
    CHECK(again->typing());
    CHECK(again->session().log().records() == said_before);
    REQUIRE(again->say(kind_words, "b", 4000)); // another way on from there
}

TEST_CASE("What the author says of a reply is said of own words that show as much",
          "[training][drill][typed][debrief]") {
    using scoring::Behaviour;
    Desk desk;
    auto drill = Drill::start(desk.services(), desk.scenario(), typing(), 0);
    REQUIRE(drill);
    const auto why = [&](scoring::Labels shown, dialogue::Matched matched = dialogue::Matched::by_reading) {
        dialogue::TypedReply reply = story::typed("Three days, of course you worry.", shown, 0); // a: acknowledges, 2
        reply.matched = matched;
        const auto attempt = played_with(*drill, {{.typed = reply}});
        return training::debrief_of(attempt).turns[0].why.best(Language::en);
    };
    scoring::Labels as_much, less, with_a_fault;
    as_much.set(Behaviour::acknowledge_feeling, 2);
    as_much.set(Behaviour::restate, 1);
    less.set(Behaviour::acknowledge_feeling, 1);
    with_a_fault.set(Behaviour::acknowledge_feeling, 2);
    with_a_fault.set(Behaviour::self_centred, 1);
    CHECK(why(as_much) == "You named it.");
    CHECK(why(less).empty());
    CHECK(why(with_a_fault).empty());
    CHECK(why(less, dialogue::Matched::by_trainee) == "You named it."); // she said that this is what she meant
}

TEST_CASE("Typing is refused with a reason where it cannot be", "[training][drill][typed]") {
    Desk desk;
    auto choosing = Drill::start(desk.services(), desk.scenario(), seven, 0);
    REQUIRE(choosing);
    CHECK(choosing->read(kind_words).error().code == "typing_not_in_mode");
    CHECK(choosing->say(kind_words, std::nullopt, 4000).error().code == "typing_not_in_mode");
    CHECK(choosing->header().grader.empty());

    auto drill = Drill::start(desk.services(), desk.scenario(), typing(), 0);
    REQUIRE(drill);
    CHECK(drill->say("  \n", std::nullopt, 4000).error().code == "typed_empty");
    CHECK(drill->say(std::string(100'000, 'x'), std::nullopt, 4000).error().code == "typed_too_long");
    CHECK(drill->say(kind_words, "zz", 4000).error().code == "reply_not_offered");
    CHECK(drill->session().log().empty());
    CHECK_FALSE(drill->problem());

    // Nothing can be read in it: it is a turn all the same, shows nothing, and the customer waits for another.
    const auto node = drill->session().node().id;
    REQUIRE(drill->say("?!…", std::nullopt, 4000));
    CHECK(drill->session().log()[0].labels.none());
    CHECK(drill->session().log()[0].typed->not_scorable == "symbols_only");
    CHECK(drill->session().node().id == node);

    training::Services without = desk.services();
    without.grader = {};
    const auto unavailable = Drill::start(without, desk.scenario(), typing(), 0);
    REQUIRE_FALSE(unavailable);
    CHECK(unavailable.error().front().code == "typing_unavailable");
    CHECK(Drill::start(without, desk.scenario(), seven, 0).has_value());
}

TEST_CASE("Resumed under another grader it says so, and keeps what was graded", "[training][drill][typed]") {
    Desk desk;
    std::string id;
    std::vector<dialogue::TurnRecord> said_before;
    {
        auto drill = Drill::start(desk.services(), desk.scenario(), typing(), 0);
        id = drill->header().id;
        REQUIRE(drill->say(kind_words, "b", 4000));
        said_before = drill->session().log().records();
    }
    training::Services other = desk.services();
    other.grader = [ours = other.grader]() -> std::expected<training::ReplyGrader, Diagnostic> {
        auto grader = ours();
        if (grader) grader->version += "-other";
        return grader;
    };
    const auto drill = Drill::resume(other, id, 0);
    REQUIRE(drill);
    CHECK(codes(drill->notices()) == std::vector<std::string>{"grader_changed"});
    CHECK(drill->session().log().records() == said_before);
}
