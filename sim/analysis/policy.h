// Trainees who follow a rule, for demonstrations, tests and the command line (`play --policy`).
#pragma once

#include "sim/analysis/best_path.h"

#include <array>
#include <string_view>

namespace rapport::analysis {

enum class Policy : std::uint8_t {
    first, // always the reply shown first
    best,  // the path to the best total, as far as find_path gets within the budget
    worst, // the path to the worst total
    random // drawn evenly for each turn, of the replies and the topics one may turn to, from (seed, Purpose::policy,
           // turn)
};
inline constexpr std::array<std::string_view, 4> policy_ids{"first", "best", "worst", "random"};
std::optional<Policy> policy_from(std::string_view id);

// What such a trainee answers, in order, to the end of the contact: reply ids, "topic:refund" for a turn to a topic,
// "silence" where nothing is offered but silence leads on. Stops where nothing leads on, and after budget.turns turns
// (0: 1,000) where it goes in circles.
std::vector<std::string> scripted_replies(std::shared_ptr<const dialogue::Scenario> scenario,
                                          std::shared_ptr<const dialogue::MoodTable> table,
                                          const dialogue::Settings& settings, Policy policy, const Budget& budget = {});

} // namespace rapport::analysis
