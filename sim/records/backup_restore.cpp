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
#include <cerrno>
#include <functional>
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

// take_keys: what comes right before the records take their place; more than once where another program is quicker.
std::expected<fs::path, Diagnostic> put_in_place(const std::string& copy, const Address& address, bool yes,
                                                 const std::function<std::expected<void, Diagnostic>()>& take_keys) {
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
            if (auto taken = take_keys(); !taken) return std::unexpected(taken.error());
            if (::rename(copy.c_str(), path.c_str()) != 0) return refuse(errno);
            break;
        }
        if (const int e = move_parts(path, path + ".before")) return refuse(e);
        if (auto taken = take_keys(); !taken) return std::unexpected(taken.error());
        const int e = take_name(copy, path);
        if (e == 0) break;
        if (e != EEXIST) return refuse(e);
    }
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

// Where keys are wanting, a warning in `notices`.
std::expected<void, Diagnostic> take_keys(const std::string& copy, const std::string& database, const fs::path& file,
                                          const std::vector<std::string>& erased, Diagnostics& notices) {
    bool people_there = false;
    {
        auto opened = Database::open(copy);
        if (!opened) return std::unexpected(opened.error());
        const auto all = people(*opened);
        people_there = all && !all->empty();
    }
    if (auto settled = settle(copy); !settled) return settled;
    const auto keys = restore_keys(database, file, erased);
    if (!keys) return std::unexpected(keys.error());
    notices.clear();
    const auto notice = [&](std::string_view code) {
        notices.push_back(Diagnostic::warning(code)
                              .with("path", key_file(file.string()))
                              .with("days", std::to_string(key_backup_days)));
    };
    if (*keys == RestoredKeys::too_old) notice("backup_keys_old");
    if (*keys == RestoredKeys::missing && people_there) notice("backup_keys_missing");
    return {};
}

} // namespace

std::expected<RestoreDone, Diagnostics> restore(const std::string& database, const fs::path& file,
                                                const RestoreOptions& options) {
    auto address = address_of(database);
    if (!address) return std::unexpected(one(address.error()));
    if (address->engine == Engine::postgresql)
        return std::unexpected(one(server_tools("restore_server", *address, database, file)));
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
    const auto erased = erased_there(*address);
    if (!erased.empty()) {
        {
            auto opened = Database::open(copy.path());
            if (!opened) return std::unexpected(one(opened.error()));
            if (auto gone = apply_erasures(*opened, erased); !gone) return std::unexpected(one(gone.error()));
        }
        auto left = checked(copy.path());
        if (!left) return std::unexpected(one(of_file(left.error(), file)));
        if (left->findings.empty()) left->findings = std::move(chain->findings);
        chain = std::move(left);
    }
    const auto keys_before = keys_of(address->shown);
    if (!keys_before) return std::unexpected(one(keys_before.error()));
    Diagnostics notices;
    const auto take = [&]() { return take_keys(copy.path(), address->shown, file, erased, notices); };
    auto aside = put_in_place(copy.path(), *address, options.yes, take);
    if (!aside) return std::unexpected(one(aside.error()));
    RestoreDone done{std::move(*aside), std::move(*chain), std::move(notices)};
    if (!done.kept_aside.empty())
        if (auto kept = put_keys(done.kept_aside.string(), *keys_before); !kept) done.notices.push_back(kept.error());
    return done;
}

} // namespace rapport::records
