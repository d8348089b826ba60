#include "sim/records/profiles.h"

#include "sim/base/text.h"
#include "sim/records/database_engine.h"
#include "sim/records/database_impl.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sodium.h>

namespace rapport::records {
namespace {

// Who has none set has no row.
struct Profile {
    std::string secret, wait_until; // wait_until: seconds since 1970; empty: no waiting
    int failures = 0;
};

std::optional<Profile> profile_of(soci::session& sql, const std::string& person) {
    Profile p;
    sql << "SELECT secret, failures, wait_until FROM rapport_profiles WHERE person = :person",
        soci::use(person, "person"), soci::into(p.secret), soci::into(p.failures), soci::into(p.wait_until);
    if (!sql.got_data() || p.secret.empty()) return std::nullopt;
    return p;
}

std::int64_t seconds_of(const std::string& text) {
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return seconds;
}

Diagnostic about_pin(std::string_view code, const Person& person) {
    return Diagnostic::error(code).with("name", person.words.name.empty() ? person.id : person.words.name);
}

} // namespace

std::int64_t pin_wait_after(int failures) {
    if (failures < 5) return 0;
    return std::min<std::int64_t>(900, std::int64_t{30} << std::min(failures - 5, 10));
}

std::expected<void, Diagnostic> check_new_pin(std::string_view pin) {
    if (code_points(pin) < shortest_pin)
        return std::unexpected(Diagnostic::error("pin_too_short").with("least", std::to_string(shortest_pin)));
    if (pin.size() > longest_pin)
        return std::unexpected(Diagnostic::error("pin_too_long").with("most", std::to_string(longest_pin)));
    return {};
}

std::expected<void, Diagnostic> set_pin(Database& database, const Person& person, std::string_view pin) {
    if (auto allowed = check_new_pin(pin); !allowed) return allowed;
    if (sodium_init() < 0) std::abort();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return std::unexpected(
            Diagnostic::error("database_failed").with("path", database.path()).with("reason", "out of memory"));
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<void, Diagnostic> {
        const std::string secret = hash.data();
        impl.sql << "INSERT INTO rapport_profiles (person, secret, failures, wait_until)"
                    " VALUES (:person, :secret, 0, '') ON CONFLICT (person) DO UPDATE"
                    " SET secret = excluded.secret, failures = 0, wait_until = ''",
            soci::use(person.id, "person"), soci::use(secret, "secret");
        return {};
    });
}

std::expected<void, Diagnostic> remove_pin(Database& database, const std::string& person) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<void, Diagnostic> {
        impl.sql << "DELETE FROM rapport_profiles WHERE person = :person", soci::use(person, "person");
        return {};
    });
}

std::expected<std::set<std::string>, Diagnostic> with_pin(const Database& database) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<std::set<std::string>, Diagnostic> {
        std::set<std::string> all;
        std::string person;
        soci::statement s =
            (impl.sql.prepare << "SELECT person FROM rapport_profiles WHERE secret <> ''", soci::into(person));
        s.execute();
        while (s.fetch()) all.insert(person);
        return all;
    });
}

std::expected<void, Diagnostic> check_pin(Database& database, const Person& person, std::string_view pin,
                                          std::int64_t now) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<void, Diagnostic> {
        soci::session& sql = impl.sql;
        std::optional<Profile> profile;
        {
            soci::transaction all(sql);
            claim(sql, impl.address.engine, Writing::alone);
            // Writes before it reads (see database.cpp); changes nothing.
            sql << "UPDATE rapport_profiles SET failures = failures WHERE person = :person",
                soci::use(person.id, "person");
            profile = profile_of(sql, person.id);
            if (!profile) return {};
            const std::int64_t longest = pin_wait_after(profile->failures);
            std::int64_t until = seconds_of(profile->wait_until);
            const bool put_back = until - now > longest;
            if (put_back) until = now + longest;
            const bool waits = !profile->wait_until.empty() && until > now;
            if (pin.empty() && !waits) return std::unexpected(about_pin("pin_needed", person));
            // What is written down before it is looked at.
            const int failures = profile->failures + (waits ? 0 : 1);
            const std::int64_t next = pin_wait_after(failures);
            const std::string wait = waits ? std::to_string(until) : next > 0 ? std::to_string(now + next) : "";
            if (!waits || put_back) {
                sql << "UPDATE rapport_profiles SET failures = :failures, wait_until = :wait WHERE person = :person",
                    soci::use(failures, "failures"), soci::use(wait, "wait"), soci::use(person.id, "person");
                all.commit();
            }
            if (waits)
                return std::unexpected(about_pin("pin_wait", person).with("seconds", std::to_string(until - now)));
        }
        if (sodium_init() < 0) std::abort();
        if (crypto_pwhash_str_verify(profile->secret.c_str(), pin.data(), pin.size()) != 0)
            return std::unexpected(about_pin("pin_wrong", person));
        sql << "UPDATE rapport_profiles SET failures = 0, wait_until = '' WHERE person = :person",
            soci::use(person.id, "person");
        return {};
    });
}

} // namespace rapport::records
