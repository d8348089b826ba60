// Replies in the trainee's own words: what they are to the customer, and that the log keeps every one of them.
#include "sim/dialogue/save.h"
#include "sim/dialogue/transcript.h"
#include "tests/dialogue/story.h"
#include "tests/dialogue/typed_samples.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;
using scoring::Behaviour;
using scoring::Labels;

namespace {

constexpr int longest_walk = 40;

Labels labels_of(std::initializer_list<std::pair<Behaviour, int>> shown) {
    Labels labels;
    for (const auto& [b, level] : shown) labels.set(b, static_cast<Level>(level));
    return labels;
}

Labels authored(const Scenario& s, const Reply& reply) {
    Labels labels;
    for (const Shown& shown : s.shown_by(reply)) labels.set(shown.behaviour, shown.level);
    return labels;
}

// What the moment made of it, without who said it and how.
void check_same_move(const TurnRecord& a, const TurnRecord& b) {
    CHECK(a.labels == b.labels);
    CHECK(a.after == b.after);
    CHECK(a.reasons == b.reasons);
    CHECK(a.branch == b.branch);
}

std::vector<ReasonCode> codes_of(const TurnRecord& record) {
    std::vector<ReasonCode> codes;
    for (const Reason& r : record.reasons) codes.push_back(r.code);
    return codes;
}

bool cost(const TurnRecord& record, ReasonCode code) {
    const auto codes = codes_of(record);
    return std::ranges::find(codes, code) != codes.end();
}

} // namespace

TEST_CASE("A typed reply moves the customer as a chosen one with the same labels would", "[dialogue][typed]") {
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            Random random(seed, Purpose::test, 21);
            auto chosen = story::start(scenario, seed);
            auto typed = story::start(scenario, seed);
            for (int i = 0; i < longest_walk && !chosen.over(); ++i) {
                const std::uint32_t ms = random.below(90000);
                const std::uint8_t place = chosen.now().offered[random.below(chosen.now().offered_count)];
                const Reply& reply = scenario->replies_of(chosen.node())[place];
                TypedReply words =
                    story::typed(std::string(reply.text.best(Language::en)), authored(*scenario, reply), place);
                words.evidence.clear(); // where nothing says what comes first, the author does
                INFO(chosen.node().id << "." << reply.id);
                const std::size_t turn = chosen.log().size();
                REQUIRE(typed.say(std::move(words), ms));
                REQUIRE(chosen.choose(reply.id, ms));
                check_same_move(typed.log()[turn], chosen.log()[turn]);
                REQUIRE(typed.over() == chosen.over());
                // Effects and once-only count as well: both stand in the same place.
                REQUIRE(typed.state_bytes() == chosen.state_bytes());
            }
        }
}

TEST_CASE("Typed and chosen mixed: replayed, saved and rewound it is the same", "[dialogue][typed][property]") {
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            Random random(seed, Purpose::test, 22);
            auto s = story::start(scenario, seed);
            for (int i = 0; i < longest_walk && !s.over(); ++i) REQUIRE(story::mixed_step(s, random));

            const auto again = Session::replay(scenario, story::mood_table(), s.settings(), s.log());
            REQUIRE(again);
            CHECK(again->state_bytes() == s.state_bytes());
            CHECK(again->log().records() == s.log().records());

            auto restored = restore(save(s), scenario, story::mood_table());
            REQUIRE(restored);
            CHECK(restored->log().records() == s.log().records());
            CHECK(restored->state_bytes() == s.state_bytes());
            CHECK(save(*restored) == save(s));

            const std::size_t from = random.below(static_cast<std::uint32_t>(s.log().size() + 1));
            const auto rewound = s.rewound(from);
            CHECK(rewound.log().records() == s.log().first(from));
            const auto first = s.log().first(from);
            const auto replayed = Session::replay(scenario, story::mood_table(), s.settings(), std::span(first));
            REQUIRE(replayed);
            CHECK(replayed->state_bytes() == rewound.state_bytes());
            if (s.over()) continue;
            // Going on is the same from here, from the replay and from the save.
            Random one(seed, Purpose::test, 23), two = one;
            auto on = s;
            while (!on.over() && on.log().size() < s.log().size() + 6) REQUIRE(story::mixed_step(on, one));
            while (!restored->over() && restored->log().size() < on.log().size())
                REQUIRE(story::mixed_step(*restored, two));
            CHECK(restored->state_bytes() == on.state_bytes());
        }
}

TEST_CASE("Mood keeps its scale and its reasons add up, whatever was typed", "[dialogue][typed][property]") {
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 100; seed < 140; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            Random random(seed, Purpose::test, 24);
            auto s = story::start(scenario, seed);
            for (int i = 0; i < longest_walk && !s.over(); ++i) REQUIRE(story::mixed_step(s, random));
            Mood before = s.mood_at_start();
            for (const TurnRecord& record : s.log()) {
                int anger = before.anger, trust = before.trust;
                for (const Reason& r : record.reasons) anger += r.delta.anger, trust += r.delta.trust;
                REQUIRE((anger == record.after.anger && trust == record.after.trust));
                REQUIRE((record.after.ready || !before.ready));
                before = record.after;
            }
        }
}

TEST_CASE("Words that fit no reply go where `otherwise` leads, or the customer waits for others", "[dialogue][typed]") {
    const auto scenario = story::of(story::node("a", story::reply("x", "b"), R"("otherwise":"b",)") + "," +
                                    story::node("b", story::reply("y", "good")));
    auto s = story::start(scenario);
    REQUIRE(s.say(story::typed("Asdf.", {}), 1000));
    CHECK(s.node().id == "b");
    CHECK(cost(s.log()[0], ReasonCode::nothing_offered));
    const Mood before = s.mood();
    REQUIRE(s.say(story::typed("Asdf again.", {}), 1000));
    CHECK(s.node().id == "b"); // no `otherwise`: still here
    CHECK(s.now().turn == 3);
    CHECK(s.mood().anger > before.anger);
    CHECK_FALSE(s.over());
    const auto again = Session::replay(scenario, story::mood_table(), s.settings(), s.log());
    REQUIRE(again);
    CHECK(again->state_bytes() == s.state_bytes());
}

TEST_CASE("A typed reply counts as the reply it follows", "[dialogue][typed]") {
    const auto scenario =
        story::of(story::node("a", story::reply("x", "a", R"("once":true,"do":["n = n + 1"],"mood":{"anger":-5})") +
                                       "," + story::reply("y", "good", R"("when":"chosen(a.x) and n == 1")") + "," +
                                       story::reply("z", "bad")),
                  R"("variables":{"n":{"type":"int","min":0,"max":3,"start":0}},)");
    auto s = story::start(scenario);
    REQUIRE(s.say(story::typed("My own x.", {}, 0), 1000));
    CHECK(s.variable(0) == 1);
    CHECK(cost(s.log()[0], ReasonCode::scenario));
    REQUIRE(s.now().offered_count == 2); // y and z; x is used up
    const auto refused = s.say(story::typed("My own x.", {}, 0), 1000);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "reply_not_offered");
    REQUIRE(s.say(story::typed("My own y.", {}, 1), 1000));
    CHECK(s.over());
}

TEST_CASE("The moment has the last word on what was read", "[dialogue][typed]") {
    const auto scenario = story::of(story::node("a", story::reply("x", "a") + "," + story::reply("y", "good"),
                                                R"("asks":{"id":"when","en":["when"]},)"));
    auto s = story::start(scenario);
    const Labels said = labels_of({{Behaviour::open_contact, 2},
                                   {Behaviour::let_speak, 2},
                                   {Behaviour::close_with_follow_up, 2},
                                   {Behaviour::restate, 1}});
    REQUIRE(s.say(story::typed("Hello, do go on, I call you tomorrow at ten.", said, 0), 1000));
    CHECK(s.log()[0].labels[Behaviour::open_contact] == 2);
    CHECK(s.log()[0].labels[Behaviour::let_speak] == 0);            // rule 19: she has just asked
    CHECK(s.log()[0].labels[Behaviour::close_with_follow_up] == 1); // rule 12
    CHECK(cost(s.log()[0], ReasonCode::question_unanswered));
    REQUIRE(s.say(story::typed("Hello again.", said, 1), 1000));
    CHECK(s.log()[1].labels[Behaviour::open_contact] == 0); // rule 1
    CHECK(s.log()[1].labels[Behaviour::close_with_follow_up] == 2);

    const auto turns = transcript(s).turns;
    REQUIRE(turns.size() == 2);
    CHECK(turns[0].reply_text == "Hello, do go on, I call you tomorrow at ten.");
    CHECK(turns[0].reply == "x");
    CHECK(turns[0].kind == scoring::ReplyKind::typed);
    for (const auto& e : turns[0].evidence) {
        CHECK(e.level == turns[0].labels[e.behaviour]);
        CHECK(e.behaviour != Behaviour::let_speak);
        CHECK(e.reason == (e.behaviour == Behaviour::close_with_follow_up ? "moment" : "test"));
        if (e.behaviour == Behaviour::restate) CHECK(e.missing == "specific");
    }
    CHECK(turns[0].evidence.size() == 3);
    CHECK(transcript(s).timed);
}

TEST_CASE("A solution before any listening is premature when typed, too, and only then", "[dialogue][typed]") {
    const auto scenario = story::of(story::node("a", story::reply("x", "a") + "," + story::reply("y", "good")));
    const Labels hasty = labels_of({{Behaviour::premature_solution, 1}, {Behaviour::offer_options, 1}});
    auto s = story::start(scenario); // anger 80
    REQUIRE(s.say(story::typed("Just restart it.", hasty), 1000));
    CHECK(s.log()[0].labels[Behaviour::premature_solution] == 1);

    auto listened = story::start(scenario);
    Labels both = hasty;
    both.set(Behaviour::restate, 1);
    REQUIRE(listened.say(story::typed("Three days! Just restart it.", both), 1000));
    CHECK(listened.log()[0].labels[Behaviour::premature_solution] == 0); // the reader saw less than the moment knows
    CHECK(cost(listened.log()[0], ReasonCode::shows));
}

TEST_CASE("What cannot be a turn is refused and leaves no trace", "[dialogue][typed]") {
    const auto scenario = story::of(story::node("a", story::reply("x", "good")));
    auto s = story::start(scenario);
    const auto refused = [&](const TypedReply& reply) {
        const auto done = s.say(reply, 1000);
        REQUIRE_FALSE(done);
        CHECK(s.log().empty());
        return done.error();
    };
    CHECK(refused(story::typed("", {})).code == "typed_empty");
    const auto longer = refused(story::typed(std::string(longest_typed + 1, 'a'), {}));
    CHECK(longer.code == "typed_too_long");
    CHECK(longer.arg("most") == "8000");
    CHECK(longer.arg("length") == "8001");
    CHECK(refused(story::typed("\xFF", {})).code == "typed_unreadable");
    CHECK(refused(story::typed("a\x1B[2J", {})).code == "typed_unreadable");
    CHECK(refused(story::typed(" a", {})).code == "typed_unreadable");
    CHECK(refused(story::typed("fine", {}, 1)).code == "reply_not_offered");
    auto outside = story::typed("fine", labels_of({{Behaviour::restate, 1}}));
    outside.evidence[0].start = 2;
    CHECK(refused(outside).code == "typed_unreadable");
    auto other = story::typed("fine", labels_of({{Behaviour::restate, 1}}));
    other.evidence[0].quote = "mine";
    CHECK(refused(other).code == "typed_unreadable");
    REQUIRE(s.say(story::typed("fine", {}, 0), 1000));
    CHECK(s.say(story::typed("fine", {}, 0), 1000).error().code == "attempt_over");
}

TEST_CASE("Typed text is kept as plain text", "[dialogue][typed]") {
    CHECK(typed_text("  Hello \r\n there\t!\n ") == "Hello \n there !");
    CHECK(typed_text("\xE3\x80\x80您好\xE3\x80\x80") == "您好");
    CHECK(typed_text("a\x1B[2Jb") == "a[2Jb");
    CHECK(typed_text(std::string_view("a\0b", 3)) == "ab");
    CHECK(typed_text("a\xE2\x80\xAE"
                     "b") == "ab"); // right-to-left override
    CHECK(typed_text("\xFF"
                     "a\xC3") == "\xEF\xBF\xBD"
                                 "a\xEF\xBF\xBD");
    CHECK(typed_text(" \n\t ").empty());
    CHECK(typed_text("👨‍👩‍👧") == "👨‍👩‍👧"); // joined emoji stay joined
    Random random(7, Purpose::test, 25);
    for (int i = 0; i < 500; ++i) {
        std::string bytes;
        for (std::uint32_t n = random.below(60); n > 0; --n) bytes.push_back(static_cast<char>(random.below(256)));
        const std::string once = typed_text(bytes);
        REQUIRE(valid_utf8(once));
        REQUIRE(typed_text(once) == once);
    }
}

TEST_CASE("A save with typed turns is damaged, never believed, when a byte is changed", "[dialogue][typed][save]") {
    const auto scenario = story::library()[0];
    Random random(3, Purpose::test, 26);
    auto s = story::start(scenario);
    for (int i = 0; i < 8 && !s.over(); ++i) REQUIRE(story::mixed_step(s, random));
    const std::string whole = save(s);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
        REQUIRE_FALSE(restore(bytes, scenario, story::mood_table()));
        REQUIRE_FALSE(restore(whole.substr(0, at), scenario, story::mood_table()));
    }
}
