// From bytes to a tree: characters, JSON, duplicate keys and depth. The JSON library stays inside parse.cpp.
#pragma once

#include "sim/scenario_files/findings.h"
#include "sim/scenario_files/limits.h"
#include "sim/scenario_files/tree.h"

#include <memory>
#include <string>
#include <string_view>

namespace rapport::scenario_files {

// visible: NUL and what turns the direction of writing are findings; any: texts may hold what they like.
enum class Characters : std::uint8_t { visible, any };

// The tree, empty where it could not be built; what is wrong goes to `findings`. Never throws for any bytes.
Tree parse(std::shared_ptr<Storage> storage, const Limits& limits, Findings& findings,
           Characters characters = Characters::visible);

// The parts, each of which reports on its own.
void screen_characters(std::string_view bytes,
                       Findings& findings); // saved_as_utf16, not_utf8, nul_character, bidi_control
bool is_bidi_control(char32_t c);           // Unicode property Bidi_Control
std::string code_point_name(char32_t c);    // "U+202E"
// Why bytes are not JSON; reports exactly one json_… code (or file_empty). reached: how far the library got, for the
// case that this function has no objection of its own.
void explain_syntax(std::string_view bytes, std::size_t reached, Findings& findings);

} // namespace rapport::scenario_files
