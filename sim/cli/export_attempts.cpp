#include "sim/cli/export_attempts.h"

#include "scoring/grader.h"
#include "sim/cli/exam.h"
#include "sim/cli/export_file.h"
#include "sim/cli/export_selection.h"
#include "sim/cli/records.h"
#include "sim/dialogue/transcript.h"
#include "sim/reports/attempt_line.h"
#include "sim/reports/attempts_csv.h"
#include "sim/reports/moodle_csv.h"
#include "sim/reports/xapi.h"
#include "sim/training/overrule.h"

#include <nlohmann/json.hpp>

#include <map>

namespace rapport::cli {
namespace {

enum class Format : std::uint8_t { csv, moodle, jsonl, xapi };

Diagnostic unknown(std::string_view what, const std::string& value, std::string_view possible) {
    return Diagnostic::error("export_unknown").with("what", what).with("value", value).with("possible", possible);
}

// What was asked for, read and found possible.
struct Wanted {
    Format format = Format::csv;
    Selection selection;
    reports::MoodleGrade grade = reports::MoodleGrade::best;
    reports::MoodleUser user = reports::MoodleUser::username;
    reports::XapiOptions xapi;
};

std::expected<Wanted, Diagnostic> wanted(const ExportAttemptsOptions& options) {
    static const std::map<std::string_view, Format> formats{
        {"csv", Format::csv}, {"moodle", Format::moodle}, {"jsonl", Format::jsonl}, {"xapi", Format::xapi}};
    Wanted w;
    const auto format = formats.find(options.format);
    if (format == formats.end())
        return std::unexpected(unknown("--format", options.format, "csv, moodle, jsonl, xapi"));
    w.format = format->second;
    const auto grade = reports::moodle_grade_from(options.grade);
    if (!grade) return std::unexpected(unknown("--grade", options.grade, "best, latest"));
    w.grade = *grade;
    const auto user = reports::moodle_user_from(options.user);
    if (!user) return std::unexpected(unknown("--user", options.user, "username, email, idnumber"));
    w.user = *user;
    w.xapi.pass = options.pass;
    if (!options.home_page.empty()) {
        if (!reports::xapi_home_page(options.home_page))
            return std::unexpected(Diagnostic::error("export_bad_home_page").with("value", options.home_page));
        w.xapi.home_page = options.home_page;
    }
    auto since = day_begins(options.since);
    if (!since) return std::unexpected(since.error());
    auto until = day_ends(options.until);
    if (!until) return std::unexpected(until.error());
    w.selection = {*since, *until, options.scenario, options.all};
    return w;
}

class Exporter {
public:
    Exporter(const Context& context, const ExportAttemptsOptions& options, Wanted wanted)
        : context_(context), options_(options), wanted_(std::move(wanted)) {
        if (wanted_.format == Format::csv) content_ = reports::attempts_csv_head();
    }

    std::expected<void, Diagnostic> gather(const training::Services& services) {
        auto named = named_attempts(services, options_.attempts);
        if (!named) return std::unexpected(named.error());
        auto chosen = select_attempts(services, wanted_.selection, *named);
        if (!chosen) return std::unexpected(chosen.error());
        problems_ = std::move(chosen->unreadable);
        left_out_ = chosen->left_out;
        for (auto& row : chosen->rows) add(services, std::move(row), chosen->overruled);
        return {};
    }

    Exit finish(const ExportFile& file) {
        if (wanted_.format == Format::moodle) {
            const auto table = reports::moodle_csv(exported_, wanted_.grade, wanted_.user);
            content_ = table.bytes;
            if (table.unnamed > 0)
                notes_.push_back(Diagnostic::note("export_unnamed").with("count", std::to_string(table.unnamed)));
            if (table.marked > 0)
                notes_.push_back(Diagnostic::note("export_marked").with("count", std::to_string(table.marked)));
        }
        if (wanted_.format == Format::xapi) content_ = reports::xapi_array(statements_);
        if (left_out_ > 0)
            notes_.push_back(Diagnostic::note("export_left_out").with("count", std::to_string(left_out_)));
        const bool shown = context_.json && file.standard_output();
        if (!shown)
            if (auto written = file.write(content_, scenario_files::Readers::owner); !written)
                return fail(context_, written.error());
        report(file, shown);
        return problems_.empty() ? fine : trouble;
    }

private:
    void add(const training::Services& services, records::AttemptRow row, const std::set<std::string>& overruled) {
        const std::string attempt = row.header.id;
        if (auto added = add_one(services, std::move(row), overruled.contains(attempt)); added)
            ++count_;
        else
            problems_.insert(problems_.end(), added.error().begin(), added.error().end());
    }

    std::expected<void, Diagnostics> add_one(const training::Services& services, records::AttemptRow row,
                                             bool overruled) {
        const bool words = wanted_.format == Format::jsonl || wanted_.format == Format::xapi;
        reports::Exported exported;
        exported.row = std::move(row);
        const std::string attempt = exported.row.header.id;
        std::string log;
        if (wanted_.format != Format::moodle) {
            auto stored = services.database->load(attempt);
            if (!stored) return std::unexpected(Diagnostics{stored.error()});
            exported.behaviours = std::move(stored->behaviours);
            log = std::move(stored->log);
        }
        if (words || overruled) {
            const auto played = training::load_attempt(services, attempt);
            if (!played) return std::unexpected(Diagnostics{played.error()});
            if (words)
                if (auto may = admitted(*played); !may) return may;
            exported.overrules = played->overrules;
            if (overruled && exported.row.end.status == records::Status::finished)
                exported.total_overruled =
                    scoring::grade(training::overruled(dialogue::transcript(played->session), played->overrules)).total;
            if (wanted_.format == Format::jsonl) {
                auto line = reports::attempt_line(exported, log, played->session);
                if (!line) return std::unexpected(Diagnostics{line.error()});
                content_.append(*line).append("\n");
            }
            if (wanted_.format == Format::xapi)
                for (auto& s : reports::xapi_statements(exported, played->session, wanted_.xapi, context_.catalogue))
                    statements_.push_back(std::move(s));
        }
        if (wanted_.format == Format::csv) content_ += reports::attempts_csv_line(exported);
        if (wanted_.format == Format::moodle) exported_.push_back(std::move(exported));
        return {};
    }

    // Asked and written down once for each version of a scenario, not for each attempt at it.
    std::expected<void, Diagnostics> admitted(const training::PlayedAttempt& played) {
        const auto& header = played.log.header;
        const auto [place, fresh] = admitted_.try_emplace(header.scenario_hash);
        if (fresh)
            if (auto may = admit(played.session.scenario(), header.scenario_hash, "export", {}, options_.trainer); !may)
                place->second = may.error();
        if (place->second.empty()) return {};
        if (fresh) return std::unexpected(place->second);
        return std::unexpected(Diagnostics{});
    }

    void report(const ExportFile& file, bool shown) const {
        if (!context_.json) {
            print(context_, problems_);
            print(context_, notes_);
            if (!file.standard_output())
                out_line(context_.tr("cli.exported", {{"path", file.path()}, {"count", std::to_string(count_)}}));
            return;
        }
        nlohmann::ordered_json said = nlohmann::ordered_json::array();
        for (const Diagnostic& d : problems_) said.push_back(to_json(context_, d));
        for (const Diagnostic& d : notes_) said.push_back(to_json(context_, d));
        nlohmann::ordered_json json{{"format", options_.format}, {"file", nullptr},    {"attempts", count_},
                                    {"left_out", left_out_},     {"content", nullptr}, {"diagnostics", said}};
        if (shown)
            json["content"] = content_;
        else
            json["file"] = file.path();
        out_json(json);
    }

    const Context& context_;
    const ExportAttemptsOptions& options_;
    Wanted wanted_;
    std::string content_;
    std::vector<std::string> statements_;
    std::vector<reports::Exported> exported_;     // where a line is made of several attempts
    std::map<std::string, Diagnostics> admitted_; // by scenario hash; empty: it may be seen
    Diagnostics problems_, notes_;
    int count_ = 0, left_out_ = 0;
};

} // namespace

Exit export_attempts(const Context& context, const ExportAttemptsOptions& options) {
    auto asked = wanted(options);
    if (!asked) return fail(context, asked.error());
    const ExportFile file(options.out, options.force);
    if (auto may = file.allowed(); !may) return fail(context, may.error());
    if (auto there = named_records_exist(context); !there) return fail(context, there.error());
    Exporter exporter(context, options, std::move(*asked));
    if (nothing_kept(context)) {
        if (!options.attempts.empty())
            return fail(context, Diagnostic::error("attempt_not_found").with("attempt", options.attempts.front()));
        return exporter.finish(file);
    }
    auto services = services_with_database(context);
    if (!services) return services.error();
    if (auto gathered = exporter.gather(*services); !gathered) return fail(context, gathered.error());
    return exporter.finish(file);
}

} // namespace rapport::cli
