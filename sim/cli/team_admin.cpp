#include "sim/cli/team_admin.h"

#include "sim/cli/records.h"
#include "sim/records/folders.h"
#include "sim/records/team.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

std::expected<std::string, Diagnostic> server_meant(const TeamOptions& options) {
    if (!options.server.empty()) return options.server;
    const auto data = records::data_folder();
    if (!data) return std::unexpected(data.error());
    auto joined = records::team_server(*data);
    if (!joined) return std::unexpected(joined.error());
    if (!*joined) return std::unexpected(Diagnostic::error("team_not_joined"));
    return **joined;
}

} // namespace

Exit team_init(const Context& context, const std::string& server) {
    if (auto done = records::team_init(server); !done) return fail(context, done.error());
    if (context.json) {
        out_json({{"server", server}});
    } else {
        out_line(context.tr("cli.team_init_done", {{"server", server}}));
        out_line(context.tr("cli.team_init_next", {{"server", server}}));
    }
    return fine;
}

Exit team_grant(const Context& context, const TeamOptions& options) {
    const auto server = server_meant(options);
    if (!server) return fail(context, server.error());
    if (auto done = records::team_grant(*server, options.grant); !done) return fail(context, done.error());
    if (context.json)
        out_json({{"account", options.grant.account}, {"granted", options.grant.role}});
    else
        out_line(context.tr("cli.team_granted", {{"account", options.grant.account}, {"role", options.grant.role}}));
    return fine;
}

Exit team_revoke(const Context& context, const TeamOptions& options) {
    const auto server = server_meant(options);
    if (!server) return fail(context, server.error());
    if (auto done = records::team_revoke(*server, options.grant); !done) return fail(context, done.error());
    if (context.json)
        out_json({{"account", options.grant.account}, {"revoked", options.grant.role}});
    else
        out_line(context.tr(options.grant.cohort.empty() ? "cli.team_revoked" : "cli.team_revoked_cohort",
                            {{"account", options.grant.account}, {"role", options.grant.role}}));
    return fine;
}

Exit team_cohorts(const Context& context, const TeamOptions& options) {
    const auto server = server_meant(options);
    if (!server) return fail(context, server.error());
    if (!options.add.empty()) {
        const auto made = records::team_add_cohort(*server, options.add);
        if (!made) return fail(context, made.error());
        if (context.json)
            out_json({{"cohort", made->id}, {"name", made->name}});
        else
            out_line(context.tr("cli.team_cohort_added", {{"name", made->name}, {"cohort", made->id}}));
        return fine;
    }
    const auto all = records::team_cohorts(*server);
    if (!all) return fail(context, all.error());
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& c : *all) {
        list.push_back({{"cohort", c.id}, {"name", c.name}, {"trainees", c.trainees}, {"trainers", c.trainers}});
        if (!context.json)
            out_line(context.tr("cli.team_cohort_row", {{"cohort", c.id},
                                                        {"name", c.name},
                                                        {"trainees", std::to_string(c.trainees)},
                                                        {"trainers", std::to_string(c.trainers)}}));
    }
    if (context.json) out_json({{"cohorts", list}});
    if (!context.json && all->empty()) out_line(context.tr("cli.team_none"));
    return fine;
}

Exit team_members(const Context& context, const TeamOptions& options) {
    if (!options.add.empty() && !options.remove.empty())
        return fail(context, Diagnostic::error("options_conflict").with("first", "--add").with("second", "--remove"));
    const auto server = server_meant(options);
    if (!server) return fail(context, server.error());
    const std::string& cohort = options.grant.cohort;
    const std::string& person = options.add.empty() ? options.remove : options.add;
    if (!person.empty()) {
        const auto done = options.add.empty() ? records::team_remove_member(*server, cohort, person)
                                              : records::team_add_member(*server, cohort, person);
        if (!done) return fail(context, done.error());
        if (!context.json)
            out_line(context.tr(options.add.empty() ? "cli.team_member_removed" : "cli.team_member_added",
                                {{"person", person}}));
        else
            out_json({{"cohort", cohort}, {options.add.empty() ? "removed" : "added", person}});
        return fine;
    }
    const auto all = records::team_members(*server, cohort);
    if (!all) return fail(context, all.error());
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& m : *all) {
        list.push_back({{"person", m.person}, {"role", m.role}, {"since", m.since}});
        if (!context.json) out_line(fmt::format("{}  {:<7}  {}", m.person, m.role, local_time(m.since)));
    }
    if (context.json) out_json({{"cohort", cohort}, {"members", list}});
    if (!context.json && all->empty()) out_line(context.tr("cli.team_none"));
    return fine;
}

Exit team_attempts(const Context& context, const TeamOptions& options) {
    const auto server = server_meant(options);
    if (!server) return fail(context, server.error());
    const auto all = records::team_attempts(*server);
    if (!all) return fail(context, all.error());
    const auto known = [](const std::string& text) {
        return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
    };
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& a : *all) {
        list.push_back({{"attempt", a.id},
                        {"person", known(a.person)},
                        {"scenario", a.scenario},
                        {"started_at", a.started_at},
                        {"ended_at", a.ended_at},
                        {"status", a.status},
                        {"total", a.total ? nlohmann::ordered_json(*a.total / 100.0) : nlohmann::ordered_json(nullptr)},
                        {"wave", known(a.wave)},
                        {"shared", a.shared}});
        if (context.json) continue;
        std::string why = a.shared ? std::string(context.tr("name.shared")) : std::string();
        if (!a.wave.empty()) why.append(why.empty() ? "" : " · ").append(context.tr("name.assessment"));
        out_line(fmt::format("{}  {:>6}  {}  {}", local_time(a.started_at), a.total ? hundredths(*a.total) : "–",
                             a.scenario, why));
        out_line(fmt::format("    {}  {}", a.id, a.person));
    }
    if (context.json) out_json({{"attempts", list}});
    if (!context.json && all->empty()) out_line(context.tr("cli.team_none"));
    return fine;
}

} // namespace rapport::cli
