// Putting a backup in the place of the records there are.
#include "sim/records/backup.h"

#include "sim/records/backup_file.h"
#include "sim/records/database.h"
#include "sim/records/database_engine.h"
#include "sim/records/identity.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace rapport::records {
namespace {

namespace fs = std::filesystem;

Diagnostics one(Diagnostic d) { return {std::move(d)}; }

// The backup with the log that SQLite keeps beside it: without it what was stored last would be missing, or a half-made
// change would be taken for a whole one.
int copy_database(const fs::path& from, const std::string& to, bool& written) {
    if (const int e = copy_bytes(from, to, written)) return e;
    for (const char* part : {"-wal", "-journal"}) {
        const int e = copy_bytes(from.string() + part, to + part, written);
        if (e != 0 && (e != ENOENT || written)) return e;
    }
    return 0;
}

// What is wrong with the copy is wrong with the file, unless there was no room for it.
Diagnostic of_file(const Diagnostic& d, const fs::path& file) {
    if (d.code == "disk_full" || d.code == "folder_unwritable") return d;
    if (d.code == "database_not_ours") return about("backup_not_ours", file);
    if (d.code == "backup_empty") return about("backup_empty", file);
    if (d.code == "database_newer")
        return about("backup_newer", file).with("version", d.arg("version")).with("ours", d.arg("ours"));
    return about("backup_damaged", file).with("reason", d.arg("reason"));
}

// Ours and whole, verified as it is and then brought up to date; on the disk as one file.
std::expected<ChainReport, Diagnostic> checked(const std::string& copy) {
    auto address = address_of(copy);
    if (!address) return std::unexpected(address.error());
    {
        soci::session sql;
        if (auto connected = connect(sql, *address); !connected) return std::unexpected(connected.error());
        try {
            if (!anything_there(sql, address->engine)) return std::unexpected(Diagnostic::error("backup_empty"));
        } catch (...) {
            return std::unexpected(database_trouble(sql, *address));
        }
        if (auto sound = whole(sql, *address); !sound) return std::unexpected(sound.error());
    }
    const auto verified = [](std::expected<Database, Diagnostic> opened) -> std::expected<ChainReport, Diagnostic> {
        if (!opened) return std::unexpected(opened.error());
        return opened->verify();
    };
    auto found = verified(Database::open_as_it_is(copy));
    if (!found) return found;
    auto chain = verified(Database::open(copy));
    if (!chain) return chain;
    if (chain->findings.empty()) chain->findings = std::move(found->findings);
    if (auto settled = settle(copy); !settled) return std::unexpected(settled.error());
    return chain;
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
        const int failed = copy_bytes(path, aside, written);
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

bool records_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error) && fs::file_size(path, error) > 0;
}

std::expected<fs::path, Diagnostic> put_in_place(const std::string& copy, const Address& address, bool yes) {
    const std::string& path = address.shown;
    const auto refuse = [&](int e) { return std::unexpected(system_trouble(e, path, "folder_unwritable")); };
    fs::path aside;
    soci::session sql;
    for (std::error_code error;;) {
        // Asked here, too: another program may have made some since.
        if (!yes && records_there(path)) return std::unexpected(about("restore_needs_yes", path));
        if (fs::exists(path, error)) {
            bool damaged = false;
            if (auto held = hold(sql, address, "restore_in_use", damaged); !held) return std::unexpected(held.error());
            if (const int e = keep_aside(path, aside)) return refuse(e);
            if (damaged)
                if (const int e = move_parts(path, aside)) return refuse(e);
            if (::rename(copy.c_str(), path.c_str()) != 0) return refuse(errno);
            break;
        }
        if (const int e = move_parts(path, path + ".before")) return refuse(e);
        const int e = take_name(copy, path);
        if (e == 0) break;
        if (e != EEXIST) return refuse(e);
    }
    const auto folder = fs::path(path).parent_path();
    if (const int e = sync_folder(folder.empty() ? fs::path(".") : folder)) return refuse(e);
    return aside;
}

} // namespace

std::expected<RestoreDone, Diagnostics> restore(const std::string& database, const fs::path& file,
                                                const RestoreOptions& options) {
    auto address = address_of(database);
    if (!address) return std::unexpected(one(address.error()));
    if (address->engine == Engine::postgresql) return std::unexpected(one(server_backup(*address, database, file)));
    std::error_code error;
    if (fs::equivalent(file, address->shown, error)) return std::unexpected(one(about("file_exists", file)));

    const Passing copy(beside(address->shown, "restore"));
    drop_database(copy.path());
    bool written = false;
    if (const int e = copy_database(file, copy.path(), written))
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
    auto aside = put_in_place(copy.path(), *address, options.yes);
    if (!aside) return std::unexpected(one(aside.error()));
    return RestoreDone{std::move(*aside), std::move(*chain)};
}

} // namespace rapport::records
