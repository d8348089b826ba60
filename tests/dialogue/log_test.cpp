// The log keeps records small and gives them back whole.
#include "sim/base/random.h"
#include "sim/dialogue/log.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;

namespace {

std::int16_t any_delta(Random& random) { return static_cast<std::int16_t>(static_cast<int>(random.below(401)) - 200); }

TurnRecord any_record(Random& random) {
    TurnRecord r;
    r.node = random.next();
    r.line = static_cast<std::uint16_t>(random.below(0x10000));
    r.reply = static_cast<std::uint8_t>(random.below(most_replies));
    r.kind = static_cast<scoring::ReplyKind>(random.below(4));
    r.offered_count = static_cast<std::uint8_t>(random.below(most_replies + 1));
    for (std::size_t i = 0; i < r.offered_count; ++i)
        r.offered[i] = static_cast<std::uint8_t>(random.below(most_replies));
    r.language = random.below(2) == 0 ? Language::en : Language::zh;
    r.correction_check = random.below(2) == 0;
    r.response_ms = random.next();
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        r.labels.set(scoring::behaviour_at(i), static_cast<Level>(random.below(3)));
    r.branch = {static_cast<Target::Kind>(random.below(4)), random.next()};
    r.after = {static_cast<std::int16_t>(random.below(101)), static_cast<std::int16_t>(random.below(101)),
               random.below(2) == 0};
    for (std::uint32_t i = random.below(most_reasons + 1); i > 0; --i)
        r.reasons.add({static_cast<ReasonCode>(1 + random.below(13)),
                       scoring::behaviour_at(random.below(20)),
                       static_cast<Level>(random.below(256)),
                       {any_delta(random), any_delta(random)}});
    if (r.kind != scoring::ReplyKind::typed) return r;
    TypedReply typed;
    typed.text = std::string("Typed ").append(std::to_string(random.next()));
    r.typed = TypedPart(std::move(typed));
    return r;
}

} // namespace

TEST_CASE("A log gives back exactly the records it was given", "[dialogue][log]") {
    Random random(5, Purpose::test, 1);
    std::vector<TurnRecord> given;
    Log log;
    for (int i = 0; i < 500; ++i) {
        given.push_back(any_record(random));
        REQUIRE(Log::holds(given.back()));
        log.add(given.back());
    }
    const LogView view(log);
    REQUIRE(view.size() == given.size());
    for (std::size_t i = 0; i < given.size(); ++i) REQUIRE(view[i] == given[i]);
    CHECK(view.records() == given);
    CHECK(view.front() == given.front());
    CHECK(view.back() == given.back());
    CHECK(view.first(3) == std::vector(given.begin(), given.begin() + 3));
    CHECK(view.last(3) == std::vector(given.end() - 3, given.end()));
    CHECK(view.subspan(498) == std::vector(given.begin() + 498, given.end()));
    CHECK(view.first(501) == given);
    CHECK(view.last(501) == given);
    CHECK(view.subspan(501).empty());
    const Log copy = log;
    CHECK(std::ranges::equal(LogView(copy), given));
}

TEST_CASE("A log of any length gives every turn back, and a copy goes its own way", "[dialogue][log]") {
    const auto numbered = [](std::uint32_t i) {
        TurnRecord r;
        r.node = i;
        r.response_ms = ~i;
        for (std::uint32_t reason = 0; reason < i % 4; ++reason)
            r.reasons.add(
                {ReasonCode::waited, {}, static_cast<Level>(i % 256), {static_cast<std::int16_t>(reason), 1}});
        return r;
    };
    constexpr std::uint32_t turns = 140'000;
    Log log;
    Log copy;
    for (std::uint32_t i = 0; i < turns; ++i) {
        if (i == turns / 2) copy = log;
        log.add(numbered(i));
    }
    copy.add(numbered(7));
    REQUIRE(log.size() == turns);
    REQUIRE(copy.size() == turns / 2 + 1);
    bool same = true;
    for (std::uint32_t i = 0; i < turns; ++i) same = same && log[i] == numbered(i);
    for (std::uint32_t i = 0; i < turns / 2; ++i) same = same && copy[i] == numbered(i);
    CHECK(same);
    CHECK(copy[turns / 2] == numbered(7));
}

TEST_CASE("What a log could not give back whole it does not take", "[dialogue][log]") {
    TurnRecord fine;
    REQUIRE(Log::holds(fine));
    const auto refused = [&](auto spoil) {
        TurnRecord r = fine;
        spoil(r);
        return !Log::holds(r);
    };
    CHECK(refused([](TurnRecord& r) { r.reply = most_replies; }));
    CHECK(refused([](TurnRecord& r) { r.offered_count = most_replies + 1; }));
    CHECK(refused([](TurnRecord& r) { r.offered_count = 1, r.offered[0] = most_replies; }));
    CHECK(refused([](TurnRecord& r) { r.after.anger = 101; }));
    CHECK(refused([](TurnRecord& r) { r.after.trust = -1; }));
}

TEST_CASE("Reasons outlive the record they are taken from", "[dialogue][log]") {
    Log log;
    TurnRecord r;
    r.reasons.add({ReasonCode::waited, {}, 2, {6, -3}});
    r.reasons.add({ReasonCode::limit, {}, 0, {-1, 0}});
    log.add(r);
    int anger = 0;
    for (const Reason& reason : LogView(log)[0].reasons.all()) anger += reason.delta.anger;
    CHECK(anger == 5);
    const Reasons copy = LogView(log).back().reasons;
    CHECK(copy == r.reasons);
    CHECK(copy.all().size() == 2);
}
