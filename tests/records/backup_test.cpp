// Backups: whole or not there. Restoring: what was there before is never lost.
#include "sim/records/backup.h"

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "sim/records/identity.h"
#include "sim/records/system_file.h"
#include "tests/records/faults.h"
#include "tests/records/folder.h"
#include "tests/records/kill.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <thread>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

struct Backups {
    Place place{On::file};
    Folder folder{Folder::On::memory};
    std::filesystem::path file = folder / "backup.db";

    Backups() { keep(small_id); }
    void keep(const std::string& id) const {
        auto database = place.open();
        const auto played = play({"a", "a"}, small_header(id));
        const auto report = scoring::grade(dialogue::transcript(played.session));
        REQUIRE(database.store(*small_scenario(), small_bytes, played.log, &report).has_value());
    }
    std::string backed_up(bool replace = false) const {
        const auto done = back_up(place.url(), file, replace);
        return done ? "" : done.error().code;
    }
    std::string restored(bool yes = true, bool changed = false) const {
        const auto done = restore(place.url(), file, {.yes = yes, .changed_as_well = changed});
        return done ? "" : done.error().front().code;
    }
    std::size_t attempts() const { return place.open().list({.limit = 0})->size(); }
    std::string aside() const {
        for (const auto& e : std::filesystem::directory_iterator(std::filesystem::path(place.url()).parent_path()))
            if (e.path().filename().string().starts_with("rapport.db.before-")) return e.path().string();
        return {};
    }
    // Nothing passing is left beside either.
    bool tidy() const {
        for (const auto& f : {folder.path(), std::filesystem::path(place.url()).parent_path()})
            for (const auto& e : std::filesystem::directory_iterator(f)) {
                const auto name = e.path().filename().string();
                if (name.find(".new-") != std::string::npos || name.find(".restore-") != std::string::npos)
                    return false;
            }
        return true;
    }
};

const std::string later = "11111111-0000-4000-8000-00000000000a";

} // namespace

TEST_CASE("A backup is one file for its owner alone, restored it is what was there then", "[records][backup]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    CHECK(files_in(b.folder.path()) == 1);
    CHECK((std::filesystem::status(b.file).permissions() & std::filesystem::perms::others_all) ==
          std::filesystem::perms::none);
    const auto bytes = contents(b.file);
    b.keep(later);
    CHECK(b.backed_up() == "file_exists");
    CHECK(contents(b.file) == bytes);
    CHECK(b.restored(false) == "restore_needs_yes");
    CHECK(b.attempts() == 2);
    CHECK(b.restored().empty());
    CHECK(b.attempts() == 1);
    CHECK(contents(b.file) == bytes);
    REQUIRE_FALSE(b.aside().empty());
    CHECK(Database::open(b.aside())->list()->size() == 2);
    CHECK(b.place.open().verify()->findings.empty());
    CHECK(b.backed_up(true).empty());
    CHECK(b.tidy());
}

TEST_CASE("Restoring where nothing is needs no yes", "[records][backup]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    const auto fresh = (b.folder / "fresh.db").string();
    const auto done = restore(fresh, b.file, {});
    REQUIRE(done.has_value());
    CHECK(done->kept_aside.empty());
    CHECK(done->chain.attempts == 1);
    CHECK(Database::open(fresh)->list()->size() == 1);
}

TEST_CASE("Nothing to back up, nothing to restore, one and the same file", "[records][backup][fault]") {
    const Backups b;
    CHECK(back_up((b.folder / "none.db").string(), b.file, false).error().code == "backup_nothing");
    CHECK(b.restored() == "backup_missing");
    CHECK(restore(b.place.url(), b.folder.path(), {.yes = true}).error().front().code == "backup_missing");
    CHECK(back_up(b.place.url(), b.place.url(), true).error().code == "file_exists");
    CHECK(restore(b.place.url(), b.place.url(), {.yes = true}).error().front().code == "file_exists");
    CHECK(b.attempts() == 1);
}

TEST_CASE("What is no backup of ours, or of a newer version, is refused", "[records][backup][fault]") {
    const Backups b;
    put(b.file, std::string(5000, 'x'));
    CHECK(b.restored() == "backup_damaged");
    put(b.file, "");
    CHECK(b.restored() == "backup_empty");
    std::filesystem::remove(b.file);
    {
        const Place theirs(On::file);
        theirs.run("CREATE TABLE photos (id INTEGER)");
        std::filesystem::copy_file(theirs.url(), b.file);
    }
    CHECK(b.restored() == "backup_not_ours");
    std::filesystem::remove(b.file);
    {
        const Place newer(On::file);
        newer.run("CREATE TABLE rapport_schema (version INTEGER NOT NULL); INSERT INTO rapport_schema VALUES (99)");
        std::filesystem::copy_file(newer.url(), b.file);
    }
    const auto refused = restore(b.place.url(), b.file, {.yes = true});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().front().code == "backup_newer");
    CHECK(refused.error().front().arg("version") == "99");
    CHECK(b.attempts() == 1);
    CHECK(b.aside().empty());
    CHECK(b.tidy());
}

TEST_CASE("A backup of an older version is brought up to date", "[records][backup]") {
    const Backups b;
    b.place.back_to(1);
    b.place.run("PRAGMA journal_mode = DELETE");
    std::filesystem::copy_file(b.place.url(), b.file);
    CHECK(b.restored().empty());
    CHECK(b.attempts() == 1);
    CHECK(b.place.value("SELECT MAX(version) FROM rapport_schema") == std::to_string(schema_version));
    CHECK(b.place.open().verify()->attempts == 1);
    CHECK(b.place.open().verify()->taken_over == 1);
}

TEST_CASE("Backing up changes nothing, also not in records of an older version", "[records][backup]") {
    const Backups b;
    b.place.back_to(2);
    b.place.run("PRAGMA journal_mode = DELETE");
    const auto before = b.place.everything();
    const auto done = back_up(b.place.url(), b.file, false);
    REQUIRE(done.has_value());
    CHECK_FALSE(done->chain.chained);
    CHECK(b.place.everything() == before);
    CHECK(b.restored().empty());
}

TEST_CASE("A backup whose chain was taken away is restored only if that is meant", "[records][backup][chain]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    {
        const Place changed(On::file);
        std::filesystem::copy_file(b.file, changed.url());
        changed.run("DROP TABLE rapport_chain; DROP TABLE rapport_chain_heads");
        std::filesystem::copy_file(changed.url(), b.file, std::filesystem::copy_options::overwrite_existing);
    }
    const auto refused = restore(b.place.url(), b.file, {.yes = true});
    REQUIRE_FALSE(refused.has_value());
    REQUIRE(refused.error().size() == 2);
    CHECK(refused.error()[0].code == "backup_changed");
    CHECK(refused.error()[1].code == "chain_gone");
}

TEST_CASE("A database that was copied while it was open is restored with the log beside it", "[records][backup]") {
    const Backups b;
    {
        const auto window = b.place.open();
        b.keep(later); // is in the log alone
        REQUIRE(std::filesystem::file_size(b.place.url() + "-wal") > 0);
        std::filesystem::copy_file(b.place.url(), b.file);
        std::filesystem::copy_file(b.place.url() + "-wal", b.file.string() + "-wal");
    }
    const auto log = contents(b.file.string() + "-wal");
    const auto fresh = (b.folder / "fresh.db").string();
    const auto done = restore(fresh, b.file, {});
    REQUIRE(done.has_value());
    CHECK(done->chain.attempts == 2);
    CHECK(contents(b.file.string() + "-wal") == log);
    // The journal of a change that was under way goes along as well; one that cannot be read is not passed over.
    std::filesystem::remove(b.file);
    std::filesystem::remove(b.file.string() + "-wal");
    std::filesystem::copy_file(b.place.url(), b.file);
    std::filesystem::create_directory(b.file.string() + "-journal");
    CHECK(restore((b.folder / "other.db").string(), b.file, {}).error().front().code == "backup_missing");
}

TEST_CASE("What lies beside an old backup does not become part of the new one", "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    // The old one was opened, written to and left without an end.
    std::string log;
    {
        auto old = Database::open(b.file.string());
        REQUIRE(old->erase(small_id).has_value());
        log = contents(b.file.string() + "-wal");
        CHECK(b.backed_up(true) == "backup_in_use");
    }
    put(b.file.string() + "-wal", log);
    b.keep(later);
    CHECK(b.backed_up(true).empty());
    CHECK_FALSE(std::filesystem::exists(b.file.string() + "-wal"));
    CHECK(Database::open(b.file.string())->list()->size() == 2);
    // Where the database itself is gone and its log is not, the name is taken.
    const auto orphan = b.folder / "orphan.db";
    put(orphan.string() + "-wal", log);
    CHECK(back_up(b.place.url(), orphan, false).error().code == "file_exists");
    CHECK(contents(orphan.string() + "-wal") == log);
    CHECK(back_up(b.place.url(), orphan, true).has_value());
    CHECK_FALSE(std::filesystem::exists(orphan.string() + "-wal"));
    const Place theirs(On::file);
    theirs.run("CREATE TABLE photos (id INTEGER)");
    CHECK(back_up(b.place.url(), theirs.url(), true).error().code == "database_not_ours");
    put(b.folder / "letter.txt", "no database at all, and long enough to be sure of it");
    CHECK(back_up(b.place.url(), b.folder / "letter.txt", true).has_value());
    CHECK(b.tidy());
}

TEST_CASE("A name that somebody else has made meanwhile is not taken", "[records][backup][fault]") {
    const Folder folder;
    put(folder / "ours", "ours");
    put(folder / "theirs", "theirs");
    CHECK(take_name(folder / "ours", folder / "theirs") == EEXIST);
    CHECK(contents(folder / "theirs") == "theirs");
    CHECK(take_name(folder / "ours", folder / "free") == 0);
    CHECK(contents(folder / "free") == "ours");
    CHECK_FALSE(std::filesystem::exists(folder / "ours"));
    CHECK(take_name(folder / "none", folder / "other") == ENOENT);
}

TEST_CASE("Half a copy is not left behind", "[records][backup][fault]") {
    const Folder folder;
    put(folder / "whole", std::string(9000, 'x'));
    bool written = false;
    {
        const FileSizeLimit full(5000);
        CHECK(copy_bytes(folder / "whole", folder / "half", written) == EFBIG);
    }
    CHECK(written);
    CHECK(files_in(folder.path()) == 1);
    CHECK(copy_bytes(folder / "whole", folder / "half", written) == 0);
    CHECK(copy_bytes(folder / "whole", folder / "half", written) == EEXIST); // and what is there stays
    CHECK(contents(folder / "half").size() == 9000);
}

TEST_CASE("A backup cut off anywhere is refused, and the records stay", "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    const auto bytes = contents(b.file);
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 40) {
        put(b.file, bytes.substr(0, at));
        INFO(at << " of " << bytes.size());
        CHECK(b.restored() == (at == 0 ? "backup_empty" : "backup_damaged"));
    }
    put(b.file, bytes.substr(0, bytes.size() - 1));
    CHECK(b.restored() == "backup_damaged");
    CHECK(b.attempts() == 1);
    CHECK(b.aside().empty());
    CHECK(b.tidy());
}

TEST_CASE("A backup with a flipped bit is refused, or its records are what they were", "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    const auto bytes = contents(b.file);
    const auto log = b.place.open().load(small_id)->log;
    const auto target = (b.folder / "target.db").string();
    std::size_t refused = 0;
    for (std::size_t round = 0; round < 80; ++round) {
        const std::size_t at = round * 7919 % bytes.size();
        auto broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ (1 << (round % 8)));
        put(b.file, broken);
        INFO("byte " << at);
        const auto done = restore(target, b.file, {.yes = true});
        if (!done) {
            const auto code = done.error().front().code;
            CHECK((code == "backup_damaged" || code == "backup_changed" || code == "backup_not_ours" ||
                   code == "backup_newer"));
            ++refused;
            continue;
        }
        const auto loaded = Database::open(target)->load(small_id);
        REQUIRE(loaded.has_value());
        CHECK(loaded->log == log);
        CHECK(loaded->scenario_bytes == small_bytes);
    }
    CHECK(refused > 0);
}

TEST_CASE("Records that were changed outside are backed up all the same; restoring them has to be meant",
          "[records][backup][chain]") {
    const Backups b;
    b.place.run("UPDATE rapport_attempts SET total = 1");
    const auto done = back_up(b.place.url(), b.file, false);
    REQUIRE(done.has_value());
    CHECK(done->chain.findings.size() == 1);
    const auto refused = restore(b.place.url(), b.file, {.yes = true});
    REQUIRE_FALSE(refused.has_value());
    REQUIRE(refused.error().size() == 2);
    CHECK(refused.error()[0].code == "backup_changed");
    CHECK(refused.error()[1].code == "chain_record_changed");
    CHECK(b.restored(true, true).empty());
}

TEST_CASE("No room for a backup or for what is restored: a clean error, nothing half there",
          "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    const auto other = b.folder / "other.db";
    for (const std::size_t room : {0UL, 5000UL, 20000UL}) {
        const FileSizeLimit full(room);
        CHECK(back_up(b.place.url(), other, false).error().code == "disk_full");
        CHECK(b.restored() == "disk_full");
    }
    CHECK_FALSE(std::filesystem::exists(other));
    CHECK(b.attempts() == 1);
    CHECK(b.tidy());
    CHECK(back_up(b.place.url(), b.folder / "none" / "b.db", false).error().code == "folder_unwritable");
    CHECK(back_up(b.place.url(), "/proc/b.db", false).error().code == "folder_unwritable");
}

TEST_CASE("While another stores, a backup has each attempt wholly or not at all", "[records][backup][fault]") {
    const Backups b;
    std::atomic<bool> enough = false;
    std::atomic<int> refused = 0, stored = 0;
    std::thread storing([&] {
        auto database = Database::open(b.place.url());
        while (!enough) {
            const auto played = play({"a", "a"}, small_header(new_attempt_id()));
            const auto report = scoring::grade(dialogue::transcript(played.session));
            ++(database->store(*small_scenario(), small_bytes, played.log, &report) ? stored : refused);
        }
    });
    for (int i = 0; i < 10; ++i) {
        const auto done = back_up(b.place.url(), b.file, true);
        CHECK((done && done->chain.findings.empty()));
    }
    enough = true;
    storing.join();
    CHECK(refused == 0);
    CHECK(b.attempts() == static_cast<std::size_t>(stored) + 1);
}

TEST_CASE("Records that are open elsewhere are not taken away", "[records][backup][fault][slow]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    {
        const auto window = b.place.open();
        CHECK(b.restored() == "restore_in_use");
        CHECK(window.list()->size() == 1);
    }
    CHECK(b.restored().empty());
}

TEST_CASE("Damaged records, with what lies beside them, are kept aside", "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    put(b.place.url(), std::string(5000, 'x'));
    put(b.place.url() + "-wal", "left over");
    CHECK(b.restored().empty());
    CHECK(b.attempts() == 1);
    CHECK(contents(b.aside().substr(0, b.aside().rfind("-wal"))).size() > 0);
}

TEST_CASE("Another program's database is not replaced", "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    const Place theirs(On::file);
    theirs.run("CREATE TABLE photos (id INTEGER)");
    CHECK(restore(theirs.url(), b.file, {.yes = true}).error().front().code == "database_not_ours");
}

TEST_CASE("Killed at any moment of backing up or restoring, the records can be used", "[records][backup][fault]") {
    const Backups b;
    REQUIRE(b.backed_up().empty());
    for (unsigned round = 0; round < kills(12); ++round) {
        killed_after(round * 1500, true, [&](auto acknowledge) {
            (void)back_up(b.place.url(), b.folder / "second.db", true);
            (void)restore(b.place.url(), b.file, {.yes = true});
            acknowledge();
        });
        INFO(round);
        CHECK(b.attempts() == 1);
        CHECK(b.place.open().verify()->findings.empty());
        if (std::filesystem::exists(b.folder / "second.db"))
            CHECK(Database::open((b.folder / "second.db").string())->list()->size() == 1);
    }
}

TEST_CASE("A server's own tools back it up", "[records][backup][postgres]") {
    const auto refused = back_up("postgresql://li@server/rapport", "b.dump", false);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "backup_server");
    CHECK(refused.error().arg("server") == "postgresql://li@server/rapport");
    CHECK(restore("postgresql://li@server/rapport", "b.dump", {}).error().front().code == "restore_server");
    // For a shell, with the options that were given and whatever is in a name.
    const auto quoted = back_up("postgresql://li@server/rapport?sslmode=verify-full", "Li's b.dump", false).error();
    CHECK(quoted.arg("address") == "'postgresql://li@server/rapport?sslmode=verify-full'");
    CHECK(quoted.arg("file") == R"('Li'\''s b.dump')");
    CHECK(quoted.arg("keys") == R"('Li'\''s b.dump.keys')");
}
