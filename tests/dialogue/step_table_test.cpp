// What is laid out for the step says what the scenario says.
#include "sim/base/random.h"
#include "sim/dialogue/condition.h"
#include "tests/dialogue/bench_scenario.h"
#include "tests/dialogue/story.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace rapport;
using namespace rapport::dialogue;

namespace {

// Follows a session by its log and the written conditions and effects alone.
class Reader {
public:
    explicit Reader(const Session& s)
        : s_(s.scenario()), seen_(s_.nodes.size() / 64 + 1), chosen_(s_.replies.size() / 64 + 1), mood_(s.mood()) {
        for (const Variable& v : s_.variables) variables.push_back(v.start);
    }

    // The replies the written conditions allow at a node reached with this turn.
    std::vector<std::uint8_t> open_at(std::uint32_t node) {
        const Node& n = s_.nodes[node];
        std::vector<std::uint8_t> open;
        for (std::uint8_t i = 0; i < n.replies.count; ++i) {
            const Reply& reply = s_.replies_of(n)[i];
            const std::uint32_t index = n.replies.first + i;
            if (reply.once && ((chosen_[index / 64] >> (index % 64)) & 1U) != 0) continue;
            if (value(reply.when) != 0) open.push_back(i);
        }
        seen_[node / 64] |= std::uint64_t{1} << (node % 64);
        return open;
    }

    void answered(const TurnRecord& r) {
        mood_ = r.after;
        if (r.kind != scoring::ReplyKind::none) seconds_ = static_cast<std::int32_t>(r.response_ms / 1000);
        if (r.kind == scoring::ReplyKind::chosen) {
            const Node& n = s_.nodes[r.node];
            const std::uint32_t index = n.replies.first + r.reply;
            chosen_[index / 64] |= std::uint64_t{1} << (index % 64);
            for (const Assignment& a : Scenario::slice(s_.effects, s_.replies[index].effects)) {
                const Variable& v = s_.variables[a.variable];
                variables[a.variable] = std::clamp(value(a.value), v.min, v.max);
            }
        }
        for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
            best_[i] = std::max(best_[i], r.labels[scoring::behaviour_at(i)]);
        ++turn_;
    }

    std::vector<std::int32_t> variables;

private:
    std::int32_t value(Range code) const {
        const Facts facts{.anger = mood_.anger,
                          .trust = mood_.trust,
                          .turn = turn_,
                          .seconds = seconds_,
                          .ready = mood_.ready,
                          .variables = variables.data(),
                          .seen = seen_.data(),
                          .chosen = chosen_.data(),
                          .shown = best_.data()};
        return evaluate(s_.code_of(code), facts);
    }

    const Scenario& s_;
    std::vector<std::uint64_t> seen_, chosen_;
    Mood mood_;
    std::array<Level, scoring::behaviour_count> best_{};
    std::int32_t turn_ = 1, seconds_ = 0;
};

// Walks at random and holds everything offered and every variable against the reader.
void follow(Session s, std::uint64_t seed, std::size_t turns) {
    Random random(seed, Purpose::test, 21);
    Reader reader(s);
    std::size_t read = 0;
    while (true) {
        const auto log = s.log();
        std::vector<std::uint8_t> open;
        // Moves the story makes by itself are entered too.
        for (; read <= log.size(); ++read) {
            if (read > 0) reader.answered(log[read - 1]);
            const bool last = read == log.size();
            if (last && s.over()) return;
            open = reader.open_at(last ? s.now().node : log[read].node);
        }
        auto offered = std::vector(s.now().replies().begin(), s.now().replies().end());
        std::ranges::sort(offered);
        INFO(s.scenario().id << ", seed " << seed << ", turn " << s.now().turn << ", node " << s.node().id);
        REQUIRE(offered == open);
        for (std::size_t i = 0; i < reader.variables.size(); ++i) REQUIRE(s.variable(i) == reader.variables[i]);
        if (log.size() >= turns || s.now().offered_count == 0) return;
        REQUIRE(s.choose_at(random.below(s.now().offered_count), random.below(40'000)));
    }
}

// Conditions and effects of every kind, the common and the rare.
std::shared_ptr<const Scenario> everything() {
    const std::string variables =
        R"("variables":{"n":{"type":"int","min":-5,"max":5,"start":1},"m":{"type":"int","min":-1000000000,)"
        R"("max":1000000000},"told":{"type":"bool"}},)";
    const std::vector<std::pair<std::string, std::string>> pairs{
        {"", R"("n = n + 1")"},
        {"told", R"("told = false")"},
        {"not told", R"("told = true")"},
        {"n >= -2", R"("n = n - 2","m = m + n")"},
        {"n != 3 and not told", R"("m = 999999999","n = -4")"},
        {"anger < 75 or trust == 20", R"("n = anger - 70")"},
        {"turn <= 20", R"("m = turn")"},
        {"seconds > 15", R"("m = seconds + 3","told = n > 0")"},
        {"ready", R"("told = ready")"},
        {"not seen(b)", R"("n = -n")"},
        {"chosen(a.r1) and 2 < n", R"("m = m * 1000000")"},
        {"m == -1000000000 or m > 5", R"("m = m - 1000000000")"},
    };
    std::string replies;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& [when, effects] = pairs[i];
        std::string more = R"("do":[)" + effects + "]";
        if (!when.empty()) more += R"(,"when":")" + when + "\"";
        if (i == 1) more += R"(,"once":true)";
        replies += (i > 0 ? "," : "") + story::reply("r" + std::to_string(i), i % 5 == 4 ? "b" : "a", more);
    }
    return story::of(story::node("a", replies) + "," +
                         story::node("b", story::reply("back", "a", R"("do":["n = m"])") + "," +
                                              story::reply("listen", "a", R"("mood":{"anger":-9,"trust":4})") + "," +
                                              story::reply("stop", "good", R"("when":"turn > 50")")),
                     variables);
}

} // namespace

TEST_CASE("What is offered and what replies do is what the written conditions and effects say",
          "[dialogue][step_table]") {
    const auto scenario = everything();
    for (std::uint64_t seed = 0; seed < 40; ++seed) follow(story::start(scenario, seed), seed, 60);
    for (const auto& shipped : story::library())
        for (std::uint64_t seed = 0; seed < 20; ++seed) follow(story::start(shipped, seed), seed, 40);
}

TEST_CASE("A changed copy of a scenario is followed as changed", "[dialogue][step_table]") {
    const auto written = story::of(story::node("a", story::reply("x", "b") + "," + story::reply("y", "good")) + "," +
                                   story::node("b", story::reply("z", "good")));
    REQUIRE(written->steps.get() != nullptr);
    auto copy = std::make_shared<Scenario>(*written);
    CHECK(copy->steps.get() == nullptr);
    copy->replies[0].to = {Target::Kind::ending, 1};
    auto s = story::start(copy);
    REQUIRE(s.choose("x", 1000));
    REQUIRE(s.over());
    CHECK(s.ending()->id == "bad");
    auto as_written = story::start(written);
    REQUIRE(as_written.choose("x", 1000));
    CHECK(as_written.node().id == "b");
}

TEST_CASE("A node and its replies take as few cache lines as they can", "[dialogue][step_table]") {
    const auto scenario = story::synthetic_scenario(500);
    const StepTable& steps = *scenario->steps.get();
    for (std::uint32_t i = 0; i + 1 < scenario->nodes.size(); ++i) { // the last has a reply more
        const StepTable::Place here = steps.at(i);
        REQUIRE(here.node().replies == 3);
        REQUIRE(here.node().first_reply == scenario->nodes[i].replies.first);
        REQUIRE(steps.way(i).words[0] == scenario->lines_of(scenario->nodes[i])[0].text[Language::en].data());
        REQUIRE(here.reply(2).target() == scenario->replies_of(scenario->nodes[i])[2].to);
        REQUIRE(reinterpret_cast<std::uintptr_t>(&here.node()) % cache_line == 0); // four records: two lines
    }
}
