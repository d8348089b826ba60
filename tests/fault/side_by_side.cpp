// Several programs on the same records at the same moment.
#include "tests/fault/team.h"

namespace rapport::tests::fault {
namespace {

// So many programs at once; their results.
template <class Start>
std::vector<Result> at_once(int programs, Start&& start) {
    std::vector<Result> results(static_cast<std::size_t>(programs));
    std::vector<std::thread> all;
    for (auto& result : results) all.emplace_back([&] { result = start(); });
    for (auto& thread : all) thread.join();
    return results;
}

// Runs by script side by side, round after round; all of them stored.
void many(const Ground& ground, Findings& findings, const Desk& desk, int rounds, int programs) {
    for (int round = 0; round < rounds; ++round)
        for (const auto& result : at_once(programs, [&] { return ground.by_script(desk); }))
            findings.add("round " + std::to_string(round), result.exit == 0 ? "" : "was not stored", result);
    const auto rows = parsed(desk.run({"records", "list", "--json", "--limit", "0"}))["attempts"];
    const auto expected = static_cast<std::size_t>(rounds) * static_cast<std::size_t>(programs);
    findings.add("in the end", rows.size() == expected ? "" : std::to_string(rows.size()) + " are stored");
    for (const auto& row : rows)
        if (ground.shown(desk, row["attempt"]) != ground.scripted) findings.add("in the end", "one is not as played");
    const auto verified = desk.run({"records", "verify"});
    findings.add("in the end", verified.exit == 0 ? "" : "the chain does not hold", verified);
}

// Two programs that go on with the same drill: one does, and it is kept once.
void the_same(const Ground& ground, Findings& findings, int rounds) {
    for (int i = 0; i < rounds; ++i) {
        const Desk desk(ground, Desk::Records::earlier);
        desk.run({"play", ground.scenario, "--seed", "5"}, "1\n1\nq\n");
        const auto both = at_once(2, [&] { return desk.run({"play", "--resume", "last"}, answers()); });
        std::string wrong;
        for (const auto& result : both)
            if (wrong.empty()) wrong = Ground::manners(result);
        if (wrong.empty() && both[0].exit != 0 && both[1].exit != 0) wrong = "neither went on";
        if (wrong.empty()) wrong = ground.aftermath(desk, 2);
        findings.add("the same drill", wrong, both[0].exit != 0 ? both[0] : both[1]);
    }
}

} // namespace

bool side_by_side(const Ground& ground) {
    Findings findings("programs side by side");
    const bool brief = ground.setting.brief;
    many(ground, findings, Desk(ground, Desk::Records::none), brief ? 4 : 60, 2);
    many(ground, findings, Desk(ground, Desk::Records::none), brief ? 1 : 10, 6);
    for (int i = 0; i < (brief ? 2 : 20); ++i) many(ground, findings, Desk(ground, Desk::Records::none), 1, 3);
    the_same(ground, findings, brief ? 3 : 40);
    try {
        const Team team(ground);
        many(ground, findings, team.desk, brief ? 2 : 30, 2);
        const Team other(ground);
        many(ground, findings, other.desk, brief ? 1 : 10, 4);
    } catch (const std::exception& e) {
        findings.note(std::string("not on a server: ") + e.what());
    }
    return findings.report();
}

} // namespace rapport::tests::fault
