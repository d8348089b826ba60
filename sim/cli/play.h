// rapport play FILE: a drill in the terminal, typed by a person or scripted.
#pragma once

#include "sim/cli/context.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::cli {

struct PlayOptions {
    std::string file;                    // empty: choose from the library
    std::optional<std::string> language; // of the drill
    std::optional<std::uint64_t> seed;
    std::optional<std::string> choose; // "a,b@35,silence"
    std::optional<std::string> policy; // first, best, worst, random
    std::optional<std::string> say;    // file of typed replies (say_file.h)
    std::optional<std::string> mode;   // choice, say, free: how replies are given
    std::optional<std::string> resume; // id of an unfinished attempt, or "last" (also for none)
    std::optional<std::string> under;  // with resume: "new", "kept" (resume_version.h)
    std::optional<std::string> from;   // ATTEMPT or ATTEMPT:TURN, what if (what_if.h)
    bool keep = false;                 // --record: keep a policy's run as well
    bool forget = false;               // --no-record
    bool trainer = false;              // exam scenarios are for trainers
    std::string trainee;
};

// "say" → say_then_choose …; empty: there is no such mode.
std::optional<std::string_view> input_mode_from(std::string_view mode);

Exit play(const Context& context, const PlayOptions& options);

} // namespace rapport::cli
