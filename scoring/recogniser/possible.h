// What the learned layer may see in a sentence where no rule sees it. Likeness of words is no ground for
//
//   restate                what plans, offers or asks, or has no word of the customer's case
//   ask_open, check_satisfaction   where nothing is asked
//   offer_options          where no option of the card is in sight and no choice is spoken of
//   explain_steps          where there is neither a time nor a way of hearing
//   close_with_follow_up   without a contact, thanks or a goodbye
//
// Private to scoring/recogniser.
#pragma once

#include "scoring/recogniser/scene.h"

namespace rapport::scoring {

// Behaviours only.
BehaviourSet possible_in(const Scene& scene, const Findings& found, std::size_t sentence);

} // namespace rapport::scoring
