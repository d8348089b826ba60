#include "sim/records/folders.h"

#include "sim/records/system_file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rapport::records {
namespace {

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? value : nullptr;
}

} // namespace

std::expected<std::filesystem::path, Diagnostic> data_folder() {
    if (const char* own = variable("RAPPORT_DATA")) return own;
    // A relative XDG path is to be ignored (XDG Base Directory Specification).
    if (const char* xdg = variable("XDG_DATA_HOME"); xdg && *xdg == '/') return std::filesystem::path(xdg) / "rapport";
    if (const char* home = variable("HOME")) return std::filesystem::path(home) / ".local" / "share" / "rapport";
    return std::unexpected(Diagnostic::error("folder_unknown"));
}

std::expected<void, Diagnostic> make_folder(const std::filesystem::path& folder) {
    const auto fail = [&](int error) { return std::unexpected(system_trouble(error, folder, "folder_unwritable")); };
    std::filesystem::path so_far;
    for (const auto& part : folder) {
        so_far /= part;
        if (so_far.empty() || so_far == so_far.root_path()) continue;
        struct stat there {};
        if (::stat(so_far.c_str(), &there) == 0) {
            if (!S_ISDIR(there.st_mode)) return fail(ENOTDIR);
            continue;
        }
        if (::mkdir(so_far.c_str(), S_IRWXU) != 0 && errno != EEXIST) return fail(errno);
        // Or what is kept in it is gone with its name when the power goes.
        const auto above = so_far.parent_path();
        if (const int e = sync_folder(above.empty() ? std::filesystem::path(".") : above)) return fail(e);
    }
    // Permission bits do not tell (root, read-only mounts): try, without a name where the file system can.
#ifdef O_TMPFILE
    if (const File nameless(::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR)); nameless)
        return {};
#endif
    const std::filesystem::path probe = folder / (".probe-" + std::to_string(::getpid()));
    const File file(::open(probe.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file) return fail(errno);
    ::unlink(probe.c_str());
    return {};
}

} // namespace rapport::records
