// A trainer changes a level the grader gave, and says why. The attempt stays as it was graded; the change stands beside
// it (records/overrule.h), and the debrief shows both grades.
#pragma once

#include "scoring/transcript.h"
#include "sim/records/overrule.h"
#include "sim/training/attempt.h"
#include "sim/training/services.h"

#include <cstdint>
#include <expected>
#include <span>
#include <string>

namespace rapport::training {

struct OverruleRequest {
    int turn = 0;          // from 1, as the debrief counts
    std::string behaviour; // id
    std::int64_t level = 0;
    std::string reason, by; // blanks around them are taken off
};

inline constexpr std::size_t longest_overrule_reason = 2000; // code points; of `by` 200

// Keeps the change, with the date of now, and gives it back. Errors: overrule_no_reason; overrule_too_long (what,
// most); unknown_behaviour (id); overrule_level (level); those of load_attempt; overrule_no_such_turn (turn, turns);
// overrule_no_reply (turn: silence, or the story moved on); overrule_same_level (behaviour, level, turn).
std::expected<records::Overrule, Diagnostic> overrule(const Services& services, const std::string& attempt,
                                                      const OverruleRequest& request);

// The levels of one turn with the changes in place, the last one of a behaviour counting.
scoring::Labels overruled_labels(scoring::Labels labels, int turn, std::span<const records::Overrule> changes);
// The whole attempt with the changes in place. What a person has judged is no longer unsure.
scoring::Transcript overruled(scoring::Transcript transcript, std::span<const records::Overrule> changes);

} // namespace rapport::training
