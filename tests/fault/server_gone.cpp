// A team's server that dies in the middle of storing, at random moments, or is not there at all: the drill is played to
// its end, and what waits is stored later, once.
#include "sim/base/random.h"
#include "tests/fault/team.h"

#include <chrono>
#include <thread>

namespace rapport::tests::fault {
namespace {

void pause(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

Seen finished(cli::Process& process) {
    Seen seen;
    seen.result.exit = process.wait();
    seen.result.out = process.out();
    seen.result.err = process.err();
    const auto before = seen.result.out.substr(0, seen.result.out.find("── Debrief ──"));
    for (auto at = before.find("Mood: "); at != std::string::npos; at = before.find("Mood: ", at + 1))
        ++seen.acknowledged;
    return seen;
}

Words drill_words(const Ground& ground, const Team& team) {
    return {"play", ground.scenario, "--seed", "5", "--db", team.desk.database};
}

// At each statement of the transaction that stores: the server dies, or only ends the connection.
void in_the_middle(const Ground& ground, Findings& findings) {
    for (const std::string table :
         {"rapport_scenarios", "rapport_attempts", "rapport_behaviours", "rapport_chain_heads", "rapport_chain"})
        for (const bool dies : {true, false}) {
            if (ground.setting.brief && (!dies || table != "rapport_behaviours")) continue;
            Team team(ground);
            auto held = team.hold(table);
            cli::Process process(ground.program, drill_words(ground, team), team.desk.in);
            process.write(answers());
            std::string wrong = team.somebody_waits() ? "" : "does not store at all";
            if (dies) {
                team.server.crash();
            } else {
                team.server.run(team.name, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
                held.reset();
            }
            const auto seen = finished(process);
            if (dies) team.server.start();
            if (wrong.empty()) wrong = Ground::manners(seen.result);
            if (wrong.empty() && seen.result.out.find("── Debrief ──") == std::string::npos) wrong = "no debrief";
            if (wrong.empty() && seen.result.exit != (dies ? 2 : 0)) wrong = "ends otherwise than it should";
            if (wrong.empty()) wrong = ground.aftermath(team.desk, seen.acknowledged);
            findings.add((dies ? "died at " : "hung up at ") + table, wrong, seen.result);
        }
}

void at_any_moment(const Ground& ground, Findings& findings) {
    Random chance(ground.setting.seed, Purpose::test, 3);
    for (int i = 0; i < (ground.setting.brief ? 2 : 40); ++i) {
        Team team(ground);
        const int after = static_cast<int>(chance.below(160));
        cli::Process process(ground.program, drill_words(ground, team), team.desk.in);
        process.write(answers());
        pause(after);
        team.server.crash();
        const auto seen = finished(process);
        team.server.start();
        auto wrong = Ground::manners(seen.result);
        if (wrong.empty() && seen.result.out.find("── Debrief ──") == std::string::npos) wrong = "no debrief";
        if (wrong.empty()) wrong = ground.aftermath(team.desk, seen.acknowledged);
        findings.add("died after " + std::to_string(after) + " ms", wrong, seen.result);
    }
}

void for_the_whole_session(const Ground& ground, Findings& findings) {
    Team team(ground);
    team.server.crash();
    const int drills = ground.setting.brief ? 1 : 5;
    for (int i = 0; i < drills; ++i) {
        const auto seen = ground.typed(team.desk);
        auto wrong = Ground::manners(seen.result);
        if (wrong.empty() && seen.result.exit != 2) wrong = "ends as if it were stored";
        if (wrong.empty() && seen.result.out.find("safely kept") == std::string::npos) wrong = "does not say it waits";
        findings.add("without a server", wrong, seen.result);
    }
    team.server.start();
    for (const char* time : {"when it is back", "and once"}) {
        const auto rows = parsed(team.desk.run({"records", "list", "--json"}));
        bool fine = static_cast<int>(rows["attempts"].size()) == drills && rows["unfinished"].empty();
        for (const auto& row : rows["attempts"]) fine = fine && ground.shown(team.desk, row["attempt"]) == ground.drill;
        findings.add(time, fine ? "" : "not everything that waited is there, once");
    }
    findings.add("verified", team.desk.run({"records", "verify"}).exit == 0 ? "" : "the chain does not hold");
}

} // namespace

bool server_gone(const Ground& ground) {
    Findings findings("a server that dies");
    try {
        PostgresServer::instance();
    } catch (const std::exception& e) {
        findings.skip(e.what());
        return findings.report();
    }
    in_the_middle(ground, findings);
    at_any_moment(ground, findings);
    for_the_whole_session(ground, findings);
    return findings.report();
}

} // namespace rapport::tests::fault
