// Reading a batch from the desk's file, for push.cpp. Used inside this module only; throws what SOCI throws.
#pragma once

#include "sim/records/database_impl.h"
#include "sim/records/server_session.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

struct OutboxItem {
    long long number = 0;
    std::string kind, item;
};

// Rows of one table as they are stored.
struct TableRows {
    std::string_view table;
    std::vector<std::string_view> columns;
    std::vector<ServerSession::Values> rows{};
};

struct Share {
    std::string attempt;
    std::optional<std::string> at; // empty: no longer shared
};

struct Batch {
    std::vector<OutboxItem> items;
    TableRows scenarios, attempts, behaviours, overrules, chain;
    std::vector<ServerSession::Values> people; // id, name, staff_number, created_at, changed_at
    std::vector<Share> shares;
    std::vector<std::string> erased_attempts, erased_people;
    std::set<std::string> persons; // all who have something in it
    std::int64_t chain_number = 0; // of its last entry; 0: none
    std::string desk, chain_head;
    Batch();
};

// The next things to send, all of one state of the file. server_end: the last entry of the desk's chain that the server
// has. known: scenarios that need not be sent again; gets those of this batch.
Batch next_batch(soci::session& sql, int items, std::size_t bytes, std::int64_t server_end,
                 std::set<std::string>& known);

} // namespace rapport::records
