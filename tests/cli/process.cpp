#include "tests/cli/process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rapport::tests::cli {
namespace {

struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        read = ends[0];
        write = ends[1];
    }
};

void shut(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
}

// What stays of our own environment: where programs and sanitizer settings are, nothing that changes answers.
std::vector<std::string> environment_for(const Surroundings& in) {
    std::vector<std::string> all{"LC_ALL=C.UTF-8", "RAPPORT_DATA=" + in.data.string()};
    for (const char* name : {"PATH", "HOME", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) all.push_back(std::string(name) + "=" + value);
    for (const auto& [name, value] : in.environment) {
        std::erase_if(all, [&, prefix = name + "="](const std::string& entry) { return entry.starts_with(prefix); });
        all.push_back(name + "=" + value);
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (auto& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

} // namespace

Process::Process(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const Surroundings& in) {
    std::signal(SIGPIPE, SIG_IGN);
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto environment = environment_for(in);
    const auto argv = pointers(words);
    const auto envp = pointers(environment);
    Pipe input, output, errors;
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(input.read, STDIN_FILENO);
        ::dup2(output.write, STDOUT_FILENO);
        ::dup2(errors.write, STDERR_FILENO);
        std::signal(SIGPIPE, SIG_DFL);
        if (in.largest_file) {
            const rlimit limit{*in.largest_file, *in.largest_file};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        ::execve(program.c_str(), argv.data(), envp.data());
        ::_exit(127);
    }
    ::close(input.read);
    ::close(output.write);
    ::close(errors.write);
    input_ = input.write;
    output_ = output.read;
    errors_ = errors.read;
}

Process::~Process() {
    if (child_ > 0) kill();
    shut(input_);
    shut(output_);
    shut(errors_);
}

bool Process::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(input_, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

void Process::close_input() { shut(input_); }

bool Process::pump(std::chrono::milliseconds patience) {
    pollfd wanted[2] = {{output_, POLLIN, 0}, {errors_, POLLIN, 0}};
    if (output_ < 0 && errors_ < 0) return false;
    if (::poll(wanted, 2, static_cast<int>(patience.count())) <= 0) return false;
    char chunk[4096];
    for (auto& [descriptor, asked, got] : wanted) {
        if (descriptor < 0 || got == 0) continue;
        const ssize_t n = ::read(descriptor, chunk, sizeof chunk);
        const bool is_output = descriptor == output_;
        if (n > 0)
            (is_output ? out_ : err_).append(chunk, static_cast<std::size_t>(n));
        else
            shut(is_output ? output_ : errors_);
    }
    return true;
}

bool Process::read_until(std::string_view text, std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (const auto at = out_.find(text, read_so_far_); at != std::string::npos) {
            read_so_far_ = at + text.size();
            return true;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0 || output_ < 0) return false;
        pump(left);
    }
}

int Process::wait() {
    close_input();
    while (output_ >= 0 || errors_ >= 0)
        if (!pump(std::chrono::minutes(2))) break;
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void Process::interrupt() { ::kill(child_, SIGINT); }

void Process::kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    while (output_ >= 0 || errors_ >= 0)
        if (!pump(std::chrono::seconds(10))) break;
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
}

Result run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                   const Surroundings& in, std::string_view input) {
    Process process(program, arguments, in);
    process.write(input);
    const int exit = process.wait();
    return {exit, process.out(), process.err()};
}

} // namespace rapport::tests::cli
