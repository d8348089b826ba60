#include "sim/cli/records.h"

#include "sim/cli/debrief_text.h"
#include "sim/cli/play_json.h"
#include "sim/training/drill.h"
#include "sim/training/text_keys.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

std::string dumped(const nlohmann::ordered_json& json) {
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string title_of(const records::AttemptHeader& header, Language language) {
    const auto& own = header.scenario_title[static_cast<std::size_t>(language)];
    if (!own.empty()) return own;
    return header.scenario_title[0].empty() ? header.scenario_id : header.scenario_title[0];
}

nlohmann::ordered_json row_json(const records::AttemptRow& row) {
    const auto number = [](const auto& v) { return v ? nlohmann::ordered_json(*v) : nlohmann::ordered_json(nullptr); };
    return {
        {"attempt", row.header.id},
        {"scenario", row.header.scenario_id},
        {"version", row.header.scenario_version},
        {"started_at", row.header.started_at},
        {"ended_at", row.end.ended_at},
        {"status", id(row.end.status)},
        {"ending", row.end.ending.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(row.end.ending)},
        {"outcome", row.outcome ? nlohmann::ordered_json(id(*row.outcome)) : nlohmann::ordered_json(nullptr)},
        {"turns", row.turns},
        {"total", row.total ? nlohmann::ordered_json(*row.total / 100.0) : nlohmann::ordered_json(nullptr)},
        {"csat", number(row.csat)},
        {"trainee", row.header.trainee}};
}

std::expected<training::Services, Exit> services_with_database(const Context& context) {
    auto services = open_services(context);
    if (!services) return services;
    const auto recovered = training::recover(*services);
    if (!context.json) print(context, recovered.diagnostics);
    if (!services->database)
        return std::unexpected(context.json && services->database_problem ? fail(context, *services->database_problem)
                                                                          : trouble);
    return services;
}

} // namespace

Exit records_list(const Context& context, const RecordsOptions& options) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto rows =
        services->database->list({.scenario_id = options.scenario, .status = std::nullopt, .limit = options.limit});
    if (!rows) return fail(context, rows.error());
    const auto open = training::unfinished(*services);
    if (context.json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const auto& row : *rows) list.push_back(row_json(row));
        nlohmann::ordered_json unfinished = nlohmann::ordered_json::array();
        for (const auto& entry : open.entries)
            unfinished.push_back({{"attempt", entry.header.id},
                                  {"scenario", entry.header.scenario_id},
                                  {"started_at", entry.header.started_at}});
        out_line(dumped({{"attempts", list}, {"unfinished", unfinished}}));
        return fine;
    }
    print(context, open.diagnostics);
    if (rows->empty() && open.entries.empty()) out_line(context.tr("cli.records_none"));
    for (const auto& entry : open.entries)
        out_line(fmt::format("{}  {}  {}  {}", entry.header.id, entry.header.started_at,
                             context.tr("name.status.unfinished"), title_of(entry.header, context.language)));
    for (const auto& row : *rows) {
        const std::string status(context.tr(row.outcome ? training::text_key(*row.outcome)
                                                        : "name.status." + std::string(id(row.end.status))));
        out_line(fmt::format("{}  {}  {:>6}  {}  {}", row.header.id, row.header.started_at,
                             row.total ? hundredths(*row.total) : "–", status, title_of(row.header, context.language)));
    }
    return fine;
}

Exit records_show(const Context& context, const std::string& attempt) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto played = training::load_attempt(*services, attempt);
    if (!played) return fail(context, played.error());
    const auto debrief = training::debrief_of(*played);
    if (context.json)
        out_line(dumped(play_json(context, debrief, played->log.header.language)));
    else
        out(debrief_text(context, debrief, context.language));
    return fine;
}

Exit records_delete(const Context& context, const std::string& attempt, bool confirmed) {
    if (!confirmed) return fail(context, Diagnostic::error("delete_needs_yes").with("attempt", attempt));
    auto services = services_with_database(context);
    if (!services) return services.error();
    if (const auto erased = services->database->erase(attempt); !erased) return fail(context, erased.error());
    out_line(context.json ? "{}" : context.tr("cli.records_deleted", {{"attempt", attempt}}));
    return fine;
}

} // namespace rapport::cli
