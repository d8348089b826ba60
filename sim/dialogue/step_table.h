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

    // Where a node's record is, and what else is worth asking for before it comes.
    struct alignas(32) Way {
        std::uint32_t record, first_line;
        std::array<const char*, 2> words; // of the first line, per language; to be asked for, not to be read from
    };

    explicit StepTable(const Scenario& scenario);

private:
    // A node, followed by its replies.
    union Record {
        Node node;
        Reply reply;
    };
    static_assert(sizeof(Node) <= 32 && sizeof(Reply) == 32 && sizeof(Record) == 32);

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
    const Way& way(std::uint32_t node) const { return ways_[node]; }
    Place at(std::uint32_t node) const { return Place(&records_[ways_[node].record]); }
    // Asks for memory ahead of its use: that of a node and three replies, which is all that most nodes are; that of the
    // customer's first line there.
    void fetch(std::uint32_t node) const;
    void fetch_words(std::uint32_t node, const Line* lines, Language language) const;

private:
    Pool<Record> records_;
    Pool<Way> ways_; // one a node
};

inline void StepTable::fetch(std::uint32_t node) const {
    const auto* record = &records_[ways_[node].record];
    ask_for(record);
    ask_for(record + 2);
}

inline void StepTable::fetch_words(std::uint32_t node, const Line* lines, Language language) const {
    const Way& way = ways_[node];
    ask_for(&lines[way.first_line].text);
    // A number, not a pointer: there may be no words in this language, or fewer than these.
    const auto words = reinterpret_cast<std::uintptr_t>(way.words[static_cast<std::size_t>(language)]);
    ask_for(reinterpret_cast<const void*>(words));
    ask_for(reinterpret_cast<const void*>(words + cache_line)); // most lines are no longer than that
}

} // namespace rapport::dialogue
