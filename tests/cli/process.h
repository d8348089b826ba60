// The built program as a person or a script runs it: arguments, environment and pipes, and what comes back.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace rapport::tests::cli {

struct Surroundings {
    std::filesystem::path data{};                                   // RAPPORT_DATA
    std::vector<std::pair<std::string, std::string>> environment{}; // on top of a plain UTF-8 one
    std::optional<std::size_t> largest_file{};                      // bytes, as on a full disk
};

// A running program; killed with the object if it still runs.
class Process {
public:
    Process(const std::filesystem::path& program, const std::vector<std::string>& arguments, const Surroundings& in);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // False: the program does not read any more.
    bool write(std::string_view text);
    void close_input();
    // Reads standard output until `text` has come after what was read before. False: the output or the time ended.
    bool read_until(std::string_view text, std::chrono::milliseconds patience = std::chrono::seconds(30));
    // Reads to the end and waits. The exit code, or −signal.
    int wait();
    void interrupt(); // Ctrl-C
    void kill();

    const std::string& out() const { return out_; }
    const std::string& err() const { return err_; }

private:
    bool pump(std::chrono::milliseconds patience); // false: nothing came, or everything is closed
    pid_t child_ = -1;
    int input_ = -1, output_ = -1, errors_ = -1;
    std::string out_, err_;
    std::size_t read_so_far_ = 0;
};

struct Result {
    int exit = 0;
    std::string out, err;
};
Result run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                   const Surroundings& in, std::string_view input = {});

} // namespace rapport::tests::cli
