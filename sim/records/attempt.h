// An attempt as it is kept: a header, one record a turn, an end. Everything is written by id, never by position, so
// that a log still reads after its scenario was reordered; all JSON is canonical (fixed key order, no blanks, integers
// only), so that the same log is the same bytes.
//
// Diagnostics of the readers (argument "attempt" where known):
//   log_damaged   not JSON, a key missing or of the wrong kind            args: what, turn (0: header or end)
//   log_mismatch  names a node, line, reply … the scenario does not have  args: what, id, turn
//   log_newer     written by a newer engine                               args: version, ours
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/session.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

// Where a "try again from here" left another attempt.
struct BranchedFrom {
    std::string attempt;
    int turn = 0; // the first turn that was played anew, from 1
    bool operator==(const BranchedFrom&) const = default;
};

// The story was changed while it was being played, and the attempt went on under the new version.
struct EarlierVersion {
    std::string scenario_hash; // content_hash of the file as it was
    int scenario_version = 1;
    int turns = 0; // the records up to this one, from 1, were made under it or under one before
    bool operator==(const EarlierVersion&) const = default;
};

// How replies are given; stable.
inline constexpr std::string_view input_by_choice = "choice";
inline constexpr std::string_view input_say_then_choose = "say_then_choose"; // typed, then one offered is confirmed
inline constexpr std::string_view input_free_text = "free_text";             // typed, nothing is offered
inline constexpr std::string_view input_by_program = "policy";               // nobody's own result

struct AttemptHeader {
    std::string id;                                // identity.h: new_attempt_id
    std::string started_at;                        // UTC, ISO 8601
    int engine_version = dialogue::engine_version; //
    int scorer_version = 1;                        //
    int mood_version = 1;                          //
    std::string mood_hash;                         // content_hash of the mood table's file
    std::string scenario_hash;                     // content_hash of the scenario's file
    std::string scenario_id;                       //
    int scenario_version = 1;                      //
    std::array<std::string, 2> scenario_title;     // by language; for lists
    std::string persona;                           // empty: the customer as written
    std::uint64_t seed = 1;                        //
    Language language = Language::en;              // at the start
    std::string input_mode = "choice";             // choice, say_then_choose, free_text, policy
    std::string grader;                            // version of what reads typed replies; empty where nothing is typed
    int leniency = 100;                            // per cent of the time norms; 0: off
    int reading_percent = 100;                     // the person's factor on the reading allowance
    std::string trainee;                           // name or alias, may be empty
    std::optional<BranchedFrom> branched_from;     //
    std::vector<EarlierVersion> earlier_versions;  // oldest first; the scenario above is what it ends under
    std::string continues;                         // the attempt this one took the place of when the story changed
    std::string person; // whose it is (people.h), a UUID; empty: from before there were people
    std::string wave;   // the assessment it belongs to, a UUID; empty: practice
    bool operator==(const AttemptHeader&) const = default;
};
inline bool typed_in(std::string_view input_mode) {
    return input_mode == input_say_then_choose || input_mode == input_free_text;
}
inline bool played_by_program(const AttemptHeader& h) { return h.input_mode == input_by_program; }

// Began in the middle of another attempt: its first turns are not its own, so that it is no fresh try where attempts
// are compared or counted. From turn 1 on it is one.
bool what_if(const AttemptHeader& header);
// Notes that what was played so far, `turns` records, was played under the scenario the header names, which is about to
// change. Versions under which nothing was played are not kept.
void leave_version(AttemptHeader& header, int turns);
// Only the first `turns` records are left.
void cut_versions(AttemptHeader& header, int turns);

enum class Status : std::uint8_t { finished, abandoned };
std::string_view id(Status s);
std::optional<Status> status_from(std::string_view id);

struct AttemptEnd {
    std::string ended_at; // UTC, ISO 8601
    Status status = Status::finished;
    std::string ending; // ending id; empty if abandoned
    bool operator==(const AttemptEnd&) const = default;
};

struct AttemptLog {
    AttemptHeader header;
    std::vector<dialogue::TurnRecord> turns;
    std::optional<AttemptEnd> end; // empty: unfinished
    bool operator==(const AttemptLog&) const = default;
};

// {"attempt":…,"started_at":…,…}
std::string header_json(const AttemptHeader& header);
// {"turns":[…]} or {"turns":[…],"end":{…}}: what one step adds to a journal. The story may move on by itself after a
// reply, so a step can have several records; they are kept or lost together.
std::string step_json(const dialogue::Scenario& scenario, std::span<const dialogue::TurnRecord> turns,
                      const AttemptEnd* end = nullptr);
// {"header":{…},"turns":[…],"end":{…}|null}: the whole attempt, as the database keeps it.
std::string log_json(const dialogue::Scenario& scenario, const AttemptLog& log);

std::expected<AttemptHeader, Diagnostic> parse_header(std::string_view json);
// Adds the step's records (and its end) to `log`.
std::expected<void, Diagnostic> parse_step(std::string_view json, const dialogue::Scenario& scenario, AttemptLog& log);
std::expected<AttemptLog, Diagnostic> parse_log(std::string_view json, const dialogue::Scenario& scenario);
// The header alone: enough to find the scenario.
std::expected<AttemptHeader, Diagnostic> header_of_log(std::string_view json);

// The settings a session was played with.
dialogue::Settings settings_of(const AttemptHeader& header);

} // namespace rapport::records
