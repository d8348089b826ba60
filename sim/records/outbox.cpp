#include "sim/records/outbox.h"

#include "sim/records/identity.h"

#include <chrono>

namespace rapport::records {
namespace {

// Only what may be seen may be shared, or shared no longer.
std::expected<void, Diagnostic> shown_here(soci::session& sql, const std::string& shown, const std::string& attempt) {
    int there = 0;
    sql << "SELECT COUNT(*) FROM rapport_attempts WHERE id = :attempt AND " << shown, soci::use(attempt, "attempt"),
        soci::into(there);
    if (there == 0) return std::unexpected(Diagnostic::error("attempt_not_found").with("attempt", attempt));
    return {};
}

} // namespace

void outbox_add(soci::session& sql, Engine engine, const std::string& kind, const std::string& item) {
    if (engine != Engine::sqlite) return;
    // Microseconds, so that no number comes twice: of two programs that send, one may still be about to take out what
    // the other has already taken out.
    const long long now =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    const std::string at = utc_now();
    sql << "INSERT INTO rapport_outbox (number, kind, item, queued_at)"
           " SELECT MAX(COALESCE(MAX(number) + 1, 0), :now), :kind, :item, :at FROM rapport_outbox",
        soci::use(now, "now"), soci::use(kind, "kind"), soci::use(item, "item"), soci::use(at, "at");
}

void outbox_fill(soci::session& sql) {
    const std::string at = utc_now();
    long long last =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    long long there = 0;
    sql << "SELECT COALESCE(MAX(number), 0) FROM rapport_outbox", soci::into(there);
    last = std::max(last, there);
    sql << "DELETE FROM rapport_outbox";
    // People before what is theirs, and what is gone after what it was.
    constexpr const char* all = "INSERT INTO rapport_outbox (number, kind, item, queued_at)"
                                " SELECT :last + ROW_NUMBER() OVER (ORDER BY part, place, item), kind, item, :at FROM ("
                                "SELECT 1 AS part, 0 AS place, 'person' AS kind, id AS item FROM rapport_people"
                                " UNION ALL SELECT 2, number, entry, CASE entry WHEN 'attempt' THEN attempt"
                                " ELSE attempt || '/' || item END FROM rapport_chain WHERE erased_at IS NULL"
                                " AND desk IN (SELECT desk FROM rapport_chain_heads WHERE own = 1)"
                                " UNION ALL SELECT 3, 0, 'share', attempt FROM rapport_shares"
                                " UNION ALL SELECT 4, number, 'erased_attempt', attempt FROM rapport_chain"
                                " WHERE entry = 'attempt' AND erased_at IS NOT NULL"
                                " UNION ALL SELECT 5, 0, 'erased_person', person FROM rapport_tombstones)";
    sql << all, soci::use(last, "last"), soci::use(at, "at");
}

std::expected<std::int64_t, Diagnostic> Database::waiting() const {
    return impl_->guarded([&]() -> std::expected<std::int64_t, Diagnostic> {
        if (impl_->address.engine != Engine::sqlite) return 0;
        long long count = 0;
        impl_->sql << "SELECT COUNT(*) FROM rapport_outbox", soci::into(count);
        return count;
    });
}

std::expected<void, Diagnostic> Database::share(const std::string& attempt) {
    return impl_->guarded([&]() -> std::expected<void, Diagnostic> {
        soci::session& sql = impl_->sql;
        soci::transaction all(sql);
        const std::string at = utc_now();
        if (auto seen = shown_here(sql, impl_->shown, attempt); !seen) return seen;
        soci::statement insert = (sql.prepare << "INSERT INTO rapport_shares (attempt, shared_at)"
                                                 " VALUES (:attempt, :at) ON CONFLICT (attempt) DO NOTHING",
                                  soci::use(attempt, "attempt"), soci::use(at, "at"));
        insert.execute(true);
        if (insert.get_affected_rows() == 0) return {};
        outbox_add(sql, impl_->address.engine, outbox_share, attempt);
        all.commit();
        return {};
    });
}

std::expected<void, Diagnostic> Database::unshare(const std::string& attempt) {
    return impl_->guarded([&]() -> std::expected<void, Diagnostic> {
        soci::session& sql = impl_->sql;
        soci::transaction all(sql);
        if (auto seen = shown_here(sql, impl_->shown, attempt); !seen) return seen;
        soci::statement remove =
            (sql.prepare << "DELETE FROM rapport_shares WHERE attempt = :attempt", soci::use(attempt, "attempt"));
        remove.execute(true);
        if (remove.get_affected_rows() == 0) return {};
        outbox_add(sql, impl_->address.engine, outbox_share, attempt);
        all.commit();
        return {};
    });
}

std::expected<std::vector<std::string>, Diagnostic> Database::shared() const {
    return impl_->guarded([&]() -> std::expected<std::vector<std::string>, Diagnostic> {
        std::string attempt;
        std::vector<std::string> all;
        soci::statement s = (impl_->sql.prepare << "SELECT attempt FROM rapport_shares ORDER BY shared_at, attempt",
                             soci::into(attempt));
        s.execute();
        while (s.fetch()) all.push_back(attempt);
        return all;
    });
}

} // namespace rapport::records
