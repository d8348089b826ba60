// An attempt ready to be looked at: its log, its scenario and the session the log leads to. A running drill, a journal
// and the database all give one, so that whatever works on it works on all three alike.
#pragma once

#include "sim/dialogue/session.h"
#include "sim/records/attempt.h"
#include "sim/records/overrule.h"
#include "sim/training/services.h"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace rapport::training {

struct PlayedAttempt {
    records::AttemptLog log;
    dialogue::Session session; // after the last record
    std::shared_ptr<const std::string> scenario_bytes;
    std::vector<records::Overrule> overrules = {}; // levels that people changed since, oldest first
};

// From the database. Errors: attempt_not_found, database trouble, scenario_unreadable (argument attempt: this version
// cannot read the scenario that was played), log_damaged, log_mismatch, log_newer, key_missing, seal_broken.
std::expected<PlayedAttempt, Diagnostic> load_attempt(const Services& services, const std::string& attempt);

// From a log and the bytes of its scenario. Same errors.
std::expected<PlayedAttempt, Diagnostic> replay_attempt(const Services& services, records::AttemptLog log,
                                                        std::shared_ptr<const dialogue::Scenario> scenario,
                                                        std::shared_ptr<const std::string> scenario_bytes);
// Standing before the reply of turn `turn` (from 1), in the language spoken there: where "try again from here" begins.
// Errors: rewind_practice_only (exams), rewind_no_such_turn (argument turn; also where the story moved on by itself).
std::expected<dialogue::Session, Diagnostic> session_before(const PlayedAttempt& attempt, int turn);

// Reads scenario bytes kept under a hash. Error: scenario_unreadable.
std::expected<std::shared_ptr<const dialogue::Scenario>, Diagnostic> kept_scenario(const std::string& attempt,
                                                                                   std::string_view bytes);

} // namespace rapport::training
