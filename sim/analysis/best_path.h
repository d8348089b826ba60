// The best and the worst total a scenario can lead to, with the replies that lead there.
//
// Exact where the search ends within its budget: states are merged when nothing that can still happen tells them apart
// (relevance.h), one is dropped when another in its place has done at least as well in everything (progress.h), and
// what cannot beat the best found so far is left alone (bounds.h). Otherwise the best contact found, with a bound that
// no contact passes. The budget counts states and never looks at a clock, so every machine finds the same.
//
// Conditions hold as in play and silence is tried wherever it has a consequence. Replies take the scripted time below,
// or every length of time that makes a difference (times.h). The persona is the one the seed draws.
#pragma once

#include "sim/dialogue/session.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::analysis {

enum class Objective : std::uint8_t { best, worst };
enum class Pace : std::uint8_t { scripted, any };

struct Budget {
    // Moves tried, in all, counted as in effort.h: about two seconds' work.
    std::uint64_t states = 400'000;
    // Longer contacts are not followed, so that nothing may be proven. 0: four times the shortest way to an ending, and
    // no fewer than 100.
    std::size_t turns = 0;
};

struct Path {
    // Reply ids in order, "silence" for a silence, "topic:refund" for a turn to a topic; moves of the story are left
    // out. "a@75": after that many seconds, where the scripted time would not do.
    std::vector<std::string> replies;
    std::optional<std::uint32_t> ending; // index; empty: no ending was found, and this is how far one gets
    std::int32_t total_hundredths = 0;   // 0 where the scenario grades nothing
    std::int32_t bound_hundredths = 0;   // no contact passes this; equals the total where that is proven
    bool proven = false;
    std::uint64_t states = 0; // moves tried, counted as in the budget
};

struct Ground;
class Bounds;
// On ground that is prepared, with the seed that draws the persona wanted. bounds: of this objective.
Path find_path(const Ground& ground, const Bounds& bounds, std::uint64_t seed, Objective objective,
               const Budget& budget = {}, Pace pace = Pace::scripted);
Path find_path(std::shared_ptr<const dialogue::Scenario> scenario, std::shared_ptr<const dialogue::MoodTable> table,
               const dialogue::Settings& settings, Objective objective, const Budget& budget = {},
               Pace pace = Pace::scripted);

// "a" after the scripted time, else "a@75" or "a@75.5".
std::string path_item(std::string_view reply, std::uint32_t ms, std::uint32_t scripted_ms);

// Half the response norm (scripted turns in play and in this search). Milliseconds.
std::uint32_t scripted_response_ms(const dialogue::Scenario& scenario);
// A scripted silence lasts as long as the node waits for one, or the norm where it does not say. Milliseconds.
std::uint32_t scripted_silence_ms(const dialogue::Scenario& scenario, const dialogue::Node& node);

} // namespace rapport::analysis
