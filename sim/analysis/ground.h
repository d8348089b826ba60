// What all searches of one scenario stand on, prepared once for all of them.
#pragma once

#include "sim/analysis/effort.h"
#include "sim/analysis/graph.h"
#include "sim/analysis/personas.h"
#include "sim/analysis/relevance.h"
#include "sim/analysis/times.h"

namespace rapport::analysis {

struct Ground {
    // settings.seed: where the search for seeds that draw each persona begins. work: see Relevance.
    Ground(std::shared_ptr<const dialogue::Scenario> scenario, std::shared_ptr<const dialogue::MoodTable> table,
           const dialogue::Settings& settings, std::uint64_t work = most_preparing)
        : scenario(std::move(scenario)), table(std::move(table)), settings(settings), graph(graph_of(*this->scenario)),
          relevance(*this->scenario, *this->table, graph, work), times(*this->scenario, *this->table, settings),
          effort(*this->scenario, relevance.bits()), personas(personas_of(*this->scenario, settings)) {}
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

    dialogue::Session begin(std::uint64_t seed) const {
        dialogue::Settings with = settings;
        with.seed = seed;
        return {scenario, table, with};
    }

    std::shared_ptr<const dialogue::Scenario> scenario;
    std::shared_ptr<const dialogue::MoodTable> table;
    dialogue::Settings settings;
    Graph graph;
    Relevance relevance;
    Times times;
    Effort effort;
    Personas personas;
};

} // namespace rapport::analysis
