// What is stored of a record as the bytes that are hashed (chain.h). Used inside this module only; throws what SOCI
// throws.
#pragma once

#include "sim/records/database_impl.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

using Column = Nullable<std::string>; // everything is read as text

// Bytes in which each field tells its length.
class FieldText {
public:
    explicit FieldText(std::string_view kind) { add("kind", kind); }
    void add(std::string_view name, std::string_view value);
    void add(std::string_view name, const Column& value);
    std::string hash() const;

private:
    std::string bytes_;
};

// So many columns of one table, by their names.
template <std::size_t n>
struct Columns {
    const std::array<std::string_view, n>& names;
    std::array<Column, n> values{};

    // "CAST(a.id AS TEXT), …": SQLite keeps in a column whatever somebody puts there.
    static std::string list(const std::array<std::string_view, n>& names, std::string_view table) {
        std::string all;
        for (const std::string_view name : names)
            all.append(all.empty() ? "CAST(" : ", CAST(").append(table).append(".").append(name).append(" AS TEXT)");
        return all;
    }
    void bind(soci::statement& s) {
        for (Column& c : values) s.exchange(soci::into(c.value, c.indicator));
    }
    void add_to(FieldText& text, std::size_t count = n) const {
        for (std::size_t i = 0; i < count; ++i) text.add(names[i], values[i]);
    }
};

inline constexpr std::array<std::string_view, 26> attempt_columns{
    "id",     "started_at", "ended_at",      "status",  "scenario_hash", "scenario_id",  "trainee",
    "turns",  "listening",  "understanding", "empathy", "solution",      "satisfaction", "total",
    "csat",   "nps",        "fcr",           "outcome", "ending",        "faults",       "severe_faults",
    "capped", "header",     "log",           "person",  "wave"};
inline constexpr std::size_t started_column = 1, scenario_hash_column = 4, person_column = 24, wave_column = 25;
inline constexpr std::array<std::string_view, 5> behaviour_columns{"behaviour", "standing", "score", "opportunities",
                                                                   "levels"};
inline constexpr std::array<std::string_view, 9> overrule_columns{
    "attempt", "number", "turn", "behaviour", "from_level", "to_level", "reason", "made_by", "made_at"};

using AttemptColumns = Columns<attempt_columns.size()>;
using BehaviourColumns = Columns<behaviour_columns.size()>;
using OverruleColumns = Columns<overrule_columns.size()>;

// SHA-256 of a scenario's stored bytes; NULL where they are missing.
Column scenario_digest(soci::session& sql, const std::string& hash);
// behaviours: in any order.
std::string attempt_hash(const AttemptColumns& attempt, const Column& scenario,
                         std::vector<BehaviourColumns> behaviours);
std::string overrule_hash(const OverruleColumns& change);
std::string taken_over_hash(std::int64_t attempts);

struct Entry {
    std::string desk;
    std::int64_t number = 0; // from 1
    std::string entry;       // "attempt", "overrule" or "taken_over"
    std::string attempt;
    std::int64_t item = 0; // 0, the change's number, or how many were taken over
    std::string record_hash, previous, head;
};
inline const std::string no_head(64, '0'); // before the first entry
std::string head_of(const Entry& entry);   // computed from all but `head`

} // namespace rapport::records
