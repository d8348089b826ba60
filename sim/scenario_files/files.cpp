#include "sim/scenario_files/files.h"

#include "sim/base/pool.h"
#include "sim/scenario_files/codes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace rapport::scenario_files {
namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    // Closing is where some file systems first report that nothing was stored.
    int close() { return ::close(std::exchange(fd_, -1)); }

private:
    int fd_;
};

Diagnostic problem(Code code, const fs::path& path, int error = 0) {
    Diagnostic d = diagnostic(code);
    d.args.emplace_back("path", path.string());
    if (error != 0) d.args.emplace_back("reason", std::system_category().message(error));
    d.where.file = path.string();
    return d;
}

Diagnostic write_problem(const fs::path& path, int error) {
    if (error == ENOSPC || error == EDQUOT || error == EFBIG) return problem("disk_full", path, error);
    if (error == EACCES || error == EPERM || error == EROFS) return problem("folder_unwritable", path, error);
    return problem("file_unwritable", path, error);
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

} // namespace

std::expected<std::string, Diagnostic> read_file(const fs::path& path, std::size_t most_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe must not hang us
    if (file.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::unexpected(problem("file_missing", path));
        return std::unexpected(problem("file_unreadable", path, errno));
    }
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return std::unexpected(problem("file_unreadable", path, errno));
    if (S_ISDIR(info.st_mode)) return std::unexpected(problem("file_is_folder", path));
    if (!S_ISREG(info.st_mode)) return std::unexpected(problem("file_unreadable", path, EINVAL));
    const auto too_large = [&](std::size_t bytes) {
        Diagnostic d = problem("file_too_large", path);
        d.args.emplace_back("bytes", std::to_string(bytes));
        d.args.emplace_back("limit", std::to_string(most_bytes));
        return std::unexpected(std::move(d));
    };
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > most_bytes) return too_large(size);
    // The file may change while it is read: what counts is what comes, up to one byte more than it may be.
    std::string bytes;
    int error = 0;
    std::size_t room = size + 1; // so that the end is met
    for (bool more = true; more; room = std::min(2 * room, most_bytes + 1)) {
        const std::size_t filled = bytes.size();
        bytes.resize_and_overwrite(room, [&](char* to, std::size_t) {
            if (filled == 0) prefer_huge_pages(to, room);
            std::size_t end = filled;
            while (more && end < room) {
                const ssize_t n = ::read(file.get(), to + end, room - end);
                if (n < 0 && errno == EINTR) continue;
                if (n < 0) error = errno;
                more = n > 0;
                if (more) end += static_cast<std::size_t>(n);
            }
            return end;
        });
        if (error != 0) return std::unexpected(problem("file_unreadable", path, error));
        if (bytes.size() > most_bytes) return too_large(bytes.size());
    }
    return bytes;
}

std::expected<void, Diagnostic> write_file(const fs::path& path, std::string_view bytes, Readers readers) {
    std::error_code ec;
    fs::path target = path;
    // A link stays a link: what it points to is replaced.
    if (fs::is_symlink(target, ec)) {
        target = fs::weakly_canonical(target, ec);
        if (ec) return std::unexpected(problem("file_unwritable", path, ec.value()));
    }
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ec)) return std::unexpected(problem("folder_missing", folder));
    if (fs::is_directory(target, ec)) return std::unexpected(problem("file_is_folder", path));

    std::string name = (folder / std::string(".").append(target.filename().string()).append(".XXXXXX")).string();
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.get() < 0) return std::unexpected(write_problem(folder, errno));
    const auto give_up = [&](int error) {
        ::unlink(name.c_str());
        return std::unexpected(write_problem(path, error));
    };
    struct stat old {};
    mode_t mode = ::stat(target.c_str(), &old) == 0 ? old.st_mode & 07777U : 0644U;
    if (readers == Readers::owner) mode = 0600U;
    if (::fchmod(file.get(), mode) != 0) return give_up(errno);
    if (!write_all(file.get(), bytes)) return give_up(errno);
    if (::fsync(file.get()) != 0) return give_up(errno);
    if (file.close() != 0) return give_up(errno);
    if (::rename(name.c_str(), target.c_str()) != 0) return give_up(errno);
    // The new name itself must survive a power failure; where folders cannot be flushed, the file still is.
    const Descriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.get() >= 0) ::fsync(parent.get());
    return {};
}

} // namespace rapport::scenario_files
