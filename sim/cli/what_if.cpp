#include "sim/cli/what_if.h"

#include "sim/records/folders.h"
#include "sim/records/journal.h"
#include "sim/training/debrief.h"
#include "sim/training/drill.h"

#include <charconv>

namespace rapport::cli {

std::expected<Meant, Diagnostic> meant_by(const training::Services& services, const std::string& word) {
    constexpr std::size_t fewest = 6, whole = 36;
    if (!services.database)
        return std::unexpected(services.database_problem.value_or(Diagnostic::error("database_failed")));
    if (word == "last") {
        const auto newest = services.database->list({.limit = 1});
        if (!newest) return std::unexpected(newest.error());
        return Meant{newest->empty() ? word : newest->front().header.id, false};
    }
    std::vector<Meant> found;
    if (word.size() >= fewest) {
        for (const auto& entry : training::unfinished(services).entries)
            if (entry.header.id.starts_with(word)) found.push_back({entry.header.id, true});
        const auto kept = services.database->ids_from(word, 2);
        if (!kept) return std::unexpected(kept.error());
        for (const auto& id : *kept) found.push_back({id, false});
        // A journal too damaged to be listed answers to its whole id.
        if (found.empty() && word.size() == whole && records::has_journal(records::journal_folder(services.data), word))
            return Meant{word, true};
    }
    if (found.empty()) return Meant{word, false};
    if (found.size() > 1 && word.size() < whole)
        return std::unexpected(Diagnostic::error("attempt_ambiguous").with("start", word));
    return found.front();
}

std::expected<Branch, Diagnostics> attempt_to_branch(const training::Services& services, std::string_view from) {
    const auto failed = [](Diagnostic d) { return std::unexpected(Diagnostics{std::move(d)}); };
    const auto colon = from.find(':');
    int turn = 0;
    if (colon != std::string_view::npos) {
        const auto digits = from.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), turn);
        if (error != std::errc{} || end != digits.data() + digits.size() || turn < 1)
            return failed(Diagnostic::error("from_bad_turn").with("value", digits));
    }
    const auto meant = meant_by(services, std::string(from.substr(0, colon)));
    if (!meant) return failed(meant.error());
    if (meant->unfinished) return failed(Diagnostic::error("attempt_unfinished").with("attempt", meant->attempt));
    auto played = training::load_attempt(services, meant->attempt);
    if (!played) return failed(played.error());
    if (played->session.scenario().use == dialogue::Use::exam)
        return failed(Diagnostic::error("rewind_practice_only").with("attempt", meant->attempt));
    if (turn == 0) {
        const auto mend = training::debrief_of(*played).try_again;
        turn = mend ? mend->turn : 1;
    }
    return Branch{std::move(*played), turn};
}

} // namespace rapport::cli
