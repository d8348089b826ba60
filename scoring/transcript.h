// What the grader reads: the turns of one attempt with what each reply showed, what each moment called for, and how it
// ended. Made by the session (sim/dialogue/transcript.h); self-contained, so that it can be stored and graded again.
#pragma once

#include "scoring/checklist.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rapport::scoring {

// The words that show a behaviour. start and length in Unicode code points of the turn's reply.
struct Evidence {
    Behaviour behaviour{};
    Level level = 0;
    std::string quote;
    std::size_t start = 0;
    std::size_t length = 0;
    std::string reason; // code: "authored", or the engine's or recogniser's rule, e.g. "rule_13"
    std::string missing =
        {}; // code of what would have made it a 2; empty where it is one, for faults and authored words
    bool operator==(const Evidence&) const = default;
};

enum class ReplyKind : std::uint8_t {
    chosen,
    typed,
    silence,
    none
}; // none: the story moved on by `otherwise`, or the
   // trainee turned to another topic

struct Turn {
    int number = 0;                // from 1
    std::string node, line, reply; // ids; reply is "silence", "otherwise" or "topic:…" for those kinds
    std::string customer_text, reply_text;
    ReplyKind kind = ReplyKind::chosen;
    BehaviourSet calls_for;        // restricted to nothing: as the node says
    Labels labels;                 // after the moment has been taken into account (rules 1, 12, 13)
    bool correction_check = false; // the restatement closes with a check that invites correction
    std::vector<Evidence> evidence;
    std::int64_t response_ms = 0; // from the line (after the reading allowance) to the reply
    // Typed replies only
    BehaviourSet unsure{};      // not judged: neither earned nor missed
    std::string not_scorable{}; // code of why no behaviour could be read in it; empty: it is scorable
};

struct Transcript {
    BehaviourSet grades; // what the scenario grades
    std::vector<Turn> turns;
    std::optional<Outcome> outcome; // empty: abandoned or still running
    int anger = 0, trust = 0;       // 0–100, at the end
    std::int64_t hold_ms = 0, wrap_up_ms = 0;
    bool timed = false; // a reply was typed; false in pure choice mode: AHT is then not shown (the numbers are there)
};

} // namespace rapport::scoring
