// What the agent's earlier turns showed, where nobody says so: it is read like the reply itself.
#pragma once

#include "scoring/recogniser/recogniser.h"

#include <span>

namespace rapport::scoring {

// unlabelled: places in moment.history, rising, of turns of the agent. Each is read as a reply to the customer's words
// before it, with what came before it. How angry the customer was then, and what that moment called for, is not known:
// such a turn never counts as a premature solution, a hand-over or a limit.
void label_earlier_turns(Moment& moment, std::span<const std::size_t> unlabelled, const Recogniser& recogniser);

} // namespace rapport::scoring
