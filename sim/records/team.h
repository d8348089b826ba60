// Whether this desk belongs to a team, and how sending to the team's server went. What is kept beside the records, in
// the data folder: `team.json`, the server's address (never a password), and `team-status.json`, what happened last.
//
// Diagnostics: those of push.h, and
//   team_file_damaged  team.json cannot be read                                    args: path
//   team_not_joined    there is none
//   team_joined_elsewhere  this desk has joined another server                     args: joined, server
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/push.h"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace rapport::records {

// The team's server; empty: this desk belongs to none.
std::expected<std::optional<std::string>, Diagnostic> team_server(const std::filesystem::path& data);
// Whether that address may be noted: another team's is kept unless `even_so`, since all that is kept here would go to
// the new one. Errors: team_joined_elsewhere (joined, server); team_needs_server and those of an address.
std::expected<void, Diagnostic> may_join(const std::filesystem::path& data, const std::string& server, bool even_so);
// Only notes the address. Errors also: folder_unwritable, disk_full, and those of an address (password_in_address …).
std::expected<void, Diagnostic> join_team(const std::filesystem::path& data, const std::string& server);
// What has been sent stays there, and what waits stays here. Leaving where nothing was joined is no error.
std::expected<void, Diagnostic> leave_team(const std::filesystem::path& data);

// Moments are UTC, ISO 8601; empty: never.
struct TeamStatus {
    std::string last_success;          // everything had arrived
    std::string trouble_since;         // since when nothing has got through
    std::optional<Diagnostic> problem; // why
};
// Unreadable is as if there were none: it is only told, nothing depends on it.
TeamStatus team_status(const std::filesystem::path& data);
// How sending went.
void note_sync(const std::filesystem::path& data, const std::expected<Pushed, Diagnostic>& done,
               const std::string& now);

// Sends what waits in `database` (a file) to the team's server, and notes how that went at `now`. Where nothing waits,
// only `even_so` asks the server at all. Errors: team_not_joined, team_file_damaged, those of push.
std::expected<Pushed, Diagnostic> sync_team(const std::filesystem::path& data, const std::string& database,
                                            const std::string& now, const PushOptions& options, bool even_so);

} // namespace rapport::records
