// A connection to the team's server by libpq itself, that never keeps anybody waiting longer than was agreed: looking
// up the name, connecting and every answer end when the time is up or a stop is asked for. (What Database does by SOCI
// waits as long as the system does.) Used inside this module only.
//
// Errors: those of Database on a server (server_unreachable …), and sync_stopped (argument server) where a stop was
// asked for. After an error the session is of no more use, but for server_forbidden and database_failed outside a
// transaction.
#pragma once

#include "sim/base/diagnostic.h"

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

struct pg_conn;

namespace rapport::records {

class ServerSession {
public:
    using Clock = std::chrono::steady_clock;
    struct Patience {
        std::chrono::milliseconds connecting{5000}; // with looking up the name
        std::chrono::milliseconds answer{20000};    // to one question
        std::optional<Clock::time_point> until{};   // and no later than this
        std::stop_token stop{};
    };
    using Values = std::vector<std::optional<std::string>>; // empty: NULL
    using Rows = std::vector<Values>;

    // url: postgresql://…, without a password. Errors also: team_needs_server (argument path) for the name of a file.
    static std::expected<ServerSession, Diagnostic> open(const std::string& url, Patience patience);

    // One statement with $1, $2 …; all as text.
    std::expected<Rows, Diagnostic> ask(const std::string& sql, const Values& values = {});
    // The first column of the first row; "" where there is none or it is NULL.
    std::expected<std::string, Diagnostic> value(const std::string& sql, const Values& values = {});
    // Several statements, one transaction.
    std::expected<void, Diagnostic> run(const std::string& script);

    const std::string& shown() const { return shown_; } // the URL for messages

private:
    struct Close {
        void operator()(pg_conn* server) const;
    };
    ServerSession(std::string shown, Patience patience) : shown_(std::move(shown)), patience_(std::move(patience)) {}
    std::expected<void, Diagnostic> connect(const std::string& options);
    std::expected<Rows, Diagnostic> answers();
    bool wait(bool to_write, Clock::time_point until); // false: stopped, or too late
    Diagnostic unreachable(const std::string& reason) const;
    Diagnostic given_up() const;

    std::string shown_;
    Patience patience_;
    std::unique_ptr<pg_conn, Close> server_;
};

} // namespace rapport::records
