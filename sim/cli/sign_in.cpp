#include "sim/cli/sign_in.h"

#include <iostream>
#include <map>
#include <termios.h>
#include <unistd.h>

namespace rapport::cli {
namespace {

// Nothing that is typed is shown, until this goes.
class NoEcho {
public:
    NoEcho() {
        if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    ~NoEcho() {
        if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

} // namespace

std::string secret_line(const Context& context, std::string_view prompt) {
    std::string line;
    const bool terminal = isatty(STDIN_FILENO) != 0;
    if (!terminal && !context.pin_stdin) return line;
    if (!terminal) {
        std::getline(std::cin, line);
    } else {
        std::cerr << prompt << std::flush;
        const NoEcho quiet;
        std::getline(std::cin, line);
        std::cerr << '\n';
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

std::string ask_pin(const Context& context, const records::Person& person) {
    static std::map<std::string, std::string> given;
    if (const auto known = given.find(person.id); known != given.end()) return known->second;
    return given[person.id] = secret_line(context, context.tr("cli.pin_prompt", {{"name", person.words.name}}));
}

std::expected<void, Diagnostic> sign_in(const Context& context, training::Services& services) {
    if (!context.as) return {};
    const auto done = training::sign_in(services, *context.as,
                                        [&](const records::Person& person) { return ask_pin(context, person); });
    if (!done) return std::unexpected(done.error());
    return {};
}

} // namespace rapport::cli
