#include "sim/training/attempt.h"

#include "sim/records/content_hash.h"
#include "sim/scenario_files/read.h"

namespace rapport::training {
namespace {

Diagnostic mismatch(const records::AttemptHeader& header, std::string_view what, std::string_view id) {
    return Diagnostic::error("log_mismatch")
        .with("attempt", header.id)
        .with("what", what)
        .with("turn", "0")
        .with("id", id);
}

} // namespace

std::expected<std::shared_ptr<const dialogue::Scenario>, Diagnostic> kept_scenario(const std::string& attempt,
                                                                                   std::string_view bytes) {
    auto read = scenario_files::read_scenario(bytes, attempt);
    if (read.scenario) return read.scenario;
    std::string_view reason;
    for (const Diagnostic& d : read.diagnostics)
        if (d.severity == Severity::error && reason.empty()) reason = d.code;
    return std::unexpected(Diagnostic::error("scenario_unreadable").with("attempt", attempt).with("reason", reason));
}

std::expected<PlayedAttempt, Diagnostic> replay_attempt(const Services& services, records::AttemptLog log,
                                                        std::shared_ptr<const dialogue::Scenario> scenario,
                                                        std::shared_ptr<const std::string> scenario_bytes) {
    if (records::content_hash(*scenario_bytes) != log.header.scenario_hash)
        return std::unexpected(
            Diagnostic::error("log_damaged").with("attempt", log.header.id).with("what", "scenario").with("turn", "0"));
    auto session = dialogue::Session::replay(scenario, services.mood, records::settings_of(log.header), log.turns);
    if (!session) {
        const std::string turn(session.error().arg("turn"));
        return std::unexpected(Diagnostic::error("log_mismatch")
                                   .with("attempt", log.header.id)
                                   .with("what", "turn")
                                   .with("turn", turn)
                                   .with("id", turn));
    }
    if (session->persona().id != log.header.persona)
        return std::unexpected(mismatch(log.header, "persona", log.header.persona));
    const dialogue::Ending* ending = session->ending();
    if (log.end && log.end->status == records::Status::finished && (!ending || ending->id != log.end->ending))
        return std::unexpected(mismatch(log.header, "ending", log.end->ending));
    return PlayedAttempt{std::move(log), std::move(*session), std::move(scenario_bytes)};
}

std::expected<dialogue::Session, Diagnostic> session_before(const PlayedAttempt& attempt, int turn) {
    const auto log = attempt.session.log();
    if (attempt.session.scenario().use == dialogue::Use::exam)
        return std::unexpected(Diagnostic::error("rewind_practice_only").with("attempt", attempt.log.header.id));
    const auto kept = static_cast<std::size_t>(turn - 1);
    if (turn < 1 || kept >= log.size() || log[kept].kind == scoring::ReplyKind::none)
        return std::unexpected(Diagnostic::error("rewind_no_such_turn")
                                   .with("attempt", attempt.log.header.id)
                                   .with("turn", std::to_string(turn)));
    dialogue::Session session = attempt.session.rewound(kept);
    session.speak(log[kept].language);
    return session;
}

std::expected<PlayedAttempt, Diagnostic> load_attempt(const Services& services, const std::string& attempt) {
    if (!services.database)
        return std::unexpected(services.database_problem.value_or(Diagnostic::error("database_failed")));
    auto stored = services.database->load(attempt);
    if (!stored) return std::unexpected(stored.error());
    if (stored->row.unopened) return std::unexpected(*stored->row.unopened);
    auto scenario = kept_scenario(attempt, stored->scenario_bytes);
    if (!scenario) return std::unexpected(scenario.error());
    auto log = records::parse_log(stored->log, **scenario);
    if (!log) return std::unexpected(log.error());
    auto changes = services.database->overrules(attempt);
    if (!changes) return std::unexpected(changes.error());
    auto played = replay_attempt(services, std::move(*log), std::move(*scenario),
                                 std::make_shared<const std::string>(std::move(stored->scenario_bytes)));
    if (played) played->overrules = std::move(*changes);
    return played;
}

} // namespace rapport::training
