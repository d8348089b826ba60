#include "sim/dialogue/branch.h"

#include "scoring/recogniser/likeness.h"
#include "scoring/recogniser/slots.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace rapport::dialogue {
namespace {

constexpr int neither_shows_anything = 50;
constexpr int other_options = 25;
constexpr int called_for_apart = 4; // a level of what the moment calls for; any other 1

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

// What the author's reply does not show at all weighs half; a fault in full, and so does more of the same, which is
// what tells a good reply from its weak sister.
int agreement(const scoring::Labels& read, const scoring::Labels& authored, bool first_turn) {
    int both = 0, either = 0;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        if (!compared(b, first_turn)) continue;
        const int weight = scoring::is_fault(b) ? 12 : 4;
        const int beyond = std::max(0, read[b] - authored[b]);
        both += weight * std::min(read[b], authored[b]);
        either += weight * authored[b] + (scoring::is_fault(b) || authored[b] > 0 ? weight : 2) * beyond;
    }
    return either == 0 ? neither_shows_anything : (200 * both + either) / (2 * either);
}

int apart(const Session& session, const scoring::Labels& read, const scoring::Labels& authored) {
    int called_for = 0, all = 0;
    for (std::size_t i = 0; i < scoring::first_fault; ++i) {
        const Behaviour b = scoring::behaviour_at(i);
        if (!compared(b, session.first_turn())) continue;
        all += read[b] - authored[b];
        if (session.node().calls_for.has(b)) called_for += read[b] - authored[b];
    }
    return called_for_apart * std::abs(called_for) + std::abs(all);
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

// Which options of the card the words name: all the content of the option's text, or of one of the author's phrases for
// it, stands in them.
class NamedOptions {
public:
    NamedOptions(const Scenario& s, std::string_view text) : named_(s.options.size()) {
        std::vector<std::string> said = scoring::content_pieces(text);
        std::ranges::sort(said);
        const auto all_said = [&](std::string_view words) {
            const auto pieces = scoring::content_pieces(words);
            return !pieces.empty() && std::ranges::all_of(pieces, [&](const std::string& piece) {
                return std::ranges::binary_search(said, piece);
            });
        };
        for (std::size_t i = 0; i < named_.size(); ++i)
            for (const Language l : all_languages) {
                const auto phrases = Scenario::slice(s.phrases, s.options[i].phrases.in[static_cast<std::size_t>(l)]);
                named_[i] = named_[i] || all_said(s.options[i].text[l]) || std::ranges::any_of(phrases, all_said);
            }
    }
    // Some are named, and none of these.
    bool only_others(std::span<const std::uint32_t> offered) const {
        return !offered.empty() && std::ranges::find(named_, true) != named_.end() &&
               std::ranges::none_of(offered, [&](std::uint32_t i) { return named_[i]; });
    }

private:
    std::vector<bool> named_;
};

} // namespace

std::vector<BranchFit> fits(const Session& session, const scoring::Labels& labels, std::string_view text) {
    std::vector<BranchFit> found;
    const Scenario& s = session.scenario();
    const auto replies = s.replies_of(session.node());
    const scoring::Wording words(text);
    const NamedOptions options(s, text);
    const auto offered = session.now().replies();
    std::vector<std::uint8_t> places(offered.begin(), offered.end());
    std::ranges::sort(places); // the author's order
    for (const std::uint8_t place : places) {
        const scoring::Labels authored = authored_labels(s, replies[place]);
        BranchFit fit{.reply = place,
                      .behaviours = agreement(labels, authored, session.first_turn()),
                      .words = likeness_to(words, replies[place].text)};
        const int less =
            apart(session, labels, authored) + (options.only_others(s.offers_of(replies[place])) ? other_options : 0);
        fit.fit = std::max(fit.words, (12 * fit.behaviours + 8 * fit.words + 10) / 20 - less);
        if (!same_kind(labels, authored) && fit.words < authors_words) fit.fit = 0;
        found.push_back(fit);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &BranchFit::fit);
    return found;
}

namespace {

// What the moment calls for and no severe fault, or anything else for the customer and no fault at all: nobody who did
// that is told that they were not understood.
bool does_something(const Session& session, const scoring::Labels& labels) {
    bool called = false, other = false, fault = false, severe_fault = false;
    labels.each([&](Behaviour b, Level level) {
        fault = fault || scoring::is_fault(b);
        severe_fault = severe_fault || severe(b, level);
        called = called || session.node().calls_for.has(b);
        other = other || (!scoring::is_fault(b) && b != Behaviour::open_contact && b != Behaviour::speak_plainly);
    });
    return (called && !severe_fault) || (other && !fault);
}

// One that shows nothing is an empty phrase, and only followed where there is no other.
const BranchFit* nearest_without_fault(const Session& session, std::span<const BranchFit> best_first) {
    const Scenario& s = session.scenario();
    const auto replies = s.replies_of(session.node());
    const BranchFit* empty = nullptr;
    for (const BranchFit& fit : best_first) {
        const auto shown = s.shown_by(replies[fit.reply]);
        if (std::ranges::any_of(shown, [](const Shown& it) { return scoring::is_fault(it.behaviour) && it.level > 0; }))
            continue;
        if (!shown.empty()) return &fit;
        if (empty == nullptr) empty = &fit;
    }
    return empty;
}

} // namespace

Followed followed(const Session& session, std::span<const BranchFit> best_first, const scoring::Labels& labels,
                  bool scorable) {
    if (best_first.empty()) return {};
    const BranchFit& best = best_first.front();
    if (best.fit >= fits_from && (scorable || best.words >= authors_words)) return {best.reply, Matched::by_reading};
    if (scorable && does_something(session, labels))
        if (const BranchFit* nearest = nearest_without_fault(session, best_first))
            return {nearest->reply, Matched::by_reading};
    if (!scorable || session.node().otherwise.kind != Target::Kind::nowhere) return {};
    const auto nearest = std::ranges::max_element(best_first, {}, &BranchFit::behaviours);
    return {nearest->reply, Matched::nothing_fits};
}

} // namespace rapport::dialogue
