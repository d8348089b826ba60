#include "sim/analysis/clues.h"

#include "sim/analysis/quality.h"
#include "sim/base/text.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

using dialogue::Node;
using dialogue::Reply;
using dialogue::Scenario;

constexpr std::size_t least_right = 4;
constexpr std::size_t most_exact = 500; // moments; beyond, the normal distribution is as good
constexpr double one_per_cent = 2.3263; // standard deviations
// A best reply stands out when it is longer than every other by half and by so many characters: short replies differ by
// half easily.
constexpr std::size_t least_extra_en = 30, least_extra_zh = 12;

// The reply the clue points at, within the node; nothing where it points at none or several.
using Pointed = std::optional<std::uint32_t>;

std::vector<std::size_t> lengths(const Scenario& s, const Node& node, Language l) {
    std::vector<std::size_t> found;
    for (const Reply& reply : s.replies_of(node)) found.push_back(code_points(reply.text[l]));
    return found;
}

Pointed longest(const std::vector<std::size_t>& lengths) {
    const auto top = std::ranges::max_element(lengths);
    for (auto it = lengths.begin(); it != lengths.end(); ++it)
        if (it != top && *it * 11 > *top * 10) return std::nullopt;
    return static_cast<std::uint32_t>(top - lengths.begin());
}

Pointed shortest(const std::vector<std::size_t>& lengths) {
    const auto least = std::ranges::min_element(lengths);
    for (auto it = lengths.begin(); it != lengths.end(); ++it)
        if (it != least && *it * 10 < *least * 11) return std::nullopt;
    return static_cast<std::uint32_t>(least - lengths.begin());
}

Pointed only_kind_one(const Scenario& s, const Node& node, const WordLists& kind, Language l) {
    Pointed found;
    for (std::uint32_t i = 0; i < node.replies.count; ++i) {
        if (!contains_any(s.replies_of(node)[i].text[l], kind[static_cast<std::size_t>(l)], l)) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

// How often whoever follows a clue is right.
struct Clue {
    std::size_t right = 0;
    std::vector<std::size_t> options; // of each moment where the clue points at one reply
    void follow(Pointed pointed, std::uint32_t best, std::size_t replies) {
        if (!pointed) return;
        options.push_back(replies);
        if (*pointed == best) ++right;
    }
    void report(std::string_view code, Language l, FlawList& flaws) const {
        if (!beyond_chance(right, options)) return;
        add(flaws, {Diagnostic::warning(code)
                        .with("language", id(l))
                        .with("right", std::to_string(right))
                        .with("moments", std::to_string(options.size()))});
    }
};

} // namespace

bool beyond_chance(std::size_t right, const std::vector<std::size_t>& options) {
    if (right < least_right) return false;
    if (options.size() > most_exact) {
        double mean = 0, variance = 0;
        for (const std::size_t k : options) {
            const double p = 1.0 / static_cast<double>(k);
            mean += p;
            variance += p * (1 - p);
        }
        const double above = static_cast<double>(right) - mean;
        return above > 0 && above * above > one_per_cent * one_per_cent * variance;
    }
    // probability[i]: that i guesses so far were right; guessing among k is right with 1/k.
    std::vector<double> probability(options.size() + 1, 0);
    probability[0] = 1;
    for (std::size_t n = 0; n < options.size(); ++n) {
        const double p = 1.0 / static_cast<double>(options[n]);
        for (std::size_t i = n + 1; i > 0; --i) probability[i] = probability[i] * (1 - p) + probability[i - 1] * p;
        probability[0] *= 1 - p;
    }
    double as_many = 0;
    for (std::size_t i = right; i < probability.size(); ++i) as_many += probability[i];
    return as_many <= 0.01;
}

void find_clues(const Scenario& scenario, const WordLists& kind_words, FlawList& flaws) {
    for (const Language l : all_languages) {
        if (!scenario.speaks(l)) continue;
        Clue by_length, by_brevity, by_kindness;
        for (std::uint32_t i = 0; i < scenario.nodes.size(); ++i) {
            const Node& node = scenario.nodes[i];
            const auto best = clear_best(scenario, node);
            if (!best) continue;
            const auto found = lengths(scenario, node, l);
            by_length.follow(longest(found), *best, found.size());
            by_brevity.follow(shortest(found), *best, found.size());
            by_kindness.follow(only_kind_one(scenario, node, kind_words, l), *best, found.size());

            std::size_t next = 0;
            for (std::size_t k = 0; k < found.size(); ++k)
                if (k != *best) next = std::max(next, found[k]);
            const std::size_t extra = l == Language::en ? least_extra_en : least_extra_zh;
            if (2 * found[*best] >= 3 * next && found[*best] >= next + extra)
                add(flaws, {Diagnostic::warning("best_stands_out")
                                .with("language", id(l))
                                .with("node", node.id)
                                .with("reply", scenario.replies_of(node)[*best].id),
                            i, *best});
        }
        by_length.report("best_is_longest", l, flaws);
        by_brevity.report("best_is_shortest", l, flaws);
        by_kindness.report("best_by_kind_words", l, flaws);
    }
}

} // namespace rapport::analysis
