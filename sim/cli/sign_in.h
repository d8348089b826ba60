// --as NAME: who sits at the terminal.
#pragma once

#include "sim/cli/context.h"
#include "sim/training/people.h"

#include <expected>
#include <string>
#include <string_view>

namespace rapport::cli {

// A line from the terminal that is not shown while it is typed; with --pin-stdin the next line of standard input. Empty
// where there is neither.
std::string secret_line(const Context& context, std::string_view prompt);

// With --pin-stdin and no terminal: reads all of standard input, of which secret_line then gives a line at a time
// (empty ones are passed over). Errors: pin_lines (args: needed, given), where there are fewer or more.
std::expected<void, Diagnostic> take_pin_lines(const Context& context, std::size_t needed);
// A PIN that is to be set: on a terminal asked for twice. Errors: pin_differs; pin_none_given (args: name).
std::expected<std::string, Diagnostic> new_pin(const Context& context, const records::Person& person);

// Who --as names, if anybody, is signed in; else the attempts of people with a PIN are not shown. The PIN is asked for
// once, however many services are opened. Errors: those of training::sign_in.
std::expected<void, Diagnostic> sign_in(const Context& context, training::Services& services);
// Asks for the PIN of this person.
std::string ask_pin(const Context& context, const records::Person& person);

} // namespace rapport::cli
