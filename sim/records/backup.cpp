#include "sim/records/backup.h"

#include "sim/records/backup_file.h"
#include "sim/records/database.h"
#include "sim/records/database_engine.h"
#include "sim/records/key_backup.h"
#include "sim/records/key_store.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
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

std::expected<void, Diagnostic> hold(soci::session& sql, const Address& address, std::string_view in_use,
                                     bool& damaged) {
    using namespace std::chrono;
    damaged = false;
    if (auto connected = connect(sql, address); !connected) return connected;
    for (const auto end = steady_clock::now() + seconds(5);;) {
        try {
            if (anything_there(sql, address.engine) && !has_table(sql, address.engine, "rapport_schema"))
                return std::unexpected(about("database_not_ours", address.shown));
            std::string mode;
            sql << "PRAGMA journal_mode = DELETE", soci::into(mode);
            if (mode == "delete") {
                sql << "BEGIN EXCLUSIVE";
                sql << "PRAGMA journal_mode", soci::into(mode);
                if (mode == "delete") return {};
                sql << "ROLLBACK"; // another program has opened it in between
            }
        } catch (...) {
            const auto trouble = database_trouble(sql, address);
            damaged = trouble.code == "database_damaged";
            if (damaged) {
                sql.close();
                return {};
            }
            if (trouble.code != "database_busy") return std::unexpected(trouble);
        }
        if (steady_clock::now() > end) return std::unexpected(about(in_use, address.shown));
        std::this_thread::sleep_for(milliseconds(100));
    }
}

Diagnostic server_tools(std::string_view code, const Address& address, const std::string& given,
                        const std::filesystem::path& file) {
    const auto quoted = [](const std::string& text) {
        std::string all = "'";
        for (const char c : text) all.append(c == '\'' ? "'\\''" : std::string(1, c));
        return all + "'";
    };
    // As it was given, with its options: there is no password in it.
    return Diagnostic::error(code)
        .with("server", address.shown)
        .with("address", quoted(given))
        .with("file", quoted(file.string()))
        .with("keys", quoted(key_file(file.string())));
}

namespace {

bool part_there(const std::string& path) {
    std::error_code error;
    for (const char* part : {"-wal", "-journal"})
        if (const auto size = std::filesystem::file_size(path + part, error); !error && size > 0) return true;
    return false;
}

// Gives the finished copy its name. What lies beside an old database of that name would be taken for the new one's.
std::expected<void, Diagnostic> give_name(const std::string& copy, const std::filesystem::path& file, bool replace) {
    const auto failed = [&](int e) {
        return std::unexpected(e == EEXIST ? about("file_exists", file) : system_trouble(e, file, "folder_unwritable"));
    };
    if (!replace) {
        if (part_there(file.string())) return failed(EEXIST);
        const int e = take_name(copy, file);
        if (e != 0) return failed(e);
        return {};
    }
    soci::session old;
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) {
        const auto address = address_of(file.string());
        if (!address) return std::unexpected(address.error());
        bool damaged = false;
        if (auto held = hold(old, *address, "backup_in_use", damaged); !held) return held;
    }
    for (const char* part : {"-wal", "-shm", "-journal"})
        if (::unlink((file.string() + part).c_str()) != 0 && errno != ENOENT) return failed(errno);
    if (::rename(copy.c_str(), file.c_str()) != 0) return failed(errno);
    return {};
}

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

// There is something in it, and it may be read. Errors: backup_nothing, those of Database::open.
std::expected<void, Diagnostic> anything_of_ours(const Address& address) {
    soci::session sql;
    if (auto connected = connect(sql, address); !connected) return connected;
    try {
        const auto version = recognise(sql, address);
        if (!version) return std::unexpected(version.error());
        if (*version == 0) return std::unexpected(about("backup_nothing", address.shown));
        return {};
    } catch (...) {
        return std::unexpected(database_trouble(sql, address));
    }
}

} // namespace

std::expected<BackupDone, Diagnostic> back_up(const std::string& database, const std::filesystem::path& file,
                                              bool replace) {
    auto address = address_of(database);
    if (!address) return std::unexpected(address.error());
    if (address->engine == Engine::postgresql)
        return std::unexpected(server_tools("backup_server", *address, database, file));
    std::error_code error;
    if (!std::filesystem::exists(address->shown, error))
        return std::unexpected(about("backup_nothing", address->shown));
    if (std::filesystem::equivalent(file, address->shown, error)) return std::unexpected(about("file_exists", file));
    if (!replace && std::filesystem::exists(file, error)) return std::unexpected(about("file_exists", file));
    if (auto ours = anything_of_ours(*address); !ours) return std::unexpected(ours.error());

    const Passing copy(beside(file, "new"));
    drop_database(copy.path());
    if (auto copied = copy_of_one_moment(*address, copy.path()); !copied) return std::unexpected(copied.error());
    BackupDone done;
    {
        auto opened = Database::open_as_it_is(copy.path());
        if (!opened) return std::unexpected(opened.error());
        auto verified = opened->verify();
        if (!verified) return std::unexpected(verified.error());
        done.chain = std::move(*verified);
    }
    if (auto settled = settle(copy.path()); !settled)
        return std::unexpected(about("backup_unverified", file).with("reason", settled.error().arg("reason")));
    // Before it is there, so that nobody finds it without them.
    if (auto keys = back_up_keys(address->shown, file); !keys) return std::unexpected(keys.error());
    if (auto named = give_name(copy.path(), file, replace); !named) return std::unexpected(named.error());
    const auto folder = file.parent_path();
    if (const int e = sync_folder(folder.empty() ? std::filesystem::path(".") : folder))
        return std::unexpected(system_trouble(e, file, "folder_unwritable"));
    return done;
}

} // namespace rapport::records
