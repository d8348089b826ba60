// Which customers a scenario can put on the line, and with which seed.
#pragma once

#include "sim/dialogue/session.h"

#include <cstdint>
#include <map>
#include <memory>

namespace rapport::analysis {

struct Personas {
    std::map<std::uint32_t, std::uint64_t> seeds; // index into Scenario::personas → the first seed that draws it
    bool all = true;                              // false: a thousand seeds did not draw some
};

// From settings.seed on. An exam has one persona, as written.
Personas personas_of(const dialogue::Scenario& scenario, const dialogue::Settings& settings);

} // namespace rapport::analysis
