#include "sim/base/text.h"
#include "sim/records/database_engine.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <filesystem>
#include <soci/postgresql/soci-postgresql.h>
#include <string_view>
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

Diagnostic of_server(const soci::soci_error& e, std::string_view code, const Address& address) {
    const bool own = code.starts_with("server_");
    const std::string reason = code == "disk_full" ? std::generic_category().message(ENOSPC) : reason_of(e);
    return Diagnostic::error(code)
        .with(own ? "server" : "path", address.shown)
        .with("reason", reason)
        .at({address.shown, 0, 0, {}});
}

// SOCI begins with a function of its own and goes on with the whole statement and all that was to be stored.
std::string without_statement(std::string text) {
    for (const std::string_view after : {" while executing", " while preparing"})
        text.erase(std::min(text.find(after), text.size()));
    if (constexpr std::string_view before = "sqlite3_"; text.starts_with(before))
        if (const auto colon = text.find(": "); colon != std::string::npos) text.erase(0, colon + 2);
    return text;
}

} // namespace

// PostgreSQL's SQLSTATEs (postgresql.org/docs/15/errcodes-appendix.html), in classes of two characters or one by one.
std::string_view code_of_state(std::string_view state) {
    struct Known {
        std::string_view state, code;
    };
    static constexpr std::array known{
        Known{"08", "server_unreachable"},    // the connection
        Known{"57P01", "server_unreachable"}, // the server is being shut down
        Known{"57P02", "server_unreachable"}, // or has crashed
        Known{"57P03", "server_unreachable"}, // or is starting
        Known{"57P05", "server_unreachable"}, // ended for being idle
        Known{"28", "server_refused"},        // the login
        Known{"42501", "server_forbidden"},   // no right to this
        Known{"25006", "server_forbidden"},   // a server that only reads
        Known{"3F000", "server_schema_missing"},
        Known{"40001", "database_busy"}, // could not be done one after the other
        Known{"40P01", "database_busy"}, // deadlock
        Known{"55P03", "database_busy"}, // lock not free in time
        Known{"57014", "database_busy"}, // cancelled, for instance for its time
        Known{"53100", "disk_full"},
    };
    for (const Known& k : known)
        if (state.starts_with(k.state)) return k.code;
    return "database_failed";
}

std::string reason_of(const soci::soci_error& e) {
    // SOCI: "Cannot execute query. Fatal error. ERROR:  …"; "Cannot establish connection to the database.\n…". The
    // server's further lines would quote the statement.
    std::string text = e.get_error_message();
    for (const std::string_view before : {"Fatal error. ", "Connection failed. ", "to the database.\n"})
        if (const auto at = text.find(before); at != std::string::npos && at + before.size() < text.size())
            text.erase(0, at + before.size());
    text.erase(std::min(text.find('\n'), text.size()));
    // Before it knows what we speak, a server speaks as it likes.
    if (!valid_utf8(text))
        for (char& c : text)
            if ((static_cast<unsigned char>(c) & 0x80U) != 0) c = '?';
    return text;
}

// The code decides, not the words: SQLite's primary result codes (sqlite.org/rescode.html).
Diagnostic database_trouble(soci::session& sql, const Address& address) {
    const std::string& path = address.shown;
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
            return diagnostic("database_busy", without_statement(e.what()));
        case SQLITE_FULL:
            return full();
        case SQLITE_IOERR:
            return no_room(path) ? full() : diagnostic("database_failed", without_statement(e.what()));
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return no_room(path) ? full() : diagnostic("folder_unwritable", without_statement(e.what()));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return diagnostic("database_damaged", without_statement(e.what()));
        default:
            return diagnostic("database_failed", without_statement(e.what()));
        }
    } catch (const soci::postgresql_soci_error& e) {
        if (connection_lost(sql, address.engine)) return of_server(e, "server_unreachable", address);
        return of_server(e, code_of_state(e.sqlstate()), address);
    } catch (const soci::soci_error& e) {
        if (connection_lost(sql, address.engine)) return of_server(e, "server_unreachable", address);
        return diagnostic("database_failed", address.engine == Engine::sqlite ? e.what() : reason_of(e).c_str());
    } catch (const std::exception& e) {
        return diagnostic("database_failed", e.what());
    } catch (...) {
        return diagnostic("database_failed", "unknown");
    }
}

} // namespace rapport::records
