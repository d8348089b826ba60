#include "sim/records/team_right.h"

#include "sim/records/team_objects.h"

namespace rapport::records {
namespace {

constexpr std::string_view sending_roles = "desk, trainee";

// Asked of the catalogue, which everybody may read.
struct Standing {
    std::string account, roles; // no account: it is not a matter of roles
};

std::expected<Standing, Diagnostic> standing_of(ServerSession& server) {
    std::string ours;
    for (const auto role : team_roles) ours.append(ours.empty() ? "'" : ", '").append(role).append("'");
    auto rows =
        server.ask("SELECT session_user, coalesce(string_agg(substr(g.rolname, 9), ', ' ORDER BY g.rolname), ''),"
                   " current_setting('transaction_read_only')"
                   " FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid"
                   " JOIN pg_catalog.pg_roles a ON a.oid = m.member"
                   " WHERE a.rolname = session_user AND g.rolname IN (" +
                   ours + ")");
    if (!rows) return std::unexpected(rows.error());
    if (rows->empty() || rows->front()[2] == "on") return Standing{}; // a server that only reads
    return Standing{rows->front()[0].value_or(""), rows->front()[1].value_or("")};
}

Diagnostic role_missing(const ServerSession& server, const Standing& standing, std::string_view needed,
                        std::string_view reason) {
    return Diagnostic::error("team_right_missing")
        .with("server", server.shown())
        .with("account", standing.account)
        .with("roles", standing.roles.empty() ? "–" : standing.roles)
        .with("needed", needed)
        .with("reason", reason)
        .at({server.shown(), 0, 0, {}});
}

// Who owns the tables, or would.
std::string owner_at(ServerSession& server) {
    return server
        .value("SELECT coalesce((SELECT tableowner FROM pg_catalog.pg_tables WHERE schemaname = 'rapport' AND"
               " tablename = 'rapport_schema'), (SELECT pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database"
               " WHERE datname = current_database()))")
        .value_or("");
}

} // namespace

Diagnostic right_missing(ServerSession& server, const Diagnostic& refused, std::string_view needed) {
    if (refused.code != "server_forbidden") return refused;
    const auto standing = standing_of(server);
    if (!standing || standing->account.empty()) return refused;
    if (needed != owners_work) return role_missing(server, *standing, needed, refused.arg("reason"));
    return Diagnostic::error("team_owner_needed")
        .with("server", server.shown())
        .with("account", standing->account)
        .with("owner", owner_at(server))
        .with("reason", refused.arg("reason"))
        .at({server.shown(), 0, 0, {}});
}

Diagnostic sending_refused(ServerSession& server, const Diagnostic& refused) {
    if (refused.code != "server_forbidden") return refused;
    (void)server.run("ROLLBACK"); // what was refused was the middle of a batch
    const auto standing = standing_of(server);
    if (!standing || standing->account.empty()) return refused;
    if (standing->roles.find("desk") != std::string::npos || standing->roles.find("trainee") == std::string::npos)
        return role_missing(server, *standing, sending_roles, refused.arg("reason"));
    return Diagnostic::error("team_sends_for_one")
        .with("server", server.shown())
        .with("account", standing->account)
        .with("reason", refused.arg("reason"))
        .at({server.shown(), 0, 0, {}});
}

std::expected<void, Diagnostic> may_send(ServerSession& server) {
    auto may = server.value("SELECT 1 FROM pg_catalog.pg_roles g WHERE g.rolname IN ('rapport_desk', 'rapport_trainee')"
                            " AND pg_catalog.pg_has_role(session_user, g.oid, 'MEMBER') LIMIT 1");
    if (!may) return std::unexpected(may.error());
    if (!may->empty()) return {};
    const auto standing = standing_of(server);
    if (!standing) return std::unexpected(standing.error());
    return std::unexpected(role_missing(server, *standing, sending_roles, "no role of a team that sends"));
}

} // namespace rapport::records
