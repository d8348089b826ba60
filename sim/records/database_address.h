// Where a database is: "sqlite3://" and a path, a plain path, or a server's URL as libpq reads it
// (postgresql://user@host:port/database?option=value, also postgres://). libpq's other form ("host=… user=…") is
// refused: it must not pass for the name of a file, with the password that may be in it. Used inside this module only.
#pragma once

#include "sim/base/diagnostic.h"

#include <cstdint>
#include <expected>
#include <string>

namespace rapport::records {

enum class Engine : std::uint8_t { sqlite, postgresql };

struct Address {
    Engine engine = Engine::sqlite;
    std::string shown;   // the path, or the server's URL rebuilt from user, host, port and database: for messages
    std::string options; // what SOCI connects with (of a server: a URL with a query); never shown
};

// Only reads it. A password in it is refused: it would stand in process lists and shells' histories. What the URL
// leaves open libpq takes from its own environment and files (PGHOST …, ~/.pg_service.conf, ~/.pgpass). Errors:
// database_kind_unsupported, database_failed (a file name SOCI cannot take), password_in_address,
// server_address_invalid.
std::expected<Address, Diagnostic> address_of(const std::string& url);

} // namespace rapport::records
