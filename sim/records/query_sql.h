// The conditions of a Query, for both engines. Used inside this module only.
#pragma once

#include "sim/records/database_impl.h"
#include "sim/records/query.h"

#include <deque>
#include <string>
#include <utility>

namespace rapport::records {

// What tells attempts that began in the same second apart: their places in the chain, in which they were stored. Of the
// attempt whose id the expression `attempt` is; 0: in no chain.
inline std::string stored_as(const std::string& attempt) {
    return "COALESCE((SELECT MAX(c.number) FROM rapport_chain c WHERE c.attempt = " + attempt +
           " AND c.entry = 'attempt'), 0)";
}

// Values are bound, never written into the statement. Must live as long as the statement they are bound to.
class Conditions {
public:
    // limit and offset are not looked at; shown: which attempts there are at all (Database::Impl::shown).
    Conditions(const Query& query, const std::string& shown);
    Conditions(const Conditions&) = delete;
    Conditions& operator=(const Conditions&) = delete;

    std::string where() const { return sql_; } // " WHERE … AND …"
    void bind(soci::statement& s) const;

private:
    void add(const std::string& condition);
    std::string value(std::string v); // keeps it; its placeholder

    std::string sql_;
    std::deque<std::pair<std::string, std::string>> values_; // name, value
};

} // namespace rapport::records
