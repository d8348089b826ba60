// A library put in front of the C library (LD_PRELOAD) so that one call of the system fails as it does on a bad day.
// For tests only; what it stands in front of behaves as ever but for the one call asked for.
//
//   FAIL_CALL    write sync open rename link unlink truncate mkdir read mmap: all spellings of it are counted together
//   FAIL_AT      which one, from 1                          FAIL_ERRNO  what it says (5: EIO, 28: ENOSPC)
//   FAIL_STICKY  1: and all of them from then on            FAIL_HALF   1: a write first takes half, the next one fails
//   FAIL_UNDER   only in this folder and below (of calls by descriptor: where its file lies)
//   FAIL_NOTE    a file that is made when the call is met, and says what it was
//   CLOCK_AT, CLOCK_BY   from the n-th time the wall clock is read on, it goes wrong by so many seconds
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

const char* setting(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

long number(const char* name) { return std::atol(setting(name)); }

// By the bare call: what writes the note must not be counted.
void note(const char* call, const char* path) {
    const char* file = setting("FAIL_NOTE");
    if (*file == '\0') return;
    const long to = ::syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (to < 0) return;
    for (const char* part : {call, " ", path, "\n"}) ::syscall(SYS_write, to, part, std::strlen(part));
    ::syscall(SYS_close, to);
}

bool below(const char* path) {
    const char* folder = setting("FAIL_UNDER");
    return std::strncmp(path, folder, std::strlen(folder)) == 0;
}

std::atomic<long> met{0};

enum class Verdict { passes, half, fails };

Verdict verdict(const char* call, const char* path) {
    if (std::strcmp(setting("FAIL_CALL"), call) != 0 || !below(path)) return Verdict::passes;
    const long at = number("FAIL_AT"), now = ++met;
    const long first = at + (number("FAIL_HALF") != 0 ? 1 : 0);
    if (now == at) note(call, path);
    if (now == at && first > at) return Verdict::half;
    if (now < first || (now > first && number("FAIL_STICKY") == 0)) return Verdict::passes;
    errno = static_cast<int>(number("FAIL_ERRNO"));
    return Verdict::fails;
}

Verdict verdict(const char* call, int descriptor) {
    if (std::strcmp(setting("FAIL_CALL"), call) != 0) return Verdict::passes;
    char link[64] = "/proc/self/fd/", path[4096] = "";
    char digits[16];
    int n = 0;
    for (int d = descriptor; n == 0 || d > 0; d /= 10) digits[n++] = static_cast<char>('0' + d % 10);
    for (std::size_t at = std::strlen(link); n > 0;) link[at++] = digits[--n];
    const ssize_t length = ::readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    return verdict(call, path);
}

bool fails(const char* call, const char* path) { return verdict(call, path) == Verdict::fails; }
bool fails(const char* call, int descriptor) { return verdict(call, descriptor) == Verdict::fails; }

long wrong_by() {
    static std::atomic<long> asked{0};
    const long at = number("CLOCK_AT");
    if (at == 0) return 0;
    const long now = ++asked;
    if (now == at) note("clock", "");
    return now >= at ? number("CLOCK_BY") : 0;
}

} // namespace

// Arguments have no spaces around their names: each line is one call with its type, what it takes and what is passed
// on.
#define BY_DESCRIPTOR(result, name, call, takes, passes)                                                               \
    extern "C" result name takes {                                                                                     \
        if (fails(call, descriptor)) return -1;                                                                        \
        static auto* const next = real<result takes>(#name);                                                           \
        return next passes;                                                                                            \
    }
#define BY_PATH(name, call, takes, passes)                                                                             \
    extern "C" int name takes {                                                                                        \
        if (fails(call, path)) return -1;                                                                              \
        static auto* const next = real<int takes>(#name);                                                              \
        return next passes;                                                                                            \
    }
#define WRITING(name, takes, passes, a_half)                                                                           \
    extern "C" ssize_t name takes {                                                                                    \
        static auto* const next = real<ssize_t takes>(#name);                                                          \
        switch (verdict("write", descriptor)) {                                                                        \
        case Verdict::fails:                                                                                           \
            return -1;                                                                                                 \
        case Verdict::half:                                                                                            \
            return next a_half;                                                                                        \
        default:                                                                                                       \
            return next passes;                                                                                        \
        }                                                                                                              \
    }

WRITING(write, (int descriptor, const void* from, size_t n), (descriptor, from, n), (descriptor, from, (n + 1) / 2))
WRITING(pwrite, (int descriptor, const void* from, size_t n, off_t at), (descriptor, from, n, at),
        (descriptor, from, (n + 1) / 2, at))
WRITING(pwrite64, (int descriptor, const void* from, size_t n, off64_t at), (descriptor, from, n, at),
        (descriptor, from, (n + 1) / 2, at))
WRITING(writev, (int descriptor, const iovec* parts, int n), (descriptor, parts, n), (descriptor, parts, (n + 1) / 2))

BY_DESCRIPTOR(ssize_t, read, "read", (int descriptor, void* to, size_t n), (descriptor, to, n))
BY_DESCRIPTOR(ssize_t, pread, "read", (int descriptor, void* to, size_t n, off_t at), (descriptor, to, n, at))
BY_DESCRIPTOR(ssize_t, pread64, "read", (int descriptor, void* to, size_t n, off64_t at), (descriptor, to, n, at))
BY_DESCRIPTOR(int, fsync, "sync", (int descriptor), (descriptor))
BY_DESCRIPTOR(int, fdatasync, "sync", (int descriptor), (descriptor))
BY_DESCRIPTOR(int, ftruncate, "truncate", (int descriptor, off_t size), (descriptor, size))
BY_DESCRIPTOR(int, ftruncate64, "truncate", (int descriptor, off64_t size), (descriptor, size))

BY_PATH(unlink, "unlink", (const char* path), (path))
BY_PATH(remove, "unlink", (const char* path), (path))
BY_PATH(rename, "rename", (const char* path, const char* to), (path, to))
BY_PATH(link, "link", (const char* path, const char* to), (path, to))
BY_PATH(mkdir, "mkdir", (const char* path, mode_t mode), (path, mode))

#define OPENING(name)                                                                                                  \
    extern "C" int name(const char* path, int flags, ...) {                                                            \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;                           \
        va_end(rest);                                                                                                  \
        if (fails("open", path)) return -1;                                                                            \
        static auto* const next = real<int(const char*, int, ...)>(#name);                                             \
        return next(path, flags, mode);                                                                                \
    }
OPENING(open)
OPENING(open64)

#define MAPPING(name, offset)                                                                                          \
    extern "C" void* name(void* at, size_t n, int may, int how, int descriptor, offset from) {                         \
        if (descriptor >= 0 && fails("mmap", descriptor)) return MAP_FAILED;                                           \
        static auto* const next = real<void*(void*, size_t, int, int, int, offset)>(#name);                            \
        return next(at, n, may, how, descriptor, from);                                                                \
    }
MAPPING(mmap, off_t)
MAPPING(mmap64, off64_t)

extern "C" time_t time(time_t* to) {
    timespec now{};
    ::syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    now.tv_sec += wrong_by();
    if (to != nullptr) *to = now.tv_sec;
    return now.tv_sec;
}

extern "C" int clock_gettime(clockid_t clock, timespec* to) {
    const long done = ::syscall(SYS_clock_gettime, clock, to);
    if (done == 0 && clock == CLOCK_REALTIME) to->tv_sec += wrong_by();
    return static_cast<int>(done);
}

extern "C" int gettimeofday(timeval* to, void*) {
    timespec now{};
    ::syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    to->tv_sec = now.tv_sec + wrong_by();
    to->tv_usec = now.tv_nsec / 1000;
    return 0;
}
