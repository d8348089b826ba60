// Where the keys are that people's words are sealed with (seal.h): one for each person and calendar month, and one for
// the person's own data. They lie apart from the records, so that a copy of the records alone tells no words:
//   records in a file   <database>.keys, a file of its own (SQLite), readable by its owner alone; what is destroyed is
//                       overwritten in it
//   records on a server schema rapport_keys, table person_keys
// Used inside this module only. Of a server, everything throws what SOCI throws. Errors of a key file are those of
// database.h, with its path.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/database_address.h"
#include "sim/records/seal.h"

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soci {
class session;
}

namespace rapport::records {

// Of a moment in UTC, ISO 8601: "2026-03".
std::string month_of(std::string_view moment);
inline constexpr const char* own_month = "0000-00"; // the key of a person's name and number

// "/home/me/rapport.db.keys"
inline std::string key_file(const std::string& database) { return database + ".keys"; }

struct StoredKey {
    std::string person, month, key, made_at;
};

class KeyStore {
public:
    // Of the records at `records`; both must live as long as this. session: the one the records are in, used where they
    // are on a server. Nothing is opened yet.
    KeyStore(const Address& records, soci::session& session);
    ~KeyStore();
    KeyStore(const KeyStore&) = delete;
    KeyStore& operator=(const KeyStore&) = delete;

    // Makes nothing: where there is no file there is no key.
    std::expected<std::optional<Key>, Diagnostic> find(const std::string& person, const std::string& month);
    // Durable when this returns. Outside a transaction: on a server it is one of its own. Two programs get the same.
    std::expected<Key, Diagnostic> find_or_make(const std::string& person, const std::string& month);
    // All of a person's keys; how many there were. None of their bytes is left in the file.
    std::expected<int, Diagnostic> destroy(const std::string& person);
    // Everybody's keys of months before this one; own_month stays.
    std::expected<int, Diagnostic> destroy_before(const std::string& month);
    std::expected<std::vector<StoredKey>, Diagnostic> all();
    // Takes the place of another key of the same person and month.
    std::expected<void, Diagnostic> put(const std::vector<StoredKey>& keys);

private:
    std::expected<bool, Diagnostic> ready(bool make); // false: there is no file
    template <class Work>
    auto with_file(Work&& work) -> decltype(work());
    soci::session& session();

    const Address& records_;
    soci::session& server_;
    Address file_;
    std::unique_ptr<soci::session> own_; // of the key file, once it is open
};

// A part of the migration to schema version 4. Throws what SOCI throws.
void make_key_table(soci::session& sql, Engine engine);

// Opens sealed words, and asks for each key once.
class Opener {
public:
    explicit Opener(KeyStore& keys) : keys_(keys) {}
    // Words that are empty are kept empty. Errors: key_missing, seal_broken, those of the key store.
    std::expected<std::string, Diagnostic> open(const std::string& person, const std::string& month,
                                                std::string_view words, std::string_view bound_to);

private:
    KeyStore& keys_;
    std::map<std::pair<std::string, std::string>, std::optional<Key>> known_;
};

} // namespace rapport::records
