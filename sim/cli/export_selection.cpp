#include "sim/cli/export_selection.h"

#include "sim/cli/what_if.h"
#include "sim/reports/exported.h"

#include <algorithm>
#include <ctime>

namespace rapport::cli {
namespace {

// Read and written again, so that 31 February is none.
bool reads_as(const std::string& text, const char* form) {
    std::tm parts{};
    const char* end = strptime(text.c_str(), form, &parts);
    if (end == nullptr || *end != '\0') return false;
    const std::time_t moment = timegm(&parts);
    std::tm again{};
    gmtime_r(&moment, &again);
    std::string written(32, '\0');
    written.resize(std::strftime(written.data(), written.size(), form, &again));
    return written == text;
}

std::expected<std::string, Diagnostic> moment(const std::string& date, const char* rest_of_day) {
    if (date.empty() || reads_as(date, "%Y-%m-%dT%H:%M:%SZ")) return date;
    if (reads_as(date, "%Y-%m-%d")) return date + rest_of_day;
    return std::unexpected(Diagnostic::error("export_bad_date").with("value", date));
}

} // namespace

std::expected<std::string, Diagnostic> day_begins(const std::string& date) { return moment(date, "T00:00:00Z"); }
std::expected<std::string, Diagnostic> day_ends(const std::string& date) { return moment(date, "T23:59:59Z"); }

std::expected<std::set<std::string>, Diagnostic> named_attempts(const training::Services& services,
                                                                const std::vector<std::string>& words) {
    std::set<std::string> ids;
    for (const std::string& word : words) {
        const auto meant = meant_by(services, word);
        if (!meant) return std::unexpected(meant.error());
        if (meant->unfinished)
            return std::unexpected(Diagnostic::error("attempt_unfinished").with("attempt", meant->attempt));
        const auto there = services.database->has(meant->attempt);
        if (!there) return std::unexpected(there.error());
        if (!*there) return std::unexpected(Diagnostic::error("attempt_not_found").with("attempt", word));
        ids.insert(meant->attempt);
    }
    return ids;
}

std::expected<Selected, Diagnostic> select_attempts(const training::Services& services, const Selection& selection,
                                                    const std::set<std::string>& named) {
    Selected selected;
    auto rows = services.database->list({.scenario_id = selection.scenario, .status = std::nullopt, .limit = 0},
                                        &selected.unreadable);
    if (!rows) return std::unexpected(rows.error());
    auto changed = services.database->overruled();
    if (!changed) return std::unexpected(changed.error());
    selected.overruled.insert(changed->begin(), changed->end());
    for (auto& row : *rows) {
        const auto& header = row.header;
        if (!named.empty() && !named.contains(header.id)) continue;
        if (!selection.since.empty() && header.started_at < selection.since) continue;
        if (!selection.until.empty() && header.started_at > selection.until) continue;
        if (named.empty() && !selection.all && !reports::own_try(header))
            ++selected.left_out;
        else
            selected.rows.push_back(std::move(row));
    }
    // One that cannot be read is no trouble of those who asked for others.
    if (!named.empty())
        std::erase_if(selected.unreadable, [&](const Diagnostic& d) { return !named.contains(d.where.file); });
    std::ranges::sort(selected.rows, {}, [](const records::AttemptRow& row) {
        return std::pair<std::string_view, std::string_view>(row.header.started_at, row.header.id);
    });
    return selected;
}

} // namespace rapport::cli
