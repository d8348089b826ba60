#include "sim/records/passing_folder.h"

#include "sim/records/system_file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace rapport::records {
namespace {

constexpr const char* name_begins = "rapport-passing-";

// A long attempt with its scenario and its row in the database take less.
constexpr std::size_t room_wanted = 1 << 20;

// 0 or an errno.
int try_room(const std::filesystem::path& folder) {
    const auto trial = folder / "room";
    const auto written = save_atomically(trial, std::string(room_wanted, '\0'), "journal_failed");
    std::error_code ignored;
    std::filesystem::remove(trial, ignored);
    if (written) return 0;
    return written.error().code == "disk_full" ? ENOSPC : EACCES;
}

// A lock on the folder itself; empty where another program holds it, or it is not ours.
File hold(const std::filesystem::path& folder) {
    File held(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat there {};
    if (!held || ::fstat(held.get(), &there) != 0 || there.st_uid != ::geteuid()) return File();
    if (::flock(held.get(), LOCK_EX | LOCK_NB) != 0) return File();
    return held;
}

// What killed programs left behind.
void sweep(const std::filesystem::path& place) {
    std::error_code ignored;
    std::vector<std::filesystem::path> left;
    for (const auto& entry : std::filesystem::directory_iterator(place, ignored))
        if (entry.path().filename().string().starts_with(name_begins)) left.push_back(entry.path());
    for (const auto& path : left)
        if (const File ours = hold(path)) std::filesystem::remove_all(path, ignored);
}

} // namespace

std::expected<std::shared_ptr<const PassingFolder>, Diagnostic> PassingFolder::make() {
    std::vector<std::filesystem::path> places;
    for (const char* name : {"TMPDIR", "XDG_RUNTIME_DIR"})
        if (const char* value = std::getenv(name); value != nullptr && *value == '/') places.emplace_back(value);
    for (const char* path : {"/tmp", "/var/tmp", "/dev/shm"}) places.emplace_back(path);
    Diagnostic last;
    for (const auto& place : places) {
        sweep(place);
        std::string pattern = (place / name_begins).string() + "XXXXXX";
        if (::mkdtemp(pattern.data()) == nullptr) {
            last = system_trouble(errno, place, "journal_failed");
            continue;
        }
        // The lock lives as long as the folder, so that nobody takes it for left behind.
        std::shared_ptr<const PassingFolder> made(
            new PassingFolder(pattern),
            [held = std::make_shared<File>(hold(pattern))](const PassingFolder* folder) { delete folder; });
        const int error = try_room(pattern);
        if (error == 0) return made;
        last = system_trouble(error, place, "journal_failed");
    }
    return std::unexpected(std::move(last));
}

PassingFolder::~PassingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace rapport::records
