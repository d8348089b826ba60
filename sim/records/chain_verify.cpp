// Recomputes every chain from what is stored (chain.h), in pages, all from one state of the database.
#include "sim/records/chain_record.h"
#include "sim/records/database_engine.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace rapport::records {
namespace {

constexpr int page_size = 256;
constexpr int first_chained = 3; // schema version

struct Row {
    Entry entry;
    bool erased = false;
    AttemptColumns attempt{attempt_columns};
};

class Verification {
public:
    Verification(soci::session& sql, std::string_view head) : sql_(sql), wanted_(head) { report_.held = head.empty(); }

    ChainReport run() {
        for (const std::string& desk : desks()) verify(desk);
        unchained("SELECT id, 0 FROM rapport_attempts WHERE NOT EXISTS (SELECT 1 FROM rapport_chain"
                  " WHERE attempt = rapport_attempts.id AND entry = 'attempt' AND erased_at IS NULL)"
                  " ORDER BY started_at, id");
        unchained("SELECT attempt, number FROM rapport_overrules o WHERE NOT EXISTS (SELECT 1 FROM rapport_chain c"
                  " WHERE c.attempt = o.attempt AND c.item = o.number AND c.entry = 'overrule'"
                  " AND c.erased_at IS NULL) ORDER BY attempt, number");
        return std::move(report_);
    }

private:
    std::set<std::string> desks() {
        std::set<std::string> all;
        std::string desk;
        soci::statement s = (sql_.prepare << "SELECT desk FROM rapport_chain_heads UNION"
                                             " SELECT desk FROM rapport_chain",
                             soci::into(desk));
        s.execute();
        while (s.fetch()) all.insert(desk);
        return all;
    }

    void find(std::string_view code, const Entry& e) {
        report_.findings.push_back(Diagnostic::error(code)
                                       .with("attempt", e.attempt)
                                       .with("number", std::to_string(e.number))
                                       .with("desk", e.desk));
    }

    void verify(const std::string& desk) {
        ChainHead last{desk, 0, no_head};
        long long after = std::numeric_limits<long long>::min();
        for (auto rows = page(desk, after); !rows.empty(); rows = page(desk, after)) {
            const long long end = rows.back().entry.number;
            const auto behaviours = behaviours_of(desk, after, end);
            const auto changes = changes_of(desk, after, end);
            for (const Row& row : rows) {
                link(row.entry, last);
                if (row.erased)
                    report_.erased += row.entry.entry == "attempt" ? 1 : 0;
                else if (row.entry.entry == "attempt")
                    verify_attempt(row, behaviours);
                else if (row.entry.entry == "taken_over")
                    report_.taken_over += row.entry.item; // its head covers it
                else
                    verify_change(row.entry, changes);
            }
            after = end;
        }
        ending(last);
        if (last.number > 0) report_.heads.push_back(std::move(last));
    }

    // Goes on from what stands there: one break is one finding.
    void link(const Entry& e, ChainHead& last) {
        const bool gap = e.number > last.number + 1;
        if (gap) {
            const bool one = e.number == last.number + 2;
            auto missing = Diagnostic::error(one ? "chain_entry_missing" : "chain_entries_missing")
                               .with("number", std::to_string(last.number + 1))
                               .with("desk", e.desk);
            if (!one) missing.args.emplace_back("last", std::to_string(e.number - 1));
            report_.findings.push_back(std::move(missing));
        }
        if (e.head != head_of(e) || e.number <= last.number || (!gap && e.previous != last.head))
            find("chain_order", e);
        last.number = std::max<std::int64_t>(e.number, last.number);
        last.head = e.head;
        report_.held = report_.held || e.head == wanted_;
    }

    void verify_attempt(const Row& row, const std::multimap<long long, BehaviourColumns>& behaviours) {
        ++report_.attempts;
        if (row.attempt.values[0].indicator != soci::i_ok) return find("chain_record_missing", row.entry);
        std::vector<BehaviourColumns> own;
        const auto [from, to] = behaviours.equal_range(row.entry.number);
        for (auto b = from; b != to; ++b) own.push_back(b->second);
        const std::string& hash = row.attempt.values[scenario_hash_column].value;
        auto digest = scenarios_.find(hash);
        if (digest == scenarios_.end()) digest = scenarios_.emplace(hash, scenario_digest(sql_, hash)).first;
        if (attempt_hash(row.attempt, digest->second, std::move(own)) != row.entry.record_hash)
            find("chain_record_changed", row.entry);
    }

    void verify_change(const Entry& e, const std::map<long long, OverruleColumns>& changes) {
        ++report_.overrules;
        const auto found = changes.find(e.number);
        if (found == changes.end()) return find("chain_record_missing", e);
        if (overrule_hash(found->second) != e.record_hash) find("chain_record_changed", e);
    }

    void ending(const ChainHead& last) {
        Nullable<long long> number;
        std::string head;
        sql_ << "SELECT number, CAST(head AS TEXT) FROM rapport_chain_heads WHERE desk = :desk",
            soci::use(last.desk, "desk"), soci::into(number.value, number.indicator), soci::into(head);
        const long long noted = sql_.got_data() ? number.as<long long>().value_or(0) : 0;
        if (noted == last.number && head == last.head) return;
        report_.findings.push_back(Diagnostic::error("chain_head")
                                       .with("desk", last.desk)
                                       .with("number", std::to_string(noted))
                                       .with("end", std::to_string(last.number)));
    }

    void unchained(const char* question) {
        std::string attempt, last;
        long long item = 0;
        soci::statement s = (sql_.prepare << question, soci::into(attempt), soci::into(item));
        s.execute();
        while (s.fetch()) {
            if (attempt == last) continue;
            last = attempt;
            report_.findings.push_back(Diagnostic::error("chain_record_unchained").with("attempt", attempt));
        }
    }

    std::vector<Row> page(const std::string& desk, long long after) {
        std::vector<Row> rows;
        Row row;
        long long number = 0, item = 0;
        Column entry, attempt, record_hash, previous, head, erased_at;
        soci::statement s(sql_);
        s.exchange(soci::into(number));
        s.exchange(soci::into(item));
        for (Column* c : {&entry, &attempt, &record_hash, &previous, &head, &erased_at})
            s.exchange(soci::into(c->value, c->indicator));
        row.attempt.bind(s);
        s.exchange(soci::use(desk, "desk"));
        s.exchange(soci::use(after, "after"));
        s.exchange(soci::use(page_size, "most"));
        s.alloc();
        s.prepare("SELECT c.number, c.item, CAST(c.entry AS TEXT), CAST(c.attempt AS TEXT),"
                  " CAST(c.record_hash AS TEXT), CAST(c.previous AS TEXT), CAST(c.head AS TEXT),"
                  " CAST(c.erased_at AS TEXT), " +
                  AttemptColumns::list(attempt_columns, "a") +
                  " FROM rapport_chain c LEFT JOIN rapport_attempts a ON a.id = c.attempt AND c.entry = 'attempt'"
                  " WHERE c.desk = :desk AND c.number > :after ORDER BY c.number LIMIT :most");
        s.define_and_bind();
        s.execute();
        while (s.fetch()) {
            row.entry = {desk, number, entry.value, attempt.value, item, record_hash.value, previous.value, head.value};
            row.erased = erased_at.indicator == soci::i_ok;
            rows.push_back(row);
        }
        return rows;
    }

    std::multimap<long long, BehaviourColumns> behaviours_of(const std::string& desk, long long after, long long end) {
        std::multimap<long long, BehaviourColumns> all;
        read_beside<BehaviourColumns>(
            BehaviourColumns{behaviour_columns}, BehaviourColumns::list(behaviour_columns, "r"),
            " FROM rapport_chain c JOIN rapport_behaviours r ON r.attempt = c.attempt WHERE c.entry = 'attempt'", desk,
            after, end, [&](long long number, const BehaviourColumns& columns) { all.emplace(number, columns); });
        return all;
    }

    std::map<long long, OverruleColumns> changes_of(const std::string& desk, long long after, long long end) {
        std::map<long long, OverruleColumns> all;
        read_beside<OverruleColumns>(
            OverruleColumns{overrule_columns}, OverruleColumns::list(overrule_columns, "r"),
            " FROM rapport_chain c JOIN rapport_overrules r ON r.attempt = c.attempt AND r.number = c.item"
            " WHERE c.entry = 'overrule'",
            desk, after, end, [&](long long number, const OverruleColumns& columns) { all.emplace(number, columns); });
        return all;
    }

    template <class Kind, class Each>
    void read_beside(Kind columns, const std::string& list, const char* from, const std::string& desk, long long after,
                     long long end, Each&& each) {
        long long number = 0;
        soci::statement s(sql_);
        s.exchange(soci::into(number));
        columns.bind(s);
        s.exchange(soci::use(desk, "desk"));
        s.exchange(soci::use(after, "after"));
        s.exchange(soci::use(end, "last"));
        s.alloc();
        s.prepare("SELECT c.number, " + list + from +
                  " AND c.desk = :desk AND c.number > :after AND c.number <= :last");
        s.define_and_bind();
        s.execute();
        while (s.fetch()) each(number, columns);
    }

    soci::session& sql_;
    std::string wanted_;
    ChainReport report_;
    std::map<std::string, Column> scenarios_; // by hash
};

// The chain is about what is stored; lists are found by indexes as well, and a damaged one leaves rows out.
void look_inside(soci::session& sql, const std::string& path, Diagnostics& found) {
    std::string said;
    soci::statement s = (sql.prepare << "PRAGMA integrity_check(1)", soci::into(said));
    s.execute();
    while (s.fetch())
        if (said != "ok")
            found.push_back(
                Diagnostic::error("database_damaged").with("path", path).with("reason", said).at({path, 0, 0, {}}));
}

} // namespace

std::expected<ChainReport, Diagnostic> Database::verify(std::string_view head) const {
    return impl_->guarded([&]() -> std::expected<ChainReport, Diagnostic> {
        soci::session& sql = impl_->sql;
        const Engine engine = impl_->address.engine;
        soci::transaction all(sql); // only reads
        claim_one_state(sql, engine);
        const auto version = recognise(sql, impl_->address);
        if (!version) return std::unexpected(version.error());
        ChainReport without;
        without.held = head.empty();
        without.chained = *version == 0 || *version >= first_chained;
        if (*version < first_chained) return without;
        if (has_table(sql, engine, "rapport_chain") && has_table(sql, engine, "rapport_chain_heads")) {
            auto report = Verification(sql, head).run();
            if (engine == Engine::sqlite) look_inside(sql, impl_->address.shown, report.findings);
            return report;
        }
        without.findings.push_back(Diagnostic::error("chain_gone").with("path", impl_->address.shown));
        return without;
    });
}

} // namespace rapport::records
