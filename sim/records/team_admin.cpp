#include "sim/records/team_admin.h"

#include "sim/records/database.h"
#include "sim/records/identity.h"
#include "sim/records/server_session.h"
#include "sim/records/team_objects.h"
#include "sim/records/team_right.h"
#include "sim/records/team_server.h"

#include <algorithm>

namespace rapport::records {
namespace {

using Finished = std::expected<void, Diagnostic>;

Diagnostic of_server(std::string_view code, const ServerSession& server) {
    return Diagnostic::error(code).with("server", server.shown()).at({server.shown(), 0, 0, {}});
}

// An administrator's work may wait for locks; nobody is playing.
std::expected<ServerSession, Diagnostic> opened(const std::string& url) {
    return ServerSession::open(url, {.connecting = std::chrono::seconds(5), .answer = std::chrono::seconds(60)});
}

// `needed` as right_missing has it.
std::expected<ServerSession, Diagnostic> fitting(const std::string& url, std::string_view needed) {
    auto server = opened(url);
    if (!server) return server;
    if (auto fits = server_fits(*server); !fits) return std::unexpected(right_missing(*server, fits.error(), needed));
    return server;
}

constexpr std::string_view cohort_roles = "trainer, admin", figure_roles = "trainer, trainee";

// What an administrator's or trainer's statement did not get.
std::unexpected<Diagnostic> without_right(ServerSession& server, const Diagnostic& why,
                                          std::string_view needed = cohort_roles) {
    return std::unexpected(right_missing(server, why, needed));
}

// `work` in one transaction, kept only where it says so.
template <class Work>
Finished in_one(ServerSession& server, Work&& work) {
    if (auto begun = server.run("BEGIN"); !begun) return begun;
    auto done = work();
    if (!done) {
        (void)server.run("ROLLBACK");
        return done;
    }
    return server.run("COMMIT");
}

std::expected<std::string, Diagnostic> group_of(const std::string& role) {
    const std::string group = "rapport_" + role;
    if (std::ranges::find(team_roles, group) == team_roles.end())
        return std::unexpected(Diagnostic::error("team_role_unknown").with("role", role));
    return group;
}

// GRANT and REVOKE take no parameters: the server quotes the name.
Finished with_role(ServerSession& server, const char* statement, const std::string& group, const std::string& account) {
    auto sql = server.value(std::string("SELECT format('") + statement + "', $1::text, $2::text)", {group, account});
    if (!sql) return std::unexpected(sql.error());
    return server.run(*sql);
}

Finished account_exists(ServerSession& server, const std::string& account) {
    auto there = server.value("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1 AND rolcanlogin", {account});
    if (!there) return std::unexpected(there.error());
    if (there->empty()) return std::unexpected(of_server("team_account_unknown", server).with("account", account));
    return {};
}

Finished cohort_exists(ServerSession& server, const std::string& cohort) {
    auto there = server.value("SELECT id FROM rapport_cohorts WHERE id = $1", {cohort});
    if (!there) return std::unexpected(there.error());
    if (there->empty()) return std::unexpected(Diagnostic::error("team_cohort_unknown").with("cohort", cohort));
    return {};
}

Finished grant_in(ServerSession& server, const Grant& grant, const std::string& group) {
    if (auto there = account_exists(server, grant.account); !there) return there;
    if (!grant.cohort.empty())
        if (auto there = cohort_exists(server, grant.cohort); !there) return there;
    if (auto given = with_role(server, "GRANT %I TO %I", group, grant.account); !given) return given;
    auto here = server.ask("INSERT INTO rapport_grants (account, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                           {grant.account, group});
    if (!here) return std::unexpected(here.error());
    auto known = server.value("SELECT person FROM rapport_accounts WHERE account = $1", {grant.account});
    if (!known) return std::unexpected(known.error());
    std::string person = grant.person.empty() ? *known : grant.person;
    if (person.empty() && grant.role == "trainee") return std::unexpected(Diagnostic::error("team_person_needed"));
    if (person.empty() && (grant.role == "trainer" || grant.role == "admin")) person = new_attempt_id();
    const std::string now = utc_now();
    // Her name comes when a desk sends it.
    if (!person.empty())
        if (auto made = server.ask("INSERT INTO rapport_people (id, name, staff_number, created_at, changed_at)"
                                   " VALUES ($1, '', '', $2, '') ON CONFLICT DO NOTHING",
                                   {person, now});
            !made)
            return std::unexpected(made.error());
    auto noted = server.ask("INSERT INTO rapport_accounts (account, person, granted_at) VALUES ($1, $2, $3)"
                            " ON CONFLICT (account) DO UPDATE SET person = excluded.person",
                            {grant.account, person.empty() ? std::nullopt : std::optional(person), now});
    if (!noted) return std::unexpected(noted.error());
    if (grant.cohort.empty()) return {};
    if (person.empty()) return std::unexpected(Diagnostic::error("team_person_needed"));
    auto member = server.ask("INSERT INTO rapport_memberships (cohort, person, role, since) VALUES ($1, $2, $3, $4)"
                             " ON CONFLICT DO NOTHING",
                             {grant.cohort, person, grant.role == "trainer" ? "trainer" : "trainee", now});
    if (!member) return std::unexpected(member.error());
    return {};
}

Finished revoke_in(ServerSession& server, const Grant& grant, const std::string& group) {
    auto person = server.value("SELECT person FROM rapport_accounts WHERE account = $1", {grant.account});
    if (!person) return std::unexpected(person.error());
    const std::string role = grant.role == "trainer" ? "trainer" : "trainee";
    if (!grant.cohort.empty()) {
        auto left = server.ask("DELETE FROM rapport_memberships WHERE cohort = $1 AND person = $2 AND role = $3",
                               {grant.cohort, *person, role});
        if (!left) return std::unexpected(left.error());
        return {};
    }
    if (auto there = account_exists(server, grant.account); !there) return there;
    if (auto taken = with_role(server, "REVOKE %I FROM %I", group, grant.account); !taken) return taken;
    // Or a later grant would bring back what nobody thinks of any more.
    if (grant.role == "trainer")
        if (auto left = server.ask("DELETE FROM rapport_memberships WHERE person = $1 AND role = 'trainer'", {*person});
            !left)
            return std::unexpected(left.error());
    auto here = server.ask("DELETE FROM rapport_grants WHERE account = $1 AND role = $2", {grant.account, group});
    if (!here) return std::unexpected(here.error());
    auto others = server.ask("DELETE FROM rapport_accounts WHERE account = $1 AND NOT EXISTS"
                             " (SELECT 1 FROM rapport_grants WHERE account = $1)",
                             {grant.account});
    if (!others) return std::unexpected(others.error());
    return {};
}

Finished valid_person(const std::string& person) {
    if (person.empty() || valid_attempt_id(person)) return {};
    return std::unexpected(Diagnostic::error("team_person_unknown").with("person", person));
}

} // namespace

std::expected<void, Diagnostic> server_fits(ServerSession& server) {
    // Asked of the catalogue, which everybody may read.
    auto tables = server.value("SELECT COUNT(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                               " ON n.oid = c.relnamespace WHERE n.nspname = 'rapport' AND c.relname IN"
                               " ('rapport_schema', 'rapport_server')");
    if (!tables) return std::unexpected(tables.error());
    if (*tables != "2") return std::unexpected(of_server("team_server_unprepared", server));
    for (const auto& [table, ours] :
         {std::pair{"rapport_schema", schema_version}, std::pair{"rapport_server", team_objects_version}}) {
        auto version = server.value(std::string("SELECT MAX(version) FROM rapport.") + table);
        if (!version) return std::unexpected(version.error());
        const int theirs = std::atoi(version->c_str());
        if (theirs != ours)
            return std::unexpected(of_server(theirs < ours ? "team_server_older" : "team_server_newer", server)
                                       .with("version", std::to_string(theirs))
                                       .with("ours", std::to_string(ours)));
    }
    return {};
}

std::expected<void, Diagnostic> team_init(const std::string& url) {
    // Both refuse what is not a server before anything is made.
    auto server = opened(url);
    if (!server) return std::unexpected(server.error());
    if (auto tables = Database::open(url); !tables) return without_right(*server, tables.error(), owners_work);
    if (auto fits = server_fits(*server); !fits && fits.error().code == "team_server_newer") return fits;
    auto done = in_one(*server, [&]() -> Finished {
        if (auto alone = server->run("SELECT pg_advisory_xact_lock(32195282895598196)"); !alone) return alone;
        return server->run(team_objects_script());
    });
    if (!done) return without_right(*server, done.error(), owners_work);
    return {};
}

std::expected<void, Diagnostic> team_grant(const std::string& url, const Grant& grant) {
    const auto group = group_of(grant.role);
    if (!group) return std::unexpected(group.error());
    if (auto valid = valid_person(grant.person); !valid) return valid;
    auto server = fitting(url, owners_work);
    if (!server) return std::unexpected(server.error());
    if (auto done = in_one(*server, [&] { return grant_in(*server, grant, *group); }); !done)
        return without_right(*server, done.error(), owners_work);
    return {};
}

std::expected<void, Diagnostic> team_revoke(const std::string& url, const Grant& grant) {
    const auto group = group_of(grant.role);
    if (!group) return std::unexpected(group.error());
    auto server = fitting(url, owners_work);
    if (!server) return std::unexpected(server.error());
    if (auto done = in_one(*server, [&] { return revoke_in(*server, grant, *group); }); !done)
        return without_right(*server, done.error(), owners_work);
    return {};
}

std::expected<std::vector<Cohort>, Diagnostic> team_cohorts(const std::string& url) {
    auto server = fitting(url, cohort_roles);
    if (!server) return std::unexpected(server.error());
    auto rows = server->ask("SELECT id, name, created_at,"
                            " (SELECT COUNT(*) FROM rapport_memberships WHERE cohort = c.id AND role = 'trainee'),"
                            " (SELECT COUNT(*) FROM rapport_memberships WHERE cohort = c.id AND role = 'trainer')"
                            " FROM rapport_cohorts c ORDER BY name, id");
    if (!rows) return without_right(*server, rows.error());
    std::vector<Cohort> all;
    for (const auto& r : *rows)
        all.push_back({r[0].value_or(""), r[1].value_or(""), r[2].value_or(""), std::atoi(r[3].value_or("0").c_str()),
                       std::atoi(r[4].value_or("0").c_str())});
    return all;
}

std::expected<Cohort, Diagnostic> team_add_cohort(const std::string& url, const std::string& name) {
    auto server = fitting(url, "admin");
    if (!server) return std::unexpected(server.error());
    auto same = server->value("SELECT id FROM rapport_cohorts WHERE name = $1 LIMIT 1", {name});
    if (!same) return without_right(*server, same.error(), "admin");
    if (!same->empty())
        return std::unexpected(Diagnostic::error("team_cohort_exists").with("name", name).with("cohort", *same));
    Cohort made{new_attempt_id(), name, utc_now()};
    auto inserted = server->ask("INSERT INTO rapport_cohorts (id, name, created_at) VALUES ($1, $2, $3)",
                                {made.id, made.name, made.created_at});
    if (!inserted) return without_right(*server, inserted.error(), "admin");
    return made;
}

std::expected<std::vector<Member>, Diagnostic> team_members(const std::string& url, const std::string& cohort) {
    auto server = fitting(url, cohort_roles);
    if (!server) return std::unexpected(server.error());
    if (auto there = cohort_exists(*server, cohort); !there) return without_right(*server, there.error());
    auto rows = server->ask("SELECT person, role, since FROM rapport_memberships WHERE cohort = $1"
                            " ORDER BY role, since, person",
                            {cohort});
    if (!rows) return without_right(*server, rows.error());
    std::vector<Member> all;
    for (const auto& r : *rows) all.push_back({r[0].value_or(""), r[1].value_or(""), r[2].value_or("")});
    return all;
}

std::expected<void, Diagnostic> team_add_member(const std::string& url, const std::string& cohort,
                                                const std::string& person) {
    if (person.empty()) return std::unexpected(Diagnostic::error("team_person_unknown").with("person", person));
    if (auto valid = valid_person(person); !valid) return valid;
    auto server = fitting(url, cohort_roles);
    if (!server) return std::unexpected(server.error());
    if (auto there = cohort_exists(*server, cohort); !there) return without_right(*server, there.error());
    auto added = server->ask("INSERT INTO rapport_memberships (cohort, person, role, since)"
                             " VALUES ($1, $2, 'trainee', $3) ON CONFLICT DO NOTHING",
                             {cohort, person, utc_now()});
    if (added) return {};
    // Nobody of that id has come from a desk yet (the key into rapport_people).
    if (added.error().code == "database_failed" &&
        added.error().arg("reason").find("rapport_memberships_person_fkey") != std::string_view::npos)
        return std::unexpected(Diagnostic::error("team_person_unknown").with("person", person));
    return without_right(*server, added.error());
}

std::expected<void, Diagnostic> team_remove_member(const std::string& url, const std::string& cohort,
                                                   const std::string& person) {
    auto server = fitting(url, cohort_roles);
    if (!server) return std::unexpected(server.error());
    if (auto there = cohort_exists(*server, cohort); !there) return without_right(*server, there.error());
    auto gone = server->ask("DELETE FROM rapport_memberships WHERE cohort = $1 AND person = $2 AND role = 'trainee'"
                            " RETURNING person",
                            {cohort, person});
    if (!gone) return without_right(*server, gone.error());
    if (gone->empty())
        return std::unexpected(Diagnostic::error("team_member_unknown").with("person", person).with("cohort", cohort));
    return {};
}

std::expected<std::vector<TeamAttempt>, Diagnostic> team_attempts(const std::string& url) {
    auto server = fitting(url, figure_roles);
    if (!server) return std::unexpected(server.error());
    auto rows = server->ask("SELECT a.id, a.person, a.scenario_id, a.started_at, a.ended_at, a.status, a.wave, a.total,"
                            " (SELECT 1 FROM rapport_shares s WHERE s.attempt = a.id) FROM rapport_attempts a"
                            " ORDER BY a.started_at DESC, a.id DESC");
    if (!rows) return without_right(*server, rows.error(), figure_roles);
    std::vector<TeamAttempt> all;
    for (const auto& r : *rows) {
        TeamAttempt a{r[0].value_or(""), r[1].value_or(""), r[2].value_or(""), r[3].value_or(""), r[4].value_or(""),
                      r[5].value_or(""), r[6].value_or(""), std::nullopt,      r[8].has_value()};
        if (r[7]) a.total = std::atoi(r[7]->c_str());
        all.push_back(std::move(a));
    }
    return all;
}

} // namespace rapport::records
