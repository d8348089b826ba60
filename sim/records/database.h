// Where finished attempts are kept, through SOCI: an SQLite file (write-ahead log, synchronous = FULL, foreign keys on)
// or, for a team, a PostgreSQL server (15 and later; everything in a schema of its own, `rapport`). One schema, one SQL
// for both. Scores are hundredths (0–10000), times milliseconds, dates UTC ISO 8601.
//
// A call that finds the server gone answers server_unreachable; the next call connects once more. What was under way
// may have been kept or not: `store` may simply be called again.
//
// Diagnostics (arguments path, reason; of a server, path is its URL without any password):
//   database_newer             made by a newer version, or brought up to date by one while it was open here; left
//                              untouched                                    args: version, ours
//   database_damaged           not a database, or broken inside
//   database_not_ours          a database of some other program; left untouched
//   database_busy              another program is writing and did not finish in time (5 s)
//   database_failed            any other refusal
//   database_kind_unsupported  a kind of address this build does not keep   args: kind
//   disk_full, folder_unwritable as in journal.h
//   attempt_not_found, scenario_not_found                                   args: attempt, hash
//   person_erased              of whom nothing may be stored any more       args: person
// of a server (arguments server, reason):
//   server_unreachable         no answer (within 5 s when connecting), or the connection ended
//   server_refused             it answers, but does not let this account in
//   server_forbidden           the account may not do this, or the server (or the database there) only reads
//   server_keys_missing        the records are there, the keys to people's words (schema `rapport_keys`) are not
//   server_schema_missing      the schema `rapport` is not there any more, or closed to this account
//   server_too_old             before PostgreSQL 15                         args: server, version
//   server_encoding            the database there cannot hold every language args: server, encoding
//   server_address_invalid     a URL that cannot be read                     no args: it may hold a password
//   password_in_address        refused, as others could read it              args: server
#pragma once

#include "scoring/report.h"
#include "sim/base/diagnostic.h"
#include "sim/records/attempt.h"
#include "sim/records/chain.h"
#include "sim/records/overrule.h"
#include "sim/records/query.h"

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

inline constexpr int schema_version = 4;

// What lists show of an attempt, without its log.
struct AttemptRow {
    AttemptHeader header;
    AttemptEnd end;
    int turns = 0; // records
    // The grade; empty where nothing was graded and for abandoned attempts.
    std::array<std::optional<std::int32_t>, scoring::question_count> questions;
    std::optional<std::int32_t> total;
    std::optional<int> csat, nps; // simulated
    std::optional<bool> fcr;
    std::optional<scoring::Outcome> outcome;
    int faults = 0, severe_faults = 0; // level 1, level 2
    bool capped = false;
    // Why the name and the accommodations (leniency, reading_percent) in the header are not there: key_missing,
    // seal_broken, or what is wrong with the keys. Everything else in the row is whole.
    std::optional<Diagnostic> unopened{};
};

// One behaviour of one finished attempt.
struct BehaviourRow {
    scoring::Behaviour behaviour{};
    scoring::Standing standing = scoring::Standing::not_graded;
    std::optional<std::int32_t> score; // hundredths
    int opportunities = 0;
    int levels = 0; // sum of the best levels reached in them
};

struct StoredAttempt {
    AttemptRow row;
    std::vector<BehaviourRow> behaviours; // in checklist order; empty for abandoned attempts
    std::string log;                      // log_json; empty where row.unopened says why
    std::string scenario_bytes;
};

struct BestResult {
    std::string scenario_id;
    std::optional<std::int32_t> total; // hundredths; empty where no finished attempt has one
    std::string attempt;               // the one with this total, the earliest of equals
    int plays = 0;                     // finished attempts of people
    std::string last_played_at;        // of finished attempts
};

// A part of a list.
struct RowPage {
    std::vector<AttemptRow> rows;
    Diagnostics unreadable;        // see Database::list
    std::optional<ListPlace> last; // of the last row looked at, readable or not; empty: there was none
    bool more = false;             // others come after it
};

struct ScenarioCount {
    std::string scenario_id;
    int attempts = 0;
};

// Whether this is the address of a server. One that cannot be read is none.
bool on_server(const std::string& url);
// Where it is kept, however the address is written: a whole path, or the server's URL without options. Empty: it cannot
// be read.
std::string place_of(const std::string& url);

// Which attempts a Database shows: all; those of people without a PIN (and nobody's); or one person's alone.
enum class Shown : std::uint8_t { all, unlocked, of_person };

class Database {
public:
    // "sqlite3:///home/me/rapport.db", "sqlite3://rapport.db" or a plain path: the file is made if missing, its folder
    // is not. "postgresql://user@host:port/database" (or postgres://): the tables are made if missing, the database is
    // not; passwords come by libpq's own means (~/.pgpass, PGPASSFILE, PGPASSWORD, a service file).
    // desk: whose chain what is stored here goes into (desk.h); empty: the database's own.
    static std::expected<Database, Diagnostic> open(const std::string& url, const std::string& desk = {});
    // For `verify` alone: nothing is made and nothing brought up to date. Error beside the others: records_missing
    // (argument path), where there is no such file.
    static std::expected<Database, Diagnostic> open_as_it_is(const std::string& url);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // Keeps the attempt (which must have its end; its words sealed where it belongs to a person), its grade and its
    // scenario's bytes, and enters it in the desk's chain, in one transaction. Storing an attempt that is there already
    // changes nothing and is no error. `report` is null for abandoned attempts.
    std::expected<void, Diagnostic> store(const dialogue::Scenario& scenario, std::string_view scenario_bytes,
                                          const AttemptLog& log, const scoring::Report* report);
    std::expected<bool, Diagnostic> has(const std::string& attempt) const;
    // Newest first. A row that cannot be read (damaged, or kept by a newer Rapport) hides no other: why goes into
    // `unreadable`, with the attempt's id as where; without `unreadable` it is the answer.
    std::expected<std::vector<AttemptRow>, Diagnostic> list(const Query& query = {},
                                                            Diagnostics* unreadable = nullptr) const;
    // The same, with where to go on: Query::after.
    std::expected<RowPage, Diagnostic> page(const Query& query) const;
    // How many there are; limit, offset and after are not looked at.
    std::expected<int, Diagnostic> count(const Query& query = {}) const;
    // Of every scenario that was played, most often first, then by id.
    std::expected<std::vector<ScenarioCount>, Diagnostic> scenario_counts() const;
    // Ids that begin with `start` (of 0–9, a–f and hyphens; anything else: none), at most so many.
    std::expected<std::vector<std::string>, Diagnostic> ids_from(std::string_view start, int limit) const;
    std::expected<StoredAttempt, Diagnostic> load(const std::string& attempt) const;
    std::expected<std::string, Diagnostic> scenario_bytes(const std::string& hash) const;
    // One a scenario, by scenario id. Left out: what a policy played, which is nobody's result, and what began in the
    // middle of another attempt (what_if), which is no fresh try.
    std::expected<std::vector<BestResult>, Diagnostic> best_results() const;
    // Keeps a changed level beside the attempt, which stays as it is; an attempt's changes go with it. Errors:
    // attempt_not_found.
    std::expected<void, Diagnostic> overrule(const std::string& attempt, const Overrule& change);
    std::expected<std::vector<Overrule>, Diagnostic> overrules(const std::string& attempt) const; // oldest first
    std::expected<std::vector<std::string>, Diagnostic> overruled() const; // attempts with changes, oldest first
    // Also drops scenario bytes nobody needs any more; in the chain stubs are left. Erasing what is not there:
    // attempt_not_found.
    std::expected<void, Diagnostic> erase(const std::string& attempt);

    // A person shows an attempt to the trainers of her cohorts, or no longer does. Doing so twice changes nothing.
    // Errors: attempt_not_found.
    std::expected<void, Diagnostic> share(const std::string& attempt);
    std::expected<void, Diagnostic> unshare(const std::string& attempt);
    std::expected<std::vector<std::string>, Diagnostic> shared() const; // attempts, earliest shared first

    // How much of what is kept here the team's server has not been told yet (push.h); of a server: 0.
    std::expected<std::int64_t, Diagnostic> waiting() const;

    // Recomputes all chains (chain.h). head: one kept elsewhere, to be looked for among all there ever were.
    std::expected<ChainReport, Diagnostic> verify(std::string_view head = {}) const;

    // From now on reading, changing and erasing attempts know of no others. Storing and verifying stay as they are.
    void show(Shown what, const std::string& person = {});

    // The file, or the server's URL without a password.
    const std::string& path() const;

    // For the rest of this module (database_impl.h).
    struct Impl;
    Impl& impl() const { return *impl_; }

private:
    explicit Database(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace rapport::records
