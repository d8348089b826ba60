#include "sim/analysis/policy.h"

#include "sim/base/random.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

using dialogue::Session;

template <class Pick>
std::vector<std::string> play(Session session, const Budget& budget, Pick pick) { // of the replies, then the places
    std::vector<std::string> replies;
    const dialogue::Scenario& scenario = session.scenario();
    const std::size_t turns = budget.turns > 0 ? budget.turns : 1000;
    while (!session.over() && session.log().size() < turns) {
        if (session.now().offered_count > 0) {
            const auto places = dialogue::places_in(session.places());
            const std::size_t position = pick(session.now(), places.size());
            if (position >= session.now().offered_count) {
                const dialogue::Place place = places[position - session.now().offered_count];
                replies.push_back(dialogue::turn_id(scenario, place));
                (void)session.turn_to(place, scripted_response_ms(scenario));
                continue;
            }
            replies.emplace_back(session.offered_reply(position).id);
            (void)session.choose_at(position, scripted_response_ms(scenario));
        } else if (session.keep_silent(scripted_silence_ms(scenario, session.node()))) {
            replies.emplace_back("silence");
        } else {
            break;
        }
    }
    return replies;
}

} // namespace

std::optional<Policy> policy_from(std::string_view id) {
    const auto it = std::ranges::find(policy_ids, id);
    if (it == policy_ids.end()) return std::nullopt;
    return static_cast<Policy>(it - policy_ids.begin());
}

std::vector<std::string> scripted_replies(std::shared_ptr<const dialogue::Scenario> scenario,
                                          std::shared_ptr<const dialogue::MoodTable> table,
                                          const dialogue::Settings& settings, Policy policy, const Budget& budget) {
    using dialogue::Moment;
    switch (policy) {
    case Policy::best:
        return find_path(std::move(scenario), std::move(table), settings, Objective::best, budget).replies;
    case Policy::worst:
        return find_path(std::move(scenario), std::move(table), settings, Objective::worst, budget).replies;
    case Policy::random:
        return play(Session(std::move(scenario), std::move(table), settings), budget,
                    [&](const Moment& now, std::size_t places) {
                        Random random(settings.seed, Purpose::policy, static_cast<std::uint64_t>(now.turn));
                        return static_cast<std::size_t>(
                            random.below(now.offered_count + static_cast<std::uint32_t>(places)));
                    });
    case Policy::first:
        break;
    }
    return play(Session(std::move(scenario), std::move(table), settings), budget,
                [](const Moment&, std::size_t) { return std::size_t{0}; });
}

} // namespace rapport::analysis
