#include "scoring/kpi.h"

#include "sim/base/text.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

int worth(const Transcript& transcript) {
    switch (*transcript.outcome) {
    case Outcome::resolved:
        return 100;
    case Outcome::partial:
        return 60;
    case Outcome::escalated: {
        const bool handed_over = std::ranges::any_of(
            transcript.turns, [](const Turn& turn) { return turn.labels[Behaviour::hand_over] == 2; });
        return handed_over ? 50 : 20;
    }
    case Outcome::unresolved:
        return 20;
    case Outcome::lost:
        break;
    }
    return 0;
}

// round(factor × s / 300), half up
int share(int factor, int s) { return (2 * factor * s + 300) / 600; }

bool is_reply(const Turn& turn) { return turn.kind == ReplyKind::chosen || turn.kind == ReplyKind::typed; }

} // namespace

int contentment(const Transcript& transcript) {
    return std::clamp(100 - transcript.anger + transcript.trust + worth(transcript), 0, 300);
}

Kpi kpi(const Transcript& transcript) {
    Kpi result;
    std::int64_t waited = 0, talk = 0, answered = 0, replies = 0;
    for (const Turn& turn : transcript.turns) {
        waited += turn.response_ms;
        talk += turn.response_ms + reading_time_ms(turn.customer_text);
        if (!is_reply(turn)) continue;
        if (!result.first_response_ms) result.first_response_ms = waited;
        answered += turn.response_ms;
        ++replies;
    }
    if (replies > 0) result.mean_response_ms = (2 * answered + replies) / (2 * replies);
    if (!transcript.outcome) return result;
    const int s = contentment(transcript);
    result.csat = 1 + share(4, s);
    result.nps = share(10, s);
    result.fcr = *transcript.outcome == Outcome::resolved;
    result.aht_ms = talk + transcript.hold_ms + transcript.wrap_up_ms;
    return result;
}

} // namespace rapport::scoring
