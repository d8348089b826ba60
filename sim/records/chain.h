// The chain that shows when records were changed behind Rapport's back. Each desk's attempts, and each change of a
// level, are entries of one chain: an entry's head covers what is stored and the entry before it, so that nothing can
// be changed, taken out, put in or moved without the heads after it no longer fitting. On a server each desk has a
// chain of its own.
//
// What it cannot show: somebody who writes a whole new chain, or takes away its end together with the note of it,
// leaves one that fits. So heads are to be kept elsewhere as well (on a report, in a mail): Database::verify looks for
// one. Nor is erasing hidden or prevented: the entry stays as a stub, with its time, and is counted.
//
// The bytes. A field is its name, a space, the number of its bytes in decimal, a line feed, the bytes, a line feed; of
// a field that is NULL the number is "-" and the bytes are empty. Numbers are decimal, all text is UTF-8 as stored. No
// two different records give the same bytes. Every hash is the SHA-256 of such bytes (FIPS 180-4), as 64 lower-case
// hexadecimal digits.
//   an attempt: kind ("rapport attempt 1"); the columns id started_at ended_at status scenario_hash scenario_id trainee
//     turns listening understanding empathy solution satisfaction total csat nps fcr outcome ending faults
//     severe_faults capped header log; scenario (SHA-256 of the scenario's stored bytes; NULL where they are missing);
//     behaviours (how many); then for each, by name, behaviour standing score opportunities levels
//     (of an attempt that belongs to a person, kind is "rapport attempt 2" and `person` and `wave` follow `log`)
//   a changed level: kind ("rapport overrule 1"); the columns attempt number turn behaviour from_level to_level reason
//     made_by made_at
//   a head: kind ("rapport chain 1"); desk number entry (attempt, overrule) attempt item (0, or the change's number)
//     record_hash previous; `previous` of the first entry is 64 zeros
// When an entry was erased is no part of them.
//
// Attempts from before there were chains were taken into the database's own chain when it was brought to schema version
// 3: by started_at and id, then the changed levels by made_at. Behind them one entry says how many attempts were taken
// over ("taken_over"; attempt is empty, item the count, record_hash that of kind ("rapport taken over 1") and
// attempts): nobody can vouch for what they were before, and somebody who has taken the chain away and let it be made
// anew has all attempts counted there.
//
// What verifying finds (arguments attempt, number, desk where they apply):
//   chain_record_changed    an attempt or a changed level is not what was stored
//   chain_record_missing    it is gone without having been erased
//   chain_entry_missing     an entry is gone itself                         args: desk, number
//   chain_entries_missing   several in a row are                            args: desk, number, last
//   chain_record_unchained  it was never entered: put in from outside                                 args: attempt
//   chain_order             an entry does not follow from the one before: one of them was changed, put in or moved
//   chain_head              a chain does not end where its last entry was noted      args: desk, number (noted), end
//   chain_gone              the tables of the chains are gone themselves
//   database_damaged        the file is damaged where no record shows it, in an index say (SQLite)  args: path, reason
#pragma once

#include "sim/base/diagnostic.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

struct ChainHead {
    std::string desk;        // a UUID
    std::int64_t number = 0; // of its last entry, from 1
    std::string head;
};

struct ChainReport {
    std::int64_t attempts = 0, overrules = 0; // entered and not erased
    std::int64_t erased = 0;                  // attempts
    std::int64_t taken_over = 0;              // attempts from before there were chains, erased since or not
    bool chained = true;                      // false: of an older schema, not chained yet; nothing could be verified
    std::vector<ChainHead> heads;             // of desks that have stored something, by desk
    bool held = true;                         // the head that was asked for is in one of the chains
    Diagnostics findings;
};

} // namespace rapport::records
