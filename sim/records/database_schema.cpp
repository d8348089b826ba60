// The tables and their history. One dialect for SQLite and PostgreSQL: TEXT, INTEGER, BIGINT, BOOLEAN-free, ON
// CONFLICT. A migration is never edited once released; a new one is added and schema_version raised.
#include "sim/records/chain_store.h"
#include "sim/records/database_engine.h"

#include <array>
#include <span>

namespace rapport::records {
namespace {

constexpr std::array first_tables{
    "CREATE TABLE rapport_scenarios ("
    " hash TEXT PRIMARY KEY,"
    " id TEXT NOT NULL,"
    " version INTEGER NOT NULL,"
    " bytes TEXT NOT NULL)",

    "CREATE TABLE rapport_attempts ("
    " id TEXT PRIMARY KEY,"
    " started_at TEXT NOT NULL,"
    " ended_at TEXT NOT NULL,"
    " status TEXT NOT NULL,"
    " scenario_hash TEXT NOT NULL REFERENCES rapport_scenarios (hash),"
    " scenario_id TEXT NOT NULL,"
    " trainee TEXT NOT NULL,"
    " turns INTEGER NOT NULL,"
    " listening INTEGER, understanding INTEGER, empathy INTEGER, solution INTEGER, satisfaction INTEGER,"
    " total INTEGER,"
    " csat INTEGER, nps INTEGER, fcr INTEGER,"
    " outcome TEXT,"
    " ending TEXT NOT NULL,"
    " faults INTEGER NOT NULL,"
    " severe_faults INTEGER NOT NULL,"
    " capped INTEGER NOT NULL,"
    " header TEXT NOT NULL,"
    " log TEXT NOT NULL)",
    "CREATE INDEX rapport_attempts_by_time ON rapport_attempts (started_at, id)",
    "CREATE INDEX rapport_attempts_by_scenario ON rapport_attempts (scenario_id, status, total)",

    "CREATE TABLE rapport_behaviours ("
    " attempt TEXT NOT NULL REFERENCES rapport_attempts (id) ON DELETE CASCADE,"
    " behaviour TEXT NOT NULL,"
    " standing INTEGER NOT NULL,"
    " score INTEGER,"
    " opportunities INTEGER NOT NULL,"
    " levels INTEGER NOT NULL,"
    " PRIMARY KEY (attempt, behaviour))",
};

// Version 2: levels that people changed.
constexpr std::array overrule_tables{
    "CREATE TABLE rapport_overrules ("
    " attempt TEXT NOT NULL REFERENCES rapport_attempts (id) ON DELETE CASCADE,"
    " number INTEGER NOT NULL," // from 1, in the order they were made
    " turn INTEGER NOT NULL,"
    " behaviour TEXT NOT NULL,"
    " from_level INTEGER NOT NULL,"
    " to_level INTEGER NOT NULL,"
    " reason TEXT NOT NULL,"
    " made_by TEXT NOT NULL,"
    " made_at TEXT NOT NULL,"
    " PRIMARY KEY (attempt, number))",
};

// Version 3: the chains (chain.h), and where each ends.
constexpr std::array chain_tables{
    "CREATE TABLE rapport_chain ("
    " desk TEXT NOT NULL,"
    " number BIGINT NOT NULL," // from 1
    " entry TEXT NOT NULL,"    // attempt or overrule
    " attempt TEXT NOT NULL,"  // may have been erased
    " item BIGINT NOT NULL,"   // 0, or the number in rapport_overrules
    " record_hash TEXT NOT NULL,"
    " previous TEXT NOT NULL,"
    " head TEXT NOT NULL,"
    " erased_at TEXT," // UTC; the record is gone, and rightly
    " PRIMARY KEY (desk, number))",
    "CREATE INDEX rapport_chain_by_attempt ON rapport_chain (attempt, entry)",
    "CREATE TABLE rapport_chain_heads ("
    " desk TEXT PRIMARY KEY,"
    " own INTEGER NOT NULL," // 1: the database's own chain
    " number BIGINT NOT NULL,"
    " head TEXT NOT NULL)",
};

// Version 4: whose the records are, what others may see of them, and what a server has yet to be told. Names and words
// of people stand here sealed (seal.h).
constexpr std::array people_tables{
    "ALTER TABLE rapport_attempts ADD COLUMN person TEXT",
    "ALTER TABLE rapport_attempts ADD COLUMN wave TEXT",
    "CREATE INDEX rapport_attempts_by_person ON rapport_attempts (person, started_at, id)",
    "CREATE INDEX rapport_attempts_by_wave ON rapport_attempts (wave)",

    "CREATE TABLE rapport_people ("
    " id TEXT PRIMARY KEY,"
    " name TEXT NOT NULL,"         // sealed
    " staff_number TEXT NOT NULL," // sealed; may be empty
    " created_at TEXT NOT NULL,"
    " changed_at TEXT NOT NULL)",
    // Whose attempts are stored where nobody is signed in: one for each desk, the file's own has an empty name.
    "CREATE TABLE rapport_desk_people ("
    " desk TEXT PRIMARY KEY,"
    " person TEXT NOT NULL)",
    // What says that somebody has been erased; nothing else of them is left.
    "CREATE TABLE rapport_tombstones ("
    " person TEXT PRIMARY KEY,"
    " erased_at TEXT NOT NULL)",
    // How people show that it is them, on this desk. Never sent anywhere.
    "CREATE TABLE rapport_profiles ("
    " person TEXT PRIMARY KEY REFERENCES rapport_people (id) ON DELETE CASCADE,"
    " secret TEXT NOT NULL,"      // argon2id, with its parameters; empty: none is asked for
    " failures INTEGER NOT NULL," // since the last right one
    " wait_until TEXT NOT NULL)", // UTC; empty: no waiting

    "CREATE TABLE rapport_cohorts ("
    " id TEXT PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " created_at TEXT NOT NULL,"
    " closed_at TEXT)",
    "CREATE TABLE rapport_memberships ("
    " cohort TEXT NOT NULL REFERENCES rapport_cohorts (id) ON DELETE CASCADE,"
    " person TEXT NOT NULL REFERENCES rapport_people (id) ON DELETE CASCADE,"
    " role TEXT NOT NULL," // trainee, trainer
    " since TEXT NOT NULL,"
    " PRIMARY KEY (cohort, person, role))",
    "CREATE INDEX rapport_memberships_by_person ON rapport_memberships (person, role)",
    "CREATE TABLE rapport_waves ("
    " id TEXT PRIMARY KEY,"
    " cohort TEXT NOT NULL REFERENCES rapport_cohorts (id) ON DELETE CASCADE,"
    " kind TEXT NOT NULL,"     // t0, t0b, t1, t2, t3
    " opens_on TEXT NOT NULL," // days, ISO 8601
    " due_on TEXT NOT NULL,"
    " closes_on TEXT NOT NULL)",

    // Practice is private: a person shows an attempt, or nobody sees more of it than how long it took.
    "CREATE TABLE rapport_shares ("
    " attempt TEXT PRIMARY KEY REFERENCES rapport_attempts (id) ON DELETE CASCADE,"
    " shared_at TEXT NOT NULL)",
    "CREATE TABLE rapport_practice ("
    " person TEXT NOT NULL,"
    " day TEXT NOT NULL," // UTC, ISO 8601
    " desk TEXT NOT NULL,"
    " attempts INTEGER NOT NULL,"
    " seconds BIGINT NOT NULL,"
    " PRIMARY KEY (person, day, desk))",
    // Who has opened whose records.
    "CREATE TABLE rapport_openings ("
    " id TEXT PRIMARY KEY,"
    " person TEXT NOT NULL,"
    " attempt TEXT NOT NULL,"
    " opened_by TEXT NOT NULL," // the server's account
    " opened_at TEXT NOT NULL)",
    "CREATE INDEX rapport_openings_by_person ON rapport_openings (person, opened_at)",

    // What the team's server has not acknowledged yet, in the order it came about.
    "CREATE TABLE rapport_outbox ("
    " number BIGINT PRIMARY KEY,"
    " kind TEXT NOT NULL," // person, attempt, overrule, share, erased_attempt, erased_person
    " item TEXT NOT NULL,"
    " queued_at TEXT NOT NULL)",
};

constexpr std::array<std::span<const char* const>, schema_version> migrations{first_tables, overrule_tables,
                                                                              chain_tables, people_tables};

int version_of(soci::session& sql, Engine engine) {
    if (!has_table(sql, engine, "rapport_schema")) return 0;
    int version = 0;
    // By its full name: without the right to look into a schema, a server would say that there is no such table.
    sql << "SELECT MAX(version) FROM " << schema_name(engine) << ".rapport_schema", soci::into(version);
    return version;
}

} // namespace

std::expected<void, Diagnostic> migrate(soci::session& sql, const Address& address) {
    const Engine engine = address.engine;
    const std::string& path = address.shown;
    const auto refuse_newer = [&](int version) {
        return std::unexpected(Diagnostic::error("database_newer")
                                   .with("path", path)
                                   .with("version", std::to_string(version))
                                   .with("ours", std::to_string(schema_version))
                                   .at({path, 0, 0, {}}));
    };
    // Only reading so far: a database we refuse stays as it is, byte for byte. What is there is looked at before the
    // version is: another program may be making the tables at this moment.
    const bool empty = !anything_there(sql, engine);
    int version = version_of(sql, engine);
    if (version > schema_version) return refuse_newer(version);
    if (version == 0 && !empty)
        return std::unexpected(Diagnostic::error("database_not_ours").with("path", path).at({path, 0, 0, {}}));

    make_durable(sql, engine);
    if (version == schema_version) return {};

    try {
        begin_migration(sql, engine);
        version = version_of(sql, engine);
        const int found = version;
        if (version == 0) sql << "CREATE TABLE rapport_schema (version INTEGER NOT NULL)";
        for (; version < schema_version; ++version) {
            for (const char* statement : migrations[static_cast<std::size_t>(version)]) sql << statement;
            const int reached = version + 1;
            sql << "INSERT INTO rapport_schema (version) VALUES (:version)", soci::use(reached, "version");
        }
        if (found < 4) make_key_table(sql, engine);
        // With all the columns there are now.
        if (found < 3 && version == schema_version) chain_what_is_there(sql);
        sql << "COMMIT";
    } catch (...) {
        // Where there is no room left, SQLite has already taken it back: what went wrong first is what is told.
        try {
            sql << "ROLLBACK";
        } catch (const soci::soci_error&) {
        }
        throw;
    }
    if (version > schema_version) return refuse_newer(version);
    return {};
}

} // namespace rapport::records
