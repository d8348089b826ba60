// What an author may leave unsaid because the words of the reply say it.
#include "scoring/correction_check.h"
#include "sim/scenario_files/bind.h"

#include <algorithm>
#include <cstring>

namespace rapport::scenario_files {
namespace {

using dialogue::Reply;
using dialogue::Shown;
using scoring::Behaviour;

template <class... B>
scoring::BehaviourSet set_of(B... behaviours) {
    scoring::BehaviourSet set;
    (set.add(behaviours), ...);
    return set;
}

const scoring::BehaviourSet solving =
    set_of(Behaviour::take_ownership, Behaviour::offer_options, Behaviour::explain_steps);
const scoring::BehaviourSet listening = set_of(Behaviour::let_speak, Behaviour::restate, Behaviour::ask_open,
                                               Behaviour::acknowledge_feeling, Behaviour::apologise);
const scoring::BehaviourSet answering =
    set_of(Behaviour::take_ownership, Behaviour::offer_options, Behaviour::explain_steps, Behaviour::hand_over,
           Behaviour::over_promise, Behaviour::hide_behind_policy);

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

} // namespace

// memmem, because its time grows with the sum of the lengths, not with their product, whatever the author wrote.
std::size_t offset_of(std::string_view text, std::string_view words) {
    if (words.empty()) return 0;
    if (words.size() > text.size()) return std::string_view::npos; // nor may memmem be handed a text that is none
    const void* found = memmem(text.data(), text.size(), words.data(), words.size());
    return found == nullptr ? std::string_view::npos
                            : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// A reply that offers names its options: those of the card whose words occur in it, in either language.
void Binder::derive_offers(Reply& reply) {
    reply.offers = {static_cast<std::uint32_t>(s_.offered.size()), 0};
    bool offering = reply.solution;
    for (const Shown& shown : s_.shown_by(reply)) offering = offering || shown.behaviour == Behaviour::offer_options;
    if (!offering) return;
    const std::array<std::string, 2> said{lower(reply.text[Language::en]), lower(reply.text[Language::zh])};
    std::uint32_t last = dialogue::none;
    for (const Wording& wording : wordings_) {
        if (wording.option == last) continue;
        if (offset_of(said[static_cast<std::size_t>(wording.language)], wording.words) == std::string_view::npos)
            continue;
        last = wording.option;
        s_.offered.push_back(wording.option);
        ++reply.offers.count;
    }
}

void Binder::wordings_of_options() {
    for (std::uint32_t i = 0; i < s_.options.size(); ++i)
        for (const Language l : all_languages)
            for (const std::string_view words :
                 dialogue::Scenario::slice(s_.phrases, s_.options[i].phrases.in[static_cast<std::size_t>(l)]))
                wordings_.push_back({i, l, lower(words)});
}

// The reply's closing check, if every language it is written in has one.
bool Binder::derive_check(const Reply& reply) const {
    if (reply.text.empty()) return false;
    return std::all_of(all_languages.begin(), all_languages.end(), [&](Language l) {
        return reply.text[l].empty() || scoring::invites_correction(reply.text[l], l);
    });
}

bool Binder::derive_answers(const Reply& reply) const {
    if (reply.solution) return true;
    const auto shown = s_.shown_by(reply);
    return std::any_of(shown.begin(), shown.end(), [](const Shown& s) { return answering.has(s.behaviour); });
}

// In every language that quotes both, the first words that solve stand before the first words that listen.
bool Binder::derive_solution_first(const Reply& reply) const {
    bool known = false;
    for (const Language l : all_languages) {
        std::size_t solved = std::string_view::npos;
        std::size_t listened = std::string_view::npos;
        for (const Shown& shown : s_.shown_by(reply)) {
            if (shown.quote[l].empty()) continue;
            const std::size_t at = offset_of(reply.text[l], shown.quote[l]);
            if (solving.has(shown.behaviour)) solved = std::min(solved, at);
            if (listening.has(shown.behaviour)) listened = std::min(listened, at);
        }
        if (solved == std::string_view::npos || listened == std::string_view::npos) continue;
        if (solved >= listened) return false;
        known = true;
    }
    return known;
}

} // namespace rapport::scenario_files
