// Runs work in a child process and kills it (SIGKILL) after a while.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace rapport::tests {

// work(acknowledge) runs in the child until it is killed; every acknowledge() counts once it returns. The child is
// killed `microseconds` after its first acknowledgement, or after `microseconds` if from_start. Returns the
// acknowledgements.
template <class Work>
std::size_t killed_after(unsigned microseconds, bool from_start, Work&& work) {
    int pipe[2];
    if (::pipe(pipe) != 0) std::abort();
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        work([&] {
            const char one = 1;
            if (::write(pipe[1], &one, 1) != 1) ::_exit(3);
        });
        ::_exit(0);
    }
    ::close(pipe[1]);
    std::size_t acknowledged = 0;
    char bytes[4096];
    if (!from_start && ::read(pipe[0], bytes, 1) == 1) ++acknowledged;
    ::usleep(microseconds);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    for (ssize_t n = 0; (n = ::read(pipe[0], bytes, sizeof bytes)) > 0;) acknowledged += static_cast<std::size_t>(n);
    ::close(pipe[0]);
    return acknowledged;
}

// How many kills a test does: RAPPORT_KILLS, else `usual`.
inline unsigned kills(unsigned usual) {
    const char* wanted = std::getenv("RAPPORT_KILLS");
    return wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : usual;
}

} // namespace rapport::tests
