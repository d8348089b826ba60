#include "sim/cli/records.h"

#include "sim/cli/debrief_text.h"
#include "sim/cli/exam.h"
#include "sim/cli/export_selection.h"
#include "sim/cli/play_json.h"
#include "sim/cli/records_overrule.h"
#include "sim/cli/what_if.h"
#include "sim/records/exposure.h"
#include "sim/records/folders.h"
#include "sim/records/journal.h"
#include "sim/training/attempt_search.h"
#include "sim/training/drill.h"
#include "sim/training/text_keys.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ctime>
#include <filesystem>
#include <vector>

namespace rapport::cli {

std::expected<training::Services, Exit> services_with_database(const Context& context) {
    auto services = open_services(context);
    if (!services) return services;
    const auto recovered = training::recover(*services);
    if (!context.json) print_new(context, *services, recovered.diagnostics);
    if (!services->database)
        // Without --json it has been said among the notices.
        return std::unexpected(context.json && services->database_problem ? fail(context, *services->database_problem)
                                                                          : trouble);
    return services;
}

std::expected<std::string, Diagnostic> kept_at(const Context& context) {
    if (context.database) return *context.database;
    const auto data = records::data_folder();
    if (!data) return std::unexpected(data.error());
    return records::default_database(*data).string();
}

bool nothing_kept(const Context& context) {
    namespace fs = std::filesystem;
    const auto data = records::data_folder();
    if (!data) return false;
    constexpr std::string_view scheme = "sqlite3://";
    fs::path database = records::default_database(*data);
    if (context.database)
        database = context.database->substr(context.database->starts_with(scheme) ? scheme.size() : 0);
    std::error_code error;
    if (fs::exists(database, error) || error || database.string().find("://") != std::string::npos) return false;
    if (!records::list_journals(records::journal_folder(*data)).entries.empty()) return false;
    fs::path folder = fs::absolute(database, error).parent_path();
    if (context.database) return fs::is_directory(folder, error);
    while (!folder.empty() && !fs::exists(folder, error) && folder != folder.parent_path())
        folder = folder.parent_path();
    return fs::is_directory(folder, error);
}

std::expected<void, Diagnostic> named_records_exist(const Context& context) {
    if (!context.database) return {};
    constexpr std::string_view scheme = "sqlite3://";
    const std::string path = context.database->substr(context.database->starts_with(scheme) ? scheme.size() : 0);
    std::error_code error;
    if (path.find("://") != std::string::npos || std::filesystem::exists(path, error) || error) return {};
    return std::unexpected(Diagnostic::error("records_missing").with("path", path).at({path, 0, 0, {}}));
}

std::string local_time(const std::string& utc) {
    std::tm parts{};
    if (strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return utc;
    const std::time_t moment = timegm(&parts);
    std::tm here{};
    localtime_r(&moment, &here);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", here.tm_year + 1900, here.tm_mon + 1, here.tm_mday,
                       here.tm_hour, here.tm_min);
}

namespace {

void print_row(const Context& context, const records::AttemptHeader& header, const std::string& total,
               std::string_view status, std::string_view title, bool unopened = false) {
    out_line(fmt::format("{}  {:>6}  {}  {}", local_time(header.started_at), total, status, title));
    std::string whose = unopened ? std::string(context.tr("cli.words_gone")) : header.trainee;
    if (played_by_program(header)) whose.append(whose.empty() ? "" : " · ").append(context.tr("name.by_program"));
    if (records::what_if(header))
        whose.append(whose.empty() ? "" : " · ")
            .append(context.tr("name.what_if", {{"turn", std::to_string(header.branched_from->turn)}}));
    out_line(fmt::format("    {}{}{}", header.id, whose.empty() ? "" : "  ", whose));
}

std::string title_of(const records::AttemptHeader& header, Language language) {
    const auto& own = header.scenario_title[static_cast<std::size_t>(language)];
    if (!own.empty()) return own;
    return header.scenario_title[0].empty() ? header.scenario_id : header.scenario_title[0];
}

nlohmann::ordered_json branch_json(const records::AttemptHeader& header) {
    if (!header.branched_from) return nullptr;
    return {{"attempt", header.branched_from->attempt}, {"turn", header.branched_from->turn}};
}

nlohmann::ordered_json versions_json(const records::AttemptHeader& header) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& v : header.earlier_versions)
        list.push_back({{"version", v.scenario_version}, {"hash", v.scenario_hash}, {"turns", v.turns}});
    return list;
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
        {"total", score_json(row.total)},
        {"csat", number(row.csat)},
        {"trainee", row.header.trainee},
        {"input_mode", row.header.input_mode},
        {"branched_from", branch_json(row.header)}};
}

Diagnostic not_found(const std::string& attempt) {
    return Diagnostic::error("attempt_not_found").with("attempt", attempt);
}

// An unfinished drill goes with its journal: nothing of it has been in the records.
std::expected<void, Diagnostic> erase_unfinished(const training::Services& services, const std::string& attempt) {
    return records::Journal::erase(records::journal_folder(services.data), attempt);
}

// "The late order · 2026-03-01 09:00 · 0198…": what is to be deleted, told so that a slip is seen.
std::expected<std::string, Diagnostic> which(const Context& context, const training::Services& services,
                                             const Meant& meant) {
    const auto named = [&](const records::AttemptHeader& header) {
        return fmt::format("{} · {} · {}", title_of(header, context.language), local_time(header.started_at),
                           header.id);
    };
    if (meant.unfinished) {
        for (const auto& entry : training::unfinished(services).entries)
            if (entry.header.id == meant.attempt) return named(entry.header);
        return meant.attempt; // its journal is too damaged to say more
    }
    const auto stored = services.database->load(meant.attempt);
    if (!stored) return std::unexpected(stored.error());
    return named(stored->row.header);
}

struct Listed {
    std::vector<records::AttemptRow> rows;
    std::vector<records::JournalEntry> open;
    bool more = false;
    int looked = 0, kept = 0;
};

nlohmann::ordered_json list_json(const Listed& listed) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& row : listed.rows) list.push_back(row_json(row));
    nlohmann::ordered_json unfinished = nlohmann::ordered_json::array();
    for (const auto& entry : listed.open)
        unfinished.push_back({{"attempt", entry.header.id},
                              {"scenario", entry.header.scenario_id},
                              {"started_at", entry.header.started_at},
                              {"turns", entry.turns},
                              {"in_use", entry.in_use}});
    return {{"attempts", list},
            {"unfinished", unfinished},
            {"more", listed.more},
            {"looked", listed.looked},
            {"kept", listed.kept}};
}

std::expected<training::AttemptFilter, Diagnostic> filter_of(const RecordsOptions& options) {
    training::AttemptFilter filter{.words = options.search};
    filter.query.scenario_id = options.scenario;
    for (const std::string& outcome : options.outcome)
        if (!training::set_outcome(filter, outcome, true))
            return std::unexpected(Diagnostic::error("records_bad_outcome").with("value", outcome));
    if (!options.mode.empty()) {
        filter.query.played = records::played_from(options.mode);
        if (!filter.query.played)
            return std::unexpected(Diagnostic::error("records_bad_mode").with("value", options.mode));
    }
    auto since = day_begins(options.since), until = day_ends(options.until);
    if (!since) return std::unexpected(since.error());
    if (!until) return std::unexpected(until.error());
    filter.query.since = std::move(*since);
    filter.query.until = std::move(*until);
    return filter;
}

// What was not found for want of a match is another thing than what was never kept.
void print_none(const Context& context, const training::AttemptFilter& filter, int kept) {
    if (filter.empty() || kept == 0)
        out_line(context.tr("cli.records_none"));
    else
        out_line(context.tr("cli.records_none_match", {{"kept", std::to_string(kept)}}));
}

void print_list(const Context& context, const Listed& listed) {
    for (const auto& entry : listed.open)
        print_row(context, entry.header, "", context.tr("name.status.unfinished"),
                  title_of(entry.header, context.language));
    for (const auto& row : listed.rows)
        print_row(context, row.header, row.total ? hundredths(*row.total) : "–",
                  context.tr(row.outcome ? training::text_key(*row.outcome)
                                         : "name.status." + std::string(id(row.end.status))),
                  title_of(row.header, context.language), row.unopened.has_value());
}

} // namespace

Exit records_list(const Context& context, const RecordsOptions& options) {
    auto filter = filter_of(options);
    if (!filter) return fail(context, filter.error());
    Listed listed;
    if (nothing_kept(context)) {
        if (context.json)
            out_json(list_json(listed));
        else
            print_none(context, *filter, 0);
        return fine;
    }
    auto services = services_with_database(context);
    if (!services) return services.error();
    training::AttemptSearch search(*filter, context.language);
    if (const auto looked = search.look(*services->database, options.limit == 0 ? 1'000'000'000 : options.limit, 0);
        !looked)
        return fail(context, looked.error());
    const auto kept = services->database->count();
    if (!kept) return fail(context, kept.error());
    listed.rows = search.found();
    listed.more = !search.done();
    if (const auto limit = static_cast<std::size_t>(options.limit); limit > 0 && listed.rows.size() > limit) {
        listed.rows.resize(limit);
        listed.more = true;
    }
    listed.looked = search.looked();
    auto open = training::unfinished(*services);
    listed.kept = *kept + static_cast<int>(open.entries.size());
    for (auto& entry : open.entries)
        if (filter->takes_unfinished() && training::fits(*filter, search.words(), entry.header))
            listed.open.push_back(std::move(entry));
    if (context.json) {
        out_json(list_json(listed));
        print(context, search.unreadable());
        print(context, open.diagnostics);
        return fine;
    }
    // Journals that cannot be read have been named when the records were opened.
    print(context, search.unreadable());
    if (listed.rows.empty() && listed.open.empty()) print_none(context, *filter, listed.kept);
    print_list(context, listed);
    if (listed.more) out_line(context.tr("cli.records_more", {{"count", std::to_string(options.limit)}}));
    return fine;
}

Exit records_show(const Context& context, const std::string& word, bool trainer) {
    if (nothing_kept(context)) return fail(context, not_found(word));
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto meant = meant_by(*services, word);
    if (!meant) return fail(context, meant.error());
    const std::string& attempt = meant->attempt;
    if (meant->unfinished) return fail(context, Diagnostic::error("attempt_unfinished").with("attempt", attempt));
    const auto played = training::load_attempt(*services, attempt);
    if (!played) return fail(context, played.error());
    const auto& header = played->log.header;
    if (auto admitted = admit(played->session.scenario(), header.scenario_hash, "records", header.trainee, trainer);
        !admitted)
        return fail(context, admitted.error());
    const auto debrief = training::debrief_of(*played);
    if (context.json) {
        nlohmann::ordered_json json{{"attempt", attempt},
                                    {"started_at", played->log.header.started_at},
                                    {"trainee", played->log.header.trainee},
                                    {"branched_from", branch_json(header)},
                                    {"earlier_versions", versions_json(header)},
                                    {"overrules", overrules_json(played->overrules)},
                                    {"scores_overruled", debrief.overruled ? scores_json(*debrief.overruled)
                                                                           : nlohmann::ordered_json(nullptr)}};
        json.update(play_json(context, debrief, played->log.header.language));
        out_json(json);
    } else
        out(debrief_text(context, debrief, context.language));
    return fine;
}

Exit records_delete(const Context& context, const std::string& word, bool confirmed) {
    if (nothing_kept(context)) return fail(context, not_found(word));
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto meant = meant_by(*services, word);
    if (!meant) return fail(context, meant.error());
    const std::string& attempt = meant->attempt;
    if (!confirmed) {
        const auto named = which(context, *services, *meant);
        return fail(context, named ? Diagnostic::error("delete_needs_yes").with("attempt", *named) : named.error());
    }
    const auto erased = meant->unfinished ? erase_unfinished(*services, attempt) : services->database->erase(attempt);
    if (!erased) return fail(context, erased.error());
    if (context.json)
        out_json({{"deleted", attempt}});
    else
        out_line(context.tr("cli.records_deleted", {{"attempt", attempt}}));
    return fine;
}

Exit records_exposures(const Context& context) {
    const auto data = records::data_folder();
    if (!data) return fail(context, data.error());
    const auto list = records::exposures(*data);
    if (!list) return fail(context, list.error());
    if (context.json) {
        nlohmann::ordered_json entries = nlohmann::ordered_json::array();
        for (const auto& e : list->entries)
            entries.push_back({{"at", e.at},
                               {"scenario", e.scenario},
                               {"hash", e.scenario_hash},
                               {"command", e.command},
                               {"trainee", e.trainee},
                               {"user", e.user},
                               {"granted", e.granted}});
        out_json({{"exposures", entries}, {"unreadable", list->unreadable}});
        return fine;
    }
    if (list->entries.empty()) out_line(context.tr("cli.exposures_none"));
    for (const auto& e : list->entries)
        out_line(fmt::format("{}  {}  {}  {}{}{}", local_time(e.at), e.scenario,
                             context.tr(e.granted ? "cli.exposure_granted" : "cli.exposure_refused"), e.trainee,
                             e.trainee.empty() || e.user.empty() ? "" : " · ", e.user));
    return fine;
}

} // namespace rapport::cli
