#include "sim/gui/screens/next_step.h"

namespace rapport::gui {
namespace {

constexpr int enough = 2; // times asked for before it counts

std::optional<scoring::Behaviour> weakest(const Strengths& strengths) {
    std::optional<scoring::Behaviour> found;
    for (std::size_t i = 0; i < scoring::first_fault; ++i) {
        const Strength& s = strengths[i];
        if (s.opportunities < enough || s.levels * 4 >= s.opportunities * 2 * 3) continue;
        if (found) {
            const Strength& best = strengths[scoring::index(*found)];
            if (s.levels * best.opportunities >= best.levels * s.opportunities) continue;
        }
        found = static_cast<scoring::Behaviour>(i);
    }
    return found;
}

// Unplayed before played, then by the lowest best result; the library's order among equals.
int rank(const training::LibraryEntry& e) { return e.best && e.best->total ? *e.best->total : -1; }

const training::LibraryEntry* lowest(std::span<const training::LibraryEntry> entries,
                                     std::optional<scoring::Behaviour> grading) {
    const training::LibraryEntry* best = nullptr;
    for (const auto& e : entries)
        if (can_practise(e) && (!grading || e.grades.has(*grading)) && (best == nullptr || rank(e) < rank(*best)))
            best = &e;
    return best;
}

} // namespace

bool can_practise(const training::LibraryEntry& e) { return e.usable && e.use == dialogue::Use::practice; }

Strengths recent_strengths(const training::Services& services, int most) {
    Strengths strengths{};
    if (!services.database) return strengths;
    Diagnostics unreadable; // the list of past attempts shows them
    const auto rows =
        services.database->list({.scenario_id = {}, .status = records::Status::finished, .limit = most}, &unreadable);
    if (!rows) return strengths;
    for (const auto& row : *rows) {
        // No fresh try, or nobody's strength.
        if (records::what_if(row.header) || played_by_program(row.header)) continue;
        const auto stored = services.database->load(row.header.id);
        if (!stored) continue;
        for (const auto& b : stored->behaviours) {
            strengths[scoring::index(b.behaviour)].opportunities += b.opportunities;
            strengths[scoring::index(b.behaviour)].levels += b.levels;
        }
    }
    return strengths;
}

NextStep next_step(std::span<const training::LibraryEntry> entries, const Strengths& strengths) {
    if (const auto weak = weakest(strengths))
        if (const auto* entry = lowest(entries, weak)) return {entry, weak};
    return {lowest(entries, std::nullopt), std::nullopt};
}

} // namespace rapport::gui
