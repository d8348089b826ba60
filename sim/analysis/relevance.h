// What the rest of a contact depends on, and nothing else. Two states with the same key offer the same replies from
// here on, and each reply shows the same and leads to the same key: so they can be merged in a search for totals.
//
// A condition or effect that can still be reached makes what it reads count; the mood counts only where a condition
// reads it or where a solution may still come too early (rule 13), and what feeds the mood only where the mood counts.
// Lines are drawn but decide nothing.
#pragma once

#include "sim/analysis/effort.h"
#include "sim/analysis/graph.h"
#include "sim/dialogue/session.h"

#include <array>
#include <string>
#include <vector>

namespace rapport::analysis {

// What the log has left behind that a session keeps to itself. Follows it record by record.
struct Past {
    std::array<dialogue::Level, scoring::behaviour_count> best{};
    std::array<std::uint8_t, scoring::behaviour_count> times{};
    std::int32_t sympathy_streak = 0;
    std::vector<dialogue::Target> returns;
    std::vector<std::uint64_t> flags; // the nodes seen and the replies chosen that anything asks about
    std::size_t followed = 0;         // records
};

class Relevance {
public:
    // work: units at most. Where that is not enough, what counts anywhere counts everywhere: less is merged, and it is
    // as right.
    Relevance(const dialogue::Scenario& scenario, const dialogue::MoodTable& table, const Graph& graph,
              std::uint64_t work = most_preparing);
    std::uint64_t work() const { return work_; } // units used
    std::size_t bits() const { return width_; }  // that a key may hold

    Past start() const;
    void follow(Past& past, const dialogue::Session& session) const;
    // session is not over, and past has followed it to here.
    std::string key(const dialogue::Session& session, const Past& past) const;
    // Whether the mood is part of that: where it is not, it does not matter how long a reply takes.
    bool mood_counts(const dialogue::Session& session, const Past& past) const;

private:
    using Bits = std::vector<std::uint64_t>;
    // The positions of what may be read; then the variables, then the flags.
    static constexpr std::size_t anger = 0, trust = 1, ready = 2, turn = 3, early_solution = 4, reveals = 5, shown = 8,
                                 shows = 32, variables = 64;

    void number_the_flags();
    void find_needed_variables();
    void one_for_all();
    bool spread(const Graph& graph, const std::vector<Bits>& entering, std::uint64_t most);
    void read(dialogue::Range code, Bits& into) const;
    void read_on_entering(std::uint32_t node, Bits& into) const;
    void read_on_replying(std::uint32_t node, Bits& into) const;
    const Bits& reads(std::uint32_t node) const { return reads_[reads_.size() == 1 ? 0 : node]; }

    std::uint64_t work_ = 0;
    const dialogue::Scenario* scenario_;
    const dialogue::MoodTable* table_;
    std::size_t flags_ = 0, width_ = 0;                 // position of the first flag; how many positions in all
    std::vector<std::uint32_t> node_flag_, reply_flag_; // position, or none
    std::vector<bool> needed_;                          // variables that decide anything
    std::vector<Bits> reads_;                           // for each node; a single one for all where there are very many
};

} // namespace rapport::analysis
