// Entering records in the chain (chain.h), inside the transaction that stores them. Used inside this module only;
// throws what SOCI throws.
#pragma once

#include "sim/records/database_impl.h"

#include <cstdint>
#include <string>

namespace rapport::records {

// After the attempt, its behaviours and its scenario have been written. desk: empty for the database's own chain. Of
// two programs that store for one desk, the second waits here for the first.
void chain_attempt(soci::session& sql, const std::string& desk, const std::string& attempt);
void chain_overrule(soci::session& sql, const std::string& desk, const std::string& attempt, std::int64_t number);
// What is left of an erased attempt's entries, and of its changes', are stubs. now: UTC, ISO 8601.
void chain_erased(soci::session& sql, const std::string& attempt, const std::string& now);

// A part of the migration to schema version 3: gives the database its own chain and enters all there is.
void chain_what_is_there(soci::session& sql);

} // namespace rapport::records
