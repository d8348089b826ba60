// The inside of a Database: one SOCI session. Used inside this module only.
#pragma once

#include "sim/records/database.h"

// SOCI was built with Boost for optional conveniences in templates we do not use (no layout depends on it). Without
// this the whole of Boost's headers would be needed to build.
#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <string>

namespace rapport::records {

struct Database::Impl {
    std::string path;
    mutable soci::session sql;
};

// What SOCI or SQLite threw, in our terms; call inside a catch block.
Diagnostic database_trouble(const std::string& path);

// Brings an open database to schema_version, or refuses it untouched. Throws what SOCI throws.
std::expected<void, Diagnostic> migrate(soci::session& sql, const std::string& path);

// Runs `work` and turns what it throws into a Diagnostic. `work` returns a std::expected<T, Diagnostic>.
template <class Work>
auto guarded(const std::string& path, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (...) {
        return std::unexpected(database_trouble(path));
    }
}

// A column that may be empty.
template <class T>
struct Nullable {
    T value{};
    soci::indicator indicator = soci::i_null;
    Nullable() = default;
    template <class U>
    explicit Nullable(const std::optional<U>& o)
        : value(o ? static_cast<T>(*o) : T{}), indicator(o ? soci::i_ok : soci::i_null) {}
    template <class U>
    std::optional<U> as() const {
        if (indicator != soci::i_ok) return std::nullopt;
        return static_cast<U>(value);
    }
};

} // namespace rapport::records
