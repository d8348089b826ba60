// Transcript tests: contacts written down as a trainee would have them, with what is expected on the way. One file
// (`.testplan`) holds any number of plans; the grammar is in scenarios/README.md, "Transcript tests".
#pragma once

#include "scoring/checklist.h"
#include "scoring/report.h"
#include "sim/base/diagnostic.h"
#include "sim/base/language.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scenario_files {

// Both ends inclusive, in hundredths, so that scores and whole numbers compare alike.
struct PlanRange {
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    bool has(std::int64_t hundredths) const { return hundredths >= least && hundredths <= most; }
};

enum class PlanSubject : std::uint8_t {
    node,     // name
    line,     // name (an id), or words it contains
    reply,    // name or words; negated: not offered
    ending,   // name
    outcome,  // outcome
    over,     //
    persona,  // name; empty: the customer as written
    topic,    // name: under discussion; offered: can be turned to
    ready,    //
    revealed, // the hidden need
    anger,    // range, as all below
    trust,
    turn,
    total,    // nothing graded: none
    question, // question; nothing graded: none
    csat,     // not over: none
    nps,      // not over: none
    faults,   // how many
    shown,    // behaviour: the best level so far
    variable  // name; true is 1, false 0
};

struct Expectation {
    PlanSubject subject{};
    bool negated = false;
    std::string name, words;
    scoring::Outcome outcome{};
    scoring::Question question{};
    scoring::Behaviour behaviour{};
    PlanRange range;
    bool offered = false;
    bool none = false; // expects that there is no such figure
};

struct PlanStep {
    enum class Kind : std::uint8_t { choose, say, silence, topic, wait, expect };
    Kind kind = Kind::expect;
    Location where;                        // of the command
    Location name_at;                      // of the id it names
    std::string source;                    // as written, without comment
    std::string text;                      // choose: reply id; say: words; topic: its id, or "main"
    std::optional<std::uint32_t> after_ms; // choose, say, silence, topic: time after the line; wait: how long
    Expectation expectation;
};

struct PlanSettings {
    std::string scenario; // as written, relative to the plan's file; empty: the file of the same name beside it
    Location scenario_at;
    std::vector<Language> languages; // empty: the scenario's first
    Location languages_at;
    std::optional<std::uint64_t> first_seed, last_seed;
    std::optional<std::string> persona; // "plain": the customer as written, unless a persona has that id
    Location persona_at;
};

struct TestPlan {
    std::string name;
    Location where;
    PlanSettings settings;
    std::vector<PlanStep> steps;
    Diagnostics mistakes; // a plan with mistakes is not run
};

struct TestPlanFile {
    std::string file;
    std::vector<TestPlan> plans;
    Diagnostics mistakes; // outside of any plan: none of them can be trusted
};

inline constexpr std::size_t largest_plan_file = 1U << 20U; // bytes, of an argument to read_file
inline constexpr std::size_t most_plan_mistakes = 100;      // listed of one plan; more_findings says how many are not
inline constexpr std::uint64_t most_plan_seeds = 1000;
inline constexpr std::uint32_t longest_plan_wait_s = 86'400;

// file_name: as it is to stand in the diagnostics. Never throws for any bytes.
TestPlanFile read_test_plan(std::string_view bytes, std::string file_name);

} // namespace rapport::scenario_files
