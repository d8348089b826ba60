// The few things the two engines do each in its own way. The SQL of everything else is the same for both. Used inside
// this module only; everything here but `connect` throws what SOCI throws.
//
// On a server all tables lie in a schema of their own, `rapport`: what else is in the database is neither seen nor
// touched.
#pragma once

#include "sim/records/database_address.h"
#include "sim/records/database_impl.h"

#include <cstdint>
#include <string_view>

namespace rapport::records {

// Opens the session anew. A server is given up after 5 s unless the address or PGCONNECT_TIMEOUT says otherwise; what
// waits for another desk there is given up after 5 s. Errors: server_unreachable, server_refused, server_encoding; and
// those of database_trouble.
std::expected<void, Diagnostic> connect(soci::session& sql, const Address& address);

// A server's SQLSTATE as one of database.h's codes; `said`, the server's words, name the table where one is missing.
std::string_view code_of_state(std::string_view state, std::string_view said = {});

// The connection to the server has ended: nothing more can be asked of this session.
bool connection_lost(soci::session& sql, Engine engine);

// The schema that is ours (on SQLite: the whole file), and what is in it.
const char* schema_name(Engine engine);
bool has_table(soci::session& sql, Engine engine, const std::string& name);
bool anything_there(soci::session& sql, Engine engine);

// For a database that has been recognised as ours and may be changed from now on.
void make_durable(soci::session& sql, Engine engine);

// Of two programs that start at once, the second waits here and then finds the work done.
void begin_migration(soci::session& sql, Engine engine);

enum class Writing : std::uint8_t {
    adding, // beside others who add
    alone   // while nobody else writes: what is counted or found unused stays so until the end of the transaction
};
// Right after the beginning of a transaction. On SQLite from here on no other program writes, whatever is asked for.
void claim(soci::session& sql, Engine engine, Writing writing);
// The same, if what is to be written to still has our schema. Error: database_newer (another program has brought it up
// to date since it was opened here).
std::expected<void, Diagnostic> claim_ours(soci::session& sql, const Address& address, Writing writing);
// Right after the beginning of a transaction that only reads: all it reads is of one moment. SQLite does so anyway.
void claim_one_state(soci::session& sql, Engine engine);

} // namespace rapport::records
