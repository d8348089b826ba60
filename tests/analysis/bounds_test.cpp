// A bound may be loose, never wrong.
#include "sim/analysis/bounds.h"

#include "tests/analysis/scenarios.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::analysis;
using namespace rapport::analysis::test;
using dialogue::Session;

namespace {

struct Checked {
    const Bounds &best, &worst;
    std::uint64_t states = 0, exact = 0;
    bool broken = false;
};

struct Range {
    std::int32_t lowest = 10001, highest = -1;
};

// Every contact from here on, and whether the bounds here hold for all of them.
Range visit(const Session& session, Progress progress, std::size_t turns, Checked& checked) {
    if (session.over()) {
        progress.close();
        const auto total = scoring::scores(progress.grades(), progress.tally()).total.value_or(0);
        checked.broken = checked.broken || total != graded(session);
        return {total, total};
    }
    if (session.log().size() >= turns) return {};
    progress.face(session.node().calls_for);
    Range range;
    for (std::size_t i = 0; i <= session.now().offered_count; ++i) {
        Session next = session;
        const auto moved = i == session.now().offered_count
                               ? next.keep_silent(scripted_silence_ms(session.scenario(), session.node()))
                               : next.choose_at(i, scripted_response_ms(session.scenario()));
        if (!moved) continue;
        Progress after = progress;
        after.take(next.log()[session.log().size()].labels, next.log()[session.log().size()].correction_check);
        const Range ahead = visit(next, after, turns, checked);
        range.lowest = std::min(range.lowest, ahead.lowest);
        range.highest = std::max(range.highest, ahead.highest);
    }
    const std::int32_t highest = checked.best.total(progress, session.now().node);
    const std::int32_t lowest = checked.worst.total(progress, session.now().node);
    if (range.highest >= 0) checked.broken = checked.broken || range.highest > highest || range.lowest < lowest;
    ++checked.states;
    checked.exact += range.highest == highest ? 1 : 0;
    return range;
}

} // namespace

TEST_CASE("No contact passes the bound of any moment on its way", "[analysis][bounds]") {
    std::uint64_t states = 0, exact = 0;
    for (std::uint64_t i = 0; i < 700; ++i) {
        const bool circles = i % 2 == 1;
        const auto scenario = random_scenario(5000 + i, 10, circles);
        const Graph graph = graph_of(*scenario);
        const Bounds best(*scenario, graph, Objective::best), worst(*scenario, graph, Objective::worst);
        Checked checked{best, worst};
        visit(Session(scenario, mood_table(), {.seed = i}), Progress(scenario->grades), circles ? 6 : 400, checked);
        INFO("scenario " << i);
        REQUIRE_FALSE(checked.broken);
        states += checked.states;
        exact += checked.exact;
    }
    CHECK(states > 20'000);
    CHECK(exact > states / 5); // and they are of use
}

TEST_CASE("Where no ending can be reached nothing beats anything", "[analysis][bounds]") {
    const auto scenario = make({.grades = {Behaviour::restate},
                                .nodes = {{.id = "round", .replies = {{.id = "a", .to = "about"}}},
                                          {.id = "about", .replies = {{.id = "a", .to = "round"}}}}});
    const Graph graph = graph_of(*scenario);
    CHECK(graph.turns_to_ending[0] == dialogue::none);
    CHECK(Bounds(*scenario, graph, Objective::best).total(Progress(scenario->grades), 0) == -1);
    CHECK(Bounds(*scenario, graph, Objective::worst).total(Progress(scenario->grades), 0) == 10001);
}
