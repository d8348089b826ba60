// What backing up and restoring share: database files that are on their way to their name. Used inside this module
// only.
#pragma once

#include "sim/records/database_impl.h"

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace rapport::records {

// "rapport.db.new-4711", with the process in the name: two programs at once must not write into one another's file.
std::string beside(const std::filesystem::path& file, std::string_view what);
Diagnostic about(std::string_view code, const std::filesystem::path& path); // argument path

// With what SQLite keeps beside it.
void drop_database(const std::string& path);

// Takes a database file for this session alone, until it is closed: SQLite leaves the write-ahead log only where no
// other program has the database open, so nothing is beside the file then. Damaged: nothing can be locked any more, and
// nothing is lost by taking it away from under somebody; what lies beside it is still there. Errors: database_not_ours
// (also of another program), `in_use` (argument path; after 5 s), those of `connect`.
std::expected<void, Diagnostic> hold(soci::session& sql, const Address& address, std::string_view in_use,
                                     bool& damaged);

// `code` (backup_server, restore_server) with what a shell needs for the server's own tools.
Diagnostic server_tools(std::string_view code, const Address& address, const std::string& given,
                        const std::filesystem::path& file);

// A database file that is gone at the end, unless it has been given its name.
class Passing {
public:
    explicit Passing(std::string path) : path_(std::move(path)) {}
    ~Passing();
    Passing(const Passing&) = delete;
    Passing& operator=(const Passing&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// SQLite's own check of everything. Errors: database_damaged, those of database_trouble.
std::expected<void, Diagnostic> whole(soci::session& sql, const Address& address);
// One file with nothing beside it, checked and on the disk. Errors: as `whole`.
std::expected<void, Diagnostic> settle(const std::string& path);

} // namespace rapport::records
