// The public vocabulary of what is graded: fourteen behaviours and six faults (README, "What is graded"). Ids are
// stable and spelled the same in scenario files, grader output, database, reports and exports.
#pragma once

#include <array>
#include <bit>
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
// Whether something is such a fault depends on what else the reply says: what was listened to, what is offered instead.
constexpr bool needs_the_reply(Behaviour b) {
    return b == Behaviour::premature_solution || b == Behaviour::hide_behind_policy;
}
constexpr bool is_fault(Behaviour b) { return index(b) >= first_fault; }
std::string_view id(Behaviour b);
std::optional<Behaviour> behaviour_from(std::string_view id);
const std::array<std::string_view, behaviour_count>& behaviour_ids();

// Level 0 absent, 1 partial or generic (fault: present), 2 specific and well timed (fault: severe).
using Level = std::uint8_t;

// The levels of one reply, one per behaviour. Kept in one number, two bits a behaviour, so that "none" and "which" are
// cheap to ask.
class Labels {
public:
    constexpr Level operator[](Behaviour b) const { return static_cast<Level>((bits_ >> place(b)) & 3U); }
    constexpr void set(Behaviour b, Level level) {
        bits_ &= ~(std::uint64_t{3} << place(b));
        bits_ |= static_cast<std::uint64_t>(level > 2 ? Level{2} : level) << place(b);
    }
    constexpr void raise(Behaviour b, Level level) {
        if (level > (*this)[b]) set(b, level);
    }
    constexpr bool none() const { return bits_ == 0; }
    // what(Behaviour, Level) for every level above 0, in the order of the checklist.
    template <class What>
    constexpr void each(What what) const {
        for (std::uint64_t left = bits_; left != 0;) {
            const auto i = static_cast<std::size_t>(std::countr_zero(left)) / 2;
            what(behaviour_at(i), static_cast<Level>((bits_ >> (2 * i)) & 3U));
            left &= ~(std::uint64_t{3} << (2 * i));
        }
    }
    constexpr bool operator==(const Labels&) const = default;

    // Two bits a behaviour, the first in the lowest; of_bits takes only what bits() gave.
    static constexpr unsigned bit_count = 2 * behaviour_count;
    constexpr std::uint64_t bits() const { return bits_; }
    static constexpr Labels of_bits(std::uint64_t bits) {
        Labels labels;
        labels.bits_ = bits;
        return labels;
    }

private:
    static constexpr std::size_t place(Behaviour b) { return 2 * index(b); }

    std::uint64_t bits_ = 0;
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
