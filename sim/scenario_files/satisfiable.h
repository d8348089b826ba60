// Whether a condition can hold at all, worked out from the bounds of what it asks about: anger and trust 0–100, a
// variable its range, a question 0 or 1. Never a guess: where a condition is too involved, the answer is perhaps.
#pragma once

#include "sim/dialogue/condition.h"

#include <cstdint>
#include <functional>
#include <span>

namespace rapport::scenario_files {

struct Interval {
    std::int64_t least = 0, most = 0;
    bool operator==(const Interval&) const = default;
};

enum class Truth : std::uint8_t { never, perhaps, always };

// What one name of a condition (a variable, anger … shown) can be. Operand as in the compiled code.
using Bounds = std::function<Interval(dialogue::Op, std::int32_t)>;
// The bounds that hold anywhere in the story.
Interval bounds_anywhere(const dialogue::Scenario& scenario, dialogue::Op op, std::int32_t operand);

// An empty condition always holds.
Truth truth_of(std::span<const dialogue::Instruction> condition, const Bounds& bounds);
// The values an expression can have (for yes or no: 0 and 1), before a variable's range cuts them off.
Interval values_of(std::span<const dialogue::Instruction> expression, const Bounds& bounds);

} // namespace rapport::scenario_files
