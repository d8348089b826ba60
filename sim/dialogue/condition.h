// The small expression language of conditions (`when`) and effects (`do`): read once, type-checked, compiled to
// postfix.
//
//   or      lowest          anger <= 40 and not offered
//   and                     chosen(opening.a) or shown(restate) == 2
//   not                     callbacks + 1 < 3
//   == != < <= > >=         (no chains: a < b < c is an error)
//   + -
//   *
//   - (sign), ( ), integers, true, false, variables, anger trust ready turn seconds,
//   seen(node), chosen(node.reply), shown(behaviour)
#pragma once

#include "sim/base/name_table.h"
#include "sim/dialogue/scenario.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::dialogue {

enum class Op : std::uint8_t {
    number,
    variable,
    anger,
    trust,
    ready,
    turn,
    seconds,
    seen,
    chosen,
    shown, // operand: node, global reply, behaviour index
    add,
    subtract,
    multiply,
    negate,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    logical_and,
    logical_or,
    logical_not
};

inline constexpr std::size_t deepest_expression = 32; // stack slots an expression may need

// The names an expression may use. The keys are views owned by whoever reads the scenario.
struct Names {
    NameTable variables, nodes;
    // (node, reply id) → global reply index; none if unknown. A function so that the reader need not index 100,000 ids.
    std::uint32_t (*reply)(const void* context, std::uint32_t node, std::string_view id) = nullptr;
    const void* context = nullptr;
    const std::vector<Variable>* declared = nullptr;
    bool suggest = true; // look for near names; costs time where there are many names and many slips
};

// What is wrong and where in the expression. Codes: condition_syntax, condition_unknown_name, condition_type,
// condition_number_range, condition_too_deep.
struct ExpressionError {
    std::string code;
    std::size_t offset = 0; // bytes from the start of the expression
    std::string found;      // the offending word or character, empty at the end
    std::string expected;   // machine word: "operand", "operator", "boolean", "integer", "name", "end", "assignment"
    std::string suggestion; // a near name, or empty
};

enum class Type : std::uint8_t { integer, boolean };

// Appends the code for `text` to `out` and returns where it stands.
std::expected<Range, ExpressionError> compile(std::string_view text, Type wanted, const Names& names,
                                              std::vector<Instruction>& out);
// "name = expression"
std::expected<Assignment, ExpressionError> compile_assignment(std::string_view text, const Names& names,
                                                              std::vector<Instruction>& out);

// The state an expression is evaluated in.
struct Facts {
    std::int32_t anger = 0, trust = 0, turn = 1, seconds = 0;
    bool ready = false;
    const std::int32_t* variables = nullptr;
    const std::uint64_t* seen = nullptr;   // one bit a node
    const std::uint64_t* chosen = nullptr; // one bit a reply
    const scoring::Level* shown = nullptr; // best level so far, one a behaviour
};

// Arithmetic saturates at ±2^31−1; booleans are 0 and 1. An empty expression is true.
std::int32_t evaluate(std::span<const Instruction> code, const Facts& facts);

} // namespace rapport::dialogue
