// What the learned layer reads of a reply: its words, and marks, which say what rules know of it. Private to
// scoring/recogniser.
//
// Sentences with a fault that the rules see and the reply is given, or with nothing but the sign of one, and those that
// talk to a grader, are cut out first, and of the others each is kept once: saying something twice, or adding a fault,
// changes nothing. A mark is there or not:
//
//   "1 t"      a sentence has t
//   "2 t u"    one sentence has both
//   "3 f g"    the reply has both families
//   "4 k n"    n or more entries of the card's list k are taken up (up to 3)
//   "5 m f"    the moment is m (first turn, a direct question, very angry …) and the reply has the family
//   "6 b r"    the rules found behaviour b for reason r; "7 b n": at level n or more
//
// Faults are read sentence by sentence, and the highest stands: what else is said neither makes nor mends one. For each
// sentence, whatever signs it has: its words without what is quoted, the marks 1, 2, 5, 6 and 7 of it (6 and 7 of
// faults; moments also: angry, urgent, listened to or sent elsewhere before), "8 m" for the moment alone, and, only
// for the two faults that depend on what else is said (needs_the_reply),
//
//   "8 b"      the reply shows b by the rules; "9 b f": and the sentence has f
//   and 6 and 7 of faults that the rules give for what else is said
//
// t: ids of signs ("-" before one that its clause denies), lists of the card (fact, told, want, option, feeling), and
// what a sentence is: asking, conditional, after a "but", with I or we, an exact time, an amount, past things said of
// the customer or of us; and how many words of a list it has, few or many (fact1, fact2, fact3, fact5), for what is
// told back in other words. Families are the parts of ids before the dot, and the lists.
#pragma once

#include "scoring/recogniser/scene.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace rapport::scoring {

struct SentenceEvidence {
    std::size_t sentence = 0; // its place in the reply
    TextRange range;
    std::u32string words;                    // of the range, blanks in place of what is quoted
    std::vector<std::uint16_t> marks;        // rising, each once
    std::vector<std::uint16_t> besides = {}; // what else is said: none of these; likewise
    bool kept = false;                       // read for behaviours, too
    BehaviourSet possible = {};              // behaviours that it could show (possible.h)
};

struct LearnedEvidence {
    std::u32string words;                    // of the sentences that are kept, in an order of their own
    std::vector<std::uint16_t> marks;        // rising, each once
    std::vector<SentenceEvidence> sentences; // for faults; without those that talk to a grader

    // What none of the sentences that are kept could show; of behaviours only.
    BehaviourSet impossible() const;
};

// Which faults a reply is given for its sentences; of behaviours nothing.
using FaultsGiven = std::function<BehaviourSet(const std::vector<SentenceEvidence>& sentences)>;

// found: what the rules say of the scene; table: the signs it was read with.
LearnedEvidence evidence_of(const SignTable& table, const Scene& scene, const Findings& found,
                            const FaultsGiven& faults_given);

} // namespace rapport::scoring
