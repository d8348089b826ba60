// The public vocabulary of what is graded: fourteen behaviours and six faults (README, "What is graded"). Ids are
// stable and spelled the same in scenario files, grader output, database, reports and exports.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rapport::scoring {

enum class Behaviour : std::uint8_t {
    open_contact,
    let_speak,
    restate,
    ask_open,
    acknowledge_feeling,
    apologise,
    take_ownership,
    offer_options,
    explain_steps,
    speak_plainly,
    check_satisfaction,
    close_with_follow_up,
    hand_over,
    set_limit,
    // faults
    premature_solution,
    self_centred,
    dismiss_or_blame,
    over_promise,
    hide_behind_policy,
    misinform,
};
inline constexpr std::size_t behaviour_count = 20;
inline constexpr std::size_t first_fault = 14;

constexpr std::size_t index(Behaviour b) { return static_cast<std::size_t>(b); }
constexpr Behaviour behaviour_at(std::size_t i) { return static_cast<Behaviour>(i); }
constexpr bool is_fault(Behaviour b) { return index(b) >= first_fault; }
std::string_view id(Behaviour b);
std::optional<Behaviour> behaviour_from(std::string_view id);
const std::array<std::string_view, behaviour_count>& behaviour_ids();

// Level 0 absent, 1 partial or generic (fault: present), 2 specific and well timed (fault: severe).
using Level = std::uint8_t;

// The levels of one reply, one per behaviour.
class Labels {
public:
    constexpr Level operator[](Behaviour b) const { return levels_[index(b)]; }
    constexpr void set(Behaviour b, Level level) { levels_[index(b)] = level > 2 ? Level{2} : level; }
    constexpr void raise(Behaviour b, Level level) {
        if (level > levels_[index(b)]) set(b, level);
    }
    constexpr bool none() const { return *this == Labels{}; }
    constexpr bool operator==(const Labels&) const = default;

private:
    std::array<Level, behaviour_count> levels_{};
};

// A set of behaviours, as in a scenario's `grades` and a node's `calls_for`.
class BehaviourSet {
public:
    constexpr bool has(Behaviour b) const { return ((bits_ >> index(b)) & 1U) != 0; }
    constexpr void add(Behaviour b) { bits_ |= 1U << index(b); }
    constexpr void remove(Behaviour b) { bits_ &= ~(1U << index(b)); }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr std::uint32_t bits() const { return bits_; }
    static constexpr BehaviourSet of_bits(std::uint32_t bits) {
        BehaviourSet s;
        s.bits_ = bits & ((1U << behaviour_count) - 1U);
        return s;
    }
    constexpr bool operator==(const BehaviourSet&) const = default;

private:
    std::uint32_t bits_ = 0;
};

enum class Outcome : std::uint8_t { resolved, partial, unresolved, escalated, lost };
std::string_view id(Outcome o);
std::optional<Outcome> outcome_from(std::string_view id);

} // namespace rapport::scoring
