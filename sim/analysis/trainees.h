// Simulated trainees: what would people of a kind get out of this scenario? Each follows a rule over what the replies
// show and draws from a seed, so that the same call gives the same numbers on every machine. They are caricatures that
// try the scenario, not models of anybody: what counts is whether their totals come apart.
//
//   novice          answers the matter and not the person: a solution first, then half-measures. Would not insult.
//                   One turn in four at random.
//   script_reader   greets, apologises without saying what for, then offers a solution; what is specific to this
//                   customer stands in no script. One turn in eight at random.
//   warm_but_vague  names feelings, apologises, lets the customer speak; neither tells it back nor says what happens
//                   next, and promises too much rather than disappoint. One turn in eight at random.
//   expert          the best reply by quality.h; among equals the model answer, then the first as written.
//   random          any reply.
//
// Where nothing can be said, all keep silent. Replies take the scripted time; the seed draws the persona as in play.
#pragma once

#include "sim/analysis/effort.h"
#include "sim/dialogue/session.h"

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace rapport::analysis {

enum class Trainee : std::uint8_t { novice, script_reader, warm_but_vague, expert, random };
inline constexpr std::array<std::string_view, 5> trainee_ids{"novice", "script_reader", "warm_but_vague", "expert",
                                                             "random"};
constexpr std::string_view id(Trainee t) { return trainee_ids[static_cast<std::size_t>(t)]; }

// Totals in hundredths.
struct Distribution {
    std::int32_t min = 0, median = 0, max = 0, mean = 0; // rounded half up where a half is left
};

struct TraineeResult {
    Trainee trainee{};
    std::size_t runs = 0, finished = 0, resolved = 0; // finished: came to an ending
    std::uint64_t work = 0;                           // units
    std::optional<Distribution> totals;               // nothing where the scenario grades nothing, or without runs
};

inline constexpr std::uint64_t most_simulating = standard_work / 6;

// A scenario tells two kinds of trainees apart where their medians are at least so far apart: 15 of the 100 points.
inline constexpr std::int32_t least_difference = 1500;

// `runs` each, with the seeds from settings.seed on; every trainee meets the same customers. A contact that does not
// end within 1,000 turns is graded as it stands. work: units for all together (effort.h); where they are not enough,
// fewer contacts are played, and one that would take more than its trainee has left does not count.
struct Ground;
std::vector<TraineeResult> simulate(const Ground& ground, std::size_t runs, std::uint64_t work = most_simulating);
std::vector<TraineeResult> simulate(const std::shared_ptr<const dialogue::Scenario>& scenario,
                                    const std::shared_ptr<const dialogue::MoodTable>& table,
                                    const dialogue::Settings& settings, std::size_t runs);

// By how much the expert's median is above another's, hundredths; nothing where either has none.
std::optional<std::int32_t> expert_above(const std::vector<TraineeResult>& results, Trainee other);

} // namespace rapport::analysis
