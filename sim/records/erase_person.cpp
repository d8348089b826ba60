#include "sim/records/erase_person.h"

#include "sim/records/chain_store.h"
#include "sim/records/database_engine.h"
#include "sim/records/database_impl.h"
#include "sim/records/exposure.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/records/journal.h"
#include "sim/records/key_backup.h"
#include "sim/records/outbox.h"
#include "sim/records/people.h"
#include "sim/records/preferences.h"

#include <algorithm>
#include <set>
#include <utility>

namespace rapport::records {
namespace {

void put_tombstone(Database::Impl& impl, const std::string& person) {
    const std::string now = utc_now();
    soci::transaction all(impl.sql);
    claim(impl.sql, impl.address.engine, Writing::adding);
    impl.sql << "INSERT INTO rapport_tombstones (person, erased_at) VALUES (:person, :now)"
                " ON CONFLICT (person) DO NOTHING",
        soci::use(person, "person"), soci::use(now, "now");
    all.commit();
}

// How many attempts.
int remove_rows(Database::Impl& impl, const std::string& person) {
    soci::session& sql = impl.sql;
    const std::string now = utc_now();
    soci::transaction all(sql);
    claim(sql, impl.address.engine, Writing::alone);
    // Writes before it reads (see database.cpp).
    for (const char* statement :
         {"DELETE FROM rapport_openings WHERE person = :person", "DELETE FROM rapport_practice WHERE person = :person",
          "DELETE FROM rapport_memberships WHERE person = :person",
          "DELETE FROM rapport_profiles WHERE person = :person",
          "DELETE FROM rapport_desk_people WHERE person = :person", "DELETE FROM rapport_people WHERE id = :person"})
        sql << statement, soci::use(person, "person");
    std::vector<std::string> attempts;
    {
        std::string attempt;
        soci::statement s = (sql.prepare << "SELECT id FROM rapport_attempts WHERE person = :person",
                             soci::use(person, "person"), soci::into(attempt));
        s.execute();
        while (s.fetch()) attempts.push_back(attempt);
    }
    for (const std::string& attempt : attempts) {
        sql << "DELETE FROM rapport_attempts WHERE id = :id", soci::use(attempt, "id");
        chain_erased(sql, attempt, now);
    }
    if (!attempts.empty())
        sql << "DELETE FROM rapport_scenarios WHERE NOT EXISTS"
               " (SELECT 1 FROM rapport_attempts WHERE scenario_hash = rapport_scenarios.hash)";
    outbox_add(sql, impl.address.engine, outbox_erased_person, person);
    all.commit();
    return static_cast<int>(attempts.size());
}

class AllShown {
public:
    explicit AllShown(Database::Impl& impl) : impl_(impl), before_(std::exchange(impl.shown, "1 = 1")) {}
    ~AllShown() { impl_.shown = std::move(before_); }
    AllShown(const AllShown&) = delete;
    AllShown& operator=(const AllShown&) = delete;

private:
    Database::Impl& impl_;
    std::string before_;
};

// What she was called: in the list of people, and where she played.
std::expected<std::set<std::string>, Diagnostic> names_of(const Database& database, const std::string& person,
                                                          bool& known, bool& own) {
    std::set<std::string> names;
    auto all = people(database);
    if (!all) return std::unexpected(all.error());
    for (const Person& p : *all)
        if (p.id == person) {
            known = true;
            own = p.own;
            names.insert(p.words.name);
        }
    Diagnostics unreadable;
    const AllShown everything(database.impl()); // whoever asks
    const auto rows = database.list({.scenario_id = {}, .status = std::nullopt, .limit = 0}, &unreadable);
    if (!rows) return std::unexpected(rows.error());
    for (const AttemptRow& row : *rows)
        if (row.header.person == person) {
            known = true;
            names.insert(row.header.trainee);
        }
    names.erase(std::string());
    return names;
}

void erase_files(const std::filesystem::path& data, const std::string& person, bool own, std::set<std::string>& names,
                 ErasedPerson& erased) {
    const auto journals = journal_folder(data);
    for (const JournalEntry& entry : list_journals(journals).entries) {
        const bool hers = entry.header.person == person || (own && entry.header.person.empty());
        if (!hers) continue;
        if (!entry.header.trainee.empty()) names.insert(entry.header.trainee);
        if (auto gone = Journal::erase(journals, entry.header.id); gone)
            ++erased.unfinished;
        else
            erased.left.push_back(gone.error());
    }
    if (auto gone = erase_exposures(data, names); gone)
        erased.exposures = *gone;
    else
        erased.left.push_back(gone.error());
    auto preferences = load_preferences(data).preferences;
    if (names.contains(preferences.trainee)) {
        preferences.trainee.clear();
        if (auto saved = save_preferences(data, preferences); saved)
            erased.preferences = true;
        else
            erased.left.push_back(saved.error());
    }
}

std::expected<std::vector<std::string>, Diagnostic> tombstones(const Database& database, const char* which) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<std::vector<std::string>, Diagnostic> {
        std::vector<std::string> all;
        std::string person;
        soci::statement s = (impl.sql.prepare << "SELECT person FROM rapport_tombstones" << which << " ORDER BY person",
                             soci::into(person));
        s.execute();
        while (s.fetch()) all.push_back(person);
        return all;
    });
}

} // namespace

std::expected<ErasedPerson, Diagnostic> erase_person(Database& database, const std::filesystem::path& data,
                                                     const std::string& person) {
    ErasedPerson erased;
    bool known = false, own = false;
    auto names = names_of(database, person, known, own);
    if (!names) return std::unexpected(names.error());
    Database::Impl& impl = database.impl();
    if (auto begun = unfinished_erasures(database); begun)
        known = known || std::ranges::find(*begun, person) != begun->end();
    if (!known) return std::unexpected(Diagnostic::error("person_not_found").with("name", person));
    auto marked = impl.guarded([&]() -> std::expected<void, Diagnostic> {
        put_tombstone(impl, person);
        return {};
    });
    if (!marked) return std::unexpected(marked.error());
    // While her name can still be read: what is interrupted here is found again by it.
    erase_files(data, person, own, *names, erased);
    return impl.guarded([&]() -> std::expected<ErasedPerson, Diagnostic> {
        if (auto gone = impl.keys.destroy(person); !gone) return std::unexpected(gone.error());
        if (impl.address.engine == Engine::sqlite)
            if (auto gone = destroy_kept_aside(impl.address.shown, person); !gone) return std::unexpected(gone.error());
        erased.attempts = remove_rows(impl, person);
        return erased;
    });
}

std::expected<std::vector<std::string>, Diagnostic> unfinished_erasures(const Database& database) {
    return tombstones(database, " WHERE EXISTS (SELECT 1 FROM rapport_people WHERE id = rapport_tombstones.person)"
                                " OR EXISTS (SELECT 1 FROM rapport_attempts WHERE person = rapport_tombstones.person)");
}

std::expected<std::vector<std::string>, Diagnostic> erased_people(const Database& database) {
    return tombstones(database, "");
}

std::expected<void, Diagnostic> apply_erasures(Database& database, const std::vector<std::string>& people) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<void, Diagnostic> {
        for (const std::string& person : people) {
            put_tombstone(impl, person);
            if (auto gone = impl.keys.destroy(person); !gone) return std::unexpected(gone.error());
            remove_rows(impl, person);
        }
        return {};
    });
}

} // namespace rapport::records
