// Opening and writing. Reading: database_read.cpp.
#include "sim/records/database.h"

#include "sim/records/chain_store.h"
#include "sim/records/database_engine.h"
#include "sim/records/database_impl.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/records/outbox.h"
#include "sim/records/sealed_record.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace rapport::records {
namespace {

struct Counts {
    int faults = 0, severe = 0;
};
Counts faults_of(const scoring::Report* report) {
    Counts counts;
    if (!report) return counts;
    for (const auto& f : report->faults) ++(f.level >= 2 ? counts.severe : counts.faults);
    return counts;
}

void insert_behaviours(soci::session& sql, const std::string& attempt, const scoring::Report& report) {
    for (const scoring::BehaviourResult& result : report.behaviours) {
        const std::string behaviour(scoring::id(result.behaviour));
        const int standing = static_cast<int>(result.standing);
        Nullable<int> score(result.score);
        const int opportunities = static_cast<int>(result.opportunities.size());
        int levels = 0;
        for (const auto& o : result.opportunities) levels += o.best;
        sql << "INSERT INTO rapport_behaviours (attempt, behaviour, standing, score, opportunities, levels)"
               " VALUES (:attempt, :behaviour, :standing, :score, :opportunities, :levels)",
            soci::use(attempt, "attempt"), soci::use(behaviour, "behaviour"), soci::use(standing, "standing"),
            soci::use(score.value, score.indicator, "score"), soci::use(opportunities, "opportunities"),
            soci::use(levels, "levels");
    }
}

// False: it is there already.
bool insert_attempt(soci::session& sql, const dialogue::Scenario& scenario, const AttemptLog& log,
                    const KeptWords& words, const scoring::Report* report) {
    const AttemptHeader& h = log.header;
    const std::string status(id(log.end->status));
    const int turns = static_cast<int>(log.turns.size());
    std::array<Nullable<int>, scoring::question_count> q;
    Nullable<int> total, csat, nps, fcr;
    std::string outcome;
    soci::indicator outcome_known = soci::i_null;
    if (report) {
        for (std::size_t i = 0; i < q.size(); ++i) q[i] = Nullable<int>(report->questions[i]);
        total = Nullable<int>(report->total);
        csat = Nullable<int>(report->kpi.csat);
        nps = Nullable<int>(report->kpi.nps);
        fcr = Nullable<int>(report->kpi.fcr);
    }
    if (const std::uint32_t e = scenario.ending_named(log.end->ending); e != dialogue::none) {
        outcome = scoring::id(scenario.endings[e].outcome);
        outcome_known = soci::i_ok;
    }
    const Counts faults = faults_of(report);
    const int capped = report && report->capped ? 1 : 0;
    const auto known = [](const std::string& s) { return s.empty() ? soci::i_null : soci::i_ok; };
    soci::indicator has_person = known(h.person), has_wave = known(h.wave);
    soci::statement insert =
        (sql.prepare << "INSERT INTO rapport_attempts (id, started_at, ended_at, status, scenario_hash, scenario_id, "
                        "trainee, turns,"
                        " listening, understanding, empathy, solution, satisfaction, total, csat, nps, fcr, outcome, "
                        "ending, faults,"
                        " severe_faults, capped, header, log, person, wave)"
                        " VALUES (:id, :started_at, :ended_at, :status, :scenario_hash, :scenario_id, :trainee, "
                        ":turns, :listening,"
                        " :understanding, :empathy, :solution, :satisfaction, :total, :csat, :nps, :fcr, :outcome, "
                        ":ending, :faults,"
                        " :severe_faults, :capped, :header, :log, :person, :wave)"
                        " ON CONFLICT (id) DO NOTHING",
         soci::use(h.id, "id"), soci::use(h.started_at, "started_at"), soci::use(log.end->ended_at, "ended_at"),
         soci::use(status, "status"), soci::use(h.scenario_hash, "scenario_hash"),
         soci::use(h.scenario_id, "scenario_id"), soci::use(words.trainee, "trainee"), soci::use(turns, "turns"),
         soci::use(q[0].value, q[0].indicator, "listening"), soci::use(q[1].value, q[1].indicator, "understanding"),
         soci::use(q[2].value, q[2].indicator, "empathy"), soci::use(q[3].value, q[3].indicator, "solution"),
         soci::use(q[4].value, q[4].indicator, "satisfaction"), soci::use(total.value, total.indicator, "total"),
         soci::use(csat.value, csat.indicator, "csat"), soci::use(nps.value, nps.indicator, "nps"),
         soci::use(fcr.value, fcr.indicator, "fcr"), soci::use(outcome, outcome_known, "outcome"),
         soci::use(log.end->ending, "ending"), soci::use(faults.faults, "faults"),
         soci::use(faults.severe, "severe_faults"), soci::use(capped, "capped"), soci::use(words.header, "header"),
         soci::use(words.log, "log"), soci::use(h.person, has_person, "person"), soci::use(h.wave, has_wave, "wave"));
    insert.execute(true);
    return insert.get_affected_rows() > 0;
}

bool is_erased(soci::session& sql, const std::string& person) {
    if (person.empty()) return false;
    int erased = 0;
    sql << "SELECT COUNT(*) FROM rapport_tombstones WHERE person = :person", soci::use(person, "person"),
        soci::into(erased);
    return erased > 0;
}

std::unexpected<Diagnostic> refuse_erased(const std::string& person) {
    return std::unexpected(Diagnostic::error("person_erased").with("person", person));
}

} // namespace

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;
const std::string& Database::path() const { return impl_->address.shown; }

std::expected<Database, Diagnostic> Database::open(const std::string& url, const std::string& desk) {
    auto address = address_of(url);
    if (!address) return std::unexpected(address.error());
    if (address->engine == Engine::sqlite) {
        // Made by ourselves, so that only its owner can read it and a refusal has the system's own reason.
        const std::string& path = address->shown;
        if (const File file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)); !file)
            return std::unexpected(
                system_trouble(errno, path, errno == EISDIR ? "database_failed" : "folder_unwritable"));
    }
    auto impl = std::make_unique<Impl>();
    impl->address = std::move(*address);
    impl->desk = desk;
    if (auto ready = impl->ready(); !ready) return std::unexpected(ready.error());
    return Database(std::move(impl));
}

std::expected<Database, Diagnostic> Database::open_as_it_is(const std::string& url) {
    auto address = address_of(url);
    if (!address) return std::unexpected(address.error());
    if (address->engine == Engine::sqlite) {
        const std::string& path = address->shown;
        const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file && errno == ENOENT)
            return std::unexpected(Diagnostic::error("records_missing").with("path", path).at({path, 0, 0, {}}));
        if (!file) return std::unexpected(system_trouble(errno, path, "database_failed"));
    }
    auto impl = std::make_unique<Impl>();
    impl->address = std::move(*address);
    impl->as_it_is = true;
    if (auto ready = impl->ready(); !ready) return std::unexpected(ready.error());
    return Database(std::move(impl));
}

bool on_server(const std::string& url) {
    const auto address = address_of(url);
    return address && address->engine == Engine::postgresql;
}

std::string place_of(const std::string& url) {
    const auto address = address_of(url);
    if (!address) return {};
    if (address->engine == Engine::postgresql) return address->shown;
    std::error_code error;
    const auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(address->shown, error), error);
    return error ? address->shown : whole.string();
}

void Database::show(Shown what, const std::string& person) {
    impl_->shown = what == Shown::all ? "1 = 1"
                   : what == Shown::unlocked
                       ? "(person IS NULL OR person NOT IN (SELECT person FROM rapport_profiles WHERE secret <> ''))"
                   : valid_attempt_id(person) ? "person = '" + person + "'"
                                              : "1 = 0";
}

std::expected<void, Diagnostic> Database::Impl::ready() {
    usable = false;
    if (auto connected = connect(sql, address); !connected) return connected;
    try {
        std::expected<void, Diagnostic> current;
        if (!as_it_is)
            current = migrate(sql, address);
        else if (auto known = recognise(sql, address); !known)
            current = std::unexpected(known.error());
        usable = current.has_value();
        return current;
    } catch (...) {
        return std::unexpected(database_trouble(sql, address));
    }
}

std::expected<void, Diagnostic> Database::store(const dialogue::Scenario& scenario, std::string_view scenario_bytes,
                                                const AttemptLog& log, const scoring::Report* report) {
    return impl_->guarded([&]() -> std::expected<void, Diagnostic> {
        soci::session& sql = impl_->sql;
        const std::string& person = log.header.person;
        // Asked before a key is made, and again where nobody can erase meanwhile.
        if (is_erased(sql, person)) return refuse_erased(person);
        const auto words = kept_words(impl_->keys, scenario, log);
        if (!words) return std::unexpected(words.error());
        soci::transaction all(sql);
        if (auto ours = claim_ours(sql, impl_->address, Writing::adding); !ours) return ours;
        const std::string id(scenario.id), bytes(scenario_bytes);
        sql << "INSERT INTO rapport_scenarios (hash, id, version, bytes) VALUES (:hash, :id, :version, :bytes)"
               " ON CONFLICT (hash) DO NOTHING",
            soci::use(log.header.scenario_hash, "hash"), soci::use(id, "id"), soci::use(scenario.version, "version"),
            soci::use(bytes, "bytes");
        if (!insert_attempt(sql, scenario, log, *words, report)) return {}; // taken back as a whole
        if (is_erased(sql, person)) return refuse_erased(person);
        if (report) insert_behaviours(sql, log.header.id, *report);
        chain_attempt(sql, impl_->desk, log.header.id);
        outbox_add(sql, impl_->address.engine, outbox_attempt, log.header.id);
        all.commit();
        return {};
    });
}

std::expected<void, Diagnostic> Database::erase(const std::string& attempt) {
    return impl_->guarded([&]() -> std::expected<void, Diagnostic> {
        soci::session& sql = impl_->sql;
        soci::transaction all(sql);
        // Or a scenario might go while an attempt comes that needs it.
        if (auto ours = claim_ours(sql, impl_->address, Writing::alone); !ours) return ours;
        soci::statement remove = (sql.prepare << "DELETE FROM rapport_attempts WHERE id = :id AND " << impl_->shown,
                                  soci::use(attempt, "id"));
        remove.execute(true);
        if (remove.get_affected_rows() == 0)
            return std::unexpected(Diagnostic::error("attempt_not_found").with("attempt", attempt));
        sql << "DELETE FROM rapport_scenarios WHERE NOT EXISTS"
               " (SELECT 1 FROM rapport_attempts WHERE scenario_hash = rapport_scenarios.hash)";
        chain_erased(sql, attempt, utc_now());
        outbox_add(sql, impl_->address.engine, outbox_erased_attempt, attempt);
        all.commit();
        return {};
    });
}

} // namespace rapport::records
