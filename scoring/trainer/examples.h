// Labelled replies as the learned layer learns from them.
#pragma once

#include "scoring/recogniser/recogniser.h"
#include "scoring/trainer/labelled_replies.h"

#include <vector>

namespace rapport::scoring {

// What is not scorable is left out: words piled up teach nothing about words in use, and the recogniser turns them away
// before.
std::vector<Example> examples_of(const std::vector<LabelledReply>& lines, const Recogniser& rules);
Example example_of(const LabelledReply& line, const Recogniser& rules);

} // namespace rapport::scoring
