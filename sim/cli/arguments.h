// What the library that reads the command line says, in our own words and both languages: its own sentences are English
// only and its help cannot measure Chinese.
#pragma once

#include "sim/cli/context.h"

#include <CLI/CLI.hpp>

#include <string>

namespace rapport::cli {

// The subcommand the arguments got to: "rapport", "rapport play", "rapport records list".
const CLI::App& deepest(const CLI::App& app);
std::string command_line(const CLI::App& app);

std::string help_text(const Context& context, const CLI::App& app);

// usage_unknown_argument (what, perhaps suggestion), usage_missing_argument (what), usage_missing_command (what),
// usage_value_missing (option), usage_bad_value (option, value); command with each.
Diagnostic usage_problem(const Context& context, const CLI::App& app, const CLI::ParseError& error);

} // namespace rapport::cli
