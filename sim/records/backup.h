// Backing up and restoring records kept in a file. (A server's own tools do this there: pg_dump, pg_restore.)
//
// The keys that people's words are sealed with (seal.h) lie beside the backup: "FILE.keys" (key_backup.h). Whoever was
// erased from the records since is erased from what is restored, before it takes their place.
//
// A backup is a database like any other, of one moment: an attempt that is being stored meanwhile is wholly in it or
// not at all. It holds what `Database` keeps; unfinished drills stay in their journals, which neither of the two
// touches: they belong to this computer and are stored when they are finished.
//
// Diagnostics beside those of database.h (path; reason):
//   backup_server       the records are on a server          args: server; for a shell, quoted: address, file, keys
//   restore_server      the same when restoring; it names nothing that would write the file
//   backup_nothing      there are no records yet                          args: path
//   backup_unverified   the copy was not the same as what was copied; it has been thrown away   args: path, reason
//   file_exists         of the backup, without `replace`; or it is the records themselves   args: path
//   backup_missing      there is no such file to restore                  args: path, reason
//   backup_damaged      not a whole database                              args: path, reason
//   backup_not_ours     of another program                                args: path
//   backup_newer        made by a newer version                           args: path, version, ours
//   backup_changed      its chain does not verify (chain.h); the findings follow   args: path, count
//   backup_in_use       what is to be replaced is a database that another program has open (5 s)   args: path
//   restore_needs_yes   there are records that would be replaced          args: path
//   backup_keys_missing  (warning) the backup has no keys beside it: words that the keys there are now do not open stay
//                       closed                                           args: path
//   backup_keys_old     (warning) they were more than 30 days old and have been removed    args: path, days
//   restore_in_use      another program has the records open and did not let go in time (5 s)   args: path
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/chain.h"

#include <expected>
#include <filesystem>
#include <string>

namespace rapport::records {

struct BackupDone {
    ChainReport chain; // of the copy; its findings are the original's
};

// database: as Database::open takes it; only read, not brought up to date. The file gets its name when it is whole, on
// the disk and verified; until then, and where anything fails, what has that name stays as it is. With `replace` a
// database of that name goes with all that lies beside it, unless it is in use or of another program
// (database_not_ours). Findings of the chain are no reason not to back up.
std::expected<BackupDone, Diagnostic> back_up(const std::string& database, const std::filesystem::path& file,
                                              bool replace);

struct RestoreOptions {
    bool yes = false;             // replace what is there
    bool changed_as_well = false; // also where the chain does not verify
};
struct RestoreDone {
    std::filesystem::path kept_aside; // what was there before: "rapport.db.before-2026-03-02T10-30-00Z"; may be empty
    ChainReport chain;                // of the records as they are now
    Diagnostics notices{};            // backup_keys_missing, backup_keys_old
};

// The file itself is only read, with a -wal or -journal that lies beside it, as where a database was copied while it
// was open. A backup of an older version is brought up to date. At every moment there is, under the database's name,
// either what was there or what is restored, whole. More than one diagnostic: backup_changed and what was found.
std::expected<RestoreDone, Diagnostics> restore(const std::string& database, const std::filesystem::path& file,
                                                const RestoreOptions& options);

} // namespace rapport::records
