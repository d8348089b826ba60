#include "scoring/recogniser/recogniser.h"

#include "scoring/recogniser/scene.h"
#include "scoring/recogniser/scorable.h"
#include "scoring/text/fold.h"
#include "sim/base/text.h"

#include <algorithm>

namespace rapport::scoring {

std::string_view id(NotScorable reason) {
    switch (reason) {
    case NotScorable::empty:
        return "empty";
    case NotScorable::symbols_only:
        return "symbols_only";
    case NotScorable::other_language:
        return "other_language";
    case NotScorable::keywords:
        return "keywords";
    case NotScorable::grader_talk:
        return "grader_talk";
    case NotScorable::scorable:
        break;
    }
    return {};
}

int overall_of(const Labels& labels, BehaviourSet calls_for) {
    int best = 0, second = 0, called = 0, faults = 0;
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        const int level = labels[b];
        if (is_fault(b)) {
            faults += level;
        } else if (calls_for.has(b)) {
            ++called;
            second = std::max(second, std::min(best, level));
            best = std::max(best, level);
        }
    }
    if (called == 1) second = best;
    return std::clamp(1 + best + second - faults, 1, 5);
}

Recognition Recogniser::read(std::string_view reply, const Moment& moment) const {
    reply = code_point_slice(reply, 0, longest_reply);
    const Language language = language_of_words(folded(reply), moment.language);
    const Reading reading(*tables_[static_cast<std::size_t>(language)], reply);
    const Slots slots(moment);
    const Scene scene(moment, reading, slots);
    Findings found;
    read_listening(scene, found);
    read_empathy(scene, found);
    read_solution(scene, found);
    read_closing(scene, found);
    read_faults(scene, found);
    read_plainness(scene, found);

    Recognition result;
    result.not_scorable = scorable_as(reading, language);
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        const auto& finding = found.of(b);
        if (!finding) continue;
        if (result.not_scorable != NotScorable::scorable && !is_fault(b)) continue;
        result.labels.set(b, finding->level);
        result.observations.push_back({.behaviour = b,
                                       .level = finding->level,
                                       .span = finding->span,
                                       .quote = std::string(as_typed(reply, finding->span)),
                                       .reason = std::string(finding->reason),
                                       .missing = std::string(finding->missing)});
    }
    result.overall = overall_of(result.labels, moment.calls_for);
    return result;
}

} // namespace rapport::scoring
