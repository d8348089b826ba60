// How far the total can still rise or fall from a moment on. Each behaviour is looked at by itself, as if every
// condition held and every reply could be the best one for each behaviour at once: never too strict, so what a bound
// rules out is ruled out. Integers throughout, rounded outwards.
#pragma once

#include "sim/analysis/best_path.h"
#include "sim/analysis/effort.h"
#include "sim/analysis/graph.h"
#include "sim/analysis/progress.h"

#include <vector>

namespace rapport::analysis {

class Bounds {
public:
    // work: units at most. What they are not enough for is bounded by what no contact can pass anyway.
    Bounds(const dialogue::Scenario& scenario, const Graph& graph, Objective objective,
           std::uint64_t work = most_preparing);
    std::uint64_t work() const { return work_.units(); } // units used

    // The total in hundredths that no contact passes which faces `node` with this progress; −1 (best) or 10001 (worst)
    // where no ending can be reached. `progress` faces the node already, unless the scenario has topics: then not yet,
    // since one may turn away from it.
    std::int32_t total(const Progress& progress, std::uint32_t node) const;

private:
    // One behaviour, or the understanding questions's reading of restate. Opportunities beyond `deep` are not told
    // apart.
    static constexpr std::size_t deep = 12;
    struct Sums { // by how many opportunities are still to come: the best sum, or out of reach
        std::array<std::int16_t, deep + 1> by_count{};
        bool beyond = false; // more than `deep` are possible
        bool operator==(const Sums&) const = default;
    };
    struct Metric {
        Behaviour behaviour{};
        bool understanding = false;
        std::vector<std::array<Sums, 5>> facing;   // [node][open level or value]
        std::vector<std::array<Sums, 6>> arriving; // the same; 5: nothing open
    };
    struct Share { // of what the opportunities are worth
        std::int64_t sum = 0, full = 0;
    };

    Sums out_of_reach() const;
    bool improve(Sums& into, const Sums& from, int sum, int opportunities) const;
    void fill(Metric& metric, const dialogue::Scenario& scenario, const Graph& graph);
    bool sweep(Metric& metric, const dialogue::Scenario& scenario, const Graph& graph, std::uint32_t node) const;
    int worth(const Metric& metric, const dialogue::Scenario& scenario, std::uint32_t node, std::uint32_t reply) const;
    void faults_anywhere();
    void spread_faults(const dialogue::Scenario& scenario, const Graph& graph);
    Share share(const Metric& metric, const Progress& progress, std::uint32_t node) const;
    bool better(std::int64_t a, std::int64_t b) const { return objective_ == Objective::best ? a > b : a < b; }

    Objective objective_;
    Work work_;
    const Graph* graph_;
    bool turns_;
    std::vector<bool> openings_; // nodes that may be faced in the first turn
    std::vector<Metric> metrics_;
    std::vector<std::array<Level, scoring::behaviour_count - scoring::first_fault>> faults_ahead_; // worst only
};

} // namespace rapport::analysis
