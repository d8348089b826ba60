// Databases that must not be touched, and a world that refuses. What only servers do: database_server_test.cpp.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "tests/records/faults.h"
#include "tests/records/folder.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

// SQLite itself, from outside.
class Outside {
public:
    explicit Outside(const std::filesystem::path& path) { REQUIRE(sqlite3_open(path.c_str(), &db_) == SQLITE_OK); }
    ~Outside() { sqlite3_close(db_); }
    void run(const char* sql) {
        INFO(sql);
        REQUIRE(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    std::string value(const char* sql) {
        std::string found;
        sqlite3_exec(
            db_, sql,
            [](void* out, int, char** columns, char**) {
                *static_cast<std::string*>(out) = columns[0] ? columns[0] : "null";
                return 0;
            },
            &found, nullptr);
        return found;
    }

private:
    sqlite3* db_ = nullptr;
};

std::expected<void, Diagnostic> store(Database& database, const AttemptHeader& header = small_header()) {
    const auto played = play({"a", "a"}, header);
    const auto report = scoring::grade(dialogue::transcript(played.session));
    return database.store(*small_scenario(), small_bytes, played.log, &report);
}

} // namespace

TEST_CASE("A new database: write-ahead log, full synchronisation, its schema's version", "[records][database]") {
    const Folder folder;
    auto database = Database::open((folder / "rapport.db").string());
    REQUIRE(database.has_value());
    Outside outside(folder / "rapport.db");
    CHECK(outside.value("PRAGMA journal_mode") == "wal");
    CHECK(outside.value("SELECT MAX(version) FROM rapport_schema") == std::to_string(schema_version));
    CHECK(outside.value("PRAGMA integrity_check") == "ok");
}

PLACE_TEST_CASE("A database of a newer version is refused untouched", "[records][database][fault]") {
    if (place.on_server()) place.run("CREATE SCHEMA rapport AUTHORIZATION desk");
    place.run("CREATE TABLE rapport_schema (version INTEGER NOT NULL);"
              "INSERT INTO rapport_schema VALUES (1), (99);"
              "CREATE TABLE rapport_attempts (id TEXT PRIMARY KEY, something_new TEXT);");
    if (place.on_server()) place.run("ALTER TABLE rapport_schema OWNER TO desk");
    const auto before = place.everything();
    const auto opened = Database::open(place.url());
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == "database_newer");
    CHECK(opened.error().arg("version") == "99");
    CHECK(opened.error().arg("ours") == std::to_string(schema_version));
    CHECK(opened.error().arg("path") == place.url());
    CHECK(place.everything() == before); // in a folder: no log, no shared memory
}

TEST_CASE("Why something was not stored is said without what was to be stored", "[records][database][fault]") {
    const Place place(On::file);
    auto database = place.open();
    place.run("CREATE TRIGGER no BEFORE INSERT ON rapport_scenarios BEGIN SELECT RAISE(ABORT, 'not today'); END");
    const auto refused = store(database);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "database_failed");
    const std::string reason(refused.error().arg("reason"));
    CHECK(reason.find("not today") != std::string::npos);
    CHECK(reason.find("INSERT") == std::string::npos);
    CHECK(reason.find("sqlite3_") == std::string::npos);
    CHECK(reason.find(small_bytes) == std::string::npos);
}

TEST_CASE("Another program's database is refused untouched", "[records][database][fault]") {
    const Folder folder;
    const auto path = folder / "photos.db";
    {
        Outside theirs(path);
        theirs.run("CREATE TABLE photos (id INTEGER)");
    }
    const auto before = contents(path);
    CHECK(Database::open(path.string()).error().code == "database_not_ours");
    CHECK(contents(path) == before);
}

TEST_CASE("A file that is no database is damaged, and stays as it is", "[records][database][fault]") {
    const Folder folder;
    const auto path = folder / "rapport.db";
    put(path, std::string(5000, 'x'));
    CHECK(Database::open(path.string()).error().code == "database_damaged");
    CHECK(contents(path) == std::string(5000, 'x'));
}

TEST_CASE("A database broken inside says so instead of giving wrong rows", "[records][database][fault]") {
    const Folder folder(Folder::On::memory);
    const auto path = folder / "rapport.db";
    {
        auto database = Database::open(path.string());
        REQUIRE(store(*database).has_value());
    }
    const auto whole = contents(path);
    REQUIRE(whole.size() > 3 * 4096);
    std::size_t said_damaged = 0;
    for (std::size_t page = 0; page < whole.size() / 4096; ++page) {
        auto broken = whole;
        broken.replace(page * 4096, 4096, std::string(4096, '\xA5'));
        put(path, broken);
        std::filesystem::remove(path.string() + "-wal");
        std::filesystem::remove(path.string() + "-shm");
        const auto database = Database::open(path.string());
        std::string code = database ? "" : database.error().code;
        if (database)
            if (const auto loaded = database->load(small_id); !loaded) code = loaded.error().code;
        INFO("page " << page << " " << code);
        CHECK((code.empty() || code == "database_damaged" || code == "database_failed" || code == "attempt_not_found"));
        said_damaged += code == "database_damaged" ? 1U : 0U;
    }
    CHECK(said_damaged >= 3);
    put(path, whole.substr(0, whole.size() / 2));
    const auto half = Database::open(path.string());
    CHECK((half ? half->load(small_id).error().code : half.error().code) == "database_damaged");
}

PLACE_TEST_CASE("A row from a newer Rapport hides no other", "[records][database][fault]") {
    auto database = place.open();
    const auto newer = small_header("11111111-0000-4000-8000-000000000003").id;
    REQUIRE(store(database).has_value());
    REQUIRE(store(database, small_header(newer)).has_value());
    place.run("UPDATE rapport_attempts SET header = replace(header, '\"engine_version\":1,',"
              " '\"engine_version\":999,') WHERE id = '11111111-0000-4000-8000-000000000003'");
    Diagnostics unreadable;
    const auto rows = database.list({}, &unreadable);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().header.id == small_id);
    REQUIRE(unreadable.size() == 1);
    CHECK(unreadable[0].code == "log_newer");
    CHECK(unreadable[0].where.file == newer);
    CHECK(database.list().error().code == "log_newer"); // who takes no list of them hears of it too
}

TEST_CASE("Places where no database can be", "[records][database][fault]") {
    const Folder folder;
    put(folder / "file", "in the way");
    CHECK(Database::open((folder / "file" / "rapport.db").string()).error().code == "folder_unwritable");
    CHECK(Database::open("/proc/rapport.db").error().code == "folder_unwritable");
    const auto missing = Database::open((folder / "none" / "rapport.db").string());
    REQUIRE_FALSE(missing.has_value());
    CHECK_FALSE(missing.error().arg("reason").empty());
    CHECK_FALSE(Database::open(folder.path().string()).has_value());
    CHECK_FALSE(Database::open("").has_value());
    CHECK_FALSE(Database::open((folder / "a\" shared_cache=\"true").string()).has_value());
}

TEST_CASE("A kind of address nobody keeps", "[records][database]") {
    const auto refused = Database::open("mysql://me:secret@server/rapport");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "database_kind_unsupported");
    CHECK(refused.error().arg("kind") == "mysql");
    for (const auto& [name, value] : refused.error().args) CHECK(value.find("secret") == std::string::npos);
}

TEST_CASE("Addresses: plain paths and sqlite3://, names with blanks and quotes", "[records][database]") {
    const Folder folder;
    for (const std::string name : {"plain.db", "with blank and 'quote'.db", "数据库.db"}) {
        CHECK(Database::open((folder / name).string()).has_value());
        CHECK(Database::open("sqlite3://" + (folder / name).string())->path() == (folder / name).string());
        CHECK(std::filesystem::exists(folder / name));
    }
    struct stat s {};
    REQUIRE(::stat((folder / "plain.db").c_str(), &s) == 0);
    CHECK((s.st_mode & 077) == 0); // nobody else's business
}

TEST_CASE("No room: a clean error, and everything stored before is whole", "[records][database][fault]") {
    const Folder folder;
    const auto path = folder / "rapport.db";
    auto database = Database::open(path.string());
    REQUIRE(store(*database).has_value());
    const auto other = small_header("11111111-0000-4000-8000-000000000002");
    {
        const FileSizeLimit full(contents(path.string() + "-wal").size() + 100);
        const auto refused = store(*database, other);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "disk_full");
        CHECK(*database->has(small_id));
        CHECK_FALSE(*database->has(other.id));
    }
    CHECK(store(*database, other).has_value());
    CHECK(database->list()->size() == 2);
}

TEST_CASE("No room for a new database: that is what is told, whatever the taking back says",
          "[records][database][fault]") {
    for (const std::size_t room : {0UL, 500UL, 3000UL, 5000UL, 20000UL, 33000UL}) {
        const Folder folder;
        const FileSizeLimit full(room);
        const auto opened = Database::open((folder / "rapport.db").string());
        INFO(room << " bytes");
        REQUIRE_FALSE(opened.has_value());
        INFO(opened.error().arg("reason"));
        CHECK(opened.error().code == "disk_full");
        CHECK(opened.error().arg("reason").find("ROLLBACK") == std::string_view::npos);
    }
}

PLACE_TEST_CASE("Another program that does not let go is waited for, then named", "[records][database][fault][slow]") {
    auto database = place.open();
    {
        const auto held = place.hold();
        const auto refused = store(database);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "database_busy");
    }
    CHECK(store(database).has_value());
}

PLACE_TEST_CASE("Whoever has the records open while a newer version brings them up to date writes no more",
                "[records][database][fault]") {
    auto database = place.open();
    REQUIRE(store(database).has_value());
    place.run("INSERT INTO rapport_schema VALUES (99)");
    const auto before = place.value("SELECT COUNT(*) FROM rapport_chain");
    const auto other = small_header("11111111-0000-4000-8000-000000000001");
    const Overrule change{1, scoring::Behaviour::restate, 0, 1, "read again", "Ana", "2026-03-03T10:00:00Z"};
    for (const auto& refused :
         {store(database, other), database.overrule(small_id, change), database.erase(small_id)}) {
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "database_newer");
        CHECK(refused.error().arg("version") == "99");
    }
    CHECK(place.value("SELECT COUNT(*) FROM rapport_chain") == before);
    CHECK(place.value("SELECT COUNT(*) FROM rapport_attempts") == "1");
}
