#include "sim/records/backup.h"

#include "sim/records/backup_file.h"
#include "sim/records/database.h"
#include "sim/records/database_engine.h"
#include "sim/records/key_backup.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rapport::records {

std::string beside(const std::filesystem::path& file, std::string_view what) {
    return file.string().append(".").append(what).append("-").append(std::to_string(::getpid()));
}

Diagnostic about(std::string_view code, const std::filesystem::path& path) {
    return Diagnostic::error(code).with("path", path.string()).at({path.string(), 0, 0, {}});
}

void drop_database(const std::string& path) {
    for (const char* part : {"", "-wal", "-shm", "-journal"}) ::unlink((path + part).c_str());
}

Passing::~Passing() {
    if (!path_.empty()) drop_database(path_);
}

std::expected<void, Diagnostic> whole(soci::session& sql, const Address& address) {
    try {
        std::string answer;
        sql << "PRAGMA integrity_check(1)", soci::into(answer);
        if (answer == "ok") return {};
        return std::unexpected(
            Diagnostic::error("database_damaged").with("path", address.shown).with("reason", answer));
    } catch (...) {
        return std::unexpected(database_trouble(sql, address));
    }
}

std::expected<void, Diagnostic> settle(const std::string& path) {
    auto address = address_of(path);
    if (!address) return std::unexpected(address.error());
    soci::session sql;
    if (auto connected = connect(sql, *address); !connected) return connected;
    try {
        std::string mode;
        sql << "PRAGMA journal_mode = DELETE", soci::into(mode);
        if (auto sound = whole(sql, *address); !sound) return sound;
        // What is missing of the last page is read as zeros, which may be what stood there.
        long long pages = 0, page = 0;
        sql << "PRAGMA page_count", soci::into(pages);
        sql << "PRAGMA page_size", soci::into(page);
        const long long bytes = static_cast<long long>(std::filesystem::file_size(path));
        if (bytes < pages * page)
            return std::unexpected(Diagnostic::error("database_damaged")
                                       .with("path", path)
                                       .with("reason", std::to_string(bytes) + " < " + std::to_string(pages * page)));
        sql.close();
    } catch (...) {
        return std::unexpected(database_trouble(sql, *address));
    }
    const File file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    const int failed = file ? sync_data(file.get()) : errno;
    if (failed != 0) return std::unexpected(system_trouble(failed, path, "database_failed"));
    return {};
}

namespace {

std::expected<void, Diagnostic> copy_of_one_moment(const Address& from, const std::string& to) {
    // Made by ourselves, so that only its owner can read it and a refusal has the system's own reason.
    if (const File made(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)); !made)
        return std::unexpected(system_trouble(errno, to, "folder_unwritable"));
    soci::session sql;
    if (auto connected = connect(sql, from); !connected) return connected;
    try {
        sql << "VACUUM INTO :file", soci::use(to, "file");
        return {};
    } catch (...) {
        Address there = from; // what has no room is the copy; anything else is the matter of the original
        there.shown = to;
        auto trouble = database_trouble(sql, there);
        if (trouble.code != "disk_full" && trouble.code != "folder_unwritable") trouble = database_trouble(sql, from);
        return std::unexpected(std::move(trouble));
    }
}

} // namespace

std::expected<BackupDone, Diagnostic> back_up(const std::string& database, const std::filesystem::path& file,
                                              bool replace) {
    auto address = address_of(database);
    if (!address) return std::unexpected(address.error());
    if (address->engine == Engine::postgresql)
        return std::unexpected(Diagnostic::error("backup_server")
                                   .with("server", address->shown)
                                   .with("file", file.string())
                                   .with("schema", schema_name(address->engine)));
    std::error_code error;
    if (!std::filesystem::exists(address->shown, error))
        return std::unexpected(about("backup_nothing", address->shown));
    if (std::filesystem::equivalent(file, address->shown, error)) return std::unexpected(about("file_exists", file));
    if (!replace && std::filesystem::exists(file, error)) return std::unexpected(about("file_exists", file));
    if (auto opened = Database::open(database); !opened) return std::unexpected(opened.error()); // brought up to date

    const Passing copy(beside(file, "new"));
    drop_database(copy.path());
    if (auto copied = copy_of_one_moment(*address, copy.path()); !copied) return std::unexpected(copied.error());
    BackupDone done;
    {
        auto opened = Database::open(copy.path());
        if (!opened) return std::unexpected(opened.error());
        auto verified = opened->verify();
        if (!verified) return std::unexpected(verified.error());
        done.chain = std::move(*verified);
    }
    if (auto settled = settle(copy.path()); !settled)
        return std::unexpected(about("backup_unverified", file).with("reason", settled.error().arg("reason")));
    // Before it is there, so that nobody finds it without them.
    if (auto keys = back_up_keys(address->shown, file); !keys) return std::unexpected(keys.error());
    // Without `replace` a name that has come into being meanwhile is not taken either.
    const bool named = replace ? ::rename(copy.path().c_str(), file.c_str()) == 0
                               : ::link(copy.path().c_str(), file.c_str()) == 0 ||
                                     (errno != EEXIST && ::rename(copy.path().c_str(), file.c_str()) == 0);
    if (!named)
        return std::unexpected(errno == EEXIST ? about("file_exists", file)
                                               : system_trouble(errno, file, "folder_unwritable"));
    const auto folder = file.parent_path();
    if (const int e = sync_folder(folder.empty() ? std::filesystem::path(".") : folder))
        return std::unexpected(system_trouble(e, file, "folder_unwritable"));
    return done;
}

} // namespace rapport::records
