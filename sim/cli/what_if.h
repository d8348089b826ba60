// What if: a past attempt played again from one of its turns. The attempt itself stays as it is.
#pragma once

#include "sim/cli/context.h"
#include "sim/training/attempt.h"

#include <expected>
#include <string>
#include <string_view>

namespace rapport::cli {

// The attempt a person means: by its whole id, the beginning of it (six characters or more), or `last` (of those that
// are over). A word that means none is handed back as it is. Errors: attempt_ambiguous (start), database trouble.
struct Meant {
    std::string attempt;
    bool unfinished = false;
};
std::expected<Meant, Diagnostic> meant_by(const training::Services& services, const std::string& word);

struct Branch {
    training::PlayedAttempt attempt;
    int turn = 1;
};
// "ATTEMPT" or "ATTEMPT:TURN", turns as the debrief counts them; without one, the turn the debrief says to try again,
// else the first. Errors: from_bad_turn (value), attempt_unfinished (attempt), rewind_practice_only, those of meant_by
// and training::load_attempt. Whether the turn exists, Drill::again_from says.
std::expected<Branch, Diagnostics> attempt_to_branch(const training::Services& services, std::string_view from);

} // namespace rapport::cli
