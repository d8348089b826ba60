#include "sim/records/key_backup.h"

#include "sim/records/database_impl.h"
#include "sim/records/identity.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rapport::records {
namespace {

namespace fs = std::filesystem;

// The keys in the file beside this database, whether it is there or not.
class KeysBeside {
public:
    static std::expected<std::unique_ptr<KeysBeside>, Diagnostic> of(const std::string& database) {
        auto address = address_of(database);
        if (!address) return std::unexpected(address.error());
        return std::unique_ptr<KeysBeside>(new KeysBeside(std::move(*address)));
    }
    KeyStore& keys() { return keys_; }

private:
    explicit KeysBeside(Address address) : address_(std::move(address)), keys_(address_, unused_) {}
    Address address_;
    soci::session unused_;
    KeyStore keys_;
};

// Days since it was written; what is from the future is new.
bool too_old(const std::string& file) {
    struct stat there {};
    return ::stat(file.c_str(), &there) == 0 &&
           std::difftime(std::time(nullptr), there.st_mtime) > key_backup_days * 86'400.0;
}

int drop_keys(const std::string& file) {
    ::unlink((file + "-journal").c_str());
    return ::unlink(file.c_str()) == 0 || errno == ENOENT ? 0 : errno;
}

template <class Work>
std::expected<void, Diagnostic> each_kept_aside(const std::string& database, Work&& work) {
    const fs::path path = database;
    const std::string start = path.filename().string() + ".before-", end = ".keys";
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator i(path.parent_path().empty() ? fs::path(".") : path.parent_path(), error), last;
         !error && i != last; i.increment(error)) {
        const std::string name = i->path().filename().string();
        if (name.starts_with(start) && name.ends_with(end)) found.push_back(i->path());
    }
    for (const fs::path& file : found) {
        const std::string name = file.string();
        if (too_old(name)) {
            if (const int e = drop_keys(name)) return std::unexpected(system_trouble(e, file, "folder_unwritable"));
            continue;
        }
        const std::time_t written = [&] {
            struct stat there {};
            return ::stat(name.c_str(), &there) == 0 ? there.st_mtime : std::time(nullptr);
        }();
        auto beside = KeysBeside::of(name.substr(0, name.size() - end.size()));
        if (!beside) return std::unexpected(beside.error());
        if (auto done = work((*beside)->keys()); !done) return std::unexpected(done.error());
        // Taking something out makes it no younger.
        const timespec times[2]{{written, 0}, {written, 0}};
        (void)::utimensat(AT_FDCWD, name.c_str(), times, 0);
    }
    return {};
}

} // namespace

std::expected<void, Diagnostic> back_up_keys(const std::string& database, const fs::path& backup) {
    auto keys = keys_of(database);
    if (!keys) return std::unexpected(keys.error());
    const std::string file = key_file(backup.string());
    if (const int e = drop_keys(file)) return std::unexpected(system_trouble(e, file, "folder_unwritable"));
    return put_keys(backup.string(), *keys);
}

std::expected<std::vector<StoredKey>, Diagnostic> keys_of(const std::string& database) {
    auto from = KeysBeside::of(database);
    if (!from) return std::unexpected(from.error());
    return (*from)->keys().all();
}

std::expected<void, Diagnostic> put_keys(const std::string& database, const std::vector<StoredKey>& keys) {
    auto to = KeysBeside::of(database);
    if (!to) return std::unexpected(to.error());
    return (*to)->keys().put(keys);
}

std::expected<RestoredKeys, Diagnostic> restore_keys(const std::string& database, const fs::path& backup,
                                                     const std::vector<std::string>& erased) {
    const std::string file = key_file(backup.string());
    std::error_code error;
    if (!fs::exists(file, error)) return RestoredKeys::missing;
    if (too_old(file)) {
        if (const int e = drop_keys(file)) return std::unexpected(system_trouble(e, file, "folder_unwritable"));
        return RestoredKeys::too_old;
    }
    auto keys = keys_of(backup.string());
    if (!keys) return std::unexpected(keys.error());
    std::erase_if(*keys, [&](const StoredKey& k) { return std::ranges::find(erased, k.person) != erased.end(); });
    if (auto put = put_keys(database, *keys); !put) return std::unexpected(put.error());
    return RestoredKeys::restored;
}

std::expected<void, Diagnostic> destroy_kept_aside(const std::string& database, const std::string& person) {
    return each_kept_aside(database, [&](KeyStore& keys) { return keys.destroy(person); });
}

std::expected<void, Diagnostic> destroy_kept_aside_before(const std::string& database, const std::string& month) {
    return each_kept_aside(database, [&](KeyStore& keys) { return keys.destroy_before(month); });
}

} // namespace rapport::records
