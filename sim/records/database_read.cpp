#include "sim/records/database_impl.h"
#include "sim/records/query_sql.h"
#include "sim/records/sealed_record.h"

#include <algorithm>

namespace rapport::records {
namespace {

// The columns of an AttemptRow, bound one by one: on SQLite, SOCI takes every expression of a dynamic row for text.
struct RowColumns {
    std::string attempt, header, trainee, started_at, ended_at, status, ending;
    Nullable<std::string> outcome;
    int turns = 0, faults = 0, severe_faults = 0, capped = 0;
    std::array<Nullable<int>, scoring::question_count> q;
    Nullable<int> total, csat, nps, fcr;

    static constexpr const char* names =
        "rapport_attempts.id, header, trainee, started_at, ended_at, status, ending, outcome, turns, faults, "
        "severe_faults, "
        "capped,"
        " listening, understanding, empathy, solution, satisfaction, total, csat, nps, fcr";

    void bind(soci::statement& s) {
        using soci::into;
        s.exchange(into(attempt));
        s.exchange(into(header));
        s.exchange(into(trainee));
        s.exchange(into(started_at));
        s.exchange(into(ended_at));
        s.exchange(into(status));
        s.exchange(into(ending));
        s.exchange(into(outcome.value, outcome.indicator));
        s.exchange(into(turns));
        s.exchange(into(faults));
        s.exchange(into(severe_faults));
        s.exchange(into(capped));
        for (auto& column : q) s.exchange(into(column.value, column.indicator));
        for (auto* column : {&total, &csat, &nps, &fcr}) s.exchange(into(column->value, column->indicator));
    }

    std::expected<AttemptRow, Diagnostic> row(Opener& opener) const {
        auto parsed = parse_header(header);
        if (!parsed) return std::unexpected(std::move(parsed.error()).at({attempt, 0, 0, {}}));
        AttemptRow r;
        r.header = std::move(*parsed);
        if (auto opened = open_header(opener, r.header, trainee); !opened) r.unopened = opened.error();
        r.end = {ended_at, status_from(status).value_or(Status::abandoned), ending};
        r.turns = turns;
        for (std::size_t i = 0; i < q.size(); ++i) r.questions[i] = q[i].as<std::int32_t>();
        r.total = total.as<std::int32_t>();
        r.csat = csat.as<int>();
        r.nps = nps.as<int>();
        r.fcr = fcr.as<bool>();
        if (outcome.indicator == soci::i_ok) r.outcome = scoring::outcome_from(outcome.value);
        r.faults = faults;
        r.severe_faults = severe_faults;
        r.capped = capped != 0;
        return r;
    }
};

std::vector<BehaviourRow> behaviours_of(soci::session& sql, const std::string& attempt) {
    std::string name;
    int standing = 0;
    Nullable<int> score;
    BehaviourRow row;
    std::array<std::optional<BehaviourRow>, scoring::behaviour_count> found;
    soci::statement s =
        (sql.prepare << "SELECT behaviour, standing, score, opportunities, levels FROM rapport_behaviours"
                        " WHERE attempt = :attempt",
         soci::use(attempt, "attempt"), soci::into(name), soci::into(standing),
         soci::into(score.value, score.indicator), soci::into(row.opportunities), soci::into(row.levels));
    s.execute();
    while (s.fetch()) {
        const auto behaviour = scoring::behaviour_from(name);
        if (!behaviour || standing < 0 || standing > static_cast<int>(scoring::Standing::not_judged)) continue;
        row.behaviour = *behaviour;
        row.standing = static_cast<scoring::Standing>(standing);
        row.score = score.as<std::int32_t>();
        found[scoring::index(*behaviour)] = row;
    }
    std::vector<BehaviourRow> rows;
    for (const auto& r : found)
        if (r) rows.push_back(*r);
    return rows;
}

// The header is canonical JSON, and a quotation mark inside a name is escaped there: these match nothing else. What
// began in the middle of another attempt (what_if) is no fresh try.
constexpr const char* by_people = " AND header NOT LIKE '%\"input_mode\":\"policy\"%'"
                                  " AND (header NOT LIKE '%\"branched_from\":{%' OR header LIKE "
                                  "'%\"branched_from\":{\"attempt\":\"%\",\"turn\":1}%')";

} // namespace

std::expected<std::vector<std::string>, Diagnostic> Database::ids_from(std::string_view start, int limit) const {
    std::vector<std::string> ids;
    if (start.find_first_not_of("0123456789abcdef-") != std::string_view::npos) return ids;
    return impl_->guarded([&]() -> std::expected<std::vector<std::string>, Diagnostic> {
        const std::string pattern = std::string(start).append("%");
        std::string id;
        soci::statement s = (impl_->sql.prepare << "SELECT id FROM rapport_attempts WHERE id LIKE :pattern AND "
                                                << impl_->shown << " ORDER BY id LIMIT :most",
                             soci::use(pattern, "pattern"), soci::use(limit, "most"), soci::into(id));
        s.execute();
        while (s.fetch()) ids.push_back(id);
        return ids;
    });
}

std::expected<bool, Diagnostic> Database::has(const std::string& attempt) const {
    return impl_->guarded([&]() -> std::expected<bool, Diagnostic> {
        int there = 0;
        impl_->sql << "SELECT COUNT(*) FROM rapport_attempts WHERE id = :id AND " << impl_->shown,
            soci::use(attempt, "id"), soci::into(there);
        return there > 0;
    });
}

std::expected<RowPage, Diagnostic> Database::page(const Query& query) const {
    return impl_->guarded([&]() -> std::expected<RowPage, Diagnostic> {
        // Neither dialect's "no limit" is the other's; this many rows is none. One more than asked for tells whether
        // there are more.
        const long long limit = query.limit > 0 ? query.limit + 1LL : 1'000'000'000LL;
        const long long offset = query.offset;
        RowColumns columns;
        const Conditions conditions(query, impl_->shown);
        soci::statement s(impl_->sql);
        columns.bind(s);
        conditions.bind(s);
        s.exchange(soci::use(limit, "limit"));
        s.exchange(soci::use(offset, "offset"));
        s.alloc();
        s.prepare(std::string("SELECT ") + RowColumns::names + " FROM rapport_attempts" + conditions.where() +
                  " ORDER BY started_at DESC, " + stored_as("rapport_attempts.id") +
                  " DESC, rapport_attempts.id LIMIT :limit OFFSET :offset");
        s.define_and_bind();
        s.execute();
        Opener opener(impl_->keys);
        RowPage page;
        while (s.fetch()) {
            if (query.limit > 0 && page.rows.size() + page.unreadable.size() == static_cast<std::size_t>(query.limit)) {
                page.more = true;
                break;
            }
            auto row = columns.row(opener);
            if (row)
                page.rows.push_back(std::move(*row));
            else
                page.unreadable.push_back(std::move(row.error()));
            page.last = {columns.started_at, columns.attempt};
        }
        return page;
    });
}

std::expected<std::vector<AttemptRow>, Diagnostic> Database::list(const Query& query, Diagnostics* unreadable) const {
    auto found = page(query);
    if (!found) return std::unexpected(std::move(found.error()));
    if (!found->unreadable.empty() && unreadable == nullptr) return std::unexpected(found->unreadable.front());
    if (unreadable != nullptr)
        unreadable->insert(unreadable->end(), found->unreadable.begin(), found->unreadable.end());
    return std::move(found->rows);
}

std::expected<int, Diagnostic> Database::count(const Query& query) const {
    return impl_->guarded([&]() -> std::expected<int, Diagnostic> {
        const Conditions conditions(query, impl_->shown);
        int number = 0;
        soci::statement s(impl_->sql);
        s.exchange(soci::into(number));
        conditions.bind(s);
        s.alloc();
        s.prepare("SELECT COUNT(*) FROM rapport_attempts" + conditions.where());
        s.define_and_bind();
        s.execute(true);
        return number;
    });
}

std::expected<std::vector<ScenarioCount>, Diagnostic> Database::scenario_counts() const {
    return impl_->guarded([&]() -> std::expected<std::vector<ScenarioCount>, Diagnostic> {
        ScenarioCount one;
        std::vector<ScenarioCount> all;
        soci::statement s = (impl_->sql.prepare << "SELECT scenario_id, COUNT(*) FROM rapport_attempts WHERE "
                                                << impl_->shown << " GROUP BY scenario_id",
                             soci::into(one.scenario_id), soci::into(one.attempts));
        s.execute();
        while (s.fetch()) all.push_back(one);
        std::ranges::sort(all, [](const auto& a, const auto& b) {
            return a.attempts != b.attempts ? a.attempts > b.attempts : a.scenario_id < b.scenario_id;
        });
        return all;
    });
}

std::expected<StoredAttempt, Diagnostic> Database::load(const std::string& attempt) const {
    return impl_->guarded([&]() -> std::expected<StoredAttempt, Diagnostic> {
        RowColumns columns;
        StoredAttempt stored;
        soci::statement s(impl_->sql);
        columns.bind(s);
        s.exchange(soci::into(stored.log));
        s.exchange(soci::into(stored.scenario_bytes));
        s.exchange(soci::use(attempt, "attempt"));
        s.alloc();
        std::string names = RowColumns::names;
        s.prepare("SELECT " + names +
                  ", log, bytes FROM rapport_attempts JOIN rapport_scenarios ON hash = scenario_hash"
                  " WHERE rapport_attempts.id = :attempt AND " +
                  impl_->shown);
        s.define_and_bind();
        s.execute();
        if (!s.fetch()) return std::unexpected(Diagnostic::error("attempt_not_found").with("attempt", attempt));
        Opener opener(impl_->keys);
        auto row = columns.row(opener);
        if (!row) return std::unexpected(row.error());
        stored.row = std::move(*row);
        if (auto log = open_log(opener, stored.row.header, stored.log)) {
            stored.log = std::move(*log);
        } else {
            stored.log.clear();
            stored.row.unopened = log.error();
        }
        stored.behaviours = behaviours_of(impl_->sql, attempt);
        return stored;
    });
}

std::expected<std::string, Diagnostic> Database::scenario_bytes(const std::string& hash) const {
    return impl_->guarded([&]() -> std::expected<std::string, Diagnostic> {
        std::string bytes;
        impl_->sql << "SELECT bytes FROM rapport_scenarios WHERE hash = :hash", soci::use(hash, "hash"),
            soci::into(bytes);
        if (!impl_->sql.got_data()) return std::unexpected(Diagnostic::error("scenario_not_found").with("hash", hash));
        return bytes;
    });
}

std::expected<std::vector<BestResult>, Diagnostic> Database::best_results() const {
    return impl_->guarded([&]() -> std::expected<std::vector<BestResult>, Diagnostic> {
        BestResult best;
        Nullable<int> total;
        std::vector<BestResult> all;
        soci::statement s = (impl_->sql.prepare << "SELECT scenario_id, MAX(total), COUNT(*), MAX(started_at)"
                                                   " FROM rapport_attempts WHERE status = 'finished'"
                                                << by_people << " AND " << impl_->shown << " GROUP BY scenario_id",
                             soci::into(best.scenario_id), soci::into(total.value, total.indicator),
                             soci::into(best.plays), soci::into(best.last_played_at));
        s.execute();
        while (s.fetch()) {
            best.total = total.as<std::int32_t>();
            all.push_back(best);
        }
        // What comes first in the server's language need not be what comes first by byte.
        std::ranges::sort(all, {}, &BestResult::scenario_id);
        for (BestResult& b : all) {
            if (!b.total) continue;
            impl_->sql << "SELECT id FROM rapport_attempts WHERE status = 'finished' AND scenario_id = :scenario"
                          " AND total = :total"
                       << by_people << " AND " << impl_->shown << " ORDER BY started_at, id LIMIT 1",
                soci::use(b.scenario_id, "scenario"), soci::use(*b.total, "total"), soci::into(b.attempt);
        }
        return all;
    });
}

} // namespace rapport::records
