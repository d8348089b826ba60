#include "sim/records/chain_store.h"

#include "sim/records/chain_record.h"
#include "sim/records/identity.h"

#include <optional>
#include <utility>

namespace rapport::records {
namespace {

std::vector<BehaviourColumns> stored_behaviours(soci::session& sql, const std::string& attempt) {
    std::vector<BehaviourColumns> all;
    BehaviourColumns columns{behaviour_columns};
    soci::statement s(sql);
    columns.bind(s);
    s.exchange(soci::use(attempt, "attempt"));
    s.alloc();
    s.prepare("SELECT " + BehaviourColumns::list(behaviour_columns, "b") +
              " FROM rapport_behaviours b WHERE b.attempt = :attempt");
    s.define_and_bind();
    s.execute();
    while (s.fetch()) all.push_back(columns);
    return all;
}

// Makes the desk's chain if there is none, and takes the next number: from here on others wait.
std::string next_number(soci::session& sql, const std::string& wanted) {
    std::string desk = wanted;
    if (desk.empty()) {
        sql << "SELECT desk FROM rapport_chain_heads WHERE own = 1 ORDER BY desk LIMIT 1", soci::into(desk);
        if (!sql.got_data()) desk.clear();
    }
    const int own = wanted.empty() ? 1 : 0;
    if (desk.empty()) desk = new_attempt_id();
    sql << "INSERT INTO rapport_chain_heads (desk, own, number, head) VALUES (:desk, :own, 0, :head)"
           " ON CONFLICT (desk) DO NOTHING",
        soci::use(desk, "desk"), soci::use(own, "own"), soci::use(no_head, "head");
    sql << "UPDATE rapport_chain_heads SET number = number + 1 WHERE desk = :desk", soci::use(desk, "desk");
    return desk;
}

void append(soci::session& sql, const std::string& desk, Entry entry) {
    entry.desk = next_number(sql, desk);
    long long number = 0;
    sql << "SELECT number, head FROM rapport_chain_heads WHERE desk = :desk", soci::use(entry.desk, "desk"),
        soci::into(number), soci::into(entry.previous);
    entry.number = number;
    entry.head = head_of(entry);
    const long long item = entry.item;
    sql << "INSERT INTO rapport_chain (desk, number, entry, attempt, item, record_hash, previous, head)"
           " VALUES (:desk, :number, :entry, :attempt, :item, :record_hash, :previous, :head)",
        soci::use(entry.desk, "desk"), soci::use(number, "number"), soci::use(entry.entry, "entry"),
        soci::use(entry.attempt, "attempt"), soci::use(item, "item"), soci::use(entry.record_hash, "record_hash"),
        soci::use(entry.previous, "previous"), soci::use(entry.head, "head");
    sql << "UPDATE rapport_chain_heads SET head = :head WHERE desk = :desk", soci::use(entry.head, "head"),
        soci::use(entry.desk, "desk");
}

} // namespace

void chain_attempt(soci::session& sql, const std::string& desk, const std::string& attempt) {
    // What is stored, not what was to be stored.
    AttemptColumns columns{attempt_columns};
    {
        soci::statement s(sql);
        columns.bind(s);
        s.exchange(soci::use(attempt, "attempt"));
        s.alloc();
        s.prepare("SELECT " + AttemptColumns::list(attempt_columns, "a") +
                  " FROM rapport_attempts a WHERE a.id = :attempt");
        s.define_and_bind();
        s.execute(true);
    }
    const Column scenario = scenario_digest(sql, columns.values[scenario_hash_column].value);
    Entry entry;
    entry.entry = "attempt";
    entry.attempt = attempt;
    entry.record_hash = attempt_hash(columns, scenario, stored_behaviours(sql, attempt));
    append(sql, desk, std::move(entry));
}

void chain_overrule(soci::session& sql, const std::string& desk, const std::string& attempt, std::int64_t number) {
    OverruleColumns columns{overrule_columns};
    const long long item = number;
    {
        soci::statement s(sql);
        columns.bind(s);
        s.exchange(soci::use(attempt, "attempt"));
        s.exchange(soci::use(item, "number"));
        s.alloc();
        s.prepare("SELECT " + OverruleColumns::list(overrule_columns, "o") +
                  " FROM rapport_overrules o WHERE o.attempt = :attempt AND o.number = :number");
        s.define_and_bind();
        s.execute(true);
    }
    Entry entry;
    entry.entry = "overrule";
    entry.attempt = attempt;
    entry.item = number;
    entry.record_hash = overrule_hash(columns);
    append(sql, desk, std::move(entry));
}

void chain_erased(soci::session& sql, const std::string& attempt, const std::string& now) {
    sql << "UPDATE rapport_chain SET erased_at = :now WHERE attempt = :attempt AND erased_at IS NULL",
        soci::use(now, "now"), soci::use(attempt, "attempt");
}

void chain_what_is_there(soci::session& sql) {
    // Names first: a statement that is still being read from and others that write do not go together.
    std::vector<std::pair<std::string, long long>> all;
    std::string attempt;
    long long number = 0;
    {
        soci::statement s =
            (sql.prepare << "SELECT id FROM rapport_attempts ORDER BY started_at, id", soci::into(attempt));
        s.execute();
        while (s.fetch()) all.emplace_back(attempt, 0);
    }
    {
        soci::statement s = (sql.prepare << "SELECT attempt, number FROM rapport_overrules"
                                            " ORDER BY made_at, attempt, number",
                             soci::into(attempt), soci::into(number));
        s.execute();
        while (s.fetch()) all.emplace_back(attempt, number);
    }
    Entry taken;
    taken.entry = "taken_over";
    for (const auto& [id, item] : all) {
        if (item == 0) {
            chain_attempt(sql, "", id);
            ++taken.item;
        } else
            chain_overrule(sql, "", id, item);
    }
    taken.record_hash = taken_over_hash(taken.item);
    if (taken.item > 0) append(sql, "", std::move(taken));
}

} // namespace rapport::records
