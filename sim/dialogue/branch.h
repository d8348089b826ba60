// Which of the author's replies a typed one amounts to.
//
//   behaviours   agreement of what was read with what the author says the reply shows, 0–100: the levels both have over
//                the levels either has, faults three times; what the author's reply does not show counts half
//   words        likeness to the author's words in either language (scoring/recogniser/likeness.h)
//   levels       how far apart they are in how much they do: four for each level that the moment calls for, one for any
//   options      25 where the author's reply offers options of the card and the words name others only
//   fit          six parts behaviours and four parts words, less levels and options; not below the words alone, so that
//                the author's own words always find their own reply
//
// A typed reply with a severe fault never fits an authored one without, nor the reverse (a fault the author calls
// severe may have been read as a 1), unless the words are as good as the author's own. Deterministic; in practice and
// in exams alike.
#pragma once

#include "sim/dialogue/session.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rapport::dialogue {

struct BranchFit {
    std::uint8_t reply = 0; // place in the node's list
    int fit = 0, behaviours = 0, words = 0;
    bool operator==(const BranchFit&) const = default;
};

inline constexpr int fits_from = 40;     // below, nothing fits
inline constexpr int authors_words = 85; // likeness from which the words are as good as the author's own

// Of the replies offered now, best first; equal ones in the author's order. Not once the session is over.
std::vector<BranchFit> fits(const Session& session, const scoring::Labels& labels, std::string_view text);

// What the story follows: the best that fits well enough; where none does, the nearest of the author's replies without
// a fault, if the words do something for the customer (what the moment calls for and no severe fault, or anything else
// and no fault at all); otherwise, where the node has one; the nearest by behaviours, where it has none. Where nothing
// could be read in the words (not scorable) none is followed at all.
struct Followed {
    std::uint8_t branch = otherwise_branch;
    Matched matched = Matched::nothing_fits;
};
Followed followed(const Session& session, std::span<const BranchFit> best_first, const scoring::Labels& labels,
                  bool scorable);

} // namespace rapport::dialogue
