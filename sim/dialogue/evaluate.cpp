#include "sim/dialogue/condition.h"

#include <limits>

namespace rapport::dialogue {
namespace {

std::int32_t saturated(std::int64_t value) {
    constexpr std::int64_t limit = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(value > limit ? limit : value < -limit ? -limit : value);
}

std::int32_t bit(const std::uint64_t* bits, std::int32_t index) {
    const auto i = static_cast<std::uint32_t>(index);
    return bits == nullptr ? 0 : static_cast<std::int32_t>((bits[i / 64] >> (i % 64)) & 1U);
}

// The truth of == != < <= > >= for left less than, equal to and greater than right.
constexpr std::array<std::array<std::int32_t, 3>, 6> truth{
    {{0, 1, 0}, {1, 0, 1}, {1, 0, 0}, {1, 1, 0}, {0, 0, 1}, {0, 1, 1}}};

// Most expressions are one operation on a variable or the mood and a number: "callbacks < 3", "anger >= 60",
// "offered = offered + 1". They take a way without branches that depend on the scenario. Whether it was one of them.
bool evaluate_simple(std::span<const Instruction> code, const Facts& facts, std::int32_t& result) {
    if (code.size() != 3 || code[1].op != static_cast<std::uint8_t>(Op::number)) return false;
    std::int64_t left = 0;
    switch (static_cast<Op>(code[0].op)) {
    case Op::variable:
        left = facts.variables[code[0].operand];
        break;
    case Op::anger:
        left = facts.anger;
        break;
    case Op::trust:
        left = facts.trust;
        break;
    default:
        return false;
    }
    const std::int64_t right = code[1].operand;
    const unsigned comparison = code[2].op - static_cast<unsigned>(Op::equal);
    if (comparison < truth.size()) {
        result = truth[comparison][static_cast<std::size_t>(1 + (left > right) - (left < right))];
        return true;
    }
    const bool subtract = code[2].op == static_cast<std::uint8_t>(Op::subtract);
    if (!subtract && code[2].op != static_cast<std::uint8_t>(Op::add)) return false;
    result = saturated(subtract ? left - right : left + right);
    return true;
}

static_assert(static_cast<int>(Op::greater_equal) - static_cast<int>(Op::equal) + 1 == truth.size());

} // namespace

// The compiler has checked types and the number of slots, so the machine itself checks nothing.
std::int32_t evaluate(std::span<const Instruction> code, const Facts& facts) {
    if (code.empty()) return 1;
    if (std::int32_t result = 0; evaluate_simple(code, facts, result)) return result;
    std::array<std::int32_t, deepest_expression + 1> slots; // one spare: slot 0 is never read
    std::size_t top = 0;
    const auto push = [&](std::int32_t value) { slots[++top] = value; };
    const auto two = [&](auto operation) {
        const std::int64_t right = slots[top--];
        const std::int64_t left = slots[top];
        slots[top] = saturated(operation(left, right));
    };
    for (const auto [op, operand] : code) {
        switch (static_cast<Op>(op)) {
        case Op::number:
            push(operand);
            break;
        case Op::variable:
            push(facts.variables[operand]);
            break;
        case Op::anger:
            push(facts.anger);
            break;
        case Op::trust:
            push(facts.trust);
            break;
        case Op::ready:
            push(facts.ready ? 1 : 0);
            break;
        case Op::turn:
            push(facts.turn);
            break;
        case Op::seconds:
            push(facts.seconds);
            break;
        case Op::seen:
            push(bit(facts.seen, operand));
            break;
        case Op::chosen:
            push(bit(facts.chosen, operand));
            break;
        case Op::shown:
            push(facts.shown == nullptr ? 0 : facts.shown[operand]);
            break;
        case Op::add:
            two([](std::int64_t a, std::int64_t b) { return a + b; });
            break;
        case Op::subtract:
            two([](std::int64_t a, std::int64_t b) { return a - b; });
            break;
        case Op::multiply:
            two([](std::int64_t a, std::int64_t b) { return a * b; });
            break;
        case Op::negate:
            slots[top] = saturated(-static_cast<std::int64_t>(slots[top]));
            break;
        case Op::equal:
            two([](std::int64_t a, std::int64_t b) { return a == b ? 1 : 0; });
            break;
        case Op::not_equal:
            two([](std::int64_t a, std::int64_t b) { return a != b ? 1 : 0; });
            break;
        case Op::less:
            two([](std::int64_t a, std::int64_t b) { return a < b ? 1 : 0; });
            break;
        case Op::less_equal:
            two([](std::int64_t a, std::int64_t b) { return a <= b ? 1 : 0; });
            break;
        case Op::greater:
            two([](std::int64_t a, std::int64_t b) { return a > b ? 1 : 0; });
            break;
        case Op::greater_equal:
            two([](std::int64_t a, std::int64_t b) { return a >= b ? 1 : 0; });
            break;
        case Op::logical_and:
            two([](std::int64_t a, std::int64_t b) { return a & b; });
            break;
        case Op::logical_or:
            two([](std::int64_t a, std::int64_t b) { return a | b; });
            break;
        case Op::logical_not:
            slots[top] = slots[top] == 0 ? 1 : 0;
            break;
        }
    }
    return slots[top];
}

} // namespace rapport::dialogue
