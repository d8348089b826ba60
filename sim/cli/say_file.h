// Replies to be typed, as a file: one a line, in the words of the trainee.
//
//   # a comment; blank lines count for nothing
//   I'm sorry, three days without a word is far too long.
//   > c                  the reply these words stand for; without, they are matched by what they show
//   silence              says nothing
//   topic:refund         turns to another topic
//   wait 35              the next of these comes after 35 seconds
#pragma once

#include "sim/cli/scripted.h"

#include <filesystem>

namespace rapport::cli {

// Errors: those of scenario_files::read_file; with the line as their place: say_pick_first (a pick with no words
// before it; argument "reply"), say_nothing (not a single reply).
// A line too long for a reply is found when it is played (scripted.h).
std::expected<std::vector<ScriptedReply>, Diagnostic> read_say_file(const std::filesystem::path& path);
std::expected<std::vector<ScriptedReply>, Diagnostic> parse_say_file(std::string_view text, const std::string& path);

} // namespace rapport::cli
