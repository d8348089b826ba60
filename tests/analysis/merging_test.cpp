// States that are merged must have the same future.
#include "sim/analysis/relevance.h"

#include "sim/analysis/best_path.h"
#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;
using dialogue::Session;

namespace {

// What one reply leads to: what it showed and the key of where it led.
struct Step {
    scoring::Labels labels;
    bool check = false;
    std::string key; // "over" + ending where it ended
    bool operator==(const Step&) const = default;
};

class Walk {
public:
    Walk(std::uint64_t index, bool circles)
        : scenario_(random_scenario(index, 10, circles)), graph_(graph_of(*scenario_)),
          relevance_(*scenario_, *mood_table(), graph_) {
        Session session(scenario_, mood_table(), {.seed = index});
        Past past = relevance_.start();
        relevance_.follow(past, session);
        if (!session.over()) visit(session, past, circles ? 6 : 20);
    }

    std::size_t merged = 0;    // states met again under a key known already
    bool contradicted = false; // two of them had different futures

private:
    void visit(const Session& session, const Past& past, int turns) {
        if (turns == 0) return;
        std::map<std::uint8_t, Step> steps;
        for (std::size_t i = 0; i <= session.now().offered_count; ++i) {
            Session next = session;
            const bool silence = i == session.now().offered_count;
            const auto moved = silence ? next.keep_silent(scripted_silence_ms(*scenario_, session.node()))
                                       : next.choose_at(i, scripted_response_ms(*scenario_));
            if (!moved) continue;
            const auto& record = next.log()[session.log().size()];
            Past after = past;
            relevance_.follow(after, next);
            steps[silence ? std::uint8_t{0xFF} : session.now().offered[i]] = {
                record.labels, record.correction_check,
                next.over() ? "over" + std::string(next.ending()->id) : relevance_.key(next, after)};
            if (!next.over()) visit(next, after, turns - 1);
        }
        const auto [known, fresh] = steps_.emplace(relevance_.key(session, past), steps);
        if (fresh) return;
        ++merged;
        contradicted = contradicted || known->second != steps;
    }

    std::shared_ptr<const dialogue::Scenario> scenario_;
    Graph graph_;
    Relevance relevance_;
    std::map<std::string, std::map<std::uint8_t, Step>> steps_;
};

std::shared_ptr<const dialogue::Scenario> two_openings(const std::string& when_at_the_end) {
    return make({.grades = {Behaviour::restate},
                 .nodes = {{.id = "opening",
                            .replies = {{.id = "a", .shows = {{Behaviour::apologise, 2}}, .to = "end"},
                                        {.id = "b", .to = "end", .effects = {"x = 1"}},
                                        {.id = "c", .to = "end"}}},
                           {.id = "end",
                            .calls_for = {Behaviour::restate},
                            .replies = {{.id = "a", .shows = {{Behaviour::restate, 2}}, .to = "!resolved"},
                                        {.id = "b", .to = "!resolved", .when = when_at_the_end}}}},
                 .variables = {"x"}});
}

// How many different keys the three openings lead to.
std::size_t keys_after(const std::shared_ptr<const dialogue::Scenario>& scenario) {
    const Graph graph = graph_of(*scenario);
    const Relevance relevance(*scenario, *mood_table(), graph);
    std::set<std::string> keys;
    for (const char* id : {"a", "b", "c"}) {
        const Session session = played(scenario, {}, {id});
        Past past = relevance.start();
        relevance.follow(past, session);
        keys.insert(relevance.key(session, past));
    }
    return keys.size();
}

} // namespace

TEST_CASE("States under one key have one future", "[analysis][merging]") {
    std::size_t merged = 0;
    for (std::uint64_t i = 0; i < 1500; ++i) {
        const Walk walk(i, i % 2 == 1);
        INFO("scenario " << i);
        REQUIRE_FALSE(walk.contradicted);
        merged += walk.merged;
    }
    CHECK(merged > 8'000);
}

TEST_CASE("What nothing asks about keeps no states apart", "[analysis][merging]") {
    CHECK(keys_after(two_openings("")) == 1);
    CHECK(keys_after(two_openings("turn > 1")) == 1);
    CHECK(keys_after(two_openings("x == 1")) == 2);
    CHECK(keys_after(two_openings("chosen(opening.a)")) == 2);
    CHECK(keys_after(two_openings("shown(apologise) == 2")) == 2);
    CHECK(keys_after(two_openings("anger > 80")) == 2); // after the apology, and after either of the others
}

TEST_CASE("The mood counts while a solution may come too early", "[analysis][merging]") {
    const auto scenario = [](bool solution) {
        return make({.grades = {Behaviour::offer_options},
                     .nodes = {{.id = "opening",
                                .replies = {{.id = "a", .to = "end", .anger = -20},
                                            {.id = "b", .to = "end", .anger = 20},
                                            {.id = "c", .shows = {{Behaviour::let_speak, 1}}, .to = "end"}}},
                               {.id = "end",
                                .calls_for = {Behaviour::offer_options},
                                .replies = {{.id = "a",
                                             .shows = {{Behaviour::offer_options, 2}},
                                             .to = "!resolved",
                                             .solution = solution}}}}});
    };
    CHECK(keys_after(scenario(false)) == 1);
    CHECK(keys_after(scenario(true)) == 3); // calmer, angrier, and listened to: there the mood no longer counts
}
