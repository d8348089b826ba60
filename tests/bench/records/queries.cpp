// Questions to records of many attempts. The list below is the place for new ones.
#include "tests/bench/records/bench.h"

#include "sim/records/identity.h"

#include <cstdlib>
#include <fmt/format.h>

namespace rapport::bench {
namespace {

using records::Database;

constexpr std::int64_t people = 2000, scenarios = 20;

struct Question {
    std::string what;
    double aim_ms; // 0: none
    std::function<bool(Database&, Direct&)> ask;
    // SQL run once before it, and taken back afterwards: an index it would need.
    std::string with{}, without{};
};

std::vector<Question> questions(const std::string& attempt, std::int64_t attempts) {
    const std::string trend = "SELECT id, started_at, total FROM rapport_attempts WHERE trainee = 'Trainee 77'"
                              " AND status = 'finished' ORDER BY started_at DESC LIMIT 50";
    const auto sql = [](std::string text) {
        return [text = std::move(text)](Database&, Direct& d) { return d.ask(text) > 0; };
    };
    const auto page = [](records::Query query) {
        return [query](Database& db, Direct&) { return db.list(query).value().size() == 100; };
    };
    return {
        {"the list's first page (100)", 5, page({})},
        {"the same, one scenario", 5, page({.scenario_id = "scenario-7"})},
        {"the same in plain SQL, with an index (scenario_id, started_at)", 5,
         sql("SELECT id, header, total FROM rapport_attempts WHERE scenario_id = 'scenario-7'"
             " ORDER BY started_at DESC, id LIMIT 100"),
         "CREATE INDEX bench_scenario ON rapport_attempts (scenario_id, started_at)", "DROP INDEX bench_scenario"},
        {"the list's middle page", 0, page({.offset = static_cast<int>(attempts / 2)})},
        {"one person's last 50 totals", 5, sql(trend)},
        {"the same, with an index (trainee, started_at)", 5, sql(trend),
         "CREATE INDEX bench_trainee ON rapport_attempts (trainee, started_at)", "DROP INDEX bench_trainee"},
        {"best results of every scenario", 0,
         [](Database& db, Direct&) { return db.best_results().value().size() > 1; }},
        {"the same without looking into headers, with an index (scenario_id, status, total, started_at)", 0,
         sql("SELECT scenario_id, MAX(total), COUNT(*), MAX(started_at) FROM rapport_attempts WHERE status = 'finished'"
             " GROUP BY scenario_id"),
         "CREATE INDEX bench_best ON rapport_attempts (scenario_id, status, total, started_at)",
         "DROP INDEX bench_best"},
        {"best total of one scenario, by its index", 5,
         sql("SELECT MAX(total) FROM rapport_attempts WHERE scenario_id = 'scenario-7' AND status = 'finished'")},
        {"one attempt with its log", 5,
         [attempt](Database& db, Direct&) { return db.load(attempt).value().row.header.id == attempt; }},
        {"an attempt by the first signs of its id", 5,
         [attempt](Database& db, Direct&) { return db.ids_from(attempt.substr(0, 8), 2).value().size() == 1; }},
        {"the same as a range (from …, below …g)", 5,
         sql("SELECT id FROM rapport_attempts WHERE id >= '" + attempt.substr(0, 8) + "' AND id < '" +
             attempt.substr(0, 8) + "g' ORDER BY id LIMIT 2")},
    };
}

// A file filled before is used as it is. One attempt is stored by the product; all others are written by the database
// itself after its pattern.
void fill(Direct& direct, Database& database, const Sample& s, std::int64_t attempts) {
    if (std::stoll(direct.value("SELECT COUNT(*) FROM rapport_attempts")) > attempts) return;
    Sample one = s;
    one.log.header.id = records::new_attempt_id();
    one.log.header.started_at = "2020-01-01T00:00:00Z";
    one.log.header.trainee = "@who";
    one.log.header.scenario_id = "@scenario";
    if (!database.store(*one.scenario, one.scenario_bytes, one.log, &one.report)) std::exit(2);
    const std::string &id = one.log.header.id, &at = one.log.header.started_at;
    const std::string header =
        fmt::format("replace(replace(replace(replace(a.header, '{}', n.id), '{}', n.at), '@who', n.who), '@scenario', "
                    "n.scenario)",
                    id, at);
    direct.fill_quickly(true);
    direct.ask(fmt::format(
        "INSERT INTO rapport_attempts (id, started_at, ended_at, status, scenario_hash, scenario_id, trainee, turns,"
        " listening, understanding, empathy, solution, satisfaction, total, csat, nps, fcr, outcome, ending, faults,"
        " severe_faults, capped, header, log)"
        " SELECT n.id, n.at, n.at, CASE WHEN n.i % 20 = 7 THEN 'abandoned' ELSE 'finished' END, a.scenario_hash,"
        " n.scenario, n.who, a.turns, a.listening, a.understanding, a.empathy, a.solution, a.satisfaction,"
        " CASE WHEN n.i % 20 = 7 THEN NULL ELSE (n.i * 7621) % 10001 END, a.csat, a.nps, a.fcr, a.outcome, a.ending,"
        " a.faults, a.severe_faults, a.capped, {}, substr(a.log, 1, 2000)"
        " FROM (SELECT i, {} AS id, {} AS at, 'Trainee ' || ((i * 7919) % {}) AS who,"
        " 'scenario-' || ((i * 31) % {}) AS scenario FROM {} AS numbers) AS n, rapport_attempts a WHERE a.id = '{}'",
        header, direct.id_of_i(), direct.moment_of_i(), people, scenarios, direct.numbers(attempts), id));
    direct.fill_quickly(false);
}

} // namespace

void bench_queries(const std::string& source, const std::string& url, Direct& direct, std::int64_t attempts) {
    auto database = Database::open(url);
    if (!database) std::exit(2);
    const double from = now_ms();
    fill(direct, *database, sample(source, "scenarios/library/late-order-chat.json"), attempts);
    fmt::print(stderr, "{}: {} attempts written in {:.0f} s\n", direct.engine(), attempts, (now_ms() - from) / 1000);
    const std::string attempt = direct.value("SELECT id FROM rapport_attempts WHERE trainee = 'Trainee 5' LIMIT 1");
    for (const Question& q : questions(attempt, attempts)) {
        if (!q.with.empty()) direct.ask(q.with);
        std::vector<double> times;
        const double begun = now_ms();
        // Two to warm up; then fifty, or what ten seconds are enough for.
        for (int i = 0; i < 52 && (times.size() < 3 || now_ms() - begun < 10'000); ++i) {
            const double asked = now_ms();
            if (!q.ask(*database, direct)) {
                fmt::print(stderr, "{}: not the answer\n", q.what);
                std::exit(1);
            }
            if (i >= 2) times.push_back(now_ms() - asked);
        }
        print_row(q.what, direct.engine(), times, q.aim_ms);
        if (!q.without.empty()) direct.ask(q.without);
    }
}

} // namespace rapport::bench
