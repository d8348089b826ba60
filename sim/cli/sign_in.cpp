#include "sim/cli/sign_in.h"

#include <deque>
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

// Lines that were read ahead.
std::deque<std::string>& taken_lines() {
    static std::deque<std::string> lines;
    return lines;
}

bool at_terminal() { return isatty(STDIN_FILENO) != 0; }

} // namespace

std::string secret_line(const Context& context, std::string_view prompt) {
    std::string line;
    const bool terminal = at_terminal();
    if (!terminal && !context.pin_stdin) return line;
    if (auto& taken = taken_lines(); !terminal && !taken.empty()) {
        line = std::move(taken.front());
        taken.pop_front();
    } else if (!terminal) {
        std::getline(std::cin, line);
    } else {
        const NoEcho quiet; // before anybody can answer: what was typed earlier is dropped
        std::cerr << prompt << std::flush;
        std::getline(std::cin, line);
        std::cerr << '\n';
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

std::expected<void, Diagnostic> take_pin_lines(const Context& context, std::size_t needed) {
    if (at_terminal() || !context.pin_stdin) return {};
    auto& taken = taken_lines();
    constexpr std::size_t most = 100;
    for (std::string line; taken.size() < most && std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (!line.empty()) taken.push_back(line);
    }
    if (taken.size() == needed) return {};
    return std::unexpected(Diagnostic::error("pin_lines")
                               .with("needed", std::to_string(needed))
                               .with("given", std::to_string(taken.size())));
}

std::expected<std::string, Diagnostic> new_pin(const Context& context, const records::Person& person) {
    std::string pin = secret_line(context, context.tr("cli.pin_new", {{"name", person.words.name}}));
    if (at_terminal()) {
        // Typed unseen: a slip would lock her out.
        if (!pin.empty() && secret_line(context, context.tr("cli.pin_again")) != pin)
            return std::unexpected(Diagnostic::error("pin_differs"));
    } else if (pin.empty()) {
        return std::unexpected(Diagnostic::error("pin_none_given").with("name", person.words.name));
    }
    return pin;
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
