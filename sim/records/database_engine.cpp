#include "sim/records/database_engine.h"

#include <chrono>
#include <soci/postgresql/soci-postgresql.h>
#include <string_view>
#include <thread>

namespace rapport::records {
namespace {

// Locks of an application's own have numbers, per database: "rapport" in ASCII.
constexpr const char* ours = "32195282895598196";

constexpr int oldest_server = 150000; // as libpq counts

PGconn* connection(soci::session& sql) {
    auto* backend = static_cast<soci::postgresql_session_backend*>(sql.get_backend());
    return backend == nullptr ? nullptr : backend->conn_;
}

// libpq writes what servers note by the way to standard error.
void unheard(void*, const char*) {}

std::expected<void, Diagnostic> connect_to_server(soci::session& sql, const Address& address) {
    const auto refuse = [&](std::string_view code, std::string_view name, const std::string& value) {
        return std::unexpected(
            Diagnostic::error(code).with("server", address.shown).with(name, value).at({address.shown, 0, 0, {}}));
    };
    sql.close();
    try {
        sql.open(soci::postgresql, address.options);
    } catch (const soci::soci_error& e) {
        // No SQLSTATE comes with this. A server that answers at all has refused; one that does not is out of reach.
        const bool answers = PQping((address.options + "&connect_timeout=2").c_str()) == PQPING_OK;
        return refuse(answers ? "server_refused" : "server_unreachable", "reason", reason_of(e));
    }
    PQsetNoticeProcessor(connection(sql), unheard, nullptr);
    const char* told = PQparameterStatus(connection(sql), "server_encoding");
    const std::string encoding = told == nullptr ? "" : told; // what was told goes with the connection
    if (const int version = PQserverVersion(connection(sql)); version < oldest_server) {
        sql.close();
        return refuse("server_too_old", "version", std::to_string(version / 10000));
    }
    if (encoding == "UTF8" || encoding == "SQL_ASCII") return {};
    sql.close();
    return refuse("server_encoding", "encoding", encoding);
}

} // namespace

std::expected<void, Diagnostic> connect(soci::session& sql, const Address& address) {
    try {
        if (address.engine == Engine::sqlite) {
            sql.open(soci::sqlite3, address.options);
            return {};
        }
        if (auto done = connect_to_server(sql, address); !done) return done;
        // Acknowledged is on the server's disk, also where the server is set up to be quicker than that.
        sql << "SELECT set_config('search_path', 'rapport', false), set_config('lock_timeout', '5s', false),"
               " set_config('standard_conforming_strings', 'on', false),"
               // What waits for a lock must then see what was written meanwhile.
               " set_config('default_transaction_isolation', 'read committed', false),"
               " CASE current_setting('synchronous_commit') WHEN 'off' THEN"
               " set_config('synchronous_commit', 'on', false) END";
        return {};
    } catch (...) {
        return std::unexpected(database_trouble(sql, address));
    }
}

bool connection_lost(soci::session& sql, Engine engine) {
    if (engine == Engine::sqlite) return false;
    const PGconn* server = connection(sql);
    return server == nullptr || PQstatus(server) != CONNECTION_OK;
}

const char* schema_name(Engine engine) { return engine == Engine::sqlite ? "main" : "rapport"; }

bool has_table(soci::session& sql, Engine engine, const std::string& name) {
    int count = 0;
    sql << (engine == Engine::sqlite
                ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = :name"
                : "SELECT COUNT(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                  " WHERE n.nspname = 'rapport' AND c.relkind = 'r' AND c.relname = :name"),
        soci::use(name, "name"), soci::into(count);
    return count > 0;
}

bool anything_there(soci::session& sql, Engine engine) {
    int count = 0;
    sql << (engine == Engine::sqlite
                ? "SELECT COUNT(*) FROM sqlite_master"
                : "SELECT COUNT(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                  " WHERE n.nspname = 'rapport'"),
        soci::into(count);
    return count > 0;
}

void make_durable(soci::session& sql, Engine engine) {
    if (engine == Engine::postgresql) return; // its own affair, see `connect`
    // Of two programs that make the records at once, SQLite refuses one here at once instead of letting it wait.
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    for (bool done = false; !done;) {
        try {
            std::string mode;
            sql << "PRAGMA journal_mode = WAL", soci::into(mode);
            done = true;
        } catch (const soci::sqlite3_soci_error& e) {
            if ((e.result() & 0xFF) != SQLITE_BUSY || std::chrono::steady_clock::now() >= give_up) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    sql << "PRAGMA synchronous = FULL";
    sql << "PRAGMA foreign_keys = ON";
}

void begin_migration(soci::session& sql, Engine engine) {
    if (engine == Engine::sqlite) {
        sql << "BEGIN IMMEDIATE";
        return;
    }
    sql << "BEGIN";
    claim(sql, engine, Writing::alone);
    // Asked first: making a schema that is there already needs the right to make one.
    int there = 0;
    sql << "SELECT COUNT(*) FROM pg_catalog.pg_namespace WHERE nspname = 'rapport'", soci::into(there);
    if (there == 0) sql << "CREATE SCHEMA rapport";
}

void claim(soci::session& sql, Engine engine, Writing writing) {
    if (engine == Engine::sqlite) {
        // Writes nothing, but waits for whoever writes; what has been read before could be out of date by then, and
        // SQLite would refuse at once.
        sql << "DELETE FROM rapport_schema WHERE 1 = 0";
        return;
    }
    sql << (writing == Writing::alone ? "SELECT pg_advisory_xact_lock(" : "SELECT pg_advisory_xact_lock_shared(")
        << ours << ")";
}

void claim_one_state(soci::session& sql, Engine engine) {
    if (engine == Engine::postgresql) sql << "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
}

} // namespace rapport::records
