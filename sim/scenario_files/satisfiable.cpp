#include "sim/scenario_files/satisfiable.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace rapport::scenario_files {
namespace {

using dialogue::Instruction;
using dialogue::Op;

constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max(); // beyond it, arithmetic saturates
constexpr std::size_t longest_condition = 400;                             // instructions
constexpr std::size_t most_boxes = 64;
constexpr std::uint32_t absent = 0xFFFFFFFFU;

// One interval for each thing the condition asks about.
using Box = std::vector<Interval>;
using Boxes = std::vector<Box>;

// c + a·x + b·y …, over the things asked about.
struct Linear {
    std::vector<std::pair<std::size_t, std::int64_t>> terms;
    std::int64_t constant = 0;
};

bool is_question(Op op) { return op >= Op::variable && op <= Op::shown; }
bool is_comparison(Op op) { return op >= Op::equal && op <= Op::greater_equal; }

Op opposite(Op op) {
    switch (op) {
    case Op::equal:
        return Op::not_equal;
    case Op::not_equal:
        return Op::equal;
    case Op::less:
        return Op::greater_equal;
    case Op::less_equal:
        return Op::greater;
    case Op::greater:
        return Op::less_equal;
    default:
        return Op::less;
    }
}

std::int64_t floor_of(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

class Expression {
public:
    Expression(std::span<const Instruction> code, const Bounds& bounds) {
        std::vector<std::uint32_t> stack;
        const auto pop = [&] {
            const std::uint32_t top = stack.back();
            stack.pop_back();
            return top;
        };
        for (const Instruction& i : code) {
            Part part{static_cast<Op>(i.op), i.operand, absent, absent};
            if (part.op == Op::negate || part.op == Op::logical_not) {
                part.right = pop();
            } else if (part.op >= Op::add) {
                part.right = pop();
                part.left = pop();
            } else if (is_question(part.op)) {
                part.operand = static_cast<std::int32_t>(asked(part.op, i.operand, bounds));
            }
            stack.push_back(static_cast<std::uint32_t>(parts_.size()));
            parts_.push_back(part);
        }
        root_ = stack.back();
    }

    // Whether it can come out like this.
    bool possible(bool wanted) const { return !where(root_, wanted, {everywhere_}).empty(); }
    Interval values() const { return values(root_); }

private:
    struct Part {
        Op op;
        std::int32_t operand; // numbers: the value; questions: index into everywhere_
        std::uint32_t left, right;
    };

    std::size_t asked(Op op, std::int32_t operand, const Bounds& bounds) {
        const auto key = std::pair{op, operand};
        const auto known = std::find(names_.begin(), names_.end(), key);
        if (known != names_.end()) return static_cast<std::size_t>(known - names_.begin());
        names_.push_back(key);
        everywhere_.push_back(bounds(op, operand));
        return names_.size() - 1;
    }

    // The parts of these boxes where the expression comes out as wanted, or a little more than that.
    Boxes where(std::uint32_t at, bool wanted, const Boxes& boxes) const {
        const Part& p = parts_[at];
        if (boxes.empty()) return {};
        if (p.op == Op::logical_not) return where(p.right, !wanted, boxes);
        if (p.op == Op::logical_and || p.op == Op::logical_or) {
            if ((p.op == Op::logical_and) == wanted) return where(p.right, wanted, where(p.left, wanted, boxes));
            Boxes either = where(p.left, wanted, boxes);
            Boxes other = where(p.right, wanted, boxes);
            either.insert(either.end(), std::make_move_iterator(other.begin()), std::make_move_iterator(other.end()));
            return either.size() > most_boxes ? boxes : either;
        }
        if (p.op == Op::number) return (p.operand != 0) == wanted ? boxes : Boxes{};
        if (is_question(p.op)) {
            const Linear is{{{static_cast<std::size_t>(p.operand), 1}}, wanted ? -1 : 0};
            return wanted ? cut(boxes, negated(is)) : cut(boxes, is); // at least 1, at most 0
        }
        if (!is_comparison(p.op)) return boxes;
        const auto left = linear(p.left);
        const auto right = linear(p.right);
        if (!left || !right) return boxes;
        const Linear d = sum(*left, negated(*right));
        switch (wanted ? p.op : opposite(p.op)) {
        case Op::equal:
            return cut(cut(boxes, d), negated(d));
        case Op::not_equal: {
            Boxes below = cut(boxes, plus(d, 1));
            Boxes above = cut(boxes, plus(negated(d), 1));
            below.insert(below.end(), above.begin(), above.end());
            return below.size() > most_boxes ? boxes : below;
        }
        case Op::less:
            return cut(boxes, plus(d, 1));
        case Op::less_equal:
            return cut(boxes, d);
        case Op::greater:
            return cut(boxes, plus(negated(d), 1));
        default:
            return cut(boxes, negated(d));
        }
    }

    static Linear plus(Linear a, std::int64_t n) {
        a.constant += n;
        return a;
    }
    static Linear negated(Linear a) {
        a.constant = -a.constant;
        for (auto& term : a.terms) term.second = -term.second;
        return a;
    }
    static Linear sum(Linear a, const Linear& b) {
        a.constant += b.constant;
        for (const auto& [x, factor] : b.terms) {
            const auto same = std::find_if(a.terms.begin(), a.terms.end(), [&](const auto& t) { return t.first == x; });
            if (same == a.terms.end())
                a.terms.emplace_back(x, factor);
            else
                same->second += factor;
        }
        return a;
    }

    static Interval times(std::int64_t factor, Interval x) {
        return factor >= 0 ? Interval{factor * x.least, factor * x.most} : Interval{factor * x.most, factor * x.least};
    }

    // As a sum, if it is one and nothing in it can saturate.
    std::optional<Linear> linear(std::uint32_t at) const {
        const Part& p = parts_[at];
        std::optional<Linear> out;
        if (p.op == Op::number) {
            out = Linear{{}, p.operand};
        } else if (is_question(p.op)) {
            out = Linear{{{static_cast<std::size_t>(p.operand), 1}}, 0};
        } else if (p.op == Op::negate) {
            if (auto inner = linear(p.right)) out = negated(std::move(*inner));
        } else if (p.op == Op::add || p.op == Op::subtract || p.op == Op::multiply) {
            auto left = linear(p.left);
            auto right = linear(p.right);
            if (!left || !right) return std::nullopt;
            if (p.op != Op::multiply) {
                out = sum(std::move(*left), p.op == Op::add ? *right : negated(*right));
            } else {
                if (!left->terms.empty()) std::swap(left, right);
                if (!left->terms.empty()) return std::nullopt;
                for (auto& term : right->terms) term.second *= left->constant;
                right->constant *= left->constant;
                out = std::move(right);
            }
        }
        if (!out) return out;
        if (std::abs(out->constant) > largest) return std::nullopt;
        Interval reach{out->constant, out->constant};
        for (const auto& [x, factor] : out->terms) {
            if (std::abs(factor) > largest) return std::nullopt;
            const Interval part = times(factor, everywhere_[x]);
            reach = {reach.least + part.least, reach.most + part.most};
            if (reach.least < -largest || reach.most > largest) return std::nullopt;
        }
        return out;
    }

    // What is left of the boxes where the sum is at most 0.
    static Boxes cut(const Boxes& boxes, const Linear& d) {
        Boxes out;
        for (Box box : boxes) {
            std::int64_t least = d.constant;
            for (const auto& [x, factor] : d.terms) least += times(factor, box[x]).least;
            if (least > 0) continue;
            for (const auto& [x, factor] : d.terms) {
                if (factor == 0) continue;
                const std::int64_t room =
                    times(factor, box[x]).least - least; // for this term, the others at their least
                if (factor > 0)
                    box[x].most = std::min(box[x].most, floor_of(room, factor));
                else
                    box[x].least = std::max(box[x].least, -floor_of(room, -factor));
            }
            out.push_back(std::move(box));
        }
        return out;
    }

    Interval values(std::uint32_t at) const {
        const Part& p = parts_[at];
        const auto saturated = [](Interval i) {
            return Interval{std::clamp(i.least, -largest, largest), std::clamp(i.most, -largest, largest)};
        };
        if (p.op == Op::number) return {p.operand, p.operand};
        if (is_question(p.op)) return everywhere_[static_cast<std::size_t>(p.operand)];
        if (p.op == Op::negate) {
            const Interval x = values(p.right);
            return {-x.most, -x.least};
        }
        if (p.op > Op::negate) return {0, 1};
        const Interval a = values(p.left);
        const Interval b = values(p.right);
        if (p.op == Op::add) return saturated({a.least + b.least, a.most + b.most});
        if (p.op == Op::subtract) return saturated({a.least - b.most, a.most - b.least});
        const std::array<std::int64_t, 4> corners{a.least * b.least, a.least * b.most, a.most * b.least,
                                                  a.most * b.most};
        const auto [least, most] = std::minmax_element(corners.begin(), corners.end());
        return saturated({*least, *most});
    }

    std::vector<Part> parts_;
    std::vector<std::pair<Op, std::int32_t>> names_;
    Box everywhere_;
    std::uint32_t root_ = absent;
};

// "callbacks < 3", "anger >= -5", as most conditions are: a question compared with a number, without an expression to
// be built for it.
struct Comparison {
    Interval asked;
    Op op;
    std::int64_t number;
};
std::optional<Comparison> comparison(std::span<const Instruction> code, const Bounds& bounds) {
    const auto op = [&](std::size_t i) { return static_cast<Op>(code[i].op); };
    const bool negative = code.size() == 4 && op(2) == Op::negate;
    if ((code.size() != 3 && !negative) || !is_question(op(0)) || op(1) != Op::number) return std::nullopt;
    if (!is_comparison(op(code.size() - 1))) return std::nullopt;
    const std::int64_t number = code[1].operand;
    return Comparison{bounds(op(0), code[0].operand), op(code.size() - 1), negative ? -number : number};
}

bool possible(const Interval& asked, Op op, std::int64_t number) {
    switch (op) {
    case Op::equal:
        return asked.least <= number && number <= asked.most;
    case Op::not_equal:
        return asked.least != number || asked.most != number;
    case Op::less:
        return asked.least < number;
    case Op::less_equal:
        return asked.least <= number;
    case Op::greater:
        return asked.most > number;
    default:
        return asked.most >= number;
    }
}

// "b", "b + 3", "3": the values, again without building anything.
std::optional<Interval> simple_values(std::span<const Instruction> code, const Bounds& bounds) {
    const auto op = [&](std::size_t i) { return static_cast<Op>(code[i].op); };
    if (code.size() == 1 && op(0) == Op::number) return Interval{code[0].operand, code[0].operand};
    if ((code.size() != 1 && code.size() != 3) || !is_question(op(0))) return std::nullopt;
    const bool sum = code.size() == 3 && op(1) == Op::number && (op(2) == Op::add || op(2) == Op::subtract);
    if (code.size() == 3 && !sum) return std::nullopt;
    const Interval asked = bounds(op(0), code[0].operand);
    if (!sum) return asked;
    const std::int64_t plus = op(2) == Op::add ? std::int64_t{code[1].operand} : -std::int64_t{code[1].operand};
    return Interval{std::clamp(asked.least + plus, -largest, largest),
                    std::clamp(asked.most + plus, -largest, largest)};
}

} // namespace

Interval bounds_anywhere(const dialogue::Scenario& s, Op op, std::int32_t operand) {
    switch (op) {
    case Op::variable: {
        const auto& variable = s.variables[static_cast<std::size_t>(operand)];
        return {variable.min, variable.max};
    }
    case Op::anger:
    case Op::trust:
        return {0, 100};
    case Op::turn:
        return {1, 100'000'000};
    case Op::seconds:
        return {0, std::numeric_limits<std::uint32_t>::max() / 1000}; // kept in milliseconds
    case Op::shown:
        return {0, 2};
    default:
        return {0, 1};
    }
}

Truth truth_of(std::span<const Instruction> condition, const Bounds& bounds) {
    if (condition.empty()) return Truth::always;
    if (condition.size() > longest_condition) return Truth::perhaps;
    if (const auto simple = comparison(condition, bounds)) {
        if (!possible(simple->asked, simple->op, simple->number)) return Truth::never;
        return possible(simple->asked, opposite(simple->op), simple->number) ? Truth::perhaps : Truth::always;
    }
    const Expression expression(condition, bounds);
    if (!expression.possible(true)) return Truth::never;
    return expression.possible(false) ? Truth::perhaps : Truth::always;
}

Interval values_of(std::span<const Instruction> expression, const Bounds& bounds) {
    if (expression.empty() || expression.size() > longest_condition) return {-largest, largest};
    if (const auto simple = simple_values(expression, bounds)) return *simple;
    return Expression(expression, bounds).values();
}

} // namespace rapport::scenario_files
