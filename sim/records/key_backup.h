// Keys beside backups of records kept in a file. A backup "rapport-2026-03.db" has its keys in
// "rapport-2026-03.db.keys"; what a restore puts aside has its own likewise. Keys grow old: after 30 days a copy of
// them is used no more, so that what was erased or has passed its time does not come back with an old copy. The records
// of an old backup can still be restored: the keys that are there now open what they can.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/key_store.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace rapport::records {

inline constexpr int key_backup_days = 30;

// Makes the copy (0600) anew, or removes the one there was where the records have no keys. Errors: disk_full,
// folder_unwritable, those of the key file.
std::expected<void, Diagnostic> back_up_keys(const std::string& database, const std::filesystem::path& backup);

// The keys of the records at this path; none where there is no file. And enters keys there.
std::expected<std::vector<StoredKey>, Diagnostic> keys_of(const std::string& database);
std::expected<void, Diagnostic> put_keys(const std::string& database, const std::vector<StoredKey>& keys);

enum class RestoredKeys : std::uint8_t { restored, missing, too_old };
// Enters the backup's keys among those of the records, without those of these people (erased meanwhile). What is too
// old is removed.
std::expected<RestoredKeys, Diagnostic> restore_keys(const std::string& database, const std::filesystem::path& backup,
                                                     const std::vector<std::string>& erased);

// In the keys of all that restores have put aside beside the records (rapport.db.before-….keys); those that are too old
// are removed as a whole.
std::expected<void, Diagnostic> destroy_kept_aside(const std::string& database, const std::string& person);
std::expected<void, Diagnostic> destroy_kept_aside_before(const std::string& database, const std::string& month);

} // namespace rapport::records
