// Item-writing flaws: what makes a choice between replies measure test-wiseness instead of skill, after the rules for
// multiple-choice items of Haladyna, Downing & Rodriguez (2002): options of about the same length, no clues to the
// right one, no two that say the same, plausible and distinct.
//
// The best reply of a node is the one quality.h puts above all others; nodes without a clear best say nothing about
// clues. Clues are looked for over the whole scenario: a single long best reply is chance, nine in ten are not.
//
// Position is no flaw here: the seed shuffles the replies at every moment, so the place a reply has in the file is
// never seen.
//
//   over the whole scenario (no node)
//     best_is_longest, best_is_shortest   the reply that is longer (shorter) than all others by a tenth is the best too
//                                         often (arguments language, right, moments)
//     best_by_kind_words                  the only reply with words that sound kind whatever is said (kind_words) is
//                                         the best too often (language, right, moments)
//     graded_never_called_here            no node that can be reached calls for a graded behaviour (behaviour)
//     graded_never_full                   called for, but never with a reply at level 2 (behaviour)
//     full_marks_out_of_reach             proven: no contact gets beyond `total`
//     does_not_tell_apart                 the expert's median is less than 15 points above another's (trainee, expert,
//                                         other)
//   at a node
//     best_stands_out                     the best reply is half as long again as every other (language)
//     replies_alike                       two replies with nearly the same words (first, second, language)
//     replies_equivalent                  two replies that show, do and lead to the same (first, second)
//     single_reply                        one reply only
//     no_real_choice                      every reply is as good, does as much and leads to the same place
//     model_not_best                      a reply is better than the model answer (model, better)
//     reply_out_of_reach                 proven: its condition never holds (reply)
//
// "Too often": in at least four moments, and so often that guessing would be right as often in one scenario out of a
// hundred at most.
#pragma once

#include "sim/analysis/reach.h"
#include "sim/analysis/score_range.h"
#include "sim/analysis/trainees.h"
#include "sim/base/diagnostic.h"

#include <array>
#include <string>
#include <vector>

namespace rapport::analysis {

struct Flaw {
    Diagnostic what;                      // a warning without a place
    std::uint32_t node = dialogue::none;  // index; none: the scenario as a whole
    std::uint32_t reply = dialogue::none; // index within the node; none: the node as a whole
};

using WordLists = std::array<std::vector<std::string>, 2>; // by language; English in lower case

// So many are listed; how many more there are is said at the end (more_findings).
inline constexpr std::size_t most_flaws = 1000;

// By node, scenario first.
std::vector<Flaw> flaws_of(const dialogue::Scenario& scenario, const Reach& reach, const WordLists& kind_words);
std::vector<Flaw> score_flaws(const dialogue::Scenario& scenario, const ScoreRange& range,
                              const std::vector<TraineeResult>& trainees);

// Whether `right` of the moments are too many for chance; options: how many replies each had.
bool beyond_chance(std::size_t right, const std::vector<std::size_t>& options);
// How much of the letters two texts share, 0–100: Dice's coefficient over pairs of neighbouring letters, case, spaces
// and punctuation left aside.
int likeness(std::string_view a, std::string_view b);
// The pairs of a text, sorted, for comparing one text with many.
using LetterPairs = std::vector<std::uint64_t>;
LetterPairs letter_pairs(std::string_view text);
int likeness(const LetterPairs& a, const LetterPairs& b); // 0 where either is empty
// Whether one of the words stands in the text: English words whole, Chinese ones anywhere.
bool contains_any(std::string_view text, const std::vector<std::string>& words, Language language);

} // namespace rapport::analysis
