#include "tests/records/team_place.h"

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/server_session.h"
#include "sim/records/team_admin.h"
#include "tests/records/postgres_server.h"
#include "tests/records/small_attempt.h"

namespace rapport::tests {

using namespace records;

TeamPlace::TeamPlace(Set set) {
    auto& server = PostgresServer::instance();
    account("keeper");
    server.run("postgres", "ALTER ROLE keeper CREATEROLE");
    database_ = server.new_database();
    server.run("postgres", "ALTER DATABASE " + database_ + " OWNER TO keeper");
    if (set == Set::not_yet) return;
    if (auto made = team_init(url("keeper")); !made) FAIL(made.error().code << " " << made.error().arg("reason"));
    account("desk", "desk");
}

std::string TeamPlace::url(const std::string& account) const {
    return PostgresServer::instance().url(database_, account);
}

void TeamPlace::account(const std::string& name, const std::string& role, const std::string& person,
                        const std::string& cohort) const {
    auto& server = PostgresServer::instance();
    if (server.value("postgres", "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'").empty())
        server.run("postgres", "CREATE ROLE " + name + " LOGIN PASSWORD '" + server.password() + "'");
    if (role.empty()) return;
    const auto granted = team_grant(url("keeper"), {name, role, person, cohort});
    if (!granted) FAIL(granted.error().code << " " << granted.error().arg("reason"));
}

void TeamPlace::run(const std::string& sql) const {
    PostgresServer::instance().run(database_, "SET search_path = rapport; " + sql);
}

std::string TeamPlace::value(const std::string& sql) const {
    return PostgresServer::instance().value(database_, "SET search_path = rapport; " + sql);
}

std::string TeamPlace::asked(const std::string& account, const std::string& sql) const {
    auto session = ServerSession::open(url(account), {});
    if (!session) return session.error().code;
    auto answer = session->value(sql);
    return answer ? *answer : answer.error().code;
}

std::string TeamPlace::everything() const {
    std::string all;
    for (const char* table :
         {"rapport_scenarios", "rapport_attempts", "rapport_behaviours", "rapport_overrules", "rapport_chain",
          "rapport_chain_heads", "rapport_shares", "rapport_people", "rapport_tombstones"})
        all += std::string(table) +
               value(std::string("SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM ") + table + " t");
    return all;
}

bool TeamPlace::verifies() const {
    auto database = Database::open(url("keeper"));
    if (!database) FAIL(database.error().code);
    const auto report = database->verify();
    if (!report) FAIL(report.error().code);
    for (const auto& finding : report->findings) UNSCOPED_INFO(finding.code << " " << finding.arg("attempt"));
    return report->findings.empty() && report->attempts > 0;
}

std::string numbered(int number) {
    const std::string digits = std::to_string(number);
    return std::string("00000000-0000-4000-8000-") + std::string(12 - digits.size(), '0') + digits;
}

void keep(Database& desk, const std::string& attempt, const std::string& person, const std::string& wave) {
    auto header = small_header(attempt);
    header.person = person;
    header.wave = wave;
    const auto played = play({"a", "a"}, header);
    const auto report = scoring::grade(dialogue::transcript(played.session));
    const auto kept = desk.store(*small_scenario(), small_bytes, played.log, &report);
    if (!kept) FAIL(kept.error().code << " " << kept.error().arg("reason"));
}

std::string sent(const Place& desk, const std::string& server, const PushOptions& options) {
    const auto done = push(desk.url(), server, options);
    if (done) return "";
    UNSCOPED_INFO(done.error().code << " " << done.error().arg("reason"));
    return done.error().code;
}

} // namespace rapport::tests
