// The inside of a Database: one SOCI session. Used inside this module only.
#pragma once

#include "sim/records/database.h"
#include "sim/records/database_address.h"
#include "sim/records/key_store.h"

// SOCI was built with Boost for optional conveniences in templates we do not use (no layout depends on it). Without
// this the whole of Boost's headers would be needed to build.
#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <string>

namespace rapport::records {

// What SOCI, SQLite or the server threw, in our terms; call inside a catch block.
Diagnostic database_trouble(soci::session& sql, const Address& address);
// What an exception says, on one line of UTF-8, without the statement and what stood in it.
std::string reason_of(const soci::soci_error& e);

// Brings an open database to schema_version, or refuses it untouched. Throws what SOCI throws.
std::expected<void, Diagnostic> migrate(soci::session& sql, const Address& address);

struct Database::Impl {
    Address address;
    std::string desk; // whose chain; empty: the database's own
    mutable soci::session sql;
    bool usable = false; // false: the server went away; the next call looks for it once
    mutable KeyStore keys{address, sql};

    // Connects, and brings the schema up to date.
    std::expected<void, Diagnostic> ready();

    // Runs `work` and turns what it throws into a Diagnostic. `work` returns a std::expected<T, Diagnostic>.
    template <class Work>
    auto guarded(Work&& work) -> decltype(work()) {
        if (!usable)
            if (auto again = ready(); !again) return std::unexpected(again.error());
        try {
            return work();
        } catch (...) {
            auto trouble = database_trouble(sql, address);
            usable = trouble.code != "server_unreachable";
            return std::unexpected(std::move(trouble));
        }
    }
};

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
