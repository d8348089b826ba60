#include "sim/dialogue/branch.h"

#include "scoring/recogniser/likeness.h"

#include <algorithm>

namespace rapport::dialogue {
namespace {

constexpr int neither_shows_anything = 50;

// What depends on the moment, or on the form alone, tells no two replies apart.
bool compared(Behaviour b, bool first_turn) {
    return b != Behaviour::premature_solution && b != Behaviour::speak_plainly &&
           (b != Behaviour::open_contact || first_turn);
}

bool severe(Behaviour b, Level level) {
    return level == 2 && scoring::is_fault(b) && b != Behaviour::premature_solution;
}

// Whether these could be the same in kind: both with a severe fault, or neither. What the author calls severe may have
// been read as a 1: the reader gives a 2 only where it is certain.
bool same_kind(const scoring::Labels& read, const scoring::Labels& authored) {
    bool read_severe = false, authored_severe = false, shared = false;
    read.each([&](Behaviour b, Level level) { read_severe = read_severe || severe(b, level); });
    authored.each([&](Behaviour b, Level level) {
        authored_severe = authored_severe || severe(b, level);
        shared = shared || (severe(b, level) && read[b] > 0);
    });
    return authored_severe ? read_severe || shared : !read_severe;
}

int agreement(const scoring::Labels& read, const scoring::Labels& authored, bool first_turn) {
    int both = 0, either = 0;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        if (!compared(b, first_turn)) continue;
        const int weight = scoring::is_fault(b) ? 3 : 1;
        both += weight * std::min(read[b], authored[b]);
        either += weight * std::max(read[b], authored[b]);
    }
    return either == 0 ? neither_shows_anything : (200 * both + either) / (2 * either);
}

scoring::Labels authored_labels(const Scenario& s, const Reply& reply) {
    scoring::Labels labels;
    for (const Shown& shown : s.shown_by(reply)) labels.raise(shown.behaviour, shown.level);
    return labels;
}

int likeness_to(const scoring::Wording& words, const LocalText& authored) {
    int most = 0;
    for (const Language l : all_languages)
        if (!authored[l].empty()) most = std::max(most, scoring::likeness(words, scoring::Wording(authored[l])));
    return most;
}

} // namespace

std::vector<BranchFit> fits(const Session& session, const scoring::Labels& labels, std::string_view text) {
    std::vector<BranchFit> found;
    const Scenario& s = session.scenario();
    const auto replies = s.replies_of(session.node());
    const scoring::Wording words(text);
    const auto offered = session.now().replies();
    std::vector<std::uint8_t> places(offered.begin(), offered.end());
    std::ranges::sort(places); // the author's order
    for (const std::uint8_t place : places) {
        const scoring::Labels authored = authored_labels(s, replies[place]);
        BranchFit fit{.reply = place,
                      .behaviours = agreement(labels, authored, session.first_turn()),
                      .words = likeness_to(words, replies[place].text)};
        fit.fit = std::max(fit.words, (12 * fit.behaviours + 8 * fit.words + 10) / 20);
        if (!same_kind(labels, authored) && fit.words < authors_words) fit.fit = 0;
        found.push_back(fit);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &BranchFit::fit);
    return found;
}

Followed followed(const Session& session, std::span<const BranchFit> best_first, bool scorable) {
    if (best_first.empty()) return {};
    if (best_first.front().fit >= fits_from && (scorable || best_first.front().words >= authors_words))
        return {best_first.front().reply, Matched::by_reading};
    if (!scorable || session.node().otherwise.kind != Target::Kind::nowhere) return {};
    const auto nearest = std::ranges::max_element(best_first, {}, &BranchFit::behaviours);
    return {nearest->reply, Matched::nothing_fits};
}

} // namespace rapport::dialogue
