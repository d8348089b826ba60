#include "tests/records/place.h"

#include "tests/records/postgres_server.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdexcept>

namespace rapport::tests {
namespace {

std::shared_ptr<sqlite3> file_opened(const std::string& path) {
    sqlite3* file = nullptr;
    const int status = sqlite3_open(path.c_str(), &file);
    std::shared_ptr<sqlite3> owned(file, &sqlite3_close);
    if (status != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(file));
    return owned;
}

std::string asked(sqlite3* file, const std::string& sql) {
    std::string found;
    const auto first = [](void* out, int, char** columns, char**) {
        *static_cast<std::string*>(out) = columns[0] ? columns[0] : "";
        return 0;
    };
    if (sqlite3_exec(file, sql.c_str(), first, &found, nullptr) != SQLITE_OK)
        throw std::runtime_error(sql + ": " + sqlite3_errmsg(file));
    return found;
}

} // namespace

Place::Place(On on) : on_(on), url_((folder_ / "rapport.db").string()) {
    if (on == On::file) return;
    auto& server = PostgresServer::instance();
    database_ = server.new_database();
    url_ = server.url(database_);
}

records::Database Place::open() const {
    auto database = records::Database::open(url_);
    if (!database) FAIL(database.error().code << " " << database.error().arg("reason"));
    return std::move(*database);
}

std::string Place::url_of(const std::string& user) const { return PostgresServer::instance().url(database_, user); }

void Place::run(const std::string& sql) const {
    if (on_ == On::file)
        asked(file_opened(url_).get(), sql);
    else
        PostgresServer::instance().run(database_, "SET search_path = rapport; " + sql);
}

void Place::run_keys(const std::string& sql) const { key_value(sql); }

std::string Place::key_value(const std::string& sql) const {
    if (on_ == On::file) return asked(file_opened(url_ + ".keys").get(), sql);
    return PostgresServer::instance().value(database_, "SET search_path = rapport_keys; " + sql);
}

void Place::back_to(int version) const {
    const auto drop = [this](std::initializer_list<const char*> tables) {
        for (const char* table : tables) run("DROP TABLE IF EXISTS rapport_" + std::string(table));
    };
    if (version < 4) {
        drop({"outbox", "openings", "practice", "shares", "waves", "memberships", "cohorts", "profiles", "desk_people",
              "tombstones", "people"});
        run("DROP INDEX rapport_attempts_by_person; DROP INDEX rapport_attempts_by_wave;"
            "ALTER TABLE rapport_attempts DROP COLUMN person; ALTER TABLE rapport_attempts DROP COLUMN wave");
    }
    if (version < 3) drop({"chain", "chain_heads"});
    if (version < 2) drop({"overrules"});
    run("DELETE FROM rapport_schema WHERE version > " + std::to_string(version));
}

std::string Place::value(const std::string& sql) const {
    if (on_ == On::file) return asked(file_opened(url_).get(), sql);
    return PostgresServer::instance().value(database_, "SET search_path = rapport; " + sql);
}

std::string Place::everything() const {
    if (on_ == On::file) return std::to_string(files_in(folder_.path())) + contents(url_);
    // Tables with the files they are kept in, schemas with who may do what, and what is in the tables.
    return PostgresServer::instance().value(
        database_, "SELECT concat((SELECT string_agg(c::text, ' ' ORDER BY c.oid) FROM pg_class c WHERE oid >= 16384),"
                   " (SELECT string_agg(n::text, ' ' ORDER BY n.oid) FROM pg_namespace n WHERE nspname !~ '^pg_'),"
                   " (SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', schemaname, tablename), true, true,"
                   " '')::text, ' ' ORDER BY schemaname, tablename) FROM pg_tables WHERE schemaname !~"
                   " '^(pg_|information_schema)'))");
}

std::shared_ptr<void> Place::hold() const {
    if (on_ == On::file) {
        auto file = file_opened(url_);
        asked(file.get(), "BEGIN IMMEDIATE");
        return file;
    }
    std::shared_ptr<PGconn> server(PQconnectdb(PostgresServer::instance().url(database_, "admin").c_str()), &PQfinish);
    PQclear(PQexec(server.get(), "BEGIN"));
    PQclear(PQexec(server.get(), "LOCK TABLE rapport.rapport_attempts IN EXCLUSIVE MODE"));
    if (PQtransactionStatus(server.get()) != PQTRANS_INTRANS) throw std::runtime_error(PQerrorMessage(server.get()));
    return server;
}

} // namespace rapport::tests
