#include "sim/records/key_store.h"

#include "sim/records/database_engine.h"
#include "sim/records/database_impl.h"
#include "sim/records/identity.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>

namespace rapport::records {
namespace {

constexpr const char* key_columns = "(person TEXT NOT NULL, month TEXT NOT NULL, key TEXT NOT NULL,"
                                    " made_at TEXT NOT NULL, PRIMARY KEY (person, month))";

std::string key_table(Engine engine) {
    return engine == Engine::postgresql ? "rapport_keys.person_keys" : "person_keys";
}

} // namespace

std::string month_of(std::string_view moment) {
    constexpr std::string_view form = "0000-00";
    const std::string_view month = moment.substr(0, form.size());
    const bool good = month.size() == form.size() && std::ranges::equal(month, form, [](char c, char f) {
                          return f == '-' ? c == '-' : c >= '0' && c <= '9';
                      });
    return std::string(good && month != own_month ? month : "0000-01");
}

void make_key_table(soci::session& sql, Engine engine) {
    if (engine == Engine::sqlite) return; // in a file of its own, when the first key is made
    int there = 0;
    sql << "SELECT COUNT(*) FROM pg_catalog.pg_namespace WHERE nspname = 'rapport_keys'", soci::into(there);
    if (there == 0) sql << "CREATE SCHEMA rapport_keys";
    sql << "CREATE TABLE IF NOT EXISTS " << key_table(engine) << " " << key_columns;
}

KeyStore::KeyStore(const Address& records, soci::session& session) : records_(records), server_(session) {}
KeyStore::~KeyStore() = default;

soci::session& KeyStore::session() { return records_.engine == Engine::postgresql ? server_ : *own_; }

std::expected<bool, Diagnostic> KeyStore::ready(bool make) {
    if (records_.engine == Engine::postgresql || own_) return true;
    auto address = address_of(key_file(records_.shown));
    if (!address) return std::unexpected(address.error());
    file_ = std::move(*address);
    const std::filesystem::path path = file_.shown;
    {
        // Made by ourselves, so that only its owner can read it and a refusal has the system's own reason.
        const File file(::open(path.c_str(), O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), S_IRUSR | S_IWUSR));
        if (!file && errno == ENOENT && !make) return false;
        if (!file) return std::unexpected(system_trouble(errno, path, "folder_unwritable"));
        struct stat now {};
        if (::fstat(file.get(), &now) == 0 && now.st_size == 0) {
            if (!make) return false;
            const auto folder = path.parent_path();
            if (const int e = sync_folder(folder.empty() ? "." : folder))
                return std::unexpected(system_trouble(e, path, "folder_unwritable"));
        }
    }
    own_ = std::make_unique<soci::session>();
    const auto opened = [&]() -> std::expected<bool, Diagnostic> {
        if (auto connected = connect(*own_, file_); !connected) return std::unexpected(connected.error());
        try {
            std::string mode;
            int secure = 0;
            *own_ << "PRAGMA secure_delete = ON", soci::into(secure);
            const bool table = has_table(*own_, Engine::sqlite, "person_keys");
            if (!table && anything_there(*own_, Engine::sqlite))
                return std::unexpected(
                    Diagnostic::error("database_not_ours").with("path", file_.shown).at({file_.shown, 0, 0, {}}));
            *own_ << "PRAGMA journal_mode = DELETE", soci::into(mode);
            *own_ << "PRAGMA synchronous = FULL";
            if (!table) *own_ << "CREATE TABLE IF NOT EXISTS person_keys " << key_columns;
            return true;
        } catch (...) {
            return std::unexpected(database_trouble(*own_, file_));
        }
    }();
    if (!opened) own_.reset();
    return opened;
}

template <class Work>
auto KeyStore::with_file(Work&& work) -> decltype(work()) {
    if (records_.engine == Engine::postgresql) return work();
    try {
        return work();
    } catch (...) {
        return std::unexpected(database_trouble(*own_, file_));
    }
}

std::expected<std::optional<Key>, Diagnostic> KeyStore::find(const std::string& person, const std::string& month) {
    const auto there = ready(false);
    if (!there) return std::unexpected(there.error());
    if (!*there) return std::nullopt;
    return with_file([&]() -> std::expected<std::optional<Key>, Diagnostic> {
        std::string text;
        session() << "SELECT key FROM " << key_table(records_.engine) << " WHERE person = :person AND month = :month",
            soci::use(person, "person"), soci::use(month, "month"), soci::into(text);
        Key key;
        if (!session().got_data() || !read_key(text, key)) return std::nullopt;
        return key;
    });
}

std::expected<Key, Diagnostic> KeyStore::find_or_make(const std::string& person, const std::string& month) {
    auto known = find(person, month);
    if (!known) return std::unexpected(known.error());
    if (*known) return **known;
    if (auto made = ready(true); !made) return std::unexpected(made.error());
    const auto entered = with_file([&]() -> std::expected<void, Diagnostic> {
        const std::string text = text_of(new_key()), now = utc_now();
        session() << "INSERT INTO " << key_table(records_.engine)
                  << " (person, month, key, made_at) VALUES (:person, :month, :key, :made_at)"
                     " ON CONFLICT (person, month) DO NOTHING",
            soci::use(person, "person"), soci::use(month, "month"), soci::use(text, "key"), soci::use(now, "made_at");
        return {};
    });
    if (!entered) return std::unexpected(entered.error());
    known = find(person, month); // another program may have been quicker
    if (!known) return std::unexpected(known.error());
    if (!*known) return std::unexpected(Diagnostic::error("key_missing").with("what", "person/" + person));
    return **known;
}

std::expected<int, Diagnostic> KeyStore::destroy(const std::string& person) {
    const auto there = ready(false);
    if (!there) return std::unexpected(there.error());
    if (!*there) return 0;
    return with_file([&]() -> std::expected<int, Diagnostic> {
        soci::statement remove =
            (session().prepare << "DELETE FROM " << key_table(records_.engine) << " WHERE person = :person",
             soci::use(person, "person"));
        remove.execute(true);
        return static_cast<int>(remove.get_affected_rows());
    });
}

std::expected<int, Diagnostic> KeyStore::destroy_before(const std::string& month) {
    const auto there = ready(false);
    if (!there) return std::unexpected(there.error());
    if (!*there) return 0;
    return with_file([&]() -> std::expected<int, Diagnostic> {
        const std::string own = own_month;
        soci::statement remove = (session().prepare << "DELETE FROM " << key_table(records_.engine)
                                                    << " WHERE month < :month AND month <> :own",
                                  soci::use(month, "month"), soci::use(own, "own"));
        remove.execute(true);
        return static_cast<int>(remove.get_affected_rows());
    });
}

std::expected<std::vector<StoredKey>, Diagnostic> KeyStore::all() {
    std::vector<StoredKey> keys;
    const auto there = ready(false);
    if (!there) return std::unexpected(there.error());
    if (!*there) return keys;
    return with_file([&]() -> std::expected<std::vector<StoredKey>, Diagnostic> {
        StoredKey key;
        soci::statement s =
            (session().prepare << "SELECT person, month, key, made_at FROM " << key_table(records_.engine)
                               << " ORDER BY person, month",
             soci::into(key.person), soci::into(key.month), soci::into(key.key), soci::into(key.made_at));
        s.execute();
        while (s.fetch()) keys.push_back(key);
        return keys;
    });
}

std::expected<void, Diagnostic> KeyStore::put(const std::vector<StoredKey>& keys) {
    if (keys.empty()) return {};
    if (auto made = ready(true); !made) return std::unexpected(made.error());
    return with_file([&]() -> std::expected<void, Diagnostic> {
        soci::transaction all(session());
        for (const StoredKey& k : keys)
            session() << "INSERT INTO " << key_table(records_.engine)
                      << " (person, month, key, made_at) VALUES (:person, :month, :key, :made_at)"
                         " ON CONFLICT (person, month) DO UPDATE SET key = excluded.key, made_at = excluded.made_at",
                soci::use(k.person, "person"), soci::use(k.month, "month"), soci::use(k.key, "key"),
                soci::use(k.made_at, "made_at");
        all.commit();
        return {};
    });
}

std::expected<std::string, Diagnostic> Opener::open(const std::string& person, const std::string& month,
                                                    std::string_view words, std::string_view bound_to) {
    if (words.empty()) return std::string();
    const auto [place, fresh] = known_.try_emplace({person, month});
    if (fresh) {
        auto found = keys_.find(person, month);
        if (!found) {
            known_.erase(place);
            return std::unexpected(found.error());
        }
        place->second = std::move(*found);
    }
    if (!place->second) return std::unexpected(Diagnostic::error("key_missing").with("what", bound_to));
    return unseal(*place->second, words, bound_to);
}

} // namespace rapport::records
