#include "tests/bench/records/bench.h"

#include <cstdlib>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

namespace rapport::bench {
namespace {

[[noreturn]] void refuse(const char* words, const std::string& sql) {
    fmt::print(stderr, "{}\n{}\n", words, sql.substr(0, 300));
    std::exit(2);
}

class InFile final : public Direct {
public:
    explicit InFile(const std::string& path) {
        if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) refuse(sqlite3_errmsg(db_), path);
    }
    ~InFile() override { sqlite3_close(db_); }
    std::string engine() const override { return "SQLite"; }
    std::size_t ask(const std::string& sql) override { return rows(sql, nullptr); }
    std::string value(const std::string& sql) override {
        std::string first;
        rows(sql, &first);
        return first;
    }
    std::string id_of_i() const override {
        return "printf('%08x-0000-4000-8000-%012x', (i * 2654435761) & 4294967295, i)";
    }
    std::string moment_of_i() const override {
        return "strftime('%Y-%m-%dT%H:%M:%SZ', 1672531200 + i * 95, 'unixepoch')";
    }
    std::string numbers(std::int64_t n) const override {
        return fmt::format(
            "(WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {}) SELECT i FROM c)", n);
    }
    void fill_quickly(bool quickly) override {
        ask(quickly ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL");
        ask(quickly ? "PRAGMA cache_size = -800000" : "PRAGMA cache_size = -2000");
        if (!quickly) ask("PRAGMA wal_checkpoint(TRUNCATE)");
    }

private:
    std::size_t rows(const std::string& sql, std::string* first) {
        sqlite3_stmt* s = nullptr;
        if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &s, nullptr) != SQLITE_OK) refuse(sqlite3_errmsg(db_), sql);
        std::size_t n = 0;
        int state = sqlite3_step(s);
        for (; state == SQLITE_ROW; state = sqlite3_step(s)) {
            if (n++ == 0 && first != nullptr)
                if (const auto* text = sqlite3_column_text(s, 0)) *first = reinterpret_cast<const char*>(text);
        }
        if (state != SQLITE_DONE) refuse(sqlite3_errmsg(db_), sql);
        sqlite3_finalize(s);
        return n;
    }
    sqlite3* db_ = nullptr;
};

class OnServer final : public Direct {
public:
    explicit OnServer(const std::string& url) : server_(PQconnectdb(url.c_str())) {
        if (PQstatus(server_) != CONNECTION_OK) refuse(PQerrorMessage(server_), url);
        ask("SET search_path = rapport");
        ask("SET client_min_messages = warning");
    }
    ~OnServer() override { PQfinish(server_); }
    std::string engine() const override { return "PostgreSQL"; }
    std::size_t ask(const std::string& sql) override { return rows(sql, nullptr); }
    std::string value(const std::string& sql) override {
        std::string first;
        rows(sql, &first);
        return first;
    }
    std::string id_of_i() const override {
        return "lpad(to_hex((i * 2654435761) & 4294967295), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(i), 12, '0')";
    }
    std::string moment_of_i() const override {
        return "to_char(to_timestamp(1672531200 + i * 95) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    }
    std::string numbers(std::int64_t n) const override {
        return fmt::format("(SELECT i FROM generate_series(1::bigint, {}) AS i)", n);
    }
    void fill_quickly(bool quickly) override {
        if (!quickly) ask("VACUUM ANALYZE rapport_attempts");
    }

private:
    std::size_t rows(const std::string& sql, std::string* first) {
        PGresult* r = PQexec(server_, sql.c_str());
        const auto state = PQresultStatus(r);
        if (state != PGRES_TUPLES_OK && state != PGRES_COMMAND_OK) refuse(PQerrorMessage(server_), sql);
        const auto n = static_cast<std::size_t>(PQntuples(r));
        if (first != nullptr && n > 0) *first = PQgetvalue(r, 0, 0);
        PQclear(r);
        return n;
    }
    PGconn* server_;
};

} // namespace

std::unique_ptr<Direct> direct_file(const std::string& path) { return std::make_unique<InFile>(path); }
std::unique_ptr<Direct> direct_server(const std::string& url) { return std::make_unique<OnServer>(url); }

} // namespace rapport::bench
