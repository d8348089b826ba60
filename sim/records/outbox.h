// What the team's server has yet to be told (push.h): one row for each thing that was stored, changed, shared or erased
// on this desk, written by the transaction that did it. A row names what it is about; what is sent is what stands there
// when it is sent. Only files have an outbox: on a server these calls do nothing. Used inside this module only; throws
// what SOCI throws.
#pragma once

#include "sim/records/database_engine.h"

#include <string>

namespace rapport::records {

// The kinds, with what `item` names.
inline constexpr const char* outbox_attempt = "attempt";               // attempt
inline constexpr const char* outbox_overrule = "overrule";             // attempt/number
inline constexpr const char* outbox_share = "share";                   // attempt, whether shared or no longer
inline constexpr const char* outbox_person = "person";                 // person, new or changed
inline constexpr const char* outbox_erased_attempt = "erased_attempt"; // attempt
inline constexpr const char* outbox_erased_person = "erased_person";   // person

void outbox_add(soci::session& sql, Engine engine, const std::string& kind, const std::string& item);
// Everything there is, in the order it came about, in the place of what was waiting: for a server that knows nothing.
void outbox_fill(soci::session& sql);

} // namespace rapport::records
