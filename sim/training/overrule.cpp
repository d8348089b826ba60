#include "sim/training/overrule.h"

#include "sim/base/text.h"

#include <string_view>

namespace rapport::training {
namespace {

std::string without_blanks_around(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return std::string(text.substr(from, text.find_last_not_of(blanks) - from + 1));
}

std::optional<Diagnostic> too_long(std::string_view what, std::string_view text, std::size_t most) {
    if (code_points(text) <= most) return std::nullopt;
    return Diagnostic::error("overrule_too_long").with("what", what).with("most", std::to_string(most));
}

} // namespace

std::expected<records::Overrule, Diagnostic> overrule(const Services& services, const std::string& attempt,
                                                      const OverruleRequest& request) {
    records::Overrule change{.turn = request.turn,
                             .reason = without_blanks_around(request.reason),
                             .by = without_blanks_around(request.by),
                             .at = services.utc_now()};
    if (change.reason.empty()) return std::unexpected(Diagnostic::error("overrule_no_reason"));
    if (auto problem = too_long("reason", change.reason, longest_overrule_reason))
        return std::unexpected(std::move(*problem));
    if (auto problem = too_long("by", change.by, 200)) return std::unexpected(std::move(*problem));
    const auto behaviour = scoring::behaviour_from(request.behaviour);
    if (!behaviour) return std::unexpected(Diagnostic::error("unknown_behaviour").with("id", request.behaviour));
    if (request.level < 0 || request.level > 2)
        return std::unexpected(Diagnostic::error("overrule_level").with("level", std::to_string(request.level)));
    const auto played = load_attempt(services, attempt);
    if (!played) return std::unexpected(played.error());
    const auto& turns = played->log.turns;
    const std::string number = std::to_string(request.turn);
    if (request.turn < 1 || static_cast<std::size_t>(request.turn) > turns.size())
        return std::unexpected(Diagnostic::error("overrule_no_such_turn")
                                   .with("turn", number)
                                   .with("turns", std::to_string(turns.size())));
    const dialogue::TurnRecord& record = turns[static_cast<std::size_t>(request.turn - 1)];
    if (record.kind != scoring::ReplyKind::chosen && record.kind != scoring::ReplyKind::typed)
        return std::unexpected(Diagnostic::error("overrule_no_reply").with("turn", number));
    change.behaviour = *behaviour;
    change.from = overruled_labels(record.labels, request.turn, played->overrules)[*behaviour];
    change.to = static_cast<scoring::Level>(request.level);
    // A level that was left open may be confirmed as it is.
    const bool open = record.typed && record.typed->unsure.has(*behaviour);
    if (change.from == change.to && !open)
        return std::unexpected(Diagnostic::error("overrule_same_level")
                                   .with("behaviour", request.behaviour)
                                   .with("level", std::to_string(change.to))
                                   .with("turn", number));
    if (auto kept = services.database->overrule(attempt, change); !kept) return std::unexpected(kept.error());
    return change;
}

scoring::Labels overruled_labels(scoring::Labels labels, int turn, std::span<const records::Overrule> changes) {
    for (const records::Overrule& change : changes)
        if (change.turn == turn) labels.set(change.behaviour, change.to);
    return labels;
}

scoring::Transcript overruled(scoring::Transcript transcript, std::span<const records::Overrule> changes) {
    for (scoring::Turn& turn : transcript.turns) {
        turn.labels = overruled_labels(turn.labels, turn.number, changes);
        for (const records::Overrule& change : changes)
            if (change.turn == turn.number) turn.unsure.remove(change.behaviour);
        // A check closes a restatement; where there is none, it checks nothing.
        if (turn.labels[scoring::Behaviour::restate] == 0) turn.correction_check = false;
    }
    return transcript;
}

} // namespace rapport::training
