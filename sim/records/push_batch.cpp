#include "sim/records/push_batch.h"

#include "sim/records/chain_record.h"
#include "sim/records/outbox.h"

#include <algorithm>
#include <array>

namespace rapport::records {
namespace {

constexpr std::array<std::string_view, 4> scenario_columns{"hash", "id", "version", "bytes"};
constexpr std::array<std::string_view, 6> behaviour_row{"attempt", "behaviour",     "standing",
                                                        "score",   "opportunities", "levels"};
constexpr std::array<std::string_view, 9> chain_columns{"desk",        "number",   "entry", "attempt",  "item",
                                                        "record_hash", "previous", "head",  "erased_at"};
constexpr std::array<std::string_view, 5> person_columns{"id", "name", "staff_number", "created_at", "changed_at"};

template <std::size_t n>
std::vector<std::string_view> names(const std::array<std::string_view, n>& all) {
    return {all.begin(), all.end()};
}

class Reader {
public:
    Reader(soci::session& sql, Batch& batch) : sql_(sql), batch_(batch) {}
    std::size_t bytes() const { return bytes_; }

    // Rows of `table` (as t) of which `condition` holds, with :key.
    template <std::size_t n>
    void read(const std::array<std::string_view, n>& columns, const std::string& table, const std::string& condition,
              const std::string& key, std::vector<ServerSession::Values>& into) {
        Columns<n> row{columns};
        soci::statement s(sql_);
        row.bind(s);
        s.exchange(soci::use(key, "key"));
        s.alloc();
        s.prepare("SELECT " + Columns<n>::list(columns, "t") + " FROM " + table + " t WHERE " + condition);
        s.define_and_bind();
        s.execute();
        while (s.fetch()) {
            ServerSession::Values values;
            for (const Column& c : row.values) {
                values.push_back(c.indicator == soci::i_ok ? std::optional(c.value) : std::nullopt);
                bytes_ += c.value.size() + 8;
            }
            into.push_back(std::move(values));
        }
    }

    void attempt(const std::string& id, std::set<std::string>& known) {
        entered("attempt", id, 0);
        if (!attempts_.insert(id).second) return;
        const std::size_t before = batch_.attempts.rows.size();
        read(attempt_columns, "rapport_attempts", "t.id = :key", id, batch_.attempts.rows);
        if (batch_.attempts.rows.size() == before) return; // erased meanwhile
        const auto& row = batch_.attempts.rows.back();
        if (row[person_column]) batch_.persons.insert(*row[person_column]);
        read(behaviour_row, "rapport_behaviours", "t.attempt = :key", id, batch_.behaviours.rows);
        const std::string hash = row[scenario_hash_column].value_or("");
        if (known.insert(hash).second)
            read(scenario_columns, "rapport_scenarios", "t.hash = :key", hash, batch_.scenarios.rows);
    }

    void overrule(const std::string& item) {
        const std::size_t slash = item.find('/');
        const std::string attempt = item.substr(0, slash);
        const std::string number = slash == std::string::npos ? "" : item.substr(slash + 1);
        entered("overrule", attempt, std::atoll(number.c_str()));
        read(overrule_columns, "rapport_overrules",
             "t.attempt || '/' || t.number = :key AND t.attempt = '" + (valid(attempt) ? attempt : std::string()) + "'",
             item, batch_.overrules.rows);
    }

    void share(const std::string& attempt) {
        Column at;
        sql_ << "SELECT shared_at FROM rapport_shares WHERE attempt = :attempt", soci::use(attempt, "attempt"),
            soci::into(at.value, at.indicator);
        batch_.shares.push_back({attempt, sql_.got_data() ? std::optional(at.value) : std::nullopt});
    }

    void person(const std::string& id) {
        batch_.persons.insert(id);
        read(person_columns, "rapport_people", "t.id = :key", id, batch_.people);
    }

    // What follows on what the server has, up to the last entry of this batch.
    void chain(std::int64_t server_end) {
        if (batch_.chain_number <= server_end) return;
        read(chain_columns, "rapport_chain",
             "t.desk = :key AND t.number > " + std::to_string(server_end) +
                 " AND t.number <= " + std::to_string(batch_.chain_number) + " ORDER BY t.number",
             batch_.desk, batch_.chain.rows);
        if (!batch_.chain.rows.empty()) batch_.chain_head = batch_.chain.rows.back()[7].value_or("");
    }

private:
    static bool valid(const std::string& id) {
        return id.find_first_not_of("0123456789abcdefABCDEF-") == std::string::npos;
    }

    void entered(const std::string& entry, const std::string& attempt, long long item) {
        long long number = 0;
        soci::indicator found = soci::i_null;
        sql_ << "SELECT MAX(number) FROM rapport_chain WHERE attempt = :attempt AND entry = :entry AND item = :item"
                " AND desk = :desk",
            soci::use(attempt, "attempt"), soci::use(entry, "entry"), soci::use(item, "item"),
            soci::use(batch_.desk, "desk"), soci::into(number, found);
        if (found == soci::i_ok) batch_.chain_number = std::max<std::int64_t>(batch_.chain_number, number);
    }

    soci::session& sql_;
    Batch& batch_;
    std::set<std::string> attempts_;
    std::size_t bytes_ = 0;
};

} // namespace

Batch::Batch()
    : scenarios{"rapport_scenarios", names(scenario_columns)}, attempts{"rapport_attempts", names(attempt_columns)},
      behaviours{"rapport_behaviours", names(behaviour_row)}, overrules{"rapport_overrules", names(overrule_columns)},
      chain{"rapport_chain", names(chain_columns)} {}

Batch next_batch(soci::session& sql, int items, std::size_t bytes, std::int64_t server_end,
                 std::set<std::string>& known) {
    soci::transaction one_state(sql);
    Batch batch;
    Reader reader(sql, batch);
    sql << "SELECT desk FROM rapport_chain_heads WHERE own = 1 ORDER BY desk LIMIT 1", soci::into(batch.desk);
    if (!sql.got_data()) batch.desk.clear();
    std::vector<OutboxItem> next;
    {
        OutboxItem item;
        soci::statement s =
            (sql.prepare << "SELECT number, kind, item FROM rapport_outbox ORDER BY number LIMIT :most",
             soci::use(items, "most"), soci::into(item.number), soci::into(item.kind), soci::into(item.item));
        s.execute();
        while (s.fetch()) next.push_back(item);
    }
    for (OutboxItem& item : next) {
        if (!batch.items.empty() && reader.bytes() >= bytes) break;
        if (item.kind == outbox_attempt) reader.attempt(item.item, known);
        if (item.kind == outbox_overrule) reader.overrule(item.item);
        if (item.kind == outbox_share) reader.share(item.item);
        if (item.kind == outbox_person) reader.person(item.item);
        if (item.kind == outbox_erased_attempt) batch.erased_attempts.push_back(item.item);
        if (item.kind == outbox_erased_person) batch.erased_people.push_back(item.item);
        batch.items.push_back(std::move(item));
    }
    reader.chain(server_end);
    // By their keys: two desks that send the same must not each wait for the other.
    std::ranges::sort(batch.scenarios.rows, {}, [](const auto& row) { return row[0].value_or(""); });
    return batch;
}

} // namespace rapport::records
