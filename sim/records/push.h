// Sending what is kept on a desk (a file) to the team's server, exactly once whatever happens in between.
//
// The outbox says what is to be sent; rows go as they are stored, in batches of one transaction each, and what is there
// already is left alone: an attempt that has been sent is not changed by what becomes of it on the desk. Only when the
// server has acknowledged a batch does it leave the outbox. Killed at any moment, the next call sends some of it again,
// which changes nothing. With the records go the entries of the desk's chain (chain.h), and the head is noted on the
// server (rapport_anchor).
//
// A server that knows less than was acknowledged (restored from a backup, or another one) is sent everything anew. A
// chain that has gone on elsewhere (a data folder copied to two desks, or restored from a backup) cannot be continued:
// the desk then enters all it has in a new chain of its own, and sends that.
//
// Errors: those of Database for both ends, and
//   team_needs_server       the address names a file                                args: path
//   team_right_missing      the account has no role that sends      args: account, roles, needed, server, reason
//   team_sends_for_one      a trainee's account, and something of somebody else waits   args: account, server, reason
//   server_without_tls      the address asks for TLS, and the server speaks none    args: server, reason
//   server_untrusted        its certificate is not the expected one                 args: server, reason
//   team_server_unprepared  `team init` has not been run there                      args: server
//   team_server_older       it waits for its administrator's update                 args: server, version, ours
//   team_server_newer       this Rapport waits for its update                       args: server, version, ours
//   sync_stopped            a stop was asked for in the middle; nothing is lost     args: server
#pragma once

#include "sim/base/diagnostic.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace rapport::records {

struct Pushed {
    std::int64_t sent = 0; // things acknowledged by this call
    std::int64_t left = 0; // still waiting when it ended
};

struct PushOptions {
    int items = 200; // in a batch, at most; 0: nothing is sent, only what could stand in the way is found
    std::size_t bytes = std::size_t{4} << 20U;          // of rows in a batch; one thing goes however large it is
    std::optional<std::chrono::milliseconds> at_most{}; // for all of it
    std::stop_token stop{};                             //
    std::function<void(const Pushed&)> progress{};      // after each batch
    std::function<void()> acknowledged{};               // the server has a batch, and the desk has not noted it yet
};

// database: a file; server: postgresql://…, without a password. Ends when nothing is left, or when the time is up
// (server_unreachable, where that was in the middle of a batch).
std::expected<Pushed, Diagnostic> push(const std::string& database, const std::string& server,
                                       const PushOptions& options = {});

} // namespace rapport::records
