#include "sim/records/system_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace rapport::records {

Diagnostic system_trouble(int error, const std::filesystem::path& path, std::string_view otherwise) {
    std::string_view code = otherwise;
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        code = "disk_full";
        break;
    case EROFS:
    case EACCES:
    case EPERM:
    case ENOTDIR:
        code = "folder_unwritable";
        break;
    default:
        break;
    }
    return Diagnostic::error(code)
        .with("path", path.string())
        .with("reason", std::generic_category().message(error))
        .at({path.string(), 0, 0, {}});
}

File& File::operator=(File&& other) noexcept {
    if (this != &other) {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = other.release();
    }
    return *this;
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
        if (n < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        if (n == 0) return ENOSPC; // a regular file never takes nothing without a reason
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return 0;
}

int sync_data(int descriptor) {
#if defined(__APPLE__)
    return ::fcntl(descriptor, F_FULLFSYNC) == -1 ? errno : 0;
#else
    while (::fdatasync(descriptor) != 0)
        if (errno != EINTR) return errno;
    return 0;
#endif
}

int sync_folder(const std::filesystem::path& folder) {
    const File f(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!f) return errno;
    // Some file systems cannot sync a folder and say EINVAL; there is nothing more to be done there.
    if (::fsync(f.get()) != 0 && errno != EINVAL) return errno;
    return 0;
}

int read_all(int descriptor, std::string& bytes) {
    bytes.clear();
    char chunk[1 << 16];
    for (off_t at = 0;;) {
        const ssize_t n = ::pread(descriptor, chunk, sizeof chunk, at);
        if (n < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        if (n == 0) return 0;
        bytes.append(chunk, static_cast<std::size_t>(n));
        at += n;
    }
}

int read_file(const std::filesystem::path& path, std::string& bytes) {
    const File f(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!f) return errno;
    return read_all(f.get(), bytes);
}

int copy_bytes(const std::filesystem::path& from, const std::filesystem::path& to, bool& written) {
    written = false;
    const File in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in) return errno;
    struct stat kind {};
    if (::fstat(in.get(), &kind) == 0 && S_ISDIR(kind.st_mode)) return EISDIR;
    written = true;
    const File out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!out) return errno;
    const auto fail = [&](int error) {
        ::unlink(to.c_str());
        return error;
    };
    std::array<char, 1 << 16> chunk{};
    for (;;) {
        const ssize_t n = ::read(in.get(), chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        written = n >= 0;
        if (n < 0) return fail(errno);
        if (n > 0) {
            if (const int e = write_all(out.get(), {chunk.data(), static_cast<std::size_t>(n)})) return fail(e);
            continue;
        }
        const int e = sync_data(out.get());
        return e == 0 ? 0 : fail(e);
    }
}

int take_name(const std::filesystem::path& from, const std::filesystem::path& to) {
#ifdef RENAME_NOREPLACE
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno; // not known here
#endif
    if (::link(from.c_str(), to.c_str()) == 0) return ::unlink(from.c_str()) == 0 ? 0 : errno;
    if (errno == EEXIST) return EEXIST;
    // No links here either: looking first is the best there is.
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(to, error))) return EEXIST;
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

std::expected<void, Diagnostic> save_atomically(const std::filesystem::path& path, std::string_view bytes,
                                                std::string_view otherwise) {
    // The process in the name: two programs saving at once must not write into one another's file.
    std::filesystem::path beside = path;
    beside += ".new-" + std::to_string(::getpid());
    const auto fail = [&](int error) {
        ::unlink(beside.c_str());
        return std::unexpected(system_trouble(error, path, otherwise));
    };
    {
        const File f(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (!f) return fail(errno);
        if (const int e = write_all(f.get(), bytes)) return fail(e);
        if (const int e = sync_data(f.get())) return fail(e);
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return fail(errno);
    if (const int e = sync_folder(path.parent_path())) return std::unexpected(system_trouble(e, path, otherwise));
    return {};
}

} // namespace rapport::records
