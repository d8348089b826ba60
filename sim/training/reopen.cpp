#include "sim/training/reopen.h"

#include "sim/records/carry_over.h"
#include "sim/records/content_hash.h"
#include "sim/records/folders.h"
#include "sim/training/drill_impl.h"

#include <algorithm>

namespace rapport::training {
namespace {

using scenario_files::ReadResult;

std::unexpected<Diagnostics> not_reopened(Diagnostic diagnostic) {
    return std::unexpected(Diagnostics{std::move(diagnostic)});
}

std::expected<records::CarriedOver, Diagnostics> carried_under(const Services& services, const PlayedAttempt& played,
                                                               const ReadResult& read) {
    const auto exam = [&] {
        return not_reopened(Diagnostic::error("reopen_practice_only").with("attempt", played.log.header.id));
    };
    if (played.session.scenario().use == dialogue::Use::exam) return exam();
    if (played.session.over() || played.log.end) return not_reopened(Diagnostic::error("attempt_over"));
    if (!read.scenario) return std::unexpected(read.errors());
    if (read.scenario->use == dialogue::Use::exam) return exam();
    return records::carry_over(played.log, played.session.scenario_ptr(),
                               {read.scenario, records::content_hash(read.bytes())}, services.mood);
}

} // namespace

std::expected<void, Diagnostic> forget_journal(const Services& services, const std::string& attempt) {
    auto opened = records::Journal::open(records::journal_folder(services.data), attempt);
    if (opened) return opened->journal.remove();
    if (opened.error().code == "attempt_not_found") return {};
    return std::unexpected(opened.error());
}

std::vector<std::string> superseded(const std::vector<records::JournalEntry>& entries) {
    std::vector<std::string> less;
    for (const records::JournalEntry& newer : entries) {
        if (newer.header.continues.empty() || newer.in_use) continue;
        const auto older =
            std::ranges::find(entries, newer.header.continues, [](const auto& e) { return e.header.id; });
        if (older == entries.end() || older->in_use) continue;
        const bool whole = newer.turns >= older->turns && !older->ended;
        less.push_back(whole ? older->header.id : newer.header.id);
    }
    return less;
}

std::expected<Reopened, Diagnostics> reopen_under(const Services& services, const PlayedAttempt& played,
                                                  const ReadResult& read, std::int64_t now) {
    auto carried = carried_under(services, played, read);
    if (!carried) return std::unexpected(std::move(carried.error()));

    records::AttemptHeader before = played.log.header;
    records::leave_version(before, static_cast<int>(played.log.turns.size()));
    records::AttemptHeader& header = carried->log.header;
    put_our_versions(header, services);
    header.started_at = before.started_at; // the same contact
    header.earlier_versions = std::move(before.earlier_versions);
    header.continues = before.id;
    // A persona the new version no longer draws has been reported; before the first turn any will do.
    header.persona = carried->session.persona().id;
    {
        auto journal = records::Journal::create(records::journal_folder(services.data), header, read.bytes(),
                                                services.database_place);
        if (!journal) return not_reopened(journal.error());
        if (!carried->log.turns.empty())
            if (auto copied = journal->append(*read.scenario, carried->log.turns); !copied) {
                (void)journal->remove();
                return not_reopened(copied.error());
            }
    }
    auto drill = Drill::resume(services, header.id, now);
    if (!drill) {
        (void)forget_journal(services, header.id);
        return std::unexpected(std::move(drill.error()));
    }
    drill->speak(played.session.settings().language);
    return Reopened{std::move(*drill), std::move(carried->notes)};
}

std::expected<Reopened, Diagnostics> reopen_under(const Services& services, const PlayedAttempt& played,
                                                  const std::filesystem::path& path, std::int64_t now) {
    return reopen_under(services, played, scenario_files::read_scenario_file(path), now);
}

std::expected<Diagnostics, Diagnostics> go_on_under(const Services& services, Drill& drill, const ReadResult& read,
                                                    std::int64_t now) {
    if (drill.problem()) return not_reopened(*drill.problem());
    auto reopened = reopen_under(services, drill.attempt(), read, now);
    if (!reopened) return std::unexpected(std::move(reopened.error()));
    const std::string old = drill.header().id;
    drill = std::move(reopened->drill); // lets go of the old journal
    // Where it cannot be removed now, recover() does it at the next start.
    (void)forget_journal(services, old);
    return std::move(reopened->notes);
}

bool touches_what_was_said(const Diagnostics& notes) {
    return std::ranges::any_of(notes, [](const Diagnostic& d) {
        return d.code == "carry_shows_changed" || d.code == "carry_calls_changed" || d.code == "carry_mood_changed";
    });
}

std::expected<Diagnostics, Diagnostics> would_go_on_under(const Services& services, const PlayedAttempt& played,
                                                          const ReadResult& read) {
    auto carried = carried_under(services, played, read);
    if (!carried) return std::unexpected(std::move(carried.error()));
    return std::move(carried->notes);
}

} // namespace rapport::training
