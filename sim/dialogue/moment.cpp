#include "sim/dialogue/moment.h"

#include <algorithm>
#include <initializer_list>

namespace rapport::dialogue {
namespace {

using scoring::Behaviour;
using scoring::Labels;
using scoring::Level;

// The bits of Labels in which one of these shows.
constexpr std::uint64_t any_level_of(std::initializer_list<Behaviour> of) {
    Labels one, two;
    for (const Behaviour b : of) one.set(b, 1), two.set(b, 2);
    return one.bits() | two.bits();
}

bool has_listened(const Labels& said, const Circumstances& when) {
    const auto best = [&](Behaviour b) { return std::max(said[b], when.best_before[scoring::index(b)]); };
    return best(Behaviour::let_speak) >= 1 || best(Behaviour::restate) >= 1 || best(Behaviour::ask_open) >= 1 ||
           best(Behaviour::acknowledge_feeling) >= 1 || best(Behaviour::apologise) == 2;
}

Level premature(const Labels& said, const Circumstances& when) {
    if (!when.solution || when.anger < very_angry || when.asked_for_action || when.urgent || when.grants_demand)
        return 0;
    if (has_listened(said, when)) return 0;
    return said[Behaviour::hide_behind_policy] > 0 ? Level{2} : Level{1};
}

} // namespace

Labels at_the_moment(Labels said, const Circumstances& when) {
    Labels labels = said;
    if (!when.first_turn) labels.set(Behaviour::open_contact, 0);
    if (!when.at_the_close)
        labels.set(Behaviour::close_with_follow_up, std::min<Level>(1, said[Behaviour::close_with_follow_up]));
    if (when.question_asked) labels.set(Behaviour::let_speak, 0);
    labels.set(Behaviour::premature_solution, premature(said, when));
    return labels;
}

bool only_sympathy(const Labels& labels) {
    static constexpr std::uint64_t sympathy =
        any_level_of({Behaviour::acknowledge_feeling, Behaviour::apologise, Behaviour::let_speak});
    static constexpr std::uint64_t progress =
        any_level_of({Behaviour::restate, Behaviour::ask_open, Behaviour::take_ownership, Behaviour::offer_options,
                      Behaviour::explain_steps, Behaviour::check_satisfaction, Behaviour::close_with_follow_up,
                      Behaviour::hand_over, Behaviour::set_limit});
    return (labels.bits() & sympathy) != 0 && (labels.bits() & progress) == 0;
}

} // namespace rapport::dialogue
