// Putting a backup in the place of the records there are.
#include "sim/records/backup.h"

#include "sim/records/backup_file.h"
#include "sim/records/database.h"
#include "sim/records/database_engine.h"
#include "sim/records/erase_person.h"
#include "sim/records/identity.h"
#include "sim/records/key_backup.h"
#include "sim/records/people.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace rapport::records {
namespace {

namespace fs = std::filesystem;

Diagnostics one(Diagnostic d) { return {std::move(d)}; }

// 0 or an errno; `written` tells which of the two files it is about.
int copy_bytes(const fs::path& from, const std::string& to, bool& written) {
    written = false;
    const File in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in) return errno;
    struct stat kind {};
    if (::fstat(in.get(), &kind) == 0 && S_ISDIR(kind.st_mode)) return EISDIR;
    written = true;
    const File out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!out) return errno;
    std::array<char, 1 << 16> chunk{};
    for (;;) {
        const ssize_t n = ::read(in.get(), chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            written = false;
            return errno;
        }
        if (n == 0) return sync_data(out.get());
        if (const int e = write_all(out.get(), {chunk.data(), static_cast<std::size_t>(n)})) return e;
    }
}

// What is wrong with the copy is wrong with the file, unless there was no room for it.
Diagnostic of_file(const Diagnostic& d, const fs::path& file) {
    if (d.code == "disk_full" || d.code == "folder_unwritable") return d;
    if (d.code == "database_not_ours") return about("backup_not_ours", file);
    if (d.code == "database_newer")
        return about("backup_newer", file).with("version", d.arg("version")).with("ours", d.arg("ours"));
    return about("backup_damaged", file).with("reason", d.arg("reason"));
}

// Ours, whole, brought up to date; on the disk as one file.
std::expected<ChainReport, Diagnostic> checked(const std::string& copy) {
    auto address = address_of(copy);
    if (!address) return std::unexpected(address.error());
    {
        soci::session sql;
        if (auto connected = connect(sql, *address); !connected) return std::unexpected(connected.error());
        try {
            if (!anything_there(sql, address->engine))
                return std::unexpected(Diagnostic::error("database_damaged").with("reason", "empty"));
        } catch (...) {
            return std::unexpected(database_trouble(sql, *address));
        }
        if (auto sound = whole(sql, *address); !sound) return std::unexpected(sound.error());
    }
    ChainReport chain;
    {
        auto opened = Database::open(copy);
        if (!opened) return std::unexpected(opened.error());
        auto verified = opened->verify();
        if (!verified) return std::unexpected(verified.error());
        chain = std::move(*verified);
    }
    if (auto settled = settle(copy); !settled) return std::unexpected(settled.error());
    return chain;
}

// Nobody else's from here on: SQLite leaves the write-ahead log only where no other program has the database open.
// Damaged: nothing can be locked any more, and nothing is lost by taking it away from under somebody.
std::expected<void, Diagnostic> hold(soci::session& sql, const Address& address, bool& damaged) {
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
                return {};
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
        if (steady_clock::now() > end) return std::unexpected(about("restore_in_use", address.shown));
        std::this_thread::sleep_for(milliseconds(100));
    }
}

// Under a dated name as well; what it was called is still there. 0 or an errno.
int keep_aside(const std::string& path, fs::path& aside) {
    std::string date = utc_now();
    std::ranges::replace(date, ':', '-');
    const std::string name = path + ".before-" + date;
    for (int i = 1;; ++i) {
        aside = i == 1 ? name : name + "-" + std::to_string(i);
        if (::link(path.c_str(), aside.c_str()) == 0) return 0;
        if (errno == EEXIST) continue;
        bool written = false; // no links here
        const int failed = copy_bytes(path, aside.string(), written);
        if (failed != EEXIST) return failed;
    }
}

// A log that is left of another database would be taken for the restored one's.
int move_parts(const std::string& path, const fs::path& aside) {
    for (const std::string part : {"-wal", "-journal"})
        if (::rename((path + part).c_str(), (aside.string() + part).c_str()) != 0 && errno != ENOENT) return errno;
    ::unlink((path + "-shm").c_str()); // made anew from the log
    return 0;
}

std::expected<fs::path, Diagnostic> put_in_place(const std::string& copy, const Address& address) {
    const std::string& path = address.shown;
    const auto refuse = [&](int e) { return std::unexpected(system_trouble(e, path, "folder_unwritable")); };
    fs::path aside;
    soci::session sql;
    std::error_code error;
    if (fs::exists(path, error)) {
        bool damaged = false;
        if (auto held = hold(sql, address, damaged); !held) return std::unexpected(held.error());
        if (const int e = keep_aside(path, aside)) return refuse(e);
        if (damaged)
            if (const int e = move_parts(path, aside)) return refuse(e);
    } else if (const int e = move_parts(path, path + ".before"))
        return refuse(e);
    if (::rename(copy.c_str(), path.c_str()) != 0) return refuse(errno);
    const auto folder = fs::path(path).parent_path();
    if (const int e = sync_folder(folder.empty() ? fs::path(".") : folder)) return refuse(e);
    return aside;
}

// Whoever has been erased from the records that are to be replaced; none where they cannot be read.
std::vector<std::string> erased_there(const Address& address) {
    std::error_code error;
    if (!fs::exists(address.shown, error) || fs::file_size(address.shown, error) == 0) return {};
    std::vector<std::string> erased;
    soci::session sql; // and not a Database, which would bring it up to date
    if (auto connected = connect(sql, address); !connected) return {};
    try {
        if (!has_table(sql, address.engine, "rapport_tombstones")) return {};
        std::string person;
        soci::statement s = (sql.prepare << "SELECT person FROM rapport_tombstones", soci::into(person));
        s.execute();
        while (s.fetch()) erased.push_back(person);
    } catch (const soci::soci_error&) { // damaged; what could be read counts
    }
    return erased;
}

// Where keys are wanting, a warning.
std::expected<Diagnostics, Diagnostic> take_keys(const std::string& copy, const std::string& database,
                                                 const fs::path& file, const std::vector<std::string>& erased) {
    bool people_there = false;
    {
        auto opened = Database::open(copy);
        if (!opened) return std::unexpected(opened.error());
        const auto all = people(*opened);
        people_there = all && !all->empty();
    }
    const auto keys = restore_keys(database, file, erased);
    if (!keys) return std::unexpected(keys.error());
    Diagnostics notices;
    const auto notice = [&](std::string_view code) {
        notices.push_back(Diagnostic::warning(code)
                              .with("path", key_file(file.string()))
                              .with("days", std::to_string(key_backup_days)));
    };
    if (*keys == RestoredKeys::too_old) notice("backup_keys_old");
    if (*keys == RestoredKeys::missing && people_there) notice("backup_keys_missing");
    return notices;
}

} // namespace

std::expected<RestoreDone, Diagnostics> restore(const std::string& database, const fs::path& file,
                                                const RestoreOptions& options) {
    auto address = address_of(database);
    if (!address) return std::unexpected(one(address.error()));
    if (address->engine == Engine::postgresql)
        return std::unexpected(one(Diagnostic::error("backup_server")
                                       .with("server", address->shown)
                                       .with("file", file.string())
                                       .with("schema", schema_name(address->engine))));
    std::error_code error;
    if (fs::equivalent(file, address->shown, error)) return std::unexpected(one(about("file_exists", file)));

    const Passing copy(beside(address->shown, "restore"));
    drop_database(copy.path());
    bool written = false;
    if (const int e = copy_bytes(file, copy.path(), written))
        return std::unexpected(
            one(written ? system_trouble(e, address->shown, "folder_unwritable")
                        : about("backup_missing", file).with("reason", std::generic_category().message(e))));
    auto chain = checked(copy.path());
    if (!chain) return std::unexpected(one(of_file(chain.error(), file)));
    if (!chain->findings.empty() && !options.changed_as_well) {
        Diagnostics all = one(about("backup_changed", file).with("count", std::to_string(chain->findings.size())));
        all.insert(all.end(), chain->findings.begin(), chain->findings.end());
        return std::unexpected(std::move(all));
    }
    if (!options.yes && fs::exists(address->shown, error) && fs::file_size(address->shown, error) > 0)
        return std::unexpected(one(about("restore_needs_yes", address->shown)));
    const auto erased = erased_there(*address);
    if (!erased.empty()) {
        {
            auto opened = Database::open(copy.path());
            if (!opened) return std::unexpected(one(opened.error()));
            if (auto gone = apply_erasures(*opened, erased); !gone) return std::unexpected(one(gone.error()));
        }
        chain = checked(copy.path());
        if (!chain) return std::unexpected(one(of_file(chain.error(), file)));
    }
    const auto keys_before = keys_of(address->shown);
    if (!keys_before) return std::unexpected(one(keys_before.error()));
    auto notices = take_keys(copy.path(), address->shown, file, erased);
    if (!notices) return std::unexpected(one(notices.error()));
    if (auto settled = settle(copy.path()); !settled) return std::unexpected(one(settled.error()));
    auto aside = put_in_place(copy.path(), *address);
    if (!aside) return std::unexpected(one(aside.error()));
    RestoreDone done{std::move(*aside), std::move(*chain), std::move(*notices)};
    if (!done.kept_aside.empty())
        if (auto kept = put_keys(done.kept_aside.string(), *keys_before); !kept) done.notices.push_back(kept.error());
    return done;
}

} // namespace rapport::records
