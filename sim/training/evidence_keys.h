// Under which key the faces find the words for what a reply showed and what it left (assets/i18n).
#pragma once

#include "scoring/recogniser/codes.h"
#include "scoring/transcript.h"
#include "sim/training/openings.h"
#include "sim/training/text_keys.h"

#include <algorithm>
#include <vector>

namespace rapport::training {

// Why these words count: "reason.feeling_only", of the learned layer "reason.learned.restate"; empty for a code of
// another Rapport.
inline std::string reason_key(scoring::Behaviour b, std::string_view reason) {
    const bool ours = reason == "authored" || reason == "moment" || reason == "rule_13" ||
                      std::ranges::find(scoring::reason_codes, reason) != scoring::reason_codes.end();
    if (!ours) return {};
    std::string key = text_key("reason.", reason);
    if (std::ranges::find(scoring::learned_codes, reason) != scoring::learned_codes.end()) key += text_key(".", id(b));
    return key;
}
inline std::string reason_key(const scoring::Evidence& e) { return reason_key(e.behaviour, e.reason); }
inline std::string missing_key(scoring::Behaviour b, std::string_view missing) {
    if (std::ranges::find(scoring::missing_codes, missing) != scoring::missing_codes.end())
        return text_key("missing.", missing);
    return text_key("full.", id(b));
}
// What would have made it a 2: "missing.cause", and where no code says it what a 2 looks like ("full.restate"). Empty
// for a 2, for faults, and for what only the moment took away.
inline std::string missing_key(const scoring::Evidence& e) {
    if (e.level >= 2 || scoring::is_fault(e.behaviour) || e.reason == "moment") return {};
    return missing_key(e.behaviour, e.missing);
}
// In checklist order.
inline std::vector<scoring::Behaviour> behaviours_in(scoring::BehaviourSet set) {
    std::vector<scoring::Behaviour> found;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        if (set.has(scoring::behaviour_at(i))) found.push_back(scoring::behaviour_at(i));
    return found;
}

inline std::string text_key(OpeningKind kind) { return text_key("opening.", id(kind)); }

} // namespace rapport::training
