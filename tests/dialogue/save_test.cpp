// Saves are small, exact, and safe to open whatever is in them.
#include "sim/base/random.h"
#include "sim/dialogue/save.h"
#include "tests/dialogue/bench_scenario.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport;
using namespace rapport::dialogue;

namespace {

constexpr std::size_t checksum_at = 4;
constexpr std::size_t body_at = 8;

void play(Session& s, std::uint64_t seed, std::size_t turns) {
    Random random(seed, Purpose::test, 3);
    while (!s.over() && s.log().size() < turns) {
        if (s.node().silence_to.kind != Target::Kind::nowhere && random.below(8) == 0)
            REQUIRE(s.keep_silent(random.below(90'000)));
        else
            REQUIRE(s.choose_at(random.below(s.now().offered_count), random.below(90'000)));
    }
}

std::expected<Session, Diagnostic> opened(std::string_view bytes, const Session& like) {
    return restore(bytes, like.scenario_ptr(), story::mood_table());
}

std::string refusal(std::string_view bytes, const Session& like) {
    const auto session = opened(bytes, like);
    REQUIRE_FALSE(session);
    return session.error().code;
}

// CRC-32 (ISO-HDLC), bit by bit.
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t c = ~0U;
    for (const char byte : bytes) {
        c ^= static_cast<unsigned char>(byte);
        for (int i = 0; i < 8; ++i) c = (c >> 1U) ^ ((c & 1U) * 0xEDB88320U);
    }
    return ~c;
}

// The bytes with the checksum they ought to have: only what is behind it can now give them away.
std::string sealed(std::string bytes) {
    const std::uint32_t c = crc32(std::string_view(bytes).substr(body_at));
    for (unsigned i = 0; i < 4; ++i) bytes[checksum_at + i] = static_cast<char>((c >> (8 * i)) & 0xFFU);
    return bytes;
}

} // namespace

TEST_CASE("A session restored from its save is the same session", "[dialogue][save]") {
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            auto s = story::start(scenario, seed, 150);
            play(s, seed, seed); // none, one, two … turns
            s.speak(seed % 2 == 0 ? Language::en : Language::zh);
            const std::string bytes = save(s);
            const auto again = opened(bytes, s);
            REQUIRE(again);
            CHECK(again->state_bytes() == s.state_bytes());
            CHECK(std::ranges::equal(again->log(), s.log()));
            CHECK(again->settings().language == s.settings().language);
            CHECK(again->settings().seed == s.settings().seed);
            CHECK(again->settings().leniency == s.settings().leniency);
            CHECK(save(*again) == bytes);
        }
}

TEST_CASE("A restored session goes on as the first would have", "[dialogue][save]") {
    auto s = story::start(story::library()[0]);
    play(s, 4, 2);
    auto again = opened(save(s), s);
    REQUIRE(again);
    play(s, 5, 60);
    play(*again, 5, 60);
    CHECK(again->state_bytes() == s.state_bytes());
}

TEST_CASE("A drill of twenty turns is saved in less than a kilobyte", "[dialogue][save]") {
    for (const std::uint32_t nodes : {100U, 2500U}) {
        INFO(nodes << " nodes");
        auto s = story::start(story::synthetic_scenario(nodes));
        play(s, 1, 20);
        CHECK(save(s).size() < 1024);
    }
    // In the shipped scenarios, where replies show much and move much, the same holds turn by turn.
    for (const auto& scenario : story::library())
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            INFO(scenario->id << ", seed " << seed);
            auto s = story::start(scenario, seed);
            const std::size_t empty = save(s.rewound(0)).size();
            play(s, seed, 20);
            CHECK(empty < 64);
            CHECK(save(s).size() < empty + s.log().size() * 48);
        }
}

TEST_CASE("A save grows with the turns and with nothing else", "[dialogue][save]") {
    const auto small = story::synthetic_scenario(50);
    const auto large = story::synthetic_scenario(100); // as many bytes for a node's number
    auto s = story::start(small);
    auto l = story::start(large);
    std::vector<std::size_t> sizes;
    for (std::size_t turns = 0; turns <= 400; turns += 100) {
        play(s, 1, turns);
        play(l, 1, turns);
        sizes.push_back(save(l).size());
        // The same turns, give or take a reply more or less on offer and a reason at the end of the scale.
        CHECK(save(l).size() < save(s).size() + turns * 5 + 8);
    }
    for (std::size_t i = 1; i + 1 < sizes.size(); ++i) {
        const std::size_t first = sizes[1] - sizes[0];
        CHECK(sizes[i + 1] - sizes[i] < first + first / 4);
        CHECK(sizes[i + 1] - sizes[i] > first - first / 4);
    }
}

TEST_CASE("A save cut short or with any bit changed is refused", "[dialogue][save]") {
    auto s = story::start(story::library()[0]);
    play(s, 2, 6);
    const std::string bytes = save(s);
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK(refusal(bytes.substr(0, size), s) == "save_damaged");
    CHECK(refusal(bytes + '\0', s) == "save_damaged");
    for (std::size_t i = 0; i < bytes.size(); ++i)
        for (unsigned bit = 0; bit < 8; ++bit) {
            auto changed = bytes;
            changed[i] = static_cast<char>(changed[i] ^ static_cast<char>(1U << bit));
            const auto code = refusal(changed, s);
            CHECK((code == "save_damaged" || (i == 3 && code == "save_newer")));
        }
}

TEST_CASE("A save made up with a right checksum is refused or is one the product could have written",
          "[dialogue][save]") {
    REQUIRE(crc32("123456789") == 0xCBF43926U); // the published check value
    auto s = story::start(story::library()[0]);
    play(s, 2, 8);
    const std::string bytes = save(s);
    REQUIRE(sealed(bytes) == bytes);
    const auto check = [&](const std::string& made_up) {
        const auto opened_one = opened(made_up, s);
        if (opened_one)
            CHECK(save(*opened_one) == made_up);
        else
            CHECK_THAT(opened_one.error().code,
                       Catch::Matches("save_damaged|save_newer|save_other_scenario|log_mismatch"));
    };
    for (std::size_t i = body_at; i < bytes.size(); ++i) {
        for (unsigned value = 0; value < 256; ++value) {
            auto changed = bytes;
            changed[i] = static_cast<char>(value);
            check(sealed(changed));
        }
        check(sealed(bytes.substr(0, i)));
    }
    Random random(1, Purpose::test, 7);
    for (int n = 0; n < 3000; ++n) {
        auto changed = bytes;
        for (std::uint32_t k = 1 + random.below(4); k > 0; --k) {
            const auto at = body_at + random.below(static_cast<std::uint32_t>(changed.size() - body_at));
            if (random.below(3) == 0)
                changed.erase(at, 1);
            else
                changed.insert(at, 1, static_cast<char>(random.below(256)));
            if (changed.size() <= body_at + 1) break;
        }
        check(sealed(changed));
    }
}

TEST_CASE("A save that promises more turns than it holds is refused at once", "[dialogue][save]") {
    auto s = story::start(story::synthetic_scenario(100));
    std::string bytes = save(s);
    REQUIRE(bytes.back() == 0); // no turns
    bytes.pop_back();
    bytes.append(8, '\xFF').append(1, '\x7F');
    CHECK(refusal(sealed(bytes), s) == "save_damaged");
}

TEST_CASE("Saves of newer versions and of other scenarios say so", "[dialogue][save]") {
    const auto scenarios = story::library();
    auto s = story::start(scenarios[0]);
    play(s, 3, 4);
    auto bytes = save(s);
    const auto other = restore(bytes, scenarios[1], story::mood_table());
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "save_other_scenario");
    CHECK(other.error().arg("scenario") == scenarios[0]->id);
    // The same id, but a node more than when it was saved.
    auto changed = *scenarios[0];
    changed.nodes.push_back(changed.nodes.back());
    const auto grown = restore(bytes, std::make_shared<const Scenario>(changed), story::mood_table());
    REQUIRE_FALSE(grown);
    CHECK(grown.error().code == "save_other_scenario");

    auto engine = bytes;
    engine[body_at] = static_cast<char>(engine_version + 1);
    const auto newer_engine = opened(sealed(engine), s);
    REQUIRE_FALSE(newer_engine);
    CHECK(newer_engine.error().code == "save_newer");
    CHECK(newer_engine.error().arg("version") == std::to_string(engine_version + 1));
    bytes[3] = static_cast<char>(save_version + 1);
    CHECK(refusal(bytes, s) == "save_newer");
    CHECK(refusal("not a save at all", s) == "save_damaged");
    CHECK(refusal("", s) == "save_damaged");
}
