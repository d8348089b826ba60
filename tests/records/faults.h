// Breaking the world for one test.
#pragma once

#include <csignal>
#include <cstddef>
#include <sys/resource.h>

namespace rapport::tests {

// No file may grow beyond this many bytes, as on a full disk (EFBIG; the signal is ignored).
class FileSizeLimit {
public:
    explicit FileSizeLimit(std::size_t bytes) {
        previous_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &old_);
        rlimit now = old_;
        now.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, previous_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit old_{};
    void (*previous_)(int) = nullptr;
};

} // namespace rapport::tests
