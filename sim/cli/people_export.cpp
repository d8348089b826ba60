// rapport people export: all that is kept of one person, as JSON and as a page to read.
#include "sim/cli/people.h"

#include "scoring/grader.h"
#include "sim/cli/export_file.h"
#include "sim/cli/records.h"
#include "sim/cli/sign_in.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/records/profiles.h"
#include "sim/reports/person_data.h"
#include "sim/training/overrule.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rapport::cli {
namespace {

std::expected<reports::PersonAttempt, Diagnostic> attempt_of_person(const training::Services& services,
                                                                    records::AttemptRow row) {
    reports::PersonAttempt a;
    const std::string id = row.header.id;
    auto stored = services.database->load(id);
    if (!stored) return std::unexpected(stored.error());
    a.exported.row = std::move(row);
    a.exported.behaviours = std::move(stored->behaviours);
    a.log = std::move(stored->log);
    auto played = training::load_attempt(services, id);
    if (!played) {
        a.unreadable = played.error().code;
        return a;
    }
    a.exported.overrules = std::move(played->overrules);
    if (!a.exported.overrules.empty() && a.exported.row.end.status == records::Status::finished)
        a.exported.total_overruled =
            scoring::grade(training::overruled(dialogue::transcript(played->session), a.exported.overrules)).total;
    a.session = std::move(played->session);
    return a;
}

std::expected<reports::PersonData, Diagnostic> data_of(const training::Services& services,
                                                       const records::Person& person) {
    reports::PersonData data;
    data.person = person;
    data.made_at = records::utc_now();
    const auto locked = records::with_pin(*services.database);
    if (!locked) return std::unexpected(locked.error());
    data.pin = locked->contains(person.id);
    Diagnostics unreadable;
    auto rows = services.database->list({.scenario_id = {}, .status = std::nullopt, .limit = 0}, &unreadable);
    if (!rows) return std::unexpected(rows.error());
    std::ranges::reverse(*rows);
    for (auto& row : *rows) {
        if (row.header.person != person.id) continue;
        auto attempt = attempt_of_person(services, std::move(row));
        if (!attempt) return std::unexpected(attempt.error());
        data.attempts.push_back(std::move(*attempt));
    }
    auto exposures = records::exposures(services.data);
    if (!exposures) return std::unexpected(exposures.error());
    for (auto& e : exposures->entries)
        if (!e.trainee.empty() && e.trainee == person.words.name) data.exposures.push_back(std::move(e));
    return data;
}

} // namespace

Exit people_export(const Context& context, const PeopleOptions& options) {
    const std::filesystem::path folder = options.out;
    const ExportFile json((folder / "rapport-data.json").string(), options.force);
    const ExportFile page((folder / "rapport-data.html").string(), options.force);
    for (const ExportFile* file : {&json, &page})
        if (auto may = file->allowed(); !may) return fail(context, may.error());
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto person = records::person_named(*services->database, options.name);
    if (!person) return fail(context, person.error());
    if (const auto proven =
            training::prove(*services, *person, [&](const records::Person& whose) { return ask_pin(context, whose); });
        !proven)
        return fail(context, proven.error());
    services->database->show(records::Shown::of_person, person->id);
    const auto data = data_of(*services, *person);
    if (!data) return fail(context, data.error());
    const auto bytes = reports::person_json(*data);
    if (!bytes) return fail(context, bytes.error());
    if (auto made = records::make_folder(folder); !made) return fail(context, made.error());
    if (auto written = json.write(*bytes, scenario_files::Readers::owner); !written)
        return fail(context, written.error());
    if (auto written = page.write(reports::person_html(*data, context.catalogue, context.language),
                                  scenario_files::Readers::owner);
        !written)
        return fail(context, written.error());
    if (context.json)
        out_json(
            {{"exported", person->id}, {"attempts", data->attempts.size()}, {"files", {json.path(), page.path()}}});
    else
        out_line(context.tr("cli.people.exported", {{"name", person->words.name},
                                                    {"count", std::to_string(data->attempts.size())},
                                                    {"json", json.path()},
                                                    {"page", page.path()}}));
    return fine;
}

} // namespace rapport::cli
