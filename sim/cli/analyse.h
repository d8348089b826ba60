// rapport analyse FILE: what a scenario can lead to, and whether it tells good handling from poor.
#pragma once

#include "sim/cli/context.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rapport::cli {

struct AnalyseOptions {
    std::string file;
    std::optional<std::string> graph; // dot, mermaid: print the graph only
    std::optional<std::uint64_t> seed;
    std::size_t runs = 200; // of each simulated trainee
    bool trainer = false;   // exam scenarios are for trainers
    std::string trainee;
};

// Exit 1 where there is anything an author should look at (analysis::clean); the graph alone is always fine.
Exit analyse(const Context& context, const AnalyseOptions& options);

} // namespace rapport::cli
