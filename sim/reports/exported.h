// What every form of export is made from: an attempt as the records keep it, with the grade it was given then. Nothing
// here is graded anew, so that an export of today and one of next year say the same about the same attempt.
#pragma once

#include "sim/records/database.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rapport::reports {

struct Exported {
    records::AttemptRow row;
    std::vector<records::BehaviourRow> behaviours;
    std::vector<records::Overrule> overrules; // levels that people changed since, oldest first
    // Hundredths, with the changed levels in place; empty where none was changed or nothing is graded.
    std::optional<std::int32_t> total_overruled;
};

// Somebody's own try from the start, which is what results are compared by: not a policy's run, and not begun in the
// middle of another attempt.
inline bool own_try(const records::AttemptHeader& header) {
    return !records::played_by_program(header) && !records::what_if(header);
}

} // namespace rapport::reports
