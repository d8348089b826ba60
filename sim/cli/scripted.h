// Scripts of replies: "a,b@35,silence,topic:refund", or words a line (say_file.h).
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/cli/run.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::cli {

struct ScriptedReply {
    std::string reply; // "silence" keeps silent, "topic:refund" turns to a topic
    std::optional<std::uint32_t> ms;
    bool words = false;                  // `reply` is typed
    std::optional<std::string> picked{}; // the reply these words stand for; empty: as they are read
    Location where{};                    // in the file of words
    bool operator==(const ScriptedReply&) const = default;
};

// Errors: script_empty_reply (position), script_bad_seconds (reply, value; seconds from 0 to 86400, at most
// three decimals).
std::expected<std::vector<ScriptedReply>, Diagnostic> parse_script(std::string_view text);

struct ScriptPlayed {
    std::size_t used = 0;             // replies
    std::optional<Diagnostic> halted; // why the rest was not played: say_line_too_long (warning: length, most, unused)
};

// Plays until the script or the drill is over. A reply that is not offered is an error (script_unknown_reply, or
// script_silence where silence leads nowhere; arguments turn, node, offered, reply). Words too long for a reply halt
// the script, which then counts as one that ends early; as its first reply they are an error (typed_too_long). between:
// what stands between the ids in `offered`.
std::expected<ScriptPlayed, Diagnostic> play_script(Run& run, const std::vector<ScriptedReply>& script,
                                                    std::string_view between = ", ");

// Does what one item of a script says.
std::expected<void, Diagnostic> take(Run& run, const ScriptedReply& entry, std::uint32_t ms);

// "60.001" → 60001, up to a day; empty: no such time.
std::optional<std::uint32_t> milliseconds_of(std::string_view seconds);

// The time a scripted turn takes where the script does not say, as the analysis takes it: half the norm, silences as
// long as they are. Milliseconds.
std::uint32_t scripted_ms(const dialogue::Session& session, std::string_view reply);

} // namespace rapport::cli
