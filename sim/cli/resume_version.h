// An unfinished drill whose scenario's file has changed since it was left: under which version it goes on.
#pragma once

#include "sim/cli/context.h"
#include "sim/training/drill.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::cli {

// --under: asked for in so many words; empty: asked at a terminal, else the new version where nothing that was said is
// touched by the changes.
enum class Under : std::uint8_t { renewed, kept };
// "new", "kept"
std::optional<Under> under_from(std::string_view word);

// Asks a person; empty: they leave.
using Ask = std::function<std::optional<std::string>(std::string_view prompt)>;

// Puts `drill` under the version it is to go on with and says what happened. The answer is the exit code to stop with:
// fine (left), trouble (--under new where that cannot be: scenario_not_in_library, the reader's errors, carry_*; the
// attempt is as it was). Empty: go on.
std::optional<Exit> settle_version(const Context& context, const training::Services& services, training::Drill& drill,
                                   std::optional<Under> wish, const Ask& ask);

} // namespace rapport::cli
