// How good a reply is at its node, from the levels of what it shows: the checklist's overall mark for a single reply,
// 1 + its two best levels among what is called for (a lone called-for behaviour counts twice) − its fault levels, held
// within 1–5. Only what the scenario grades is looked at; where a node calls for nothing that is graded, whatever the
// reply shows. What depends on the moment (haste, a greeting that comes late) is left aside: it is no property of the
// words.
#pragma once

#include "sim/dialogue/scenario.h"

#include <compare>
#include <optional>

namespace rapport::analysis {

struct Quality {
    int overall = 1; // 1–5
    // Among replies of the same mark: twice the levels of all that is called for, 1 more for a restatement that is
    // closed with a check.
    int called = 0;
    auto operator<=>(const Quality&) const = default;
};

Quality quality_of(const dialogue::Scenario& scenario, const dialogue::Node& node, const dialogue::Reply& reply);

// The index, within the node, of the one reply that is better than all others. Nothing where several are as good, or
// where there is no second one.
std::optional<std::uint32_t> clear_best(const dialogue::Scenario& scenario, const dialogue::Node& node);

// The level the reply's words have of a behaviour.
scoring::Level level_shown(const dialogue::Scenario& scenario, const dialogue::Reply& reply, scoring::Behaviour b);

} // namespace rapport::analysis
