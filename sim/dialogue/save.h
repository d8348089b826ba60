// A session as a few bytes, and back: for undo, for handing a drill from one process to another, for measuring. It
// stores what the log says and nothing that can be worked out from it, about 30 bytes a turn whatever the size of the
// scenario; restoring replays the log with its stored labels, draws, mood and branches (Session::replay).
//
// Positions stand for ids here, so a save belongs to exactly one content of a scenario: keep the file's hash beside it
// where it outlives the file. What attempts are kept in is the journal and the database (sim/records), which name
// everything by id, can be read by people and are rescored years later; they hold the same log.
//
// Layout, version 2; where nothing was typed it is version 1, which has no typed turns and is otherwise the same.
// Numbers are LEB128 (seven bits a byte, lowest first) where not said otherwise; `signed` numbers are zigzag-coded
// first (0, −1, 1, −2 …).
//
//   "RPS" 0x01 or 0x02  magic and version of the layout
//   4 bytes             CRC-32 (ISO-HDLC) of everything behind it, lowest byte first
//   engine version, scenario id (length, bytes), scenario version, how many nodes, lines, replies and endings it has
//   language, seed, leniency, how many turns
//   and for each turn
//     1 byte            bits 0–1 kind, 2 language, 3 check, 4 ready afterwards, 5 branch leads to an ending
//     1 byte            reply, and in the high half how many were offered
//     offered           half a byte each, the first in the low half; a last odd half is 0
//     line, response_ms, branch, anger, trust
//     how many labels, and for each 1 byte: behaviour · 2 + level − 1, rising
//     how many reasons, and for each 1 byte: code, +16 where level or behaviour is not 0; then level · 20 + behaviour
//                       if so; anger (signed), trust (signed)
//     and of a typed turn
//       text (length, bytes), how it was matched (1 byte), labels as read (as above), how many are unsure and each
//       (1 byte, rising), code of why it is not scorable (length, bytes)
//       how many pieces of evidence, and for each behaviour (1 byte), level (1 byte), start, length, reason and missing
//                         (length, bytes each)
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/session.h"

#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace rapport::dialogue {

inline constexpr int save_version = 2;

// Canonical: equal settings and equal logs give equal bytes.
std::string save(const Session& session);

// Never throws for any bytes, and the memory it takes is in proportion to them. Errors: save_damaged (argument
// "byte": how far it could be read), save_newer (arguments "version", "ours"), save_other_scenario (argument
// "scenario": the one it was saved from), log_mismatch as from Session::replay.
std::expected<Session, Diagnostic> restore(std::string_view bytes, std::shared_ptr<const Scenario> scenario,
                                           std::shared_ptr<const MoodTable> table);

} // namespace rapport::dialogue
