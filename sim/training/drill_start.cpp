// How drills begin: anew, where they were left, from a turn of another (under another version: reopen.cpp); and what a
// start of the program picks up.
#include "sim/records/content_hash.h"
#include "sim/records/erase_person.h"
#include "sim/records/folders.h"
#include "sim/records/people.h"
#include "sim/records/profiles.h"
#include "sim/scenario_files/read.h"
#include "sim/training/drill.h"
#include "sim/training/drill_impl.h"

#include <map>
#include <set>

namespace rapport::training {
namespace {

using dialogue::Session;

std::filesystem::path journals(const Services& services) { return records::journal_folder(services.data); }

template <class E>
std::unexpected<Diagnostics> failed(E&& diagnostic) {
    return std::unexpected(Diagnostics{std::forward<E>(diagnostic)});
}

// Whose the attempt will be; empty: told when it is stored (Drill::Impl::store).
std::string player(const Services& services) {
    if (!services.person.empty() || !services.database) return services.person;
    return records::own_person_if_any(*services.database).value_or("");
}

records::AttemptHeader header_for(const Services& services, const dialogue::Scenario& s, const DrillSettings& settings,
                                  std::string_view bytes) {
    records::AttemptHeader h;
    put_our_versions(h, services);
    h.scenario_hash = records::content_hash(bytes);
    h.scenario_id = s.id;
    h.scenario_version = s.version;
    for (const Language l : all_languages) h.scenario_title[static_cast<std::size_t>(l)] = s.title[l];
    h.seed = settings.seed ? *settings.seed : services.new_seed();
    h.language = s.speaks(settings.language) ? settings.language
                                             : (settings.language == Language::en ? Language::zh : Language::en);
    h.leniency = settings.leniency;
    h.reading_percent = settings.reading_percent;
    h.trainee = settings.trainee;
    h.person = player(services);
    h.input_mode = settings.input_mode;
    return h;
}

} // namespace

void put_our_versions(records::AttemptHeader& h, const Services& services) {
    h.id = services.new_attempt_id();
    h.started_at = services.utc_now();
    h.engine_version = dialogue::engine_version;
    h.scorer_version = scoring::scorer_version;
    h.mood_version = services.mood->version;
    h.mood_hash = services.mood_hash;
}

DrillSettings preferred_settings(const Services& services, Language language) {
    const records::Preferences& p = services.preferences;
    return {.seed = {},
            .language = language,
            .leniency = p.leniency,
            .reading_percent = p.reading_percent,
            .trainee = p.trainee};
}

std::expected<Drill, Diagnostics> Drill::start(const Services& services, const std::filesystem::path& path,
                                               const DrillSettings& settings, std::int64_t now) {
    auto read = scenario_files::read_scenario_file(path);
    if (!read.scenario) return std::unexpected(read.errors());
    auto bytes = std::make_shared<const std::string>(read.bytes());
    auto header = header_for(services, *read.scenario, settings, *bytes);
    if (records::typed_in(header.input_mode)) {
        auto grader = grader_of(services);
        if (!grader) return failed(grader.error());
        header.grader = grader->version;
    }
    Session session(read.scenario, services.mood, records::settings_of(header));
    header.persona = session.persona().id;
    auto journal = records::Journal::create(journals(services), header, *bytes, services.database_place);
    if (!journal) return failed(journal.error());
    auto impl =
        std::make_unique<Impl>(services, std::move(header), std::move(session), std::move(*journal), std::move(bytes));
    // The story may have moved on by itself before the first reply.
    if (!impl->session.log().empty()) {
        Impl::Pending first{impl->session, {}};
        if (first.next.over()) first.end = impl->end_now(first.next, false);
        impl->session = impl->session.rewound(0);
        if (auto saved = impl->save(std::move(first), now); !saved) {
            (void)impl->journal->remove();
            return failed(saved.error());
        }
    } else {
        impl->show_line(now);
    }
    return Drill(std::move(impl));
}

std::expected<Drill, Diagnostics> Drill::resume(const Services& services, const std::string& attempt,
                                                std::int64_t now) {
    auto opened = records::Journal::open(journals(services), attempt);
    if (!opened) return failed(opened.error());
    auto scenario = kept_scenario(attempt, opened->text.scenario_bytes);
    if (!scenario) return failed(scenario.error());
    auto log = records::parse(opened->text, **scenario);
    if (!log) return failed(log.error());
    auto bytes = std::make_shared<const std::string>(std::move(opened->text.scenario_bytes));
    auto played = replay_attempt(services, std::move(*log), std::move(*scenario), bytes);
    if (!played) return failed(played.error());

    const std::size_t kept = played->log.turns.size();
    auto impl = std::make_unique<Impl>(services, std::move(played->log.header), std::move(played->session),
                                       std::move(opened->journal), std::move(bytes));
    impl->end = std::move(played->log.end);
    if (kept > 0) impl->session.speak(played->log.turns.back().language);
    if (impl->end) {
        impl->stage = impl->end->status == records::Status::finished ? Stage::finished : Stage::abandoned;
        (void)impl->store();
        return Drill(std::move(impl));
    }
    if (impl->header.mood_hash != services.mood_hash)
        impl->notices.push_back(Diagnostic::note("mood_table_changed").with("attempt", attempt));
    if (records::typed_in(impl->header.input_mode) && services.grader)
        if (const auto grader = services.grader(); grader && grader->version != impl->header.grader)
            impl->notices.push_back(Diagnostic::note("grader_changed").with("attempt", attempt));
    if (impl->session.log().size() > kept || impl->session.over()) {
        Impl::Pending rest{impl->session, {}};
        if (rest.next.over()) rest.end = impl->end_now(rest.next, false);
        impl->session = impl->session.rewound(kept);
        if (auto saved = impl->save(std::move(rest), now); !saved) return failed(saved.error());
    } else {
        impl->show_line(now);
    }
    return Drill(std::move(impl));
}

std::expected<Drill, Diagnostics> Drill::again_from(const Services& services, const PlayedAttempt& played, int turn,
                                                    std::int64_t now) {
    auto session = session_before(played, turn);
    if (!session) return failed(session.error());
    const std::size_t kept = session->log().size();
    records::AttemptHeader header = played.log.header;
    put_our_versions(header, services);
    header.branched_from = records::BranchedFrom{played.log.header.id, turn};
    header.person = player(services);
    if (!services.person.empty()) header.trainee = services.preferences.trainee;
    header.continues.clear();
    records::cut_versions(header, turn - 1);
    // A person goes on where a policy may have played.
    if (records::played_by_program(header)) header.input_mode = records::input_by_choice;
    if (records::typed_in(header.input_mode)) {
        auto grader = grader_of(services);
        if (!grader) return failed(grader.error());
        header.grader = grader->version;
    }
    auto journal =
        records::Journal::create(journals(services), header, *played.scenario_bytes, services.database_place);
    if (!journal) return failed(journal.error());
    if (kept > 0)
        if (auto copied = journal->append(session->scenario(), session->log().first(kept)); !copied) {
            (void)journal->remove();
            return failed(copied.error());
        }
    auto impl = std::make_unique<Impl>(services, std::move(header), std::move(*session), std::move(*journal),
                                       played.scenario_bytes);
    impl->show_line(now);
    return Drill(std::move(impl));
}

UnfinishedList unfinished(const Services& services) {
    auto found = records::list_journals(journals(services));
    // Whose there are is as Database::show has it (people.h).
    std::set<std::string> locked;
    if (services.person.empty() && services.database)
        locked = records::with_pin(*services.database).value_or(std::set<std::string>());
    std::erase_if(found.entries, [&](const records::JournalEntry& e) {
        const std::string& whose = e.header.person;
        return e.ended || (services.person.empty() ? locked.contains(whose) : whose != services.person);
    });
    return {std::move(found.entries), std::move(found.diagnostics)};
}

std::expected<void, Diagnostics> discard(const Services& services, const std::string& attempt) {
    auto drill = Drill::resume(services, attempt, 0);
    if (!drill) return std::unexpected(drill.error());
    if (drill->stage() != Stage::talking) return {};
    if (auto done = drill->abandon(0); !done) return failed(done.error());
    return {};
}

Recovered recover(const Services& services) {
    Recovered result;
    if (services.database)
        for (const std::string& person :
             records::unfinished_erasures(*services.database).value_or(std::vector<std::string>()))
            if (auto erased = records::erase_person(*services.database, services.data, person); !erased)
                result.diagnostics.push_back(erased.error());
    auto found = records::list_journals(journals(services));
    result.diagnostics = std::move(found.diagnostics);
    for (const std::string& attempt : superseded(found.entries)) {
        if (auto removed = forget_journal(services, attempt); !removed && removed.error().code != "attempt_in_use")
            result.diagnostics.push_back(removed.error());
        std::erase_if(found.entries, [&](const auto& e) { return e.header.id == attempt; });
    }
    std::map<std::string, int> elsewhere;
    for (const records::JournalEntry& entry : found.entries) {
        if (!entry.ended || entry.in_use) continue;
        if (!entry.database.empty() && entry.database != services.database_place) {
            ++elsewhere[entry.database];
            continue;
        }
        auto drill = Drill::resume(services, entry.header.id, 0);
        if (!drill) {
            for (Diagnostic& d : drill.error())
                // Another program was quicker, or is at it.
                if (d.code != "attempt_in_use" && d.code != "attempt_not_found")
                    result.diagnostics.push_back(std::move(d));
        } else if (drill->stored()) {
            ++result.stored;
        } else if (drill->problem()) {
            result.diagnostics.push_back(*drill->problem());
        }
    }
    for (const auto& [database, count] : elsewhere) {
        const bool named = database.find("://") != std::string::npos;
        result.diagnostics.push_back(Diagnostic::note("drills_wait_elsewhere")
                                         .with("path", named ? database : (services.data / database).string())
                                         .with("count", std::to_string(count)));
    }
    records::sweep_journals(journals(services));
    return result;
}

} // namespace rapport::training
