// What the learned layer reads of a reply: its words, and marks, which say what rules know of it. Private to
// scoring/recogniser and scoring/trainer.
//
// Sentences with a fault's sign, and those that talk to a grader, are passed over, the others count once each and in no
// order: repeating, reordering or adding a fault changes nothing. A mark is there or not:
//
//   "1 t"      a sentence has t
//   "2 t u"    one sentence has both
//   "3 f g"    the reply has both families
//   "4 k n"    n or more entries of the card's list k are taken up (up to 3)
//   "5 m f"    the moment is m (first turn, a direct question, very angry …) and the reply has the family
//
// t: ids of signs ("-" before one that its clause denies), lists of the card (fact, told, want, option, feeling), and
// what a sentence is: asking, conditional, after a "but", with I or we, an exact time, an amount. Families are the parts
// of ids before the dot, and the lists.
#pragma once

#include "scoring/recogniser/scene.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::scoring {

// Words: of the sentences that count, each once, in an order of their own. With faults: of all but words to a grader.
std::u32string learnable(const Reading& reading, bool without_faults);
// Rising, each once.
std::vector<std::uint16_t> marks_of(const Scene& scene);

} // namespace rapport::scoring
