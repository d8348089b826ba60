// The grade of one attempt, with everything needed to show where each point came from.
// Source of every formula: the project's checklist (README, "What is graded").
#pragma once

#include "scoring/checklist.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace rapport::scoring {

inline constexpr int scorer_version = 1;

// A maximal run of consecutive turns that called for a behaviour; taken at the best level reached in it.
struct Opportunity {
    int first_turn = 0, last_turn = 0; // turn numbers, inclusive
    Level best = 0;
    int best_turn = 0;    // the first turn that reached `best`; 0 if missed
    bool checked = false; // restate: reached 2 with a check that invites correction
    bool unsure = false;  // nothing was shown for certain, and a typed reply in it could not be judged: not counted
};

enum class Standing : std::uint8_t {
    not_graded,    // the scenario does not grade it: left out of every mean
    never_reached, // graded, but the contact ended before anything called for it: 0
    missed,        // called for, never shown
    partly,        // taken in part
    taken,         // every opportunity at level 2
    not_judged     // none of its opportunities could be judged: left out of every mean
};

struct BehaviourResult {
    Behaviour behaviour{};
    Standing standing = Standing::not_graded;
    std::optional<std::int32_t> score; // hundredths, 0–10000; empty if not graded or not judged
    std::vector<Opportunity> opportunities;
    std::vector<Opportunity> not_judged; // neither earn nor cost
};

enum class Question : std::uint8_t { listening, understanding, empathy, solution, satisfaction };
inline constexpr std::size_t question_count = 5;
std::string_view id(Question q);

struct FaultResult {
    Behaviour behaviour{};
    int turn = 0;
    Level level = 0;
    int points = 0; // taken off the total; 0 where the id has counted twice already or 30 are reached
};

// All simulated (and to be labelled so wherever shown). Times in milliseconds.
struct Kpi {
    std::optional<int> csat;            // 1–5; empty if abandoned
    std::optional<int> nps;             // 0–10
    std::optional<bool> fcr;            // resolved in this contact
    std::optional<std::int64_t> aht_ms; // talk + hold + wrap-up
    std::optional<std::int64_t> first_response_ms, mean_response_ms;
};

struct Report {
    std::array<std::optional<std::int32_t>, question_count> questions; // hundredths, 0–10000; empty: nothing graded
    std::optional<std::int32_t> total; // hundredths, 0–10000; empty where the scenario grades nothing at all
    std::int32_t before_faults = 0;    // hundredths
    int fault_points = 0;              // 0–30
    bool capped = false;               // held at 60 by a critical fault
    std::array<BehaviourResult, behaviour_count> behaviours; // faults have no score here
    std::vector<FaultResult> faults;                         // in the order of the turns
    Kpi kpi;
};

} // namespace rapport::scoring
