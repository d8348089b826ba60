#include "sim/records/database_impl.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <exception>

namespace rapport::records {

// The code decides, not the words: SQLite's primary result codes (sqlite.org/rescode.html).
Diagnostic database_trouble(const std::string& path) {
    const auto diagnostic = [&](std::string_view code, std::string_view reason) {
        return Diagnostic::error(code).with("path", path).with("reason", reason).at({path, 0, 0, {}});
    };
    try {
        throw;
    } catch (const soci::sqlite3_soci_error& e) {
        switch (e.result() & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return diagnostic("database_busy", e.what());
        case SQLITE_FULL:
            return diagnostic("disk_full", e.what());
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return diagnostic("folder_unwritable", e.what());
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
