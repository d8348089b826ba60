#include "sim/records/desk.h"

#include "sim/records/identity.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rapport::records {
namespace {

std::string read_desk(const std::filesystem::path& path) {
    std::string text;
    if (read_file(path, text) != 0) return {};
    if (text.ends_with('\n')) text.pop_back();
    return valid_attempt_id(text) ? text : std::string();
}

} // namespace

std::expected<std::string, Diagnostic> desk_id(const std::filesystem::path& data) {
    const auto path = data / "desk";
    if (auto known = read_desk(path); !known.empty()) return known;
    const std::string made = new_attempt_id();
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        if (auto saved = save_atomically(path, made + "\n", "folder_unwritable"); !saved)
            return std::unexpected(saved.error());
        return made;
    }
    // Beside, then linked: the name is there only with all its bytes, and only once.
    auto beside = path;
    beside += ".new-" + std::to_string(::getpid());
    if (auto saved = save_atomically(beside, made + "\n", "folder_unwritable"); !saved)
        return std::unexpected(saved.error());
    const int failed = ::link(beside.c_str(), path.c_str()) == 0 ? 0 : errno;
    if (failed != 0 && failed != EEXIST) { // no links here
        if (::rename(beside.c_str(), path.c_str()) != 0)
            return std::unexpected(system_trouble(errno, path, "folder_unwritable"));
    } else
        ::unlink(beside.c_str());
    if (const int e = sync_folder(data)) return std::unexpected(system_trouble(e, path, "folder_unwritable"));
    auto known = read_desk(path);
    return known.empty() ? made : known;
}

} // namespace rapport::records
