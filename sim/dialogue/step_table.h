// What a step needs of a scenario, laid out for the step: a node and its replies are 32 bytes each and stand one after
// another from the start of a cache line, so that a node of three replies is two lines of memory, wherever in a large
// scenario the conversation goes. The commonest conditions and effects are in it as numbers; whatever is rarer is
// marked and looked up in the scenario, which stays the only source.
#pragma once

#include "sim/base/pool.h"
#include "sim/dialogue/scenario.h"

#include <array>
#include <cstdint>

namespace rapport::dialogue {

// The numbers conditions ask about, in one row: a session keeps its variables behind the others.
enum Register : std::uint16_t {
    zero,
    anger_register,
    trust_register,
    ready_register,
    turn_register,
    seconds_register,
    first_variable
};

class StepTable {
public:
    struct Node {
        std::uint32_t first_reply, first_line; // in the scenario's pools
        std::uint16_t lines;
        std::uint8_t replies; // at most most_replies
        bool asks : 1, asks_action : 1, urgent : 1, follow_up : 1;
        // The words of the first line, per language: to be asked for early, not to be read from.
        std::array<const char*, 2> words;
    };

    struct Reply {
        // when: registers[asked] compared with `number` is one of `truth`.
        std::int32_t number;
        std::uint16_t asked;
        // do: registers[changed] = registers[from] + plus, within the variable's range
        std::uint16_t changed, from;
        std::int16_t anger, trust; // the author's own extra
        std::int32_t plus;
        std::uint32_t to;                                  // index of the target
        std::uint64_t labels : scoring::Labels::bit_count; // Labels::bits: what the words contain
        std::uint64_t truth : 3;                           // bit 0: less, 1: equal, 2: greater
        std::uint64_t to_kind : 3;                         // Target::Kind
        std::uint64_t best_fit : 3;                        // of the options offered, and 1 more; 0: none
        std::uint64_t once : 1, other_condition : 1;       // the condition is none of the common kind
        std::uint64_t changes : 1, other_effects : 1;      // one effect of the common kind; any others
        std::uint64_t calls : 1, solution : 1, solution_first : 1, reveals : 1, answers : 1, check : 1;

        bool holds(const std::int32_t* registers) const {
            const std::int32_t left = registers[asked];
            return ((truth >> (1 + (left > number) - (left < number))) & 1U) != 0;
        }
        Target target() const { return {static_cast<Target::Kind>(to_kind), to}; }
    };

    explicit StepTable(const Scenario& scenario);

private:
    // A node, followed by its replies.
    union Record {
        Node node;
        Reply reply;
    };
    static_assert(sizeof(Node) == 32 && sizeof(Reply) == 32 && sizeof(Record) == 32);

public:
    // Where a node stands.
    class Place {
    public:
        explicit Place(const Record* at) : at_(at) {}
        const Node& node() const { return at_->node; }
        const Reply& reply(std::size_t i) const { return at_[1 + i].reply; }

    private:
        const Record* at_;
    };
    Place at(std::uint32_t node) const { return Place(&records_[at_[node]]); }
    // Asks for the memory of a node and three replies ahead of their use: all that most nodes are.
    void fetch(std::uint32_t node) const;

private:
    Pool<Record> records_;
    Pool<std::uint32_t> at_; // node → its record
};

// Asks for memory ahead of its use; a hint only, harmless for any address.
inline void fetch(const void* from, std::size_t bytes) {
    const auto first = reinterpret_cast<std::uintptr_t>(from) / cache_line;
    const auto last = (reinterpret_cast<std::uintptr_t>(from) + bytes - 1) / cache_line;
    for (auto i = first; i <= last; ++i) __builtin_prefetch(reinterpret_cast<const void*>(i * cache_line));
}

inline void StepTable::fetch(std::uint32_t node) const {
    const auto* record = &records_[at_[node]];
    __builtin_prefetch(record);
    __builtin_prefetch(record + 2);
}

} // namespace rapport::dialogue
