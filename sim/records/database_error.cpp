#include "sim/records/database_impl.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <exception>
#include <filesystem>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <system_error>

namespace rapport::records {
namespace {

// SQLite tells "no room" apart from other refusals only where it meets ENOSPC in the database itself: not in the shared
// memory beside it, and not for a quota or a file-size limit. So the place is asked.
bool no_room(const std::string& path) {
    constexpr std::uint64_t least = 65536; // two steps of the shared memory
    struct statvfs place {};
    const auto folder = std::filesystem::path(path).parent_path();
    if (::statvfs(folder.empty() ? "." : folder.c_str(), &place) == 0 &&
        std::uint64_t{place.f_bavail} * place.f_frsize < least)
        return true;
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
    for (const char* part : {"", "-wal", "-shm"}) {
        std::error_code error;
        const auto size = std::filesystem::file_size(path + part, error);
        if (!error && size + least > limit.rlim_cur) return true;
    }
    return limit.rlim_cur < least;
}

} // namespace

// The code decides, not the words: SQLite's primary result codes (sqlite.org/rescode.html).
Diagnostic database_trouble(const std::string& path) {
    const auto diagnostic = [&](std::string_view code, std::string_view reason) {
        return Diagnostic::error(code).with("path", path).with("reason", reason).at({path, 0, 0, {}});
    };
    // In the system's words: SOCI's would bring the statement along.
    const auto full = [&] { return diagnostic("disk_full", std::generic_category().message(ENOSPC)); };
    try {
        throw;
    } catch (const soci::sqlite3_soci_error& e) {
        switch (e.result() & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return diagnostic("database_busy", e.what());
        case SQLITE_FULL:
            return full();
        case SQLITE_IOERR:
            return no_room(path) ? full() : diagnostic("database_failed", e.what());
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return no_room(path) ? full() : diagnostic("folder_unwritable", e.what());
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return diagnostic("database_damaged", e.what());
        default:
            return diagnostic("database_failed", e.what());
        }
    } catch (const std::exception& e) {
        return diagnostic("database_failed", e.what());
    } catch (...) {
        return diagnostic("database_failed", "unknown");
    }
}

} // namespace rapport::records
